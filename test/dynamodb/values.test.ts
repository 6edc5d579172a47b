import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Decimal } from "../../src/services/dynamodb/index.ts";
import { readItem } from "../../src/services/dynamodb/readValue.ts";
import { writeItem } from "../../src/services/dynamodb/writeValue.ts";
import type { Session } from "../../src/session/session.ts";
import { attributes, canonical } from "./arbitraries.ts";
import { dynamodbServers, makeTable, type Server, sessionOn } from "./servers.ts";

describe("values", () => {
  it("of any shape come back as they were", () => {
    fc.assert(
      fc.property(attributes, (item) => {
        const before = canonical(item);
        const read = readItem(writeItem(item, {}), {});
        expect(canonical(read)).toBe(before);
        expect(canonical(item)).toBe(before);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(["decimal", "string", (text: string) => new Decimal(text)] as const)(
    "keep every digit by the policy %s",
    (numbers) => {
      fc.assert(
        fc.property(
          fc.bigInt({ min: 0n, max: 10n ** 38n - 1n }),
          fc.integer({ min: -50, max: 50 }),
          (digits, exponent) => {
            const given = new Decimal(`${digits}e${exponent}`);
            const { n } = readItem(writeItem({ n: given }, {}), { numbers });
            expect(given.equals(String(n))).toBe(true);
          },
        ),
      );
    },
  );
});

describe.each(dynamodbServers("round trips of items"))("values on $name", ({ start, name }) => {
  let server: Server;
  let session: Session;
  beforeAll(async () => {
    server = await start();
    session = sessionOn(server);
    await makeTable(session, "values");
  }, 60_000);
  afterAll(async () => {
    await session?.close();
    server?.stop();
  });

  it("of any shape come back as they were", { timeout: 120_000 }, async () => {
    const table = session.resource("dynamodb").Table("values");
    let count = 0;
    await fc.assert(
      fc.asyncProperty(attributes, async (item) => {
        const id = `item ${count++}`;
        const given = Object.fromEntries([...Object.entries(item), ["id", id]]);
        await table.putItem({ Item: given });
        const { Item } = await table.getItem({ Key: { id }, ConsistentRead: true });
        expect(canonical(Item)).toBe(canonical(given));
      }),
      { numRuns: Number(process.env.TUCUXI_RUNS ?? 300) },
    );
    console.log(`${name}: ${count} items there and back`);
  });
});
