import { methodName } from "../../src/model/names.ts";
import type { Params, ParamValue } from "../../src/resource/definition.ts";
import type {
  FactoryDescription,
  IdentifierSource,
  ReferenceDescription,
  ResourceDescription,
  ResultDescription,
  ServiceDescription,
} from "../../src/resource/description.ts";
import { isDataValue, isIdentifierValue } from "../../src/resource/params.ts";
import {
  type BotoCall,
  type BotoParam,
  type BotoResource,
  type BotoResources,
  type BotoResult,
  isReference,
} from "./botoResources.ts";

/** Something of boto3's that we have not, or have in another form. */
export interface Difference {
  /** `s3.Bucket.objects`. */
  readonly where: string;
  /** `operation`, `params`, `identifiers`, …, or `missing`. */
  readonly what: string;
  readonly boto3: string;
  readonly ours: string;
}

/** All that differs between a service's boto3 file and our description. */
export function differences(boto: BotoResources, ours: ServiceDescription): Difference[] {
  const found: Difference[] = [];
  compareResource(`${ours.serviceName}.ServiceResource`, boto.service, ours.service, found);
  for (const [name, resource] of Object.entries(boto.resources)) {
    const where = `${ours.serviceName}.${name}`;
    const own = ours.resources[name];
    if (own) compareResource(where, resource, own, found);
    else found.push({ where, what: "missing", boto3: name, ours: "" });
  }
  return found;
}

function compareResource(where: string, boto: BotoResource, ours: ResourceDescription, found: Difference[]): void {
  const differ = (path: string, what: string, boto3: string, own: string) => {
    if (boto3 !== own) found.push({ where: path, what, boto3, ours: own });
  };
  const identifiers = (boto.identifiers ?? []).map(({ name }) => methodName(name));
  differ(where, "identifiers", identifiers.join(), ours.identifiers.map(({ name }) => name).join());
  differ(where, "shape", boto.shape ?? "", ours.shape ?? "");
  if (boto.load) compareCall(`${where}.load`, boto.load, ours.load);
  compareAliases();
  each(boto.actions, "", "Action", ours.actions, compareCall);
  each(boto.batchActions, "", "", ours.batch, compareCall);
  each(boto.hasMany, "", "Collection", ours.collections, (path, call, own) => {
    compareCall(path, call, own && { ...own, returns: own.items });
  });
  each(boto.waiters, "waitUntil", "Waiter", ours.waiters, (path, waiter, own) => {
    differ(path, "waiter", waiter.waiterName, own.waiter);
    differ(path, "params", botoParams(waiter.params), ourParams(own.params));
    if (waiter.path !== undefined) differ(path, "path", waiter.path, own.path ?? "");
  });
  for (const [name, has] of Object.entries(boto.has ?? {})) {
    const reference = isReference(has);
    const members: readonly (ReferenceDescription | FactoryDescription)[] = reference
      ? ours.references
      : ours.factories;
    const own = named(members, reference ? methodName(name) : name, "Reference");
    const path = `${where}.${reference ? methodName(name) : name}`;
    if (!own) differ(path, "missing", name, "");
    else if (reference) compareResult(path, has.resource, own as ReferenceDescription, {});
    else compareFactory(path, has.resource, own as FactoryDescription);
  }

  function each<Boto, Own extends { readonly name: string }>(
    members: Readonly<Record<string, Boto>> | undefined,
    prefix: string,
    suffix: string,
    own: readonly Own[],
    compare: (path: string, boto: Boto, own: Own) => void,
  ): void {
    for (const [name, member] of Object.entries(members ?? {})) {
      const ourName = prefix === "" ? methodName(name) : prefix + name;
      const match = named(own, ourName, suffix);
      if (match) compare(`${where}.${ourName}`, member, match);
      else differ(`${where}.${ourName}`, "missing", name, "");
    }
  }

  function compareCall(
    path: string,
    call: BotoCall,
    own: { operation: string; params: Params; path?: string; returns?: ResultDescription | undefined } | undefined,
  ): void {
    if (!own) {
      differ(path, "missing", call.request.operation, "");
      return;
    }
    differ(path, "operation", call.request.operation, own.operation);
    differ(path, "params", botoParams(call.request.params), ourParams(own.params));
    if (call.path !== undefined) differ(path, "path", call.path, own.path ?? "");
    if (call.resource && own.returns) compareResult(path, call.resource, own.returns, own.params);
    else if (call.resource || own.returns)
      differ(path, "returns", call.resource?.type ?? "", own.returns?.resource ?? "");
  }

  function compareResult(path: string, boto: BotoResult, own: ResultDescription, params: Params): void {
    differ(path, "returns", boto.type, own.resource);
    const places =
      own.paths.length > 1 ? `[${own.paths.map((each) => each.replace("[]", "")).join()}]|[]` : own.paths[0]!;
    differ(path, "data", boto.path ?? "", own.loaded ? places : "");
    for (const identifier of boto.identifiers ?? []) {
      const { source, name = "", path: at = "" } = identifier;
      const own1 = own.identifiers.find((each) => each.name === methodName(identifier.target));
      const theirs = source === "identifier" ? `identifier:${methodName(name)}` : `${SOURCES[source]}:${at}`;
      differ(
        path,
        `identifier ${identifier.target}`,
        resolved(theirs, params),
        own1 ? sourceOf(own1, own, places, params) : "",
      );
    }
  }

  function compareFactory(path: string, boto: BotoResult, own: FactoryDescription): void {
    differ(path, "returns", boto.type, own.resource);
    const theirs = (boto.identifiers ?? []).map(({ target, source, name = "" }) => {
      return `${methodName(target)}=${source === "input" ? "argument" : methodName(name)}`;
    });
    const ourIdentifiers = own.identifiers.map(
      (each) => `${each.name}=${each.from === "parent" ? each.identifier : each.from}`,
    );
    differ(path, "identifiers", theirs.sort().join(), ourIdentifiers.sort().join());
  }

  /** `memberName`: the attribute of that name is the identifier itself. */
  function compareAliases(): void {
    for (const { name, memberName } of boto.identifiers ?? []) {
      if (memberName === undefined || methodName(memberName) === methodName(name)) continue;
      const alias = ours.attributes.find(({ member }) => member === memberName);
      differ(`${where}.${methodName(memberName)}`, "alias", methodName(name), alias?.identifier ?? "");
    }
  }
}

