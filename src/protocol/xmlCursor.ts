import { maxDepth, tooDeep } from "./parseFailure.ts";
import { decodeEntities, malformed } from "./xmlText.ts";

/**
 * A place in an XML document and what the last start tag said. The functions of this module move it over tags, text
 * and markup of no interest; they check what they pass and throw a `TypeError` where it is no XML.
 *
 * XML 1.0 without document type declarations (https://www.w3.org/TR/xml/). Namespaces are not resolved: names are
 * compared without their prefixes.
 */
export interface XmlCursor {
  readonly text: string;
  at: number;
  /** How many elements with content of their own are open; bounded, so that no answer exhausts the stack. */
  depth: number;
  /** Of the last start tag: its name with its prefix. */
  name: string;
  /** Of the last start tag: whether it is an element without content, `<a/>`. */
  empty: boolean;
  /** Of the last start tag: where its attributes stand; the same place twice where there are none. */
  attributesStart: number;
  attributesEnd: number;
}

const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const exclamationMark = 33;
const quotationMark = 34;
const apostrophe = 39;
const slash = 47;
const colon = 58;
const lessThan = 60;
const greaterThan = 62;
const questionMark = 63;

/** A cursor at the document's start. Line ends become line feeds, as XML has it. */
export function openXml(document: string): XmlCursor {
  const text = document.includes("\r") ? document.replace(/\r\n?/g, "\n") : document;
  return { text, at: 0, depth: 0, name: "", empty: false, attributesStart: 0, attributesEnd: 0 };
}

/** Moves past declaration and comments to the document's one element and reads its start tag. */
export function readRoot(cursor: XmlCursor): void {
  const { text } = cursor;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (;;) {
    at = skipSpace(text, at);
    if (text.charCodeAt(at) !== lessThan) {
      throw malformed(
        cursor.text,
        at,
        at < text.length ? "text stands outside of the root element" : "there is no element",
      );
    }
    if (!isMarkup(text, at)) break;
    at = skipMarkup(cursor, at);
  }
  readStartTag(cursor, at);
}

/** Checks that nothing but comments follows the root element. */
export function readEnd(cursor: XmlCursor): void {
  const { text } = cursor;
  let { at } = cursor;
  for (;;) {
    at = skipSpace(text, at);
    if (at >= text.length) return;
    if (text.charCodeAt(at) !== lessThan || !isMarkup(text, at)) {
      throw malformed(cursor.text, at, "something follows the root element");
    }
    at = skipMarkup(cursor, at);
  }
}

/** Finds the next `<`. */
export function nextTag(cursor: XmlCursor, at: number): number {
  const found = cursor.text.indexOf("<", at);
  if (found < 0) throw malformed(cursor.text, cursor.text.length, "it ends within an element");
  return found;
}

/** Reads the start tag at a `<` and moves behind it. */
export function readStartTag(cursor: XmlCursor, at: number): void {
  const { text } = cursor;
  const first = text.charCodeAt(at + 1);
  let end = at + 1;
  while (isNameCharacter(text.charCodeAt(end))) end++;
  if (end === at + 1 || first <= colon) throw malformed(cursor.text, at, "a tag has no proper name");
  cursor.name = text.slice(at + 1, end);
  cursor.attributesStart = end;
  if (text.charCodeAt(end) === greaterThan) {
    cursor.attributesEnd = end;
    cursor.empty = false;
    cursor.at = end + 1;
    return;
  }
  const close = tagEnd(cursor, end);
  cursor.empty = text.charCodeAt(close - 1) === slash;
  cursor.attributesEnd = cursor.empty ? close - 1 : close;
  if (cursor.attributesEnd > end && !isSpace(text.charCodeAt(end)))
    throw malformed(cursor.text, end, "a tag is malformed");
  cursor.at = close + 1;
}

/** The name of the last start tag without its prefix. */
export function localName(cursor: XmlCursor): string {
  const { name } = cursor;
  return name.slice(name.indexOf(":") + 1);
}

/** The value of an attribute of the last start tag. A prefix is asked for, but which one does not matter. */
export function readAttribute(cursor: XmlCursor, wanted: string): string | undefined {
  const { text, attributesEnd } = cursor;
  const prefixed = wanted.includes(":");
  const local = wanted.slice(wanted.indexOf(":") + 1);
  let at = skipSpace(text, cursor.attributesStart);
  while (at < attributesEnd) {
    const equals = text.indexOf("=", at);
    const start = equals < 0 ? attributesEnd : skipSpace(text, equals + 1);
    const quote = text.charAt(start);
    const end = quote === '"' || quote === "'" ? text.indexOf(quote, start + 1) : -1;
    if (start >= attributesEnd || end < 0) throw malformed(cursor.text, at, "an attribute is malformed");
    const name = text.slice(at, equals).trimEnd();
    const afterPrefix = name.indexOf(":") + 1;
    if (name.slice(afterPrefix) === local && afterPrefix > 0 === prefixed && !name.startsWith("xmlns:")) {
      return decodeEntities(cursor.text, start + 1, end);
    }
    at = skipSpace(text, end + 1);
  }
  return undefined;
}

