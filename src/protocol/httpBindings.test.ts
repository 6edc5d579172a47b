import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answer, type Sample, sampleCodec } from "../../test/protocol/sampleService.ts";
import { ParamValidationError, ResponseParseError } from "../errors/index.ts";
import type { MemberModel, ShapeModel } from "../model/types.ts";
import { splitHeaderList } from "./httpText.ts";

function sample(input: Record<string, MemberModel>, http: string, more: Record<string, ShapeModel> = {}): Sample {
  return { protocol: "rest-json", shapes: { Input: { structure: input }, ...more }, operation: { http } };
}

const bucketAndKey = sample(
  {
    Bucket: { shape: "String", location: "uri", locationName: "Bucket" },
    Key: { shape: "String", location: "uri", locationName: "Key" },
  },
  "GET /{Bucket}/{Key+}?list&x=1",
);

describe("the path", () => {
  it("encodes labels, and leaves the slashes of a greedy one", () => {
    const request = sampleCodec(bucketAndKey).serialize({ Bucket: "a/b c", Key: "x/../y z?#é%'()*!~" });
    expect(request.method).toBe("GET");
    expect(request.path).toBe("/a%2Fb%20c/x/../y%20z%3F%23%C3%A9%25%27%28%29%2A%21~");
    expect(request.query).toBe("list&x=1");
  });

  it("refuses an empty label, which would mean another path", () => {
    const codec = sampleCodec(bucketAndKey);
    expect(() => codec.serialize({ Bucket: "b", Key: "" })).toThrow(ParamValidationError);
    expect(() => codec.serialize({ Bucket: "b" })).toThrow(/Key: stands in the path and must not be empty/);
  });

  it("replaces a lone surrogate", () => {
    expect(sampleCodec(bucketAndKey).serialize({ Bucket: "b", Key: "\ud800" }).path).toBe("/b/%EF%BF%BD");
  });
});

describe("the query", () => {
  const codec = sampleCodec(
    sample(
      {
        Names: { shape: "Strings", location: "querystring", locationName: "name" },
        When: { shape: "When", location: "querystring", locationName: "when" },
        Rest: { shape: "Map", location: "querystring" },
      },
      "GET /?fixed=1",
      { Strings: { list: "String" }, When: "timestamp", Map: { map: ["String", "String"] } },
    ),
  );

  it("repeats a list, and lets named parameters go before a map's", () => {
    const { query } = codec.serialize({
      Names: ["a b", "c&d"],
      When: new Date(0),
      Rest: { name: "hidden", fixed: "hidden", other: "o=1" },
    });
    expect(query).toBe("fixed=1&name=a%20b&name=c%26d&when=1970-01-01T00%3A00%3A00Z&other=o%3D1");
  });

  it("leaves out what is undefined or null", () => {
    expect(codec.serialize({ Names: undefined, When: null, Rest: { a: undefined } }).query).toBe("fixed=1");
  });
});

