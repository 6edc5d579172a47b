import type { CallOptions } from "../../client/options.ts";
import type { MetadataBearer } from "../../client/types.ts";
import type * as shapes from "./shapes.d.ts";

/** A page of items that were asked for with a limit. */
export interface ItemPage<Item> {
  readonly items: Item[];
  /** Where the next page begins: text that goes into a URL as it is. `undefined` where nothing is left. */
  readonly cursor: string | undefined;
}

/** A page as the operation gives it, with native values. */
export type OutputPage<Output, Item> = Omit<Output, "Items" | "LastEvaluatedKey"> & {
  readonly Items: Item[];
  readonly LastEvaluatedKey?: Partial<Item>;
} & MetadataBearer;

/**
 * The items of a query, a scan or a statement, asked for page by page as they are read. It never changes: its methods
 * give new ones, and every iteration starts anew.
 *
 * @example
 * for await (const order of orders.query({ KeyConditionExpression: Key("customer").eq("c#1") }).limit(100)) {
 *   console.log(order.total);
 * }
 */
export interface ItemCollection<Item, Output = Record<string, unknown>> extends AsyncIterable<Item> {
  /** At most so many items, over all pages. */
  limit(count: number): ItemCollection<Item, Output>;
  /** So many items a request at most, before any filter. boto3: `Limit`. */
  pageSize(count: number): ItemCollection<Item, Output>;
  /** From the cursor of an earlier `page()` on; from the beginning where there is none. */
  after(cursor: string | undefined): ItemCollection<Item, Output>;
  /** The operation's own answers; with a limit the last one is cut to it, and its `LastEvaluatedKey` fits. */
  pages(options?: CallOptions): AsyncIterable<OutputPage<Output, Item>>;
  /** All items up to the limit at once. */
  toArray(options?: CallOptions): Promise<Item[]>;
  /** The first item, or `undefined` where there is none. */
  first(options?: CallOptions): Promise<Item | undefined>;
  /**
   * The items up to the limit, and where the next ones begin.
   *
   * @example
   * const { items, cursor } = await orders.scan().limit(20).page();
   * const next = await orders.scan().limit(20).after(cursor).page();
   */
  page(options?: CallOptions): Promise<ItemPage<Item>>;
  /**
   * How many items there are, up to the limit; where it can be, by requests that give none (`Select: "COUNT"`). They cost
   * as much as reading them.
   */
  count(options?: CallOptions): Promise<number>;
}

/** The items of a scan. */
export interface ScanCollection<Item> extends ItemCollection<Item, shapes.ScanOutput> {
  limit(count: number): ScanCollection<Item>;
  pageSize(count: number): ScanCollection<Item>;
  after(cursor: string | undefined): ScanCollection<Item>;
  /**
   * Read in so many parts side by side, of which so many at once (default: all). Items come as they arrive.
   *
   * @example
   * for await (const order of orders.scan().segments(16, { concurrency: 4 })) console.log(order.total);
   */
  segments(
    count: number,
    options?: { readonly concurrency?: number | undefined },
  ): Omit<ScanCollection<Item>, "after" | "page" | "segments">;
}
