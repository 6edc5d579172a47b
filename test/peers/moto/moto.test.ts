import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startMoto } from "../moto.ts";
import { findPython } from "../python.ts";
import { callsOfBoto3 } from "./boto3Calls.ts";
import { compareStep } from "./compare.ts";
import { type DeliberateDifference, deliberateDifferences } from "./deliberate.ts";
import { aligner } from "./results.ts";
import type { ScriptResult, Scripts } from "./script.ts";
import { callsOfTucuxi } from "./tucuxiCalls.ts";

const python = findPython("calls of moto by boto3 and by tucuxi");
const folder = new URL("scripts/", import.meta.url);
const scripts: Scripts = Object.assign({}, ...readdirSync(folder).sort().map(readScripts));

function readScripts(file: string): Scripts {
  return JSON.parse(readFileSync(new URL(file, folder), "utf8"));
}

/** One service of each protocol, and those that have rules of their own for endpoints. */
const ofOtherEndpoints = [
  "cloudwatch",
  "dynamodb",
  "ec2",
  "iam",
  "iot",
  "lambda",
  "route53",
  "s3",
  "sns",
  "sqs",
  "sts",
];

describe.skipIf(!python)("the same calls of moto, by boto3 and by tucuxi", () => {
  const allowed = new Set<DeliberateDifference>();
  let servers: Awaited<ReturnType<typeof startMoto>>[];

  beforeAll(async () => {
    servers = await Promise.all([startMoto(python!), startMoto(python!)]);
  }, 60_000);

  afterAll(() => {
    for (const server of servers ?? []) server.stop();
  });

  describe("for AWS's endpoints", () => compareCalls(scripts));

  describe("for another endpoint", () => {
    const some = Object.fromEntries(ofOtherEndpoints.map((service) => [service, scripts[service]!]));
    compareCalls(some, "http://127.0.0.1:5000");
  });

  it("cover enough, and differ in no way that is not there", () => {
    expect(Object.keys(scripts).length).toBeGreaterThanOrEqual(100);
    expect([...allowed].map(({ why }) => why).sort()).toEqual(deliberateDifferences.map(({ why }) => why).sort());
  });

  function compareCalls(made: Scripts, endpoint?: string): void {
    const table: string[] = [];
    let theirs: Map<string, ScriptResult>;
    let ours: Map<string, ScriptResult>;

    beforeAll(async () => {
      const [first, second] = servers as [(typeof servers)[0], (typeof servers)[0]];
      const results = await Promise.all([
        callsOfBoto3(python!, first.address, made, endpoint),
        callsOfTucuxi(second.address, made, endpoint),
      ]);
      [theirs, ours] = results.map((each) => new Map(each.map((result) => [result.service, result]))) as [
        typeof theirs,
        typeof ours,
      ];
    }, 240_000);

    afterAll(() => {
      const title = `Calls (requests; calls with a deliberate difference) of ${table.length} services`;
      console.log(`${title}: ${table.join(", ")}`);
    });

    it.for(Object.entries(made))("%s", ([service, steps]) => {
      const align = aligner(service);
      let requests = 0;
      let deliberate = 0;
      for (const [index, [operation, input, options]] of steps.entries()) {
        const message = `${service} ${operation} ${JSON.stringify(input)}`;
        const theirStep = theirs.get(service)!.results[index]!;
        const ourStep = ours.get(service)!.results[index]!;
        expect(theirStep.failure, message).toBeUndefined();
        expect(theirStep.error?.code, message).toBe(options?.error);
        const comparison = compareStep(theirStep, ourStep, align);
        expect(comparison.ours, message).toEqual(comparison.theirs);
        for (const difference of comparison.allowed) allowed.add(difference);
        requests += ourStep.requests.length;
        if (comparison.allowed.size > 0) deliberate++;
      }
      table.push(`${service} ${steps.length} (${requests}; ${deliberate})`);
    });
  }
});
