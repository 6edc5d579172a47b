import { ModelError } from "../errors/index.ts";
import { readPackaged } from "./packaged.ts";
import type { EndpointRuleSet, ServiceModel } from "./types.ts";

const shared = new Map<string, EndpointRuleSet>();
const filled = new WeakMap<object, EndpointRuleSet>();

/**
 * The endpoint rules of a service whole: a shared rule set is read, once, and the service's host filled in. Absent for
 * a model that has none. Throws a `ModelError` where the shared set is not there.
 *
 * @example
 * const { parameters, rules } = endpointRules(loadService("sqs").model)!;
 */
export function endpointRules({ endpointRules: rules }: ServiceModel): EndpointRuleSet | undefined {
  if (!rules || "rules" in rules) return rules;
  let whole = filled.get(rules);
  if (!whole) {
    whole = fillHost(sharedRules(rules.shared), rules.host);
    filled.set(rules, whole);
  }
  return whole;
}

/** A shared rule set with a host in place of its `{@host}`. */
export function fillHost(rules: EndpointRuleSet, host: string): EndpointRuleSet {
  return fill(rules, host) as EndpointRuleSet;
}

function fill(value: unknown, host: string): unknown {
  if (typeof value === "string") return value.replace("{@host}", host);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => fill(item, host));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fill(item, host)]));
}

function sharedRules(name: string): EndpointRuleSet {
  let rules = shared.get(name);
  if (!rules) {
    rules = readPackaged(`shared/endpoint-rules/${name}`) as EndpointRuleSet | undefined;
    if (!rules) throw new ModelError(`The shared endpoint rules "${name}" cannot be read here.`);
    shared.set(name, rules);
  }
  return rules;
}
