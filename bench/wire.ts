// What a call costs on its way to the wire: signing, endpoints, checksums; many calls at once; how soon limits are felt.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { fileURLToPath } from "node:url";
import { Session } from "tucuxi";
import { type AuthScheme, signerFor } from "../src/auth/index.ts";
import { algorithmNames, createChecksum } from "../src/checksum/algorithms.ts";
import { createEndpointResolver, type Partitions } from "../src/endpoint/index.ts";
import { fetchHandler } from "../src/http/fetch.ts";
import { nodeHttpHandler } from "../src/http/node.ts";
import type { HttpHandler, HttpRequest } from "../src/http/types.ts";
import { undiciHandler } from "../src/http/undici.ts";
import { loadService } from "../src/model/loader.ts";
import { readPackaged } from "../src/model/packaged.ts";
import { endpointRules } from "../src/model/rules.ts";
import { median } from "./compare.ts";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const region = "eu-west-1";

const row = (name: string, value: string): void => console.log(`  ${name.padEnd(46)}${value.padStart(12)}`);
const micro = (nanoseconds: number): string => `${(nanoseconds / 1_000).toFixed(2)} µs`;

/** Nanoseconds that one run takes: the median of 15 rounds, after 3 that warm up. */
function timed(runs: number, run: (index: number) => unknown): number {
  const rounds: number[] = [];
  for (let round = -3; round < 15; round++) {
    const start = process.hrtime.bigint();
    for (let index = 0; index < runs; index++) run(index);
    if (round >= 0) rounds.push(Number(process.hrtime.bigint() - start) / runs);
  }
  return median(rounds);
}

function signing(): void {
  const host = "dynamodb.eu-west-1.amazonaws.com";
  const body = JSON.stringify({ TableName: "orders", Key: { customer: { S: "c#17" }, order: { S: "2026-07-14" } } });
  const request = (): HttpRequest => ({
    method: "POST",
    origin: `https://${host}`,
    path: "/",
    headers: {
      host,
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.GetItem",
      "user-agent": "tucuxi",
      "amz-sdk-invocation-id": "4d3b4d5e-0000-4000-8000-000000000000",
      "amz-sdk-request": "attempt=1; max=4",
    },
    body,
  });
  const schemes: Readonly<Record<string, AuthScheme>> = {
    SigV4: { name: "sigv4", signingName: "dynamodb", signingRegion: region },
    "SigV4 as S3 has it": { name: "sigv4", signingName: "s3", signingRegion: region, disableDoubleEncoding: true },
    SigV4a: { name: "sigv4a", signingName: "s3", signingRegionSet: ["*"] },
  };
  console.log("\nSigning a request, the key cached");
  for (const [name, scheme] of Object.entries(schemes)) {
    const sign = signerFor(scheme.name);
    const date = new Date();
    row(
      name,
      micro(timed(name === "SigV4a" ? 300 : 5_000, () => sign(request(), { identity: credentials, scheme, date }))),
    );
  }
}

function endpoints(): void {
  console.log("\nFinding an endpoint");
  const partitions = readPackaged("shared/partitions") as Partitions;
  for (const [name, operation, input] of [
    ["dynamodb", "GetItem", { TableName: "orders" }],
    ["s3", "GetObject", { Bucket: "photos", Key: "cat.jpg" }],
    ["lambda", "Invoke", { FunctionName: "f" }],
  ] as const) {
    const service = loadService(name);
    const called = service.operation(operation);
    const config = {
      region,
      useFipsEndpoint: false,
      useDualstackEndpoint: false,
      endpoint: undefined,
      accountIdEndpointMode: "preferred" as const,
      builtIns: {},
      clientContextParams: {},
    };
    const ruleSet = endpointRules(service.model)!;
    const start = process.hrtime.bigint();
    const resolve = createEndpointResolver({ service: name, config, ruleSet, partitions });
    resolve(called, input as never);
    row(`${name}, first`, micro(Number(process.hrtime.bigint() - start)));
    row(`${name}, again`, micro(timed(20_000, () => resolve(called, input as never))));
    if (name !== "s3") continue;
    row(
      "s3, another bucket each time",
      micro(timed(2_000, (index) => resolve(called, { Bucket: `b-${index}`, Key: "k" } as never))),
    );
  }
}

async function checksums(): Promise<void> {
  console.log("\nChecksums, of a MB");
  const piece = Buffer.alloc(65_536, 7);
  for (const name of algorithmNames) {
    const checksum = await createChecksum(name);
    row(name, micro(timed(16, () => checksum.update(piece)) * (1e6 / piece.length)));
  }
}

