/**
 * All that differs from platform to platform, reached as `#platform`. Synchronous on Node; nothing else in the library
 * imports a `node:` module but `http/`, `session/` and the loading of models.
 */
export interface Platform {
  readonly name: "node" | "web";
  /** Lower-case hex. */
  sha256Hex(data: string | Uint8Array): string;
  sha256(data: string | Uint8Array): Uint8Array;
  hmacSha256(key: string | Uint8Array, data: string): Uint8Array;
  /** A function that makes HMACs by one key, in lower-case hex: what goes into each of them is done once. */
  hmacSha256Signer(key: Uint8Array): (data: string) => string;
  /** ECDSA over P-256 and SHA-256 with the private key of 32 bytes: a function from text to the signature in DER, hex. */
  p256Signer(privateKey: Uint8Array): (data: string) => string | Promise<string>;
  /** A signature over SHA-1 by a private key in PEM: RSA (PKCS #1 v1.5), or ECDSA in DER. Throws where it is no key. */
  signSha1(privateKey: string, data: string): Uint8Array | Promise<Uint8Array>;
  /** A hash that grows with the data. */
  createHash(algorithm: "md5" | "sha1" | "sha256" | "sha512"): {
    update(data: Uint8Array): void;
    digest(): Uint8Array | Promise<Uint8Array>;
  };
  md5(data: string | Uint8Array): Uint8Array;
  sha1(data: string | Uint8Array): Uint8Array;
  /** The running CRC32, begun with 0. */
  crc32(data: string | Uint8Array, previous?: number): number;
  gzip(data: string | Uint8Array): Uint8Array | Promise<Uint8Array>;
  randomUUID(): string;
  base64Encode(data: Uint8Array): string;
  /** Throws a `TypeError` where the text is no base64. */
  base64Decode(text: string): Uint8Array;
  utf8Encode(text: string): Uint8Array;
  utf8Decode(data: Uint8Array): string;
  /** The text of a file that ships with the package (`models/s3.json`), or `undefined` where there is none. */
  readPackageFile(path: string): string | undefined;
  /** The text of a file, unpacked where its name ends in `.gz`, or `undefined` where there is none. */
  readFile(path: string): string | undefined;
  /** The names of what is in a directory; none where there is no such directory. */
  listDirectory(path: string): string[];
  /** A Node `Readable` over the pieces; throws where there is no Node. */
  toNodeReadable(pieces: AsyncIterable<Uint8Array>): unknown;
  /** Writes the pieces to a file that appears whole or not at all; throws where there are no files. */
  writeFileFrom(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void>;
  /** A part of a file: its length, found at once, and a way to read it as often as is wanted. Throws where it is no file. */
  openFile(path: string, offset: number, length?: number): { length: number; read(): AsyncIterable<Uint8Array> };
  /** A `TracingChannel` of `node:diagnostics_channel`; `undefined` where there is none. */
  tracingChannel(name: string): object | undefined;
}
