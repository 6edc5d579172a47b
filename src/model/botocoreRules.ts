import { type Json, keep, list, mapRecord, object, optionalObject } from "./json.ts";
import type { EndpointParameter, EndpointRule, EndpointRuleSet } from "./types.ts";

/** An endpoint rule set from botocore's form: without documentation, its parameters' types in lower case. */
export function fromBotocoreRules(file: unknown, source: string): EndpointRuleSet {
  const where = `${source}: endpoint rules`;
  const { parameters = {}, rules } = object(file, where);
  return {
    parameters: mapRecord(object(parameters, where), (entry) => convertParameter(object(entry, where))),
    rules: list(rules, where).map((rule) => convertRule(object(rule, where), where)),
  };
}

function convertParameter(parameter: Json): EndpointParameter {
  const type = String(parameter.type);
  return {
    type: type.charAt(0).toLowerCase() + type.slice(1),
    ...keep(parameter, ["builtIn", "default"]),
    ...(parameter.required === true && { required: true }),
  } as EndpointParameter;
}

function convertRule(rule: Json, where: string): EndpointRule {
  const { type, conditions, rules, endpoint } = rule;
  return {
    type,
    conditions: list(conditions, where),
    ...(rules !== undefined && { rules: list(rules, where).map((inner) => convertRule(object(inner, where), where)) }),
    ...keep(rule, ["error"]),
    ...(endpoint !== undefined && { endpoint: convertEndpoint(object(endpoint, where)) }),
  } as EndpointRule;
}

function convertEndpoint(endpoint: Json): Json {
  const filled = ["properties", "headers"].filter(
    (name) => Object.keys(optionalObject(endpoint[name]) ?? {}).length > 0,
  );
  return keep(endpoint, ["url", ...filled]);
}
