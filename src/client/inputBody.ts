import { platform } from "#platform";
import { SerializationError } from "../errors/index.ts";
import type { HttpRequestBody } from "../http/types.ts";

/** A body that streams out, in the form that every attempt takes it from. */
export interface InputBody {
  /** The body of one attempt. */
  open(): HttpRequestBody;
  /** The whole body, where it is at hand. */
  readonly bytes?: Uint8Array;
  /** Bytes, where it is known before the body is read. */
  readonly length: number | undefined;
  /** Whether a second attempt finds the same body again. */
  readonly replayable: boolean;
  /** Whether anything of it was asked for: what can be read once is still whole where it was not. */
  readonly touched: boolean;
}

/** A file, or anything else that is read anew for each attempt, with its length known beforehand. */
export interface ReplayableBody {
  (): AsyncIterable<Uint8Array>;
  readonly contentLength?: number;
}

/**
 * Whatever a user may give as a streaming body: text, bytes, a `Blob` or `File`, a Web or a Node stream, an iterable of
 * pieces, or a function that makes such an iterable for each attempt.
 */
export function inputBody(value: unknown): InputBody {
  if (typeof value === "string") return fixed(platform.utf8Encode(value));
  if (value instanceof Uint8Array) return fixed(value);
  if (ArrayBuffer.isView(value)) return fixed(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  if (value instanceof ArrayBuffer) return fixed(new Uint8Array(value));
  if (typeof value === "function") return fromFunction(value as ReplayableBody);
  if (isBlob(value)) return fromBlob(value);
  if (isWebStream(value)) return once(() => fromReader(() => value));
  if (isAsyncIterable(value)) {
    keepFailure(value);
    return once(() => pieces(value), lengthOf(value));
  }
  if (Array.isArray(value)) return again(() => pieces(value));
  if (isIterable(value)) return once(() => pieces(value));
  throw new SerializationError(
    "The body is nothing that can be sent: give a string, a Uint8Array, a Blob, a stream or an async iterable of bytes.",
  );
}

/** Throws a `SerializationError` for a body of which nobody knows how long it is, where the service must know. */
export function requireLength(body: InputBody, headers: Readonly<Record<string, string>>, operation: string): void {
  if (body.length !== undefined || headers["content-length"] !== undefined) return;
  throw new SerializationError(
    `${operation} must know the length of its body before it is sent, and a stream does not tell it: give ContentLength, ` +
      "bytes, a Blob or fileBody(path) instead.",
  );
}

/** Throws a `SerializationError` where `ContentLength` is given and the body is known to be of another length. */
export function checkLength(
  body: Pick<InputBody, "length">,
  headers: Readonly<Record<string, string>>,
  operation: string,
): void {
  const given = headers["content-length"];
  if (given === undefined || body.length === undefined || Number(given) === body.length) return;
  throw new SerializationError(
    `${operation}: the body has ${body.length} bytes, and ContentLength says ${given}: leave ContentLength out.`,
  );
}

function fixed(bytes: Uint8Array): InputBody {
  return { open: () => bytes, bytes, length: bytes.length, replayable: true, touched: false };
}

/** A function makes a body of any kind, for each attempt anew. */
function fromFunction(make: ReplayableBody): InputBody {
  return again(() => madeBy(make), make.contentLength);
}

/** What is made for each attempt is made when its first piece is asked for: a request that never goes out leaves nothing open. */
async function* madeBy(make: () => unknown): AsyncGenerator<Uint8Array, void, undefined> {
  const { bytes, open } = inputBody(await make());
  if (bytes) yield bytes;
  else yield* open() as AsyncIterable<Uint8Array>;
}

function again(open: () => AsyncIterable<Uint8Array>, length?: number): InputBody {
  return { open, length, replayable: true, touched: false };
}

interface BlobShape {
  readonly size: number;
  stream(): WebStreamShape;
}

interface WebStreamShape {
  getReader(): {
    read(): Promise<{ done: boolean; value?: unknown }>;
    cancel(reason?: unknown): Promise<void>;
    releaseLock(): void;
  };
}

function fromBlob(blob: BlobShape): InputBody {
  return { open: () => fromReader(() => blob.stream()), length: blob.size, replayable: true, touched: false };
}

/** A stream is there once: whoever asks for it a second time must not get what is left of it. */
function once(open: () => AsyncIterable<Uint8Array>, length?: number): InputBody {
  const body = { open: () => noted(open()), length, replayable: false, touched: false };
  async function* noted(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    body.touched = true;
    yield* source;
  }
  return body;
}

async function* fromReader(open: () => WebStreamShape): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = open().getReader();
  let finished = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      yield piece(value);
    }
    finished = true;
  } finally {
    if (!finished) await reader.cancel().catch(() => undefined);
    reader.releaseLock();
  }
}

async function* pieces(
  source: AsyncIterable<unknown> | Iterable<unknown>,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const each of source) yield piece(each);
}

function piece(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === "string") return platform.utf8Encode(value);
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw new SerializationError(`The body's stream gave ${typeof value}, where bytes or strings are expected.`);
}

/** A Node stream may fail before it is read, which ends the process where nobody listens. Its reader is told then. */
function keepFailure(value: object): void {
  const { on } = value as { on?: unknown };
  if (typeof on === "function") on.call(value, "error", () => undefined);
}

/** An answer's body knows how long it is; of a file that Node streams, the file does. Throws where there is no such file. */
function lengthOf(value: object): number | undefined {
  const { contentLength, path, bytesRead, start, end, pending } = value as Partial<FileStreamShape> & {
    contentLength?: unknown;
  };
  if (typeof contentLength === "number") return contentLength;
  if (typeof path !== "string" || bytesRead !== 0) return undefined;
  try {
    const first = start ?? 0;
    return platform.openFile(path, first, end === undefined ? undefined : end - first + 1).length;
  } catch (error) {
    if (pending && (error as { code?: unknown }).code === "ENOENT") throw error;
    // A pipe has no length, and a file that is open may have lost its name.
    return undefined;
  }
}

/** `fs.ReadStream`; `end` is the last byte that is read, and may be `Infinity`. */
interface FileStreamShape {
  readonly path: string;
  readonly bytesRead: number;
  readonly start: number | undefined;
  readonly end: number | undefined;
  /** Whether the file is yet to be opened. */
  readonly pending: boolean;
}

function isBlob(value: unknown): value is BlobShape {
  return isObject(value) && "arrayBuffer" in value && "size" in value && "stream" in value;
}

function isWebStream(value: unknown): value is WebStreamShape {
  return isObject(value) && "getReader" in value;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> & object {
  return isObject(value) && Symbol.asyncIterator in value;
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return isObject(value) && Symbol.iterator in value;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
