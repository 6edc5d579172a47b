import type { Service } from "../../src/model/service.ts";
import { type BotoResource, type BotoResources, isReference } from "./botoResources.ts";

/** How many there are of each kind, as the parity list counts them. */
export type Counts = Readonly<Record<string, number>>;

export function countsOf({ service, resources }: BotoResources, model: Service): Counts {
  const all = Object.values(resources);
  const total = (count: (resource: BotoResource) => number) => all.reduce((sum, resource) => sum + count(resource), 0);
  const sizeOf = (record: object | undefined) => Object.keys(record ?? {}).length;
  const has = (resource: BotoResource) => Object.values(resource.has ?? {});
  return {
    resources: all.length,
    identifiers: total(({ identifiers }) => identifiers?.length ?? 0),
    attributes: total(({ shape }) => (shape === undefined ? 0 : model.shape(shape).members.size)),
    loadable: total(({ load }) => (load ? 1 : 0)),
    actions: total(({ actions }) => sizeOf(actions)),
    serviceActions: sizeOf(service.actions),
    collections: total(({ hasMany }) => sizeOf(hasMany)),
    serviceCollections: sizeOf(service.hasMany),
    batchActions: total(({ batchActions }) => sizeOf(batchActions)),
    waiters: total(({ waiters }) => sizeOf(waiters)),
    references: total((resource) => has(resource).filter(isReference).length),
    subResources: total((resource) => has(resource).filter((each) => !isReference(each)).length),
  };
}

export function sumOf(all: readonly Counts[]): Counts {
  const sum: Record<string, number> = {};
  for (const counts of all) for (const [kind, count] of Object.entries(counts)) sum[kind] = (sum[kind] ?? 0) + count;
  return sum;
}
