import { describe, expect, it } from "vitest";
import { Service } from "../model/service.ts";
import type { OperationModel, ProtocolName, ShapeModel } from "../model/types.ts";
import { protocolFor } from "./index.ts";
import type { OperationCodec } from "./types.ts";

const shapes: Record<string, ShapeModel> = {
  String: "string",
  Boolean: "boolean",
  Double: "double",
  Time: "timestamp",
  Blob: "blob",
  Strings: { list: "String" },
  Named: { list: { shape: "Filter", locationName: "item" } },
  Flat: { list: "String", flattened: true },
  Map: { map: ["String", "Strings"] },
  Filter: { structure: { Name: "String", Values: { shape: "Strings", locationName: "value" } } },
  Input: {
    structure: {
      Text: "String",
      Flag: "Boolean",
      Double: "Double",
      Time: "Time",
      Blob: "Blob",
      Strings: "Strings",
      Filters: { shape: "Named", locationName: "filterSet", queryName: "Filter" },
      Flat: "Flat",
      Map: "Map",
      Self: "Input",
      token: { shape: "String", idempotencyToken: true },
    },
  },
  Output: { structure: { Names: "Strings", Needed: "Strings" }, required: ["Needed"] },
  Nothing: { structure: {} },
};

function codec(protocol: ProtocolName, operation: OperationModel = {}): OperationCodec {
  const service = new Service("test", {
    format: 1,
    metadata: {
      apiVersion: "2020-01-01",
      serviceId: "Test",
      serviceFullName: "Test",
      endpointPrefix: "test",
      protocol,
      signatureVersion: "v4",
    },
    operations: { Do: { input: "Input", output: "Output", resultWrapper: "DoResult", ...operation } },
    shapes,
  });
  const options = { bigints: false, generateToken: () => "token" };
  return protocolFor(service).compile(service.operation("Do"), options);
}

function form(protocol: ProtocolName, input: Record<string, unknown>): string {
  const { body } = codec(protocol).serialize({ token: "t", ...input });
  return decodeURIComponent(body as string)
    .replace("Action=Do&Version=2020-01-01&", "")
    .replace(/&?[tT]oken=t$/, "");
}

function parse(protocol: ProtocolName, document: string, operation: OperationModel = {}): Record<string, unknown> {
  return codec(protocol, operation).parse({ status: 200, headers: {}, body: new TextEncoder().encode(document) });
}

describe("the query protocol", () => {
  it("posts a form, percent-encoded, with the operation and the API's version", () => {
    expect(codec("query").serialize({ Text: "a b&c=d+e*~ü" })).toEqual({
      method: "POST",
      path: "/",
      query: "",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "Action=Do&Version=2020-01-01&Text=a%20b%26c%3Dd%2Be%2A~%C3%BC&token=token",
    });
    expect(codec("query", { hostPrefix: "data." }).serialize({}).hostPrefix).toBe("data.");
  });

  it("writes scalars", () => {
    const input = { Text: "", Flag: false, Double: Number.NaN, Time: new Date(0), Blob: new Uint8Array([104, 105]) };
    expect(form("query", input)).toBe("Text=&Flag=false&Double=NaN&Time=1970-01-01T00:00:00Z&Blob=aGk=");
  });

  it("numbers lists and maps, and sends empty lists", () => {
    expect(form("query", { Strings: ["a", "b"], Flat: ["c"] })).toBe("Strings.member.1=a&Strings.member.2=b&Flat.1=c");
    expect(form("query", { Filters: [{ Name: "n", Values: ["v"] }] })).toBe(
      "filterSet.item.1.Name=n&filterSet.item.1.value.member.1=v",
    );
    expect(form("query", { Map: { k: ["v"], l: [] } })).toBe(
      "Map.entry.1.key=k&Map.entry.1.value.member.1=v&Map.entry.2.key=l&Map.entry.2.value=",
    );
    expect(form("query", { Strings: [], Map: {} })).toBe("Strings=");
  });

  it("sends nothing for what is undefined or null, and goes as deep as the input", () => {
    expect(
      form("query", { Text: undefined, Flag: null, Strings: ["a", undefined, "b"], Self: { Self: { Text: "t" } } }),
    ).toBe("Strings.member.1=a&Strings.member.2=b&Self.Self.Text=t");
  });

  it("reads the output from its own element", () => {
    const answer =
      '<DoResponse xmlns="urn:x"><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>' +
      "<DoResult><Names><member>a</member></Names></DoResult></DoResponse>";
    expect(parse("query", answer)).toEqual({ Names: ["a"], Needed: [] });
  });

  it("refuses an answer of another service, but for operations that return nothing at all", () => {
    expect(() => parse("query", "<DoResponse/>")).toThrow(/expected an element DoResult, found none/);
    expect(() => parse("query", "")).toThrow(/there is no element/);
    expect(() => parse("query", "<html/>", { output: "Nothing" })).toThrow(/HTML/);
    expect(parse("query", "", { output: "Nothing" })).toEqual({});
    expect(parse("query", "<DoResponse/>", { output: "Nothing" })).toEqual({});
  });
});

describe("EC2's query protocol", () => {
  it("has its own names, and lists without a word between name and number", () => {
    const input = { Strings: ["a"], Filters: [{ Name: "n", Values: ["v", "w"] }], Flat: [] };
    expect(form("ec2", input)).toBe("Strings.1=a&Filter.1.Name=n&Filter.1.Value.1=v&Filter.1.Value.2=w");
    expect(codec("ec2").serialize({}).body).toBe("Action=Do&Version=2020-01-01&Token=token");
  });

  it("reads the output from the root", () => {
    expect(parse("ec2", "<R><requestId>r</requestId><Names><item>a</item><item>b</item></Names></R>")).toEqual({
      Names: ["a", "b"],
      Needed: [],
    });
  });
});
