import { platform } from "#platform";
import { SerializationError } from "../errors/index.ts";
import type { Member, Shape } from "../model/service.ts";
import { toBytes } from "./httpText.ts";
import { setOwn } from "./setOwn.ts";
import { epochSeconds, formatTimestamp, type TimestampInput } from "./timestamps.ts";
import { timestampFormatOf, wireName } from "./traits.ts";

/** Turns an input's value into one that `JSON.stringify` writes as the service wants it. */
type ValueWriter = (value: unknown) => unknown;
type Values = Record<string, unknown>;

/** Compiles the writer of a member's value as a JSON text. */
export function jsonWriter(member: Member): (value: unknown) => string {
  return textWriter((writers) => writers.of(member));
}

/** Compiles the writer of a whole structure as a JSON text. */
export function jsonStructureWriter(shape: Shape): (value: unknown) => string {
  return textWriter((writers) => writers.ofShape(shape));
}

/** Compiles the writer of some of a structure's members as a JSON text; the others are left out. */
export function jsonMembersWriter(members: Iterable<Member>): (value: unknown) => string {
  const written = [...members];
  return textWriter((writers) => writers.ofMembers(written));
}

/**
 * Most values are JSON as they are, and go to `JSON.stringify` whole. The three that are not (null where nothing should
 * stand, NaN and its like, which become null, and bigints, at which it throws) are so rare that it is cheaper to look at
 * the text, and to write it again with every value looked at, than to look at every value of every call.
 */
function textWriter(compile: (writers: ShapeWriters) => ValueWriter): (value: unknown) => string {
  const write = compile(new ShapeWriters(false));
  let writeExactly: ValueWriter | undefined;
  return (value) => {
    const text = tryStringify(write, value);
    if (text !== undefined && !text.includes("null")) return text;
    writeExactly ??= compile(new ShapeWriters(true));
    return stringifyExactly(writeExactly, value);
  };
}

function tryStringify(write: ValueWriter, value: unknown): string | undefined {
  try {
    return JSON.stringify(write(value));
  } catch (error) {
    // A bigint, or a value that holds itself.
    if (error instanceof TypeError) return undefined;
    throw tooDeepInput(error);
  }
}

function stringifyExactly(write: ValueWriter, value: unknown): string {
  try {
    return unquoteBigints(JSON.stringify(write(value)));
  } catch (error) {
    throw tooDeepInput(error);
  }
}

function tooDeepInput(error: unknown): unknown {
  if (!(error instanceof RangeError)) return error;
  return new SerializationError("The input nests too deeply, or holds itself.", { cause: error });
}

class ShapeWriters {
  /** Whether every value is looked at, or only those that `JSON.stringify` cannot write. */
  readonly #exact: boolean;
  readonly #writers = new Map<string, ValueWriter>();
  readonly #plain = new Map<string, boolean>();

  constructor(exact: boolean) {
    this.#exact = exact;
  }

  of(member: Member): ValueWriter {
    const { shape } = member;
    if (shape.traits.document) return this.#exact ? writeDocument : asItIs;
    switch (shape.type) {
      case "structure":
      case "list":
      case "map":
        return this.ofShape(shape);
      default:
        return scalarWriter(member, this.#exact);
    }
  }

  /** The writer of a structure, list or map. */
  ofShape(shape: Shape): ValueWriter {
    return !this.#exact && this.#isPlain(shape) ? asItIs : this.#container(shape);
  }

  ofMembers(members: readonly Member[]): ValueWriter {
    const writers = new Map(members.map((m) => [m.name, { wire: wireName(m), write: this.of(m) }]));
    return (value) => {
      const output: Values = {};
      const values = value as Values;
      for (const name in values) {
        const writer = writers.get(name);
        const given = values[name];
        if (writer && given !== undefined && given !== null) output[writer.wire] = writer.write(given);
      }
      return output;
    };
  }

  /** Compiles when the first value comes: most of a large model never does. */
  #container(shape: Shape): ValueWriter {
    const known = this.#writers.get(shape.name);
    if (known) return known;
    let compiled: ValueWriter | undefined;
    const writer: ValueWriter = (value) => {
      compiled ??= this.#compile(shape);
      return compiled(value);
    };
    this.#writers.set(shape.name, writer);
    return writer;
  }

  #compile(shape: Shape): ValueWriter {
    if (shape.type === "list") {
      const write = this.of(shape.member);
      return this.#exact ? listWriter(shape, write) : changedItems(write);
    }
    if (shape.type === "map") {
      const write = this.of(shape.value);
      return this.#exact ? mapWriter(shape, write) : changedValues(write);
    }
    const members = [...shape.members.values()];
    if (this.#exact || members.some((member) => wireName(member) !== member.name)) return this.ofMembers(members);
    const changing = members.map((member) => [member.name, this.of(member)] as const);
    return changesOnly(new Map(changing.filter(([, write]) => write !== asItIs)));
  }

