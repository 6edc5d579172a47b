/** Says what is wrong with a document, and where. */
export function malformed(text: string, at: number, problem: string): TypeError {
  return new TypeError(`it is no proper XML: ${problem}, at character ${Math.min(at, text.length)} of ${text.length}`);
}

/** The text from `start` to `end` with its references (`&amp;`, `&#x41;`) replaced. */
export function decodeEntities(text: string, start: number, end: number): string {
  const raw = text.slice(start, end);
  let ampersand = raw.indexOf("&");
  if (ampersand < 0) return detached(raw);
  let decoded = "";
  let from = 0;
  while (ampersand >= 0) {
    if (ampersand > from) decoded += raw.slice(from, ampersand);
    // Every ETag stands between two of these.
    if (raw.startsWith("&quot;", ampersand)) {
      decoded += '"';
      from = ampersand + 6;
    } else {
      const semicolon = raw.indexOf(";", ampersand);
      if (semicolon < 0) throw malformed(text, start + ampersand, "a & stands alone");
      const reference = raw.slice(ampersand + 1, semicolon);
      const character = namedEntities.get(reference) ?? numericReference(reference);
      if (character === undefined) {
        throw malformed(text, start + ampersand, `&${reference.slice(0, 20)}; is not defined`);
      }
      decoded += character;
      from = semicolon + 1;
    }
    ampersand = raw.indexOf("&", from);
  }
  return detached(from < raw.length ? decoded + raw.slice(from) : decoded);
}

/**
 * A copy of a piece of a document. V8 keeps the whole document in memory for as long as a piece of 13 characters or
 * more is held, so that one key would keep its page of a thousand; to join two strings and cut one off copies.
 */
function detached(piece: string): string {
  return piece.length < 13 ? piece : ` ${piece}`.slice(1);
}

const namedEntities: ReadonlyMap<string, string> = new Map([
  ["quot", '"'],
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["apos", "'"],
]);
const numeric = /^#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}))$/;

/** Control characters are let through, although XML 1.0 has none: S3's keys may contain them. */
function numericReference(reference: string): string | undefined {
  const match = numeric.exec(reference);
  if (!match) return undefined;
  const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : undefined;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be escaped.
const unsafeInText = /[&<>\u0000-\u0008\u000a-\u001f\u0085\u2028]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be escaped.
const unsafeInTextAll = /[&<>\u0000-\u0008\u000a-\u001f\u0085\u2028]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be escaped.
const unsafeInAttribute = /[&<>"\u0000-\u001f\u0085\u2028]/g;

/**
 * Escapes an element's text. Line ends are escaped as well, for a reader would turn `\r` into `\n`, and a key may hold
 * either.
 */
export function escapeText(text: string): string {
  return unsafeInText.test(text) ? text.replace(unsafeInTextAll, escapeCharacter) : text;
}

/** Escapes an attribute's value for double quotes. */
export function escapeAttribute(text: string): string {
  return text.replace(unsafeInAttribute, escapeCharacter);
}

function escapeCharacter(character: string): string {
  switch (character) {
    case "&":
      return "&amp;";
    case "<":
      return "&lt;";
    case ">":
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;
  }
}
