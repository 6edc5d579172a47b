import type { Member, Shape } from "../model/service.ts";
import { maxDepth, tooDeep } from "./parseFailure.ts";
import { setOwn } from "./setOwn.ts";
import { requiredCollections, wireName } from "./traits.ts";
import type { CodecOptions } from "./types.ts";
import {
  closeTag,
  isEndTag,
  isMarkup,
  localName,
  nextTag,
  openXml,
  readAttribute,
  readEnd,
  readEndTag,
  readRoot,
  readStartTag,
  readText,
  skipElement,
  skipMarkup,
  visitChildren,
  type XmlCursor,
} from "./xmlCursor.ts";
import { elementName, isFlattened } from "./xmlNames.ts";
import { type ScalarReader, scalarReader } from "./xmlScalars.ts";
import { escapeText } from "./xmlText.ts";

type Output = Record<string, unknown>;

/** Reads the content of an element whose start tag was read, up to and with the given end tag. */
export type ContentReader = (cursor: XmlCursor, close: string) => unknown;

/** Reads a structure's members from such an element into an object. */
export type MembersReader = (cursor: XmlCursor, close: string, output: Output) => void;

/**
 * What a child element means. `following` is the one that came after it the last time: answers repeat themselves, and
 * to find what one expects is several times cheaper than to look up a name.
 */
interface Child {
  readonly open: string;
  readonly close: string;
  readonly tag: string;
  readonly member: string;
  readonly scalar: ScalarReader | undefined;
  readonly nested: ContentReader | undefined;
  /** How several elements of the name become one value: flattened lists and maps. */
  readonly collect: "one" | "list" | "map";
  following: Child | undefined;
}

interface StructurePlan {
  readonly children: ReadonlyMap<string, Child>;
  readonly attributes: readonly { readonly name: string; readonly member: string }[];
  readonly collections: readonly { readonly name: string; readonly type: "list" | "map" }[];
  first: Child | undefined;
}

/**
 * Compiles readers of a service's shapes. They pull their values out of the document as the model directs, straight
 * into the output; elements that the model does not know are passed over. Order does not matter; of elements that
 * stand twice where one is meant, the last counts.
 */
