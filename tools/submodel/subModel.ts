import { methodName } from "../../src/model/names.ts";
import type { MemberModel, ServiceModel, ShapeModel } from "../../src/model/types.ts";

/**
 * A service's model with the named operations alone, by their methods' names (`getObject`) or their own, and with what
 * these need: their shapes, paginators and waiters. `calledByClients` names operations that the library calls by itself.
 * Throws a `RangeError` that names what the service does not have.
 */
export function subModel(
  model: ServiceModel,
  names: readonly string[],
  calledByClients: readonly string[] = [],
): ServiceModel {
  const isNamed = (name: string) => names.includes(name) || names.includes(methodName(name));
  const operations = pick(model.operations, (name, { endpointoperation }) => {
    return endpointoperation === true || calledByClients.includes(name) || isNamed(name);
  });
  const missing = names.filter(
    (name) => !Object.keys(operations).some((each) => each === name || methodName(each) === name),
  );
  if (missing.length > 0) throw new RangeError(`${model.metadata.serviceId} has no operation ${missing.join(", ")}.`);
  const reached = new Set<string>();
  for (const { input, output, errors = [] } of Object.values(operations)) {
    for (const name of [input, output, ...errors]) if (name !== undefined) reach(model, name, reached);
  }
  return {
    ...model,
    operations,
    shapes: pick(model.shapes, (name) => reached.has(name)),
    paginators: pick(model.paginators ?? {}, isNamed),
    waiters: pick(model.waiters ?? {}, (_name, { operation }) => isNamed(operation)),
  };
}

function reach(model: ServiceModel, name: string, reached: Set<string>): void {
  if (reached.has(name)) return;
  reached.add(name);
  for (const member of membersOf(model.shapes[name]!)) {
    reach(model, typeof member === "string" ? member : member.shape, reached);
  }
}

function membersOf(shape: ShapeModel): readonly MemberModel[] {
  if (typeof shape === "string") return [];
  if ("structure" in shape) return Object.values(shape.structure);
  if ("list" in shape) return [shape.list];
  return "map" in shape ? shape.map : [];
}

function pick<T>(record: Readonly<Record<string, T>>, wanted: (name: string, value: T) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name, value]) => wanted(name, value)));
}
