import { describe, expect, it } from "vitest";
import { Service } from "../model/service.ts";
import type { ShapeModel } from "../model/types.ts";
import { createXmlWriters } from "./xmlWriter.ts";

const urn = { uri: "urn:a" };
const shapes: Record<string, ShapeModel> = {
  String: "string",
  Integer: "integer",
  Double: "double",
  Boolean: "boolean",
  Time: "timestamp",
  Blob: "blob",
  Strings: { list: "String" },
  Items: { list: { shape: "Item", locationName: "Item" } },
  Flat: { list: "String", flattened: true },
  OldFlat: { list: { shape: "String", locationName: "Old" }, flattened: true },
  Map: { map: ["String", { shape: "String", locationName: "Value" }] },
  FlatMap: { map: ["String", "String"], flattened: true },
  Item: { structure: { Id: { shape: "String", xmlAttribute: true, locationName: "x:id" }, Text: "String" } },
  Root: {
    structure: {
      Text: "String",
      Number: "Integer",
      Double: "Double",
      Flag: "Boolean",
      Time: { shape: "Time", timestampFormat: "unixTimestamp" },
      Blob: "Blob",
      Strings: "Strings",
      Items: "Items",
      Flat: { shape: "Flat", locationName: "F" },
      Old: "OldFlat",
      Map: "Map",
      FlatMap: "FlatMap",
      Named: { shape: "String", xmlNamespace: { uri: "urn:n", prefix: "n" } },
      Item: { shape: "Item", xmlNamespace: urn },
      Self: "Root",
    },
  },
};

const service = new Service("test", {
  format: 1,
  metadata: {
    apiVersion: "2020-01-01",
    serviceId: "Test",
    serviceFullName: "Test",
    endpointPrefix: "test",
    protocol: "rest-xml",
    signatureVersion: "v4",
  },
  operations: {},
  shapes,
});

function write(value: Record<string, unknown>): string {
  const members = [...service.shape("Root").members.values()];
  return createXmlWriters().document(members, "Root", undefined)(value);
}

describe("the XML writer", () => {
  it("writes every type of value", () => {
    const value = {
      Text: "a",
      Number: -1,
      Double: Number.POSITIVE_INFINITY,
      Flag: false,
      Time: new Date(1_500),
      Blob: new TextEncoder().encode("hi"),
    };
    expect(write(value)).toBe(
      "<Root><Text>a</Text><Number>-1</Number><Double>Infinity</Double><Flag>false</Flag>" +
        "<Time>1.5</Time><Blob>aGk=</Blob></Root>",
    );
  });

  it("writes a long from a bigint to its last digit", () => {
    expect(write({ Number: 9223372036854775807n })).toBe("<Root><Number>9223372036854775807</Number></Root>");
  });

  it("writes lists and maps, wrapped and flattened, empty ones too", () => {
    expect(write({ Strings: ["a", "b"], Items: [{ Text: "t" }], Flat: ["c", "d"], Old: ["e"] })).toBe(
      "<Root><Strings><member>a</member><member>b</member></Strings><Items><Item><Text>t</Text></Item></Items>" +
        "<F>c</F><F>d</F><Old>e</Old></Root>",
    );
    expect(write({ Map: { k: "v" }, FlatMap: { a: "1", b: "2" } })).toBe(
      "<Root><Map><entry><key>k</key><Value>v</Value></entry></Map>" +
        "<FlatMap><key>a</key><value>1</value></FlatMap><FlatMap><key>b</key><value>2</value></FlatMap></Root>",
    );
    expect(write({ Strings: [], Map: {}, Flat: [], FlatMap: {} })).toBe("<Root><Strings></Strings><Map></Map></Root>");
  });

  it("writes attributes and namespaces", () => {
    expect(write({ Named: "n", Item: { Id: `"<&>'\n`, Text: "t" } })).toBe(
      `<Root><Named xmlns:n="urn:n">n</Named><Item xmlns="urn:a" x:id="&quot;&lt;&amp;&gt;'&#xA;"><Text>t</Text></Item></Root>`,
    );
  });

  it("escapes what a reader would change", () => {
    expect(write({ Text: "<&>\r\n\u0085\u2028\u0001\t\"'é" })).toBe(
      "<Root><Text>&lt;&amp;&gt;&#xD;&#xA;&#x85;&#x2028;&#x1;\t\"'é</Text></Root>",
    );
  });

  it("writes shapes that contain themselves", () => {
    expect(write({ Self: { Self: { Text: "t" } } })).toBe("<Root><Self><Self><Text>t</Text></Self></Self></Root>");
  });

  it("writes nothing for what is undefined or null, and no document for nothing", () => {
    expect(write({ Text: undefined, Strings: ["a", null, undefined], Map: { k: undefined }, Self: {} })).toBe(
      "<Root><Strings><member>a</member></Strings><Map></Map><Self></Self></Root>",
    );
    expect(write({})).toBe("");
    expect(write({ Text: undefined })).toBe("");
  });
});
