import { describe, expect, it } from "vitest";
import { answer, type Sample, sampleCodec } from "../../test/protocol/sampleService.ts";
import { ResponseParseError, SerializationError } from "../errors/index.ts";
import type { ShapeModel } from "../model/types.ts";

const shapes: Record<string, ShapeModel> = {
  Blob: "blob",
  When: "timestamp",
  Names: { list: "String" },
  SparseNames: { list: "String", sparse: true },
  Doubles: { map: ["String", "Double"] },
  SparseMap: { map: ["String", "String"], sparse: true },
  Tree: { structure: { Name: "String", Children: "Trees", Data: "Blob" } },
  Trees: { list: "Tree" },
  Document: { structure: {}, document: true },
  Choice: { structure: { Text: "String", Number: "Integer" }, union: true },
  Values: {
    structure: {
      Name: "String",
      Count: "Long",
      Ratio: "Double",
      When: "When",
      Data: "Blob",
      Names: "Names",
      SparseNames: "SparseNames",
      Doubles: "Doubles",
      SparseMap: "SparseMap",
      Tree: "Tree",
      Document: "Document",
      Choice: "Choice",
    },
  },
};

function json(options = { bigints: false }) {
  const sample: Sample = {
    protocol: "json",
    shapes: { ...shapes, Input: shapes.Values!, Output: { ...(shapes.Values as object) } as ShapeModel },
  };
  return sampleCodec(sample, options);
}

const write = (input: Record<string, unknown>) => json().serialize(input).body;
const read = (body: string, options = { bigints: false }) => json(options).parse(answer(body));

describe("the request", () => {
  it("is a POST that names the operation in a header", () => {
    expect(json().serialize({})).toEqual({
      method: "POST",
      path: "/",
      query: "",
      headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "Sample.Call" },
      body: "{}",
    });
  });

  it("has blobs in base64 and timestamps in seconds", () => {
    const bytes = new Uint8Array([0, 255]);
    expect(write({ Data: bytes, When: new Date(1500) })).toBe('{"Data":"AP8=","When":1.5}');
    expect(write({ Data: "é" })).toBe('{"Data":"w6k="}');
    expect(write({ Tree: { Children: [{ Data: bytes.buffer }] } })).toBe('{"Tree":{"Children":[{"Data":"AP8="}]}}');
  });

  it("leaves the input as it was", () => {
    const input = { Tree: { Name: "a", Children: [{ Data: "x" }] } };
    const before = structuredClone(input);
    write(input);
    expect(input).toEqual(before);
  });

  it("has no undefined or null members, and null items only in sparse lists and maps", () => {
    const input = {
      Name: null,
      Names: ["a", null, undefined, "b"],
      SparseNames: ["a", null],
      SparseMap: { a: null },
      Tree: { Name: undefined },
      Document: { keep: null },
    };
    expect(write(input)).toBe(
      '{"Names":["a","b"],"SparseNames":["a",null],"SparseMap":{"a":null},"Tree":{},"Document":{"keep":null}}',
    );
  });

  it("says what no JSON number can", () => {
    expect(write({ Ratio: Number.NaN, Doubles: { a: Number.POSITIVE_INFINITY, b: Number.NEGATIVE_INFINITY } })).toBe(
      '{"Ratio":"NaN","Doubles":{"a":"Infinity","b":"-Infinity"}}',
    );
  });

  it("keeps every digit of a bigint", () => {
    expect(write({ Count: 7n, Document: { a: [2n ** 64n], "bigint-0:1": "x" } })).toBe(
      '{"Count":7,"Document":{"a":[18446744073709551616],"bigint-0:1":"x"}}',
    );
    expect(write({ Count: -(2n ** 63n) })).toBe('{"Count":-9223372036854775808}');
  });

  it("keeps keys that are names of the prototype", () => {
    const map = JSON.parse('{"__proto__":1,"constructor":2}');
    expect(write({ Doubles: map })).toBe('{"Doubles":{"__proto__":1,"constructor":2}}');
    expect(write({ Doubles: map, Name: null })).toBe('{"Doubles":{"__proto__":1,"constructor":2}}');
  });

  it("ends where the input holds itself", () => {
    const tree: { Children: unknown[]; Name: null } = { Children: [], Name: null };
    tree.Children.push(tree);
    expect(() => write({ Tree: tree })).toThrow(SerializationError);
  });
});

