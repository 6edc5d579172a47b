import { ModelError } from "../errors/index.ts";
import { readPackaged } from "./packaged.ts";
import type { EndpointResult, EndpointRuleSet, ServiceModel } from "./types.ts";

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
function fillHost(rules: EndpointRuleSet, host: string): EndpointRuleSet {
  return { ...rules, results: rules.results.map((result) => fillResult(result, host)) };
}

function fillResult(result: EndpointResult, host: string): EndpointResult {
  if ("error" in result || typeof result[0] !== "string") return result;
  const [url, ...rest] = result;
  return [url.replace("{@host}", host), ...rest];
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