  /** Whether JSON carries the shape as it is: no blobs, timestamps or other names anywhere below. */
  #isPlain(shape: Shape): boolean {
    const known = this.#plain.get(shape.name);
    if (known !== undefined) return known;
    // A shape that holds itself is plain unless something else in it is not.
    const seen = new Set<string>();
    const plain = isPlainShape(shape, seen);
    this.#plain.set(shape.name, plain);
    return plain;
  }
}

function isPlainShape(shape: Shape, seen: Set<string>): boolean {
  if (shape.traits.document || seen.has(shape.name)) return true;
  seen.add(shape.name);
  switch (shape.type) {
    case "blob":
    case "timestamp":
      return false;
    case "list":
      return isPlainShape(shape.member.shape, seen);
    case "map":
      return isPlainShape(shape.value.shape, seen);
    case "structure":
      return [...shape.members.values()].every((m) => wireName(m) === m.name && isPlainShape(m.shape, seen));
    default:
      return true;
  }
}

function scalarWriter(member: Member, exact: boolean): ValueWriter {
  switch (member.shape.type) {
    case "blob":
      return (value) => platform.base64Encode(toBytes(value));
    case "timestamp": {
      const format = timestampFormatOf(member, "unixTimestamp");
      if (format === "unixTimestamp") return (value) => epochSeconds(value as TimestampInput);
      return (value) => formatTimestamp(value as TimestampInput, format);
    }
    case "integer":
    case "long":
    case "float":
    case "double":
      return exact ? writeNumber : asItIs;
    default:
      return asItIs;
  }
}

/** Copies a structure only where one of its members must be written otherwise than it is. */
function changesOnly(writers: ReadonlyMap<string, ValueWriter>): ValueWriter {
  return (value) => {
    const values = value as Values;
    let copy: Values | undefined;
    for (const name in values) {
      const write = writers.get(name);
      const given = values[name];
      if (write === undefined || given === undefined || given === null) continue;
      const written = write(given);
      if (written === given) continue;
      copy ??= { ...values };
      copy[name] = written;
    }
    return copy ?? values;
  };
}

function changedValues(write: ValueWriter): ValueWriter {
  return (value) => {
    const values = value as Values;
    let copy: Values | undefined;
    for (const key in values) {
      const given = values[key];
      if (given === undefined || given === null) continue;
      const written = write(given);
      if (written === given) continue;
      copy ??= { ...values };
      setOwn(copy, key, written);
    }
    return copy ?? values;
  };
}

function changedItems(write: ValueWriter): ValueWriter {
  return (value) => {
    const items = value as unknown[];
    let copy: unknown[] | undefined;
    for (let index = 0; index < items.length; index++) {
      const given = items[index];
      if (given === undefined || given === null) continue;
      const written = write(given);
      if (written === given) continue;
      copy ??= [...items];
      copy[index] = written;
    }
    return copy ?? items;
  };
}

function listWriter(shape: Shape, write: ValueWriter): ValueWriter {
  const sparse = shape.traits.sparse === true;
  return (value) => {
    const output: unknown[] = [];
    for (const item of value as unknown[]) {
      if (item !== null && item !== undefined) output.push(write(item));
      else if (sparse) output.push(null);
    }
    return output;
  };
}

function mapWriter(shape: Shape, write: ValueWriter): ValueWriter {
  const sparse = shape.traits.sparse === true;
  return (value) => {
    const output: Values = {};
    for (const [key, item] of Object.entries(value as Values)) {
      if (item !== null && item !== undefined) setOwn(output, key, write(item));
      else if (sparse && item === null) setOwn(output, key, null);
    }
    return output;
  };
}

function writeNumber(value: unknown): unknown {
  if (typeof value === "bigint") return quoteBigint(value);
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

/** A document keeps its nulls; of its bigints every digit is written. */
function writeDocument(value: unknown): unknown {
  if (typeof value === "bigint") return quoteBigint(value);
  if (Array.isArray(value)) return value.map(writeDocument);
  if (typeof value !== "object" || value === null || "toJSON" in value) return value;
  const output: Values = {};
  for (const [key, item] of Object.entries(value)) setOwn(output, key, writeDocument(item));
  return output;
}

function asItIs(value: unknown): unknown {
  return value;
}

// `JSON.stringify` writes no bigint, and its `rawJSON` needs Node 22: a bigint goes through it as text that begins with
// a mark which no input can hold, and loses mark and quotes afterwards.
let mark: string | undefined;

function quoteBigint(value: bigint): unknown {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  mark ??= `bigint-${platform.randomUUID()}:`;
  return mark + value;
}

function unquoteBigints(text: string): string {
  if (mark === undefined || !text.includes(mark)) return text;
  return text.replace(new RegExp(`"${mark}(-?\\d+)"`, "g"), "$1");
}
