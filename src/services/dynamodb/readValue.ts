import { ResponseParseError } from "../../errors/index.ts";
import { canonicalNumber, Decimal, decimalParts } from "./decimal.ts";
import type { DateForm, ValueOptions } from "./valueOptions.ts";
import type { WireItem } from "./writeValue.ts";

/** Makes of a number's text what the reader wants. */
type ReadNumber = (text: string) => unknown;

/** A value as the API has it, of which one member is there. */
type Wire = Readonly<Record<string, unknown>>;

const numberReaders = new WeakMap<ValueOptions, ReadNumber>();

/** What the policy of a table makes of its numbers. */
export function numberReader(options: ValueOptions): ReadNumber {
  const { numbers } = options;
  if (numbers === undefined) return readExactly;
  const known = numberReaders.get(options);
  if (known) return known;
  const made = typeof numbers === "function" ? numbers : numbers === "string" ? String : newDecimal;
  numberReaders.set(options, made);
  return made;
}

function newDecimal(text: string): Decimal {
  return new Decimal(text);
}

/** A `number` where it has every digit, else a `bigint` or a `Decimal`. */
export function readExactly(text: string): number | bigint | Decimal {
  const number = +text;
  // A number of 15 digits or less is the number that its text says.
  if (text.length < 16 && Math.abs(number) <= Number.MAX_SAFE_INTEGER && text.length > 0) return number;
  if (Number.isSafeInteger(number) && /^-?\d+$/.test(text)) return number;
  const parts = decimalParts(text);
  if (!parts) throw new ResponseParseError(`DynamoDB answered with ${JSON.stringify(text)} as a number.`);
  const exact = canonicalNumber(parts);
  if (parts.exponent < parts.digits.length - 1) {
    return canonicalNumber(decimalParts(String(number))!) === exact ? number : new Decimal(text);
  }
  return Number.isSafeInteger(number) ? number : new Decimal(text).toBigInt();
}

/**
 * The native value of one that the API gave. Maps and lists are changed in place: they are the parsed answer's own, and
 * nobody else's. boto3: `TypeDeserializer`.
 */
export function readValue(wire: Wire, readNumber: ReadNumber): unknown {
  for (const type in wire) {
    const value = wire[type];
    switch (type) {
      case "S":
      case "BOOL":
      case "B":
        return value;
      case "N":
        return readNumber(value as string);
      case "M":
        return readMap(value as Record<string, unknown>, readNumber);
      case "L":
        return readList(value as unknown[], readNumber);
      case "NULL":
        return null;
      case "SS":
      case "BS":
        return new Set(value as unknown[]);
      case "NS":
        return new Set((value as string[]).map(readNumber));
    }
  }
  throw new ResponseParseError(
    `DynamoDB answered with a value of a type that is not known: ${Object.keys(wire).join(", ") || "none"}.`,
  );
}

export function readMap(values: Record<string, unknown>, readNumber: ReadNumber): Record<string, unknown> {
  for (const name in values) values[name] = readValue(values[name] as Wire, readNumber);
  return values;
}

function readList(items: unknown[], readNumber: ReadNumber): unknown[] {
  for (let index = 0; index < items.length; index++) items[index] = readValue(items[index] as Wire, readNumber);
  return items;
}

/** An item, changed in place. */
export function readItem(item: WireItem, options: ValueOptions): Record<string, unknown> {
  const read = readMap(item, numberReader(options));
  if (options.dateAttributes) readDates(read, options);
  return read;
}

/** Makes dates of the attributes that are to be such. */
export function readDates(item: Record<string, unknown>, { dates, dateAttributes = [] }: ValueOptions): void {
  for (const name of dateAttributes) {
    if (!Object.hasOwn(item, name) || item[name] === null) continue;
    item[name] = readDate(name, item[name], dates ?? "iso");
  }
}

function readDate(name: string, value: unknown, form: DateForm): Date {
  const text = String(value);
  const number = form === "seconds" ? Math.round(Number(text) * 1000) : Number(text);
  const date = new Date(form === "iso" ? text : number);
  if (!Number.isNaN(date.getTime())) return date;
  throw new ResponseParseError(
    `The attribute ${name} is ${JSON.stringify(text)}, which is no date in the form "${form}".`,
  );
}
