import { SerializationError } from "../errors/index.ts";
import type { TimestampFormat } from "./traits.ts";

/** What an input may give for a timestamp: a `Date`, epoch seconds, or text in any format that `parseTimestamp` reads. */
export type TimestampInput = Date | number | bigint | string;

/**
 * Writes a timestamp. Fractions of a second are kept to the millisecond, except in `rfc822`, which has none. Throws a
 * `SerializationError` for what is no timestamp, and for a year that the format has no digits for.
 *
 * @example
 * formatTimestamp(new Date(1_500), "iso8601"); // "1970-01-01T00:00:01.500Z"
 */
export function formatTimestamp(value: TimestampInput, format: TimestampFormat): string {
  if (format === "unixTimestamp") return String(epochSeconds(value));
  const date = toDate(value);
  const year = date.getUTCFullYear();
  if (year < 0 || year > 9999) throw new SerializationError(`The year ${year} has no form in ${format}.`);
  if (format === "rfc822") return date.toUTCString();
  const text = date.toISOString();
  return text.endsWith(".000Z") ? `${text.slice(0, -5)}Z` : text;
}

/** Seconds since 1970, with milliseconds as the fraction. */
export function epochSeconds(value: TimestampInput): number {
  return toDate(value).getTime() / 1000;
}

/** The `Date` that an input means. Throws a `SerializationError` where it means none. */
export function toDate(value: TimestampInput): Date {
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new SerializationError("An invalid Date is no timestamp.");
    return value;
  }
  try {
    return parseTimestamp(typeof value === "bigint" ? Number(value) : value);
  } catch (error) {
    throw new SerializationError(`A timestamp of the input: ${(error as Error).message}.`, { cause: error });
  }
}

/**
 * Reads a timestamp as leniently as botocore's `parse_timestamp`, whatever format the model says: epoch seconds as a
 * number or as text, ISO 8601 (with or without fraction and offset), and the three forms of an HTTP date (RFC 9110,
 * section 5.6.7), also with a fraction. A time without a zone is UTC. Throws a `TypeError` for anything else.
 */
export function parseTimestamp(value: unknown): Date {
  if (typeof value === "number") return fromEpoch(value, value);
  if (typeof value !== "string") throw notATimestamp(value);
  const text = value.trim();
  if (epoch.test(text)) return fromEpoch(Number(text), value);
  const date = parseIso8601(text) ?? parseHttpDate(text) ?? parseAsctime(text);
  if (!date) throw notATimestamp(value);
  return date;
}

const epoch = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const iso8601 =
  /^([+-]\d{6}|\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,30}))?)? ?([Zz]|[+-]\d\d(?::?\d\d)?)?)?$/;
const httpDate =
  /^(?:[A-Za-z]{3,9}, ?)?(\d{1,2})[ -]([A-Za-z]{3})[ -](\d{4}|\d\d) (\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,30}))?)?(?: ?(GMT|UTC|UT|Z|[+-]\d{4}))?$/;
const asctime = /^[A-Za-z]{3} ([A-Za-z]{3}) +(\d{1,2}) (\d\d):(\d\d):(\d\d) (\d{4})$/;
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

function parseIso8601(text: string): Date | undefined {
  const match = iso8601.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  return fromParts(Number(year), Number(month) - 1, Number(day), hour, minute, second, fraction, zone);
}

function parseHttpDate(text: string): Date | undefined {
  const match = httpDate.exec(text);
  if (!match) return undefined;
  const [, day, month, year, hour, minute, second, fraction, zone] = match;
  return fromParts(fullYear(year!), monthOf(month!), Number(day), hour, minute, second, fraction, zone);
}

function parseAsctime(text: string): Date | undefined {
  const match = asctime.exec(text);
  if (!match) return undefined;
  const [, month, day, hour, minute, second, year] = match;
  return fromParts(Number(year), monthOf(month!), Number(day), hour, minute, second);
}

function fromParts(
  year: number,
  month: number,
  day: number,
  hour = "0",
  minute = "0",
  second = "0",
  fraction = "0",
  zone = "Z",
): Date | undefined {
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second)];
  // 60 is a leap second; Date counts it as the next minute's first.
  if (month < 0 || hours > 24 || minutes > 59 || seconds > 60) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  if (date.getUTCMonth() !== month || date.getUTCDate() !== day) return undefined;
  date.setUTCHours(hours, minutes, seconds, Number(fraction.slice(0, 3).padEnd(3, "0")));
  const shifted = new Date(date.getTime() - offsetMinutes(zone) * 60_000);
  return Number.isNaN(shifted.getTime()) ? undefined : shifted;
}

function offsetMinutes(zone: string): number {
  if (zone[0] !== "+" && zone[0] !== "-") return 0;
  const digits = zone.slice(1).replace(":", "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || "0");
  return zone[0] === "-" ? -minutes : minutes;
}

function monthOf(name: string): number {
  return months.indexOf(name.toLowerCase());
}

/** A year of two digits (RFC 850) that would lie more than 50 years ahead is in the past (RFC 9110). */
function fullYear(text: string): number {
  if (text.length === 4) return Number(text);
  const now = new Date().getUTCFullYear();
  const year = now - (now % 100) + Number(text);
  return year > now + 50 ? year - 100 : year;
}

function fromEpoch(seconds: number, source: unknown): Date {
  const nearest = Math.round(seconds * 1000);
  // What is finer than a millisecond is cut off.
  const beyond = Math.abs(nearest / 1000) > Math.abs(seconds) ? Math.sign(seconds) : 0;
  const date = new Date(nearest - beyond);
  if (Number.isNaN(date.getTime())) throw notATimestamp(source);
  return date;
}

function notATimestamp(value: unknown): TypeError {
  const shown = typeof value === "string" ? JSON.stringify(value.slice(0, 60)) : `a ${typeof value}`;
  return new TypeError(`expected a timestamp, found ${shown}`);
}
