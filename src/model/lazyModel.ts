import type { ServiceModel } from "./types.ts";

/**
 * A service's model of which only those sections are parsed that are read: a client that is made needs the metadata and
 * the operations' names, and nothing of the shapes, which are most of the text. The sections are found by the layout
 * that `npm run models:update` writes; a text in another layout is parsed at once.
 *
 * @example
 * lazyModel(text).metadata.serviceId; // "S3"
 */
export function lazyModel(text: string): ServiceModel {
  const sections = sectionsOf(text, 0);
  if (!sections) return JSON.parse(text) as ServiceModel;
  return lazyObject(text, sections) as unknown as ServiceModel;
}

interface Section {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

function lazyObject(text: string, sections: readonly Section[]): object {
  const object = {};
  for (const { name, start, end } of sections) {
    Object.defineProperty(object, name, {
      enumerable: true,
      configurable: true,
      get() {
        const value = parse(name, text.slice(start, end));
        Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
        return value;
      },
    });
  }
  return object;
}

/** A rule set has sections of its own: its parameters are needed long before its rules. */
function parse(name: string, text: string): unknown {
  const sections = name === "endpointRules" ? sectionsOf(text, 0) : undefined;
  return sections ? lazyObject(text, sections) : JSON.parse(text);
}

/**
 * Where the values of an object are: each name is at the start of a line, and its value ends with the line or, where it
 * is one of several lines, with a bracket that is alone on its line. `undefined` where it is not so.
 */
function sectionsOf(text: string, from: number): Section[] | undefined {
  if (!text.startsWith("{\n", from)) return undefined;
  const sections: Section[] = [];
  for (let at = from + 2; ; ) {
    const colon = text.indexOf('":', at);
    if (text[at] !== '"' || colon < 0) return undefined;
    const end = endOfValue(text, colon + 2);
    if (end === undefined) return undefined;
    sections.push({ name: text.slice(at + 1, colon), start: colon + 2, end });
    if (text.startsWith("\n}", end)) return sections;
    at = end + 2;
  }
}

function endOfValue(text: string, start: number): number | undefined {
  if (text.startsWith("[\n", start)) return endOfList(text, start);
  if (!text.startsWith("{\n", start)) return endOfLine(text, start);
  // A rule set holds a record itself.
  if (text.startsWith('"parameters":', start + 2)) return after(text, "\n]\n}", start, 4);
  return after(text, "\n}", start, 2);
}

function endOfLine(text: string, start: number): number | undefined {
  const newline = text.indexOf("\n", start);
  if (newline < 0) return undefined;
  return text[newline - 1] === "," ? newline - 1 : newline;
}

/** What stands behind a list is another name, or nothing; a list within it ends with several brackets. */
function endOfList(text: string, start: number): number | undefined {
  return after(text, '\n],\n"', start, 2) ?? after(text, "\n]\n", start, 2);
}

function after(text: string, mark: string, start: number, length: number): number | undefined {
  const found = text.indexOf(mark, start);
  return found < 0 ? undefined : found + length;
}
