import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answer, type Sample, sampleCodec } from "../../test/protocol/sampleService.ts";
import type { ProtocolName, ShapeModel } from "../model/types.ts";
import { cleanCode } from "./errors.ts";

const shapes: Record<string, ShapeModel> = {
  NotFound: { structure: { message: "String", Resource: "String" }, exception: true },
  Renamed: { structure: { message: "String" }, exception: true, error: { code: "Old.Code", httpStatusCode: 400 } },
};

function parse(protocol: ProtocolName, body: string | Uint8Array, headers: Record<string, string> = {}, status = 400) {
  const sample: Sample = { protocol, shapes, metadata: { awsQueryCompatible: true } };
  return sampleCodec(sample).parseError(answer(body, { headers, status }));
}

describe("cleanCode", () => {
  it.each([
    ["FooError", "FooError"],
    ["aws.protocoltests#FooError", "FooError"],
    ["FooError:http://internal.amazon.com/coral/", "FooError"],
    ["aws.protocoltests#FooError:http://internal.amazon.com/coral#x", "FooError"],
  ])("of %s is %s", (code, clean) => {
    expect(cleanCode(code)).toBe(clean);
  });
});

describe.each(["json", "rest-json"] as const)("an error of %s", (protocol) => {
  it("has its code from a header or from the body, and the modelled members", () => {
    const body = '{"message":"gone","Resource":"r","Other":1}';
    const expected = { code: "NotFound", message: "gone", shape: "NotFound", data: { message: "gone", Resource: "r" } };
    expect(parse(protocol, body, { "x-amzn-errortype": "NotFound:http://x" })).toEqual(expected);
    expect(parse(protocol, body.replace("{", '{"__type":"a.b#NotFound",'))).toMatchObject(expected);
    expect(parse(protocol, body.replace("{", '{"code":"NotFound",'))).toMatchObject(expected);
  });

  it("has its message in either case", () => {
    expect(parse(protocol, '{"__type":"X","Message":"m"}')).toEqual({ code: "X", message: "m" });
  });

  it("says what it can of an answer that is none", () => {
    expect(parse(protocol, "", {}, 503)).toEqual({ code: "503", message: "" });
    expect(parse(protocol, "<html><style>p{}</style><h1>Bad Gateway</h1></html>", {}, 502)).toEqual({
      code: "502",
      message: "Bad Gateway",
    });
    expect(parse(protocol, '"text"', {}, 500).code).toBe("500");
    expect(parse(protocol, '{"__type":{"a":1},"message":5}', {}, 500)).toEqual({ code: "500", message: "" });
  });

  it("leaves the members out where they cannot be read", () => {
    const error = parse(protocol, '{"__type":"NotFound","message":"m","Resource":{}}');
    expect(error).toEqual({ code: "NotFound", message: "m", shape: "NotFound" });
  });

  it("has the code of query where the service was one of query's", () => {
    const headers = { "x-amzn-query-error": "Old.Code;Sender" };
    expect(parse(protocol, '{"__type":"a#Renamed","message":"m"}', headers)).toMatchObject({
      code: "Old.Code",
      fault: "client",
      shape: "Renamed",
    });
    expect(parse(protocol, '{"message":"m"}', headers).shape).toBe("Renamed");
    expect(parse(protocol, '{"__type":"X"}', { "x-amzn-query-error": "nonsense" }).code).toBe("X");
  });
});

describe.each(["json", "rest-json", "smithy-rpc-v2-cbor"] as const)("whatever %s answers", (protocol) => {
  it("is an error, and none is thrown", () => {
    const headers = fc.dictionary(
      fc.constantFrom("x-amzn-errortype", "x-amzn-query-error", "content-type", "x-amzn-requestid"),
      fc.string(),
    );
    const bodies = fc.oneof(fc.uint8Array(), fc.json(), fc.constantFrom('{"__type":"NotFound","Resource":[]}', "null"));
    fc.assert(
      fc.property(bodies, headers, fc.integer({ min: 300, max: 599 }), (body, given, status) => {
        const error = parse(protocol, body, given, status);
        expect(error.code).toBeTypeOf("string");
        expect(error.code).not.toBe("");
        expect(error.message).toBeTypeOf("string");
      }),
      { numRuns: 500 },
    );
  });
});
