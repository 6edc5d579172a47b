import { platform } from "#platform";
import { concatBytes } from "../bytes.ts";
import { IncompleteReadError, TucuxiError } from "../errors/index.ts";
import { withCallerStack } from "./callerStack.ts";
import type { WebBlob, WebReadableStream } from "./webTypes.ts";

type Source = Uint8Array | AsyncIterable<Uint8Array>;

/** What `pipeTo` writes to: a Node `Writable` or a Web `WritableStream`. */
export type WritableLike =
  | { write(chunk: Uint8Array, callback: (error?: Error | null) => void): unknown; end(callback: () => void): unknown }
  | {
      getWriter(): {
        readonly ready: Promise<unknown>;
        write(chunk: Uint8Array): Promise<void>;
        close(): Promise<void>;
        abort(reason?: unknown): Promise<void>;
      };
    };

/**
 * A body as it arrives. It is read once, in one way; leaving an iteration early, or `discard()`, frees the connection.
 * boto3: `StreamingBody`.
 *
 * @example
 * const { Body } = await s3.getObject({ Bucket: "photos", Key: "notes.txt" });
 * for await (const line of Body.lines()) console.log(line);
 */
export class StreamingBody implements AsyncIterable<Uint8Array>, AsyncDisposable {
  /** The length in bytes that the service announced, where it did. */
  readonly contentLength: number | undefined;
  readonly #source: Source;
  #usedBy: string | undefined;
  #reading: AsyncIterator<Uint8Array> | undefined;

  constructor(source: Source, contentLength?: number) {
    this.#source = source;
    this.contentLength = contentLength;
  }

  /** Whether the body was read, or is being read. */
  get used(): boolean {
    return this.#usedBy !== undefined;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return this.#iterate("an iteration");
  }

  /** The whole body. */
  async bytes(): Promise<Uint8Array> {
    const { buffer, byteOffset, byteLength } = await this.#collect("bytes()");
    // Not a Buffer, which is a Uint8Array with another `slice` and another JSON.
    return new Uint8Array(buffer, byteOffset, byteLength);
  }

  /** The whole body as UTF-8. */
  async text(): Promise<string> {
    return platform.utf8Decode(await this.#collect("text()"));
  }

  /** The whole body, parsed as JSON; a byte order mark before it is passed over, as by `Response`. */
  async json<T = unknown>(): Promise<T> {
    return JSON.parse(platform.utf8Decode(await this.#collect("json()")).replace(/^\ufeff/, "")) as T;
  }

  /** The whole body as a `Blob`. */
  async blob(): Promise<WebBlob> {
    return new Blob([(await this.#collect("blob()")) as Uint8Array<ArrayBuffer>]) as WebBlob;
  }

  /** The body as a Web stream; cancelling it frees the connection. */
  stream(): WebReadableStream {
    const iterator = this.#iterate("stream()");
    const source = {
      async pull(controller: ReadableStreamDefaultController<Uint8Array>) {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await iterator.return?.();
      },
    };
    // Nothing is read ahead: what is not asked for stays with the service.
    return new ReadableStream<Uint8Array>(source, { highWaterMark: 0 }) as WebReadableStream;
  }

  /** The body as a Node `Readable`; destroying it frees the connection. */
  toNodeReadable(): NodeReadable {
    return platform.toNodeReadable(this) as NodeReadable;
  }

  /** Writes the body to a Node or a Web stream and closes that. A failure on either side ends both. */
  async pipeTo(target: WritableLike): Promise<void> {
    await this.#readBy("pipeTo()", async (pieces) => {
      const writer = writerTo(target);
      try {
        for await (const chunk of pieces) await writer.write(chunk);
        await writer.close();
      } catch (error) {
        await writer.fail(error);
        throw error;
      }
    });
  }

  /** Writes the body to a file, which appears whole or not at all. Node, Bun and Deno only. */
  async toFile(path: string): Promise<void> {
    await this.#readBy("toFile()", (pieces) => platform.writeFileFrom(path, pieces));
  }

  /** The body line by line, as UTF-8, without the line ends (`\n` or `\r\n`). */
  async *lines(): AsyncGenerator<string, void, undefined> {
    const decoder = new TextDecoder();
    let begun: string[] = [];
    for await (const chunk of this) {
      const parts = decoder.decode(chunk, { stream: true }).split("\n");
      for (const part of parts.slice(0, -1)) {
        yield withoutCarriageReturn(begun.join("") + part);
        begun = [];
      }
      begun.push(parts.at(-1)!);
    }
    const rest = begun.join("") + decoder.decode();
    if (rest !== "") yield withoutCarriageReturn(rest);
  }

  /** Frees the connection without reading on. Does nothing to a body that was read to its end. */
  async discard(): Promise<void> {
    if (this.#usedBy === undefined) this.#iterate("discard()");
    await this.#reading?.return?.();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.discard();
  }

  #iterate(reader: string): AsyncIterator<Uint8Array> {
    this.#reading = iterate(this.#take(reader), this.contentLength);
    return this.#reading;
  }

  /** A reader that fails before it reads anything must free the connection as well. */
  async #readBy(reader: string, read: (pieces: AsyncIterable<Uint8Array>) => Promise<void>): Promise<void> {
    const iterator = this.#iterate(reader);
    try {
      await read({ [Symbol.asyncIterator]: () => iterator });
    } catch (error) {
      await iterator.return?.();
      throw error;
    }
  }

  async #collect(reader: string): Promise<Uint8Array> {
    const source = this.#take(reader);
    try {
      const bytes = await collectBody(source);
      checkLength(bytes.length, this.contentLength);
      return bytes;
    } catch (error) {
      throw withCallerStack(error);
    }
  }

  #take(reader: string): Source {
    if (this.#usedBy !== undefined) {
      throw new TucuxiError(
        `This body was already read by ${this.#usedBy}: a body comes over the wire once. ` +
          "Keep the result of bytes() or text() where it is needed twice.",
      );
    }
    this.#usedBy = reader;
    return this.#source;
  }
}

/** What is used of Node's `Readable`, for platforms and programs without Node's types. */
export interface NodeReadable extends AsyncIterable<Uint8Array> {
  pipe<T>(destination: T): T;
  on(event: string, listener: (...args: unknown[]) => void): this;
  destroy(error?: Error): this;
}

/** The whole of a body, by the shortest way that it offers. */
export function collectBody(source: Source): Uint8Array | Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source;
  const { collect } = source as { collect?: () => Promise<Uint8Array> };
  return collect ? collect.call(source) : collectPieces(source);
}

