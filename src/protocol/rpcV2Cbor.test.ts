import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answer, type Sample, sampleCodec } from "../../test/protocol/sampleService.ts";
import { ResponseParseError } from "../errors/index.ts";
import type { ShapeModel } from "../model/types.ts";
import { decodeCbor } from "./cborDecoder.ts";
import { CborEncoder } from "./cborEncoder.ts";

const values: ShapeModel = {
  structure: { Name: "String", Count: "Long", Ratio: "Double", When: "When", Data: "Blob", Tree: "Tree", Map: "Map" },
};
const sample: Sample = {
  protocol: "smithy-rpc-v2-cbor",
  shapes: {
    When: "timestamp",
    Blob: "blob",
    Map: { map: ["String", "Integer"] },
    Tree: { structure: { Children: "Trees" } },
    Trees: { list: "Tree" },
    Input: values,
    Output: values,
  },
};
const codec = sampleCodec(sample);

const parseHex = (hex: string) => codec.parse(answer(Buffer.from(hex.replaceAll(" ", ""), "hex")));

describe("the request", () => {
  it("names service and operation in its path", () => {
    const { body, ...request } = codec.serialize({});
    expect(request).toEqual({
      method: "POST",
      path: "/service/Sample/operation/Call",
      query: "",
      headers: { "smithy-protocol": "rpc-v2-cbor", accept: "application/cbor", "content-type": "application/cbor" },
    });
    expect(Buffer.from(body as Uint8Array).toString("hex")).toBe("a0");
  });

  it("has no body where the operation takes nothing", () => {
    const { body, headers } = sampleCodec({ protocol: "smithy-rpc-v2-cbor", shapes: {} }).serialize({});
    expect(body).toBe("");
    expect(headers).not.toHaveProperty("content-type");
  });

  it("is read back as it was written", () => {
    const input = {
      Name: "é",
      Count: -(2 ** 53 - 1),
      Ratio: 0.1,
      When: new Date(1500),
      Data: new Uint8Array([1, 2]),
      Tree: { Children: [{ Children: [] }] },
      Map: JSON.parse('{"__proto__":1,"constructor":2}'),
    };
    expect(codec.parse(answer(codec.serialize(input).body as Uint8Array))).toEqual(input);
  });

  it("leaves out null and undefined", () => {
    expect(
      decodeCbor(codec.serialize({ Name: null, Count: undefined, Map: { a: null, b: 1 } }).body as Uint8Array),
    ).toEqual({
      Map: { b: 1 },
    });
  });
});

describe("the answer", () => {
  it("is a typed error where it is wrong", () => {
    for (const hex of [
      "ff",
      "a1",
      "00",
      "80",
      "a1 64 4e616d65 01", // a number for a text
      "a1 64 44617461 61 61", // a text for bytes
      "a1 64 5472656500", // a number for a structure
      "bb ffffffffffffffff", // an absurd length
      "9b 7fffffffffffffff 00",
      "5b 7fffffffffffffff",
      "a1 01 02", // a key that is no text
      "a1 61 ff 00", // no UTF-8
      "a0 00", // more than one item
    ]) {
      expect(() => parseHex(hex), hex).toThrow(ResponseParseError);
    }
  });

  it("does not nest without end", () => {
    expect(() => parseHex("81".repeat(100_000))).toThrow(ResponseParseError);
    expect(() => parseHex("c1".repeat(100_000))).toThrow(ResponseParseError);
    expect(() => parseHex("9f".repeat(100_000))).toThrow(ResponseParseError);
  });

  it("says where it ends too early", () => {
    expect(() => parseHex("a1 64 4e61")).toThrow(/expected at least 4 further bytes at byte 2/);
  });
});

describe("decodeCbor", () => {
  it("reads what the encoder writes", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n - 1n }),
        fc.double(),
        fc.string(),
        (integer, float, text) => {
          const encoder = new CborEncoder();
          encoder.list(4);
          encoder.integer(integer);
          encoder.float(float);
          encoder.text(text);
          encoder.bytes(new Uint8Array([1]));
          const [readInteger, readFloat, readText] = decodeCbor(encoder.finish()) as [number | bigint, number, string];
          expect(BigInt(readInteger)).toBe(integer);
          expect(readFloat).toBe(float);
          expect(readText).toBe(Buffer.from(text).toString());
        },
      ),
    );
  });

  it("throws nothing but a TypeError, whatever the bytes are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          decodeCbor(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });
});
