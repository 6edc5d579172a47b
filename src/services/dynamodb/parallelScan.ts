import { linkedController } from "../../client/deadline.ts";
import type { CallOptions } from "../../client/options.ts";
import { type Listing, type WirePage, wirePages } from "./itemPages.ts";

/** A scan in parts that DynamoDB reads side by side. */
export interface ScanSegments {
  readonly count: number;
  /** How many of them are read at once. */
  readonly concurrency: number;
}

/** One segment that is being read: its pages, and the page that is under way. */
interface Reading {
  readonly pages: AsyncGenerator<WirePage>;
  next: Promise<{ readonly reading: Reading; readonly result: IteratorResult<WirePage> }>;
}

/**
 * The pages of all segments as they come, of so many segments at a time. Of each there is one page under way or waiting
 * to be read, so that whoever reads slowly holds up the reading.
 * Source: "Parallel scan" in the Amazon DynamoDB Developer Guide.
 */
export async function* segmentPages(
  listing: Listing,
  { count, concurrency }: ScanSegments,
  options?: CallOptions,
): AsyncGenerator<WirePage> {
  const own = linkedController(options?.signal ?? listing.options?.signal);
  const readings = new Set<Reading>();
  let left = listing.limit;
  let segment = 0;
  try {
    while (left > 0) {
      while (readings.size < concurrency && segment < count) {
        const input = { ...listing.input, Segment: segment++, TotalSegments: count };
        readings.add(newReading(wirePages({ ...listing, input, limit: left }, { ...options, signal: own.signal })));
      }
      if (readings.size === 0) return;
      const { reading, result } = await Promise.race([...readings].map(({ next }) => next));
      // Behind all others: none is read to its end before the rest has its turn.
      readings.delete(reading);
      if (result.done) continue;
      readings.add(reading);
      const { items } = result.value;
      yield items.length > left ? { ...result.value, items: items.slice(0, left) } : result.value;
      left -= items.length;
      reading.next = nextOf(reading);
    }
  } finally {
    own.end();
  }
}

function newReading(pages: AsyncGenerator<WirePage>): Reading {
  const reading = { pages } as Reading;
  reading.next = nextOf(reading);
  return reading;
}

function nextOf(reading: Reading): Reading["next"] {
  const next = reading.pages.next().then((result) => ({ reading, result }));
  // Whoever comes to it hears of a failure; when the scan is left, nobody does.
  next.catch(() => undefined);
  return next;
}
