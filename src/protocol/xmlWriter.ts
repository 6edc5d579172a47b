import type { Member, Shape } from "../model/service.ts";
import type { XmlNamespace } from "../model/types.ts";
import { scalarTextWriter } from "./httpText.ts";
import { wireName } from "./traits.ts";
import { elementName, isFlattened } from "./xmlNames.ts";
import { escapeAttribute, escapeText } from "./xmlText.ts";

/** Writes a value as its element, or as several where the shape is flattened. */
export type ElementWriter = (value: unknown) => string;

/** Models give a namespace without a prefix also as its bare URI. */
type Namespace = string | XmlNamespace;

export interface XmlWriters {
  /** A member as an element of the given name. */
  element(member: Member, tag: string): ElementWriter;
  /** Some members of a structure, as a document with the given root; an empty text where none of them is set. */
  document(members: readonly Member[], tag: string, namespace: Namespace | undefined): ElementWriter;
}

interface StructureWriter {
  attributes(value: unknown): string;
  children(value: unknown): string;
}

/**
 * Compiles writers of a service's shapes to XML: without declaration, indentation or line ends.
 *
 * Source: https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings.
 */
export function createXmlWriters(): XmlWriters {
  const structures = new Map<Shape, StructureWriter>();

  function element(member: Member, tag: string): ElementWriter {
    const { shape } = member;
    const [open, close] = tags(tag, namespaceOf(member));
    switch (shape.type) {
      case "structure":
        return structureElement(structureWriter(shape), open, close);
      case "list":
        return listElement(member, tag, open, close);
      case "map":
        return mapElement(member, open, close);
      default: {
        const toText = scalarTextWriter(member, "iso8601");
        const start = `${open}>`;
        return (value) => start + escapeText(toText(value)) + close;
      }
    }
  }

  function listElement(member: Member, tag: string, open: string, close: string): ElementWriter {
    const { shape } = member;
    const flattened = isFlattened(member);
    const itemTag = flattened ? tag : (shape.member.traits.locationName ?? "member");
    let writeItem: ElementWriter | undefined;
    return (value) => {
      // A list may contain itself: its item is compiled when one is first written.
      writeItem ??= element(shape.member, itemTag);
      let items = "";
      for (const item of value as Iterable<unknown>) if (isSet(item)) items += writeItem(item);
      return flattened ? items : `${open}>${items}${close}`;
    };
  }

  function mapElement(member: Member, open: string, close: string): ElementWriter {
    const { key, value } = member.shape;
    const flattened = isFlattened(member);
    const [entryStart, entryEnd] = flattened ? [`${open}>`, close] : ["<entry>", "</entry>"];
    let writeKey: ElementWriter | undefined;
    let writeValue: ElementWriter | undefined;
    return (map) => {
      writeKey ??= element(key, key.traits.locationName ?? "key");
      writeValue ??= element(value, value.traits.locationName ?? "value");
      let entries = "";
      for (const [name, content] of Object.entries(map as Readonly<Record<string, unknown>>)) {
        if (isSet(content)) entries += entryStart + writeKey(name) + writeValue(content) + entryEnd;
      }
      return flattened ? entries : `${open}>${entries}${close}`;
    };
  }

  function structureWriter(shape: Shape): StructureWriter {
    const known = structures.get(shape);
    if (known) return known;
    let members: StructureWriter | undefined;
    const compiled = (): StructureWriter => {
      members ??= membersWriter([...shape.members.values()]);
      return members;
    };
    const writer: StructureWriter = {
      attributes: (value) => compiled().attributes(value),
      children: (value) => compiled().children(value),
    };
    structures.set(shape, writer);
    return writer;
  }

  function membersWriter(members: readonly Member[]): StructureWriter {
    const attributes = members.filter(({ traits }) => traits.xmlAttribute).map(attributeOf);
    const children = members.filter(({ traits }) => !traits.xmlAttribute).map(childOf);
    return { attributes: (value) => writeFields(attributes, value), children: (value) => writeFields(children, value) };
  }

  function childOf(member: Member): Field {
    return { name: member.name, write: element(member, elementName(member)) };
  }

  return {
    element,
    document: (members, tag, namespace) => {
      const [open, close] = tags(tag, namespace);
      const { attributes, children } = membersWriter(members);
      return (value) => {
        const [inTag, content] = [attributes(value), children(value)];
        const isEmpty = inTag === "" && content === "" && !hasAny(members, value);
        return isEmpty ? "" : `${open}${inTag}>${content}${close}`;
      };
    },
  };
}

interface Field {
  readonly name: string;
  readonly write: ElementWriter;
}

function structureElement(structure: StructureWriter, open: string, close: string): ElementWriter {
  return (value) => `${open}${structure.attributes(value)}>${structure.children(value)}${close}`;
}

function attributeOf(member: Member): Field {
  const toText = scalarTextWriter(member, "iso8601");
  const name = wireName(member);
  return { name: member.name, write: (value) => ` ${name}="${escapeAttribute(toText(value))}"` };
}

function writeFields(fields: readonly Field[], value: unknown): string {
  const input = value as Readonly<Record<string, unknown>>;
  let written = "";
  for (const field of fields) {
    const content = input[field.name];
    if (isSet(content)) written += field.write(content);
  }
  return written;
}

function hasAny(members: readonly Member[], value: unknown): boolean {
  return members.some(({ name }) => isSet((value as Readonly<Record<string, unknown>>)[name]));
}

/** An element's start without its `>`, and its end. */
function tags(tag: string, namespace: Namespace | undefined): [open: string, close: string] {
  if (!namespace) return [`<${tag}`, `</${tag}>`];
  const { uri, prefix }: XmlNamespace = typeof namespace === "string" ? { uri: namespace } : namespace;
  const attribute = prefix ? `xmlns:${prefix}` : "xmlns";
  return [`<${tag} ${attribute}="${escapeAttribute(uri)}"`, `</${tag}>`];
}

function namespaceOf({ traits, shape }: Member): Namespace | undefined {
  return traits.xmlNamespace ?? shape.traits.xmlNamespace;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
