// CPU per warm call: GetItem and a ListObjectsV2 of 1,000 keys, beside the official SDK and the bare HTTP clients.
import { fork } from "node:child_process";
import { once } from "node:events";
import { Agent, request as nodeRequest } from "node:http";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { UndiciHttpHandler } from "@smithy/undici-http-handler";
import { Session } from "tucuxi";
import { undiciHandler } from "tucuxi/undici";
import { Pool } from "undici";
import { type Contender, compare } from "./compare.ts";

const server = fork(new URL("./server.ts", import.meta.url), { stdio: "inherit" });
const [port] = (await once(server, "message")) as [number];
const endpoint = `http://127.0.0.1:${port}`;

const region = "eu-west-1";
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const getItem = { TableName: "orders", Key: { customer: { S: "c#000000000017" }, order: { S: "2026-07-14" } } };
const listing = { Bucket: "photos" };

const ours = new Session({ region, credentials, endpoint });
const oursOnUndici = new Session({ region, credentials, endpoint, http: undiciHandler() });
const options = { region, credentials, endpoint };
const best = { ...options, requestHandler: new UndiciHttpHandler(), cacheMiddleware: true };

const agent = new Agent({ keepAlive: true });
const pool = new Pool(endpoint, { connections: 1 });

function viaNode(method: string, path: string, body: string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = nodeRequest({ host: "127.0.0.1", port, agent, method, path }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve(Buffer.concat(chunks).toString()));
    });
    request.on("error", reject);
    request.end(body);
  });
}

async function viaUndici(method: "GET" | "POST", path: string, body: string | undefined): Promise<string> {
  const response = await pool.request({ method, path, body: body ?? null });
  return response.body.text();
}

function getItemContenders(): Contender[] {
  const text = JSON.stringify(getItem);
  const dynamodb = ours.client("dynamodb");
  const dynamodbOnUndici = oursOnUndici.client("dynamodb");
  const official = new DynamoDBClient(options);
  const officialBest = new DynamoDBClient(best);
  return [
    { name: "raw node:http", call: () => viaNode("POST", "/", text) },
    { name: "raw undici", call: () => viaUndici("POST", "/", text) },
    { name: "tucuxi", call: () => dynamodb.getItem(getItem) },
    { name: "tucuxi, undici", call: () => dynamodbOnUndici.getItem(getItem) },
    { name: "official v3", call: () => official.send(new GetItemCommand(getItem)) },
    { name: "official v3 at its best", call: () => officialBest.send(new GetItemCommand(getItem)) },
  ];
}

function listingContenders(): Contender[] {
  const path = "/photos?list-type=2";
  const s3 = ours.client("s3");
  const s3OnUndici = oursOnUndici.client("s3");
  const official = new S3Client({ ...options, forcePathStyle: true });
  const officialBest = new S3Client({ ...best, forcePathStyle: true });
  return [
    { name: "raw node:http", call: () => viaNode("GET", path, undefined) },
    { name: "raw undici", call: () => viaUndici("GET", path, undefined) },
    { name: "tucuxi", call: () => s3.listObjectsV2(listing) },
    { name: "tucuxi, undici", call: () => s3OnUndici.listObjectsV2(listing) },
    { name: "official v3", call: () => official.send(new ListObjectsV2Command(listing)) },
    { name: "official v3 at its best", call: () => officialBest.send(new ListObjectsV2Command(listing)) },
  ];
}

await compare("GetItem", getItemContenders(), { rounds: 15, calls: 400, baseline: "official v3 at its best" });
await compare("ListObjectsV2, 1,000 keys", listingContenders(), {
  rounds: 11,
  calls: 40,
  baseline: "official v3 at its best",
});

await Promise.all([ours.close(), oursOnUndici.close(), pool.close()]);
agent.destroy();
server.disconnect();
process.exit();
