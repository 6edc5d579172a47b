import { compilePath, isTruthy, type Path } from "../model/path.ts";
import type { PaginatorModel } from "../model/types.ts";

type Page = Record<string, unknown>;

/** The paths of a paginator's model, compiled. */
export interface PaginatorPaths {
  readonly inputTokens: readonly string[];
  readonly outputTokens: readonly Path[];
  /** The first one is the primary result, which a limit counts. */
  readonly resultKeys: readonly string[];
  readonly results: readonly Path[];
  readonly nonAggregateKeys: readonly string[];
  readonly more: Path | undefined;
}

const compiled = new WeakMap<PaginatorModel, Promise<PaginatorPaths>>();

export function pathsOf(model: PaginatorModel): Promise<PaginatorPaths> {
  const known = compiled.get(model);
  if (known) return known;
  const paths = compileModel(model);
  compiled.set(model, paths);
  return paths;
}

async function compileModel(model: PaginatorModel): Promise<PaginatorPaths> {
  const resultKeys = [model.result_key].flat();
  return {
    inputTokens: [model.input_token].flat(),
    outputTokens: await Promise.all([model.output_token].flat().map(compilePath)),
    resultKeys,
    results: await Promise.all(resultKeys.map(compilePath)),
    nonAggregateKeys: model.non_aggregate_keys ?? [],
    more: model.more_results === undefined ? undefined : await compilePath(model.more_results),
  };
}

/** The input's members for the next page, or `undefined` after the last. */
export function nextTokens(page: Page, { inputTokens, outputTokens, more }: PaginatorPaths): Page | undefined {
  if (more && !isTruthy(more(page))) return undefined;
  const tokens: Page = {};
  let any = false;
  outputTokens.forEach((read, index) => {
    const value = read(page);
    const some = isTruthy(value) && value !== 0;
    // A token that is gone must not stay as the page before had it.
    tokens[inputTokens[index]!] = some ? value : undefined;
    any ||= some;
  });
  return any ? tokens : undefined;
}

/** How many items a result is: the members of a list, the characters of a text; a map is one item, as it is given. */
export function sizeOf(result: unknown): number {
  if (typeof result === "string") return [...result].length;
  if (Array.isArray(result)) return result.length;
  return isMap(result) ? 1 : 0;
}

/**
 * A page that a resume token points into, without what was given before: the primary result's first items, and all
 * other results, which came whole with them. Numbers stay: they count what the service looked at.
 */
export function withoutGiven(page: Page, { resultKeys, results }: PaginatorPaths, skip: number): Page {
  return resultKeys.reduce((whole, key, index) => {
    const found = results[index]!(page);
    if (found === null || found === undefined || typeof found === "number") return whole;
    return replaced(whole, key, part(found, index === 0 ? skip : Number.POSITIVE_INFINITY));
  }, page);
}

/** The page with only the first items of its primary result. */
export function cutTo(page: Page, key: string, length: number): Page {
  return replaced(page, key, part(valueAt(page, key), 0, length));
}

function part(result: unknown, from: number, to?: number): unknown {
  if (isMap(result)) return from > 0 || to === 0 ? {} : result;
  if (typeof result === "string") return [...result].slice(from, to).join("");
  return Array.isArray(result) ? result.slice(from, to) : result;
}

/**
 * Adds a page's results to those of the pages before: lists and texts are joined, numbers added, maps united. (boto3
 * keeps the first page's map only.)
 */
export function addPage(total: Page, page: Page, { resultKeys, results }: PaginatorPaths): void {
  resultKeys.forEach((key, index) => {
    const found = results[index]!(page);
    if (found === null || found === undefined) return;
    Object.assign(total, replaced(total, key, joined(valueAt(total, key), found)));
  });
}

/** Adds the members that do not page, as the first page has them. */
export function addNonAggregate(total: Page, first: Page, { nonAggregateKeys }: PaginatorPaths): void {
  for (const key of nonAggregateKeys) {
    const found = valueAt(first, key);
    if (found !== undefined) Object.assign(total, replaced(total, key, completed(valueAt(total, key), found)));
  }
}

/** What does not page may stand around results that do (`ResourceCollection` around its `Tags`): those stay. */
function completed(known: unknown, found: unknown): unknown {
  if (known === undefined) return found;
  if (!isMap(known) || !isMap(found)) return known;
  const members = Object.entries(found).map(([name, value]) => [name, completed(known[name], value)]);
  return { ...known, ...Object.fromEntries(members) };
}

function joined(before: unknown, found: unknown): unknown {
  if (before === undefined) return Array.isArray(found) ? [...found] : found;
  if (Array.isArray(before) && Array.isArray(found)) {
    // In place: the list is this result's own, and there may be thousands of pages.
    for (const item of found) before.push(item);
    return before;
  }
  if (typeof before === "number" && typeof found === "number") return before + found;
  if (typeof before === "string" && typeof found === "string") return before + found;
  return isMap(before) && isMap(found) ? united(before, found) : before;
}

function united(before: Page, found: Page): Page {
  const merged = { ...before };
  for (const [name, value] of Object.entries(found)) {
    const known = merged[name];
    if (known === undefined) merged[name] = value;
    else if (Array.isArray(known) && Array.isArray(value)) merged[name] = [...known, ...value];
  }
  return merged;
}

/** The value at a result key: a field, or a field of fields. */
function valueAt(data: unknown, key: string): unknown {
  return key.split(".").reduce<unknown>((value, name) => (value as Page | null | undefined)?.[name] ?? undefined, data);
}

function replaced(data: Page, key: string, value: unknown): Page {
  const [name, ...rest] = key.split(".") as [string, ...string[]];
  return { ...data, [name]: rest.length === 0 ? value : replaced((data[name] ?? {}) as Page, rest.join("."), value) };
}

function isMap(value: unknown): value is Page {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
