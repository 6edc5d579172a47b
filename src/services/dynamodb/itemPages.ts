import type { CallOptions } from "../../client/options.ts";
import { PaginationError } from "../../errors/index.ts";
import type { Position } from "./cursor.ts";
import { writeInput } from "./operations.ts";
import { callWire, type Data, type DynamoDBResource, valueOptionsOf } from "./tableCalls.ts";
import type { WireItem } from "./writeValue.ts";

/** Operations that give items page by page, and the names of what says where the next page begins. */
export const itemOperations = {
  Query: { start: "ExclusiveStartKey", next: "LastEvaluatedKey" },
  Scan: { start: "ExclusiveStartKey", next: "LastEvaluatedKey" },
  ExecuteStatement: { start: "NextToken", next: "NextToken" },
} as const;

export type ItemOperation = keyof typeof itemOperations;

/** A listing of items, as its user described it. */
export interface Listing {
  readonly resource: DynamoDBResource;
  readonly operation: ItemOperation;
  /** With native values. */
  readonly input: Data;
  /** Where to begin, in place of the input's start. */
  readonly from: Position | undefined;
  readonly options: CallOptions | undefined;
  /** Items that are wanted at most. */
  readonly limit: number;
  /** Items that a request looks at, at most. */
  readonly pageSize: number | undefined;
}

/** A page as the client gave it. */
export interface WirePage {
  readonly output: Data;
  /** The items of it that are wanted. */
  readonly items: WireItem[];
  /** Where the page begins, and where the next does. */
  readonly start: unknown;
  readonly next: unknown;
  /** How many of its items were left out at the start, because an earlier page gave them. */
  readonly skipped: number;
}

/** The pages of a listing up to its limit, each asked for when it is wanted. */
export async function* wirePages(listing: Listing, options?: CallOptions): AsyncGenerator<WirePage> {
  const { resource, operation, input, from } = listing;
  const { start: startName, next: nextName } = itemOperations[operation];
  const wire = writeInput(operation, input, valueOptionsOf(resource));
  const callOptions = options ? { ...listing.options, ...options } : listing.options;
  let left = listing.limit;
  let skip = from?.skip ?? 0;
  let start = from ? from.key : wire[startName];
  while (left > 0) {
    const size = pageSizeFor(listing, wire, left, skip);
    const request = { ...wire, [startName]: start, Limit: size };
    const output = await callWire(resource.meta.client, operation, request, callOptions);
    const all = (output.Items ?? []) as WireItem[];
    const items = skip > 0 || all.length > left ? all.slice(skip, skip + left) : all;
    const next = output[nextName];
    // A page may be smaller than the one that the position was made of; that of a count has no items.
    const skipped = Math.min(skip, (output.Count as number | undefined) ?? all.length);
    yield { output, items, start, next, skipped };
    left -= items.length;
    if (!hasMore(next)) return;
    if (isSame(start, next)) throw new PaginationError(`${operation} gave the same ${nextName} twice.`);
    start = next;
    skip -= skipped;
  }
}

/**
 * Without a filter, items that are looked at are items that come: asking for no more than is wanted wastes no capacity,
 * and the page ends where the limit does. A filter may leave nothing of so few.
 */
function pageSizeFor({ operation, pageSize }: Listing, wire: Data, left: number, skip: number): number | undefined {
  const wanted = pageSize ?? (wire.Limit as number | undefined);
  if (left === Number.POSITIVE_INFINITY || isFiltered(operation, wire)) return wanted;
  return Math.min(wanted ?? left + skip, left + skip);
}

function isFiltered(operation: ItemOperation, wire: Data): boolean {
  if (operation === "ExecuteStatement") return true;
  return wire.FilterExpression !== undefined || wire.QueryFilter !== undefined || wire.ScanFilter !== undefined;
}

function hasMore(next: unknown): boolean {
  if (typeof next === "object" && next !== null) return Object.keys(next).length > 0;
  return typeof next === "string" && next !== "";
}

function isSame(start: unknown, next: unknown): boolean {
  return start !== undefined && JSON.stringify(start) === JSON.stringify(next);
}

/**
 * Where to go on behind the last item of a page. Where the page was cut, that is its key, if the page tells what keys
 * are and the item has them; else so many items into the same page.
 */
export function positionAfter({ output, items, start, next, skipped }: WirePage): Position | undefined {
  const all = (output.Items ?? []) as WireItem[];
  if (skipped + items.length >= all.length)
    return hasMore(next) ? { key: next as Position["key"], skip: 0 } : undefined;
  const last = items.at(-1);
  const key = next ?? start;
  const names = typeof key === "object" && key !== null ? Object.keys(key) : [];
  if (last && names.length > 0 && names.every((name) => Object.hasOwn(last, name))) {
    return { key: Object.fromEntries(names.map((name) => [name, last[name]!])), skip: 0 };
  }
  return { key: start as Position["key"], skip: skipped + items.length };
}
