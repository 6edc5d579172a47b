import { ModelError } from "../errors/index.ts";
import { type Part, part } from "../part.ts";

/** Reads one value out of data; `null` or `undefined` where there is nothing. */
export type Path = (data: unknown) => unknown;

/** JMESPath as a whole, by a package. */
export const jmespath: Part<Promise<typeof import("./jmespath.ts")>> = part(
  () =>
    new ModelError(
      "This bundle has only the simplest of JMESPath: none of its services has an operation with pages. " +
        'Add the module of one that has: import "tucuxi/s3"',
    ),
);

const simple = new Map<string, Path>();

/**
 * A JMESPath expression as a function. The forms that models use for tokens and results (fields, indices,
 * projections, `||`, a list of paths) become closures at once; anything else is the JMESPath package's, which is
 * loaded when the first such expression is met: hence the promise.
 *
 * @example
 * const token = await compilePath("NextMarker || Contents[-1].Key");
 * token({ Contents: [{ Key: "a" }, { Key: "b" }] }); // "b"
 */
export function compilePath(expression: string): Path | Promise<Path> {
  return compileSimplePath(expression) ?? compileWithPackage(expression);
}

/** As `compilePath`, for expressions that must be of the simple forms. Throws `ModelError` for others. */
export function simplePath(expression: string): Path {
  const path = compileSimplePath(expression);
  if (!path) throw new ModelError(`The path "${expression}" is of a form that is not allowed here.`);
  return path;
}

async function compileWithPackage(expression: string): Promise<Path> {
  const { compileJmespath } = await jmespath.get();
  return compileJmespath(expression);
}

/** The function of an expression of the simple forms, else `undefined`. */
export function compileSimplePath(expression: string): Path | undefined {
  const known = simple.get(expression);
  if (known) return known;
  const alternatives = expression.split("||").map((part) => compileChain(part.trim()));
  if (alternatives.some((alternative) => alternative === undefined)) return undefined;
  const path = alternatives.length === 1 ? alternatives[0]! : firstTruthy(alternatives as Path[]);
  simple.set(expression, path);
  return path;
}

const step = /^(?:(\.?)([A-Za-z_][A-Za-z_0-9]*)|\[(-?\d+)\]|(\[\*?\]))/;

function compileChain(text: string): Path | undefined {
  if (text === "@" || text === "$") return (data) => data;
  const steps: Step[] = [];
  let rest = text;
  while (rest !== "") {
    const match = step.exec(rest);
    if (!match) return undefined;
    const [whole, dot, field, index, brackets] = match;
    // A dot stands before every field but the first.
    if (field !== undefined && (dot === "") !== (steps.length === 0)) return undefined;
    if (field !== undefined) steps.push({ kind: "field", name: field });
    else if (index !== undefined) steps.push({ kind: "index", index: Number(index) });
    else steps.push({ kind: brackets === "[]" ? "flatten" : "project" });
    rest = rest.slice(whole.length);
  }
  return steps.length === 0 ? undefined : link(steps);
}

type Step =
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "flatten" | "project" };

/** What stands behind a projection applies to each element; a flatten ends the projection before it. */
function link(steps: readonly Step[]): Path {
  const flattenAt = steps.findLastIndex((each) => each.kind === "flatten");
  if (flattenAt >= 0) {
    const source = flattenAt === 0 ? identity : link(steps.slice(0, flattenAt));
    return project((data) => flatten(source(data)), steps.slice(flattenAt + 1));
  }
  const projectAt = steps.findIndex((each) => each.kind === "project");
  if (projectAt >= 0) {
    const source = projectAt === 0 ? identity : link(steps.slice(0, projectAt));
    return project((data) => asList(source(data)), steps.slice(projectAt + 1));
  }
  return steps.map(single).reduce((before, after) => (data) => after(before(data)));
}

function project(source: (data: unknown) => readonly unknown[] | null, rest: readonly Step[]): Path {
  const each = rest.length === 0 ? identity : link(rest);
  return (data) =>
    source(data)
      ?.map(each)
      .filter((value) => value !== null && value !== undefined) ?? null;
}

function single(each: Step): Path {
  if (each.kind === "field") {
    const { name } = each;
    return (data) => (isRecord(data) && Object.hasOwn(data, name) ? data[name] : null);
  }
  const { index } = each as { index: number };
  return (data) => (Array.isArray(data) ? (data.at(index) ?? null) : null);
}

function firstTruthy(alternatives: readonly Path[]): Path {
  return (data) => {
    let value: unknown = null;
    for (const alternative of alternatives) {
      value = alternative(data);
      if (isTruthy(value)) return value;
    }
    return value;
  };
}

/** JMESPath's truth: empty text, lists and objects are false, every number is true. */
export function isTruthy(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === "") return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isRecord(value) || value instanceof Date || Object.keys(value).length > 0;
}

function identity(data: unknown): unknown {
  return data;
}

function asList(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? value : null;
}

function flatten(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? value.flat(1) : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
