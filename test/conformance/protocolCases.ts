import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Operation } from "../../src/model/service.ts";
import { loadEventFraming } from "../../src/protocol/eventStream.ts";
import { protocolFor } from "../../src/protocol/index.ts";
import { compileCompression } from "../../src/protocol/requestCompression.ts";
import type { OperationCodec } from "../../src/protocol/types.ts";
import { canonicalBody } from "./canonicalBody.ts";
import { expectedOutput, fromOutput, type Representation, toInput } from "./protocolValues.ts";

/** One request that a suite describes, whatever its own form. */
export interface RequestCase {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, unknown>>;
  readonly expected: {
    readonly method?: string | undefined;
    readonly path: string;
    /** Encoded pairs, in any order; absent where the path has the query, or where nothing is said. */
    readonly queryParams?: readonly string[] | undefined;
    readonly forbidQueryParams?: readonly string[] | undefined;
    readonly headers?: Readonly<Record<string, string>> | undefined;
    readonly forbidHeaders?: readonly string[] | undefined;
    readonly body?: string | undefined;
    readonly host?: string | undefined;
  };
  /** The endpoint before the operation's prefix. */
  readonly endpoint?: string | undefined;
}

/** One answer that a suite describes. */
export interface ResponseCase {
  readonly operation: Operation;
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Uint8Array;
  };
  readonly result?: unknown;
  readonly error?: {
    readonly code?: string | undefined;
    readonly message?: string | undefined;
    readonly shape?: string | undefined;
    readonly data?: unknown;
  };
}

export const oracles: string = process.env.TUCUXI_ORACLES ?? join(import.meta.dirname, "../../../shared/oracles");

/** Whether a suite lies where it is looked for; says so in a line where it does not. */
export function isThere(suite: string): boolean {
  const found = existsSync(join(oracles, suite));
  if (!found) console.log(`skipped: no oracle ${suite} (set TUCUXI_ORACLES)`);
  return found;
}

/** From this length on, bodies are compressed by default. */
const minimumCompressedBytes = 10_240;

/** The token that every suite expects where one is filled in. */
const token = "00000000-0000-4000-8000-000000000000";

function codecOf(operation: Operation): OperationCodec {
  return protocolFor(operation.service).compile(operation, { bigints: false, generateToken: () => token });
}

/** Serializes the case's params and compares every part of the request that the suite speaks of. */
export async function checkRequest(requestCase: RequestCase, form: Representation): Promise<void> {
  const { operation, params, expected, endpoint } = requestCase;
  const request = codecOf(operation).serialize(
    operation.input ? (toInput(operation.input, params, form) as Record<string, unknown>) : {},
  );
  await compileCompression(operation)?.(request, minimumCompressedBytes);
  const { protocol } = operation.service.metadata;
  const base = new URL(endpoint ?? "https://example.com");
  const basePath = base.pathname.replace(/\/$/, "");
  const path = basePath + request.path;
  if (expected.method !== undefined) expect(request.method, "method").toBe(expected.method);
  if (expected.queryParams) {
    expect(path, "path").toBe(expected.path);
    expect(pairs(request.query), "query").toEqual(expect.arrayContaining([...expected.queryParams]));
    const names = pairs(request.query).map((pair) => pair.split("=")[0]);
    for (const name of expected.forbidQueryParams ?? []) expect(names).not.toContain(name);
  } else {
    const [expectedPath, expectedQuery = ""] = expected.path.split("?", 2);
    expect(path, "path").toBe(expectedPath);
    expect(pairs(request.query).sort(), "query").toEqual(pairs(expectedQuery).sort());
  }
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    expect(normalHeader(request.headers[name.toLowerCase()]), name).toBe(normalHeader(value));
  }
  for (const name of expected.forbidHeaders ?? []) expect(request.headers).not.toHaveProperty([name.toLowerCase()]);
  if (expected.host !== undefined) {
    const host = (request.hostPrefix ?? "") + base.host;
    // Some suites count the endpoint's path to the host.
    expect(expected.host.includes("/") ? host + basePath : host, "host").toBe(expected.host);
  }
  if (expected.body !== undefined) {
    expect(canonicalBody(protocol, request.body), "body").toEqual(canonicalBody(protocol, expected.body, true));
  }
}

/** Parses the case's answer and compares it with the output, or the error, that the suite expects. */
export async function checkResponse(responseCase: ResponseCase, form: Representation): Promise<void> {
  const { operation, response, error } = responseCase;
  const codec = codecOf(operation);
  const answer = { ...response, headers: lowerCaseNames(response.headers) };
  if (error) {
    const parsed = codec.parseError(answer);
    if (error.code !== undefined) expect(parsed.code, "code").toBe(error.code);
    if (error.shape !== undefined) expect(parsed.shape, "shape").toBe(error.shape);
    if (error.message !== undefined) expect(parsed.message, "message").toBe(error.message);
    if (error.data === undefined) return;
    const shape = parsed.shape === undefined ? undefined : operation.service.shape(parsed.shape);
    if (!shape) return expect(parsed.data ?? {}, "data").toEqual(error.data);
    expect(fromOutput(shape, parsed.data ?? {}, form), "data").toEqual(expectedOutput(shape, error.data));
    return;
  }
  const stream = codec.outputStream;
  const output: Record<string, unknown> = codec.parse(stream ? { ...answer, body: new Uint8Array() } : answer);
  if (stream?.kind === "blob" && answer.body.length > 0) output[stream.name] = answer.body;
  if (stream?.kind === "events") Object.assign(output, await readEvents(codec, stream.name, answer.body));
  const shape = operation.output;
  if (!shape) return expect(output).toEqual(responseCase.result ?? {});
  expect(fromOutput(shape, output, form)).toEqual(expectedOutput(shape, responseCase.result ?? {}));
}

/** All events of a body, and what its first message says of the output's other members. */
async function readEvents(codec: OperationCodec, name: string, body: Uint8Array): Promise<Record<string, unknown>> {
  const framing = await loadEventFraming();
  const output: Record<string, unknown> = {};
  const events: unknown[] = [];
  for await (const message of framing.decodeAll(inOnePiece(body))) {
    const parsed = codec.parseEvent!(message);
    if (parsed.kind === "event") events.push(parsed.event);
    if (parsed.kind === "initial-response") Object.assign(output, parsed.output);
  }
  return { ...output, [name]: events };
}

async function* inOnePiece(body: Uint8Array): AsyncGenerator<Uint8Array> {
  yield body;
}

function pairs(query: string): string[] {
  return query === "" ? [] : query.split("&");
}

/** Space around a header's commas and a charset of UTF-8 mean nothing. */
function normalHeader(value: string | undefined): string | undefined {
  return value?.replace(/\s*,\s*/g, ", ").replace(/;\s*charset=utf-8$/i, "");
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
