import { Buffer } from "node:buffer";
import { crypto, zlib } from "./nodeBuiltins.ts";
import { hmacSha256, hmacSha256Signer } from "./nodeHmac.ts";
import type { Platform } from "./types.ts";

/** Not by `import`: that reads all of the module's exports, and some of them load Node's streams. */
const { readdirSync, readFileSync, statSync } = process.getBuiltinModule("node:fs");

type Data = string | Uint8Array;

/** `crypto.hash` (20.12) is several times faster than a `Hash` object for one piece of data. */
export const platform: Platform = {
  name: "node",
  sha256Hex: (data: Data) => crypto().hash("sha256", data, "hex"),
  sha256: (data: Data) => crypto().createHash("sha256").update(data).digest(),
  hmacSha256,
  hmacSha256Signer,
  p256Signer,
  signSha1: (privateKey: string, data: string) => crypto().sign("sha1", Buffer.from(data), privateKey),
  md5: (data: Data) => crypto().createHash("md5").update(data).digest(),
  sha1: (data: Data) => crypto().createHash("sha1").update(data).digest(),
  createHash: (algorithm) => crypto().createHash(algorithm),
  crc32: (data: Data, previous = 0) => zlib().crc32(data, previous),
  gzip: (data: Data) => zlib().gzipSync(data),
  randomUUID: () => crypto().randomUUID(),
  base64Encode: (data: Uint8Array) => Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64"),
  base64Decode,
  utf8Encode: (text: string) => Buffer.from(text, "utf8"),
  utf8Decode: (data: Uint8Array) => Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("utf8"),
  readPackageFile,
  readFile,
  listDirectory,
  toNodeReadable: (pieces: AsyncIterable<Uint8Array>) =>
    process.getBuiltinModule("node:stream").Readable.from(pieces, { objectMode: false }),
  writeFileFrom,
  openFile,
  tracingChannel: (name: string) => process.getBuiltinModule("node:diagnostics_channel").tracingChannel(name),
};

/** The frame of RFC 5915 around a private key of P-256: OpenSSL computes the public key by itself. */
const keyBegin = Buffer.from("30310201010420", "hex");
const keyEnd = Buffer.from("a00a06082a8648ce3d030107", "hex");

function p256Signer(privateKey: Uint8Array): (data: string) => string {
  const { createPrivateKey, sign } = crypto();
  const key = createPrivateKey({ key: Buffer.concat([keyBegin, privateKey, keyEnd]), format: "der", type: "sec1" });
  return (data) => sign("sha256", Buffer.from(data), key).toString("hex");
}

const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

function base64Decode(text: string): Uint8Array {
  // Buffer drops what is no base64 without a word; a length that does not fit tells of it.
  const bytes = Buffer.from(text, "base64");
  if (bytes.length !== Math.floor((text.length * 3) / 4) - padding(text) || !base64.test(text)) {
    throw new TypeError("The text is no base64.");
  }
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

function padding(text: string): number {
  return text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
}

/**
 * Stands two folders below the package's root, in the sources and when it is built. A variable, because some bundlers
 * take `new URL(…, import.meta.url)` for a request to bring along whatever it could mean: the whole package.
 */
const thisModule: string | undefined = import.meta.url;

function readPackageFile(path: string): string | undefined {
  // Bundled into a CommonJS module, it has no place in a package.
  if (!thisModule) return undefined;
  return whereThere(() => readFileSync(new URL(`../../${path}`, thisModule), "utf8"));
}

function readFile(path: string): string | undefined {
  return whereThere(() =>
    path.endsWith(".gz") ? zlib().gunzipSync(readFileSync(path)).toString("utf8") : readFileSync(path, "utf8"),
  );
}

function listDirectory(path: string): string[] {
  return whereThere(() => readdirSync(path)) ?? [];
}

function whereThere<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}

function openFile(
  path: string,
  offset: number,
  wanted?: number,
): { length: number; read(): AsyncIterable<Uint8Array> } {
  const stats = statSync(path);
  if (!stats.isFile()) throw new TypeError(`${path} is no file.`);
  const there = Math.max(0, stats.size - offset);
  const length = Math.min(wanted ?? there, there);
  return { length, read: () => (length === 0 ? noPieces() : readRange(path, offset, offset + length - 1)) };
}

/** The stream is opened when it is read: one that is made and never read would keep its file open. */
async function* readRange(path: string, start: number, end: number): AsyncGenerator<Uint8Array, void, undefined> {
  yield* process.getBuiltinModule("node:fs").createReadStream(path, { start, end });
}

async function* noPieces(): AsyncGenerator<Uint8Array, void, undefined> {}

async function writeFileFrom(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const { open, rename, rm } = process.getBuiltinModule("node:fs/promises");
  const unfinished = `${path}.${crypto().randomUUID().slice(0, 8)}`;
  try {
    const file = await open(unfinished, "wx");
    try {
      for await (const piece of pieces) await file.writeFile(piece);
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
