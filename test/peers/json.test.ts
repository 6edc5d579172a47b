import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { Service } from "../../src/model/service.ts";
import { decodeCbor } from "../../src/protocol/cborDecoder.ts";
import { protocolFor } from "../../src/protocol/index.ts";
import type { OperationCodec, SerializedRequest } from "../../src/protocol/types.ts";
import { findPython } from "./python.ts";
import { native, portable, withoutAdded } from "./values.ts";

interface Case {
  readonly operation: string;
  readonly protocol: string;
  readonly answer?: Answer;
  readonly output?: unknown;
  readonly errorAnswer?: Answer;
  readonly error?: { readonly Code: string; readonly Message: string };
  readonly input?: unknown;
  readonly request?: Omit<SerializedRequest, "hostPrefix"> & { readonly hostPrefix: string | null };
}

interface Answer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Some of each kind: documents, unions, event streams, host prefixes, headers of every form, CBOR. */
const some = `
  apigateway appconfig backup bedrock-agent bedrock-runtime cloudwatch dataexchange dynamodb dynamodbstreams ecs
  ec2-instance-connect glacier glue iot iot-data kinesis lambda lex-runtime lexv2-runtime logs mediastore-data
  opensearch polly qbusiness quicksight s3tables sagemaker sagemaker-runtime scheduler secretsmanager servicediscovery
  sqs ssm stepfunctions transcribe xray`
  .trim()
  .split(/\s+/);
const models = new URL("../../models/", import.meta.url);
const services = process.env.TUCUXI_SERVICES === "all" ? everyService() : some.filter((name) => isThere(name));
const seeds = (process.env.TUCUXI_SEEDS ?? "1").split(",");
const python = findPython("JSON and CBOR by botocore and by tucuxi");

describe.skipIf(!python)("JSON and CBOR as botocore reads and writes them", () => {
  for (const name of services) {
    it(name, { timeout: 120_000 }, () => {
      const service = loadService(name);
      for (const seed of seeds) {
        for (const found of casesOf(name, seed)) {
          const { operation } = found;
          const codec = protocolFor(service).compile(service.operation(operation), { bigints: false });
          compareAnswer(codec, found);
          compareError(codec, found);
          compareRequest(codec, found);
        }
      }
    });
  }
});

function compareAnswer(codec: OperationCodec, { operation, answer, output }: Case): void {
  if (answer === undefined) return;
  const body = Buffer.from(answer.body, "base64");
  const parsed = codec.parse({ status: 200, headers: answer.headers, body });
  expect(withoutAdded(portable(parsed), output), `${operation}: ${body}`).toEqual(output);
}

function compareError(codec: OperationCodec, { operation, errorAnswer, error }: Case): void {
  if (errorAnswer === undefined) return;
  const body = Buffer.from(errorAnswer.body, "base64");
  const parsed = codec.parseError({ status: 400, headers: errorAnswer.headers, body });
  expect({ Code: parsed.code, Message: parsed.message }, `${operation}: ${body}`).toEqual({
    Code: error!.Code,
    Message: error!.Message,
  });
}

function compareRequest(codec: OperationCodec, { operation, protocol, input, request: expected }: Case): void {
  if (expected === undefined) return;
  const message = `${operation}: ${JSON.stringify(input)}`;
  const request = codec.serialize(native(input) as Record<string, unknown>);
  expect(request.method, message).toBe(expected.method);
  expect(request.path, message).toBe(expected.path);
  expect(pairsOf(request.query), message).toEqual(pairsOf(expected.query));
  expect(request.hostPrefix ?? null, message).toBe(expected.hostPrefix);
  expect(headersOf(request.headers, expected.headers), message).toEqual(headersOf(expected.headers, expected.headers));
  const given = bytesOf(portable(request.body), request.body);
  expect(bodyOf(protocol, given), message).toEqual(bodyOf(protocol, bytesOf(expected.body, "")));
}

/** botocore writes microseconds. */
function pairsOf(query: string): string[] {
  return query
    .split("&")
    .map((pair) => pair.replace(/(\.\d{3})000Z/, "$1Z").replace(/=$/, ""))
    .sort();
}

/** botocore says no type of a payload that is bytes or text, and puts no space between the items of a list. */
function headersOf(headers: Readonly<Record<string, string>>, expected: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name !== "content-type" || "content-type" in expected)
      .map(([name, value]) => [name, value.replaceAll(/, (?!\d\d )/g, ",")]),
  );
}

function bytesOf(value: unknown, otherwise: unknown): Buffer {
  if (typeof value === "object" && value !== null && "$blob" in value)
    return Buffer.from(value.$blob as string, "base64");
  return Buffer.from(String(value ?? otherwise));
}

function bodyOf(protocol: string, body: Buffer): unknown {
  if (body.length === 0) return "";
  if (protocol === "smithy-rpc-v2-cbor") return decodeCbor(body);
  const text = body.toString();
  try {
    // botocore writes microseconds.
    return JSON.parse(text.replace(/(\d\d:\d\d:\d\d\.\d{3})000Z"/g, '$1Z"'));
  } catch {
    return text;
  }
}

function isThere(name: string): boolean {
  return readdirSync(models).includes(`${name}.json`);
}

function everyService(): string[] {
  return readdirSync(models)
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.replace(".json", ""))
    .filter((name) => !/xml|query|ec2/.test(loadService(name).metadata.protocol));
}

function loadService(name: string): Service {
  return new Service(name, JSON.parse(readFileSync(new URL(`${name}.json`, models), "utf8")));
}

function casesOf(service: string, seed: string): Case[] {
  const script = fileURLToPath(new URL("json_cases.py", import.meta.url));
  const { stdout, stderr, status } = spawnSync(python!, [script, seed, service], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Case);
}