export function createXmlReaders(options: CodecOptions): XmlReaders {
  const structures = new Map<Shape, MembersReader>();

  function membersReader(shape: Shape): MembersReader {
    const known = structures.get(shape);
    if (known) return known;
    // A shape may contain itself: it is planned when it is first met in an answer.
    let plan: StructurePlan | undefined;
    const read: MembersReader = (cursor, close, output) => {
      plan ??= planStructure(shape, [...shape.members.values()]);
      readMembers(plan, cursor, close, output);
    };
    structures.set(shape, read);
    return read;
  }

  function planStructure(shape: Shape, members: readonly Member[]): StructurePlan {
    const attributes = members.filter(({ traits }) => traits.xmlAttribute);
    const elements = members.filter(({ traits }) => !traits.xmlAttribute);
    return {
      children: childrenByTag(elements.flatMap(memberChildren)),
      attributes: attributes.map((member) => ({ name: wireName(member), member: member.name })),
      collections: requiredCollections(shape),
      first: undefined,
    };
  }

  function memberChildren(member: Member): Child[] {
    const { name, shape, traits } = member;
    const tag = elementName(member);
    if (isFlattened(member) && shape.type === "list") return [child(tag, name, shape.member.shape, "list")];
    if (isFlattened(member) && shape.type === "map")
      return [namedChild(tag, name, "map", undefined, entryReader(shape))];
    // ElastiCache's model names a list after its items; botocore looks for that name, the API reference has the member's.
    const isNamedByShape = shape.type === "list" && traits.locationName === undefined && tag !== name;
    return (isNamedByShape ? [tag, name] : [tag]).map((known) => child(known, name, shape, "one"));
  }

  function child(tag: string, member: string, shape: Shape, collect: Child["collect"]): Child {
    const scalar = scalarReader(shape.type, options);
    return namedChild(tag, member, collect, scalar, scalar ? undefined : contentReader(shape));
  }

  function contentReader(shape: Shape): ContentReader {
    if (shape.type === "list") return listReader(shape);
    if (shape.type === "map") return mapReader(shape);
    if (shape.traits.union) return unionReader(shape);
    const read = membersReader(shape);
    return (cursor, close) => {
      const output: Output = {};
      read(cursor, close, output);
      return output;
    };
  }

  /** A union holds one member; one that the model does not know is named, as botocore names it. */
  function unionReader(shape: Shape): ContentReader {
    let plan: StructurePlan | undefined;
    return (cursor, close) => {
      plan ??= planStructure(shape, [...shape.members.values()]);
      const { children } = plan;
      const names = new Set<string>();
      const output: Output = {};
      visitChildren(cursor, close, (name) => {
        names.add(name);
        const found = children.get(name);
        if (found) store(output, found, readContent(found, cursor));
        return found !== undefined;
      });
      const [name] = names;
      if (name === undefined || names.size > 1) {
        throw new TypeError(`expected the union ${shape.name} to have one member, found ${names.size}`);
      }
      return children.has(name) ? output : { SDK_UNKNOWN_MEMBER: { name } };
    };
  }

  function listReader(shape: Shape): ContentReader {
    let item: Child | undefined;
    return (cursor, close) => {
      item ??= child(shape.member.traits.locationName ?? "member", "", shape.member.shape, "one");
      return readItems(item, cursor, close);
    };
  }

  function mapReader(shape: Shape): ContentReader {
    const entry = namedChild("entry", "", "one", undefined, entryReader(shape));
    return (cursor, close) => {
      const map: Output = {};
      for (const found of readItems(entry, cursor, close)) setEntry(map, found as Entry);
      return map;
    };
  }

  /** An entry is read as a structure of a key and a value. */
  function entryReader(shape: Shape): ContentReader {
    let plan: StructurePlan | undefined;
    return (cursor, close) => {
      plan ??= {
        children: childrenByTag([
          child(shape.key.traits.locationName ?? "key", "key", shape.key.shape, "one"),
          child(shape.value.traits.locationName ?? "value", "value", shape.value.shape, "one"),
        ]),
        attributes: [],
        collections: [],
        first: undefined,
      };
      const entry: Output = {};
      readMembers(plan, cursor, close, entry);
      return entry;
    };
  }

  return {
    structure: membersReader,
    members: (shape, members) => {
      const plan = planStructure(shape, members);
      return (cursor, close, output) => readMembers(plan, cursor, close, output);
    },
    content: contentReader,
  };
}

export interface XmlReaders {
  /** All members of a structure. */
  structure(shape: Shape): MembersReader;
  /** Some members of a structure: those that a rest protocol has in the body. */
  members(shape: Shape, members: readonly Member[]): MembersReader;
  /** Any structure, list or map. */
  content(shape: Shape): ContentReader;
}

/** Reads a whole document with the reader of its root element. */
export function readDocument<T>(document: string, read: (cursor: XmlCursor, close: string) => T): T {
  const cursor = openXml(document);
  readRoot(cursor);
  if (localName(cursor).toLowerCase() === "html") {
    throw new TypeError("it is a page of HTML, as a proxy or a login page sends it, and not the service's XML");
  }
  const value = read(cursor, closeTag(cursor));
  readEnd(cursor);
  return value;
}

interface Entry {
  readonly key?: string;
  readonly value?: unknown;
}

const lessThan = 60;

function readMembers(plan: StructurePlan, cursor: XmlCursor, close: string, output: Output): void {
  for (const { name, member } of plan.attributes) {
    const value = readAttribute(cursor, name);
    if (value !== undefined) output[member] = value;
  }
  if (!cursor.empty) readChildren(plan, cursor, close, output);
  for (const { name, type } of plan.collections) {
    if (!Object.hasOwn(output, name)) output[name] = type === "list" ? [] : {};
  }
}

