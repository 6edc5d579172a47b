import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { fileBody } from "../../src/client/fileBody.ts";
import type { ClientOptions } from "../../src/client/options.ts";
import {
  ClientError,
  ConnectionError,
  CredentialsError,
  EndpointError,
  FlexibleChecksumError,
  NoCredentialsError,
  NoRegionError,
  ParamValidationError,
  SerializationError,
} from "../../src/errors/index.ts";
import { nodeHttpHandler } from "../../src/http/node.ts";
import type { HttpHandler } from "../../src/http/types.ts";
import { Session } from "../../src/session/session.ts";
import { atEnd, failure } from "../http/lab.ts";
import { testEnvironment } from "../session/testEnvironment.ts";
import { anyEndpoint, checkedModel } from "./checkedModel.ts";
import { digestOf } from "./digests.ts";
import { sessionAt } from "./session.ts";
import { handlers, keys, type Respond, verifyingServer } from "./verifyingServer.ts";

const folder = mkdtempSync(join(tmpdir(), "tucuxi-bodies-"));
afterAll(() => rmSync(folder, { recursive: true }));

const bytes = new TextEncoder().encode("a body of some length ".repeat(5_000));
const file = join(folder, "object");
writeFileSync(file, bytes);

const object = { Bucket: "photos", Key: "cat" };
const path = { addressingStyle: "path" } as const;

/** A stream that tells whether anyone has asked it for anything. */
function watched() {
  const state = { touched: false };
  const Body = new Readable({
    read() {
      state.touched = true;
      this.push(bytes);
      this.push(null);
    },
  });
  return { state, Body, ContentLength: bytes.length };
}

/** A handler that fails before it has sent anything, as often as it is told. */
function failing(times: number, handler: HttpHandler): HttpHandler {
  atEnd(() => handler.close?.());
  let left = times;
  return async (request) => {
    if (left-- > 0) throw new ConnectionError("No connection came about.");
    return handler(request);
  };
}

const failsFirst: Respond = (_, response, number) => void response.writeHead(number % 2 === 1 ? 503 : 200).end();

