/** Castagnoli's polynomial, its bits reversed. Source: RFC 3720, 12.1. */
const POLYNOMIAL = 0x82f63b78;

let tables: Int32Array | undefined;

/**
 * Eight tables of 256: what a byte comes to that has up to seven others behind it, so that eight bytes take eight
 * look-ups that do not wait for each other.
 */
function makeTables(): Int32Array {
  const made = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
    made[byte] = value;
  }
  for (let index = 256; index < made.length; index++) {
    const shorter = made[index - 256]!;
    made[index] = (shorter >>> 8) ^ made[shorter & 255]!;
  }
  return made;
}

/** The running CRC32C, begun with 0; as `zlib.crc32` is for CRC32. */
export function crc32c(data: Uint8Array, previous = 0): number {
  tables ??= makeTables();
  const table = tables;
  const { length } = data;
  let value = ~previous;
  let at = 0;
  for (const end = length - 7; at < end; at += 8) {
    value ^= data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16) | (data[at + 3]! << 24);
    value =
      table[1792 + (value & 255)]! ^
      table[1536 + ((value >>> 8) & 255)]! ^
      table[1280 + ((value >>> 16) & 255)]! ^
      table[1024 + (value >>> 24)]! ^
      table[768 + data[at + 4]!]! ^
      table[512 + data[at + 5]!]! ^
      table[256 + data[at + 6]!]! ^
      table[data[at + 7]!]!;
  }
  for (; at < length; at++) value = (value >>> 8) ^ table[(value ^ data[at]!) & 255]!;
  return ~value >>> 0;
}
