import { platform } from "#platform";
import { ConfigError, SerializationError } from "../errors/index.ts";
import { crc32c } from "./crc32c.ts";

/** A checksum that grows with the data. */
export interface Checksum {
  update(data: Uint8Array): void;
  digest(): Uint8Array | Promise<Uint8Array>;
}

interface Algorithm {
  /** Bytes of a digest. */
  readonly length: number;
  readonly create: () => Checksum | Promise<Checksum>;
}

/**
 * The algorithms of `x-amz-checksum-…` by the header's end, in the order in which an answer's are preferred (the
 * fastest first, as in boto3's `httpchecksum.py`). Those that the platform lacks are loaded when one is used.
 */
const algorithms: Readonly<Record<string, Algorithm>> = {
  xxhash128: { length: 16, create: () => xxhash("createXXHash128") },
  xxhash3: { length: 8, create: () => xxhash("createXXHash3") },
  crc64nvme: { length: 8, create: crc64nvme },
  xxhash64: { length: 8, create: () => xxhash("createXXHash64") },
  crc32c: { length: 4, create: () => running(crc32c) },
  crc32: { length: 4, create: () => running(platform.crc32) },
  sha1: { length: 20, create: () => platform.createHash("sha1") },
  sha256: { length: 32, create: () => platform.createHash("sha256") },
  sha512: { length: 64, create: () => platform.createHash("sha512") },
  md5: { length: 16, create: () => platform.createHash("md5") },
};

/** The names of the algorithms, the preferred one first. */
export const algorithmNames: readonly string[] = Object.keys(algorithms);

/** Bytes of a digest of the algorithm. */
export function digestLength(name: string): number {
  return algorithmOf(name).length;
}

/**
 * A checksum that has seen nothing yet; a promise where its code must be loaded first. Throws a `SerializationError`
 * for an algorithm that is not known, and a `ConfigError` that names the package where an optional one is missing.
 */
export function createChecksum(name: string): Checksum | Promise<Checksum> {
  return algorithmOf(name).create();
}

/** Whether the algorithm can be had: the optional ones need a package. */
export async function isAvailable(name: string): Promise<boolean> {
  try {
    await createChecksum(name);
    return true;
  } catch (error) {
    if (error instanceof ConfigError) return false;
    throw error;
  }
}

function algorithmOf(name: string): Algorithm {
  if (Object.hasOwn(algorithms, name)) return algorithms[name]!;
  const names = algorithmNames.map((each) => each.toUpperCase()).join(", ");
  throw new SerializationError(`There is no checksum algorithm "${name.toUpperCase()}". There are ${names}.`);
}

/** A CRC of 32 bits by a function that goes on from the value before. */
function running(crc: (data: Uint8Array, previous: number) => number): Checksum {
  let value = 0;
  return {
    update(data) {
      value = crc(data, value);
    },
    digest: () => bigEndian(value),
  };
}

async function crc64nvme(): Promise<Checksum> {
  const { Crc64Nvme } = await import("@aws-sdk/crc64-nvme");
  return new Crc64Nvme();
}

function bigEndian(value: number): Uint8Array {
  return new Uint8Array([value >>> 24, value >>> 16, value >>> 8, value]);
}

type Xxhash = "createXXHash3" | "createXXHash64" | "createXXHash128";

/** The package is optional: few use these algorithms, and none by default. */
async function xxhash(create: Xxhash): Promise<Checksum> {
  const hash = await (await xxhashPackage())[create]();
  hash.init();
  return {
    update(data) {
      hash.update(data);
    },
    digest: () => hash.digest("binary"),
  };
}

async function xxhashPackage(): Promise<typeof import("hash-wasm")> {
  try {
    return await import("hash-wasm");
  } catch (error) {
    throw new ConfigError("XXHASH checksums need an optional package: npm install hash-wasm", { cause: error });
  }
}
