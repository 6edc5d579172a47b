/** Stands for any value in an expected input. boto3: `botocore.stub.ANY`. */
export const ANY: unique symbol = Symbol.for("tucuxi.testing.any");

/** Says whether an input is the expected one. */
export type InputPredicate<Input> = (input: Input) => boolean;

/**
 * An expected input: its members by value, {@link ANY}, or predicates, at any depth; members that are not named must be
 * absent. A function in its place looks at the whole input.
 */
export type Expected<Input> = InputPredicate<Input> | ExpectedObject<Input>;

type ExpectedObject<Value> = { readonly [Name in keyof Value]?: ExpectedValue<NonNullable<Value[Name]>> };

type ExpectedValue<Value> =
  | typeof ANY
  | ((value: Value) => boolean)
  | (Value extends string | number | bigint | boolean | Date | Uint8Array
      ? Value
      : Value extends readonly (infer Item)[]
        ? readonly ExpectedValue<Item>[]
        : ExpectedObject<Value>);

/** What of a value is not as expected, a sentence each, with its place; nothing where it fits. */
export function mismatches(expected: unknown, actual: unknown, path = "input"): string[] {
  if (expected === ANY) return [];
  if (typeof expected === "function") {
    return (expected as (value: unknown) => boolean)(actual) ? [] : [`${path} does not fit its predicate`];
  }
  if (expected instanceof Date) {
    return actual instanceof Date && actual.getTime() === expected.getTime() ? [] : differs(path, expected, actual);
  }
  if (expected instanceof Uint8Array) {
    return actual instanceof Uint8Array && sameBytes(expected, actual) ? [] : differs(path, expected, actual);
  }
  if (Array.isArray(expected)) return listMismatches(expected, actual, path);
  if (typeof expected === "object" && expected !== null) {
    return memberMismatches(expected as Record<string, unknown>, actual, path);
  }
  return Object.is(expected, actual) ? [] : differs(path, expected, actual);
}

function listMismatches(expected: readonly unknown[], actual: unknown, path: string): string[] {
  if (!Array.isArray(actual)) return differs(path, expected, actual);
  if (actual.length !== expected.length) return [`${path} has ${actual.length} members instead of ${expected.length}`];
  return expected.flatMap((item, index) => mismatches(item, actual[index], `${path}[${index}]`));
}

function memberMismatches(expected: Record<string, unknown>, actual: unknown, path: string): string[] {
  if (typeof actual !== "object" || actual === null || Array.isArray(actual)) return differs(path, expected, actual);
  const given = actual as Record<string, unknown>;
  const names = new Set([...Object.keys(expected), ...Object.keys(given)]);
  return [...names].flatMap((name) => {
    const where = `${path}.${name}`;
    if (given[name] === undefined) return expected[name] === undefined ? [] : [`${where} is missing`];
    return expected[name] === undefined ? [`${where} is not expected`] : mismatches(expected[name], given[name], where);
  });
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function differs(path: string, expected: unknown, actual: unknown): string[] {
  return [`${path} is ${describe(actual)} instead of ${describe(expected)}`];
}

function describe(value: unknown): string {
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (typeof value === "bigint") return `${value}n`;
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
