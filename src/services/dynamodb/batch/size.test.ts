import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attributes } from "../../../../test/dynamodb/arbitraries.ts";
import { writeItem } from "../writeValue.ts";
import { sizeOfItem } from "./size.ts";

describe("the size of an item", () => {
  it("on the wire is never less than that of its JSON", () => {
    const base64 = (_: string, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
    fc.assert(
      fc.property(attributes, fc.string({ unit: "binary" }), (given, text) => {
        const item = writeItem({ ...given, text }, {});
        const json = JSON.stringify(item, base64);
        const sent = sizeOfItem(item).sent;
        expect(sent).toBeGreaterThanOrEqual(Buffer.byteLength(json));
        expect(sent).toBeLessThanOrEqual(6 * Buffer.byteLength(json) + 100);
      }),
    );
  });

  it("in the table is that of its names and values", () => {
    const item = writeItem({ id: "é€", flag: true, list: ["ab", null], bytes: new Uint8Array(10) }, {});
    expect(sizeOfItem(item).stored).toBe(2 + 5 + (4 + 1) + (4 + 3 + 2 + 1) + (5 + 10));
  });
});
