import { decodeCbor } from "../../src/protocol/cborDecoder.ts";

/**
 * A body in a form in which two that mean the same are equal. `encoded` says that the text is the suite's: CBOR is
 * base64 there.
 */
export function canonicalBody(protocol: string, body: unknown, encoded = false): unknown {
  if (protocol === "smithy-rpc-v2-cbor") {
    const bytes = encoded ? Buffer.from(body as string, "base64") : Buffer.from(body as Uint8Array);
    return bytes.length === 0 ? "" : decodeCbor(bytes);
  }
  const text = typeof body === "string" ? body : Buffer.from(body as Uint8Array).toString();
  switch (protocol) {
    case "json":
    case "rest-json":
      return tryJson(text);
    case "query":
    case "ec2":
      return text
        .trim()
        .split("&")
        .map((pair) => pair.trim())
        .sort();
    default:
      return text.trim().startsWith("<") ? canonicalXml(text) : text;
  }
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

interface Element {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Element[];
  text: string;
}

/** A small reader of well-formed XML: attributes in any order, siblings of different names in any order. */
export function canonicalXml(xml: string): Element {
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open: Element[] = [root];
  for (const [, close, name, attributes = "", empty, text] of xml.matchAll(
    /<(?:\?[^>]*\?>|!--[\s\S]*?-->|(\/)?([^\s/>]+)((?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/)?>)|([^<]+)/g,
  )) {
    const parent = open.at(-1)!;
    if (text !== undefined) parent.text += text;
    else if (close) finish(open.pop()!);
    else if (name !== undefined) {
      const element: Element = { name, attributes: attributesOf(attributes), children: [], text: "" };
      parent.children.push(element);
      if (!empty) open.push(element);
    }
  }
  finish(root);
  return root;
}

function finish(element: Element): void {
  element.text = element.children.length > 0 ? element.text.trim() : decodeEntities(element.text);
  element.children.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function attributesOf(text: string): Record<string, string> {
  const found = [...text.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)];
  return Object.fromEntries(found.map(([, name, double, single]) => [name!, decodeEntities(double ?? single ?? "")]));
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return entities[name] ?? whole;
  });
}