async function manyAtOnce(server: ChildProcess, endpoint: string): Promise<void> {
  const calls = 10_000;
  console.log(`\n${calls.toLocaleString("en")} calls at once, 50 connections`);
  const handlers: Readonly<Record<string, (options: object) => HttpHandler>> = {
    node: nodeHttpHandler,
    undici: undiciHandler,
    fetch: fetchHandler,
  };
  for (const [name, make] of Object.entries(handlers)) {
    const http = make({ maxConnections: 50 });
    const dynamodb = new Session({ region, credentials, endpoint, http }).client("dynamodb");
    const input = { TableName: "orders", Key: { id: { S: "1" } } };
    await dynamodb.getItem(input);
    const start = performance.now();
    const results = await Promise.allSettled(Array.from({ length: calls }, () => dynamodb.getItem(input)));
    const elapsed = performance.now() - start;
    const failed = results.filter(({ status }) => status === "rejected").length;
    const retried = results.filter((each) => each.status === "fulfilled" && each.value.$metadata.attempts > 1).length;
    const most = await mostConnections(server);
    row(name, `${Math.round(elapsed)} ms`);
    row("  failed, retried, connections at most", `${failed}, ${retried}, ${most}`);
    await http.close?.();
    // The server is to see them end before it counts anew.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await mostConnections(server);
  }
}

/** Connections that were open at once since it was last asked. */
async function mostConnections(server: ChildProcess): Promise<number> {
  server.send("most");
  const [most] = (await once(server, "message")) as [number];
  return most;
}

async function limits(endpoint: string): Promise<void> {
  const limit = 250;
  console.log(`\nFrom a call to its typed error, the limit ${limit} ms`);
  const mute = createTcpServer((socket) => socket.on("error", () => undefined)).listen(0, "127.0.0.1");
  await once(mute, "listening");
  const muteHost = `127.0.0.1:${(mute.address() as AddressInfo).port}`;
  const cases: Readonly<Record<string, object>> = {
    "TLS handshake: connectTimeout": { connectTimeout: limit, endpoint: `https://${muteHost}` },
    "answer's beginning: readTimeout": { readTimeout: limit, endpoint: `http://${muteHost}` },
    "answer's body: readTimeout": { readTimeout: limit, endpoint: `${endpoint}/half` },
    "whole call: timeout": { timeout: limit, endpoint: `http://${muteHost}` },
  };
  for (const [name, options] of Object.entries(cases)) {
    const session = new Session({ region, credentials, maxAttempts: 1, ...options });
    await report(name, () => session.client("sqs").listQueues());
    await session.close();
  }
  const full = new Session({
    region,
    credentials,
    maxAttempts: 1,
    maxConnections: 1,
    connectTimeout: limit,
    endpoint: `http://${muteHost}`,
  });
  const holding = full
    .client("sqs")
    .listQueues()
    .catch(() => undefined);
  await report("free connection: connectTimeout", () => full.client("sqs").listQueues());
  await full.close();
  await holding;
  const http = nodeHttpHandler({ stalledStreamProtection: { gracePeriod: limit } });
  const stalling = new Session({ region, credentials, maxAttempts: 1, http, endpoint: `${endpoint}/half` });
  await report("stalled download: stalledStreamProtection", () => stalling.client("sqs").listQueues());
  await http.close?.();
  mute.close();
}

async function report(name: string, call: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  const error = await call().then(
    () => undefined,
    (caught: Error) => caught,
  );
  row(`${name} (${error?.name})`, `${Math.round(performance.now() - start)} ms`);
}

/** A process that makes a call, closes nothing and has nothing more to do. */
async function endsByItself(endpoint: string): Promise<void> {
  const child = fork(fileURLToPath(import.meta.url), ["call", endpoint], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await once(child, "message");
  child.disconnect();
  const start = performance.now();
  const [code] = await once(child, "exit");
  console.log("\nA process that has made its calls and closes nothing");
  row(`ends by itself, code ${code}, after`, `${Math.round(performance.now() - start)} ms`);
}

/** The server is a process of its own, so that its work is not the client's. */
function serve(): void {
  let open = 0;
  let most = 0;
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    request.resume();
    if (request.url!.startsWith("/half")) {
      response.writeHead(200, { "content-length": "100" });
      response.write("{");
      return;
    }
    response.writeHead(200, { "content-type": "application/x-amz-json-1.0", "content-length": "2" }).end("{}");
  });
  server.on("connection", (socket) => {
    most = Math.max(most, ++open);
    socket.on("close", () => open--);
    socket.on("error", () => undefined);
  });
  process.on("message", () => {
    process.send!(most);
    most = open;
  });
  process.on("disconnect", () => process.exit());
  server.listen(0, "127.0.0.1", () => process.send!((server.address() as AddressInfo).port));
}

async function callOnce(endpoint: string): Promise<void> {
  const session = new Session({ region, credentials, endpoint });
  await session.client("dynamodb").listTables();
  process.send!("done");
}

async function measure(): Promise<void> {
  signing();
  endpoints();
  await checksums();
  const server = fork(fileURLToPath(import.meta.url), ["serve"], { stdio: "inherit" });
  const [port] = (await once(server, "message")) as [number];
  const endpoint = `http://127.0.0.1:${port}`;
  await manyAtOnce(server, endpoint);
  await limits(endpoint);
  await endsByItself(endpoint);
  server.disconnect();
}

const [role, argument] = process.argv.slice(2);
if (role === "serve") serve();
else if (role === "call") await callOnce(argument!);
else await measure();
