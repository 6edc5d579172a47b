import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import type { UntypedClient } from "../../src/client/types.ts";
import { ClientError } from "../../src/errors/index.ts";
import type { HttpHandler, HttpRequest } from "../../src/http/types.ts";
import { methodName } from "../../src/model/names.ts";
import { Session } from "../../src/session/session.ts";
import { findPython } from "../peers/python.ts";
import { portable, withoutAdded } from "../peers/values.ts";
import { testEnvironment } from "../session/testEnvironment.ts";
import { type WireCase, wireCases } from "./wireCases.ts";

interface Sent {
  readonly method: string;
  readonly origin: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  /** In base64. */
  readonly body: string;
}

interface Outcome {
  readonly output?: unknown;
  readonly error?: string;
  readonly code?: string | null;
}

interface Result {
  readonly requests: readonly Sent[];
  readonly outcomes: readonly Outcome[];
}

const credentials = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  sessionToken: "a token/+=",
};
const python = findPython("what boto3 sends beyond its models");
const expected = python ? resultsOfBoto3() : [];

describe.skipIf(!python)("what models do not say, as boto3 does it", () => {
  for (const [index, each] of wireCases.entries()) {
    it(`${index}: ${each.name}`, async () => {
      const ours = await run(each);
      const theirs = expected[index]!;
      expect(ours.requests.map((request, number) => comparable(request, each, theirs.requests[number]))).toEqual(
        theirs.requests.map((request, number) => comparable(request, each, ours.requests[number])),
      );
      if (each.outcomes) compareOutcomes(ours, theirs);
    });
  }
});

function compareOutcomes(ours: Result, theirs: Result): void {
  for (const [index, { output, error, code }] of theirs.outcomes.entries()) {
    const mine = ours.outcomes[index]!;
    if (error === undefined) expect(withoutAdded(mine.output, output)).toEqual(output);
    else {
      expect(mine.error).toBeDefined();
      if (code) expect(mine.code).toBe(code);
    }
  }
}

function resultsOfBoto3(): Result[] {
  const script = fileURLToPath(new URL("wire_cases.py", import.meta.url));
  const input = JSON.stringify(wireCases);
  const { stdout, stderr, status } = spawnSync(python!, [script], { encoding: "utf8", maxBuffer: 2 ** 28, input });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Result);
}

async function run({
  service,
  region = "eu-west-1",
  calls,
  answers = [],
  variables,
  options,
  endpoint,
}: WireCase): Promise<Result> {
  const requests: Sent[] = [];
  const http: HttpHandler = async (request) => {
    requests.push(await recorded(request));
    const { status = 200, headers = {}, body = "" } = answers[Math.min(requests.length, answers.length) - 1] ?? {};
    return { status, headers, body: new TextEncoder().encode(body) };
  };
  const settings = { region, credentials, http, maxAttempts: 1 };
  const session = new Session(settings, testEnvironment({ variables: { ...variables } }));
  const client = session.client(service as string, { ...options, endpoint }) as UntypedClient;
  const outcomes: Outcome[] = [];
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 0, 20, 10, 30, 15) });
  try {
    for (const { operation, input = {} } of calls) outcomes.push(await outcomeOf(client, operation, input));
  } finally {
    vi.useRealTimers();
  }
  return { requests, outcomes };
}

async function outcomeOf(client: UntypedClient, operation: string, input: object): Promise<Outcome> {
  try {
    const { $metadata: _, ...output } = await client[methodName(operation)]!(native(input) as Record<string, unknown>);
    for (const [name, value] of Object.entries(output)) {
      if (typeof (value as { bytes?: unknown } | undefined)?.bytes !== "function") continue;
      output[name] = await (value as { bytes(): Promise<Uint8Array> }).bytes();
    }
    return { output: portable(output) };
  } catch (error) {
    return { error: (error as Error).message, code: error instanceof ClientError ? error.code : null };
  }
}

function native(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(native);
  if (typeof value !== "object" || value === null) return value;
  if ("$date" in value) return new Date(value.$date as number);
  if ("$blob" in value) return new Uint8Array(Buffer.from(value.$blob as string, "base64"));
  if ("$stream" in value) return pieces(Buffer.from(value.$stream as string, "base64"));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, native(item)]));
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function recorded({ method, origin, path, headers, body }: HttpRequest): Promise<Sent> {
  const question = path.indexOf("?");
  return {
    method,
    origin,
    path: question < 0 ? path : path.slice(0, question),
    query: question < 0 ? "" : path.slice(question + 1),
    headers: { ...headers },
    body: (await bytesOf(body)).toString("base64"),
  };
}

async function bytesOf(body: HttpRequest["body"]): Promise<Buffer> {
  if (body === undefined) return Buffer.alloc(0);
  if (typeof body === "string" || body instanceof Uint8Array) return Buffer.from(body as string);
  const found: Uint8Array[] = [];
  for await (const piece of body) found.push(piece);
  return Buffer.concat(found);
}

/** Headers that tell of the sender, of the moment, or are set by the handler. */
const ownHeaders = new Set([
  "user-agent",
  "x-amz-user-agent",
  "amz-sdk-invocation-id",
  "amz-sdk-request",
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
]);

function comparable(sent: Sent, { except = {} }: WireCase, other: Sent | undefined): unknown {
  const { method, origin, path, query, headers, body } = sent;
  const kept = Object.entries(headers)
    .filter(([name]) => !ownHeaders.has(name) && !(name in except) && !isLeftOut(name, other))
    .map(([name, value]) => [name, headerForm(name, value)]);
  return { method, origin, path, query: pairsOf(query), headers: Object.fromEntries(kept), body: bodyForm(sent, body) };
}

/** botocore names no type of bodies that are XML, text or bytes. */
function isLeftOut(name: string, other: Sent | undefined): boolean {
  return name === "content-type" && other?.headers[name] === undefined;
}

/** A signature covers the sender's own headers: its scope is compared; signatures have their own tests. */
function headerForm(name: string, value: string): string {
  if (name === "authorization") return value.replace(/, SignedHeaders=.*/, "");
  return name === "content-type" ? value.replace("; charset=utf-8", "") : value;
}

/** What a body means, where its spaces and its order mean nothing; else its bytes. */
function bodyForm({ headers }: Sent, body: string): unknown {
  const text = Buffer.from(body, "base64").toString("latin1");
  if (headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) return pairsOf(text);
  if (headers["content-encoding"] === "aws-chunked") return /^[0-9a-f]+\r\n(.*?)\r\n0\r\n/s.exec(text)?.[1];
  return text.startsWith("{") ? JSON.parse(text) : text;
}

function pairsOf(query: string): string[] {
  return query
    .split("&")
    .map((pair) => decodeURIComponent(pair.replaceAll("+", "%20")))
    .sort();
}
