import { linkedController, sleep } from "../../../client/deadline.ts";
import type { CallOptions } from "../../../client/options.ts";
import { ResourceError } from "../../../errors/index.ts";
import type { AbortSignalLike } from "../../../http/types.ts";
import { locate, reportingBadValues } from "../badValue.ts";
import { countOf } from "../checks.ts";
import { isExpression } from "../expressions/expression.ts";
import { Projection, projection } from "../expressions/projection.ts";
import { writeInput } from "../operations.ts";
import { readItem } from "../readValue.ts";
import { callWire, type Data, type Table, valueOptionsOf } from "../tableCalls.ts";
import { type WireItem, writeItem } from "../writeValue.ts";
import { Backoff, type BackoffOptions, mayPass } from "./backoff.ts";
import { BatchReadError } from "./errors.ts";
import { keyId } from "./keys.ts";

/** Options of `table.batchReader`. */
export interface BatchReaderOptions<Wanted = unknown> extends BackoffOptions {
  /** Whether the items come in the order of the keys, with `undefined` for those that are not there. Default: false. */
  readonly ordered?: boolean | undefined;
  /** How many calls are under way at once. Default: 4. */
  readonly concurrency?: number | undefined;
  readonly ConsistentRead?: boolean | undefined;
  /** The attributes that are wanted; those of the key come as well. */
  readonly ProjectionExpression?: Wanted;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignalLike | undefined;
}

/** Keys that a call takes at most. Source: BatchGetItem in the API reference. */
const MAX_KEYS = 100;

/** Keys that are asked for in one call. */
interface Chunk {
  /** In the order in which they were asked for, each as often as it was. */
  readonly asked: readonly { readonly id: string; readonly key: WireItem }[];
  readonly names: readonly string[];
}

/** The items of many keys; see `TableAdditions.batchReader`. */
export class TableBatchReader implements AsyncIterable<Data | undefined> {
  readonly #table: Table;
  readonly #keys: Iterable<object> | AsyncIterable<object>;
  readonly #options: BatchReaderOptions;
  readonly #concurrency: number;

  constructor(table: Table, keys: Iterable<object> | AsyncIterable<object>, options: BatchReaderOptions) {
    this.#table = table;
    this.#keys = keys;
    this.#options = options;
    this.#concurrency = countOf("concurrency", options.concurrency ?? 4, 1);
  }

