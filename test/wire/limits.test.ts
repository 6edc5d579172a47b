import { describe, expect, it } from "vitest";
import type { ClientOptions } from "../../src/client/options.ts";
import {
  AbortError,
  CallTimeoutError,
  ClientError,
  ConnectTimeoutError,
  ReadTimeoutError,
} from "../../src/errors/index.ts";
import { nodeHttpHandler } from "../../src/http/node.ts";
import { Session } from "../../src/session/session.ts";
import { atEnd, failure, tcpLab } from "../http/lab.ts";
import { testEnvironment } from "../session/testEnvironment.ts";
import { sessionAt } from "./session.ts";
import { handlers, keys, type Respond, verifyingServer } from "./verifyingServer.ts";

const object = { Bucket: "photos", Key: "cat" };
const path = { addressingStyle: "path" } as const;
const limit = 200;

/**
 * The error of a call, which must come when its time is over: not much before, for a timer counts from the beginning of
 * its turn, and not much later on a busy machine.
 */
async function late(call: Promise<unknown>, milliseconds = limit): Promise<Error> {
  const start = performance.now();
  const error = await failure(call);
  const elapsed = performance.now() - start;
  expect(elapsed).toBeGreaterThan(milliseconds / 2);
  expect(elapsed).toBeLessThan(milliseconds + 5_000);
  return error;
}

const never: Respond = () => undefined;
const half: Respond = (_, response) => {
  response.writeHead(200, { "content-length": "100" });
  response.write("<half");
};

describe.each(["node", "undici", "fetch"])("a limit over %s", (name) => {
  async function sessionTo(respond: Respond, options: ClientOptions = {}) {
    const server = await verifyingServer(false, respond);
    return { server, session: sessionAt(server, name, { s3: path, ...options }) };
  }

  it("holds for the answer's beginning, in each attempt", async () => {
    const { server, session } = await sessionTo(never, { readTimeout: limit, maxAttempts: 2 });
    expect(await late(session.client("sqs").listQueues(), 2 * limit)).toBeInstanceOf(ReadTimeoutError);
    expect(server.requests).toHaveLength(2);
  });

  it("holds between pieces of a body that is read whole, and of one that streams", async () => {
    const { session } = await sessionTo(half, { readTimeout: limit });
    const s3 = session.client("s3");
    expect(await late(s3.listBuckets())).toBeInstanceOf(ReadTimeoutError);
    const { Body } = await s3.getObject(object);
    expect(await late(Body.bytes())).toBeInstanceOf(ReadTimeoutError);
  });

  it("holds for the whole call, retries and their waits included", async () => {
    const { session } = await sessionTo(never, { timeout: limit });
    const error = await late(session.client("sqs").listQueues());
    expect(error).toBeInstanceOf(CallTimeoutError);
    expect(error.message).toContain("200 ms");
    const throttled: Respond = (_, response) => void response.writeHead(503, { "x-amz-retry-after": "60000" }).end();
    const { session: waiting } = await sessionTo(throttled, { maxAttempts: 50 });
    expect(await late(waiting.client("sqs").listQueues({}, { timeout: limit }))).toBeInstanceOf(CallTimeoutError);
  });

  it("is also the caller's own signal", async () => {
    const { session } = await sessionTo(never);
    const aborting = new AbortController();
    setTimeout(() => aborting.abort(new Error("enough")), limit);
    const error = await late(session.client("sqs").listQueues({}, { signal: aborting.signal }));
    expect(error).toBeInstanceOf(AbortError);
    expect(error.cause).toMatchObject({ message: "enough" });
  });

  it("holds for a connection that hangs in its handshake", async () => {
    // `fetch` does not tell when its connection stands: the time for it is part of that for the answer.
    const times = name === "fetch" ? { readTimeout: limit } : { connectTimeout: limit, readTimeout: 60_000 };
    const { port } = await tcpLab(() => undefined);
    const http = handlers[name]!(undefined);
    atEnd(() => http.close?.());
    const options = { region: "eu-west-1", credentials: keys, endpoint: `https://127.0.0.1:${port}`, maxAttempts: 1 };
    const session = new Session({ ...options, http, ...times }, testEnvironment());
    const kind = name === "fetch" ? ReadTimeoutError : ConnectTimeoutError;
    expect(await late(session.client("sqs").listQueues())).toBeInstanceOf(kind);
  });
});

describe("a limit", () => {
  it("holds for the wait for a free connection", async () => {
    const server = await verifyingServer(false, never);
    const options = { region: "eu-west-1", credentials: keys, endpoint: server.origin, maxAttempts: 1 };
    const session = new Session({ ...options, maxConnections: 2, connectTimeout: limit }, testEnvironment());
    atEnd(() => session.close());
    const sqs = session.client("sqs");
    const holding = [sqs.listQueues(), sqs.listQueues()].map(failure);
    const error = await late(sqs.listQueues());
    expect(error).toBeInstanceOf(ConnectTimeoutError);
    expect(error.message).toMatch(/free|2 connections/);
    await session.close();
    await Promise.all(holding);
  });

  it("holds for transfers that stand still, both ways", async () => {
    const stalledStreamProtection = { gracePeriod: limit };
    const http = nodeHttpHandler({ stalledStreamProtection });
    atEnd(() => http.close?.());
    const { origin } = await verifyingServer(false, half);
    const common = { region: "eu-west-1", credentials: keys, http, s3: path, maxAttempts: 1 };
    const session = new Session({ ...common, endpoint: origin }, testEnvironment());
    const { Body } = await session.client("s3").getObject(object);
    expect((await late(Body.bytes())).message).toMatch(/stall|standstill|bytes a second/);
    // A server that takes the connection and reads nothing.
    const deaf = await tcpLab((socket) => void socket.pause());
    const uploading = new Session({ ...common, endpoint: deaf.origin }, testEnvironment());
    const upload = uploading.client("s3").putObject({ ...object, Body: new Uint8Array(32 * 1024 * 1024) });
    expect((await failure(upload)).message).toMatch(/stall|standstill|bytes a second/);
  });
});

describe("the quota of retries", () => {
  const fails: Respond = (_, response) => void response.writeHead(503).end();

  it("is one for all clients of a service in a session, and another for each other service and session", async () => {
    const server = await verifyingServer(false, fails);
    const session = sessionAt(server, "node", { maxAttempts: 3 });
    const asked = async (call: () => Promise<unknown>): Promise<number> => {
      const before = server.requests.length;
      expect(await failure(call())).toBeInstanceOf(ClientError);
      return server.requests.length - before;
    };
    // 500 tokens, and 14 for each retry.
    const calls = Array.from({ length: 30 }, () => failure(session.client("sqs").listQueues()));
    await Promise.all(calls);
    expect(server.requests).toHaveLength(30 + Math.floor(500 / 14));
    expect(await asked(() => session.client("sqs").listQueues())).toBe(1);
    expect(await asked(() => session.client("sns").listTopics())).toBe(3);
    const another = sessionAt(server, "node", { maxAttempts: 3 });
    expect(await asked(() => another.client("sqs").listQueues())).toBe(3);
  });
});
