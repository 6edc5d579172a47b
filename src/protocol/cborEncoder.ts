import { platform } from "#platform";
import { SerializationError } from "../errors/index.ts";

/** The upper three bits of an item's first byte (RFC 8949, section 3.1). */
const majorType = { unsigned: 0, negative: 1, bytes: 2, text: 3, list: 4, map: 5, tag: 6, simple: 7 } as const;
type MajorType = (typeof majorType)[keyof typeof majorType];

/** CBOR in the making: each method appends one item, or the head of one. */
export class CborEncoder {
  #bytes = new Uint8Array(512);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  /** What was written, as a copy of its own. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  integer(value: number | bigint): void {
    if (value >= 0) this.#head(majorType.unsigned, value);
    else this.#head(majorType.negative, typeof value === "bigint" ? -1n - value : -1 - value);
  }

  /** The shortest of the two usual lengths that keeps every bit. */
  float(value: number): void {
    const isSingle = Math.fround(value) === value || Number.isNaN(value);
    const start = this.#grow(isSingle ? 5 : 9);
    this.#view.setUint8(start, (majorType.simple << 5) | (isSingle ? 26 : 27));
    if (isSingle) this.#view.setFloat32(start + 1, value);
    else this.#view.setFloat64(start + 1, value);
  }

  boolean(value: boolean): void {
    this.#view.setUint8(this.#grow(1), value ? 0xf5 : 0xf4);
  }

  null(): void {
    this.#view.setUint8(this.#grow(1), 0xf6);
  }

  bytes(value: Uint8Array): void {
    this.#head(majorType.bytes, value.length);
    this.raw(value);
  }

  text(value: string): void {
    const encoded = platform.utf8Encode(value);
    this.#head(majorType.text, encoded.length);
    this.raw(encoded);
  }

  /** The items follow. */
  list(length: number): void {
    this.#head(majorType.list, length);
  }

  /** The entries follow, each a key and a value. */
  map(size: number): void {
    this.#head(majorType.map, size);
  }

  /** The tagged item follows. */
  tag(tag: number): void {
    this.#head(majorType.tag, tag);
  }

  /** Bytes that are CBOR already. */
  raw(value: Uint8Array): void {
    const start = this.#grow(value.length);
    this.#bytes.set(value, start);
  }

  #head(type: MajorType, argument: number | bigint): void {
    const initial = type << 5;
    if (argument < 24) {
      this.#view.setUint8(this.#grow(1), initial | Number(argument));
    } else if (argument < 0x100) {
      const start = this.#grow(2);
      this.#view.setUint8(start, initial | 24);
      this.#view.setUint8(start + 1, Number(argument));
    } else if (argument < 0x1_0000) {
      const start = this.#grow(3);
      this.#view.setUint8(start, initial | 25);
      this.#view.setUint16(start + 1, Number(argument));
    } else if (argument < 0x1_0000_0000) {
      const start = this.#grow(5);
      this.#view.setUint8(start, initial | 26);
      this.#view.setUint32(start + 1, Number(argument));
    } else {
      const value = BigInt(argument);
      if (value > 0xffff_ffff_ffff_ffffn)
        throw new SerializationError("An integer of the input has more than 64 bits.");
      const start = this.#grow(9);
      this.#view.setUint8(start, initial | 27);
      this.#view.setBigUint64(start + 1, value);
    }
  }

  #grow(size: number): number {
    const start = this.#length;
    this.#length = start + size;
    if (this.#length > this.#bytes.length) this.#reserve(this.#length);
    return start;
  }

  #reserve(length: number): void {
    const larger = new Uint8Array(Math.max(length, this.#bytes.length * 2));
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}