  async toArray(): Promise<(Data | undefined)[]> {
    const items: (Data | undefined)[] = [];
    for await (const item of this) items.push(item);
    return items;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Data | undefined, void, undefined> {
    const { ordered = false, signal } = this.#options;
    const own = linkedController(signal);
    const chunks = this.#chunks();
    const reading = new Set<Promise<Answer>>();
    let isMore = true;
    try {
      for (;;) {
        while (isMore && reading.size < this.#concurrency) {
          const { value, done } = await chunks.next();
          if (done) isMore = false;
          else reading.add(started(this.#read(value, own.signal)));
        }
        if (reading.size === 0) return;
        const { promise, items } = ordered ? await [...reading][0]! : await Promise.race(reading);
        reading.delete(promise());
        for (const item of items) if (ordered || item !== undefined) yield item;
      }
    } finally {
      own.end();
      await chunks.return(undefined);
    }
  }

  async *#chunks(): AsyncGenerator<Chunk, void, undefined> {
    let asked: { id: string; key: WireItem }[] = [];
    let ids = new Set<string>();
    let names: readonly string[] = [];
    for await (const given of this.#keys) {
      const key = this.#key(given);
      if (names.length === 0) names = Object.keys(key);
      const id = reportingBadValues("BatchGetItem", () => keyId(key, names));
      asked.push({ id, key });
      ids.add(id);
      if (ids.size < MAX_KEYS) continue;
      yield { asked, names };
      asked = [];
      ids = new Set();
    }
    if (asked.length > 0) yield { asked, names };
  }

  #key(given: object): WireItem {
    return reportingBadValues("BatchGetItem", () => {
      try {
        return writeItem(given, valueOptionsOf(this.#table));
      } catch (error) {
        throw locate(error, "Keys");
      }
    });
  }

  /** All that there is of a chunk's keys. */
  async #read({ asked, names }: Chunk, signal: AbortSignalLike): Promise<(Data | undefined)[]> {
    const found = new Map<string, WireItem>();
    const left = new Map(asked.map(({ id, key }) => [id, key]));
    const request = this.#request(names);
    const backoff = new Backoff(this.#options);
    for (;;) {
      const { items, unprocessed, error } = await this.#attempt([...left.values()], request, { signal });
      for (const item of items) found.set(this.#idOf(item, names), item);
      const before = left.size;
      const again = new Set(unprocessed.map((key) => keyId(key, names)));
      for (const id of left.keys()) if (!again.has(id)) left.delete(id);
      if (left.size === 0) break;
      const isHopeless = error !== undefined && !mayPass(error);
      const delay = isHopeless ? undefined : backoff.next(left.size < before);
      if (delay === undefined) throw this.#failure([...left.values()], error);
      await sleep(delay, signal);
    }
    return this.#itemsOf(asked, found);
  }

  /** Items in the order of the keys; one that was asked for twice comes twice. */
  #itemsOf(asked: Chunk["asked"], found: ReadonlyMap<string, WireItem>): (Data | undefined)[] {
    const values = valueOptionsOf(this.#table);
    const hasRepeated = new Set(asked.map(({ id }) => id)).size < asked.length;
    return asked.map(({ id }) => {
      const item = found.get(id);
      return item && readItem(hasRepeated ? structuredClone(item) : item, values);
    });
  }

  async #attempt(keys: readonly WireItem[], request: Data, options: CallOptions): Promise<Attempt> {
    const { name, meta } = this.#table;
    try {
      const input = { RequestItems: { [name]: { ...request, Keys: keys } } };
      const output = await callWire(meta.client, "BatchGetItem", input, options);
      const items = Object.values((output.Responses ?? {}) as Record<string, WireItem[]>).flat();
      const unprocessed = Object.values((output.UnprocessedKeys ?? {}) as Record<string, { Keys: WireItem[] }>);
      return { items, unprocessed: unprocessed.flatMap(({ Keys }) => Keys) };
    } catch (error) {
      return { items: [], unprocessed: keys, error };
    }
  }

  /** What is asked of each key; with a projection the key is asked for as well, to know whose item it is. */
  #request(names: readonly string[]): Data {
    const { ConsistentRead, ExpressionAttributeNames, ProjectionExpression: wanted } = this.#options;
    const whole = isExpression(wanted) && wanted.kind === "projection" ? withKey(wanted, names) : wanted;
    const input = {
      RequestItems: { table: { ConsistentRead, ExpressionAttributeNames, ProjectionExpression: whole } },
    };
    const written = writeInput("BatchGetItem", input, {}) as { RequestItems: { table: Data } };
    return written.RequestItems.table;
  }

  #idOf(item: WireItem, names: readonly string[]): string {
    if (names.every((name) => Object.hasOwn(item, name))) return keyId(item, names);
    throw new ResourceError(
      `A batch reader knows items by their keys, and its ProjectionExpression leaves out some of ${names.join(", ")}.`,
    );
  }

  #failure(keys: readonly WireItem[], error: unknown): BatchReadError {
    const cause = error ?? new ResourceError("DynamoDB left them unprocessed, however often they were asked for.");
    return new BatchReadError(
      this.#table.name,
      keys.map((key) => readItem({ ...key }, {})),
      cause,
    );
  }
}

interface Attempt {
  readonly items: readonly WireItem[];
  readonly unprocessed: readonly WireItem[];
  readonly error?: unknown;
}

interface Answer {
  readonly items: readonly (Data | undefined)[];
  /** The promise of this answer. */
  promise(): Promise<Answer>;
}

/** An answer that tells which of many promises it came from. */
function started(items: Promise<(Data | undefined)[]>): Promise<Answer> {
  const answer: Promise<Answer> = items.then((found) => ({ items: found, promise: () => answer }));
  // Whoever comes to it hears of a failure; when the reading is left, nobody does.
  answer.catch(() => undefined);
  return answer;
}

function withKey(wanted: { readonly operands: readonly unknown[] }, names: readonly string[]): Projection {
  const paths = wanted.operands as Projection["operands"] as Projection["operands"][number][];
  const missing = names.filter((name) => !paths.some((path) => isWholeAttribute(path, name)));
  const added = missing.flatMap((name) => projection([name]).operands);
  return new Projection([...paths, ...added] as ConstructorParameters<typeof Projection>[0]);
}

function isWholeAttribute(path: unknown, name: string): boolean {
  const steps = (path as { readonly operands: readonly unknown[] }).operands;
  return steps.length === 1 && steps[0] === name;
}
