import { inspect } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ClientError, PaginationError, ParamValidationError } from "../../src/errors/index.ts";
import {
  Attr,
  Decimal,
  ExpressionError,
  expiresAt,
  expiresIn,
  Key,
  notExpired,
  projection,
  TransactionCanceled,
  update,
  withVersion,
} from "../../src/services/dynamodb/index.ts";
import type { Session } from "../../src/session/session.ts";
import { dynamodbServers, makeTable, type Server, sessionOn } from "./servers.ts";

interface Row {
  id: string;
  sort: number;
  group?: number;
  text?: string;
  version?: number;
  expires?: number;
  created?: Date;
  big?: Decimal | string | bigint;
}

const servers = dynamodbServers("tables");
if (servers.length === 0) it.skip("tables need a server");

describe.each(servers)("a table on $name", ({ name, start }) => {
  const isLocal = name === "DynamoDB Local";
  let server: Server;
  let session: Session;
  let count = 0;
  beforeAll(async () => {
    server = await start();
    session = sessionOn(server);
    await makeTable(session, "rows", "N");
  }, 60_000);
  afterAll(async () => {
    await session?.close();
    server?.stop();
  });
  let id: string;
  beforeEach(() => {
    id = `partition ${count++}`;
  });
  const rows = () => session.resource("dynamodb").Table<Row, "id" | "sort">("rows");

  async function fill(size: number): Promise<void> {
    await using writer = rows().batchWriter({ overwriteByPkeys: ["id", "sort"] });
    for (let sort = 0; sort < size; sort++) {
      await writer.putItem({ Item: { id, sort, group: sort % 3, text: "x".repeat(sort % 7) } });
    }
  }

  it("queries pages, limits and cursors without losing or doubling an item", { timeout: 60_000 }, async () => {
    await fill(60);
    const all = Array.from({ length: 60 }, (_, sort) => sort);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 25 }),
        fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
        fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
        fc.boolean(),
        fc.boolean(),
        async (limit, size, group, forward, withoutKeys) => {
          let query = rows().query({
            KeyConditionExpression: Key("id").eq(id),
            ScanIndexForward: forward,
            ...(group !== undefined && { FilterExpression: Attr("group").eq(group) }),
            ...(withoutKeys && { ProjectionExpression: projection("sort") }),
          });
          if (size !== undefined) query = query.pageSize(size);
          const wanted = all.filter((sort) => group === undefined || sort % 3 === group);
          if (!forward) wanted.reverse();
          const read: number[] = [];
          for await (const { sort } of query) read.push(sort!);
          expect(read).toEqual(wanted);
          const limited: number[] = [];
          for await (const { sort } of query.limit(limit)) limited.push(sort!);
          expect(limited).toEqual(wanted.slice(0, limit));
          const paged: number[] = [];
          let cursor: string | undefined;
          do {
            const { items, cursor: next } = await query.limit(limit).after(cursor).page();
            expect(items.length).toBeLessThanOrEqual(limit);
            expect(next ?? "").toMatch(/^[\w-]*$/);
            paged.push(...items.map(({ sort }) => sort!));
            cursor = next;
          } while (cursor !== undefined);
          expect(paged).toEqual(wanted);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("gives raw pages, whose keys begin the next ones whatever the policy of numbers is", async () => {
    await fill(10);
    const table = rows().withOptions({ numbers: "string" });
    const sorts: unknown[] = [];
    let start: Partial<Row> | undefined;
    do {
      const query = table.query({ KeyConditionExpression: Key("id").eq(id), ExclusiveStartKey: start });
      for await (const { sort } of query.limit(4)) sorts.push(sort);
      for await (const page of query.limit(4).pages()) {
        expect(page.Count).toBe(page.Items.length);
        start = page.LastEvaluatedKey;
      }
    } while (start && sorts.length < 30);
    expect(sorts).toEqual(Array.from({ length: 10 }, (_, sort) => String(sort)));
  });

  it("gives raw pages whose keys fit where a limit cuts them", async () => {
    await fill(30);
    const sorts: number[] = [];
    let start: Partial<Row> | undefined;
    do {
      const filter = { FilterExpression: Attr("group").ne(0), ExclusiveStartKey: start };
      const query = rows().query({ KeyConditionExpression: Key("id").eq(id), ...filter });
      start = undefined;
      for await (const page of query.pageSize(13).limit(4).pages()) {
        sorts.push(...page.Items.map(({ sort }) => sort));
        start = page.LastEvaluatedKey;
      }
    } while (start);
    expect(sorts).toEqual(Array.from({ length: 30 }, (_, sort) => sort).filter((sort) => sort % 3 !== 0));
  });

  it("goes on from a cursor with pages of another size", async () => {
    await fill(60);
    const query = rows().query({
      KeyConditionExpression: Key("id").eq(id),
      FilterExpression: Attr("group").ne(1),
      ProjectionExpression: projection("sort"),
    });
    const { items, cursor } = await query.limit(17).page();
    const others = await query.pageSize(5).after(cursor).toArray();
    const wanted = Array.from({ length: 60 }, (_, sort) => sort).filter((sort) => sort % 3 !== 1);
    expect([...items, ...others].map(({ sort }) => sort)).toEqual(wanted);
    expect(await query.pageSize(5).after(cursor).count()).toBe(wanted.length - 17);
  });

  it("counts no further than the limit, whatever is projected", async () => {
    await fill(60);
    const query = rows().query({ KeyConditionExpression: Key("id").eq(id), ProjectionExpression: projection("sort") });
    let requests = 0;
    const unhook = session.hooks.register("beforeSend", () => void requests++);
    expect([await query.limit(5).count(), requests]).toEqual([5, 1]);
    expect(await query.pageSize(7).limit(20).count()).toBe(20);
    expect(await query.pageSize(7).count()).toBe(60);
    const { cursor } = await query.limit(25).page();
    expect(await query.after(cursor).count()).toBe(35);
    unhook();
    expect(
      await rows()
        .scan({ AttributesToGet: ["id"] })
        .limit(20)
        .count(),
    ).toBe(20);
    const named = { ProjectionExpression: "#s", ExpressionAttributeNames: { "#s": "sort" } };
    expect(
      await rows()
        .query({ KeyConditionExpression: Key("id").eq(id), ...named })
        .limit(50)
        .count(),
    ).toBe(50);
  });

  it("shows its queries as what they are", () => {
    expect(inspect({ all: rows().scan() })).toBe('{ all: Scan of dynamodb.Table(name: "rows") }');
  });

  it("refuses options that are none", () => {
    const given = (options: object) => () => rows().withOptions(options);
    expect(given({ numbers: "decimals" })).toThrow('numbers is "string", "decimal", or a function');
    expect(given({ dates: "ISO" })).toThrow('dates is "iso", "seconds", "milliseconds"');
    expect(given({ number: "string" })).toThrow('number is no option. Did you mean "numbers"?');
    expect(() => rows().batchWriter({ concurrency: 0 })).toThrow("concurrency(0)");
    expect(() => rows().batchWriter({ maxAttempts: 0 })).toThrow("maxAttempts(0)");
    expect(() => rows().batchReader([], { concurrency: 0.5 })).toThrow("concurrency(0.5)");
    expect(() => rows().scan().limit(-1)).toThrow("limit(-1)");
    expect(() => rows().scan().segments(0)).toThrow("segments(0)");
  });

  it("refuses a cursor that is none", async () => {
    for (const cursor of ["nonsense!", "e30", "W10x", "W1siYSJdXQ"]) {
      expect(() => rows().scan().after(cursor)).toThrow(PaginationError);
      expect(() => rows().scan({ ExclusiveStartKey: cursor })).toThrow(PaginationError);
    }
  });

  it("scans in segments, all of them once", async () => {
    await makeTable(session, `segments ${count}`.replace(" ", "-"));
    const table = session.resource("dynamodb").Table<{ id: string }, "id">(`segments-${count}`);
    {
      await using writer = table.batchWriter({ overwriteByPkeys: ["id"] });
      for (let index = 0; index < 200; index++) await writer.putItem({ Item: { id: `i${index}` } });
    }
    for (const concurrency of [1, 3, 8]) {
      const found: string[] = [];
      for await (const item of table.scan().pageSize(7).segments(8, { concurrency })) found.push(item.id);
      expect(new Set(found).size).toBe(200);
      expect(found.length).toBe(200);
    }
    expect((await table.scan().segments(4).limit(50).toArray()).length).toBe(50);
    let seen = 0;
    for await (const _ of table.scan().pageSize(5).segments(4)) if (++seen === 12) break;
    expect(seen).toBe(12);
    expect(await table.scan().pageSize(30).count()).toBe(200);
    expect((await table.scan().first())?.id).toMatch(/^i\d+$/);
  });

  it("reads what a batch writer wrote, in batches", async () => {
    await fill(230);
    const keys = Array.from({ length: 250 }, (_, sort) => ({ id, sort }));
    const ordered = await rows().batchReader(keys, { ordered: true }).toArray();
    expect(ordered.map((row) => row?.sort)).toEqual(keys.map(({ sort }) => (sort < 230 ? sort : undefined)));
    const some = await rows()
      .batchReader(keys.slice(0, 5), { ProjectionExpression: projection("group") })
      .toArray();
    expect(some.map(({ group }) => group!).sort()).toEqual([0, 0, 1, 1, 2]);
    expect(Object.keys(some[0]!).sort()).toEqual(["group", "id", "sort"]);
  });

  it("writes in transactions, and says of each action why not", async () => {
    const dynamodb = session.resource("dynamodb");
    const table = rows();
    await dynamodb.transactWrite([
      table.transact.put({ Item: { id, sort: 1, text: "one" }, ConditionExpression: Attr("id").notExists() }),
      table.transact.put({ Item: { id, sort: 2, group: 1 } }),
      { Put: { TableName: "rows", Item: { id, sort: 3 } } },
    ]);
    const error = await dynamodb
      .transactWrite([
        table.transact.update({ Key: { id, sort: 2 }, UpdateExpression: update().increment("group") }),
        table.transact.put({
          Item: { id, sort: 1, text: "again" },
          ConditionExpression: Attr("id").notExists(),
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
        table.transact.check({ Key: { id, sort: 3 }, ConditionExpression: Attr("id").exists() }),
      ])
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TransactionCanceled);
    expect(error).toBeInstanceOf(session.client("dynamodb").exceptions.TransactionCanceledException);
    expect(error).toBeInstanceOf(ClientError);
    const { reasons, message } = error as TransactionCanceled;
    expect(reasons.map(({ code, action }) => [action, code])).toEqual([
      ["Update", "None"],
      ["Put", "ConditionalCheckFailed"],
      ["ConditionCheck", "None"],
    ]);
    expect(reasons[1]!.item).toEqual({ id, sort: 1, text: "one" });
    expect(message).toContain("action 1 (Put): ConditionalCheckFailed");
    const [first, second, none] = await dynamodb.transactGet([
      table.transact.get({ Key: { id, sort: 1 }, ProjectionExpression: projection("text") }),
      table.withOptions({ numbers: "string" }).transact.get({ Key: { id, sort: 2 } }),
      table.transact.get({ Key: { id, sort: 99 } }),
    ]);
    // moto gives whole items, whatever is asked of them.
    if (isLocal) expect(first).toEqual({ text: "one" });
    expect(second).toEqual({ id, sort: "2", group: "1" });
    expect(none).toBeUndefined();
  });

  it("lets nobody write over what another has written", async () => {
    const table = rows();
    const key = { id, sort: 1 };
    await table.putItem(withVersion({ Item: key as Row }, "version"));
    await expect(table.putItem(withVersion({ Item: key as Row }, "version"))).rejects.toThrow(/ConditionalCheckFailed/);
    const { Item: mine } = await table.getItem({ Key: key });
    const { Item: yours } = await table.getItem({ Key: key });
    expect(mine?.version).toBe(1);
    await table.putItem(withVersion({ Item: { ...mine!, text: "mine" } }, "version"));
    await expect(table.putItem(withVersion({ Item: yours! }, "version"))).rejects.toThrow(/ConditionalCheckFailed/);
    const change = {
      Key: key,
      UpdateExpression: update().set("text", "ours"),
      ConditionExpression: Attr("text").eq("mine"),
    };
    await table.updateItem(withVersion(change, "version", 2));
    await expect(table.deleteItem(withVersion({ Key: key }, "version", 2))).rejects.toThrow(/ConditionalCheckFailed/);
    expect((await table.getItem({ Key: key })).Item).toEqual({ ...key, version: 3, text: "ours" });
    await table.deleteItem(withVersion({ Key: key }, "version", 3));
    expect((await table.getItem({ Key: key })).Item).toBeUndefined();
  });

  it("gives the item that a condition failed on with native values", async () => {
    await rows().putItem({ Item: { id, sort: 1, group: 5 } });
    const error = await rows()
      .deleteItem({
        Key: { id, sort: 1 },
        ConditionExpression: Attr("group").lt(5),
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      })
      .catch((thrown: unknown) => thrown);
    expect((error as ClientError).data.Item).toEqual({ id, sort: 1, group: 5 });
  });

  it("knows what is expired", async () => {
    const table = rows();
    await table.putItem({ Item: { id, sort: 1, expires: expiresAt(new Date("2020-01-01T00:00:00.001Z")) } });
    await table.putItem({ Item: { id, sort: 2, expires: expiresIn({ days: 1, hours: 1 }) } });
    await table.putItem({ Item: { id, sort: 3 } });
    const query = table.query({ KeyConditionExpression: Key("id").eq(id), FilterExpression: notExpired("expires") });
    expect((await query.toArray()).map(({ sort }) => sort)).toEqual([2, 3]);
    expect((await table.getItem({ Key: { id, sort: 1 } })).Item?.expires).toBe(1577836801);
    await table.enableTimeToLive("expires");
    const { TimeToLiveDescription } = await session.client("dynamodb").describeTimeToLive({ TableName: "rows" });
    expect(TimeToLiveDescription?.AttributeName).toBe("expires");
    await table.disableTimeToLive("expires").catch((error: ClientError) => {
      // DynamoDB lets nobody change it twice within an hour.
      expect(error.code).toBe("ValidationException");
    });
  });

  it("runs statements whose values are bound", async () => {
    const dynamodb = session.resource("dynamodb");
    for (let sort = 0; sort < 5; sort++) await rows().putItem({ Item: { id, sort, text: "it's" } });
    // moto answers 500 to other comparisons of a key than equality.
    const [statement, first, wanted] = isLocal
      ? ["id = ? AND sort > ?", [id, 2], [3, 4]]
      : ["id = ?", [id], [0, 1, 2, 3, 4]];
    const found = await dynamodb.statement<Row>(`SELECT sort FROM "rows" WHERE ${statement}`, first).toArray();
    expect(found.map(({ sort }) => sort).sort()).toEqual(wanted);
    const paged = dynamodb.statement<Row>('SELECT * FROM "rows" WHERE id = ?', [id]);
    const { items, cursor } = await paged.limit(3).page();
    const { items: others } = await paged.after(cursor).page();
    expect([...items, ...others].map(({ sort }) => sort)).toEqual([0, 1, 2, 3, 4]);
    expect([await paged.count(), await paged.limit(2).count()]).toEqual([5, 2]);
    await dynamodb.statement('UPDATE "rows" SET text = ? WHERE id = ? AND sort = ?', ["' OR 1=1", id, 0]).toArray();
    expect((await rows().getItem({ Key: { id, sort: 0 } })).Item?.text).toBe("' OR 1=1");
    const { Responses } = await dynamodb.batchExecuteStatement({
      Statements: [{ Statement: 'SELECT * FROM "rows" WHERE id = ? AND sort = ?', Parameters: [id, 1] }],
    });
    // moto finds nothing by a number.
    if (isLocal) expect((Responses as { Item?: unknown }[])[0]?.Item).toEqual({ id, sort: 1, text: "it's" });
  });

  it("has numbers and dates as its options say, also once it is loaded", async () => {
    const table = rows().withOptions({ numbers: "decimal", dates: "iso", dateAttributes: ["created"] });
    const created = new Date("2026-07-14T09:21:07.123Z");
    await table.putItem({ Item: { id, sort: 1, big: new Decimal("1.10"), created } });
    const loaded = await table.load();
    const { Item } = await loaded.getItem({ Key: { id, sort: 1 } });
    expect(String(Item?.big)).toBe("1.1");
    expect(Item?.created).toEqual(created);
    expect((await rows().getItem({ Key: { id, sort: 1 } })).Item).toEqual({
      id,
      sort: 1,
      big: 1.1,
      created: created.toISOString(),
    });
    const later = table.query({
      KeyConditionExpression: Key("id").eq(id),
      FilterExpression: Attr("created").gt(new Date(0)),
    });
    expect(await later.count()).toBe(1);
    const seconds = rows().withOptions({ dates: "seconds", dateAttributes: ["created"] });
    await seconds.putItem({ Item: { id, sort: 2, created } });
    expect((await seconds.getItem({ Key: { id, sort: 2 } })).Item?.created).toEqual(created);
    expect((await rows().getItem({ Key: { id, sort: 2 } })).Item?.created).toBe(1784020867.123);
    const fromService = session
      .resource("dynamodb")
      .withOptions({ numbers: "string" })
      .Table<Row, "id" | "sort">("rows");
    expect((await fromService.getItem({ Key: { id, sort: 1 } })).Item?.big).toBe("1.1");
    const [listed] = await session.resource("dynamodb").withOptions({ numbers: "string" }).tables.toArray();
    expect((await listed?.getItem({ Key: { id, sort: 1 } }))?.Item?.big).toBe("1.1");
  });

  it("refuses what DynamoDB cannot keep, and says where it is", async () => {
    const bad: [unknown, string][] = [
      [{ deep: [{ number: Number.NaN }] }, "Item.x.deep[0].number: DynamoDB has no NaN"],
      [Number.POSITIVE_INFINITY, "Item.x: DynamoDB has no Infinity"],
      [10n ** 38n + 1n, "Item.x: 100000000000000000000000000000000000001 has 39 significant digits"],
      [1e200, "Item.x: 1e+200 is too large"],
      [5e-324, "Item.x: 5e-324 is too close to 0"],
      [new Set(), "Item.x: DynamoDB has no empty sets"],
      [new Set([1, "a"]), "Item.x: a set's members are of one type, not numbers and text"],
      [new Set([true]), "Item.x: a set holds text, numbers or bytes, not a boolean"],
      [[1, undefined], "Item.x[1]: DynamoDB has no type for undefined"],
      [() => 1, "Item.x: DynamoDB has no type for a function"],
      [new Date(), 'Item.x: DynamoDB has no dates: say what they are to be by `table.withOptions({ dates: "iso" })`'],
      [/x/, "Item.x: DynamoDB has no type for a RegExp"],
      [Attr("sort").plus(1), "Item.x: is an expression: what becomes of an attribute is said by `update()`"],
    ];
    const table = session.resource("dynamodb").Table("rows");
    for (const [x, message] of bad) {
      const error = await table.putItem({ Item: { id, sort: 1, x } }).catch((thrown: unknown) => thrown);
      expect(error, message).toBeInstanceOf(ParamValidationError);
      expect((error as Error).message).toContain(message);
    }
    const endless: Record<string, unknown> = {};
    endless.self = endless;
    await expect(table.putItem({ Item: { id, sort: 1, endless } })).rejects.toThrow(
      /Item\.endless\.self\.self.{1,100}…: nests too deeply, or holds itself/,
    );
    await expect(table.scan({ FilterExpression: Attr("a").eq(Number.NaN) }).toArray()).rejects.toThrow(
      "DynamoDB has no NaN",
    );
    expect(() => Attr("a..b")).toThrow(ExpressionError);
    expect(() => Attr("")).toThrow(ExpressionError);
    expect(() => Attr("[0]")).toThrow(ExpressionError);
    const wrong = Attr("a").eq(1) as never;
    await expect(table.query({ KeyConditionExpression: wrong }).toArray()).rejects.toThrow(/a condition of keys/);
    await expect(table.updateItem({ Key: { id, sort: 1 }, UpdateExpression: update() })).rejects.toThrow(/is empty/);
  });

  it("has a plain client, and leaves inputs as they are", async () => {
    const input = { Item: { id, sort: 1, list: [1, { a: 2 }] }, ConditionExpression: Attr("id").notExists() };
    const before = structuredClone({ Item: input.Item });
    const table = session.resource("dynamodb").Table("rows");
    await table.putItem(input);
    expect({ Item: input.Item }).toEqual(before);
    expect(input.ConditionExpression).toEqual(Attr("id").notExists());
    const { Item } = await table.meta.client.getItem({ TableName: "rows", Key: { id: { S: id }, sort: { N: "1" } } });
    expect(Item?.list).toEqual({ L: [{ N: "1" }, { M: { a: { N: "2" } } }] });
  });
});