describe("the answer", () => {
  it("has bytes and dates", () => {
    expect(read('{"Data":"AP8=","When":1.5,"Tree":{"Children":[{"Data":""}]}}')).toEqual({
      Data: new Uint8Array([0, 255]),
      When: new Date(1500),
      Tree: { Children: [{ Data: new Uint8Array() }] },
    });
  });

  it("lacks null members and members that the model does not know", () => {
    expect(read('{"Name":null,"Other":1,"__proto__":{"a":1},"Tree":{"x":2,"Name":"n"}}')).toEqual({
      Tree: { Name: "n" },
    });
  });

  it("drops the nulls of dense maps, keeps those of lists and sparse maps", () => {
    expect(read('{"Doubles":{"a":null,"b":1},"SparseMap":{"a":null},"Names":["a",null]}')).toEqual({
      Doubles: { b: 1 },
      SparseMap: { a: null },
      Names: ["a", null],
    });
  });

  it("keeps own keys that are names of the prototype, and pollutes nothing", () => {
    const output = read('{"SparseMap":{"__proto__":"p","constructor":"c"},"Document":{"__proto__":{"polluted":1}}}');
    expect(Object.keys(output.SparseMap as object)).toEqual(["__proto__", "constructor"]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("reads numbers that are sent as text", () => {
    expect(read('{"Count":"12","Ratio":"NaN","Doubles":{"a":"-Infinity"}}')).toEqual({
      Count: 12,
      Ratio: Number.NaN,
      Doubles: { a: Number.NEGATIVE_INFINITY },
    });
  });

  it("gives longs as bigints, to the last digit, where that is wanted", () => {
    const body = '{"Count":9223372036854775807,"Name":"9223372036854775807 \\" 9223372036854775807","Ratio":1}';
    expect(read(body, { bigints: true })).toEqual({
      Count: 9223372036854775807n,
      Name: '9223372036854775807 " 9223372036854775807',
      Ratio: 1,
    });
    expect(read('{"Count":5}', { bigints: true })).toEqual({ Count: 5n });
    expect(read('{"Ratio":18446744073709551616,"Document":[18446744073709551616]}', { bigints: true })).toEqual({
      Ratio: 2 ** 64,
      Document: [2 ** 64],
    });
  });

  it("has one member in a union, and names one that the model does not know", () => {
    expect(read('{"Choice":{"__type":"x","Text":"t","Number":null}}')).toEqual({ Choice: { Text: "t" } });
    expect(read('{"Choice":{"New":1}}')).toEqual({ Choice: { SDK_UNKNOWN_MEMBER: { name: "New" } } });
    expect(() => read('{"Choice":{"Text":"t","Number":1}}')).toThrow(ResponseParseError);
  });

  it("has required lists and maps, though the wire lacks them", () => {
    const codec = sampleCodec({
      protocol: "json",
      shapes: {
        Names: { list: "String" },
        Map: { map: ["String", "String"] },
        Output: { structure: { Names: "Names", Map: "Map", Name: "String" }, required: ["Names", "Map", "Name"] },
      },
    });
    expect(codec.parse(answer("{}"))).toEqual({ Names: [], Map: {} });
    expect(codec.parse(answer(""))).toEqual({ Names: [], Map: {} });
  });

  it.each([
    ["no JSON", "<html>"],
    ["truncated", '{"Name":"a'],
    ["a list for a structure", "[]"],
    ["a text for a list", '{"Names":"a"}'],
    ["an object for a text", '{"Name":{}}'],
    ["a text for a structure", '{"Tree":"a"}'],
    ["a text for a number", '{"Count":"a"}'],
    ["no base64", '{"Data":"*"}'],
    ["no timestamp", '{"When":"soon"}'],
    ["nesting", `{"Tree":${'{"Children":['.repeat(10_000)}${"]}".repeat(10_000)}}`],
    ["a nested document", `{"Document":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
  ])("is a typed error where it is wrong: %s", (_, body) => {
    const parse = () => json().parse(answer(body, { headers: { "x-amzn-requestid": "id-1" } }));
    expect(parse).toThrow(ResponseParseError);
    try {
      parse();
    } catch (error) {
      expect(error).toMatchObject({ httpStatusCode: 200, requestId: "id-1", bodyStart: body.slice(0, 200) });
    }
  });

  it("is a typed error where it is no UTF-8", () => {
    const bytes = Buffer.concat([Buffer.from('{"Name":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    expect(() => json().parse(answer(bytes))).toThrow(/expected UTF-8/);
    expect(read('{"Name":"\ufffd"}')).toEqual({ Name: "\ufffd" });
  });
});
