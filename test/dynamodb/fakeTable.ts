import { ClientError } from "../../src/errors/index.ts";
import type { WireRequest } from "../../src/services/dynamodb/batch/queue.ts";
import type { Table } from "../../src/services/dynamodb/tableCalls.ts";
import type { WireItem } from "../../src/services/dynamodb/writeValue.ts";

/** What a call comes to: how much of it is done, and whether it fails afterwards or before. */
export type Weather =
  | { readonly kind: "fine" }
  /** So large a part of the requests is left unprocessed. */
  | { readonly kind: "partial"; readonly part: number }
  | { readonly kind: "throttled" }
  | { readonly kind: "refused" };

/**
 * DynamoDB's batch operations in memory, with its limits and its moods: a model to check writers and readers against.
 */
export class FakeTable implements Table {
  readonly name: string = "things";
  readonly items: Map<string, WireItem> = new Map();
  readonly meta: Table["meta"];
  /** Per key, the values in the order in which they were written. */
  readonly history: Map<string, string[]> = new Map();
  calls: number = 0;
  concurrent: number = 0;
  mostConcurrent: number = 0;
  readonly #weather: () => Weather;
  readonly #shuffle: (requests: unknown[]) => void;

  constructor(weather: () => Weather, keySchema: readonly string[] | undefined, shuffle = (_: unknown[]): void => {}) {
    this.#weather = weather;
    this.#shuffle = shuffle;
    const data = keySchema && { KeySchema: keySchema.map((AttributeName) => ({ AttributeName })) };
    this.meta = {
      data: data as Table["meta"]["data"],
      client: {
        batchWriteItem: (input, options) => this.#call(options?.signal, () => this.#write(input)),
        batchGetItem: (input, options) => this.#call(options?.signal, () => this.#read(input)),
      },
    };
  }

  async #call(signal: { readonly aborted: boolean } | undefined, run: () => Record<string, unknown>) {
    this.calls++;
    this.mostConcurrent = Math.max(this.mostConcurrent, ++this.concurrent);
    try {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 2));
      if (signal?.aborted) throw new Error("aborted");
      return run();
    } finally {
      this.concurrent--;
    }
  }

  #write(input: Record<string, unknown>): Record<string, unknown> {
    const requests = (input.RequestItems as Record<string, WireRequest[]>)[this.name]!;
    if (requests.length > 25)
      throw refusal("ValidationException", "Too many items requested for the BatchWriteItem call");
    const keys = requests.map((request) => keyOf(itemOf(request)));
    if (new Set(keys).size < keys.length)
      throw refusal("ValidationException", "Provided list of item keys contains duplicates");
    if (JSON.stringify(requests).length > 16 * 1024 * 1024) throw refusal("ValidationException", "Too large");
    const left = this.#leave(requests);
    for (const request of requests) if (!left.includes(request)) this.#apply(request);
    return left.length > 0 ? { UnprocessedItems: { [this.name]: structuredClone(left) } } : { UnprocessedItems: {} };
  }

  #read(input: Record<string, unknown>): Record<string, unknown> {
    const { Keys } = (input.RequestItems as Record<string, { Keys: WireItem[] }>)[this.name]!;
    if (Keys.length > 100) throw refusal("ValidationException", "Too many items requested for the BatchGetItem call");
    const ids = Keys.map(keyOf);
    if (new Set(ids).size < ids.length)
      throw refusal("ValidationException", "Provided list of item keys contains duplicates");
    const left = this.#leave(Keys);
    const asked = Keys.filter((key) => !left.includes(key));
    const found = asked.flatMap((key) => this.items.get(keyOf(key)) ?? []);
    this.#shuffle(found);
    const answer = { Responses: { [this.name]: structuredClone(found) } };
    return left.length > 0 ? { ...answer, UnprocessedKeys: { [this.name]: { Keys: structuredClone(left) } } } : answer;
  }

  #leave<Request>(requests: readonly Request[]): Request[] {
    const weather = this.#weather();
    if (weather.kind === "throttled") throw refusal("ProvisionedThroughputExceededException", "slow down");
    if (weather.kind === "refused") throw refusal("AccessDeniedException", "no");
    if (weather.kind === "fine") return [];
    const left = requests.slice(0, Math.ceil(requests.length * weather.part));
    this.#shuffle(left);
    return left;
  }

  #apply(request: WireRequest): void {
    const item = itemOf(request);
    const key = keyOf(item);
    const value = "PutRequest" in request ? (item.value?.N ?? "") : "deleted";
    this.history.set(key, [...(this.history.get(key) ?? []), value]);
    if ("PutRequest" in request) this.items.set(key, structuredClone(item));
    else this.items.delete(key);
  }
}

function itemOf(request: WireRequest): WireItem {
  return "PutRequest" in request ? request.PutRequest.Item : request.DeleteRequest.Key;
}

export function keyOf({ id }: WireItem): string {
  return id!.S!;
}

function refusal(code: string, message: string): ClientError {
  const metadata = { httpStatusCode: 400, attempts: 1, totalRetryDelay: 0 };
  return new ClientError({ code, message, operation: "BatchWriteItem", fault: "client", metadata });
}
