import { EndpointError } from "../errors/index.ts";
import type { EndpointCondition, EndpointExpression, EndpointRule, EndpointRuleSet } from "../model/types.ts";
import { compileExpression, compileTemplate, type Evaluate, type Names, type Values } from "./expressions.ts";
import { type Partitions, partitionFinder } from "./partitions.ts";
import { isTrue, ruleFunctions } from "./ruleFunctions.ts";

/** What a rule found, in the rules' own form. */
export interface RuleEndpoint {
  readonly url: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, readonly string[]>>;
}

/** A rule set, compiled: parameters in the order of the rule set's own, `undefined` where they have no value. */
export type RunRules = (parameters: readonly unknown[]) => RuleEndpoint | undefined;

/** A result, compiled. Throws `EndpointError` where it is an error. */
type RunResult = (values: Values) => RuleEndpoint;

const compiled = new WeakMap<EndpointRuleSet, { readonly partitions: Partitions; readonly run: RunRules }>();

/**
 * Compiles a service's rules, once. The rules themselves are numbers and are run as they are; a condition or a result
 * becomes a closure when it is first asked: S3 has hundreds, of which a program needs a few.
 */
export function compileRuleSet(ruleSet: EndpointRuleSet, partitions: Partitions): RunRules {
  const known = compiled.get(ruleSet);
  if (known && known.partitions === partitions) return known.run;
  const slots = new Map(Object.keys(ruleSet.parameters).map((name, slot) => [name, slot]));
  const names: Names = { slots, functions: ruleFunctions(partitionFinder(partitions)) };
  const conditions: Evaluate[] = [];
  const results: RunResult[] = [];

  function runRules(rules: readonly EndpointRule[], values: Values): RuleEndpoint | undefined {
    for (let at = 0; at < rules.length; at++) {
      const rule = rules[at]!;
      if (!holds(rule, values)) continue;
      const consequence = rule[rule.length - 1]!;
      const endpoint = typeof consequence === "number" ? result(consequence, values) : runRules(consequence, values);
      if (endpoint) return endpoint;
    }
    return undefined;
  }

  function holds(rule: EndpointRule, values: Values): boolean {
    for (let at = 0; at < rule.length - 1; at++) {
      if (!isTrue(condition(rule[at] as number)(values))) return false;
    }
    return true;
  }

  function condition(index: number): Evaluate {
    conditions[index] ??= compileCondition(ruleSet.conditions[index]!, names, slots);
    return conditions[index];
  }

  function result(index: number, values: Values): RuleEndpoint {
    results[index] ??= compileResult(ruleSet, index, names);
    return results[index](values);
  }

  const run: RunRules = (values) => runRules(ruleSet.rules, [...values]);
  compiled.set(ruleSet, { partitions, run });
  return run;
}

function compileCondition(condition: EndpointCondition, names: Names, slots: Map<string, number>): Evaluate {
  if (!isAssignment(condition)) return compileExpression(condition, names);
  const [[name, expression]] = Object.entries(condition) as [[string, EndpointExpression]];
  const evaluate = compileExpression(expression, names);
  const slot = slots.get(name) ?? slots.size;
  slots.set(name, slot);
  return (values) => (values[slot] = evaluate(values));
}

function isAssignment(condition: EndpointCondition): condition is Exclude<EndpointCondition, EndpointExpression> {
  return typeof condition === "object" && !Array.isArray(condition);
}

function compileResult(ruleSet: EndpointRuleSet, index: number, names: Names): RunResult {
  const result = ruleSet.results[index]!;
  if ("error" in result) {
    const message = compileExpression(result.error, names);
    return (values) => {
      throw new EndpointError(String(message(values)));
    };
  }
  const url = compileExpression(result[0], names);
  const properties = compileProperties(result[1] === undefined ? {} : ruleSet.properties[result[1]], names);
  const headers = Object.entries(result[2] ?? {}).map(
    ([name, list]) => [name, list.map((value) => compileExpression(value, names))] as const,
  );
  return (values) => ({
    url: url(values) as string,
    properties: properties(values) as RuleEndpoint["properties"],
    headers: Object.fromEntries(headers.map(([name, list]) => [name, list.map((value) => value(values) as string)])),
  });
}

/** Properties are JSON of any depth, every text in them a template. */
function compileProperties(value: unknown, names: Names): Evaluate {
  if (typeof value === "string") return compileTemplate(value, names);
  if (typeof value !== "object" || value === null) return () => value;
  if (Array.isArray(value)) {
    const items = value.map((item) => compileProperties(item, names));
    return (values) => items.map((item) => item(values));
  }
  const entries = Object.entries(value).map(([name, item]) => [name, compileProperties(item, names)] as const);
  return (values) => Object.fromEntries(entries.map(([name, item]) => [name, item(values)]));
}
