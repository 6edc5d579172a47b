// CPU per item of a query over 100,000 items: a table's `query()`, beside the plain client's loop with conversion by
// hand, the official document client, and boto3's Table; then items a second through the batch writer.
import { fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DynamoDBDocumentClient, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { UndiciHttpHandler } from "@smithy/undici-http-handler";
import { Session } from "tucuxi";
import { Key } from "tucuxi/dynamodb";
import { median } from "./compare.ts";

const pageSize = 2_000;
const pages = 50;
const count = pageSize * pages;
const rounds = 9;

const serverFile = new URL("./dynamodbServer.ts", import.meta.url);
const server = fork(serverFile, [String(pageSize), String(pages)], { stdio: "inherit" });
const [port] = (await once(server, "message")) as [number];
const endpoint = `http://127.0.0.1:${port}`;
const region = "eu-west-1";
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const options = { region, credentials, endpoint };

type Line = { sku: string; count: number; price: number };
type Order = {
  customer: string;
  order: string;
  total: number;
  paid: boolean;
  lines: Line[];
  tags: Set<string>;
  note: null;
};

const session = new Session(options);
const client = session.client("dynamodb");
const table = session.resource("dynamodb").Table<Order, "customer" | "order">("orders");
const official = DynamoDBDocumentClient.from(new DynamoDBClient({ ...options }));
const officialBest = DynamoDBDocumentClient.from(
  new DynamoDBClient({ ...options, requestHandler: new UndiciHttpHandler() }),
);
const input = {
  TableName: "orders",
  KeyConditionExpression: "customer = :c",
  ExpressionAttributeValues: { ":c": { S: "c#000000000017" } },
};
const nativeInput = { ...input, ExpressionAttributeValues: { ":c": "c#000000000017" } };

type Value = { S?: string; N?: string; BOOL?: boolean; L?: Value[]; M?: Record<string, Value>; SS?: string[] };

/** What a careful user writes who knows every attribute. */
function byHand(item: Record<string, Value>): Order {
  return {
    customer: item.customer!.S!,
    order: item.order!.S!,
    total: Number(item.total!.N),
    paid: item.paid!.BOOL!,
    lines: item.lines!.L!.map(({ M }) => ({
      sku: M!.sku!.S!,
      count: Number(M!.count!.N),
      price: Number(M!.price!.N),
    })),
    tags: new Set(item.tags!.SS),
    note: null,
  };
}

const readers: Record<string, () => Promise<number>> = {
  "plain client, by hand": async () => {
    let sum = 0;
    for await (const page of client.paginate("query", input)) {
      for (const item of page.Items ?? []) sum += byHand(item as Record<string, Value>).total;
    }
    return sum;
  },
  "table.query()": async () => {
    let sum = 0;
    for await (const order of table.query({ KeyConditionExpression: Key("customer").eq("c#000000000017") })) {
      sum += order.total;
    }
    return sum;
  },
  "table.query().pages()": async () => {
    let sum = 0;
    for await (const page of table.query({ KeyConditionExpression: Key("customer").eq("c#000000000017") }).pages()) {
      for (const order of page.Items) sum += order.total;
    }
    return sum;
  },
  "official document client": () => readOfficial(official),
  "the same, undici": () => readOfficial(officialBest),
};

async function readOfficial(document: DynamoDBDocumentClient): Promise<number> {
  let sum = 0;
  // It keeps the last start key in the input that it is given.
  for await (const page of paginateQuery({ client: document }, { ...nativeInput })) {
    for (const item of page.Items ?? []) sum += item.total;
  }
  return sum;
}

const costs = new Map(Object.keys(readers).map((name) => [name, [] as number[]]));
for (let round = -2; round < rounds; round++) {
  for (const [name, read] of Object.entries(readers)) {
    const before = process.cpuUsage();
    await read();
    const { user, system } = process.cpuUsage(before);
    if (round >= 0) costs.get(name)!.push((user + system) / count);
  }
}
const python = process.env.TUCUXI_PYTHON;
if (python) {
  const script = fileURLToPath(new URL("./dynamodb_boto3.py", import.meta.url));
  const { stdout } = spawnSync(python, [script, endpoint, "3"], { encoding: "utf8" });
  costs.set("boto3's Table", stdout.trim().split("\n").map(Number));
}

const baseline = median(costs.get("plain client, by hand")!);
console.log(`\nQuery of ${count.toLocaleString("en")} items: CPU µs per item, median of ${rounds} rounds`);
for (const [name, values] of costs) {
  const cost = median(values);
  console.log(
    `  ${name.padEnd(26)}${cost.toFixed(2).padStart(9)}${`${Math.round((cost / baseline) * 100)} %`.padStart(8)}`,
  );
}

const written = 20_000;
const item = (index: number): Order => ({
  customer: "c#000000000017",
  order: `2026-07-14T09:21:07Z#${index}`,
  total: index / 100,
  paid: true,
  lines: [
    { sku: "DOLPHIN-01", count: 2, price: 49.95 },
    { sku: "RIVER-MAP", count: 1, price: 30.05 },
  ],
  tags: new Set(["gift", "express"]),
  note: null,
});

const writers: Record<string, () => Promise<void>> = {
  "batch writer, 4 at once": () => write(4),
  "batch writer, 1 at once": () => write(1),
  "official, by hand": async () => {
    for (let index = 0; index < written; index += 25) {
      const requests = Array.from({ length: 25 }, (_, each) => ({ PutRequest: { Item: item(index + each) } }));
      await officialBest.send(new BatchWriteCommand({ RequestItems: { orders: requests } }));
    }
  },
};

async function write(concurrency: number): Promise<void> {
  await using writer = table.batchWriter({ overwriteByPkeys: ["customer", "order"], concurrency });
  for (let index = 0; index < written; index++) await writer.putItem({ Item: item(index) });
}

console.log(`\n${written.toLocaleString("en")} items written in batches: items a second, and CPU µs per item`);
for (const [name, run] of Object.entries(writers)) {
  const rates: number[] = [];
  const cpus: number[] = [];
  for (let round = -1; round < 5; round++) {
    const start = performance.now();
    const before = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(before);
    if (round < 0) continue;
    rates.push((written / (performance.now() - start)) * 1_000);
    cpus.push((user + system) / written);
  }
  const rate = Math.round(median(rates)).toLocaleString("en");
  console.log(`  ${name.padEnd(26)}${rate.padStart(9)}${median(cpus).toFixed(1).padStart(8)}`);
}

await session.close();
server.disconnect();
process.exit();
