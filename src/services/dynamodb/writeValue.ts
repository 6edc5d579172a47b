import { setOwn } from "../../protocol/setOwn.ts";
import { BadValue, locate } from "./badValue.ts";
import { canonicalNumber, Decimal, decimalParts, whyNoNumber } from "./decimal.ts";
import { isExpression } from "./expressions/expression.ts";
import type { DateForm, ValueOptions } from "./valueOptions.ts";

/** A value as the API has it: one member, which names the type. */
export interface WireValue {
  S?: string;
  N?: string;
  B?: Uint8Array;
  SS?: string[];
  NS?: string[];
  BS?: Uint8Array[];
  M?: WireItem;
  L?: WireValue[];
  NULL?: boolean;
  BOOL?: boolean;
}

export type WireItem = { [name: string]: WireValue };

/** DynamoDB takes 32 levels; what nests deeper than this most likely holds itself. */
const MAX_DEPTH = 128;

/** A native value as DynamoDB has it. Throws `BadValue` for what it cannot keep as it is. boto3: `TypeSerializer`. */
export function writeValue(value: unknown, options: ValueOptions, depth = 0): WireValue {
  switch (typeof value) {
    case "string":
      return { S: value };
    case "number":
      return { N: writeNumber(value) };
    case "boolean":
      return { BOOL: value };
    case "bigint":
      return { N: checked(String(value)) };
    case "object":
      return value === null ? { NULL: true } : writeObject(value, options, depth);
    default:
      throw new BadValue(`DynamoDB has no type for ${value === undefined ? "undefined" : `a ${typeof value}`}`);
  }
}

/** An item, a key or a map: members that are undefined are left out. */
export function writeItem(item: object, options: ValueOptions, depth = 0): WireItem {
  if (depth > MAX_DEPTH) throw new BadValue("nests too deeply, or holds itself");
  const written: WireItem = {};
  const entries = item instanceof Map ? item : undefined;
  for (const name of entries ? entries.keys() : Object.keys(item)) {
    if (typeof name !== "string") throw new BadValue(`a map's names are text, not ${typeof name}`);
    const value: unknown = entries ? entries.get(name) : (item as Record<string, unknown>)[name];
    if (value === undefined) continue;
    try {
      const each = writeValue(value, options, depth + 1);
      setOwn(written, name, each);
    } catch (error) {
      throw locate(error, name);
    }
  }
  return written;
}

function writeObject(value: object, options: ValueOptions, depth: number): WireValue {
  if (Array.isArray(value)) return { L: writeList(value, options, depth) };
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return { M: writeItem(value, options, depth) };
  if (value instanceof Set) return writeSet(value);
  if (ArrayBuffer.isView(value)) return { B: new Uint8Array(value.buffer, value.byteOffset, value.byteLength) };
  if (value instanceof ArrayBuffer) return { B: new Uint8Array(value) };
  if (value instanceof Decimal) return { N: checked(String(value)) };
  if (value instanceof Date) return writeDate(value, options.dates);
  if (value instanceof Map) return { M: writeItem(value, options, depth) };
  if (isExpression(value)) throw new BadValue("is an expression: what becomes of an attribute is said by `update()`");
  // Instances of the user's own classes are what they hold; those of the platform's (Error, RegExp, Promise, URL) hold
  // what cannot be seen.
  if (Object.prototype.toString.call(value) === "[object Object]") return { M: writeItem(value, options, depth) };
  throw new BadValue(`DynamoDB has no type for a ${value.constructor?.name ?? "value like this"}`);
}

function writeList(items: readonly unknown[], options: ValueOptions, depth: number): WireValue[] {
  if (depth > MAX_DEPTH) throw new BadValue("nests too deeply, or holds itself");
  const written: WireValue[] = new Array(items.length);
  for (let index = 0; index < items.length; index++) {
    try {
      written[index] = writeValue(items[index], options, depth + 1);
    } catch (error) {
      throw locate(error, index);
    }
  }
  return written;
}

function writeNumber(value: number): string {
  // So much is in range, and has at most 17 digits.
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value);
  if (!Number.isFinite(value)) throw new BadValue(`DynamoDB has no ${value}`);
  return checked(String(value));
}

/** A number's text, unless DynamoDB would round or refuse it. */
function checked(text: string): string {
  const parts = decimalParts(text)!;
  const why = whyNoNumber(parts);
  if (why !== undefined) throw new BadValue(`${text} ${why}`);
  return text;
}

function writeDate(date: Date, form: DateForm | undefined): WireValue {
  const time = date.getTime();
  if (Number.isNaN(time)) throw new BadValue("is no valid Date");
  if (form === "iso") return { S: date.toISOString() };
  if (form === "milliseconds") return { N: String(time) };
  if (form === "seconds") return { N: String(time / 1000) };
  throw new BadValue('DynamoDB has no dates: say what they are to be by `table.withOptions({ dates: "iso" })`');
}

/** The kinds of sets, and how their members are written. Sets hold no equal members, so numbers take one form. */
function writeSet(set: ReadonlySet<unknown>): WireValue {
  const kinds = new Set([...set].map(kindOfMember));
  const [kind] = kinds;
  if (kind === undefined) throw new BadValue("DynamoDB has no empty sets: leave the attribute out");
  if (kinds.size > 1) throw new BadValue(`a set's members are of one type, not ${[...kinds].sort().join(" and ")}`);
  if (kind === "text") return { SS: [...set] as string[] };
  if (kind === "bytes") return { BS: [...set].map(bytesOf) };
  const numbers = [...set].map((each) => canonicalNumber(decimalParts(numberOf(each))!));
  return { NS: [...new Set(numbers)] };
}

function kindOfMember(value: unknown): "text" | "numbers" | "bytes" {
  if (typeof value === "string") return "text";
  if (typeof value === "number" || typeof value === "bigint" || value instanceof Decimal) return "numbers";
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return "bytes";
  throw new BadValue(`a set holds text, numbers or bytes, not ${value === null ? "null" : `a ${typeof value}`}`);
}

function numberOf(value: unknown): string {
  return typeof value === "number" ? writeNumber(value) : checked(String(value));
}

function bytesOf(value: unknown): Uint8Array {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  const { buffer, byteOffset, byteLength } = value as ArrayBufferView;
  return new Uint8Array(buffer, byteOffset, byteLength);
}
