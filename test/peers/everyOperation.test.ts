import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { HttpHandler, HttpRequestBody } from "../../src/http/types.ts";
import { methodName } from "../../src/model/names.ts";
import { Session } from "../../src/session/session.ts";
import { testEnvironment } from "../session/testEnvironment.ts";
import { compareStep } from "./moto/compare.ts";
import type { ComparableRequest } from "./moto/requests.ts";
import { aligner } from "./moto/results.ts";
import type { SentRequest } from "./moto/script.ts";
import { findPython } from "./python.ts";

type Data = Record<string, unknown>;

interface ServiceRequests {
  readonly service: string;
  readonly operations: readonly {
    readonly operation: string;
    readonly input: Data;
    /** One, or none where boto3 refuses. */
    readonly requests: readonly SentRequest[];
  }[];
}

const python = findPython("a request of every operation by boto3 and by tucuxi");

describe.skipIf(!python)("every operation of every service", () => {
  it("comes to the request that boto3 makes", { timeout: 400_000 }, async () => {
    const sent: SentRequest[] = [];
    await using session = new Session(
      {
        region: "us-east-1",
        credentials: { accessKeyId: "AKID", secretAccessKey: "secret" },
        http: noting(sent),
        maxAttempts: 1,
        parameterValidation: false,
        // boto3 has SigV4a by an extension, which the peer has not.
        authSchemePreference: ["sigv4"],
      },
      { ...testEnvironment(), now: () => Date.now() },
    );
    let compared = 0;
    const refused: string[] = [];
    for await (const { service, operations } of requestsOfBoto3()) {
      const client = session.client<string>(service) as unknown as Record<string, (input: Data) => Promise<unknown>>;
      const align = aligner(service);
      for (const { operation, input, requests } of operations) {
        const message = `${service} ${operation} ${JSON.stringify(input)}`;
        sent.length = 0;
        const outcome = await client[methodName(operation)]!(native(input) as Data).catch(String);
        if (requests.length === 0) {
          refused.push(`${service} ${operation}`);
          continue;
        }
        expect(sent.length, `${message} ${outcome}`).toBe(1);
        const { theirs, ours } = compareStep({ requests }, { requests: sent }, align);
        expect(ours.requests.map(withoutHash(service, operation)), message).toEqual(
          theirs.requests.map(withoutHash(service, operation)),
        );
        compared++;
      }
    }
    console.log(`${compared} operations; ${refused.length} that boto3 refuses: ${refused.join(", ")}`);
    expect(compared).toBeGreaterThan(19_000);
  });
});

/** S3's answers of an Object Lambda are not hashed, as their model says (`unsignedPayload`); boto3 hashes them. */
function withoutHash(service: string, operation: string): (request: ComparableRequest) => ComparableRequest {
  if (service !== "s3" || operation !== "WriteGetObjectResponse") return (request) => request;
  return ({ headers: { "x-amz-content-sha256": _, ...headers }, ...request }) => ({ ...request, headers });
}

/** Notes requests and sends none. */
function noting(sent: SentRequest[]): HttpHandler {
  return async ({ method, origin, path: target, headers, body }) => {
    const bytes = await bytesOf(body);
    sent.push({ method, origin, target, headers: { ...headers }, body: bytes.toString("base64") });
    throw new Error("Nothing is sent.");
  };
}

async function bytesOf(body: HttpRequestBody | undefined): Promise<Buffer> {
  if (body === undefined || typeof body === "string" || body instanceof Uint8Array) return Buffer.from(body ?? "");
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* requestsOfBoto3(): AsyncGenerator<ServiceRequests> {
  const script = fileURLToPath(new URL("every_operation.py", import.meta.url));
  const nowhere = { AWS_CONFIG_FILE: "/nowhere", AWS_SHARED_CREDENTIALS_FILE: "/nowhere" };
  const child = spawn(python!, [script], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { PATH: process.env.PATH, ...nowhere },
  });
  const ended = new Promise<number | null>((resolve, reject) => child.once("close", resolve).once("error", reject));
  for await (const line of createInterface(child.stdout)) yield JSON.parse(line) as ServiceRequests;
  expect(await ended).toBe(0);
}

function native(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(native);
  if (typeof value !== "object" || value === null) return value;
  if ("$text" in value) return Buffer.from(value.$text as string);
  if ("$date" in value) return new Date(value.$date as number);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, native(item)]));
}