function named<T extends { readonly name: string }>(
  members: readonly T[],
  name: string,
  suffix: string,
): T | undefined {
  return members.find((each) => each.name === name) ?? members.find((each) => each.name === name + suffix);
}

const SOURCES: Readonly<Record<string, string>> = {
  response: "output",
  data: "data",
  requestParameter: "input",
  input: "argument",
};

function sourceOf(source: IdentifierSource, result: ResultDescription, place: string, params: Params): string {
  if (source.from === "parent") return `identifier:${source.identifier}`;
  if (source.from === "argument") return "argument:";
  if (source.from === "input") return resolved(`input:${source.path}`, params);
  const path = [place, source.path].filter((each) => each !== "@").join(".");
  return `${result.source}:${path || "@"}`;
}

/** A request parameter that the definition fills with an identifier is that identifier. */
function resolved(source: string, params: Params): string {
  const [kind, path = ""] = source.split(":", 2) as [string, string?];
  const value = kind === "input" ? params[path.replace(/\[.*$/, "")] : undefined;
  const filled = Array.isArray(value) ? value[0] : value;
  if (filled === undefined || path.includes(".") || !isIdentifierValue(filled)) return source;
  return `identifier:${filled.$identifier}`;
}

/** `Filters[].Name=vpc-id, Filters[].Values[]=identifier:id`: lists without their indices, in alphabetical order. */
function botoParams(params: readonly BotoParam[] = []): string {
  return params
    .filter(({ source }) => source !== "input")
    .map(({ target, source, name = "", path, value }) => {
      const from =
        source === "identifier" ? `identifier:${methodName(name)}` : source === "data" ? `data:${path}` : String(value);
      return `${target.replace(/\[[\d*]*\]/g, "[]")}=${from}`;
    })
    .sort()
    .join(", ");
}

function ourParams(params: Params): string {
  return flatten("", params).sort().join(", ");
}

function flatten(path: string, value: ParamValue): string[] {
  if (typeof value !== "object") return [`${path}=${value}`];
  if (isIdentifierValue(value)) return [`${path}=identifier:${value.$identifier}`];
  if (isDataValue(value)) return [`${path}=data:${value.$data}`];
  if (Array.isArray(value)) return value.flatMap((each) => flatten(`${path}[]`, each));
  return Object.entries(value).flatMap(([name, each]) => flatten(path === "" ? name : `${path}.${name}`, each));
}