describe.each(["node", "undici", "fetch"])("bodies over %s", (name) => {
  async function clientOf(respond: Respond, options: ClientOptions = {}) {
    const server = await verifyingServer(false, respond);
    const client = sessionAt(server, name, { maxAttempts: 3, s3: path, ...options }).client("s3");
    return { client, ...server };
  }

  const replayable: Readonly<Record<string, () => unknown>> = {
    text: () => new TextDecoder().decode(bytes),
    bytes: () => bytes,
    "an ArrayBuffer": () => bytes.slice().buffer,
    "a Blob": () => new Blob([bytes]),
    "a File": () => new File([bytes], "cat"),
    "a file": () => fileBody(file),
    "a function": () =>
      async function* () {
        yield bytes;
      },
    "a list": () => [bytes.subarray(0, 100), bytes.subarray(100)],
  };

  it.each(Object.keys(replayable))("that are %s are sent again, the same, signed anew", async (form) => {
    const { client, requests, refusals } = await clientOf(failsFirst);
    const Body = replayable[form]!();
    const ContentLength = bytes.length;
    const { $metadata } = await client.putObject({
      ...object,
      Body,
      ContentLength,
      ChecksumAlgorithm: "SHA256",
    } as never);
    expect($metadata).toMatchObject({ attempts: 2, httpStatusCode: 200 });
    expect($metadata.totalRetryDelay).toBeGreaterThanOrEqual(0);
    expect(requests.map(({ body }) => body.equals(bytes))).toEqual([true, true]);
    const streams = !["text", "bytes", "an ArrayBuffer"].includes(form);
    const ttl = streams ? "" : String.raw`ttl=\d{8}T\d{6}Z; `;
    expect(requests.map(({ headers }) => headers["amz-sdk-request"])).toEqual([
      "attempt=1; max=3",
      expect.stringMatching(new RegExp(`^${ttl}attempt=2; max=3$`)),
    ]);
    expect(new Set(requests.map(({ headers }) => headers["amz-sdk-invocation-id"])).size).toBe(1);
    expect(refusals).toEqual([]);
  });

  it("that can be read once are sent once, and the error says why", async () => {
    const { client, requests } = await clientOf(failsFirst);
    const { Body, ContentLength } = watched();
    const error = await failure(client.putObject({ ...object, Body, ContentLength }));
    expect(error).toBeInstanceOf(ClientError);
    expect(error).toMatchObject({
      retryable: false,
      message: expect.stringContaining("a stream that can be read once"),
    });
    expect(requests).toHaveLength(1);
  });

  it("that can be read once are not to be sent again by the caller either", async () => {
    const { client } = await clientOf((_, response) => response.destroy(), { maxAttempts: 1 });
    const { Body, ContentLength } = watched();
    const error = await failure(client.putObject({ ...object, Body, ContentLength }));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error.retryable).toBe(false);
    expect(await failure(client.putObject({ ...object, Body: "text" }))).toMatchObject({ retryable: true });
  });

  it("that can be read once are sent again as long as nobody has touched them", async () => {
    const http = failing(2, handlers[name]!(undefined));
    const { client, requests } = await clientOf((_, response) => void response.end(), { http });
    const { Body, ContentLength } = watched();
    const { $metadata } = await client.putObject({ ...object, Body, ContentLength });
    expect($metadata.attempts).toBe(3);
    expect(requests.map(({ body }) => body.equals(bytes))).toEqual([true]);
  });

  it("stay whole where no connection comes about", async () => {
    const { client } = await clientOf(() => undefined, { endpoint: "http://127.0.0.1:1", maxAttempts: 2 });
    const { Body, ContentLength, state } = watched();
    const error = await failure(client.putObject({ ...object, Body, ContentLength }));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(state.touched).toBe(false);
  });

  it("of answers are compared with their checksum", async () => {
    const right = { "x-amz-checksum-crc32": digestOf("crc32", bytes)! };
    const wrong = { "x-amz-checksum-crc32": "AAAAAA==" };
    const { client, requests } = await clientOf(
      ({ target, headers, method }, response) => {
        if (headers["x-amz-checksum-mode"] !== "ENABLED") throw new Error("no checksum is asked for");
        if (target.startsWith("/photos/not-modified")) response.writeHead(304, wrong).end();
        else if (target.startsWith("/photos/parts"))
          response.setHeaders(new Map([["x-amz-checksum-crc32", "AAAAAA==-2"]])).end(bytes);
        else if (target.startsWith("/photos/range")) {
          const part = bytes.subarray(0, 10);
          response
            .writeHead(206, { "x-amz-checksum-crc32": digestOf("crc32", part), "content-range": "bytes 0-9/100" })
            .end(part);
        } else if (target.startsWith("/photos/wrong")) response.writeHead(200, wrong).end(bytes);
        else response.writeHead(200, right).end(method === "HEAD" ? undefined : bytes);
      },
      { responseChecksumValidation: "when_supported" },
    );
    const get = async (Key: string, more = {}) => (await client.getObject({ ...object, Key, ...more })).Body;
    expect((await (await get("cat")).bytes()).length).toBe(bytes.length);
    let length = 0;
    for await (const piece of await get("cat")) length += piece.length;
    expect(length).toBe(bytes.length);
    expect((await (await get("parts")).bytes()).length).toBe(bytes.length);
    expect((await (await get("range", { Range: "bytes=0-9" })).bytes()).length).toBe(10);
    await expect((await get("wrong")).bytes()).rejects.toThrow(FlexibleChecksumError);
    await expect((await get("wrong")).text()).rejects.toThrow(FlexibleChecksumError);
    await expect((await get("wrong")).toFile(join(folder, "wrong"))).rejects.toThrow(FlexibleChecksumError);
    const lines = async (): Promise<void> => {
      for await (const _ of (await get("wrong")).lines());
    };
    await expect(lines()).rejects.toThrow(FlexibleChecksumError);
    // What streams is the reader's: no further attempt is made behind their back.
    expect(requests.filter(({ target }) => target.startsWith("/photos/wrong"))).toHaveLength(4);
    await expect(get("not-modified", { IfNoneMatch: "x" })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
  });

  it("of HEAD have no checksum to compare", async () => {
    const { client } = await clientOf(
      (_, response) => void response.writeHead(200, { "x-amz-checksum-crc32": "AAAAAA==" }).end(),
      {
        responseChecksumValidation: "when_supported",
      },
    );
    expect(await client.headObject({ ...object, ChecksumMode: "ENABLED" })).toMatchObject({
      ChecksumCRC32: "AAAAAA==",
    });
  });

  it("of answers that are stored compressed are compared as they came", async () => {
    const stored = gzipSync(bytes);
    const headers = { "content-encoding": "gzip", "x-amz-checksum-crc32": digestOf("crc32", stored) };
    const { client } = await clientOf((_, response) => void response.writeHead(200, headers).end(stored), {
      responseChecksumValidation: "when_supported",
    });
    const body = await (await client.getObject(object)).Body.bytes();
    // `fetch` unpacks them by itself.
    expect(body.length).toBe(name === "fetch" ? bytes.length : stored.length);
  });

  it("of answers that are checked free their connection when they are left", async () => {
    const http = nodeHttpHandler({ maxConnections: 1, unreadBodyTimeout: 60_000 });
    atEnd(() => http.close?.());
    const large = Buffer.alloc(4 * 1024 * 1024);
    const headers = { "x-amz-checksum-crc32": "AAAAAA==" };
    const { client } = await clientOf((_, response) => void response.writeHead(200, headers).end(large), {
      responseChecksumValidation: "when_supported",
      http,
    });
    await (await client.getObject(object)).Body.discard();
    for await (const _ of (await client.getObject(object)).Body) break;
    await (await client.getObject(object)).Body.discard();
  });
});

