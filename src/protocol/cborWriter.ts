import { SerializationError } from "../errors/index.ts";
import type { Member, Shape } from "../model/service.ts";
import { CborEncoder } from "./cborEncoder.ts";
import { toBytes } from "./httpText.ts";
import { epochSeconds, type TimestampInput } from "./timestamps.ts";

type ValueWriter = (value: unknown, encoder: CborEncoder) => void;
type Values = Readonly<Record<string, unknown>>;

/** Compiles the writer of a member's value. */
export function cborWriter(member: Member): (value: unknown) => Uint8Array {
  return bytesWriter(new ShapeWriters().of(member));
}

/** Compiles the writer of some of a structure's members. */
export function cborMembersWriter(members: Iterable<Member>): (value: unknown) => Uint8Array {
  return bytesWriter(new ShapeWriters().ofMembers(members));
}

function bytesWriter(write: ValueWriter): (value: unknown) => Uint8Array {
  return (value) => {
    const encoder = new CborEncoder();
    try {
      write(value, encoder);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new SerializationError("The input nests too deeply, or holds itself.", { cause: error });
    }
    return encoder.finish();
  };
}

class ShapeWriters {
  readonly #writers = new Map<string, ValueWriter>();

  of(member: Member): ValueWriter {
    const { shape } = member;
    if (shape.traits.document) return writeDocument;
    switch (shape.type) {
      case "structure":
      case "list":
      case "map":
        return this.#container(shape);
      default:
        return scalarWriter(shape);
    }
  }

  ofMembers(members: Iterable<Member>): ValueWriter {
    const writers = new Map<string, { key: Uint8Array; write: ValueWriter }>();
    for (const member of members) writers.set(member.name, { key: encodedText(member.name), write: this.of(member) });
    return (value, encoder) => {
      const values = value as Values;
      let size = 0;
      for (const name in values) if (isPresent(values[name]) && writers.has(name)) size++;
      encoder.map(size);
      for (const name in values) {
        const given = values[name];
        const writer = isPresent(given) ? writers.get(name) : undefined;
        if (!writer) continue;
        encoder.raw(writer.key);
        writer.write(given, encoder);
      }
    };
  }

  /** Compiles when the first value comes: most of a large model never does. */
  #container(shape: Shape): ValueWriter {
    const known = this.#writers.get(shape.name);
    if (known) return known;
    let compiled: ValueWriter | undefined;
    const writer: ValueWriter = (value, encoder) => {
      compiled ??= this.#compile(shape);
      compiled(value, encoder);
    };
    this.#writers.set(shape.name, writer);
    return writer;
  }

  #compile(shape: Shape): ValueWriter {
    if (shape.type === "list") return listWriter(shape, this.of(shape.member));
    if (shape.type === "map") return mapWriter(shape, this.of(shape.value));
    return this.ofMembers(shape.members.values());
  }
}

function listWriter(shape: Shape, write: ValueWriter): ValueWriter {
  const sparse = shape.traits.sparse === true;
  return (value, encoder) => {
    const items = sparse ? (value as unknown[]) : (value as unknown[]).filter(isPresent);
    encoder.list(items.length);
    for (const item of items) {
      if (isPresent(item)) write(item, encoder);
      else encoder.null();
    }
  };
}

function mapWriter(shape: Shape, write: ValueWriter): ValueWriter {
  const sparse = shape.traits.sparse === true;
  return (value, encoder) => {
    const entries = Object.entries(value as Values).filter(([, item]) => isPresent(item) || (sparse && item === null));
    encoder.map(entries.length);
    for (const [key, item] of entries) {
      encoder.text(key);
      if (item === null) encoder.null();
      else write(item, encoder);
    }
  };
}

function scalarWriter(shape: Shape): ValueWriter {
  switch (shape.type) {
    case "integer":
    case "long":
      return (value, encoder) => encoder.integer(value as number | bigint);
    case "float":
    case "double":
      return (value, encoder) => encoder.float(Number(value));
    case "boolean":
      return (value, encoder) => encoder.boolean(value as boolean);
    case "blob":
      return (value, encoder) => encoder.bytes(toBytes(value));
    case "timestamp":
      return writeTimestamp;
    default:
      return (value, encoder) => encoder.text(String(value));
  }
}

function writeTimestamp(value: unknown, encoder: CborEncoder): void {
  const seconds = epochSeconds(value as TimestampInput);
  encoder.tag(1);
  if (Number.isInteger(seconds)) encoder.integer(seconds);
  else encoder.float(seconds);
}

function writeDocument(value: unknown, encoder: CborEncoder): void {
  if (!isPresent(value)) encoder.null();
  else if (typeof value === "boolean") encoder.boolean(value);
  else if (typeof value === "string") encoder.text(value);
  else if (typeof value === "bigint" || Number.isSafeInteger(value)) encoder.integer(value as number | bigint);
  else if (typeof value === "number") encoder.float(value);
  else if (Array.isArray(value)) {
    encoder.list(value.length);
    for (const item of value) writeDocument(item, encoder);
  } else writeEntries(value as Values, encoder);
}

function writeEntries(values: Values, encoder: CborEncoder): void {
  const entries = Object.entries(values).filter(([, item]) => item !== undefined);
  encoder.map(entries.length);
  for (const [key, item] of entries) {
    encoder.text(key);
    writeDocument(item, encoder);
  }
}

function encodedText(text: string): Uint8Array {
  const encoder = new CborEncoder();
  encoder.text(text);
  return encoder.finish();
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}
