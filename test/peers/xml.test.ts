import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { Service } from "../../src/model/service.ts";
import { protocolFor } from "../../src/protocol/index.ts";
import type { OperationCodec } from "../../src/protocol/types.ts";
import { findPython } from "./python.ts";
import { native, portable, withoutAdded } from "./values.ts";

interface Case {
  readonly service: string;
  readonly operation: string;
  readonly answer?: string;
  readonly output?: unknown;
  readonly input?: unknown;
  readonly request?: string | Readonly<Record<string, string>>;
}

/** All that speak XML. */
const services = `
  autoscaling cloudformation cloudfront cloudsearch docdb ec2 elasticache elasticbeanstalk elb elbv2 iam importexport
  neptune rds redshift route53 s3 s3control sdb ses sns sts`
  .trim()
  .split(/\s+/);
const seeds = (process.env.TUCUXI_SEEDS ?? "1").split(",");
const python = findPython("XML by botocore and by tucuxi");

describe.skipIf(!python)("XML as botocore reads and writes it", () => {
  for (const name of services) {
    it(name, { timeout: 120_000 }, () => {
      const service = loadService(name);
      const codecs = new Map<string, OperationCodec>();
      for (const seed of seeds) {
        for (const found of casesOf(name, seed)) {
          const codec = codecs.get(found.operation) ?? compile(service, found.operation);
          codecs.set(found.operation, codec);
          compareAnswer(codec, found);
          compareRequest(codec, found);
        }
      }
    });
  }
});

function compareAnswer(codec: OperationCodec, { operation, answer, output }: Case): void {
  if (answer === undefined) return;
  const parsed = codec.parse({ status: 200, headers: {}, body: new TextEncoder().encode(answer) });
  expect(withoutAdded(portable(parsed), output), `${operation}: ${answer}`).toEqual(output);
}

function compareRequest(codec: OperationCodec, { operation, input, request }: Case): void {
  if (request === undefined) return;
  const { body } = codec.serialize(native(input) as Record<string, unknown>);
  const message = `${operation}: ${JSON.stringify(input)}`;
  if (typeof request === "string") expect(canonical(body as string), message).toBe(canonical(request));
  else expect(formOf(body as string), message).toEqual(canonicalForm(request));
}

function loadService(name: string): Service {
  const path = new URL(`../../models/${name}.json`, import.meta.url);
  return new Service(name, JSON.parse(readFileSync(path, "utf8")));
}

function compile(service: Service, operation: string): OperationCodec {
  return protocolFor(service).compile(service.operation(operation), { bigints: false });
}

function casesOf(service: string, seed: string): Case[] {
  const script = fileURLToPath(new URL("xml_cases.py", import.meta.url));
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

/** Of the ways to write the same XML, one; botocore writes microseconds. */
function canonical(xml: string): string {
  return xml
    .replace(/(\.\d{3})000Z/g, "$1Z")
    .replace(/<([^\s<>/]+)([^<>]*?) ?\/>/g, "<$1$2></$1>")
    .replace(/&#x9;/gi, "\t");
}

function formOf(body: string): [string, string][] {
  return canonicalForm(Object.fromEntries(new URLSearchParams(body)));
}

/** botocore writes floats as Python does (`3.0`), and microseconds. */
function canonicalForm(form: Readonly<Record<string, string>>): [string, string][] {
  const entries = Object.entries(form).map(([key, value]): [string, string] => [
    key,
    value.replace(/^(-?\d+)\.0$/, "$1").replace(/(\.\d{3})000Z$/, "$1Z"),
  ]);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1));
}
