import type { Shape } from "../model/service.ts";
import type { Params, ParamValue } from "./definition.ts";
import { identifiersOf, isDataValue, isIdentifierValue, type ParamSource, resolveParam, usesData } from "./params.ts";

/**
 * The input of a batch: a list that mentions the item has its elements once for each item, everything else is the
 * first item's.
 */
export function batchInput(params: Params, items: readonly ParamSource[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, batchValue(value, items)]));
}

function batchValue(value: ParamValue, items: readonly ParamSource[]): unknown {
  if (isItemList(value)) return items.flatMap((item) => value.map((each) => resolveParam(each, item)));
  if (isStructure(value)) return batchInput(value, items);
  return resolveParam(value, items[0]!);
}

/** The elements that `index` has in the lists of such an input, merged: what an error record is compared with. */
export function batchEntry(params: Params, item: ParamSource): Record<string, unknown> {
  const entry: Record<string, unknown> = {};
  for (const list of itemLists(params)) {
    for (const each of list) {
      const value = resolveParam(each, item);
      if (typeof value === "object" && value !== null) Object.assign(entry, value);
    }
  }
  return entry;
}

/** What items must have in common to go into one call: the identifiers that are mentioned outside the lists. */
export function sharedIdentifiers(params: Params): readonly string[] {
  const shared = new Set<string>();
  collectShared(params, shared);
  return [...shared];
}

function collectShared(value: ParamValue, shared: Set<string>): void {
  if (isItemList(value)) return;
  if (isStructure(value)) for (const each of Object.values(value)) collectShared(each, shared);
  else for (const name of identifiersOf(value)) shared.add(name);
}

/** The smallest limit that the model sets on the lists that items fill. */
export function batchLimit(shape: Shape, params: Params): number | undefined {
  let limit: number | undefined;
  for (const [name, value] of Object.entries(params)) {
    const member = shape.members.get(name)?.shape;
    if (!member) continue;
    const own = isItemList(value) ? member.traits.max : isStructure(value) ? batchLimit(member, value) : undefined;
    if (own !== undefined) limit = Math.min(own, limit ?? own);
  }
  return limit;
}

function itemLists(value: ParamValue): (readonly ParamValue[])[] {
  if (isItemList(value)) return [value];
  return isStructure(value) ? Object.values(value).flatMap(itemLists) : [];
}

function isItemList(value: ParamValue): value is readonly ParamValue[] {
  return (
    Array.isArray(value) &&
    (identifiersOf(value as readonly ParamValue[]).size > 0 || usesData(value as readonly ParamValue[]))
  );
}

function isStructure(value: ParamValue): value is Params {
  return typeof value === "object" && !Array.isArray(value) && !isIdentifierValue(value) && !isDataValue(value);
}
