// Answers queries with a page of canned items (so many pages, then no more) and batch writes with success, in a process
// of its own so that its work is not the client's.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getItemAnswer } from "./answers.ts";

const pageSize = Number(process.argv[2]);
const pages = Number(process.argv[3]);
const { Item } = JSON.parse(getItemAnswer()) as { Item: Record<string, unknown> };

const items = Array.from({ length: pageSize }, (_, index) => ({
  ...Item,
  order: { S: `2026-07-14T09:21:07Z#${String(index).padStart(6, "0")}` },
  total: { N: (index / 100).toFixed(2) },
}));

function page(next: string | undefined): Buffer {
  const last = next === undefined ? {} : { LastEvaluatedKey: { customer: Item.customer, order: { S: next } } };
  return Buffer.from(JSON.stringify({ Items: items, Count: pageSize, ScannedCount: pageSize, ...last }));
}

/** By the number of the page, which the start key tells. */
const answers = Array.from({ length: pages }, (_, index) => page(index < pages - 1 ? String(index + 1) : undefined));
const written = Buffer.from('{"UnprocessedItems":{}}');

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const isQuery = String(request.headers["x-amz-target"]).endsWith(".Query");
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => isQuery && chunks.push(chunk));
  request.on("end", () => {
    let body: Buffer = written;
    if (isQuery) {
      const { ExclusiveStartKey: start } = JSON.parse(Buffer.concat(chunks).toString()) as {
        ExclusiveStartKey?: { order: { S: string } };
      };
      body = answers[Number(start?.order.S ?? 0)]!;
    }
    response.writeHead(200, { "content-type": "application/x-amz-json-1.0", "content-length": body.length });
    response.end(body);
  });
});

server.listen(0, "127.0.0.1", () => process.send!((server.address() as AddressInfo).port));
process.on("disconnect", () => process.exit());
