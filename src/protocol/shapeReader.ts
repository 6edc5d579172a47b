import type { Member, Shape } from "../model/service.ts";
import { describeValue, maxDepth, tooDeep } from "./parseFailure.ts";
import { requiredCollections } from "./traits.ts";

/**
 * Turns one value that JSON or CBOR gave into the output's. Objects and arrays are the parser's own and nobody else's,
 * so they are changed in place: a value that fits as it is costs no copy. Throws a `TypeError`.
 */
export type ValueReader = (value: unknown, depth: number) => unknown;

/** What differs between the formats. */
export interface ReaderFormat {
  scalar(member: Member): ValueReader;
  /** Reads a scalar within a document. */
  document(value: unknown): unknown;
  wireName(member: Member): string;
}

type Values = Record<string, unknown>;
interface MemberReader {
  readonly name: string;
  readonly read: ValueReader;
}

/** Compiles readers, one for each shape, so that shapes which hold themselves come to an end. */
export class ShapeReaders {
  readonly #format: ReaderFormat;
  readonly #readers = new Map<string, ValueReader>();

  constructor(format: ReaderFormat) {
    this.#format = format;
  }

  /** The reader of a member's value. */
  of(member: Member): ValueReader {
    const { shape } = member;
    if (shape.traits.document) return documentReader(this.#format.document);
    switch (shape.type) {
      case "structure":
      case "list":
      case "map":
        return this.#container(shape);
      default:
        return this.#format.scalar(member);
    }
  }

  /** The reader of some of a structure's members: the others are dropped. */
  ofMembers(shape: Shape, members: Iterable<Member>): ValueReader {
    const readers = new Map<string, MemberReader>();
    let renames = false;
    for (const member of members) {
      const wire = this.#format.wireName(member);
      if (wire !== member.name) renames = true;
      readers.set(wire, { name: member.name, read: this.of(member) });
    }
    const read = shape.traits.union ? readUnion(shape, readers) : readMembers(shape, readers, renames);
    return withRequired(shape, read);
  }

  /** Compiles when the first value comes: most of a large model never does. */
  #container(shape: Shape): ValueReader {
    const known = this.#readers.get(shape.name);
    if (known) return known;
    let compiled: ValueReader | undefined;
    const reader: ValueReader = (value, depth) => {
      compiled ??= this.#compile(shape);
      return compiled(value, depth);
    };
    this.#readers.set(shape.name, reader);
    return reader;
  }

  #compile(shape: Shape): ValueReader {
    if (shape.type === "list") return readList(shape, this.of(shape.member));
    if (shape.type === "map") return readMap(shape, this.of(shape.value));
    return this.ofMembers(shape, shape.members.values());
  }
}

function readMembers(shape: Shape, readers: ReadonlyMap<string, MemberReader>, renames: boolean): ValueReader {
  return renames ? readRenamed : readInPlace;

  function readInPlace(value: unknown, depth: number): unknown {
    const values = objectOf(shape, value, depth);
    let hasOthers = false;
    for (const key in values) {
      const found = values[key];
      const reader = readers.get(key);
      if (reader === undefined || found === null) {
        hasOthers = true;
        continue;
      }
      const read = reader.read(found, depth + 1);
      if (read !== found) values[key] = read;
    }
    return hasOthers ? withoutOthers(values) : values;
  }

  /** Without the members that are null or that the model does not know: `delete` would slow every later access. */
  function withoutOthers(values: Values): Values {
    const kept: Values = {};
    for (const key in values) {
      const value = values[key];
      if (value !== null && readers.has(key)) kept[key] = value;
    }
    return kept;
  }

  function readRenamed(value: unknown, depth: number): unknown {
    const values = objectOf(shape, value, depth);
    const output: Values = {};
    for (const key in values) {
      const found = values[key];
      const reader = readers.get(key);
      if (reader !== undefined && found !== null) output[reader.name] = reader.read(found, depth + 1);
    }
    return output;
  }
}

/** A union holds one member; one that the model does not know is named, as botocore names it. */
function readUnion(shape: Shape, readers: ReadonlyMap<string, MemberReader>): ValueReader {
  return (value, depth) => {
    const values = objectOf(shape, value, depth);
    const set = Object.keys(values).filter((key) => values[key] !== null && (key !== "__type" || readers.has(key)));
    if (set.length !== 1) {
      throw new TypeError(`expected the union ${shape.name} to have one member, found ${set.length}`);
    }
    const key = set[0]!;
    const reader = readers.get(key);
    if (!reader) return { SDK_UNKNOWN_MEMBER: { name: key } };
    return { [reader.name]: reader.read(values[key], depth + 1) };
  };
}

/** Null items stay, also where the model has none: without them the others would stand at other places. */
function readList(shape: Shape, read: ValueReader): ValueReader {
  return (value, depth) => {
    if (!Array.isArray(value)) throw expected(`the list ${shape.name}`, value);
    if (depth > maxDepth) throw tooDeep();
    for (let index = 0; index < value.length; index++) {
      const found: unknown = value[index];
      if (found === null) continue;
      const item = read(found, depth + 1);
      if (item !== found) value[index] = item;
    }
    return value;
  };
}

function readMap(shape: Shape, read: ValueReader): ValueReader {
  const sparse = shape.traits.sparse === true;
  return (value, depth) => {
    const values = objectOf(shape, value, depth);
    for (const key in values) {
      const found = values[key];
      if (found === null) {
        if (!sparse) delete values[key];
        continue;
      }
      const item = read(found, depth + 1);
      // A parsed `__proto__` is an own property, and stays one when it is assigned to.
      if (item !== found) values[key] = item;
    }
    return values;
  };
}

function withRequired(shape: Shape, read: ValueReader): ValueReader {
  const collections = requiredCollections(shape);
  if (collections.length === 0) return read;
  return (value, depth) => {
    const output = read(value, depth) as Values;
    for (const { name, type } of collections) output[name] ??= type === "list" ? [] : {};
    return output;
  };
}

/** Any JSON, with its nulls. */
function documentReader(readScalar: (value: unknown) => unknown): ValueReader {
  return function read(value, depth): unknown {
    if (typeof value !== "object" || value === null) return readScalar(value);
    if (depth > maxDepth) throw tooDeep();
    const values = value as Values;
    for (const key in values) {
      const found = values[key];
      const item = read(found, depth + 1);
      if (item !== found) values[key] = item;
    }
    return value;
  };
}

function objectOf(shape: Shape, value: unknown, depth: number): Values {
  if (!isObject(value)) throw expected(`the ${shape.type} ${shape.name}`, value);
  if (depth > maxDepth) throw tooDeep();
  return value;
}

function isObject(value: unknown): value is Values {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return !(value instanceof Uint8Array) && !(value instanceof Date);
}

/** The error for a value of another kind than the model says. */
export function expected(what: string, found: unknown): TypeError {
  return new TypeError(`expected ${what}, found ${describeValue(found)}`);
}
