import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor } from "./cursor.ts";

const part = fc.oneof(
  fc.string({ unit: "grapheme" }).map((S) => ({ S })),
  fc.integer().map((number) => ({ N: String(number) })),
  fc.uint8Array().map((bytes) => ({ B: bytes })),
);

const position = fc.record({
  key: fc.oneof(
    fc.constant(undefined),
    fc.string({ unit: "grapheme" }),
    fc.dictionary(fc.string({ unit: "grapheme", minLength: 1 }), part, { minKeys: 1, maxKeys: 4 }),
  ),
  skip: fc.nat(),
});

/** Bytes may be Node's own. */
function plain(key: object | string | undefined): unknown {
  if (typeof key !== "object") return key;
  return Object.entries(key).map(([name, { B, ...others }]) => [name, B ? [...B] : others]);
}

describe("a cursor", () => {
  it("goes into a URL as it is, and back", () => {
    fc.assert(
      fc.property(position, (given) => {
        const cursor = encodeCursor(given);
        expect(encodeURIComponent(cursor)).toBe(cursor);
        const { key, skip } = decodeCursor(cursor);
        expect({ key: plain(key), skip }).toEqual({ key: plain(given.key), skip: given.skip });
      }),
    );
  });
});
