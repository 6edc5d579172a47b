import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ParamValidationError } from "../../src/errors/index.ts";
import { BatchWriteError, type WriteRequest } from "../../src/services/dynamodb/batch/errors.ts";
import { type BatchWriterOptions, TableBatchWriter } from "../../src/services/dynamodb/batch/writer.ts";
import { FakeTable, type Weather } from "./fakeTable.ts";

const fast = { baseDelay: 0.1 };

const weather: fc.Arbitrary<Weather> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Weather>({ kind: "fine" }) },
  {
    weight: 3,
    arbitrary: fc.double({ min: 0.01, max: 1, noNaN: true }).map((part): Weather => ({ kind: "partial", part })),
  },
  { weight: 1, arbitrary: fc.constant<Weather>({ kind: "throttled" }) },
);

/** Moods one after the other, and then fine ones. */
function forecast(moods: readonly Weather[]): () => Weather {
  let next = 0;
  return () => moods[next++] ?? { kind: "fine" };
}

type Write = { readonly id: string; readonly value: number | "delete" };

const writes = (ids: number) =>
  fc.array(
    fc.record({
      id: fc.integer({ min: 0, max: ids }).map((number) => `k${number}`),
      value: fc.oneof({ weight: 4, arbitrary: fc.nat() }, { weight: 1, arbitrary: fc.constant("delete" as const) }),
    }),
    { maxLength: 400, size: "max" },
  );

function give(writer: TableBatchWriter, { id, value }: Write): Promise<void> {
  return value === "delete" ? writer.deleteItem({ Key: { id } }) : writer.putItem({ Item: { id, value } });
}

/** What a table holds after all writes. */
function afterAll(all: readonly Write[]): Map<string, number> {
  const model = new Map<string, number>();
  for (const { id, value } of all) {
    if (value === "delete") model.delete(id);
    else model.set(id, value);
  }
  return model;
}

function contents(table: FakeTable): Map<string, number> {
  return new Map([...table.items].map(([id, { value }]) => [id, Number(value!.N)]));
}

