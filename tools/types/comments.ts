import type { Member, Shape } from "../../src/model/service.ts";

/** A doc comment of these lines; nothing where there are none. */
export function comment(lines: readonly string[], indent = ""): string {
  if (lines.length === 0) return "";
  const safe = lines.map((line) => line.replaceAll("*/", "*\\/"));
  if (safe.length === 1) return `${indent}/** ${safe[0]} */\n`;
  return `${indent}/**\n${safe.map((line) => `${indent} *${line && ` ${line}`}\n`).join("")}${indent} */\n`;
}

/** What the model says of a member's values: length, range, pattern, and what becomes of it. */
export function memberFacts(member: Member): string[] {
  const { shape, traits } = member;
  const facts = [...sizes(shape), ...patterns(shape)];
  if (shape.type === "list" || shape.type === "map") {
    const element = shape.type === "list" ? shape.member.shape : shape.value.shape;
    const inner = [...sizes(element), ...patterns(element)];
    if (inner.length > 0) facts.push(`Each: ${inner.join(" ")}`);
  }
  if (traits.idempotencyToken) facts.push("Filled in where it is left out.");
  if (shape.traits.sensitive || traits.sensitive) facts.push("Sensitive.");
  const lines = facts.length > 0 ? [facts.join(" ")] : [];
  return [...lines, ...deprecation({ ...shape.traits, ...traits })];
}

/** The `@deprecated` line of what the model marks so. */
export function deprecation(traits: { readonly deprecated?: boolean; readonly deprecatedSince?: string }): string[] {
  if (!traits.deprecated) return [];
  return [`@deprecated${traits.deprecatedSince ? ` since ${traits.deprecatedSince}` : " by the service"}`];
}

function sizes({ type, traits: { min, max } }: Shape): string[] {
  const unit = units[type];
  if (unit === undefined || (min === undefined && max === undefined)) return [];
  const count = (value: number) => (unit === "" ? `${value}` : `${value} ${value === 1 ? unit : plural(unit)}`);
  if (min !== undefined && min === max) return [`${count(min)}.`];
  if (max === undefined) return min ? [`At least ${count(min)}.`] : [];
  if (min === undefined || (min === 0 && unit !== "")) return [`At most ${count(max)}.`];
  return [`${min} to ${count(max)}.`];
}

const units: Readonly<Partial<Record<Shape["type"], string>>> = {
  string: "character",
  blob: "byte",
  list: "element",
  map: "entry",
  integer: "",
  long: "",
  float: "",
  double: "",
};

function plural(unit: string): string {
  return unit.endsWith("y") ? `${unit.slice(0, -1)}ies` : `${unit}s`;
}

/** Patterns that allow everything say nothing. */
function patterns({ traits: { pattern } }: Shape): string[] {
  if (pattern === undefined || saysNothing.has(pattern)) return [];
  const fence = pattern.includes("`") ? "``" : "`";
  return [`Pattern: ${fence}${pattern.replaceAll("\n", "\\n").replaceAll("\r", "\\r")}${fence}.`];
}

const saysNothing = new Set([".*", ".+", "[\\s\\S]*", "^.*$", "^.+$", "\\S+", "[\\s\\S]+", "^[\\s\\S]*$"]);
