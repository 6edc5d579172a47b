import { showAsText } from "../../client/inspection.ts";
import type { CallOptions } from "../../client/options.ts";
import { ResourceError } from "../../errors/index.ts";
import { countOf } from "./checks.ts";
import type { ItemPage } from "./collectionTypes.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import { ItemIterator } from "./itemIterator.ts";
import { type ItemOperation, type Listing, positionAfter, type WirePage, wirePages } from "./itemPages.ts";
import { readOutput } from "./operations.ts";
import { type ScanSegments, segmentPages } from "./parallelScan.ts";
import { readItem } from "./readValue.ts";
import { type Data, type DynamoDBResource, valueOptionsOf } from "./tableCalls.ts";

/** The items that a query, a scan or a statement gives; see `ItemCollection` in `collectionTypes.ts`. */
export class Items<Item> implements AsyncIterable<Item> {
  readonly #listing: Listing;
  readonly #segments: ScanSegments | undefined;

  static {
    showAsText(Items.prototype);
  }

  constructor(listing: Listing, segments?: ScanSegments) {
    this.#listing = listing;
    this.#segments = segments;
  }

  /** For logs: `Query of dynamodb.Table(name: "orders")`. */
  toString(): string {
    return `${this.#listing.operation} of ${this.#listing.resource}`;
  }

  limit(count: number): Items<Item> {
    return this.#with({ limit: countOf("limit", count, 0) });
  }

  pageSize(count: number): Items<Item> {
    return this.#with({ pageSize: countOf("pageSize", count, 1) });
  }

  after(cursor: string | undefined): Items<Item> {
    return this.#with({ from: cursor === undefined ? undefined : decodeCursor(cursor) });
  }

  segments(count: number, { concurrency = count }: { readonly concurrency?: number | undefined } = {}): Items<Item> {
    const segments = { count: countOf("segments", count, 1), concurrency: countOf("concurrency", concurrency, 1) };
    return new Items(this.#listing, segments);
  }

  [Symbol.asyncIterator](): AsyncIterator<Item, undefined> {
    return new ItemIterator<Item>(this.#pages(), valueOptionsOf(this.#listing.resource));
  }

  async *pages(options?: CallOptions): AsyncGenerator<Data & { readonly Items: Item[] }, void, undefined> {
    const { resource, operation } = this.#listing;
    const values = valueOptionsOf(resource);
    for await (const wirePage of this.#pages(options)) {
      const page = outputOf(wirePage);
      yield readOutput(operation, page, values) as unknown as Data & { readonly Items: Item[] };
    }
  }

  async toArray(options?: CallOptions): Promise<Item[]> {
    const values = valueOptionsOf(this.#listing.resource);
    const all: Item[] = [];
    for await (const { items } of this.#pages(options)) {
      for (const item of items) all.push(readItem(item, values) as Item);
    }
    return all;
  }

  async first(options?: CallOptions): Promise<Item | undefined> {
    const [first] = await this.limit(Math.min(this.#listing.limit, 1)).toArray(options);
    return first;
  }

  async page(options?: CallOptions): Promise<ItemPage<Item>> {
    if (this.#segments) throw new ResourceError("A scan in segments has no one place to go on from: use pages().");
    const values = valueOptionsOf(this.#listing.resource);
    const items: Item[] = [];
    let cursor: string | undefined;
    for await (const page of this.#pages(options)) {
      const position = positionAfter(page);
      cursor = position && encodeCursor(position);
      for (const item of page.items) items.push(readItem(item, values) as Item);
    }
    return { items, cursor };
  }

  async count(options?: CallOptions): Promise<number> {
    const { limit } = this.#listing;
    const counted = this.#counted();
    let count = 0;
    for await (const { output, items, skipped } of (counted ?? this).#pages(options)) {
      count += counted ? (output.Count as number) - skipped : items.length;
      if (count >= limit) return limit;
    }
    return count;
  }

  /**
   * The same listing of which only the count comes. There is none of a statement, nor where a projection is text: left
   * out, it would leave names that nothing uses, which DynamoDB refuses.
   */
  #counted(): Items<Item> | undefined {
    const { operation, input } = this.#listing;
    const { ProjectionExpression: wanted, AttributesToGet: _, ...others } = input;
    if (operation === "ExecuteStatement" || typeof wanted === "string") return undefined;
    return this.#with({ input: { ...others, Select: "COUNT" } });
  }

  #pages(options?: CallOptions): AsyncGenerator<WirePage> {
    return this.#segments ? segmentPages(this.#listing, this.#segments, options) : wirePages(this.#listing, options);
  }

  #with(change: Partial<Listing>): Items<Item> {
    return new Items({ ...this.#listing, ...change }, this.#segments);
  }
}

/** The operation's answer up to the limit; where that cuts it, what says where the next page begins fits. */
function outputOf(page: WirePage): Data {
  const { LastEvaluatedKey: _, NextToken: __, ...others } = page.output;
  const output = { ...others, Items: page.items };
  const position = positionAfter(page);
  if (position?.skip !== 0) return output;
  const { key } = position;
  // A copy: the key itself is needed for the next page, as the API has it.
  return typeof key === "object" ? { ...output, LastEvaluatedKey: { ...key } } : { ...output, NextToken: key };
}

/** The items of an operation. An `ExclusiveStartKey` may be a cursor. */
export function itemsOf<Item>(
  resource: DynamoDBResource,
  operation: ItemOperation,
  input: Data,
  options: CallOptions | undefined,
): Items<Item> {
  const { ExclusiveStartKey: start } = input;
  const items = new Items<Item>({
    resource,
    operation,
    input: typeof start === "string" ? { ...input, ExclusiveStartKey: undefined } : input,
    from: undefined,
    options,
    limit: Number.POSITIVE_INFINITY,
    pageSize: undefined,
  });
  return typeof start === "string" ? items.after(start) : items;
}
