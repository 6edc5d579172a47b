import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Attr, Decimal, Key, update } from "../../src/services/dynamodb/index.ts";
import { Session } from "../../src/session/session.ts";
import { findPython } from "../peers/python.ts";
import { testEnvironment } from "../session/testEnvironment.ts";

interface RecordedCall {
  readonly operation: string;
  readonly body: unknown;
}

const python = findPython("the requests of boto3's Table and of ours");
let calls: RecordedCall[] = [];

/** Notes what is asked for, and answers that there is nothing. */
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const operation = String(request.headers["x-amz-target"]).split(".")[1]!;
  calls.push({ operation, body: portable(JSON.parse(Buffer.concat(chunks).toString())) });
  response.writeHead(200, { "content-type": "application/x-amz-json-1.0" });
  response.end(JSON.stringify({ Items: [], Count: 0, ScannedCount: 0, UnprocessedItems: {} }));
});

/** Members of sets have no order, and numbers many forms. */
function portable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(portable);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, member]) => {
    if (name === "N") return [name, String(new Decimal(member as string))];
    if (name === "NS") return [name, (member as string[]).map((each) => String(new Decimal(each))).sort()];
    if (name === "SS" || name === "BS") return [name, [...(member as string[])].sort()];
    return [name, portable(member)];
  });
  return Object.fromEntries(entries);
}

let endpoint: string;
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function recorded(run: () => Promise<void>): Promise<RecordedCall[]> {
  calls = [];
  await run();
  return calls;
}

async function runBoto3(): Promise<void> {
  const script = fileURLToPath(new URL("boto3_requests.py", import.meta.url));
  const child = spawn(python!, [script, endpoint], { stdio: ["ignore", "inherit", "pipe"] });
  const errors: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  const [code] = (await once(child, "close")) as [number];
  if (code !== 0) throw new Error(Buffer.concat(errors).toString());
}

async function runOurs(): Promise<void> {
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "EXAMPLE" };
  await using session = new Session({ region: "eu-west-1", endpoint, credentials }, testEnvironment());
  const dynamodb = session.resource("dynamodb");
  const table = dynamodb.Table("orders");
  const key = { customer: "c#1", order: 7 };
  await table.putItem({
    Item: {
      ...key,
      total: 129.95,
      big: 12345678901234567890n,
      precise: new Decimal("0.12345678901234567890123456789012345678"),
      tiny: 1e-130,
      paid: true,
      note: null,
      empty: "",
      tags: new Set(["gift", "express"]),
      sizes: new Set([1, 2, 2.5]),
      parts: new Set([new Uint8Array([1]), new Uint8Array([2, 3])]),
      picture: new Uint8Array([0, 255]),
      lines: [{ sku: "map", count: 1, gone: undefined }, "text", [1, [2]], []],
      address: { city: "Belém", geo: { lat: -1.45 } },
      nothing: {},
    },
  });
  await table.putItem({
    Item: key,
    ConditionExpression: Attr("order")
      .notExists()
      .and(Attr("total").lt(5).or(Attr("tags").contains("gift").not())),
    ReturnValues: "ALL_OLD",
  });
  const names = { "#t": "total" };
  await table.getItem({
    Key: key,
    ConsistentRead: true,
    ProjectionExpression: "#t, paid",
    ExpressionAttributeNames: names,
  });
  await table.deleteItem({ Key: key, ConditionExpression: Attr("address.city").beginsWith("B") });
  await table.updateItem({
    Key: key,
    UpdateExpression: "SET #s = :s ADD hits :one",
    ExpressionAttributeNames: { "#s": "status" },
    ExpressionAttributeValues: { ":s": "paid", ":one": 1 },
    ConditionExpression: Attr("status").ne("paid"),
    ReturnValues: "ALL_NEW",
  });
  const conditions = [
    Attr("a").eq(1),
    Attr("a").ne("x"),
    Attr("a").lt(1.5),
    Attr("a").lte(1),
    Attr("a").gt(1),
    Attr("a").gte(new Uint8Array([1])),
    Attr("a").between(1, 9),
    Attr("a").beginsWith("x"),
    Attr("a").contains("x"),
    Attr("a").exists(),
    Attr("a").notExists(),
    Attr("a").attributeType("S"),
    Attr("a").isIn([1, "two", null]),
    Attr("a").size().gt(3),
    Attr("a").size().between(1, 2),
    Attr("a").eq(Attr("b")),
    Attr("a.b[0].c[1][2]").eq({ x: [1] }),
    Attr("a").eq(1).and(Attr("b").eq(2)).and(Attr("c").eq(3)),
    Attr("a")
      .eq(1)
      .or(Attr("b").eq(2).and(Attr("c").eq(3).not())),
    Attr("a").eq(1).or(Attr("a").eq(2)).not(),
  ];
  for (const FilterExpression of conditions) await table.scan({ FilterExpression }).toArray();
  const customer = Key("customer").eq("c#1");
  const keys = [
    customer,
    customer.and(Key("order").lt(1)),
    customer.and(Key("order").lte(1)),
    customer.and(Key("order").gt(1)),
    customer.and(Key("order").gte(1)),
    customer.and(Key("order").between(1, 2)),
    customer.and(Key("order").beginsWith("2026-")),
  ];
  for (const KeyConditionExpression of keys) await table.query({ KeyConditionExpression }).toArray();
  const query = {
    IndexName: "byTotal",
    KeyConditionExpression: Key("total").eq(1),
    FilterExpression: Attr("paid").eq(true),
    ProjectionExpression: "#x",
    ExpressionAttributeNames: { "#x": "customer" },
    ScanIndexForward: false,
    Limit: 10,
    ExclusiveStartKey: { customer: "c#1", order: 6 },
  };
  await table.query(query).toArray();
  await table.query({ FilterExpression: Attr("paid").eq(true), KeyConditionExpression: customer }).count();
  const values = { ":least": 1.5 };
  await table
    .scan({ FilterExpression: "total > :least", ExpressionAttributeValues: values, Segment: 1, TotalSegments: 4 })
    .toArray();
  await table.scan({ ScanFilter: { total: { ComparisonOperator: "GT", AttributeValueList: [5] } } }).toArray();
  await table.putItem({ Item: key, Expected: { total: { Value: 1, Exists: true } } });
  await table.updateItem({ Key: key, AttributeUpdates: { total: { Value: 5, Action: "ADD" } } });
  const writer = table.batchWriter({ overwriteByPkeys: ["customer", "order"] });
  for (let order = 0; order < 30; order++) await writer.putItem({ Item: { customer: "c#1", order } });
  await writer.deleteItem({ Key: { customer: "c#1", order: 29 } });
  await writer.close();
  await dynamodb.batchGetItem({
    RequestItems: { orders: { Keys: [key], ProjectionExpression: "total", ConsistentRead: true } },
  });
  await dynamodb.batchWriteItem({
    RequestItems: { orders: [{ PutRequest: { Item: key } }, { DeleteRequest: { Key: key } }] },
  });
  await dynamodb.transactWrite(
    [
      table.transact.put({ Item: key, ConditionExpression: Attr("total").notExists() }),
      {
        Update: {
          TableName: "orders",
          Key: key,
          UpdateExpression: "SET total = :t",
          ExpressionAttributeValues: { ":t": 5 },
        },
      },
      table.transact.delete({ Key: key, ConditionExpression: Attr("paid").eq(false) }),
      table.transact.check({ Key: key, ConditionExpression: Attr("paid").eq(true) }),
    ],
    { ClientRequestToken: "token" },
  );
  await dynamodb.transactGet([table.transact.get({ Key: key })]);
  await dynamodb.statement("SELECT * FROM orders WHERE customer = ? AND total > ?", ["c#1", 5]).toArray();
  await dynamodb.batchExecuteStatement({
    Statements: [{ Statement: "DELETE FROM orders WHERE customer = ?", Parameters: ["c#1"] }],
  });
  await dynamodb.executeTransaction({
    TransactStatements: [{ Statement: "DELETE FROM orders WHERE customer = ?", Parameters: ["c#1"] }],
    ClientRequestToken: "token",
  });
}

