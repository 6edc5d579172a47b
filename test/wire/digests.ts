import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { createCRC32, createXXHash3, createXXHash64, createXXHash128 } from "hash-wasm";

/** The digest of a body in base64, by other code than the library's; `undefined` for an algorithm that is not known. */
export function digestOf(algorithm: string, body: Uint8Array): string | undefined {
  const digest = digests[algorithm]?.(body);
  return digest === undefined ? undefined : Buffer.from(digest as Uint8Array).toString("base64");
}

// CRC32C by its polynomial, for whole bodies.
const crc32c = await createCRC32(0x82f63b78);
const xxhash64 = await createXXHash64();
const xxhash3 = await createXXHash3();
const xxhash128 = await createXXHash128();

const digests: Readonly<Record<string, (body: Uint8Array) => Uint8Array>> = {
  crc32: (body) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(body));
    return bytes;
  },
  crc32c: (body) => crc32c.init().update(body).digest("binary"),
  crc64nvme,
  sha1: (body) => createHash("sha1").update(body).digest(),
  sha256: (body) => createHash("sha256").update(body).digest(),
  sha512: (body) => createHash("sha512").update(body).digest(),
  md5: (body) => createHash("md5").update(body).digest(),
  xxhash64: (body) => xxhash64.init().update(body).digest("binary"),
  xxhash3: (body) => xxhash3.init().update(body).digest("binary"),
  xxhash128: (body) => xxhash128.init().update(body).digest("binary"),
};

/** CRC-64/NVME bit by bit, from its parameters: https://reveng.sourceforge.io/crc-catalogue/all.htm#crc.cat.crc-64-nvme */
function crc64nvme(body: Uint8Array): Uint8Array {
  const polynomial = 0x9a6c9329ac4bc9b5n;
  let value = 0xffffffffffffffffn;
  for (const byte of body) {
    value ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ polynomial : value >> 1n;
  }
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value ^ 0xffffffffffffffffn);
  return bytes;
}
