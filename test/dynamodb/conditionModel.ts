import fc from "fast-check";
import { Attr, type Condition } from "../../src/services/dynamodb/index.ts";
import { canonical } from "./arbitraries.ts";

/** A condition, and what it says of an item by the rules of the Developer Guide's "Condition and filter expressions". */
export interface ModelledCondition {
  readonly condition: Condition;
  readonly holds: (item: Item) => boolean;
  readonly text: string;
}

export type Item = Record<string, unknown>;

/** Small worlds: few values, so that they meet. */
const texts = fc.constantFrom("", "a", "ab", "abc", "b", "é");
const numbers = fc.constantFrom(-1, 0, 1, 1.5, 2, 10);
const bytes = fc.constantFrom([], [1], [1, 2], [2]).map((all) => new Uint8Array(all));
const ordered = fc.oneof(texts, numbers, bytes);
const sets = fc.oneof(
  fc.uniqueArray(fc.constantFrom("a", "ab", "b"), { minLength: 1 }).map((all) => new Set(all)),
  fc.uniqueArray(fc.constantFrom(0, 1, 2), { minLength: 1 }).map((all) => new Set(all)),
);
const scalars = fc.oneof(ordered, fc.boolean(), fc.constant(null));
const leaves: fc.Arbitrary<unknown> = fc.oneof({ weight: 4, arbitrary: scalars }, { weight: 1, arbitrary: sets });
const values = fc.oneof(
  { weight: 4, arbitrary: leaves },
  { weight: 1, arbitrary: fc.array(scalars, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom("x", "y"), scalars, { maxKeys: 2 }) },
);

export const items: fc.Arbitrary<Item> = fc.dictionary(fc.constantFrom("a", "b", "size"), values).chain((item) =>
  fc
    .record({ m: fc.dictionary(fc.constantFrom("x", "y z"), leaves), l: fc.array(leaves, { maxLength: 3 }) })
    .map((rest) => ({
      ...item,
      ...rest,
    })),
);

type Path = { readonly path: string | (string | number)[]; readonly steps: readonly (string | number)[] };

const paths: fc.Arbitrary<Path> = fc.constantFrom<Path>(
  { path: "a", steps: ["a"] },
  { path: "b", steps: ["b"] },
  { path: "size", steps: ["size"] },
  { path: "none", steps: ["none"] },
  { path: "m.x", steps: ["m", "x"] },
  { path: ["m", "y z"], steps: ["m", "y z"] },
  { path: "l[0]", steps: ["l", 0] },
  { path: "l[1]", steps: ["l", 1] },
  { path: "a.x", steps: ["a", "x"] },
  { path: "l", steps: ["l"] },
);

const absent = Symbol("absent");

function at(item: Item, steps: readonly (string | number)[]): unknown {
  let value: unknown = item;
  for (const step of steps) {
    if (typeof step === "number" ? !Array.isArray(value) : typeOf(value) !== "M") return absent;
    const holder = value as Record<string | number, unknown>;
    if (!Object.hasOwn(holder, step)) return absent;
    value = holder[step];
  }
  return value;
}

function typeOf(value: unknown): string {
  if (typeof value === "string") return "S";
  if (typeof value === "number") return "N";
  if (typeof value === "boolean") return "BOOL";
  if (value === null) return "NULL";
  if (value instanceof Uint8Array) return "B";
  if (value instanceof Set) return typeof [...value][0] === "string" ? "SS" : "NS";
  if (Array.isArray(value)) return "L";
  return "M";
}

function isSame(one: unknown, other: unknown): boolean {
  return one !== absent && other !== absent && typeOf(one) === typeOf(other) && canonical(one) === canonical(other);
}

/** Text and bytes by their bytes, numbers by size; `undefined` where the two have no order. */
function compare(one: unknown, other: unknown): number | undefined {
  if (one === absent || other === absent || typeOf(one) !== typeOf(other)) return undefined;
  if (typeof one === "number") return one - (other as number);
  if (typeof one === "string") return Buffer.compare(Buffer.from(one), Buffer.from(other as string));
  if (one instanceof Uint8Array) return Buffer.compare(one, other as Uint8Array);
  return undefined;
}

function sizeOf(value: unknown): number | typeof absent {
  if (typeof value === "string") return value.length;
  if (value instanceof Uint8Array) return value.length;
  if (value instanceof Set) return value.size;
  if (Array.isArray(value)) return value.length;
  return typeOf(value) === "M" && value !== absent ? Object.keys(value as object).length : absent;
}

function contains(value: unknown, part: unknown): boolean {
  if (typeof value === "string") return typeof part === "string" && value.includes(part);
  if (value instanceof Uint8Array) {
    return part instanceof Uint8Array && Buffer.from(value).includes(Buffer.from(part));
  }
  if (value instanceof Set || Array.isArray(value)) return [...value].some((each) => isSame(each, part));
  return false;
}

function beginsWith(value: unknown, start: unknown): boolean {
  if (typeof value === "string") return typeof start === "string" && value.startsWith(start);
  if (!(value instanceof Uint8Array) || !(start instanceof Uint8Array)) return false;
  return Buffer.from(value).subarray(0, start.length).equals(start);
}

