import { ClientError } from "../../../src/errors/index.ts";
import { nodeHttpHandler } from "../../../src/http/node.ts";
import type { HttpHandler, HttpRequestBody } from "../../../src/http/types.ts";
import { methodName } from "../../../src/model/names.ts";
import { Session } from "../../../src/session/session.ts";
import { testEnvironment } from "../../session/testEnvironment.ts";
import { portable } from "../values.ts";
import type { ScriptResult, Scripts, SentRequest, Step, StepError, StepOptions, StepResult } from "./script.ts";

type Data = Record<string, unknown>;
type Outputs = Map<string, unknown>;

interface AnyClient {
  [method: string]: (input: Data) => Promise<Data>;
}
interface CallingClient {
  readonly meta: { readonly methodToApiMapping: Readonly<Record<string, string>> };
  paginate(method: string, input: Data, options: { pageSize?: number }): AsyncIterable<Data>;
  waitUntil(name: string, input: Data): Promise<unknown>;
}
type Client = CallingClient & AnyClient;

/** The scripts, made by this library for AWS or for `endpoint`, and answered by the moto server at `address`. */
export async function callsOfTucuxi(address: string, scripts: Scripts, endpoint?: string): Promise<ScriptResult[]> {
  const sent: SentRequest[] = [];
  const credentials = { accessKeyId: "AKID", secretAccessKey: "secret" };
  const http = redirected(address, sent);
  await using session = new Session(
    { region: "us-east-1", credentials, http, endpoint, maxAttempts: 1 },
    { ...testEnvironment(), now: () => Date.now() },
  );
  const results: ScriptResult[] = [];
  await fetch(`${address}/moto-api/reset`, { method: "POST" });
  for (const [service, steps] of Object.entries(scripts)) {
    // Random values are those that the other peer gets.
    await fetch(`${address}/moto-api/seed?a=1`, { method: "POST" });
    const client = session.client<string>(service) as unknown as Client;
    const outputs: Outputs = new Map();
    const ofSteps: StepResult[] = [];
    for (const step of steps) {
      sent.length = 0;
      const result = await perform(client, step, outputs);
      ofSteps.push({ ...result, requests: [...sent] });
    }
    results.push({ service, results: ofSteps });
  }
  await http.close?.();
  return results;
}

/** Notes what would go to AWS and sends it to the server instead. */
function redirected(address: string, sent: SentRequest[]): HttpHandler {
  const node = nodeHttpHandler();
  const handler: HttpHandler = async (request) => {
    const { method, origin, path: target, headers } = request;
    const body = await bytesOf(request.body);
    sent.push({ method, origin, target, headers: { ...headers }, body: body.toString("base64") });
    // The server does not know HTTP/2, nor chunks without a length.
    return node({ ...request, origin: address, body, headers: { ...headers, "content-length": String(body.length) } });
  };
  return Object.assign(handler, { close: async () => node.close?.() });
}

async function bytesOf(body: HttpRequestBody | undefined): Promise<Buffer> {
  if (body === undefined || typeof body === "string" || body instanceof Uint8Array) return Buffer.from(body ?? "");
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function perform(
  client: Client,
  [operation, parameters, options = {}]: Step,
  outputs: Outputs,
): Promise<Omit<StepResult, "requests">> {
  try {
    const output = await outputOf(client, operation, resolved(parameters, outputs) as Data, options);
    outputs.set(operation, output);
    return { output };
  } catch (error) {
    if (error instanceof ClientError) return { error: errorOf(error) };
    return { failure: `${(error as Error).name}: ${(error as Error).message}` };
  }
}

async function outputOf(client: Client, operation: string, input: Data, options: StepOptions): Promise<unknown> {
  const method = methodName(operation);
  if (options.waiter) {
    await client.waitUntil(methodName(options.waiter), input);
    return {};
  }
  if (options.pageSize === undefined) return await readable(await client[method]!(input));
  const pages: unknown[] = [];
  const paging = options.pageSize ? { pageSize: options.pageSize } : {};
  for await (const page of client.paginate(method, input, paging)) pages.push(await readable(page));
  return { pages };
}

/** Without metadata, with bodies read. */
async function readable({ $metadata, ...output }: Data): Promise<unknown> {
  const members: [string, unknown][] = [];
  for (const [name, value] of Object.entries(output))
    members.push([name, isStream(value) ? await value.bytes() : value]);
  return portable(Object.fromEntries(members));
}

function isStream(value: unknown): value is { bytes(): Promise<Uint8Array> } {
  return typeof value === "object" && value !== null && "bytes" in value && typeof value.bytes === "function";
}

function errorOf(error: ClientError): StepError {
  const { name, code, operation, message, data, $metadata } = error;
  return {
    class: name,
    status: $metadata.httpStatusCode ?? 0,
    code,
    message: message.slice(`${operation}: `.length, message.lastIndexOf(" (code ")),
    data: portable(data) as Record<string, unknown>,
  };
}

/** The input with values in the place of references and of what JSON has not. */
function resolved(value: unknown, outputs: Outputs): unknown {
  if (Array.isArray(value)) return value.map((item) => resolved(item, outputs));
  if (typeof value === "string") return withReferences(value, outputs);
  if (typeof value !== "object" || value === null) return value;
  if ("$text" in value) return Buffer.from(value.$text as string);
  if ("$blob" in value) return Buffer.from(value.$blob as string, "base64");
  if ("$date" in value) return new Date(value.$date as number);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item, outputs)]));
}

function withReferences(text: string, outputs: Outputs): unknown {
  const whole = /^\$\{([^}]+)\}$/.exec(text);
  if (whole) return resolved(referred(whole[1]!, outputs), outputs);
  return text.replaceAll(/\$\{([^}]+)\}/g, (_, path: string) => String(referred(path, outputs)));
}

function referred(path: string, outputs: Outputs): unknown {
  const [operation = "", ...steps] = path.split(".");
  let value = outputs.get(operation);
  for (const step of steps) value = (value as Data | undefined)?.[step];
  if (value === undefined) throw new Error(`No earlier output has ${path}.`);
  return value;
}
