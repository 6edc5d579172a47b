import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../src/session/session.ts";
import { conditions, items } from "./conditionModel.ts";
import { dynamodbServers, makeTable, type Server, sessionOn } from "./servers.ts";

/** moto's filters differ from DynamoDB's in many corners, so that only Amazon's own can say what a condition means. */
const local = dynamodbServers("conditions").filter(({ name }) => name === "DynamoDB Local");

if (local.length === 0) it.skip("conditions need DynamoDB Local");

describe.each(local)("conditions on $name", ({ start, name }) => {
  let server: Server;
  let session: Session;
  beforeAll(async () => {
    server = await start();
    session = sessionOn(server);
    await makeTable(session, "conditions");
  }, 60_000);
  afterAll(async () => {
    await session?.close();
    server?.stop();
  });

  it("mean what they say", { timeout: 240_000 }, async () => {
    const table = session.resource("dynamodb").Table("conditions");
    const all = fc.sample(items, { numRuns: 60, seed: 7 }).map((item, index) => ({ ...item, id: `i${index}` }));
    for (const item of all) await table.putItem({ Item: item });
    let count = 0;
    await fc.assert(
      fc.asyncProperty(conditions, async ({ condition, holds, text }) => {
        const found = await table.scan({ FilterExpression: condition }).toArray();
        const wanted = all.filter((item) => holds(item)).map(({ id }) => id);
        expect(found.map(({ id }) => id).sort(), text).toEqual(wanted.sort());
        count++;
      }),
      { numRuns: Number(process.env.TUCUXI_RUNS ?? 500) },
    );
    console.log(`${name}: ${count} conditions over ${all.length} items`);
  });
});
