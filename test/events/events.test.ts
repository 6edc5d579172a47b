import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { ClientError } from "../../src/errors/index.ts";
import { Session } from "../../src/session/session.ts";
import { codec, credentials, eventFrame, exceptionFrame, startEventServer } from "./eventServer.ts";

type Call = (input: object, options?: object) => Promise<Record<string, AsyncIterable<Record<string, unknown>>>>;
type Untyped = Readonly<Record<string, Call>>;

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function client(service: string, endpoint: string): Untyped {
  const session = new Session({ region: "us-east-1", credentials, endpoint, maxAttempts: 1 });
  cleanups.push(() => session.close());
  return session.client(service as string) as unknown as Untyped;
}

describe("events of an output", () => {
  /** Answers with the frames, one by one, and tells when the connection was ended. */
  async function serve(frames: Uint8Array[]): Promise<{ endpoint: string; closed: Promise<unknown>; sent(): number }> {
    let sent = 0;
    let ended: (value: unknown) => void;
    const closed = new Promise((resolve) => {
      ended = resolve;
    });
    const server: Server = createServer(async (request, response) => {
      request.resume();
      response.on("close", () => ended(undefined));
      response.writeHead(200, { "content-type": "application/vnd.amazon.eventstream" });
      for (const frame of frames) {
        if (response.destroyed) return;
        response.write(frame);
        sent++;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      response.end();
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    cleanups.push(() => {
      server.closeAllConnections();
      server.close();
    });
    return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, closed, sent: () => sent };
  }

  it("come one by one, the initial response of an rpc protocol apart", async () => {
    const initial = eventFrame("initial-response", {});
    const record = { Records: [], ContinuationSequenceNumber: "1", MillisBehindLatest: 0 };
    const { endpoint } = await serve([initial, eventFrame("SubscribeToShardEvent", record)]);
    const { EventStream } = await client("kinesis", endpoint).subscribeToShard!({
      ConsumerARN: "arn:aws:kinesis:us-east-1:123456789012:stream/s/consumer/c:1",
      ShardId: "shardId-0",
      StartingPosition: { Type: "LATEST" },
    });
    const events = [];
    for await (const event of EventStream!) events.push(event);
    expect(events).toEqual([{ SubscribeToShardEvent: record }]);
  });

  it("are bytes and XML in S3 Select", async () => {
    const header = (value: string) => ({ type: "string" as const, value });
    const frame = (kind: string, type: string, body: string) =>
      codec.encode({
        headers: { ":message-type": header("event"), ":event-type": header(kind), ":content-type": header(type) },
        body: Buffer.from(body),
      });
    const { endpoint } = await serve([
      frame("Records", "application/octet-stream", "1,dolphin\n"),
      frame("Cont", "text/xml", ""),
      frame("Stats", "text/xml", "<Stats><BytesScanned>10</BytesScanned><BytesReturned>10</BytesReturned></Stats>"),
      frame("End", "text/xml", ""),
    ]);
    const { Payload } = await client("s3", endpoint).selectObjectContent!({
      Bucket: "b",
      Key: "k.csv",
      Expression: "SELECT * FROM S3Object",
      ExpressionType: "SQL",
      InputSerialization: { CSV: {} },
      OutputSerialization: { CSV: {} },
    });
    const events: Record<string, unknown>[] = [];
    for await (const event of Payload!) events.push(event);
    const [records, ...rest] = events as [{ Records: { Payload: Uint8Array } }, ...Record<string, unknown>[]];
    expect(Buffer.from(records.Records.Payload).toString()).toBe("1,dolphin\n");
    expect(rest).toEqual([{ Cont: {} }, { Stats: { Details: { BytesScanned: 10, BytesReturned: 10 } } }, { End: {} }]);
  });

  it("come from the tail of a log", async () => {
    const update = { sessionMetadata: { sampled: false }, sessionResults: [{ message: "a line" }] };
    const { endpoint } = await serve([eventFrame("initial-response", {}), eventFrame("sessionUpdate", update)]);
    const { responseStream } = await client("logs", endpoint).startLiveTail!({
      logGroupIdentifiers: ["arn:aws:logs:us-east-1:123456789012:log-group:g"],
    });
    const events = [];
    for await (const event of responseStream!) events.push(event);
    expect(events).toEqual([{ sessionUpdate: update }]);
  });

  it("end with the modelled exception that the service sends between them", async () => {
    const { endpoint } = await serve([
      eventFrame("SubscribeToShardEvent", { Records: [], ContinuationSequenceNumber: "1", MillisBehindLatest: 0 }),
      exceptionFrame("ResourceInUseException", { message: "someone else reads" }),
    ]);
    const { EventStream } = await client("kinesis", endpoint).subscribeToShard!({
      ConsumerARN: "arn:aws:kinesis:us-east-1:123456789012:stream/s/consumer/c:1",
      ShardId: "shardId-0",
      StartingPosition: { Type: "LATEST" },
    });
    let count = 0;
    const reading = (async () => {
      for await (const _ of EventStream!) count++;
    })();
    await expect(reading).rejects.toMatchObject({
      code: "ResourceInUseException",
      operation: "SubscribeToShard",
      message: expect.stringContaining("someone else reads"),
    });
    await expect(reading).rejects.toBeInstanceOf(ClientError);
    expect(count).toBe(1);
  });

  it("free the connection where the reader leaves early", async () => {
    const chunk = eventFrame("PayloadChunk", { Payload: "" });
    const { endpoint, closed, sent } = await serve(Array.from({ length: 1_000 }, () => chunk));
    const { EventStream } = await client("lambda", endpoint).invokeWithResponseStream!({ FunctionName: "f" });
    for await (const _ of EventStream!) break;
    await closed;
    expect(sent()).toBeLessThan(1_000);
  });

  it("are read once", async () => {
    const { endpoint } = await serve([eventFrame("PayloadChunk", { Payload: "" })]);
    const { EventStream } = await client("lambda", endpoint).invokeWithResponseStream!({ FunctionName: "f" });
    for await (const _ of EventStream!);
    await expect(async () => {
      for await (const _ of EventStream!);
    }).rejects.toThrow("read already");
  });
});

describe("events both ways over HTTP/2", () => {
  const body = (text: string) => ({ chunk: { bytes: Buffer.from(text) } });
  const textOf = (event: Record<string, unknown>) =>
    Buffer.from((event.chunk as { bytes: Uint8Array }).bytes).toString("utf8");

  it("are signed one by one, and answered while the input goes on", async () => {
    const server = await startEventServer(async ({ stream, events }) => {
      stream.respond({ ":status": 200, "content-type": "application/vnd.amazon.eventstream" });
      for await (const event of events) {
        if (event === undefined) continue;
        const { bytes } = JSON.parse(Buffer.from(event.body).toString()) as { bytes: string };
        const echoed = Buffer.from(bytes, "base64").toString().toUpperCase();
        stream.write(eventFrame("chunk", { bytes: Buffer.from(echoed).toString("base64") }));
      }
      stream.end();
    });
    cleanups.push(server.close);
    const answered: string[] = [];
    let next: () => void = () => undefined;
    async function* conversation() {
      for (const text of ["one", "two", "three"]) {
        const answer = new Promise<void>((resolve) => {
          next = resolve;
        });
        yield body(text);
        await answer;
      }
    }
    const bedrock = client("bedrock-runtime", server.endpoint);
    const output = await bedrock.invokeModelWithBidirectionalStream!({ modelId: "amazon.nova", body: conversation() });
    for await (const event of output.body!) {
      answered.push(textOf(event));
      next();
    }
    expect(server.failures).toEqual([]);
    expect(answered).toEqual(["ONE", "TWO", "THREE"]);
  });

  it("end with the error of the input", async () => {
    const server = await startEventServer(async ({ stream, events }) => {
      stream.respond({ ":status": 200 });
      for await (const _ of events);
    });
    cleanups.push(server.close);
    async function* broken() {
      yield body("one");
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw new RangeError("the microphone is gone");
    }
    const bedrock = client("bedrock-runtime", server.endpoint);
    const output = await bedrock.invokeModelWithBidirectionalStream!({ modelId: "amazon.nova", body: broken() });
    await expect(async () => {
      for await (const _ of output.body!);
    }).rejects.toThrow("the microphone is gone");
  });

  it("end the input where the reader leaves", async () => {
    const server = await startEventServer(async ({ stream, events }) => {
      stream.respond({ ":status": 200 });
      for await (const event of events) if (event) stream.write(eventFrame("chunk", { bytes: "" }));
    });
    cleanups.push(server.close);
    let returned = false;
    async function* endless() {
      try {
        for (;;) {
          yield body("again");
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      } finally {
        returned = true;
      }
    }
    const bedrock = client("bedrock-runtime", server.endpoint);
    const output = await bedrock.invokeModelWithBidirectionalStream!({ modelId: "amazon.nova", body: endless() });
    for await (const _ of output.body!) break;
    await expect.poll(() => returned).toBe(true);
  });

  it("end on an abort in the middle", async () => {
    const server = await startEventServer(async ({ stream, events }) => {
      stream.respond({ ":status": 200 });
      for await (const event of events) if (event) stream.write(eventFrame("chunk", { bytes: "" }));
    });
    cleanups.push(server.close);
    const controller = new AbortController();
    async function* endless() {
      for (;;) {
        yield body("again");
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
    const bedrock = client("bedrock-runtime", server.endpoint);
    const output = await bedrock.invokeModelWithBidirectionalStream!(
      { modelId: "amazon.nova", body: endless() },
      { signal: controller.signal },
    );
    await expect(async () => {
      for await (const _ of output.body!) controller.abort();
    }).rejects.toMatchObject({ name: "AbortError" });
  });

  it("are asked for no faster than the service takes them", async () => {
    const server = await startEventServer(async ({ stream }) => {
      // Answers, and reads nothing.
      stream.respond({ ":status": 200 });
      stream.write(eventFrame("chunk", { bytes: "" }));
    });
    cleanups.push(server.close);
    let asked = 0;
    async function* endless() {
      for (;;) {
        asked++;
        yield { chunk: { bytes: new Uint8Array(64_000) } };
      }
    }
    const bedrock = client("bedrock-runtime", server.endpoint);
    const output = await bedrock.invokeModelWithBidirectionalStream!({ modelId: "amazon.nova", body: endless() });
    await new Promise((resolve) => setTimeout(resolve, 200));
    // HTTP/2's windows and the socket's buffers hold some of them.
    expect(asked).toBeLessThan(100);
    for await (const _ of output.body!) break;
  });

  it("are taken from the service no faster than they are read", async () => {
    let written = 0;
    const server = await startEventServer(async ({ stream, events }) => {
      stream.respond({ ":status": 200 });
      const frame = eventFrame("chunk", { bytes: Buffer.alloc(64_000).toString("base64") });
      while (!stream.destroyed && written < 2_000) {
        written++;
        if (!stream.write(frame)) await Promise.race([once(stream, "drain"), once(stream, "close")]);
      }
      for await (const _ of events);
    });
    cleanups.push(server.close);
    const bedrock = client("bedrock-runtime", server.endpoint);
    const single = (async function* () {
      yield body("go on");
    })();
    const output = await bedrock.invokeModelWithBidirectionalStream!({ modelId: "amazon.nova", body: single });
    let read = 0;
    for await (const _ of output.body!) {
      if (++read < 3) continue;
      await new Promise((resolve) => setTimeout(resolve, 300));
      break;
    }
    expect(written).toBeLessThan(500);
  });

  it("are refused where an event is none", async () => {
    const server = await startEventServer(async ({ stream, events }) => {
      stream.respond({ ":status": 200 });
      for await (const _ of events);
    });
    cleanups.push(server.close);
    const bedrock = client("bedrock-runtime", server.endpoint);
    const wrong = (async function* () {
      yield {};
    })();
    await expect(async () => {
      const output = await bedrock.invokeModelWithBidirectionalStream!({ modelId: "amazon.nova", body: wrong });
      for await (const _ of output.body!);
    }).rejects.toThrow("exactly one member");
  });
});
