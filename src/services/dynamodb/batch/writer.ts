import { sleep } from "../../../client/deadline.ts";
import { AbortError, ParamValidationError, ResourceError } from "../../../errors/index.ts";
import type { AbortSignalLike } from "../../../http/types.ts";
import { locate, reportingBadValues } from "../badValue.ts";
import { countOf } from "../checks.ts";
import { readItem } from "../readValue.ts";
import { callWire, type Table, valueOptionsOf } from "../tableCalls.ts";
import { type WireItem, writeItem } from "../writeValue.ts";
import { Backoff, type BackoffOptions, mayPass } from "./backoff.ts";
import { BatchWriteError, type WriteRequest } from "./errors.ts";
import { keyId, loadedKeyNames } from "./keys.ts";
import { type Entry, MAX_REQUESTS, type WireRequest, WriteQueue } from "./queue.ts";
import { MAX_ITEM_BYTES, sizeOfItem } from "./size.ts";

/** Options of `table.batchWriter`. */
export interface BatchWriterOptions<Keys extends string = string> extends BackoffOptions {
  /**
   * All attributes of the table's key: what is alike in these is one item. Where they are known, only the last request of
   * an item is sent, and requests of one item keep their order. A loaded table knows them. boto3: `overwrite_by_pkeys`.
   */
  readonly overwriteByPkeys?: readonly Keys[] | undefined;
  /** How many requests a call has at most, of the 25 that DynamoDB takes. Default: 25. */
  readonly batchSize?: number | undefined;
  /** How many calls are under way at once. Default: 4 where the keys are known, else 1, which keeps the order. */
  readonly concurrency?: number | undefined;
  /** Ends the calls that are under way; what is not written is in the error. */
  readonly signal?: AbortSignalLike | undefined;
}

/** Writes items in batches; see `BatchWriter` in `batchTypes.ts`. */
export class TableBatchWriter implements AsyncDisposable {
  readonly #table: Table;
  readonly #options: BatchWriterOptions;
  readonly #keyNames: readonly string[] | undefined;
  readonly #concurrency: number;
  readonly #batchSize: number;
  readonly #queue: WriteQueue;
  readonly #unwritten: WriteRequest[] = [];
  #calls = 0;
  #written = 0;
  #flushes = 0;
  #isClosed = false;
  #failure: { readonly cause: unknown; isTold: boolean } | undefined;
  /** Who waits for room, and who for the end of all calls. */
  #roomSeekers: (() => void)[] = [];
  #idleSeekers: (() => void)[] = [];

  constructor(table: Table, options: BatchWriterOptions) {
    this.#table = table;
    // Options that are none are found before anything is given.
    new Backoff(options);
    this.#options = options;
    this.#batchSize = Math.min(countOf("batchSize", options.batchSize ?? MAX_REQUESTS, 1), MAX_REQUESTS);
    this.#queue = new WriteQueue(this.#batchSize);
    this.#keyNames = keyNamesOf(table, options.overwriteByPkeys);
    this.#concurrency = countOf("concurrency", options.concurrency ?? (this.#keyNames ? 4 : 1), 1);
  }

  get written(): number {
    return this.#written;
  }

  async putItem(input: { readonly Item: object }): Promise<void> {
    const item = this.#write("Item", input?.Item);
    const { stored, sent } = sizeOfItem(item);
    if (stored > MAX_ITEM_BYTES) {
      const message = `has more than ${stored} bytes; DynamoDB takes ${MAX_ITEM_BYTES}`;
      throw new ParamValidationError("BatchWriteItem", [{ path: "Item", message }]);
    }
    await this.#add({ request: { PutRequest: { Item: item } }, id: this.#idOf("Item", item), bytes: sent + 32 });
  }

  async deleteItem(input: { readonly Key: object }): Promise<void> {
    const key = this.#write("Key", input?.Key);
    const bytes = sizeOfItem(key).sent + 32;
    await this.#add({ request: { DeleteRequest: { Key: key } }, id: this.#idOf("Key", key), bytes });
  }

  async flush(): Promise<void> {
    this.#flushes++;
    this.#send();
    await this.#idle();
    this.#flushes--;
    this.#throwFailure();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    // What `putItem` or `flush` has thrown is known already.
    const wasTold = this.#failure?.isTold === true;
    try {
      await this.flush();
    } catch (error) {
      if (!wasTold) throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #write(name: "Item" | "Key", value: object): WireItem {
    if (this.#isClosed) throw new ResourceError("The batch writer is closed: make another one.");
    if (typeof value !== "object" || value === null) {
      throw new ParamValidationError("BatchWriteItem", [{ path: name, message: "must be an object" }]);
    }
    return this.#reporting(name, () => writeItem(value, valueOptionsOf(this.#table)));
  }

  #idOf(name: "Item" | "Key", item: WireItem): string | undefined {
    return this.#keyNames && this.#reporting(name, () => keyId(item, this.#keyNames!));
  }

  #reporting<Result>(name: string, convert: () => Result): Result {
    return reportingBadValues("BatchWriteItem", () => {
      try {
        return convert();
      } catch (error) {
        throw locate(error, name);
      }
    });
  }