describe("the headers", () => {
  const codec = sampleCodec(
    sample(
      {
        Tags: { shape: "Strings", location: "header", locationName: "X-Tags" },
        Size: { shape: "Long", location: "header", locationName: "X-Size" },
        Type: { shape: "String", location: "header", locationName: "Content-Type" },
        Metadata: { shape: "Map", location: "headers", locationName: "X-Amz-Meta-" },
        Attributes: { shape: "String", location: "header", locationName: "X-Json", jsonvalue: true },
      },
      "PUT /",
      { Strings: { list: "String" }, Map: { map: ["String", "String"] } },
    ),
  );

  it("have names in lower case, lists quoted, JSON in base64", () => {
    const { headers } = codec.serialize({
      Tags: ["a", "b,c", '"d"'],
      Size: 2n ** 60n,
      Metadata: { Color: "blue" },
      Attributes: { a: 1 },
    });
    expect(headers).toEqual({
      "x-tags": 'a, "b,c", "\\"d\\""',
      "x-size": "1152921504606846976",
      "x-amz-meta-color": "blue",
      "x-json": Buffer.from('{"a":1}').toString("base64"),
    });
  });

  it("never break a line", () => {
    for (const input of [{ Type: "a\r\nx: y" }, { Metadata: { a: "b\nc" } }, { Metadata: { "a\nb": "c" } }]) {
      expect(() => codec.serialize(input)).toThrow(ParamValidationError);
    }
  });

  it("are split at their commas as they were joined", () => {
    const quoted = (text: string) => (/[",]/.test(text) ? `"${text.replace(/["\\]/g, "\\$&")}"` : text);
    const items = fc.array(fc.stringMatching(/^[a-z",\\]*[a-z]$/), { minLength: 1 });
    fc.assert(
      fc.property(
        items.filter((list) => list.every((text) => !text.includes("\\") || /[",]/.test(text))),
        (list) => {
          expect(splitHeaderList(list.map(quoted).join(", "), false)).toEqual(list);
        },
      ),
    );
  });
});

describe("the answer", () => {
  const output: Sample = {
    protocol: "rest-json",
    shapes: {
      Output: {
        structure: {
          Status: { shape: "Integer", location: "statusCode" },
          Length: { shape: "Long", location: "header", locationName: "Content-Length" },
          Modified: { shape: "When", location: "header", locationName: "Last-Modified" },
          Dates: { shape: "Whens", location: "header", locationName: "X-Dates" },
          Metadata: { shape: "Map", location: "headers", locationName: "x-amz-meta-" },
          Name: "String",
        },
      },
      When: "timestamp",
      Whens: { list: "When" },
      Map: { map: ["String", "String"] },
    },
    operation: { http: "GET /" },
  };

  it("is gathered from status, headers and body", () => {
    const headers = {
      "content-length": "9007199254740993",
      "last-modified": "Thu, 01 Jan 1970 00:00:01 GMT",
      "x-dates": "Thu, 01 Jan 1970 00:00:01 GMT, Thu, 01 Jan 1970 00:00:02 GMT",
      "x-amz-meta-__proto__": "p",
      "x-amz-meta-a": "b",
    };
    const parsed = sampleCodec(output, { bigints: true }).parse(answer('{"Name":"n"}', { headers, status: 201 }));
    expect(parsed).toEqual({
      Status: 201,
      Length: 9007199254740993n,
      Modified: new Date(1000),
      Dates: [new Date(1000), new Date(2000)],
      Metadata: Object.fromEntries([
        ["__proto__", "p"],
        ["a", "b"],
      ]),
      Name: "n",
    });
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });

  it("says which header cannot be read", () => {
    const parse = () => sampleCodec(output).parse(answer("", { headers: { "content-length": "many" } }));
    expect(parse).toThrow(ResponseParseError);
    expect(parse).toThrow(/the header content-length: expected an integer, found "many"/);
  });
});

describe("the host's prefix", () => {
  const codec = sampleCodec({
    protocol: "json",
    shapes: { Input: { structure: { Account: { shape: "String", hostLabel: true } }, required: ["Account"] } },
    operation: { hostPrefix: "{Account}.data-" },
  });

  it("is filled from the input", () => {
    expect(codec.serialize({ Account: "123" }).hostPrefix).toBe("123.data-");
  });

  it("takes nothing that could name another host", () => {
    for (const Account of ["", "evil.com/", "a b", "a@b", "a\n"]) {
      expect(() => codec.serialize({ Account })).toThrow(ParamValidationError);
    }
  });
});

describe("an idempotency token", () => {
  const token: Sample = {
    protocol: "json",
    shapes: { Input: { structure: { Token: { shape: "String", idempotencyToken: true } } } },
  };

  it("is filled in where the input has none", () => {
    const codec = sampleCodec(token, { bigints: false, generateToken: () => "t" });
    expect(codec.serialize({}).body).toBe('{"Token":"t"}');
    expect(codec.serialize({ Token: "mine" }).body).toBe('{"Token":"mine"}');
  });

  it("is a UUID by default", () => {
    expect(JSON.parse(sampleCodec(token).serialize({}).body as string).Token).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
  });
});
