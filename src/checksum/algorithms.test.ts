import { afterEach, describe, expect, it, vi } from "vitest";
import { ConfigError, SerializationError } from "../errors/index.ts";
import { algorithmNames, createChecksum, digestLength } from "./algorithms.ts";

async function hexOf(name: string, ...pieces: readonly Uint8Array[]): Promise<string> {
  const checksum = await createChecksum(name);
  for (const piece of pieces) checksum.update(piece);
  return Buffer.from(await checksum.digest()).toString("hex");
}

const digits = new TextEncoder().encode("123456789");
const filled = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value);
const rising = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index);

describe("checksums", () => {
  // The check values of the catalogue of CRCs (https://reveng.sourceforge.io/crc-catalogue), and of RFC 1321, FIPS 180.
  it.each([
    ["crc32", "cbf43926"],
    ["crc32c", "e3069283"],
    ["crc64nvme", "ae8b14860a799888"],
    ["md5", "25f9e794323b453885f5181f1b624d0b"],
    ["sha1", "f7c3bc1d808e04732adf679965ccc34ca7ae3441"],
    ["sha256", "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"],
  ])("%s of 123456789 is %s, however it comes", async (name, expected) => {
    expect(await hexOf(name, digits)).toBe(expected);
    expect(await hexOf(name, digits.subarray(0, 4), new Uint8Array(0), digits.subarray(4))).toBe(expected);
  });

  // RFC 3720, B.4, and the NVM Command Set Specification's test cases of 4 KiB.
  it.each([
    ["crc32c", filled(32, 0), "8a9136aa"],
    ["crc32c", filled(32, 0xff), "62a8ab43"],
    ["crc32c", rising(32), "46dd794e"],
    ["crc64nvme", filled(4096, 0), "6482d367eb22b64e"],
    ["crc64nvme", filled(4096, 0xff), "c0ddba7302eca3ac"],
  ])("%s has the values of its standard", async (name, bytes, expected) => {
    expect(await hexOf(name, bytes)).toBe(expected);
  });

  // The values of nothing, as xxHash's own specification has them; sha512 is of FIPS 180.
  it.each([
    ["xxhash64", "ef46db3751d8e999"],
    ["xxhash3", "2d06800538d394c2"],
    ["xxhash128", "99aa06d3014798d86001c324468d497f"],
    ["crc32", "00000000"],
    ["crc64nvme", "0000000000000000"],
    ["sha512", expect.stringMatching(/^cf83e1357eefb8bd.*da3e$/)],
  ])("%s of nothing is %s", async (name, expected) => {
    expect(await hexOf(name)).toEqual(expected);
  });

  it("say beforehand how long their digests are", async () => {
    for (const name of algorithmNames) expect((await hexOf(name, digits)).length, name).toBe(2 * digestLength(name));
  });

  it("that run side by side do not disturb each other", async () => {
    for (const name of algorithmNames) {
      const [first, second] = [await createChecksum(name), await createChecksum(name)];
      first.update(digits);
      second.update(digits.subarray(1));
      const digest = Buffer.from(await first.digest()).toString("hex");
      expect(digest, name).toBe(await hexOf(name, digits));
    }
  });

  it("that are not known are refused, with the names of those that are", () => {
    expect(() => createChecksum("crc16")).toThrow(SerializationError);
    expect(() => createChecksum("crc16")).toThrow(/no checksum algorithm "CRC16".*XXHASH128, .*CRC64NVME/);
    expect(() => digestLength("toString")).toThrow(SerializationError);
  });
});

describe("without the optional package", () => {
  afterEach(() => {
    vi.doUnmock("hash-wasm");
    vi.resetModules();
  });

  it("XXHASH names it, and the others are there", async () => {
    vi.resetModules();
    vi.doMock("hash-wasm", () => {
      throw new Error("Cannot find package 'hash-wasm'");
    });
    const without = await import("./algorithms.ts");
    for (const name of ["xxhash64", "xxhash3", "xxhash128"]) {
      const error = await Promise.resolve(without.createChecksum(name)).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(ConfigError);
      expect((error as Error).message).toContain("npm install hash-wasm");
      expect(await without.isAvailable(name)).toBe(false);
    }
    for (const name of ["crc32", "crc32c", "crc64nvme", "sha1", "sha256", "sha512", "md5"]) {
      expect(await without.isAvailable(name), name).toBe(true);
    }
  });
});
