import { ResourceError } from "../errors/index.ts";
import { simplePath } from "../model/path.ts";
import type { DataValue, IdentifierValue, Params, ParamValue } from "./definition.ts";

export type Input = Readonly<Record<string, unknown>>;

/** What a resource has to give to parameters. */
export interface ParamSource {
  readonly identifiers: Readonly<Record<string, unknown>>;
  /** `undefined` where it is not loaded. */
  readonly data: unknown;
}

export function isIdentifierValue(value: ParamValue): value is IdentifierValue {
  return typeof value === "object" && "$identifier" in value;
}

export function isDataValue(value: ParamValue): value is DataValue {
  return typeof value === "object" && "$data" in value;
}

/** The names of the identifiers that parameters mention. */
export function identifiersOf(value: ParamValue): Set<string> {
  if (typeof value !== "object") return new Set();
  if (isIdentifierValue(value)) return new Set([value.$identifier]);
  return new Set(Object.values(value as object).flatMap((each) => [...identifiersOf(each as ParamValue)]));
}

export function usesData(value: ParamValue): boolean {
  if (typeof value !== "object") return false;
  return isDataValue(value) || Object.values(value as object).some((each) => usesData(each as ParamValue));
}

/**
 * The input of a call: the definition's parameters, and over them the user's own. Structures are merged; in a list of
 * structures that the user gives, each has the definition's as defaults.
 */
export function inputFor(params: Params, source: ParamSource, user: Input | undefined): Record<string, unknown> {
  return mergeStructures(params, source, user, replaceList);
}

/** As `inputFor`; a list that the user gives follows the definition's, as in boto3's `filter`. */
export function collectionInputFor(params: Params, source: ParamSource, user: Input): Record<string, unknown> {
  return mergeStructures(params, source, user, appendList);
}

/** The user's input of two `filter` calls as one: structures merged, lists appended, else the later wins. */
export function mergeFilters(earlier: Input, later: Input): Input {
  const merged: Record<string, unknown> = { ...earlier };
  for (const [name, value] of Object.entries(later)) {
    const before = merged[name];
    if (value === undefined) continue;
    if (Array.isArray(before) && Array.isArray(value)) merged[name] = [...before, ...value];
    else if (isStructure(before) && isStructure(value)) merged[name] = mergeFilters(before, value);
    else merged[name] = value;
  }
  return merged;
}

type MergeList = (list: readonly ParamValue[], source: ParamSource, user: readonly unknown[]) => unknown[];

function mergeStructures(params: Params, source: ParamSource, user: Input | undefined, mergeList: MergeList) {
  const merged: Record<string, unknown> = { ...user };
  for (const name in params) merged[name] = mergeValue(params[name]!, source, merged[name], mergeList);
  return merged;
}

function mergeValue(value: ParamValue, source: ParamSource, user: unknown, mergeList: MergeList): unknown {
  if (user === undefined) return resolveParam(value, source);
  if (Array.isArray(value) && Array.isArray(user)) return mergeList(value, source, user);
  if (isTemplate(value) && isStructure(user)) return mergeStructures(value, source, user, mergeList);
  return user;
}

const appendList: MergeList = (list, source, user) => [...list.map((each) => resolveParam(each, source)), ...user];

const replaceList: MergeList = ([first], source, user) => {
  if (first === undefined || !isTemplate(first)) return [...user];
  return user.map((each) => (isStructure(each) ? mergeStructures(first, source, each, replaceList) : each));
};

/** The value that a parameter has for a resource. */
export function resolveParam(value: ParamValue, source: ParamSource): unknown {
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((each) => resolveParam(each as ParamValue, source));
  if (isIdentifierValue(value)) return source.identifiers[value.$identifier];
  if (isDataValue(value)) return dataOf(value.$data, source.data);
  return mergeStructures(value as Params, source, undefined, replaceList);
}

function dataOf(path: string, data: unknown): unknown {
  if (data === undefined) {
    throw new ResourceError(
      `This call needs the resource's ${path}, which is not loaded: use \`await x.load()\` first.`,
    );
  }
  return simplePath(path)(data) ?? undefined;
}

function isTemplate(value: ParamValue): value is Params {
  return typeof value === "object" && !Array.isArray(value) && !isIdentifierValue(value) && !isDataValue(value);
}

function isStructure(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
