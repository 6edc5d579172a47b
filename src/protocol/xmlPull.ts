import { maxDepth, tooDeep } from "./parseFailure.ts";
import { setOwn } from "./setOwn.ts";
import {
  closeTag,
  isEndTag,
  isMarkup,
  localName,
  nextTag,
  readAttribute,
  readEndTag,
  readStartTag,
  readText,
  skipElement,
  skipMarkup,
  type XmlCursor,
} from "./xmlCursor.ts";
import type { ScalarReader } from "./xmlScalars.ts";
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
export interface Child {
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

/** How a structure's members stand in XML. */
export interface StructurePlan {
  /** By the element's name without prefix. */
  readonly children: ReadonlyMap<string, Child>;
  readonly attributes: readonly { readonly name: string; readonly member: string }[];
  /** The members that are empty where the answer lacks them. */
  readonly collections: readonly { readonly name: string; readonly type: "list" | "map" }[];
  /** The child that came first the last time. */
  first: Child | undefined;
}

/** One entry of a map. */
export interface Entry {
  readonly key?: string;
  readonly value?: unknown;
}

const lessThan = 60;

/** Reads a structure's attributes and children, up to and with its end tag. */
export function readMembers(plan: StructurePlan, cursor: XmlCursor, close: string, output: Output): void {
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
export function readContent(child: Child, cursor: XmlCursor): unknown {
  if (child.nested !== undefined) return child.nested(cursor, closeTag(cursor));
  return readUnusualScalar(child.scalar!, cursor);
}

/** A scalar with comments, CDATA or elements between its start and end. */
function readUnusualScalar(scalar: ScalarReader, cursor: XmlCursor): unknown {
  const text = escapeText(readText(cursor));
  return scalar(text, 0, text.length);
}

/** Reads every child as an item, whatever its name: services do not agree on one. */
export function readItems(item: Child, cursor: XmlCursor, close: string): unknown[] {
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

/** Puts a child's value where it belongs; `undefined` is none. */
export function store(output: Output, child: Child, value: unknown): void {
  if (value === undefined) return;
  const { member } = child;
  if (child.collect === "one") {
    output[member] = value;
    return;
  }
  if (child.collect === "list") {
    const list = output[member];
    if (Array.isArray(list)) list.push(value);
    else output[member] = [value];
    return;
  }
  if (!Object.hasOwn(output, member)) output[member] = {};
  setEntry(output[member] as Output, value as Entry);
}

/** Puts an entry into a map. One without a value is none; one without a key cannot be kept. */
export function setEntry(map: Output, { key, value }: Entry): void {
  if (key === undefined) throw new TypeError("a map's entry has no key");
  if (value !== undefined) setOwn(map, key, value);
}

export function namedChild(
  tag: string,
  member: string,
  collect: Child["collect"],
  scalar: ScalarReader | undefined,
  nested: ContentReader | undefined,
): Child {
  return { open: `<${tag}>`, close: `</${tag}>`, tag, member, scalar, nested, collect, following: undefined };
}

/** Where two members share a tag (S3's deprecated `Event` and `Events`), the one that holds all of them has it. */
export function childrenByTag(children: readonly Child[]): ReadonlyMap<string, Child> {
  const byTag = new Map<string, Child>();
  for (const child of children) {
    const tag = child.tag.slice(child.tag.indexOf(":") + 1);
    if (byTag.get(tag)?.collect !== "list") byTag.set(tag, child);
  }
  return byTag;
}
