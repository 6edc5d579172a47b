import { ModelError } from "../errors/index.ts";
import { type Json, keep, list, mapRecord, object, optionalObject } from "./json.ts";
import type {
  EndpointCondition,
  EndpointExpression,
  EndpointParameter,
  EndpointResult,
  EndpointRule,
  EndpointRuleSet,
} from "./types.ts";

/**
 * An endpoint rule set from botocore's form, a tree, in ours: tables in which each condition and each result stands
 * once, in the order in which the rules come to them. Documentation is left out.
 *
 * On each way down the tree a name has one meaning: a rule that refers to a name without a value there, or assigns one
 * that has a value, is refused. So whoever runs the rules needs one place for each name, wherever it is assigned.
 */
export function fromBotocoreRules(file: unknown, source: string): EndpointRuleSet {
  const where = `${source}: endpoint rules`;
  const { parameters: given = {}, rules } = object(file, where);
  const parameters = mapRecord(object(given, where), (entry) => convertParameter(object(entry, where)));
  const tables = {
    conditions: table<EndpointCondition>(),
    properties: table<Json>(),
    results: table<EndpointResult>(),
  };
  const converted = convertRules(rules, new Set(Object.keys(parameters)), tables, where);
  return {
    parameters,
    conditions: tables.conditions.entries,
    properties: tables.properties.entries,
    results: tables.results.entries,
    rules: converted,
  };
}

interface Tables {
  readonly conditions: Table<EndpointCondition>;
  readonly properties: Table<Json>;
  readonly results: Table<EndpointResult>;
}

/** Entries that stand once each, known by their index. */
interface Table<T> {
  readonly entries: readonly T[];
  indexOf(entry: T): number;
}

function table<T>(): Table<T> {
  const entries: T[] = [];
  const indexes = new Map<string, number>();
  const indexOf = (entry: T): number => {
    const text = JSON.stringify(entry);
    const index = indexes.get(text) ?? entries.push(entry) - 1;
    indexes.set(text, index);
    return index;
  };
  return { entries, indexOf };
}

function convertParameter(parameter: Json): EndpointParameter {
  const type = String(parameter.type);
  return {
    type: type.charAt(0).toLowerCase() + type.slice(1),
    ...keep(parameter, ["builtIn", "default"]),
    ...(parameter.required === true && { required: true }),
  } as EndpointParameter;
}

function convertRules(rules: unknown, names: ReadonlySet<string>, tables: Tables, where: string): EndpointRule[] {
  return list(rules, where).map((rule) => convertRule(object(rule, where), names, tables, where));
}

function convertRule(rule: Json, outer: ReadonlySet<string>, tables: Tables, where: string): EndpointRule {
  const names = new Set(outer);
  const conditions = list(rule.conditions, where).map((condition) => {
    const { assign, ...call } = object(condition, where);
    const expression = checkNames(convertExpression(call, where), names, where);
    if (assign === undefined) return tables.conditions.indexOf(expression);
    const name = String(assign);
    if (names.has(name)) throw new ModelError(`${where} assign "${name}" where it already has a value.`);
    names.add(name);
    return tables.conditions.indexOf({ [name]: expression });
  });
  if (rule.type === "tree") return [...conditions, convertRules(rule.rules, names, tables, where)];
  return [...conditions, tables.results.indexOf(convertResult(rule, names, tables, where))];
}

function convertResult(rule: Json, names: ReadonlySet<string>, tables: Tables, where: string): EndpointResult {
  if (rule.type === "error") return { error: checkNames(convertExpression(rule.error, where), names, where) };
  if (rule.type !== "endpoint") throw new ModelError(`${where} have a rule of the unknown type "${rule.type}".`);
  const { url, properties = {}, headers = {} } = object(rule.endpoint, where);
  const address = checkNames(convertExpression(url, where), names, where);
  const given = checkNames(object(properties, where), names, where);
  const sent = mapRecord(object(headers, where), (values) => {
    const converted = list(values, where).map((value) => convertExpression(value, where));
    return checkNames(converted, names, where);
  });
  if (Object.keys(sent).length > 0) return [address, tables.properties.indexOf(given), sent];
  return Object.keys(given).length > 0 ? [address, tables.properties.indexOf(given)] : [address];
}

/** What refers to a name, or to a part of its value, becomes a template of that alone: `{Region}`, `{url#scheme}`. */
function convertExpression(expression: unknown, where: string): EndpointExpression {
  if (typeof expression === "string" || typeof expression === "number" || typeof expression === "boolean") {
    return expression;
  }
  if (Array.isArray(expression)) return ["list", ...expression.map((item) => convertExpression(item, where))];
  const { ref, fn, argv } = object(expression, where);
  if (ref !== undefined) return `{${ref}}`;
  const values = list(argv, where);
  const [target, path] = values;
  const name = fn === "getAttr" && typeof path === "string" ? optionalObject(target)?.ref : undefined;
  if (name !== undefined) return `{${name}#${path}}`;
  return [String(fn), ...values.map((value) => convertExpression(value, where))];
}

const reference = /\{\{|\{([^{}#]+)[^{}]*\}/g;

/** The value, of which every text refers to given names only. */
function checkNames<T>(value: T, names: ReadonlySet<string>, where: string): T {
  if (typeof value === "string") {
    for (const [, name] of value.matchAll(reference)) {
      if (name === undefined || names.has(name)) continue;
      throw new ModelError(`${where} refer to "${name}" where it has no value.`);
    }
  } else if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) checkNames(part, names, where);
  }
  return value;
}
