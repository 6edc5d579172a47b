import { ConfigError } from "../errors/index.ts";

/** A section of an INI file: values by key, keys in lower case. A value of several lines keeps them, joined by `\n`. */
export type Section = ReadonlyMap<string, string>;

export interface IniSection {
  /** What stands between the brackets, trimmed. */
  readonly header: string;
  readonly line: number;
  readonly values: ReadonlyMap<string, string>;
}

const keyForm = /^[A-Za-z0-9_\-/.%@:+]+$/;

/**
 * Reads the syntax of AWS's shared config and credentials files, section by section in the file's order. Throws a
 * `ConfigError` that names the file and the line. `file` is for messages.
 *
 * - A key's value may go on in the lines below it, where those are indented. A key without a value of its own that goes
 *   on has sub-keys there (`s3 =` and, below, `  addressing_style = path`): {@link subKeys} reads them.
 * - `#` and `;` begin a comment at a line's start, anywhere after a section's header, and after white space in a value.
 * - A key that is no name is left out, together with the lines that go on from it.
 *
 * Source: AWS SDKs and Tools Reference Guide, "Shared config and credentials files".
 */
export function parseIni(text: string, file: string): IniSection[] {
  const sections: IniSection[] = [];
  let values: Map<string, string> | undefined;
  // The key that an indented line goes on from; `null` where that key is left out.
  let key: string | null | undefined;
  for (const [index, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#") || trimmed.startsWith(";")) continue;
    const fail = (message: string): never => {
      throw new ConfigError(`${file}, line ${index + 1}: ${message}`);
    };
    if (line.startsWith("[")) {
      values = new Map();
      sections.push({
        header: sectionHeader(line) ?? fail("a section's header must end with ']'."),
        line: index + 1,
        values,
      });
      key = undefined;
      continue;
    }
    if (!values) {
      fail("a section such as [default] is expected before the first key.");
    } else if (/^\s/.test(line)) {
      if (key === undefined) fail("an indented line goes on from a key, and there is none above it in this section.");
      else if (key !== null) values.set(key, continued(values.get(key)!, trimmed, fail));
    } else {
      const equals = line.indexOf("=");
      if (equals < 0) fail("a key and its value are separated by '=', and there is none.");
      const name = line.slice(0, equals).trim();
      if (name === "") fail("there is no key before '='.");
      key = keyForm.test(name) ? name.toLowerCase() : null;
      if (key !== null) values.set(key, withoutComment(line.slice(equals + 1)));
    }
  }
  return sections;
}

/** The sub-keys of a value that {@link parseIni} read, in lower case; empty where the value has none. */
export function subKeys(value: string | undefined): Section {
  const found = new Map<string, string>();
  if (!value?.startsWith("\n")) return found;
  for (const line of value.slice(1).split("\n")) {
    const equals = line.indexOf("=");
    found.set(line.slice(0, equals).trim().toLowerCase(), withoutComment(line.slice(equals + 1)));
  }
  return found;
}

function sectionHeader(line: string): string | undefined {
  const text = line.replace(/[#;].*$/, "").trim();
  return text.endsWith("]") ? text.slice(1, -1).trim() : undefined;
}

function continued(value: string, line: string, fail: (message: string) => never): string {
  const hasSubKeys = value === "" || value.startsWith("\n");
  if (hasSubKeys) {
    const equals = line.indexOf("=");
    if (equals < 0) fail("a sub-key and its value are separated by '=', and there is none.");
    if (line.slice(0, equals).trim() === "") fail("there is no sub-key before '='.");
  }
  return `${value}\n${line}`;
}

function withoutComment(value: string): string {
  return value.replace(/\s[#;].*$/, "").trim();
}
