import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Partitions, partitionFinder } from "../../src/endpoint/index.ts";
import { loadService } from "../../src/model/loader.ts";
import { readPackaged } from "../../src/model/packaged.ts";
import { endpointRules } from "../../src/model/rules.ts";
import type { EndpointCondition, EndpointExpression, EndpointRule, EndpointRuleSet } from "../../src/model/types.ts";
import { findPython } from "../../test/peers/python.ts";
import { readData, readServices } from "./botocoreData.ts";

const python = findPython("endpoint rules as botocore has them");
const findData = "import botocore; print(botocore.__path__[0])";
const data = python ? join(execFileSync(python, ["-c", findData], { encoding: "utf8" }).trim(), "data") : "";

describe.skipIf(!python)("the models' endpoint rules, written out", () => {
  it("are botocore's, of every service", () => {
    let services = 0;
    for (const { name, endpointRules: original } of readServices(data)) {
      const ours = endpointRules(loadService(name).model)!;
      expect({ parameters: ours.parameters, rules: treeOf(ours) }, name).toEqual(normalized(original as BotocoreRules));
      services++;
    }
    expect(services).toBe(436);
  });
});

it.skipIf(!python)("the partition of every region that botocore lists is botocore's", () => {
  const original = readData(join(data, "partitions")) as Partitions;
  const [ours, theirs] = [readPackaged("shared/partitions") as Partitions, original].map(partitionFinder);
  const regions = original.partitions.flatMap((partition) => Object.keys(partition.regions));
  expect(regions.length).toBeGreaterThan(40);
  for (const region of [...regions, "us-new-1", "cn-new-1", "us-gov-new-1", "elsewhere"]) {
    const { description: _, ...outputs } = theirs!(region) as unknown as Record<string, unknown>;
    expect(ours!(region), region).toEqual(outputs);
  }
});

interface BotocoreRules {
  readonly parameters: Readonly<Record<string, { readonly type: string; readonly required?: boolean }>>;
  readonly rules: readonly BotocoreRule[];
}

interface BotocoreRule {
  readonly type: string;
  readonly conditions: readonly { readonly fn: string; readonly argv: readonly unknown[]; readonly assign?: string }[];
  readonly rules?: readonly BotocoreRule[];
  readonly error?: unknown;
  readonly endpoint?: { readonly url: unknown; readonly properties?: object; readonly headers?: object };
}

/** Our tables as botocore's tree. */
function treeOf({ conditions, properties, results, rules }: EndpointRuleSet): unknown[] {
  const rule = (entry: EndpointRule): unknown => {
    const consequence = entry.at(-1)!;
    const head = { conditions: entry.slice(0, -1).map((index) => condition(conditions[index as number]!)) };
    if (typeof consequence !== "number") return { type: "tree", ...head, rules: consequence.map(rule) };
    const result = results[consequence]!;
    if ("error" in result) return { type: "error", ...head, error: expression(result.error) };
    const [url, index, headers] = result;
    const parts = { properties: index === undefined ? {} : properties[index]!, headers: headers ?? {} };
    return { type: "endpoint", ...head, endpoint: { url: expression(url), ...parts } };
  };
  return rules.map(rule);
}

function condition(entry: EndpointCondition): unknown {
  if (typeof entry !== "object" || Array.isArray(entry)) return expression(entry as EndpointExpression);
  const [[assign, value]] = Object.entries(entry) as [[string, EndpointExpression]];
  return { ...(expression(value) as object), assign };
}

function expression(entry: EndpointExpression): unknown {
  if (typeof entry !== "object") return reference(entry);
  const [fn, ...argv] = entry;
  return { fn, argv: argv.map(expression) };
}

/** `{Region}` and `{url#scheme}` alone are another way to write a `ref` and a `getAttr` of one. */
function reference(value: unknown): unknown {
  const [, name, path] = /^\{([^{}#]+)(?:#([^{}]+))?\}$/.exec(String(value)) ?? [];
  if (name === undefined) return value;
  return path === undefined ? { ref: name } : { fn: "getAttr", argv: [{ ref: name }, path] };
}

/** botocore's tree without what says nothing: documentation, defaults, and a last tree without conditions. */
function normalized({ parameters, rules }: BotocoreRules): unknown {
  const entries = Object.entries(parameters).map(([name, parameter]) => {
    const { documentation: _, type, required, ...rest } = parameter as typeof parameter & { documentation?: string };
    const lowered = type.charAt(0).toLowerCase() + type.slice(1);
    return [name, { type: lowered, ...rest, ...(required && { required }) }];
  });
  return { parameters: Object.fromEntries(entries), rules: normalizedRules(rules) };
}

function normalizedRules(rules: readonly BotocoreRule[]): unknown[] {
  return rules.flatMap((rule, index) => {
    const {
      documentation: _,
      endpoint,
      error,
      rules: inner,
      ...head
    } = rule as BotocoreRule & { documentation?: string };
    const conditions = head.conditions.map((each) => ({ ...each, argv: each.argv.map(normalizedValue) }));
    if (inner) {
      if (conditions.length === 0 && index === rules.length - 1) return normalizedRules(inner);
      return [{ ...head, conditions, rules: normalizedRules(inner) }];
    }
    if (error !== undefined) return [{ ...head, conditions, error: normalizedValue(error) }];
    const { url, properties = {}, headers = {} } = endpoint!;
    return [{ ...head, conditions, endpoint: { url: normalizedValue(url), properties, headers } }];
  });
}

function normalizedValue(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("fn" in value)) return reference(value);
  const { fn, argv } = value as { fn: string; argv: readonly unknown[] };
  return { fn, argv: argv.map(normalizedValue) };
}