function readChildren(plan: StructurePlan, cursor: XmlCursor, close: string, output: Output): void {
  const { text } = cursor;
  if (++cursor.depth > maxDepth) throw tooDeep();
  let previous: Child | undefined;
  let expected = plan.first;
  let { at } = cursor;
  for (;;) {
    if (text.charCodeAt(at) !== lessThan) at = nextTag(cursor, at);
    if (expected !== undefined && text.startsWith(expected.open, at)) {
      store(output, expected, readExpected(expected, cursor, at + expected.open.length));
      at = cursor.at;
    } else if (isEndTag(text, at)) {
      break;
    } else if (isMarkup(text, at)) {
      at = skipMarkup(cursor, at);
      continue;
    } else {
      readStartTag(cursor, at);
      const found = plan.children.get(localName(cursor));
      if (found === undefined) {
        skipElement(cursor);
        at = cursor.at;
        continue;
      }
      store(output, found, readContent(found, cursor));
      at = cursor.at;
      if (previous === undefined) plan.first = found;
      else previous.following = found;
      expected = found;
    }
    previous = expected;
    expected = expected.following;
  }
  cursor.at = readEndTag(cursor, at, close);
  cursor.depth--;
}

/** Reads an element whose start tag, without attributes, ends at `start`. */
function readExpected(child: Child, cursor: XmlCursor, start: number): unknown {
  const { text } = cursor;
  if (child.scalar !== undefined) {
    const end = text.indexOf("<", start);
    if (end >= 0 && text.startsWith(child.close, end)) {
      cursor.at = end + child.close.length;
      return child.scalar(text, start, end);
    }
  }
  cursor.at = start;
  cursor.name = child.tag;
  cursor.empty = false;
  cursor.attributesStart = start;
  cursor.attributesEnd = start;
  return child.nested ? child.nested(cursor, child.close) : readUnusualScalar(child.scalar!, cursor);
}

/** Reads the content of an element by what its name means. */
function readContent(child: Child, cursor: XmlCursor): unknown {
  if (child.nested !== undefined) return child.nested(cursor, closeTag(cursor));
  return readUnusualScalar(child.scalar!, cursor);
}

/** A scalar with comments, CDATA or elements between its start and end. */
function readUnusualScalar(scalar: ScalarReader, cursor: XmlCursor): unknown {
  const text = escapeText(readText(cursor));
  return scalar(text, 0, text.length);
}

/** Reads every child as an item, whatever its name: services do not agree on one. */
function readItems(item: Child, cursor: XmlCursor, close: string): unknown[] {
  const items: unknown[] = [];
  if (cursor.empty) return items;
  if (++cursor.depth > maxDepth) throw tooDeep();
  const { text } = cursor;
  let { at } = cursor;
  for (;;) {
    if (text.charCodeAt(at) !== lessThan) at = nextTag(cursor, at);
    let value: unknown;
    if (text.startsWith(item.open, at)) {
      value = readExpected(item, cursor, at + item.open.length);
    } else if (isEndTag(text, at)) {
      break;
    } else if (isMarkup(text, at)) {
      cursor.at = skipMarkup(cursor, at);
    } else {
      readStartTag(cursor, at);
      value = readContent(item, cursor);
    }
    if (value !== undefined) items.push(value);
    at = cursor.at;
  }
  cursor.at = readEndTag(cursor, at, close);
  cursor.depth--;
  return items;
}

function store(output: Output, child: Child, value: unknown): void {
  if (value === undefined) return;
  const { member } = child;
  if (child.collect === "one") {
    output[member] = value;
    return;
  }
  const collected = Object.hasOwn(output, member) ? output[member] : undefined;
  if (child.collect === "list") {
    if (collected === undefined) output[member] = [value];
    else (collected as unknown[]).push(value);
    return;
  }
  if (collected === undefined) output[member] = {};
  setEntry(output[member] as Output, value as Entry);
}

function setEntry(map: Output, { key, value }: Entry): void {
  if (key === undefined) throw new TypeError("a map's entry has no key");
  if (value !== undefined) setOwn(map, key, value);
}

function namedChild(
  tag: string,
  member: string,
  collect: Child["collect"],
  scalar: ScalarReader | undefined,
  nested: ContentReader | undefined,
): Child {
  return { open: `<${tag}>`, close: `</${tag}>`, tag, member, scalar, nested, collect, following: undefined };
}

/** Where two members share a tag (S3's deprecated `Event` and `Events`), the one that holds all of them has it. */
function childrenByTag(children: readonly Child[]): ReadonlyMap<string, Child> {
  const byTag = new Map<string, Child>();
  for (const child of children) {
    const tag = child.tag.slice(child.tag.indexOf(":") + 1);
    if (byTag.get(tag)?.collect !== "list") byTag.set(tag, child);
  }
  return byTag;
}
