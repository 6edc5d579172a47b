import { platform } from "#platform";
import type { Member } from "../model/service.ts";
import { parseBigInteger, parseBoolean, parseFloatText, parseInteger } from "./numbers.ts";
import { expected, ShapeReaders, type ValueReader } from "./shapeReader.ts";
import { parseTimestamp } from "./timestamps.ts";
import { wireName } from "./traits.ts";
import type { CodecOptions } from "./types.ts";
import { decodeUtf8 } from "./utf8.ts";

/** The readers of values that `parseJson` gave. */
export function jsonReaders(options: CodecOptions): ShapeReaders {
  const scalar = (member: Member) => scalarReader(member, options);
  if (!options.bigints) return new ShapeReaders({ scalar, document: (value) => value, wireName });
  return new ShapeReaders({ scalar: (member) => unmarked(member, scalar(member)), document: roundMarked, wireName });
}

/** Parses a body of JSON. With `bigints`, integers too long for a number come as marked text, for readers to take. */
export function parseJson(body: Uint8Array, options: CodecOptions): unknown {
  const text = decodeUtf8(body);
  return JSON.parse(options.bigints && longDigits.test(text) ? quoteLongIntegers(text) : text);
}

/** Stands before the digits of an integer that was no text on the wire. No service begins a text so. */
const longMark = "\u0000";
const longDigits = /\d{16}/;
const integerBefore = /^-?\d{16,}(?![\d.eE])/;

/** `JSON.parse` would round an integer beyond 2^53; as text it keeps every digit. */
function quoteLongIntegers(text: string): string {
  let result = "";
  let copied = 0;
  let index = 0;
  while (index < text.length) {
    const character = text.charCodeAt(index);
    if (character === 0x22) {
      index = endOfString(text, index);
      continue;
    }
    const isNumber = character === 0x2d || (character >= 0x30 && character <= 0x39);
    if (!isNumber) {
      index++;
      continue;
    }
    const end = endOfNumber(text, index);
    const number = text.slice(index, end);
    if (integerBefore.test(number)) {
      result += `${text.slice(copied, index)}"\\u0000${number}"`;
      copied = end;
    }
    index = end;
  }
  return result + text.slice(copied);
}

/** Hands a long integer's digits to a long or a text, and the number that they make to all else. */
function unmarked({ shape }: Member, read: ValueReader): ValueReader {
  const takesDigits = shape.type === "long" || shape.type === "string";
  return (value, depth) => {
    if (!isMarked(value)) return read(value, depth);
    const digits = value.slice(longMark.length);
    return read(takesDigits ? digits : Number(digits), depth);
  };
}

/** A document has numbers only: what is too long for one is rounded, as without `bigints`. */
function roundMarked(value: unknown): unknown {
  return isMarked(value) ? Number(value.slice(longMark.length)) : value;
}

function isMarked(value: unknown): value is string {
  return typeof value === "string" && value.startsWith(longMark);
}

function endOfString(text: string, start: number): number {
  let end = start + 1;
  for (;;) {
    const quote = text.indexOf('"', end);
    if (quote < 0) return text.length;
    let backslashes = 0;
    while (text.charCodeAt(quote - 1 - backslashes) === 0x5c) backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
    end = quote + 1;
  }
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && "0123456789+-.eE".includes(text[end]!)) end++;
  return end;
}

function scalarReader(member: Member, options: CodecOptions): ValueReader {
  const { name } = member;
  switch (member.shape.type) {
    case "integer":
      return numberReader(name, "an integer", parseInteger);
    case "long":
      return options.bigints ? longReader(name) : numberReader(name, "an integer", parseInteger);
    case "float":
    case "double":
      return numberReader(name, "a number", parseFloatText);
    case "boolean":
      return (value) => {
        if (typeof value === "boolean") return value;
        if (typeof value === "string") return parseBoolean(value);
        throw expected(`true or false as ${name}`, value);
      };
    case "timestamp":
      return parseTimestamp;
    case "blob":
      return (value) => {
        if (typeof value !== "string") throw expected(`base64 as ${name}`, value);
        return platform.base64Decode(value);
      };
    default:
      return (value) => {
        if (typeof value === "string") return value;
        if (typeof value === "number" || typeof value === "boolean") return String(value);
        throw expected(`text as ${name}`, value);
      };
  }
}

function numberReader(name: string, what: string, parse: (text: string) => number): ValueReader {
  return (value) => {
    if (typeof value === "number") return value;
    if (typeof value === "string") return parse(value);
    throw expected(`${what} as ${name}`, value);
  };
}

function longReader(name: string): ValueReader {
  return (value) => {
    if (typeof value === "string") return parseBigInteger(value);
    if (typeof value === "number" && Number.isInteger(value)) return BigInt(value);
    throw expected(`an integer as ${name}`, value);
  };
}
