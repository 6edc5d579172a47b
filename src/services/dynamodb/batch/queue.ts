import type { WireItem } from "../writeValue.ts";
import { MAX_REQUEST_BYTES } from "./size.ts";

/** A request of a batch, as the API has it. */
export type WireRequest = { PutRequest: { Item: WireItem } } | { DeleteRequest: { Key: WireItem } };

/** A request that waits to be written. */
export interface Entry {
  readonly request: WireRequest;
  /** Tells one item's requests from another's; where keys are not known, there is none. */
  readonly id: string | undefined;
  /** Bytes on the wire. */
  readonly bytes: number;
}

/** Requests that a call takes at most. Source: BatchWriteItem in the API reference. */
export const MAX_REQUESTS = 25;
/** Bytes of a call besides its requests. */
const CALL_BYTES = 4096;

/**
 * Requests in the order in which they came. Of an item's requests only the last one counts; while one is being written,
 * the next waits, so that the last one stays the last.
 */
export class WriteQueue {
  readonly #batchSize: number;
  readonly #entries = new Set<Entry>();
  /** Of keyed entries, the one that waits. */
  readonly #waiting = new Map<string, Entry>();
  readonly #writing = new Set<string>();

  constructor(batchSize: number) {
    this.#batchSize = batchSize;
  }

  get length(): number {
    return this.#entries.size;
  }

  /** Adds a request, in place of an earlier one of the same item. */
  add(entry: Entry): void {
    if (entry.id !== undefined) {
      const earlier = this.#waiting.get(entry.id);
      if (earlier) this.#entries.delete(earlier);
      this.#waiting.set(entry.id, entry);
    }
    this.#entries.add(entry);
  }

  /** Takes as much as one call may have; nothing where all that waits is of items that are being written. */
  take(): Entry[] {
    const batch: Entry[] = [];
    let bytes = CALL_BYTES;
    for (const entry of this.#entries) {
      if (batch.length === this.#batchSize) break;
      if (entry.id !== undefined && this.#writing.has(entry.id)) continue;
      bytes += entry.bytes;
      if (batch.length > 0 && bytes > MAX_REQUEST_BYTES) break;
      batch.push(entry);
    }
    for (const entry of batch) {
      this.#entries.delete(entry);
      if (entry.id === undefined) continue;
      this.#waiting.delete(entry.id);
      this.#writing.add(entry.id);
    }
    return batch;
  }

  /** Whether a newer request of the same item waits. */
  isSuperseded({ id }: Entry): boolean {
    return id !== undefined && this.#waiting.has(id);
  }

  /** Requests that are written, or given up. */
  release(entries: readonly Entry[]): void {
    for (const { id } of entries) if (id !== undefined) this.#writing.delete(id);
  }

  /** Everything that waits; nothing does afterwards. */
  takeAll(): Entry[] {
    const all = [...this.#entries];
    this.#entries.clear();
    this.#waiting.clear();
    return all;
  }
}
