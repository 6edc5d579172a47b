import { platform } from "#platform";
import { SerializationError } from "../errors/index.ts";
import { headerText } from "../headerText.ts";
import type { Member } from "../model/service.ts";
import { parseBigInteger, parseBoolean, parseFloatText, parseInteger } from "./numbers.ts";
import { formatTimestamp, parseTimestamp, type TimestampInput } from "./timestamps.ts";
import { type TimestampFormat, timestampFormatOf } from "./traits.ts";
import type { CodecOptions } from "./types.ts";

/** Writes one value as the text of a label, a query parameter or a header. */
export type TextWriter = (value: unknown) => string;
/** Reads a header's text. Throws a `TypeError`. */
export type TextReader = (text: string) => unknown;

/** The writer of a scalar; `implied` is the timestamp format of its place. */
export function scalarTextWriter(member: Member, implied: TimestampFormat): TextWriter {
  switch (member.shape.type) {
    case "timestamp": {
      const format = timestampFormatOf(member, implied);
      return (value) => formatTimestamp(value as TimestampInput, format);
    }
    case "blob":
      return (value) => platform.base64Encode(toBytes(value));
    default:
      return String;
  }
}

/** The writer of a header's value. */
export function headerWriter(member: Member): TextWriter {
  const { shape } = member;
  if (isJsonValue(member)) return (value) => platform.base64Encode(platform.utf8Encode(JSON.stringify(value)));
  if (shape.type !== "list") return scalarTextWriter(member, "rfc822");
  const write = shape.member.shape.type === "string" ? quoteListed : scalarTextWriter(shape.member, "rfc822");
  return (value) => {
    const items: string[] = [];
    for (const item of value as unknown[]) if (item !== undefined && item !== null) items.push(write(item));
    return items.join(", ");
  };
}

/** The reader of a header's value. */
export function headerReader(member: Member, options: CodecOptions): TextReader {
  const { shape } = member;
  if (isJsonValue(member)) return (text) => JSON.parse(platform.utf8Decode(platform.base64Decode(text)));
  switch (shape.type) {
    case "timestamp":
      return parseTimestamp;
    case "blob":
      return (text) => platform.base64Decode(text);
    case "boolean":
      return parseBoolean;
    case "integer":
      return parseInteger;
    case "long":
      return options.bigints ? parseBigInteger : parseInteger;
    case "float":
    case "double":
      return parseFloatText;
    case "list":
      return headerListReader(shape.member, options);
    default:
      return headerText;
  }
}

function headerListReader(item: Member, options: CodecOptions): TextReader {
  const read = headerReader(item, options);
  // An HTTP date has a comma of its own.
  const isHttpDate = item.shape.type === "timestamp" && timestampFormatOf(item, "rfc822") === "rfc822";
  return (text) => splitHeaderList(text, isHttpDate).map(read);
}

/**
 * Splits a header's list (RFC 9110, section 5.6.1): items divided by commas, those with commas or quotes in them quoted.
 *
 * @example
 * splitHeaderList('"b,c", a', false); // ["b,c", "a"]
 */
export function splitHeaderList(text: string, everySecondComma: boolean): string[] {
  if (text.trim() === "") return [];
  const items: string[] = [];
  let item = "";
  let quoted = false;
  let commas = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    if (quoted) {
      if (character === "\\" && index + 1 < text.length) item += text[++index];
      else if (character === '"') quoted = false;
      else item += character;
    } else if (character === '"' && item.trim() === "") {
      quoted = true;
      item = "";
    } else if (character === "," && (!everySecondComma || ++commas % 2 === 0)) {
      items.push(item.trim());
      item = "";
    } else item += character;
  }
  items.push(item.trim());
  return items;
}

function quoteListed(value: unknown): string {
  const text = String(value);
  return /[",]/.test(text) ? `"${text.replace(/["\\]/g, "\\$&")}"` : text;
}

function isJsonValue(member: Member): boolean {
  return member.traits.jsonvalue === true;
}

/** The bytes of what an input gave for a blob: text is taken as UTF-8. Throws a `SerializationError`. */
export function toBytes(value: unknown): Uint8Array {
  if (typeof value === "string") return platform.utf8Encode(value);
  if (value instanceof Uint8Array) return value;
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer || Object.prototype.toString.call(value) === "[object SharedArrayBuffer]") {
    return new Uint8Array(value as ArrayBuffer);
  }
  throw new SerializationError("A blob of the input: expected bytes (a Uint8Array, a Buffer, an ArrayBuffer) or text.");
}