type Comparison = "eq" | "ne" | "lt" | "lte" | "gt" | "gte";

function holds(comparison: Comparison, one: unknown, other: unknown): boolean {
  if (comparison === "eq") return isSame(one, other);
  if (comparison === "ne") return !isSame(one, other);
  const order = compare(one, other);
  if (order === undefined) return false;
  if (comparison === "lt") return order < 0;
  if (comparison === "lte") return order <= 0;
  return comparison === "gt" ? order > 0 : order >= 0;
}

const comparisons = fc.constantFrom<Comparison>("eq", "ne", "lt", "lte", "gt", "gte");
const types = fc.constantFrom("S", "SS", "N", "NS", "B", "BS", "BOOL", "NULL", "L", "M") as fc.Arbitrary<"S">;

const simple: fc.Arbitrary<ModelledCondition> = fc.oneof(
  fc.tuple(paths, comparisons, ordered).map(([{ path, steps }, comparison, value]) => ({
    condition: Attr(path)[comparison](value),
    holds: (item: Item) => holds(comparison, at(item, steps), value),
    text: `${steps} ${comparison} ${canonical(value)}`,
  })),
  fc
    .tuple(paths, fc.constantFrom("eq" as const, "ne" as const), values)
    .map(([{ path, steps }, comparison, value]) => ({
      condition: Attr(path)[comparison](value),
      holds: (item: Item) => holds(comparison, at(item, steps), value),
      text: `${steps} ${comparison} ${canonical(value)}`,
    })),
  fc
    .tuple(paths, comparisons, paths)
    .filter(([one, , other]) => String(one.steps) !== String(other.steps))
    .map(([one, comparison, other]) => ({
      condition: Attr(one.path)[comparison](Attr(other.path)),
      holds: (item: Item) => holds(comparison, at(item, one.steps), at(item, other.steps)),
      text: `${one.steps} ${comparison} path ${other.steps}`,
    })),
  fc
    .tuple(paths, fc.oneof(fc.tuple(texts, texts), fc.tuple(numbers, numbers), fc.tuple(bytes, bytes)))
    .map(([{ path, steps }, bounds]) => {
      const [low, high] = [...bounds].sort((one, other) => compare(one, other)!) as [unknown, unknown];
      return {
        condition: Attr(path).between(low, high),
        holds: (item: Item) => holds("gte", at(item, steps), low) && holds("lte", at(item, steps), high),
        text: `${steps} between ${canonical(low)} ${canonical(high)}`,
      };
    }),
  fc.tuple(paths, fc.array(values, { minLength: 1, maxLength: 4 })).map(([{ path, steps }, among]) => ({
    condition: Attr(path).isIn(among),
    holds: (item: Item) => among.some((each) => isSame(at(item, steps), each)),
    text: `${steps} in ${canonical(among)}`,
  })),
  paths.map(({ path, steps }) => ({
    condition: Attr(path).exists(),
    holds: (item: Item) => at(item, steps) !== absent,
    text: `${steps} exists`,
  })),
  paths.map(({ path, steps }) => ({
    condition: Attr(path).notExists(),
    holds: (item: Item) => at(item, steps) === absent,
    text: `${steps} not exists`,
  })),
  fc.tuple(paths, types).map(([{ path, steps }, type]) => ({
    condition: Attr(path).attributeType(type),
    holds: (item: Item) => at(item, steps) !== absent && typeOf(at(item, steps)) === type,
    text: `${steps} type ${type}`,
  })),
  fc.tuple(paths, fc.oneof(texts, bytes)).map(([{ path, steps }, start]) => ({
    condition: Attr(path).beginsWith(start),
    holds: (item: Item) => beginsWith(at(item, steps), start),
    text: `${steps} begins ${canonical(start)}`,
  })),
  fc.tuple(paths, ordered).map(([{ path, steps }, part]) => ({
    condition: Attr(path).contains(part),
    holds: (item: Item) => contains(at(item, steps), part),
    text: `${steps} contains ${canonical(part)}`,
  })),
  fc.tuple(paths, comparisons, fc.integer({ min: 0, max: 3 })).map(([{ path, steps }, comparison, size]) => ({
    condition: Attr(path).size()[comparison](size),
    holds: (item: Item) => holds(comparison, sizeOf(at(item, steps)), size),
    text: `size ${steps} ${comparison} ${size}`,
  })),
);

/** Conditions of all operators, combined. */
export const conditions: fc.Arbitrary<ModelledCondition> = fc.letrec<{ any: ModelledCondition }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    simple,
    fc.tuple(tie("any"), tie("any")).map(([one, other]) => ({
      condition: one.condition.and(other.condition),
      holds: (item: Item) => one.holds(item) && other.holds(item),
      text: `(${one.text} AND ${other.text})`,
    })),
    fc.tuple(tie("any"), tie("any")).map(([one, other]) => ({
      condition: one.condition.or(other.condition),
      holds: (item: Item) => one.holds(item) || other.holds(item),
      text: `(${one.text} OR ${other.text})`,
    })),
    tie("any").map((one) => ({
      condition: one.condition.not(),
      holds: (item: Item) => !one.holds(item),
      text: `NOT ${one.text}`,
    })),
  ),
})).any;