describe("the requests of a table", () => {
  it.runIf(python)("are those of boto3's Table for the same calls", { timeout: 60_000 }, async () => {
    const theirs = await recorded(runBoto3);
    const ours = await recorded(runOurs);
    expect(theirs.length).toBe(47);
    expect(ours.length).toBe(theirs.length);
    for (const [index, call] of theirs.entries()) expect(ours[index], `call ${index}`).toEqual(call);
    console.log(`${ours.length} requests, equal to boto3's to the last member`);
  });

  it("of updates name every attribute and value by a placeholder, beside those that are given", async () => {
    const [call] = await recorded(async () => {
      const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "EXAMPLE" };
      await using session = new Session({ region: "eu-west-1", endpoint, credentials }, testEnvironment());
      const changes = update()
        .set("status", "paid")
        .set("address.city", Attr("town").ifNotExists("Belém"))
        .increment("attempts", 2)
        .listAppend("log", ["paid"])
        .remove("note", "lines[0]")
        .add("tags", new Set(["new"]))
        .delete("tags", new Set(["old"]));
      await session
        .resource("dynamodb")
        .Table("orders")
        .updateItem({
          Key: { customer: "c#1", order: 7 },
          UpdateExpression: changes,
          ConditionExpression: "#n0 = :v0",
          ExpressionAttributeNames: { "#n0": "version" },
          ExpressionAttributeValues: { ":v0": 3 },
        });
    });
    expect(call!.body).toEqual({
      TableName: "orders",
      Key: { customer: { S: "c#1" }, order: { N: "7" } },
      ConditionExpression: "#n0 = :v0",
      UpdateExpression:
        "SET #n1 = :v1, #n2.#n3 = if_not_exists(#n4, :v2), #n5 = if_not_exists(#n6, :v3) + :v4, " +
        "#n7 = list_append(if_not_exists(#n8, :v5), :v6) REMOVE #n9, #n10[0] ADD #n11 :v7 DELETE #n12 :v8",
      ExpressionAttributeNames: {
        "#n0": "version",
        "#n1": "status",
        "#n2": "address",
        "#n3": "city",
        "#n4": "town",
        "#n5": "attempts",
        "#n6": "attempts",
        "#n7": "log",
        "#n8": "log",
        "#n9": "note",
        "#n10": "lines",
        "#n11": "tags",
        "#n12": "tags",
      },
      ExpressionAttributeValues: {
        ":v0": { N: "3" },
        ":v1": { S: "paid" },
        ":v2": { S: "Belém" },
        ":v3": { N: "0" },
        ":v4": { N: "2" },
        ":v5": { L: [] },
        ":v6": { L: [{ S: "paid" }] },
        ":v7": { SS: ["new"] },
        ":v8": { SS: ["old"] },
      },
    });
  });
});
