import { concatBytes } from "../bytes.ts";
import { describeValue, maxDepth, tooDeep } from "./parseFailure.ts";
import { setOwn } from "./setOwn.ts";
import { decodeUtf8 } from "./utf8.ts";

/**
 * Decodes one item of CBOR (RFC 8949), which must be all there is. Integers beyond 2^53 are bigints, byte strings are
 * views of the input, maps have text as keys, `undefined` is null. Of a tagged item the value is left: what is a timestamp
 * says the model. Throws a `TypeError` that says what is wrong where.
 */
export function decodeCbor(bytes: Uint8Array): unknown {
  const decoder = new CborDecoder(bytes);
  const value = decoder.item(0);
  decoder.expectEnd();
  return value;
}

const unsigned = 0;
const negative = 1;
const byteString = 2;
const textString = 3;
const list = 4;
const map = 5;
const tag = 6;
/** The lower five bits of an item whose end is marked instead of its length. */
const indefinite = 31;
const breakByte = 0xff;
/** Below this length, text goes from bytes to a string faster here than through the platform. */
const shortText = 24;

class CborDecoder {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  expectEnd(): void {
    if (this.#offset < this.#bytes.length) throw this.#wrong("nothing after the item");
  }

  item(depth: number): unknown {
    if (depth > maxDepth) throw tooDeep();
    const initial = this.#byte();
    const info = initial & 31;
    switch (initial >> 5) {
      case unsigned:
        return this.#argument(info);
      case negative:
        return this.#negative(info);
      case byteString:
        return info === indefinite ? this.#chunks(byteString) : this.#take(this.#length(info));
      case textString:
        return info === indefinite ? decodeUtf8(this.#chunks(textString)) : this.#text(this.#length(info));
      case list:
        return this.#list(info, depth);
      case map:
        return this.#map(info, depth);
      case tag:
        this.#argument(info);
        return this.item(depth + 1);
      default:
        return this.#simple(info);
    }
  }

  #list(info: number, depth: number): unknown[] {
    const items: unknown[] = [];
    if (info === indefinite) while (!this.#atBreak()) items.push(this.item(depth + 1));
    else for (let left = this.#count(info, 1); left > 0; left--) items.push(this.item(depth + 1));
    return items;
  }

  #map(info: number, depth: number): Record<string, unknown> {
    const entries: Record<string, unknown> = {};
    if (info === indefinite) while (!this.#atBreak()) this.#entry(entries, depth);
    else for (let left = this.#count(info, 2); left > 0; left--) this.#entry(entries, depth);
    return entries;
  }

  #entry(entries: Record<string, unknown>, depth: number): void {
    const key = this.item(depth + 1);
    if (typeof key !== "string") throw new TypeError(`expected text as a map's key, found ${describeValue(key)}`);
    setOwn(entries, key, this.item(depth + 1));
  }

  #negative(info: number): number | bigint {
    const argument = this.#argument(info);
    if (typeof argument === "number" && argument < Number.MAX_SAFE_INTEGER) return -1 - argument;
    return -1n - BigInt(argument);
  }

  #simple(info: number): unknown {
    switch (info) {
      case 20:
        return false;
      case 21:
        return true;
      case 22:
      case 23:
        return null;
      case 25:
        return halfFloat(this.#view.getUint16(this.#advance(2)));
      case 26:
        return this.#view.getFloat32(this.#advance(4));
      case 27:
        return this.#view.getFloat64(this.#advance(8));
      default:
        throw this.#wrong("a boolean, null or a float", `the simple value ${info}`);
    }
  }

  /** The number that follows an initial byte, or is in it. */
  #argument(info: number): number | bigint {
    if (info < 24) return info;
    switch (info) {
      case 24:
        return this.#byte();
      case 25:
        return this.#view.getUint16(this.#advance(2));
      case 26:
        return this.#view.getUint32(this.#advance(4));
      case 27: {
        const value = this.#view.getBigUint64(this.#advance(8));
        return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
      }
      default:
        throw this.#wrong("a length or a number", `the reserved value ${info}`);
    }
  }

  #length(info: number): number {
    return this.#count(info, 1);
  }

  /** How many items follow, each of them at least `size` bytes long: more than there can be are refused at once. */
  #count(info: number, size: number): number {
    const count = this.#argument(info);
    if (typeof count === "number" && count * size <= this.#bytes.length - this.#offset) return count;
    throw this.#wrong(`at least ${count} further bytes`);
  }

  #text(length: number): string {
    if (length < shortText) {
      const text = this.#ascii(length);
      if (text !== undefined) return text;
    }
    return decodeUtf8(this.#take(length));
  }

  #ascii(length: number): string | undefined {
    const end = this.#offset + length;
    let text = "";
    for (let index = this.#offset; index < end; index++) {
      const byte = this.#bytes[index]!;
      if (byte > 0x7f) return undefined;
      text += String.fromCharCode(byte);
    }
    this.#offset = end;
    return text;
  }

  /** The pieces of a string of unmarked length, each of a length of its own. */
  #chunks(type: number): Uint8Array {
    const chunks: Uint8Array[] = [];
    while (!this.#atBreak()) {
      const initial = this.#byte();
      if (initial >> 5 !== type) throw this.#wrong("a piece of the same string");
      const chunk = this.#take(this.#length(initial & 31));
      // Each piece of text is text by itself: a character may not span two of them.
      if (type === textString) decodeUtf8(chunk);
      chunks.push(chunk);
    }
    return concatBytes(chunks);
  }

  #take(length: number): Uint8Array {
    const start = this.#advance(length);
    return this.#bytes.subarray(start, start + length);
  }

  #atBreak(): boolean {
    if (this.#offset >= this.#bytes.length) throw this.#wrong("the end of an item of unmarked length");
    if (this.#bytes[this.#offset] !== breakByte) return false;
    this.#offset++;
    return true;
  }

  #byte(): number {
    return this.#bytes[this.#advance(1)]!;
  }

  #advance(length: number): number {
    const start = this.#offset;
    if (start + length > this.#bytes.length) throw this.#wrong(`${length} further bytes`);
    this.#offset = start + length;
    return start;
  }

  #wrong(what: string, found?: string): TypeError {
    const there = found ?? (this.#offset < this.#bytes.length ? "more" : "the end");
    return new TypeError(`expected ${what} at byte ${this.#offset}, found ${there}`);
  }
}

function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
