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

describe.skipIf(!python)("the same calls of moto, by boto3 and by tucuxi", () => {
  let theirs: ReadonlyMap<string, ScriptResult>;
  let ours: ReadonlyMap<string, ScriptResult>;
  const allowed = new Set<DeliberateDifference>();
  const table: string[] = [];

  beforeAll(async () => {
    const [first, second] = await Promise.all([startMoto(python!), startMoto(python!)]);
    try {
      const results = await Promise.all([
        callsOfBoto3(python!, first.address, scripts),
        callsOfTucuxi(second.address, scripts),
      ]);
      [theirs, ours] = results.map((each) => new Map(each.map((result) => [result.service, result]))) as [
        Map<string, ScriptResult>,
        Map<string, ScriptResult>,
      ];
    } finally {
      first.stop();
      second.stop();
    }
  }, 240_000);

  afterAll(() => {
    if (python) console.log(["service: calls, requests, calls with a deliberate difference", ...table].join("\n"));
  });

  it.for(Object.entries(scripts))("%s", ([service, steps]) => {
    const align = aligner();
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
    table.push(`${service}: ${steps.length}, ${requests}, ${deliberate}`);
  });

  it("cover enough, and differ in no way that is not there", () => {
    expect(Object.keys(scripts).length).toBeGreaterThanOrEqual(100);
    expect([...allowed].map(({ why }) => why).sort()).toEqual(deliberateDifferences.map(({ why }) => why).sort());
  });
});
