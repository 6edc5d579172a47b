import type { EndpointRule, EndpointRuleSet, ServiceModel } from "../../src/model/types.ts";

/**
 * The text of `models/<service>.json`: a line for each entry of the metadata, each rule, operation, shape, paginator and
 * waiter, so that a diff shows what changed in an API. The same model gives the same bytes.
 */
export function writeModel(model: ServiceModel): string {
  const { endpointRules, metadata, clientContextParams, operations, shapes, paginators, waiters, ...rest } = model;
  const sections = Object.entries(rest).map(([name, value]) => section(name, JSON.stringify(value)));
  sections.push(section("metadata", writeRecord(metadata)));
  if (clientContextParams) sections.push(section("clientContextParams", writeRecord(clientContextParams)));
  if (endpointRules) {
    const inline = "rules" in endpointRules;
    sections.push(section("endpointRules", inline ? writeRules(endpointRules) : JSON.stringify(endpointRules)));
  }
  sections.push(section("operations", writeRecord(operations)), section("shapes", writeRecord(shapes)));
  if (paginators) sections.push(section("paginators", writeRecord(paginators)));
  if (waiters) sections.push(section("waiters", writeRecord(waiters)));
  return `{\n${sections.join(",\n")}\n}\n`;
}

/** A rule set: a condition, a record of properties, a result a line, and a rule where it is not a short one. */
export function writeRules({ parameters, conditions, properties, results, rules }: EndpointRuleSet): string {
  const sections = [
    section("parameters", writeRecord(parameters)),
    section("conditions", writeList(conditions, JSON.stringify)),
    section("properties", writeList(properties, JSON.stringify)),
    section("results", writeList(results, JSON.stringify)),
    section("rules", writeList(rules, writeRule)),
  ];
  return `{\n${sections.join(",\n")}\n}`;
}

/** A record, an entry a line. */
export function writeRecord(record: object): string {
  const lines = Object.entries(record).map(([name, value]) => section(name, JSON.stringify(value)));
  return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n}`;
}

export function section(name: string, text: string): string {
  return `${JSON.stringify(name)}:${text}`;
}

function writeList<T>(list: readonly T[], write: (item: T) => string): string {
  return list.length === 0 ? "[]" : `[\n${list.map((item) => write(item)).join(",\n")}\n]`;
}

function writeRule(rule: EndpointRule): string {
  const short = JSON.stringify(rule);
  if (short.length <= 40) return short;
  const parts = rule.map((part) => (typeof part === "number" ? String(part) : writeList(part, writeRule)));
  return `[${parts.join(",")}]`;
}
