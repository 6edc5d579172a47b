import { fork } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Session } from "../src/session/session.ts";

/** What an item of a collection costs beside the plain client's loop: 100,000 keys over 100 pages. */
const PAGES = 100;
const KEYS = 1000;

function pageOf(page: number): string {
  const contents = Array.from({ length: KEYS }, (_, index) => {
    const key = `folder/${String(page * KEYS + index).padStart(8, "0")}.jpg`;
    return (
      `<Contents><Key>${key}</Key><LastModified>2024-05-06T07:08:09.000Z</LastModified>` +
      `<ETag>&quot;70ee1738b6b21e2c8a43f3a5ab0eee71&quot;</ETag><Size>${1000 + index}</Size><StorageClass>STANDARD</StorageClass></Contents>`
    );
  });
  const more = page + 1 < PAGES;
  return (
    `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>photos</Name>` +
    `<KeyCount>${KEYS}</KeyCount><MaxKeys>${KEYS}</MaxKeys><IsTruncated>${more}</IsTruncated>` +
    `${more ? `<NextContinuationToken>${page + 1}</NextContinuationToken>` : ""}${contents.join("")}</ListBucketResult>`
  );
}

/** The server is a process of its own, so that its CPU is not counted. */
function serve(): void {
  const pages = Array.from({ length: PAGES }, (_, page) => Buffer.from(pageOf(page)));
  const server = createServer((request, response) => {
    const page = pages[Number(/continuation-token=(\d+)/.exec(request.url!)?.[1] ?? 0)]!;
    response.writeHead(200, { "content-type": "application/xml", "content-length": page.length });
    response.end(page);
  });
  server.listen(0, "127.0.0.1", () => process.send!((server.address() as AddressInfo).port));
}

if (process.argv[2] === "serve") serve();
else await measure();

async function measure(): Promise<void> {
  const server = fork(import.meta.filename, ["serve"], { execArgv: process.execArgv });
  const port = await new Promise((resolve) => server.once("message", resolve));
  const session = new Session({
    region: "us-east-1",
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
  });
  const client = session.client("s3");
  const bucket = session.resource("s3").Bucket("photos");

  async function clientLoop(): Promise<number> {
    let length = 0;
    for await (const { Contents = [] } of client.paginate("listObjectsV2", { Bucket: "photos" })) {
      for (const { Key, LastModified } of Contents) length += Key.length + (LastModified ? 1 : 0);
    }
    return length;
  }

  async function clientItems(): Promise<number> {
    let length = 0;
    for await (const { Key, LastModified } of client.paginate("listObjectsV2", { Bucket: "photos" }).items()) {
      length += Key.length + (LastModified ? 1 : 0);
    }
    return length;
  }

  async function collection(): Promise<number> {
    let length = 0;
    for await (const { key, lastModified } of bucket.objects) length += key.length + (lastModified ? 1 : 0);
    return length;
  }

  /** CPU microseconds an item, of the whole process. */
  async function cost(loop: () => Promise<number>): Promise<number> {
    const before = process.cpuUsage();
    await loop();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / (PAGES * KEYS);
  }

  const loops = { "client, page by page": clientLoop, "client, items()": clientItems, "bucket.objects": collection };
  const costs = new Map<string, number[]>(Object.keys(loops).map((name) => [name, []]));
  for (let round = 0; round < 15; round++) {
    for (const [name, loop] of Object.entries(loops)) {
      const each = await cost(loop);
      // The first rounds warm up.
      if (round >= 3) costs.get(name)!.push(each);
    }
  }
  const medians = new Map([...costs].map(([name, all]) => [name, all.sort((a, b) => a - b)[all.length >> 1]!]));
  const floor = medians.get("client, page by page")!;
  for (const [name, median] of medians) {
    console.log(
      `${name.padEnd(22)} ${median.toFixed(3)} µs CPU an item, ${((median / floor - 1) * 100).toFixed(1)} % over the client's loop`,
    );
  }
  await session.close();
  server.kill();
}
