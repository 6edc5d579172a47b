import { EndpointError } from "../errors/index.ts";
import type { EndpointCall, EndpointExpression, EndpointRule, EndpointRuleSet } from "../model/types.ts";
import { compileCall, compileExpression, type Evaluate, type Scope, type Values } from "./expressions.ts";
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

/** A rule, compiled: an endpoint, or `undefined` where the next rule is to be asked. Throws `EndpointError`. */
type RunRule = (values: Values) => RuleEndpoint | undefined;

const compiled = new WeakMap<EndpointRuleSet, { readonly partitions: Partitions; readonly run: RunRules }>();

/**
 * Compiles a service's rule tree into closures, once. A rule is compiled when it is first asked: S3 has hundreds, of
 * which a program needs a few.
 */
export function compileRuleSet(ruleSet: EndpointRuleSet, partitions: Partitions): RunRules {
  const known = compiled.get(ruleSet);
  if (known && known.partitions === partitions) return known.run;
  const functions = ruleFunctions(partitionFinder(partitions));
  let slots = 0;
  const scopeOf = (names: ReadonlyMap<string, number>): Scope => ({
    names,
    functions,
    assign(name) {
      const slot = slots++;
      return { slot, scope: scopeOf(new Map(names).set(name, slot)) };
    },
  });
  const parameters = new Map(Object.keys(ruleSet.parameters).map((name) => [name, slots++]));
  const runRules = compileRules(ruleSet.rules, scopeOf(parameters));
  const run: RunRules = (values) => runRules([...values]);
  compiled.set(ruleSet, { partitions, run });
  return run;
}

function compileRules(rules: readonly EndpointRule[], scope: Scope): RunRule {
  const compiledRules: RunRule[] = [];
  return (values) => {
    for (let index = 0; index < rules.length; index++) {
      compiledRules[index] ??= compileRule(rules[index]!, scope);
      const endpoint = compiledRules[index]!(values);
      if (endpoint) return endpoint;
    }
    return undefined;
  };
}

function compileRule(rule: EndpointRule, outer: Scope): RunRule {
  const conditions: Evaluate[] = [];
  let scope = outer;
  for (const condition of rule.conditions) {
    const compiledCondition = compileCondition(condition, scope);
    conditions.push(compiledCondition.evaluate);
    scope = compiledCondition.scope;
  }
  let consequence: RunRule | undefined;
  return (values) => {
    for (const condition of conditions) if (!isTrue(condition(values))) return undefined;
    consequence ??= compileConsequence(rule, scope);
    return consequence(values);
  };
}

function compileCondition(call: EndpointCall, scope: Scope): { readonly evaluate: Evaluate; readonly scope: Scope } {
  const evaluate = compileCall(call, scope);
  if (call.assign === undefined) return { evaluate, scope };
  const { slot, scope: inner } = scope.assign(call.assign);
  return { evaluate: (values) => (values[slot] = evaluate(values)), scope: inner };
}

function compileConsequence(rule: EndpointRule, scope: Scope): RunRule {
  if (rule.type === "tree") return compileRules(rule.rules, scope);
  if (rule.type === "error") {
    const message = compileExpression(rule.error, scope);
    return (values) => {
      throw new EndpointError(String(message(values)));
    };
  }
  const url = compileExpression(rule.endpoint.url, scope);
  const properties = compileProperties(rule.endpoint.properties ?? {}, scope);
  const headers = compileProperties(rule.endpoint.headers ?? {}, scope);
  return (values) => ({
    url: url(values) as string,
    properties: properties(values) as RuleEndpoint["properties"],
    headers: headers(values) as RuleEndpoint["headers"],
  });
}

/** Properties are JSON of any depth, every text in them a template. */
function compileProperties(value: unknown, scope: Scope): Evaluate {
  if (Array.isArray(value)) {
    const items = value.map((item) => compileProperties(item, scope));
    return (values) => items.map((item) => item(values));
  }
  if (typeof value !== "object" || value === null || "fn" in value || "ref" in value) {
    return compileExpression(value as EndpointExpression, scope);
  }
  const entries = Object.entries(value).map(([name, item]) => [name, compileProperties(item, scope)] as const);
  return (values) => Object.fromEntries(entries.map(([name, item]) => [name, item(values)]));
}
