import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Service } from "../model/service.ts";
import type { ShapeModel } from "../model/types.ts";
import { createXmlReaders, readDocument } from "./xmlReader.ts";

const shapes: Record<string, ShapeModel> = {
  String: "string",
  Integer: "integer",
  Long: "long",
  Double: "double",
  Boolean: "boolean",
  Time: "timestamp",
  Blob: "blob",
  Strings: { list: "String" },
  Items: { list: { shape: "Item", locationName: "item" } },
  Flat: { list: "Item", flattened: true },
  Numbers: { list: "Integer", flattened: true },
  Lists: { list: "Strings" },
  Map: { map: ["String", "Item"] },
  Named: {
    map: [
      { shape: "String", locationName: "Name" },
      { shape: "String", locationName: "Value" },
    ],
    flattened: true,
  },
  Item: { structure: { Key: "String", Size: "Long" } },
  Choice: { structure: { Text: "String", Number: "Integer", Many: "Numbers" }, union: true },
  Kind: { structure: { Type: { shape: "String", locationName: "xsi:type", xmlAttribute: true }, Id: "String" } },
  Output: {
    structure: {
      Text: "String",
      Number: "Integer",
      Long: "Long",
      Double: "Double",
      Flag: "Boolean",
      Time: "Time",
      Blob: "Blob",
      Strings: "Strings",
      Items: "Items",
      Contents: "Flat",
      Numbers: { shape: "Numbers", locationName: "Number2" },
      Lists: "Lists",
      Map: "Map",
      Named: { shape: "Named", locationName: "Attribute" },
      Item: "Item",
      Kind: "Kind",
      Choice: "Choice",
      Self: "Output",
      Needed: "Strings",
      NeededMap: "Map",
    },
  },
  Strict: { structure: { List: "Strings", Map: "Map", Text: "String" }, required: ["List", "Map", "Text"] },
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

function parse(document: string, shape = "Output", bigints = false): Record<string, unknown> {
  const read = createXmlReaders({ bigints }).structure(service.shape(shape));
  const output: Record<string, unknown> = {};
  readDocument(document, (cursor, close) => read(cursor, close, output));
  return output;
}

describe("the XML reader", () => {
  it("reads every type of value", () => {
    const answer =
      "<Out><Text>a</Text><Number>-3</Number><Long>9007199254740991</Long><Double>1.5e3</Double><Flag>true</Flag>" +
      "<Time>2024-02-29T23:59:59.123Z</Time><Blob>aGk=</Blob></Out>";
    expect(parse(answer)).toEqual({
      Text: "a",
      Number: -3,
      Long: 9007199254740991,
      Double: 1500,
      Flag: true,
      Time: new Date(Date.UTC(2024, 1, 29, 23, 59, 59, 123)),
      Blob: new TextEncoder().encode("hi"),
    });
  });

  it("reads longs to the last digit where bigints are asked for", () => {
    expect(parse("<Out><Long>9223372036854775807</Long></Out>", "Output", true)).toEqual({
      Long: 9223372036854775807n,
    });
  });

  it.each([
    ["2024-02-29T23:59:59Z", Date.UTC(2024, 1, 29, 23, 59, 59)],
    ["2024-03-31T00:00:00.5Z", Date.UTC(2024, 2, 31, 0, 0, 0, 500)],
    ["2024-02-29T23:59:59+01:00", Date.UTC(2024, 1, 29, 22, 59, 59)],
    ["Thu, 29 Feb 2024 23:59:59 GMT", Date.UTC(2024, 1, 29, 23, 59, 59)],
    ["1709251199", Date.UTC(2024, 1, 29, 23, 59, 59)],
  ])("reads the timestamp %s", (text, time) => {
    expect(parse(`<Out><Time>${text}</Time></Out>`)).toEqual({ Time: new Date(time) });
  });

  it("agrees with Date about every timestamp of the common form", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("0100-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
        (date) => {
          expect(parse(`<Out><Time>${date.toISOString()}</Time></Out>`).Time).toEqual(date);
        },
      ),
    );
  });

  it.each(["2023-02-29T00:00:00Z", "2023-04-31T00:00:00.000Z", "2023-13-01T00:00:00Z", "20x3-01-01T00:00:00Z"])(
    "refuses %s, which is no time",
    (text) => {
      expect(() => parse(`<Out><Time>${text}</Time></Out>`)).toThrow(/expected a timestamp/);
    },
  );

  it("reads lists, wrapped, flattened and within each other, whatever their items are called", () => {
    const answer = `<Out>
      <Strings><member>a</member><other>b</other><member/></Strings>
      <Items><item><Key>1</Key></item><item/></Items>
      <Contents><Key>2</Key></Contents><Contents><Key>3</Key><Size>4</Size></Contents>
      <Number2>5</Number2>
      <Lists><member><member>x</member></member><member></member></Lists>
    </Out>`;
    expect(parse(answer)).toEqual({
      Strings: ["a", "b", ""],
      Items: [{ Key: "1" }, {}],
      Contents: [{ Key: "2" }, { Key: "3", Size: 4 }],
      Numbers: [5],
      Lists: [["x"], []],
    });
  });

  it("gathers a flattened list whose items do not stand together", () => {
    expect(parse("<Out><Number2>1</Number2><Text>t</Text><Number2>2</Number2></Out>")).toEqual({
      Numbers: [1, 2],
      Text: "t",
    });
  });

  it("reads maps, wrapped and flattened, and no key harms the prototype", () => {
    const answer =
      "<Out><Map><entry><key>__proto__</key><value><Key>p</Key></value></entry>" +
      "<entry><value/><key>constructor</key></entry></Map>" +
      "<Attribute><Name>toString</Name><Value>v</Value></Attribute><Attribute><Name>b</Name><Value/></Attribute></Out>";
    const { Map: map, Named: named } = parse(answer) as Record<string, Record<string, unknown>>;
    expect(Object.entries(map!)).toEqual([
      ["__proto__", { Key: "p" }],
      ["constructor", {}],
    ]);
    expect(Object.getPrototypeOf(map)).toBe(Object.prototype);
    expect(Object.entries(named!)).toEqual([
      ["toString", "v"],
      ["b", ""],
    ]);
    expect(({} as Record<string, unknown>).Key).toBeUndefined();
  });

  it("reads attributes, whatever prefix their namespace has", () => {
    const answer = `<Out><Kind xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type='A &amp; "B"' id="no"><Id>1</Id></Kind></Out>`;
    expect(parse(answer)).toEqual({ Kind: { Type: 'A & "B"', Id: "1" } });
    expect(parse('<Out><Kind xsi:type="a>b"/></Out>')).toEqual({ Kind: { Type: "a>b" } });
  });

  it("reads a union's one member, and names one that it does not know", () => {
    expect(parse("<Out><Choice> <Text>t</Text></Choice></Out>")).toEqual({ Choice: { Text: "t" } });
    expect(parse("<Out><Choice><Many>1</Many><Many>2</Many></Choice></Out>")).toEqual({ Choice: { Many: [1, 2] } });
    expect(parse("<Out><Choice><New><x/></New></Choice></Out>")).toEqual({
      Choice: { SDK_UNKNOWN_MEMBER: { name: "New" } },
    });
    expect(() => parse("<Out><Choice><Text>t</Text><Number>1</Number></Choice></Out>")).toThrow(/one member, found 2/);
  });

  it("gives empty text, lists, maps and structures for empty elements, and nothing for empty numbers", () => {
    const answer = "<Out><Text/><Strings/><Map></Map><Item/><Number/><Flag></Flag><Time/><Blob/></Out>";
    expect(parse(answer)).toEqual({ Text: "", Strings: [], Map: {}, Item: {}, Blob: new Uint8Array() });
  });

  it("gives required lists and maps that are not there, and nothing else", () => {
    expect(parse("<Out/>", "Strict")).toEqual({ List: [], Map: {} });
  });

  it("keeps text as it is, but for line ends", () => {
    expect(parse("<Out><Text>  a\r\nb\rc&#xD; </Text></Out>").Text).toBe("  a\nb\nc\r ");
  });

  it("joins text, CDATA and references, and passes over comments and instructions", () => {
    expect(parse("<Out><Text>a&lt;<![CDATA[<b>&amp;]]><!-- no -->&#x1F600;<?no?>&quot;</Text></Out>").Text).toBe(
      'a<<b>&amp;😀"',
    );
  });

  it("takes of a text with elements in it what stands before them", () => {
    expect(parse("<Out><Text>a<b>c</b>d</Text><Number>1</Number></Out>")).toEqual({ Text: "a", Number: 1 });
  });

  it("passes over what the model does not know, namespaces, declaration and byte order mark", () => {
    const answer =
      `\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<!-- c --><a:Out xmlns:a="urn:a" xmlns="urn:b">` +
      `<New a="</Text>"><Text>no</Text><!-- </New> --><![CDATA[</New>]]><x/></New><a:Text >t</a:Text ></a:Out>\n<!-- end -->`;
    expect(parse(answer)).toEqual({ Text: "t" });
  });

  it("takes the last of elements that stand twice", () => {
    expect(parse("<Out><Text>a</Text><Text>b</Text></Out>")).toEqual({ Text: "b" });
  });

  it("reads shapes that contain themselves", () => {
    expect(parse("<Out><Self><Self><Text>deep</Text></Self></Self></Out>")).toEqual({
      Self: { Self: { Text: "deep" } },
    });
  });

  it.each([
    ["nothing", "", /there is no element/],
    ["text", "Service Unavailable", /text stands outside of the root element/],
    ["a page of HTML", "<html><body>Log in</body></html>", /a page of HTML/],
    ["a document type", '<!DOCTYPE o [<!ENTITY a "aaaa">]><Out><Text>&a;</Text></Out>', /document type declaration/],
    ["an unknown reference", "<Out><Text>&nbsp;</Text></Out>", /&nbsp; is not defined/],
    ["a surrogate", "<Out><Text>&#xD800;</Text></Out>", /&#xD800; is not defined/],
    ["a lone ampersand", "<Out><Text>a & b</Text></Out>", /a & stands alone/],
    ["an end within a text", "<Out><Text>abc", /it ends within an element/],
    ["an end within a tag", "<Out><Text", /it ends within a tag/],
    ["an end within an end tag", "<Out><Text>a</Te", /it ends within an element|is missing/],
    ["an end within the root", "<Out><Text>a</Text>", /it ends within an element/],
    ["an end within a comment", "<Out><!-- ", /--> is missing/],
    ["crossed tags", "<Out><Item><Key>a</Item></Key></Out>", /<\/Key> is missing, at character 17 of/],
    ["a tag without a name", "<Out>< Text>a</Text></Out>", /no proper name/],
    ["two roots", "<Out/><Out/>", /something follows the root element/],
    ["a word for a number", "<Out><Number>many</Number></Out>", /expected an integer, found "many"/],
    ["a word for a boolean", "<Out><Flag>perhaps</Flag></Out>", /expected true or false/],
    ["no base64", "<Out><Blob>&amp;&amp;</Blob></Out>", /base64/],
    ["an entry without a key", "<Out><Map><entry><value/></entry></Map></Out>", /no key/],
    ["an attribute without quotes", "<Out><Kind xsi:type=a/></Out>", /an attribute is malformed/],
  ])("refuses %s", (_what, document, problem) => {
    expect(() => parse(document)).toThrow(TypeError);
    expect(() => parse(document)).toThrow(problem);
  });

  it("refuses every document that breaks off", () => {
    const document =
      '<?xml version="1.0"?><Out xmlns="urn:a"><Text>a&amp;b</Text><New x="1"><y/></New><Items><item><Key>k</Key></item>' +
      "</Items><Contents><Key>c</Key></Contents><!-- c --><Map><entry><key>k</key><value/></entry></Map></Out>";
    expect(Object.keys(parse(document))).toEqual(["Text", "Items", "Contents", "Map"]);
    for (let length = 0; length < document.length; length++) {
      expect(() => parse(document.slice(0, length)), document.slice(0, length)).toThrow(TypeError);
    }
  });

  it.each([
    ["known", "Self"],
    ["unknown", "New"],
  ])("refuses 10,000 levels of %s elements", (_what, tag) => {
    const document = `<Out>${`<${tag}>`.repeat(10_000)}${`</${tag}>`.repeat(10_000)}</Out>`;
    expect(() => parse(document)).toThrow(/levels of nesting/);
  });

  it("takes no longer than its length deserves for hostile documents", () => {
    const started = performance.now();
    for (const piece of ["<", "<!--", "<![CDATA[", "&", "<a b='", "<Text>", "</", "<?", "&#", "<Strings><member>"]) {
      expect(() => parse(`<Out>${piece.repeat(100_000)}`)).toThrow(TypeError);
      expect(() => parse(`<Out><Text>${piece.repeat(100_000)}</Text></Out>`)).toThrow(TypeError);
    }
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it("throws nothing but TypeErrors and changes no prototype, whatever it reads", () => {
    const names = [...service.shape("Output").members.keys(), "member", "entry", "key", "value", "item", "__proto__"];
    const piece = fc.oneof(
      fc.constantFrom(...names.flatMap((name) => [`<${name}>`, `</${name}>`, `<${name}/>`])),
      fc.constantFrom(
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "&lt;",
        "&",
        ";",
        "<?",
        "?>",
        "<!DOCTYPE",
        " a='b'",
        "1",
        "true",
      ),
      fc.string({ maxLength: 5 }),
    );
    const before = Object.getOwnPropertyNames(Object.prototype);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.boolean(), (pieces, closed) => {
        const document = closed ? `<Out>${pieces.join("")}</Out>` : pieces.join("");
        try {
          parse(document);
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
        }
      }),
      { numRuns: 3_000 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  });

  it("reads back every text", () => {
    const escaped = (text: string) => text.replace(/[&<>\r]/g, (character) => `&#${character.charCodeAt(0)};`);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const given = text.replaceAll("\0", "");
        expect(parse(`<Out><Text>${escaped(given)}</Text></Out>`).Text).toBe(given);
      }),
    );
  });
});