describe("a batch writer", () => {
  it("refuses a part of the key, by which it would lose items", () => {
    const table = new FakeTable(forecast([]), ["customer", "order"]);
    expect(() => new TableBatchWriter(table, { overwriteByPkeys: ["customer"] })).toThrow(
      "overwriteByPkeys names customer; the key of the table things is customer, order.",
    );
    expect(() => new TableBatchWriter(table, { overwriteByPkeys: ["order", "customer"] })).not.toThrow();
  });

  it("writes all, the last of each item, whatever is left unprocessed", async () => {
    await fc.assert(
      fc.asyncProperty(
        writes(60),
        fc.array(weather, { maxLength: 30, size: "max" }),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        async (all, moods, concurrency, awaits) => {
          const table = new FakeTable(forecast(moods), ["id"]);
          const writer = new TableBatchWriter(table, { ...fast, concurrency, maxAttempts: 100 });
          const given: Promise<void>[] = [];
          for (const write of all) {
            const done = give(writer, write);
            if (awaits) await done;
            else given.push(done);
          }
          await Promise.all(given);
          await writer.close();
          expect(contents(table)).toEqual(afterAll(all));
          expect(table.mostConcurrent).toBeLessThanOrEqual(concurrency);
          // Every write of an item that was sent was sent in the order in which it was given.
          for (const [id, values] of table.history) {
            const order = all
              .filter((each) => each.id === id)
              .map(({ value }) => (value === "delete" ? "deleted" : String(value)));
            let from = 0;
            for (const value of values) {
              from = order.indexOf(value, from) + 1;
              expect(from).toBeGreaterThan(0);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it("writes each item once where nobody knows the keys", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 300 }),
        fc.array(weather, { maxLength: 20, size: "max" }),
        async (count, moods) => {
          const table = new FakeTable(forecast(moods), undefined);
          {
            await using writer = new TableBatchWriter(table, { ...fast, maxAttempts: 100 });
            for (let index = 0; index < count; index++) await give(writer, { id: `k${index}`, value: index });
          }
          expect(table.items.size).toBe(count);
          expect([...table.history.values()].every(({ length }) => length === 1)).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);

  it("loses nothing where it cannot go on: what is not written is in the error", async () => {
    const moods = fc.array(fc.oneof(weather, fc.constant<Weather>({ kind: "refused" })), {
      minLength: 1,
      maxLength: 12,
      size: "max",
    });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 300 }), moods, fc.boolean(), async (count, bad, keyed) => {
        const table = new FakeTable(forecast(bad), keyed ? ["id"] : undefined);
        const { unwritten } = await writeAll(table, count, { ...fast, concurrency: 3, maxAttempts: 2 });
        const lost = unwritten.map(idOf);
        expect(new Set(lost).size).toBe(lost.length);
        expect([...table.items.keys(), ...lost].sort()).toEqual(namesOf(count));
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it("has what was not written in its error after an abort, too", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 20 }), async (count, delay) => {
        const table = new FakeTable(() => ({ kind: "partial", part: 0.3 }), ["id"]);
        const controller = new AbortController();
        setTimeout(() => controller.abort(), delay);
        const { unwritten } = await writeAll(table, count, { ...fast, concurrency: 2, signal: controller.signal });
        const lost = unwritten.map(idOf);
        expect([...table.items.keys(), ...lost].sort()).toEqual(namesOf(count));
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  it("takes no more than there is room for", async () => {
    const table = new FakeTable(() => ({ kind: "fine" }), ["id"]);
    const writer = new TableBatchWriter(table, { concurrency: 2 });
    let taken = 0;
    for (let index = 0; index < 1_000; index++) {
      await give(writer, { id: `k${index}`, value: index });
      taken++;
      expect(taken - writer.written).toBeLessThanOrEqual(50 + 2 * 25);
    }
    await writer.close();
    expect(writer.written).toBe(1_000);
  });

  it("sends batches of the size that is asked for", async () => {
    const table = new FakeTable(() => ({ kind: "fine" }), ["id"]);
    const writer = new TableBatchWriter(table, { batchSize: 10 });
    for (let index = 0; index < 95; index++) await give(writer, { id: `k${index}`, value: index });
    await writer.close();
    expect(table.calls).toBe(10);
    expect(table.items.size).toBe(95);
  });

  it("parts batches by their size on the wire", async () => {
    const table = new FakeTable(() => ({ kind: "fine" }), ["id"]);
    await using writer = new TableBatchWriter(table, {});
    // Quotes take two bytes in JSON: 25 such items are more than 16 MB.
    for (let index = 0; index < 25; index++)
      await writer.putItem({ Item: { id: `k${index}`, text: '"'.repeat(390_000) } });
    await writer.flush();
    expect(table.items.size).toBe(25);
    expect(table.calls).toBeGreaterThan(1);
  });

  it("refuses an item that DynamoDB would, and goes on with the others", async () => {
    const table = new FakeTable(() => ({ kind: "fine" }), ["id"]);
    await using writer = new TableBatchWriter(table, {});
    await expect(writer.putItem({ Item: { id: "big", text: "é".repeat(210_000) } })).rejects.toThrow(/409600/);
    await expect(writer.putItem({ Item: { id: "bad", list: [{ number: Number.NaN }] } })).rejects.toThrow(
      "Item.list[0].number: DynamoDB has no NaN",
    );
    await expect(writer.putItem({ Item: { text: "no key" } })).rejects.toBeInstanceOf(ParamValidationError);
    await writer.putItem({ Item: { id: "good" } });
    await writer.flush();
    expect([...table.items.keys()]).toEqual(["good"]);
  });

  it("tells its error once where `await using` closes it, and does not hide another", async () => {
    const refused = new FakeTable(() => ({ kind: "refused" }), ["id"]);
    await expect(async () => {
      await using writer = new TableBatchWriter(refused, {});
      for (let index = 0; index < 1_000; index++) await give(writer, { id: `k${index}`, value: index });
    }).rejects.toBeInstanceOf(BatchWriteError);
    const fine = new FakeTable(() => ({ kind: "fine" }), ["id"]);
    await expect(async () => {
      await using writer = new TableBatchWriter(fine, {});
      await give(writer, { id: "k", value: 1 });
      throw new RangeError("the caller's own");
    }).rejects.toBeInstanceOf(RangeError);
    expect(fine.items.size).toBe(1);
  });
});

/** Gives so many items until the writer does not go on, and then what is left, as a caller would who lists its own. */
async function writeAll(table: FakeTable, count: number, options: BatchWriterOptions) {
  const writer = new TableBatchWriter(table, options);
  const unwritten: WriteRequest[] = [];
  let given = 0;
  try {
    for (; given < count; given++) await give(writer, { id: `k${given}`, value: given });
    await writer.close();
  } catch (error) {
    if (!(error instanceof BatchWriteError)) throw error;
    unwritten.push(...error.unwritten);
    for (let index = given + 1; index < count; index++) unwritten.push({ PutRequest: { Item: { id: `k${index}` } } });
    await writer.close();
  }
  return { unwritten };
}

function idOf({ PutRequest, DeleteRequest }: WriteRequest): unknown {
  return PutRequest ? PutRequest.Item.id : DeleteRequest.Key.id;
}

function namesOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `k${index}`).sort();
}
