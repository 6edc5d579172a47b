import type { Shape } from "../model/service.ts";
import type { Params, ParamValue } from "./definition.ts";
import { identifiersOf, isDataValue, isIdentifierValue, type ParamSource, resolveParam, usesData } from "./params.ts";

/** Identifiers that all items of a call have in common: what mentions no others is said once. */
export type Alike = readonly string[];

/** The identifiers that stand in no list, and those that are given. */
export function alikeIn(params: Params, given: Alike): Alike {
  const alike = new Set(given);
  collectOutsideLists(params, alike);
  return [...alike];
}

function collectOutsideLists(value: ParamValue, alike: Set<string>): void {
  if (Array.isArray(value)) return;
  if (isStructure(value)) for (const each of Object.values(value)) collectOutsideLists(each, alike);
  else for (const name of identifiersOf(value)) alike.add(name);
}

/** The input of a batch: a list of what the items differ in has its elements once for each of them. */
export function batchInput(params: Params, items: readonly ParamSource[], alike: Alike): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, batchValue(value, items, alike)]));
}

function batchValue(value: ParamValue, items: readonly ParamSource[], alike: Alike): unknown {
  if (isItemList(value, alike)) return items.flatMap((item) => value.map((each) => resolveParam(each, item)));
  if (isStructure(value)) return batchInput(value, items, alike);
  return resolveParam(value, items[0]!);
}

/** An item's elements in the lists of such an input, merged: what the record of a failure is compared with. */
export function batchEntry(params: Params, item: ParamSource, alike: Alike): Record<string, unknown> {
  const entry: Record<string, unknown> = {};
  for (const each of itemLists(params, alike).flat()) {
    const value = resolveParam(each, item);
    if (typeof value === "object" && value !== null) Object.assign(entry, value);
  }
  return entry;
}

/** The smallest limit that the model sets on the lists that items fill. */
export function batchLimit(shape: Shape, params: Params, alike: Alike): number | undefined {
  let limit: number | undefined;
  for (const [name, value] of Object.entries(params)) {
    const member = shape.members.get(name)?.shape;
    if (!member) continue;
    const nested = () => (isStructure(value) ? batchLimit(member, value, alike) : undefined);
    const own = isItemList(value, alike) ? member.traits.max : nested();
    if (own !== undefined) limit = Math.min(own, limit ?? own);
  }
  return limit;
}

function itemLists(value: ParamValue, alike: Alike): (readonly ParamValue[])[] {
  if (isItemList(value, alike)) return [value];
  return isStructure(value) ? Object.values(value).flatMap((each) => itemLists(each, alike)) : [];
}

function isItemList(value: ParamValue, alike: Alike): value is readonly ParamValue[] {
  if (!Array.isArray(value)) return false;
  const list = value as readonly ParamValue[];
  return usesData(list) || [...identifiersOf(list)].some((name) => !alike.includes(name));
}

function isStructure(value: ParamValue): value is Params {
  return typeof value === "object" && !Array.isArray(value) && !isIdentifierValue(value) && !isDataValue(value);
}
