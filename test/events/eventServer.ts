import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type Http2Server, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";
import { EventStreamCodec } from "@smithy/eventstream-codec";

export const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };

type Message = ReturnType<EventStreamCodec["decode"]>;

export const codec: EventStreamCodec = new EventStreamCodec(
  (bytes) => (typeof bytes === "string" ? bytes : Buffer.from(bytes).toString("utf8")),
  (text) => Buffer.from(text),
);

/** A frame of an event, as services send it. */
export function eventFrame(kind: string, body: object): Uint8Array {
  return codec.encode({
    headers: {
      ":message-type": { type: "string", value: "event" },
      ":event-type": { type: "string", value: kind },
      ":content-type": { type: "string", value: "application/json" },
    },
    body: Buffer.from(JSON.stringify(body)),
  });
}

export function exceptionFrame(kind: string, body: object): Uint8Array {
  return codec.encode({
    headers: {
      ":message-type": { type: "string", value: "exception" },
      ":exception-type": { type: "string", value: kind },
      ":content-type": { type: "string", value: "application/json" },
    },
    body: Buffer.from(JSON.stringify(body)),
  });
}

export interface EventExchange {
  readonly stream: ServerHttp2Stream;
  /** The events of the input, their signatures verified; `undefined` is the signed end. */
  readonly events: AsyncIterable<Message | undefined>;
}

/** A server of events over HTTP/2 without TLS, which verifies the signature of each one. */
export async function startEventServer(
  answer: (exchange: EventExchange) => Promise<void>,
): Promise<{ endpoint: string; close(): Promise<void>; failures: unknown[] }> {
  const failures: unknown[] = [];
  const sessions = new Set<{ destroy(): void }>();
  const server: Http2Server = createServer();
  server.on("session", (session) => sessions.add(session));
  server.on("stream", (stream, headers) => {
    stream.on("error", () => undefined);
    const events = verifiedEvents(stream, String(headers.authorization));
    answer({ stream, events }).catch((error) => {
      failures.push(error);
      stream.close(2);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    failures,
    async close() {
      for (const session of sessions) session.destroy();
      server.close();
    },
  };
}

async function* verifiedEvents(stream: ServerHttp2Stream, authorization: string): AsyncGenerator<Message | undefined> {
  const [, scope, signature] = /Credential=\w+\/([^,]+),.*Signature=(\w+)/.exec(authorization) as unknown as string[];
  let previous = signature!;
  for await (const frame of frames(stream)) {
    const message = codec.decode(frame);
    const date = message.headers[":date"]!.value as Date;
    const found = Buffer.from(message.headers[":chunk-signature"]!.value as Uint8Array).toString("hex");
    const expected = eventSignature(scope!, date, previous, Buffer.from(message.body));
    if (found !== expected) throw new Error(`an event has the signature ${found}, not ${expected}`);
    previous = found;
    yield message.body.length === 0 ? undefined : codec.decode(message.body);
  }
}

/** As https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html describes it. */
function eventSignature(scope: string, date: Date, previous: string, body: Buffer): string {
  const header = Buffer.alloc(15);
  header[0] = 5;
  header.write(":date", 1);
  header[6] = 8;
  header.writeBigInt64BE(BigInt(date.getTime()), 7);
  const timestamp = `${date.toISOString().replace(/[-:]/g, "").slice(0, 15)}Z`;
  const text = ["AWS4-HMAC-SHA256-PAYLOAD", timestamp, scope, previous, sha256(header), sha256(body)].join("\n");
  const [day, region, service] = scope.split("/") as [string, string, string];
  const key = [day, region, service, "aws4_request"].reduce<string | Buffer>(
    (secret, part) => createHmac("sha256", secret).update(part).digest(),
    `AWS4${credentials.secretAccessKey}`,
  );
  return createHmac("sha256", key).update(text).digest("hex");
}

function sha256(data: Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

async function* frames(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting = Buffer.alloc(0);
  for await (const piece of stream) {
    waiting = Buffer.concat([waiting, piece]);
    while (waiting.length >= 4 && waiting.length >= waiting.readUInt32BE(0)) {
      const length = waiting.readUInt32BE(0);
      yield waiting.subarray(0, length);
      waiting = waiting.subarray(length);
    }
  }
}