describe("a stream that can be read once", () => {
  type Stream = Pick<ReturnType<typeof watched>, "Body" | "ContentLength">;

  async function untouched(
    kind: abstract new (...args: never[]) => Error,
    options: ClientOptions,
    call = (session: Session, stream: Stream): Promise<unknown> =>
      session.client("s3").putObject({ ...object, ...stream }),
  ): Promise<Error> {
    const server = await verifyingServer(false);
    const common = { region: "eu-west-1", endpoint: server.origin, s3: path, maxAttempts: 3, credentials: keys };
    const session = new Session({ ...common, ...options }, testEnvironment());
    atEnd(() => session.close());
    const { Body, ContentLength, state } = watched();
    const error = await failure(call(session, { Body, ContentLength }));
    expect(error).toBeInstanceOf(kind);
    expect([state.touched, Body.destroyed, server.requests.length]).toEqual([false, false, 0]);
    return error;
  }

  const noKeys = (): never => {
    throw new CredentialsError("the provider has none");
  };

  it("is left alone where there are no credentials", async () => {
    await untouched(CredentialsError, { credentials: noKeys });
    await untouched(NoCredentialsError, { credentials: undefined });
  });

  it("is left alone where there are none and the service wants the body whole", async () => {
    const block = { SnapshotId: "s", BlockIndex: 0, DataLength: 1, Checksum: "c", ChecksumAlgorithm: "SHA256" };
    await untouched(CredentialsError, { credentials: noKeys }, (session, { Body }) =>
      session.client("ebs" as string).putSnapshotBlock!({ ...block, BlockData: Body }),
    );
  });

  it("is left alone where the region, the endpoint or the input is wrong", async () => {
    await untouched(NoRegionError, { region: undefined }, async (session, { Body }) =>
      session.client("ebs" as string).putSnapshotBlock!({ BlockData: Body }),
    );
    await untouched(EndpointError, { endpoint: undefined, s3: { useAccelerateEndpoint: true }, useFipsEndpoint: true });
    await untouched(ParamValidationError, {}, (session, stream) =>
      session.client("s3").putObject({ Bucket: "photos", ...stream } as never),
    );
  });

  it("of unknown length is refused with what can be done about it", async () => {
    for (const options of [{}, { endpoint: undefined }, { requestChecksumCalculation: "when_supported" }] as const) {
      const error = await untouched(SerializationError, options, (session, { Body }) =>
        session.client("s3").putObject({ ...object, Body }),
      );
      expect(error.message).toMatch(/^PutObject must know the length of its body.*ContentLength/);
    }
  });
});

describe("a length", () => {
  it.each([
    ["text", "four"],
    ["bytes", bytes],
    ["a Blob", new Blob([bytes])],
    ["a file", fileBody(file)],
  ])("that contradicts the body is refused, of %s", async (_, Body) => {
    const server = await verifyingServer(false);
    const client = sessionAt(server, "node", { s3: path }).client("s3");
    const error = await failure(client.putObject({ ...object, Body, ContentLength: 5 }));
    expect(error).toBeInstanceOf(SerializationError);
    expect(error.message).toMatch(/the body has \d+ bytes, and ContentLength says 5/);
    expect(server.requests).toEqual([]);
  });
});

describe("answers that are read whole", () => {
  const version = join(folder, "checked", "2026-01-01");

  it("are asked for again where their checksum is wrong", async () => {
    mkdirSync(version, { recursive: true });
    writeFileSync(join(version, "service-2.json"), JSON.stringify(checkedModel));
    writeFileSync(join(version, "endpoint-rule-set-1.json"), JSON.stringify(anyEndpoint));
    const server = await verifyingServer(false, (_, response, number) => {
      const checksum = number === 1 ? "AAAAAA==" : digestOf("crc32", bytes)!;
      response.writeHead(200, { "x-amz-checksum-crc32": checksum }).end(bytes);
    });
    const session = new Session(
      { region: "eu-west-1", credentials: keys, endpoint: server.origin, responseChecksumValidation: "when_supported" },
      testEnvironment({ variables: { AWS_DATA_PATH: folder } }),
    );
    atEnd(() => session.close());
    const output = await session.client("checked" as string).getThing!({});
    expect(output).toMatchObject({ $metadata: { attempts: 2 } });
    expect((output.Content as Uint8Array).length).toBe(bytes.length);
    const once = session.client("checked" as string, { maxAttempts: 1 });
    server.requests.length = 0;
    await expect(once.getThing!({})).rejects.toThrow(FlexibleChecksumError);
  });
});