async function collectPieces(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece);
  return pieces.length === 1 ? pieces[0]! : concatBytes(pieces);
}

/** The library's own handlers compare lengths themselves; those of others need not. */
function iterate(source: Source, length: number | undefined): AsyncIterator<Uint8Array> {
  if (source instanceof Uint8Array) return measured(once(source), length);
  const iterator = source[Symbol.asyncIterator]();
  return "collect" in source ? iterator : measured(iterator, length);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  if (bytes.length > 0) yield bytes;
}

function measured(source: AsyncIterator<Uint8Array>, length: number | undefined): AsyncIterator<Uint8Array> {
  let read = 0;
  return {
    async next() {
      const result = await source.next();
      if (result.done) checkLength(read, length);
      else read += result.value.length;
      return result;
    },
    async return() {
      await source.return?.();
      return { done: true, value: undefined };
    },
  };
}

function checkLength(read: number, length: number | undefined): void {
  if (length === undefined || read === length) return;
  throw new IncompleteReadError(`The body has ${read} bytes, and its headers promised ${length}.`);
}

function withoutCarriageReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

interface Writer {
  write(chunk: Uint8Array): Promise<unknown>;
  close(): Promise<unknown>;
  fail(error: unknown): Promise<unknown>;
}

function writerTo(target: WritableLike): Writer {
  if (typeof target === "object" && target !== null) {
    if ("getWriter" in target) return webWriter(target);
    if ("write" in target) return nodeWriter(target);
  }
  throw new TypeError("pipeTo() writes to a Node Writable or a Web WritableStream, and was given neither.");
}

function webWriter(target: Extract<WritableLike, { getWriter(): unknown }>): Writer {
  const writer = target.getWriter();
  return {
    write: async (chunk) => {
      await writer.ready;
      return writer.write(chunk);
    },
    close: () => writer.close(),
    fail: (error) => writer.abort(error).catch(() => undefined),
  };
}

function nodeWriter(target: Extract<WritableLike, { end(callback: () => void): unknown }>): Writer {
  const stream = target as typeof target & {
    destroy?(error?: unknown): void;
    once?(event: "error", listener: (error: unknown) => void): void;
    off?(event: "error", listener: (error: unknown) => void): void;
  };
  // A Writable that fails outside of a write says so by its event alone.
  let failed: unknown;
  stream.once?.("error", (error) => {
    failed = error;
  });
  return {
    write: (chunk) =>
      new Promise<void>((resolve, reject) => {
        if (failed) return reject(failed);
        target.write(chunk, (error) => (error ? reject(error) : resolve()));
      }),
    close: () =>
      new Promise<void>((resolve, reject) => {
        stream.once?.("error", reject);
        target.end(() => (failed ? reject(failed) : resolve()));
      }),
    fail: async (error) => {
      stream.once?.("error", () => undefined);
      stream.destroy?.(error);
    },
  };
}
