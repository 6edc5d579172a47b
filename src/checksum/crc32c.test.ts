import fc from "fast-check";
import { createCRC32 } from "hash-wasm";
import { describe, expect, it } from "vitest";
import { crc32c } from "./crc32c.ts";

describe("crc32c", () => {
  it("is that of another implementation, wherever the data is cut and begins", async () => {
    const other = await createCRC32(0x82f63b78);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(200), fc.nat(7), (bytes, cut, offset) => {
        const shifted = new Uint8Array(bytes.length + offset);
        shifted.set(bytes, offset);
        const data = shifted.subarray(offset);
        const found = crc32c(data.subarray(cut), crc32c(data.subarray(0, cut)));
        expect(found.toString(16).padStart(8, "0")).toBe(other.init().update(bytes).digest());
      }),
    );
  });
});
