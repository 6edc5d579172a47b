import { ModelError } from "../errors/index.ts";

/** A JSON object of which nothing is known yet. */
export type Json = Readonly<Record<string, unknown>>;

/** The value as an object, or a `ModelError` that says what should have been one. */
export function object(value: unknown, what: string): Json {
  const found = optionalObject(value);
  if (found) return found;
  throw new ModelError(`${what} should be a JSON object, but is ${describe(value)}.`);
}

/** The value as a list (absent: an empty one), or a `ModelError` that says what should have been one. */
export function list(value: unknown, what: string): readonly unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw new ModelError(`${what} should be a JSON list, but is ${describe(value)}.`);
}

export function optionalObject(value: unknown): Json | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

/** A record of the same names, in the order of the names: where the order has no meaning, a diff should show none. */
export function mapRecord<T>(record: Json, convert: (value: unknown, name: string) => T): Record<string, T> {
  const names = Object.keys(record).sort(byName);
  return Object.fromEntries(names.map((name) => [name, convert(record[name], name)]));
}

/** The named entries that the object has, in the order of the names given. */
export function keep(record: Json, names: readonly string[]): Json {
  return Object.fromEntries(names.filter((name) => Object.hasOwn(record, name)).map((name) => [name, record[name]]));
}

/** Orders by code unit, the same on every machine. */
export function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function describe(value: unknown): string {
  if (value === undefined) return "missing";
  return Array.isArray(value) ? "a list" : value === null ? "null" : `a ${typeof value}`;
}
