import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BatchReadError } from "../../src/services/dynamodb/batch/errors.ts";
import { TableBatchReader } from "../../src/services/dynamodb/batch/reader.ts";
import { FakeTable, type Weather } from "./fakeTable.ts";

const moods: fc.Arbitrary<Weather[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<Weather>({ kind: "fine" }) },
    {
      weight: 3,
      arbitrary: fc.double({ min: 0.01, max: 1, noNaN: true }).map((part): Weather => ({ kind: "partial", part })),
    },
    { weight: 1, arbitrary: fc.constant<Weather>({ kind: "throttled" }) },
  ),
  { maxLength: 20, size: "max" },
);

function tableOf(count: number, forecast: readonly Weather[]): FakeTable {
  let next = 0;
  const table = new FakeTable(
    () => forecast[next++] ?? { kind: "fine" },
    ["id"],
    (requests) => requests.reverse(),
  );
  for (let index = 0; index < count; index++)
    table.items.set(`k${index}`, { id: { S: `k${index}` }, value: { N: `${index}` } });
  return table;
}

const keys = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 700, size: "max" });

describe("a batch reader", () => {
  it("gives the item of every key, in the order of the keys where that is asked for", async () => {
    await fc.assert(
      fc.asyncProperty(keys, moods, fc.integer({ min: 1, max: 5 }), async (asked, forecast, concurrency) => {
        const options = { ordered: true, concurrency, baseDelay: 0.1, maxAttempts: 50 };
        const table = tableOf(300, forecast);
        const items = await new TableBatchReader(
          table,
          asked.map((key) => ({ id: `k${key}` })),
          options,
        ).toArray();
        expect(items.map((item) => item?.value)).toEqual(asked.map((key) => (key < 300 ? key : undefined)));
        expect(table.mostConcurrent).toBeLessThanOrEqual(concurrency);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it("gives the items as they come, each as often as it was asked for", async () => {
    await fc.assert(
      fc.asyncProperty(keys, moods, async (asked, forecast) => {
        const table = tableOf(300, forecast);
        const reader = new TableBatchReader(
          table,
          asked.map((key) => ({ id: `k${key}` })),
          { baseDelay: 0.1, maxAttempts: 50 },
        );
        const values = (await reader.toArray()).map((item) => Number(item!.value));
        const byNumber = (one: number, other: number) => one - other;
        expect(values.sort(byNumber)).toEqual(asked.filter((key) => key < 300).sort(byNumber));
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it("takes keys only as it needs them", async () => {
    const table = tableOf(2_000, []);
    let taken = 0;
    async function* endless() {
      for (;;) yield { id: `k${taken++}` };
    }
    const reader = new TableBatchReader(table, endless(), { concurrency: 2, ordered: true });
    let read = 0;
    for await (const item of reader) {
      expect(item?.value).toBe(read++);
      if (read === 150) break;
    }
    expect(taken).toBeLessThanOrEqual(500);
    expect(table.concurrent).toBeLessThanOrEqual(2);
  });

  it("says which keys it could not read", async () => {
    const never = tableOf(10, []);
    const refused = new FakeTable(() => ({ kind: "refused" }), ["id"]);
    const keysOf = Array.from({ length: 10 }, (_, index) => ({ id: `k${index}` }));
    const error = await new TableBatchReader(refused, keysOf, {}).toArray().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BatchReadError);
    expect((error as BatchReadError).unread).toEqual(keysOf);
    const stubborn = new FakeTable(() => ({ kind: "partial", part: 1 }), ["id"]);
    const options = { baseDelay: 0.1, maxAttempts: 3 };
    await expect(new TableBatchReader(stubborn, keysOf, options).toArray()).rejects.toBeInstanceOf(BatchReadError);
    expect(stubborn.calls).toBe(3);
    expect(await new TableBatchReader(never, [], {}).toArray()).toEqual([]);
  });
});