/** The end tag that belongs to the last start tag. */
export function closeTag(cursor: XmlCursor): string {
  return `</${cursor.name}>`;
}

/** Passes the end tag at a `</`, which must be the given one; gives the place behind it. */
export function readEndTag(cursor: XmlCursor, at: number, close: string): number {
  const { text } = cursor;
  if (text.startsWith(close, at)) return at + close.length;
  const name = close.slice(0, -1);
  const end = skipSpace(text, at + name.length);
  if (text.startsWith(name, at) && text.charCodeAt(end) === greaterThan) return end + 1;
  if (end >= text.length) throw malformed(cursor.text, text.length, "it ends within an element");
  throw malformed(cursor.text, at, `${close} is missing`);
}

/** Whether a comment, a CDATA section, a declaration or a processing instruction stands at a `<`. */
export function isMarkup(text: string, at: number): boolean {
  const code = text.charCodeAt(at + 1);
  return code === exclamationMark || code === questionMark;
}

/** Whether an end tag stands at a `<`. */
export function isEndTag(text: string, at: number): boolean {
  return text.charCodeAt(at + 1) === slash;
}

/** Passes what `isMarkup` found. Declarations are refused: no service sends one, and entities of one's own can explode. */
export function skipMarkup(cursor: XmlCursor, at: number): number {
  const { text } = cursor;
  if (text.charCodeAt(at + 1) === questionMark) return behind(cursor, "?>", at + 2);
  if (text.startsWith("<!--", at)) return behind(cursor, "-->", at + 4);
  if (text.startsWith("<![CDATA[", at)) return behind(cursor, "]]>", at + 9);
  throw malformed(cursor.text, at, "a document type declaration is not allowed");
}

/**
 * Goes through the children of an element whose start tag was read. `visit` gets a child's name without prefix; it
 * either reads the child to its end or gives `false`, and the child is passed over.
 */
export function visitChildren(cursor: XmlCursor, close: string, visit: (name: string) => boolean): void {
  if (cursor.empty) return;
  const { text } = cursor;
  if (++cursor.depth > maxDepth) throw tooDeep();
  for (;;) {
    const at = nextTag(cursor, cursor.at);
    if (isEndTag(text, at)) {
      cursor.at = readEndTag(cursor, at, close);
      cursor.depth--;
      return;
    }
    if (isMarkup(text, at)) {
      cursor.at = skipMarkup(cursor, at);
      continue;
    }
    readStartTag(cursor, at);
    if (!visit(localName(cursor))) skipElement(cursor);
  }
}

/** Passes the content and the end tag of an element whose start tag was read. */
export function skipElement(cursor: XmlCursor): void {
  if (cursor.empty) return;
  const { text } = cursor;
  const open = [closeTag(cursor)];
  while (open.length > 0) {
    const at = nextTag(cursor, cursor.at);
    if (isEndTag(text, at)) {
      cursor.at = readEndTag(cursor, at, open.pop()!);
    } else if (isMarkup(text, at)) {
      cursor.at = skipMarkup(cursor, at);
    } else {
      readStartTag(cursor, at);
      if (cursor.empty) continue;
      if (cursor.depth + open.length >= maxDepth) throw tooDeep();
      open.push(closeTag(cursor));
    }
  }
}

/** Reads the text of an element whose start tag was read, CDATA included, up to and with its end tag. */
export function readText(cursor: XmlCursor): string {
  if (cursor.empty) return "";
  const { text } = cursor;
  const close = closeTag(cursor);
  let value = "";
  // Elements within a text are no part of a model; what follows them is not the element's own text.
  let ended = false;
  for (;;) {
    const at = nextTag(cursor, cursor.at);
    if (!ended) value += decodeEntities(cursor.text, cursor.at, at);
    if (isEndTag(text, at)) {
      cursor.at = readEndTag(cursor, at, close);
      return value;
    }
    if (isMarkup(text, at)) {
      const end = skipMarkup(cursor, at);
      if (!ended && text.startsWith("<![CDATA[", at)) value += text.slice(at + 9, end - 3);
      cursor.at = end;
    } else {
      readStartTag(cursor, at);
      skipElement(cursor);
      ended = true;
    }
  }
}

function behind(cursor: XmlCursor, end: string, from: number): number {
  const found = cursor.text.indexOf(end, from);
  if (found < 0) throw malformed(cursor.text, from, `${end} is missing`);
  return found + end.length;
}

/** The `>` of a tag; one within an attribute's quotes does not count. */
function tagEnd(cursor: XmlCursor, from: number): number {
  const { text } = cursor;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === greaterThan) return at;
    if (code === lessThan) throw malformed(cursor.text, at, "a tag is not closed");
    if (code === quotationMark || code === apostrophe) {
      at = text.indexOf(text.charAt(at), at + 1);
      if (at < 0) break;
    }
  }
  throw malformed(cursor.text, text.length, "it ends within a tag");
}

function isNameCharacter(code: number): boolean {
  return code > greaterThan ? code !== questionMark : code > apostrophe + 5 && code <= colon && code !== slash;
}

function isSpace(code: number): boolean {
  return code === space || code === lineFeed || code === tab || code === carriageReturn;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at++;
  return at;
}
