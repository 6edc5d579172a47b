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

const hyphen = 45;
const dot = 46;
const digitZero = 48;
const colon = 58;
const letterT = 84;
const letterZ = 90;

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
  const length = end - start;
  const isUsual =
    (length === 20 || (length === 24 && text.charCodeAt(start + 19) === dot)) &&
    text.charCodeAt(start + 4) === hyphen &&
    text.charCodeAt(start + 7) === hyphen &&
    text.charCodeAt(start + 10) === letterT &&
    text.charCodeAt(start + 13) === colon &&
    text.charCodeAt(start + 16) === colon &&
    text.charCodeAt(end - 1) === letterZ;
  if (!isUsual) return parsed(text, start, end, parseTimestamp);
  const year = twoDigits(text, start) * 100 + twoDigits(text, start + 2);
  const month = twoDigits(text, start + 5);
  const day = twoDigits(text, start + 8);
  const hour = twoDigits(text, start + 11);
  const minute = twoDigits(text, start + 14);
  const second = twoDigits(text, start + 17);
  const millisecond = length === 24 ? twoDigits(text, start + 20) * 10 + digit(text, start + 22) : 0;
  // What is right in every month; a 29th of February or a 31st is for the thorough reader.
  const isCommonDay = month >= 1 && month <= 12 && day >= 1 && day <= (month === 2 ? 28 : 30);
  const isTime = hour <= 23 && minute <= 59 && second <= 59 && millisecond <= 999;
  if (!isCommonDay || !isTime || year > 9999) return parsed(text, start, end, parseTimestamp);
  const seconds = (hour * 60 + minute) * 60 + second;
  return new Date((daysSince1970(year, month, day) * 86_400 + seconds) * 1000 + millisecond);
}

/**
 * Days of the Gregorian calendar, counted in years that begin in March, so that a leap day is a year's last.
 *
 * Source: https://howardhinnant.github.io/date_algorithms.html#days_from_civil.
 */
function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const marchMonth = month > 2 ? month - 3 : month + 9;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((153 * marchMonth + 2) / 5) + day - 719_469;
}

const noDigit = 1_000_000;

/** A number beyond every range where there is no digit. */
function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - digitZero;
  return value >= 0 && value <= 9 ? value : noDigit;
}

function twoDigits(text: string, at: number): number {
  return digit(text, at) * 10 + digit(text, at + 1);
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
