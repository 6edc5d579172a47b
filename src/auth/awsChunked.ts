import { platform } from "#platform";
import { concatBytes } from "../bytes.ts";
import { SigningError } from "../errors/index.ts";
import type { ChunkSigner } from "./chunkSigner.ts";

/** The hash of a signed request whose body is `aws-chunked`, each chunk signed. */
export const STREAMING_PAYLOAD: string = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
/** The same, with signed trailing headers. */
export const STREAMING_PAYLOAD_TRAILER: string = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
/** Of SigV4a. */
export const STREAMING_PAYLOAD_V4A: string = "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD";
export const STREAMING_PAYLOAD_V4A_TRAILER: string = "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER";
/** Chunks without signatures, trailing headers: over TLS a checksum says enough. */
export const STREAMING_UNSIGNED_TRAILER: string = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
export const UNSIGNED_PAYLOAD: string = "UNSIGNED-PAYLOAD";

type Trailer = Readonly<Record<string, string>>;

export interface AwsChunkedOptions {
  /** Signs each chunk; absent for `STREAMING-UNSIGNED-PAYLOAD-TRAILER`. */
  readonly signer?: ChunkSigner | undefined;
  /** Trailing headers, asked for when the body is through: a checksum is known only then. */
  readonly trailer?: (() => Trailer | Promise<Trailer>) | undefined;
  /** Bytes a chunk. Default: 65,536. S3 takes no less than 8,192 of any but the last. */
  readonly chunkSize?: number | undefined;
}

const DEFAULT_CHUNK_SIZE = 65_536;
const SMALLEST_CHUNK = 8_192;

/**
 * A body in `aws-chunked` encoding: chunks of one size, the last one smaller, then the trailing headers.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export async function* awsChunked(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: AwsChunkedOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const { signer, trailer } = options;
  let lineEnd = "";
  for await (const chunk of chunksOfSize(body, chunkSizeOf(options))) {
    yield platform.utf8Encode(`${lineEnd}${await chunkHead(chunk, signer)}`);
    yield chunk;
    lineEnd = "\r\n";
  }
  let end = `${lineEnd}${await chunkHead(new Uint8Array(0), signer)}`;
  const lines = Object.entries((await trailer?.()) ?? {}).map(([name, value]) => `${name}:${value}`);
  for (const line of lines) end += `${line}\r\n`;
  if (signer && lines.length > 0) {
    end += `x-amz-trailer-signature:${await signer.signTrailer(lines.map((line) => `${line}\n`).join(""))}\r\n`;
  }
  yield platform.utf8Encode(`${end}\r\n`);
}

/** What `awsChunked` will come to in bytes; `trailer` names the headers with the length of each value. */
export function awsChunkedLength(
  decodedLength: number,
  options: {
    readonly signatureLength?: number | undefined;
    readonly trailer?: Readonly<Record<string, number>> | undefined;
    readonly chunkSize?: number | undefined;
  } = {},
): number {
  const { signatureLength = 0, trailer = {} } = options;
  const chunkSize = chunkSizeOf(options);
  const extension = signatureLength === 0 ? 0 : ";chunk-signature=".length + signatureLength;
  const framed = (size: number): number => size.toString(16).length + extension + 4 + size;
  const rest = decodedLength % chunkSize;
  let length = Math.floor(decodedLength / chunkSize) * framed(chunkSize) + (rest === 0 ? 0 : framed(rest));
  // The last, empty chunk has one line end of its own; the second one closes the body.
  length += framed(0);
  const trailers = Object.entries(trailer);
  for (const [name, valueLength] of trailers) length += name.length + 1 + valueLength + 2;
  if (signatureLength > 0 && trailers.length > 0) length += "x-amz-trailer-signature:".length + signatureLength + 2;
  return length;
}

function chunkSizeOf({ chunkSize = DEFAULT_CHUNK_SIZE }: { readonly chunkSize?: number | undefined }): number {
  if (Number.isInteger(chunkSize) && chunkSize >= SMALLEST_CHUNK) return chunkSize;
  throw new SigningError(`A chunk must have ${SMALLEST_CHUNK} bytes or more, not ${chunkSize}.`);
}

async function chunkHead(chunk: Uint8Array, signer: ChunkSigner | undefined): Promise<string> {
  const size = chunk.length.toString(16);
  return signer ? `${size};chunk-signature=${await signer.signChunk(chunk)}\r\n` : `${size}\r\n`;
}

/** Cuts and joins pieces to chunks of one size. A piece is copied only where a chunk needs more than one. */
async function* chunksOfSize(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let waiting: Uint8Array[] = [];
  let waitingLength = 0;
  for await (const piece of body) {
    let start = 0;
    while (waitingLength + piece.length - start >= size) {
      const end = start + size - waitingLength;
      waiting.push(piece.subarray(start, end));
      yield joined(waiting);
      waiting = [];
      waitingLength = 0;
      start = end;
    }
    if (start < piece.length) {
      waiting.push(piece.subarray(start));
      waitingLength += piece.length - start;
    }
  }
  if (waitingLength > 0) yield joined(waiting);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return pieces.length === 1 ? pieces[0]! : concatBytes(pieces);
}
