import fc from "fast-check";
import { Decimal } from "../../src/services/dynamodb/index.ts";

/** A number of any digits that DynamoDB keeps, as text. */
const decimalText: fc.Arbitrary<string> = fc
  .tuple(
    fc.boolean(),
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 38 }),
    fc.integer({ min: -129, max: 125 }),
  )
  .filter(([, digits, exponent]) => {
    const first = digits.findIndex((digit) => digit > 0);
    return first < 0 || (exponent - first >= -130 && exponent - first <= 125);
  })
  .map(
    ([negative, [first, ...rest], exponent]) => `${negative ? "-" : ""}${first}.${rest.join("") || "0"}e${exponent}`,
  );

export const number: fc.Arbitrary<number | bigint | Decimal> = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .filter((value) => value === 0 || (Math.abs(value) >= 1e-130 && Math.abs(value) < 9e125)),
  fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }),
  decimalText.map((text) => new Decimal(text)),
);

const text = fc.string({ unit: "grapheme", maxLength: 20 });
const bytes = fc.uint8Array({ maxLength: 20 });

/** Names of attributes: any but the empty one. */
export const attributeName: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom("__proto__", "constructor", "a.b", "a[0]", "size", "S", "N", "toString") },
);

function setOf<T>(member: fc.Arbitrary<T>): fc.Arbitrary<Set<T>> {
  return fc
    .uniqueArray(member, { minLength: 1, maxLength: 5, selector: (each) => canonical(each) })
    .map((all) => new Set(all));
}

/** Any value that an attribute may have. */
export const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    bytes,
    setOf(text),
    setOf(number),
    setOf(bytes),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.tuple(attributeName, tie("value")), { maxLength: 4 }).map(fromEntries),
  ),
})).value;

/** An item without its key. */
export const attributes: fc.Arbitrary<Record<string, unknown>> = fc
  .array(
    fc.tuple(
      attributeName.filter((name) => name !== "id"),
      value,
    ),
    { maxLength: 6 },
  )
  .map(fromEntries);

function fromEntries(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(entries);
}

/** One text for what is one value to DynamoDB: numbers of one size, sets with the same members. */
export function canonical(value: unknown): string {
  if (typeof value === "number" || typeof value === "bigint" || value instanceof Decimal)
    return `N${new Decimal(String(value))}`;
  if (value instanceof Uint8Array) return `B${Buffer.from(value).toString("hex")}`;
  if (value instanceof Set) return `{${[...value].map(canonical).sort().join(",")}}`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `M{${members
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`)
    .sort()
    .join(",")}}`;
}
