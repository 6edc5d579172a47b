/**
 * The Web's types as this library means them, so that its declarations need neither the DOM library nor Node's types:
 * the platform's own type where the program knows one, else the part that is used.
 */

export interface BlobLike {
  readonly size: number;
  readonly type: string;
  arrayBuffer(): Promise<ArrayBuffer>;
  stream(): ReadableStreamLike<Uint8Array>;
}

export interface ReadableStreamLike<T> {
  getReader(): {
    read(): Promise<{ done: boolean; value?: T | undefined }>;
    cancel(reason?: unknown): Promise<void>;
    releaseLock(): void;
  };
}

/** `Blob`, where the program has it. */
export type WebBlob = typeof globalThis extends { Blob: { prototype: infer Known } } ? Known : BlobLike;

/** `ReadableStream`, where the program has it. */
export type WebReadableStream = typeof globalThis extends { ReadableStream: { prototype: infer Known } }
  ? Known
  : ReadableStreamLike<Uint8Array>;
