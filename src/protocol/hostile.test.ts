import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answer, type Sample, sampleCodec } from "../../test/protocol/sampleService.ts";
import { ResponseParseError } from "../errors/index.ts";
import type { ProtocolName, ShapeModel } from "../model/types.ts";

// Random models, and random values that fit them: what is written must be read back, and an answer that is anything at
// all must end in an output or in a ResponseParseError.

interface Typed {
  readonly shape: string;
  readonly value: fc.Arbitrary<unknown>;
}

interface Shapes {
  readonly shapes: Record<string, ShapeModel>;
  readonly root: Typed;
}

const scalars: readonly Typed[] = [
  { shape: "String", value: fc.string() },
  { shape: "Integer", value: fc.integer() },
  { shape: "Long", value: fc.maxSafeInteger() },
  // Negative zero is zero in JSON.
  { shape: "Double", value: fc.double().map((number) => (number === 0 ? 0 : number)) },
  { shape: "Boolean", value: fc.boolean() },
  { shape: "Blob", value: fc.uint8Array() },
  {
    shape: "When",
    value: fc.date({ min: new Date("1900-01-01"), max: new Date("2200-01-01"), noInvalidDate: true }),
  },
];

const keys = fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty", "length"));

/** A structure of random members, some of them structures, lists and maps again. */
const models: fc.Arbitrary<Shapes> = fc
  .array(fc.tuple(fc.nat(scalars.length - 1), fc.constantFrom("scalar", "list", "map", "structure"), fc.boolean()), {
    minLength: 1,
    maxLength: 6,
  })
  .map((choices) => {
    const shapes: Record<string, ShapeModel> = { Blob: "blob", When: "timestamp" };
    const members: Record<string, string | { shape: string; locationName: string }> = {};
    const values: Record<string, fc.Arbitrary<unknown>> = {};
    for (const [index, [scalar, kind, renamed]] of choices.entries()) {
      const { shape, value } = container(shapes, scalars[scalar]!, kind, index);
      const name = `M${index}`;
      members[name] = renamed ? { shape, locationName: `wire${index}` } : shape;
      values[name] = value;
    }
    shapes.Root = { structure: members };
    return { shapes, root: { shape: "Root", value: fc.record(values, { requiredKeys: [] }) } };
  });

function container(shapes: Record<string, ShapeModel>, scalar: Typed, kind: string, index: number): Typed {
  const shape = `S${index}`;
  switch (kind) {
    case "list":
      shapes[shape] = { list: scalar.shape };
      return { shape, value: fc.array(scalar.value, { maxLength: 4 }) };
    case "map":
      shapes[shape] = { map: ["String", scalar.shape] };
      return { shape, value: fc.array(fc.tuple(keys, scalar.value), { maxLength: 4 }).map(Object.fromEntries) };
    case "structure":
      shapes[shape] = { structure: { Inner: scalar.shape } };
      return { shape, value: fc.record({ Inner: scalar.value }, { requiredKeys: [] }) };
    default:
      return scalar;
  }
}

function codecOf(protocol: ProtocolName, shapes: Record<string, ShapeModel>) {
  const sample: Sample = { protocol, shapes: { ...shapes, Input: shapes.Root!, Output: shapes.Root! } };
  return sampleCodec({ ...sample, operation: { http: "POST /" } });
}

describe("the headers of rest-json", () => {
  const types = ["String", "Integer", "Long", "Double", "Boolean", "Blob", "When", "Strings", "Whens", "Longs"];
  const members = types.map((shape) => [shape, { shape, location: "header", locationName: `x-${shape}` }] as const);
  const codec = sampleCodec(
    {
      protocol: "rest-json",
      shapes: {
        Blob: "blob",
        When: "timestamp",
        Strings: { list: "String" },
        Whens: { list: "When" },
        Longs: { list: "Long" },
        Map: { map: ["String", "String"] },
        Output: {
          structure: {
            ...Object.fromEntries(members),
            Json: { shape: "String", location: "header", locationName: "x-json", jsonvalue: true },
            All: { shape: "Map", location: "headers", locationName: "x-" },
          },
        },
      },
      operation: { http: "GET /" },
    },
    { bigints: true },
  );

  it("end in an output or in a ResponseParseError, whatever they are", () => {
    const names = fc.constantFrom(...types.map((type) => `x-${type.toLowerCase()}`), "x-json", "x-__proto__", "x-");
    const texts = fc.oneof(fc.string(), fc.stringMatching(/^[-0-9.e, "\\]*$/), fc.base64String());
    fc.assert(
      fc.property(fc.dictionary(names, texts), (headers) => {
        try {
          expect(codec.parse(answer("", { headers })).All).toBeTypeOf("object");
        } catch (error) {
          expect(error).toBeInstanceOf(ResponseParseError);
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe.each(["json", "rest-json", "smithy-rpc-v2-cbor"] as const)("%s", (protocol) => {
  it("reads back what it writes, of any shape", () => {
    fc.assert(
      fc.property(
        models.chain(({ shapes, root }) => fc.tuple(fc.constant(shapes), root.value)),
        ([shapes, value]) => {
          const codec = codecOf(protocol, shapes);
          const { body } = codec.serialize(value as Record<string, unknown>);
          expect(codec.parse(answer(body as string | Uint8Array))).toEqual(value);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("ends in an output or in a ResponseParseError, whatever the answer is", () => {
    const bodies = fc.oneof(
      fc.uint8Array(),
      fc.json(),
      fc.json().map((text) => text.replaceAll('"a"', '"M0"').slice(0, -1)),
      fc
        .dictionary(fc.constantFrom("M0", "M1", "M2", "__proto__", "wire0", "wire1"), fc.jsonValue())
        .map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(models, bodies, ({ shapes }, body) => {
        try {
          const output = codecOf(protocol, shapes).parse(answer(body));
          expect(Object.keys(output).every((name) => /^M\d$/.test(name))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(ResponseParseError);
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("ends so for an answer that was cut off or changed on its way", () => {
    fc.assert(
      fc.property(
        models.chain(({ shapes, root }) => fc.tuple(fc.constant(shapes), root.value)),
        fc.nat(),
        fc.nat(255),
        ([shapes, value], place, byte) => {
          const codec = codecOf(protocol, shapes);
          const { body } = codec.serialize(value as Record<string, unknown>);
          const bytes = Uint8Array.from(typeof body === "string" ? Buffer.from(body) : (body as Uint8Array));
          const at = place % Math.max(bytes.length, 1);
          bytes[at] = byte;
          for (const broken of [bytes, bytes.subarray(0, at)]) {
            try {
              codec.parse(answer(broken));
            } catch (error) {
              expect(error).toBeInstanceOf(ResponseParseError);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
