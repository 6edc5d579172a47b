import { platform } from "#platform";
import type { ShapeType } from "../model/service.ts";
import { parseBigInteger, parseBoolean, parseFloatText, parseInteger } from "./numbers.ts";
import { parseTimestamp } from "./timestamps.ts";
import type { CodecOptions } from "./types.ts";
import { decodeEntities } from "./xmlText.ts";

/**
 * Reads a scalar from the piece of a text that is an element's whole content. An empty element is no number, boolean
 * or timestamp: `undefined`. Throws a `TypeError` where the content is of another type.
 */
export type ScalarReader = (text: string, start: number, end: number) => unknown;

/** The reader of a scalar type; `undefined` for structures, lists and maps. */
export function scalarReader(type: ShapeType, options: CodecOptions): ScalarReader | undefined {
  switch (type) {
    case "string":
      return decodeEntities;
    case "integer":
      return readInteger;
    case "long":
      return options.bigints ? present(parseBigInteger) : readInteger;
    case "float":
    case "double":
      return present(parseFloatText);
    case "boolean":
      return readBoolean;
    case "timestamp":
      return readTimestamp;
    case "blob":
      return readBlob;
    default:
      return undefined;
  }
}

const digitZero = 48;

/** Short runs of digits are read where they stand, without cutting them out of the document. */
function readInteger(text: string, start: number, end: number): number | undefined {
  if (end - start > 15) return parsed(text, start, end, parseInteger);
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - digitZero;
    if (digit < 0 || digit > 9) return parsed(text, start, end, parseInteger);
    value = value * 10 + digit;
  }
  return end > start ? value : undefined;
}

function readBoolean(text: string, start: number, end: number): boolean | undefined {
  if (end - start === 4 && text.startsWith("true", start)) return true;
  if (end - start === 5 && text.startsWith("false", start)) return false;
  return parsed(text, start, end, parseBoolean);
}

/** `2024-02-29T23:59:59Z` and `2024-02-29T23:59:59.123Z`, which nearly all services send, are read digit by digit. */
function readTimestamp(text: string, start: number, end: number): Date | undefined {
  const time = readUtc(text, start, end);
  return Number.isNaN(time) ? parsed(text, start, end, parseTimestamp) : new Date(time);
}

function readUtc(text: string, start: number, end: number): number {
  const length = end - start;
  if (length !== 20 && length !== 24) return Number.NaN;
  const year = twoDigits(text, start) * 100 + twoDigits(text, start + 2);
  const month = twoDigits(text, start + 5);
  const day = twoDigits(text, start + 8);
  const hour = twoDigits(text, start + 11);
  const minute = twoDigits(text, start + 14);
  const second = twoDigits(text, start + 17);
  const fits =
    text[start + 4] === "-" &&
    text[start + 7] === "-" &&
    text[start + 10] === "T" &&
    text[start + 13] === ":" &&
    text[start + 16] === ":" &&
    text[end - 1] === "Z" &&
    // What is right in every month; the rest is for the thorough reader.
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 28 + (month === 2 ? 0 : 2) &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 59;
  if (!fits || year < 100) return Number.NaN;
  let millisecond = 0;
  if (length === 24) {
    const lastDigit = text.charCodeAt(start + 22) - digitZero;
    if (text[start + 19] !== "." || !(lastDigit >= 0 && lastDigit <= 9)) return Number.NaN;
    millisecond = twoDigits(text, start + 20) * 10 + lastDigit;
  }
  return Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
}

/** NaN where there are no two digits; every comparison with it fails. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - digitZero;
  const units = text.charCodeAt(at + 1) - digitZero;
  return tens >= 0 && tens <= 9 && units >= 0 && units <= 9 ? tens * 10 + units : Number.NaN;
}

function readBlob(text: string, start: number, end: number): Uint8Array {
  const base64 = decodeEntities(text, start, end);
  // Some services break the lines of what they encode.
  return platform.base64Decode(/\s/.test(base64) ? base64.replace(/\s+/g, "") : base64);
}

function present<T>(parse: (text: string) => T): ScalarReader {
  return (text, start, end) => parsed(text, start, end, parse);
}

function parsed<T>(text: string, start: number, end: number, parse: (text: string) => T): T | undefined {
  const content = decodeEntities(text, start, end);
  return content.trim() === "" ? undefined : parse(content);
}
