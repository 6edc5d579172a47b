import { concatBytes } from "../bytes.ts";

/** Bytes of an answer that are held for a reader who has not come; with more, the connection waits. */
const HIGH_WATER = 128 * 1024;

/** What a body asks of the connection that it comes from. */
export interface BodySource {
  pause(): void;
  resume(): void;
  /** A reader waits for the next piece from now on: time counts. */
  waiting(): void;
  /** The reader has what was waited for. */
  served(): void;
  /** Nobody wants the rest. */
  cancel(): void;
}

/**
 * What has come of an answer's body and was not read yet. Apart from `ResponseBody`, so that a connection holds this
 * one only, and a body that the user has let go of can be told from one that is yet to be read.
 */
export class BodyQueue {
  readonly source: BodySource;
  #chunks: Uint8Array[] = [];
  #size = 0;
  #paused = false;
  #ended = false;
  #error: Error | undefined;
  #waiter: { resolve(result: IteratorResult<Uint8Array>): void; reject(error: Error): void } | undefined;
  #collector: { resolve(bytes: Uint8Array): void; reject(error: Error): void } | undefined;
  /** Whether somebody has begun to read. */
  #touched = false;

  constructor(source: BodySource) {
    this.source = source;
  }

  get ended(): boolean {
    return this.#ended;
  }

  get touched(): boolean {
    return this.#touched;
  }

  /** Whether the connection waits for a reader. */
  get paused(): boolean {
    return this.#paused;
  }

  push(chunk: Uint8Array): void {
    if (this.#ended) return;
    const waiter = this.#waiter;
    if (waiter) {
      this.#waiter = undefined;
      this.source.served();
      waiter.resolve({ done: false, value: chunk });
      return;
    }
    this.#chunks.push(chunk);
    this.#size += chunk.byteLength;
    if (this.#collector || this.#paused || this.#size < HIGH_WATER) return;
    this.#paused = true;
    this.source.pause();
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#collector) this.#collector.resolve(this.#takeAll());
    else this.#waiter?.resolve({ done: true, value: undefined });
    this.#forgetReaders();
  }

  /** What has come before the failure is still read; then the error is thrown. */
  fail(error: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    if (!this.#collector && !this.#waiter) this.#error = error;
    this.#collector?.reject(error);
    this.#waiter?.reject(error);
    this.#forgetReaders();
  }

  /** All that is left, in one piece. */
  collect(): Promise<Uint8Array> {
    this.#touched = true;
    if (this.#ended) {
      return this.#error ? Promise.reject(this.#takeError()) : Promise.resolve(this.#takeAll());
    }
    this.#resume();
    this.source.waiting();
    return new Promise((resolve, reject) => {
      this.#collector = { resolve, reject };
    });
  }

  next(): Promise<IteratorResult<Uint8Array>> {
    this.#touched = true;
    const chunk = this.#chunks.shift();
    if (chunk) {
      this.#size -= chunk.byteLength;
      if (this.#size < HIGH_WATER) this.#resume();
      return Promise.resolve({ done: false, value: chunk });
    }
    if (this.#error) return Promise.reject(this.#takeError());
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    if (this.#waiter) return Promise.reject(new TypeError("The body is read by another reader already."));
    this.source.waiting();
    return new Promise((resolve, reject) => {
      this.#waiter = { resolve, reject };
    });
  }

  /** Drops what is there and tells the source that nobody wants the rest. */
  cancel(): void {
    this.#touched = true;
    this.#chunks = [];
    this.#size = 0;
    this.#error = undefined;
    if (this.#ended) return;
    this.end();
    this.source.cancel();
  }

  #resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.source.resume();
  }

  #takeAll(): Uint8Array {
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#size = 0;
    return chunks.length === 1 ? chunks[0]! : concatBytes(chunks);
  }

  /** An error is thrown once; after it the body is at its end. */
  #takeError(): Error {
    const error = this.#error!;
    this.#error = undefined;
    return error;
  }

  #forgetReaders(): void {
    this.#collector = undefined;
    this.#waiter = undefined;
  }
}

/**
 * An answer's body as it arrives. It is read once. Leaving its iteration early frees the connection; a short rest is
 * read to its end so that the connection can be used again.
 */
export class ResponseBody implements AsyncIterableIterator<Uint8Array> {
  readonly #queue: BodyQueue;

  constructor(queue: BodyQueue) {
    this.#queue = queue;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Uint8Array>> {
    return this.#queue.next();
  }

  return(): Promise<IteratorResult<Uint8Array>> {
    this.#queue.cancel();
    return Promise.resolve({ done: true, value: undefined });
  }

  /** All that was not read yet, in one piece: the quick way for an answer that is wanted whole. */
  collect(): Promise<Uint8Array> {
    return this.#queue.collect();
  }
}
