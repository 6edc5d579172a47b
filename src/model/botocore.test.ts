import { describe, expect, it } from "vitest";
import { fromBotocore, mergeExtras } from "./botocore.ts";

const metadata = { apiVersion: "2020-01-01", serviceId: "Todo", endpointPrefix: "todo", protocol: "json" };

function convert(parts: object, files: object = {}) {
  return fromBotocore({ service: { metadata, operations: {}, shapes: {}, ...parts }, ...files }, "todo");
}

describe("fromBotocore", () => {
  it("leaves out prose and what goes without saying", () => {
    const { operations, shapes } = convert({
      operations: {
        Get: {
          name: "Get",
          http: { method: "POST", requestUri: "/", responseCode: 200 },
          input: { shape: "GetInput", documentation: "<p>…</p>" },
          documentation: "<p>…</p>",
          deprecated: true,
          deprecatedMessage: "…",
        },
      },
      shapes: {
        GetInput: {
          type: "structure",
          required: ["b"],
          members: { b: { shape: "Text", documentation: "…", locationName: "b" }, a: { shape: "Text", box: true } },
        },
        Text: { type: "string", documentation: "…" },
      },
    });
    expect(operations).toEqual({ Get: { input: "GetInput", deprecated: true } });
    expect(shapes).toEqual({ GetInput: { structure: { b: "Text", a: "Text" }, required: ["b"] }, Text: "string" });
  });

  it("keeps members in the model's order and sorts what has none", () => {
    const shapes = {
      B: { type: "structure", members: { z: { shape: "A" }, a: { shape: "A" } } },
      A: { type: "string" },
    };
    const model = convert({ shapes });
    expect(Object.keys(model.shapes)).toEqual(["A", "B"]);
    expect(Object.keys((model.shapes.B as { structure: object }).structure)).toEqual(["z", "a"]);
  });

  it("keeps a location name wherever it says more than the member's name", () => {
    const member = (locationName: string, more: object = {}) => ({ shape: "Text", locationName, ...more });
    const shapes = {
      S: {
        type: "structure",
        members: {
          same: member("same"),
          other: member("else"),
          headers: member("headers", { location: "headers" }),
          named: { shape: "Named", locationName: "named" },
        },
      },
      Text: { type: "string" },
      Named: { type: "string", locationName: "fromShape" },
    };
    expect(convert({ shapes }).shapes.S).toEqual({
      structure: {
        same: "Text",
        other: { shape: "Text", locationName: "else" },
        headers: { shape: "Text", location: "headers", locationName: "headers" },
        named: { shape: "Named", locationName: "named" },
      },
    });
    const ec2 = convert({ shapes, metadata: { ...metadata, protocol: "ec2" } });
    expect(ec2.shapes.S).toMatchObject({ structure: { same: { shape: "Text", locationName: "same" } } });
  });

  it("folds what an operation says of its input and output into the operation, before what the shapes say", () => {
    const { operations } = convert({
      operations: {
        Put: {
          name: "Put2020",
          http: { method: "PUT", requestUri: "/{Key+}?x", responseCode: 204 },
          input: { shape: "In", locationName: "Root", xmlNamespace: { uri: "urn:x" } },
          output: { shape: "Out", resultWrapper: "PutResult" },
          errors: [{ shape: "Gone", documentation: "…" }],
          endpoint: { hostPrefix: "{Id}." },
        },
        Set: { name: "Set", input: { shape: "In" } },
      },
      shapes: {
        In: { type: "structure", members: {}, locationName: "OfShape" },
        Out: { type: "structure", members: {} },
        Gone: { type: "structure", members: {}, exception: true },
      },
    });
    expect(operations).toEqual({
      Put: {
        wireName: "Put2020",
        http: "PUT /{Key+}?x",
        responseCode: 204,
        input: "In",
        inputLocationName: "Root",
        inputXmlNamespace: { uri: "urn:x" },
        output: "Out",
        resultWrapper: "PutResult",
        errors: ["Gone"],
        hostPrefix: "{Id}.",
      },
      Set: { input: "In", inputLocationName: "OfShape" },
    });
  });

  it.each([
    [{ protocol: "query", protocols: ["smithy-rpc-v2-cbor", "json", "query"] }, "json"],
    [{ protocol: "query", protocols: ["query", "smithy-rpc-v2-cbor"] }, "smithy-rpc-v2-cbor"],
    [{ protocol: "rest-json", protocols: ["rest-json"] }, "rest-json"],
    [{ protocol: "ec2" }, "ec2"],
  ])("chooses of %j the protocol %s", (choice, chosen) => {
    expect(convert({ metadata: { ...metadata, ...choice } }).metadata.protocol).toBe(chosen);
  });

  it("converts paginators, waiters and endpoint rules", () => {
    const page = { input_token: "Next", output_token: "Next", result_key: "Items", limit_key: "Max" };
    const acceptor = { state: "success", matcher: "error", expected: false };
    const rules = [{ type: "endpoint", conditions: [], endpoint: { url: "https://x", properties: {}, headers: {} } }];
    const model = convert(
      {},
      {
        paginators: { pagination: { List: page } },
        waiters: { version: 2, waiters: { Up: { operation: "Get", delay: 5, maxAttempts: 2, acceptors: [acceptor] } } },
        endpointRules: {
          version: "1.0",
          parameters: { Region: { type: "String", required: false, builtIn: "AWS::Region", documentation: "…" } },
          rules,
        },
      },
    );
    expect(model.paginators).toEqual({ List: page });
    expect(model.waiters).toEqual({ Up: { operation: "Get", delay: 5, maxAttempts: 2, acceptors: [acceptor] } });
    expect(model.endpointRules).toEqual({
      parameters: { Region: { type: "string", builtIn: "AWS::Region" } },
      conditions: [],
      properties: [],
      results: [["https://x"]],
      rules: [[0]],
    });
  });

  it.each([
    [{ metadata: {} }, /lacks apiVersion, serviceId, endpointPrefix/],
    [{ metadata: { ...metadata, protocol: "soap" } }, /speaks soap; known are json/],
    [{ operations: [] }, /operations should be|todo should be/],
    [{ shapes: { A: { type: "tuple" } } }, /todo: A is of the unknown type tuple/],
    [{ shapes: { A: { type: "list" } } }, /todo: A: member should be a JSON object, but is missing/],
  ])("says what is wrong with %j", (parts, message) => {
    expect(() => convert(parts)).toThrow(message);
  });

  it("takes names like __proto__ as names", () => {
    const shapes = JSON.parse('{"__proto__":{"type":"string"},"constructor":{"type":"string"}}');
    expect(Object.keys(convert({ shapes }).shapes)).toEqual(["__proto__", "constructor"]);
  });
});

describe("mergeExtras", () => {
  it("lays objects over objects and replaces all else", () => {
    const file = { a: { b: 1, c: [1] }, d: 1 };
    expect(mergeExtras(file, { merge: { a: { c: [2], e: 3 }, d: { f: 4 } } })).toEqual({
      a: { b: 1, c: [2], e: 3 },
      d: { f: 4 },
    });
    expect(mergeExtras(file, undefined)).toBe(file);
  });
});