  /** Resolves when there is room for more. */
  async #add(entry: Entry): Promise<void> {
    if (this.#options.signal?.aborted) this.#fail(new AbortError(this.#options.signal.reason));
    if (this.#failure) this.#lose([entry]);
    else this.#queue.add(entry);
    this.#send();
    if (!this.#failure && !this.#hasRoom) await new Promise<void>((resolve) => this.#roomSeekers.push(resolve));
    if (!this.#failure) return;
    await this.#idle();
    this.#throwFailure();
  }

  /** Two batches wait at most before whoever gives more has to wait, too. */
  get #hasRoom(): boolean {
    return this.#queue.length < 2 * this.#batchSize;
  }

  /** Starts as many calls as there may be, each with a full batch unless all is to be sent. */
  #send(): void {
    while (!this.#failure && this.#calls < this.#concurrency) {
      if (this.#queue.length < (this.#flushes > 0 ? 1 : this.#batchSize)) return;
      const batch = this.#queue.take();
      if (batch.length === 0) return;
      this.#calls++;
      void this.#writeBatch(batch).finally(() => {
        this.#calls--;
        this.#send();
        this.#tell();
      });
    }
  }

  /** Writes a batch to its end, be it good or bad; never rejects. */
  async #writeBatch(batch: readonly Entry[]): Promise<void> {
    const backoff = new Backoff(this.#options);
    let left = batch;
    while (left.length > 0) {
      const { unprocessed, error } = await this.#attempt(left);
      const done = left.length - unprocessed.length;
      this.#written += done;
      this.#queue.release(left.filter((entry) => !unprocessed.includes(entry)));
      left = this.#withoutSuperseded(unprocessed);
      if (left.length === 0) return;
      const isHopeless = error !== undefined && !mayPass(error);
      const delay = this.#failure || isHopeless ? undefined : backoff.next(done > 0);
      if (delay === undefined) return this.#giveUp(left, error);
      try {
        await sleep(delay, this.#options.signal);
      } catch (aborted) {
        return this.#giveUp(left, aborted);
      }
      left = this.#withoutSuperseded(left);
    }
  }

  async #attempt(
    batch: readonly Entry[],
  ): Promise<{ readonly unprocessed: readonly Entry[]; readonly error?: unknown }> {
    const { name, meta } = this.#table;
    const input = { RequestItems: { [name]: batch.map(({ request }) => request) } };
    try {
      const output = await callWire(meta.client, "BatchWriteItem", input, { signal: this.#options.signal });
      // One table is asked for, be it by its name or by its ARN.
      const requests = Object.values((output.UnprocessedItems ?? {}) as Record<string, WireRequest[]>).flat();
      return { unprocessed: this.#entriesOf(requests, batch) };
    } catch (error) {
      return { unprocessed: batch, error };
    }
  }

  /** What an answer calls unprocessed, by its keys; where they are not known, as the answer has it. */
  #entriesOf(requests: readonly WireRequest[], batch: readonly Entry[]): readonly Entry[] {
    const names = this.#keyNames;
    if (requests.length === 0) return [];
    if (!names) return requests.map((request) => ({ request, id: undefined, bytes: 0 }));
    const ids = new Set(requests.map((request) => keyId(itemOf(request), names)));
    return batch.filter(({ id }) => ids.has(id!));
  }

  /** Of an item that has a newer request, the older one is of no use any more. */
  #withoutSuperseded(entries: readonly Entry[]): readonly Entry[] {
    const superseded = entries.filter((entry) => this.#queue.isSuperseded(entry));
    if (superseded.length === 0) return entries;
    this.#queue.release(superseded);
    return entries.filter((entry) => !superseded.includes(entry));
  }

  #giveUp(entries: readonly Entry[], error: unknown): void {
    this.#queue.release(entries);
    this.#lose(entries);
    this.#fail(error ?? new ResourceError("DynamoDB left them unprocessed, however often they were sent."));
  }

  /** Nothing more is sent. */
  #fail(cause: unknown): void {
    this.#failure ??= { cause, isTold: false };
    this.#lose(this.#queue.takeAll());
    this.#tell();
  }

  #lose(entries: readonly Entry[]): void {
    for (const { request } of entries) this.#unwritten.push(nativeRequest(request));
  }

  #throwFailure(): void {
    if (!this.#failure) return;
    this.#failure.isTold = true;
    throw new BatchWriteError(this.#table.name, this.#written, this.#unwritten, this.#failure.cause);
  }

  /** Resolves when no call is under way, and none will be. */
  async #idle(): Promise<void> {
    if (this.#isIdle) return;
    await new Promise<void>((resolve) => this.#idleSeekers.push(resolve));
  }

  get #isIdle(): boolean {
    return this.#calls === 0 && (this.#queue.length === 0 || this.#failure !== undefined);
  }

  #tell(): void {
    if (this.#failure || this.#hasRoom) {
      const seekers = this.#roomSeekers;
      this.#roomSeekers = [];
      for (const resolve of seekers) resolve();
    }
    if (this.#isIdle) {
      const seekers = this.#idleSeekers;
      this.#idleSeekers = [];
      for (const resolve of seekers) resolve();
    }
  }
}

/** By a part of the key, other items would be taken for the same, and be lost. */
function keyNamesOf(table: Table, given: readonly string[] | undefined): readonly string[] | undefined {
  const loaded = loadedKeyNames(table);
  if (!given || !loaded) return given ?? loaded;
  if (given.length === loaded.length && given.every((name) => loaded.includes(name))) return given;
  throw new ResourceError(
    `overwriteByPkeys names ${given.join(", ")}; the key of the table ${table.name} is ${loaded.join(", ")}.`,
  );
}

function itemOf(request: WireRequest): WireItem {
  return "PutRequest" in request ? request.PutRequest.Item : request.DeleteRequest.Key;
}

/** Nobody else has the request any more. */
function nativeRequest(request: WireRequest): WriteRequest {
  const item = readItem(itemOf(request), {});
  return "PutRequest" in request ? { PutRequest: { Item: item } } : { DeleteRequest: { Key: item } };
}
