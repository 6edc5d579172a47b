import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Service } from "../../src/model/service.ts";
import { protocolFor } from "../../src/protocol/index.ts";
import type { BufferedResponse, OperationCodec } from "../../src/protocol/types.ts";
import { findPython } from "./python.ts";
import { portable, withoutAdded } from "./values.ts";

/** One call that boto3 made of moto: its bytes, and what botocore read in them. */
interface Call {
  readonly service: string;
  readonly operation: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly output?: unknown;
  readonly error?: { readonly Code: string; readonly Message?: string };
}

const python = findPython("XML services of moto, by boto3 and by tucuxi");
const services = new Map<string, Service>();

describe.skipIf(!python)("the XML services of moto", () => {
  let server: ChildProcess;
  let url = "";
  let calls: Call[] = [];

  beforeAll(async () => {
    const script = fileURLToPath(new URL("xml_moto.py", import.meta.url));
    server = spawn(python!, [script], { stdio: ["pipe", "pipe", "ignore"] });
    for await (const line of createInterface(server.stdout!)) {
      if (line === "end") break;
      if (url === "") url = line;
      else calls = [...calls, JSON.parse(line) as Call];
    }
  }, 120_000);

  afterAll(() => {
    server.stdin!.end();
  });

  it("are read as botocore reads the same bytes", () => {
    expect(calls.length).toBeGreaterThan(50);
    for (const { status, headers, body, output, error, ...call } of calls) {
      const response = { status, headers, body: Buffer.from(body, "base64") };
      const codec = codecOf(call);
      if (error) {
        expect(codec.parseError(response), name(call)).toMatchObject({
          code: error.Code,
          message: error.Message ?? "",
        });
      } else {
        expect(withoutAdded(portable(codec.parse(response)), output), name(call)).toEqual(output);
      }
    }
  });

  it("answer our requests as they answer boto3's", async () => {
    await fetch(`${url}/moto-api/reset`, { method: "POST" });
    for (const call of calls) {
      const codec = codecOf(call);
      const response = await send(url, call, codec);
      expect(response.status, name(call)).toBe(call.status);
      if (call.error) expect(codec.parseError(response).code, name(call)).toBe(call.error.Code);
      else expect(outline(withoutAdded(portable(codec.parse(response)), call.output))).toEqual(outline(call.output));
    }
  });
});

function name({ service, operation, params }: Pick<Call, "service" | "operation" | "params">): string {
  return `${service}.${operation} ${JSON.stringify(params)}`;
}

function serviceOf(service: string): Service {
  const path = new URL(`../../models/${service}.json`, import.meta.url);
  const known = services.get(service) ?? new Service(service, JSON.parse(readFileSync(path, "utf8")));
  services.set(service, known);
  return known;
}

function codecOf(call: Pick<Call, "service" | "operation">): OperationCodec {
  const service = serviceOf(call.service);
  return protocolFor(service).compile(service.operation(call.operation), { bigints: false });
}

/** Moto asks for no signature, but learns from its header which service is meant. */
async function send(url: string, call: Call, codec: OperationCodec): Promise<BufferedResponse> {
  const { metadata } = serviceOf(call.service);
  const scope = `test/20200101/us-east-1/${metadata.signingName ?? metadata.endpointPrefix}/aws4_request`;
  const { method, path, query, headers, body } = codec.serialize(call.params);
  const response = await fetch(url + path + (query && `?${query}`), {
    method,
    headers: {
      ...headers,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      "x-amz-date": "20200101T000000Z",
    },
    body: body === "" ? null : (body as string),
  });
  const received = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, headers: Object.fromEntries(response.headers), body: received };
}

/** The form of a value without what differs from call to call: ids, times. */
function outline(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(outline);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, outline(item)]));
}
