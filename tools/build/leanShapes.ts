import type { MemberModel, ServiceModel, ShapeModel } from "../../src/model/types.ts";

type Shapes = ServiceModel["shapes"];

/** What types are made of; no call asks for it. */
const unused: ReadonlySet<string> = new Set(["enum", "pattern", "max", "deprecated", "deprecatedSince"]);

/** Of a list the greatest length stays: batch actions go by it. */
const unusedOfLists: ReadonlySet<string> = new Set([...unused].filter((name) => name !== "max"));

/**
 * Shapes as calls need them: without the traits that only types are made of, and with one shape for all scalars of a
 * type that are left without any (`"string"` for `BucketName` and `ObjectKey`), but for those in `known`.
 */
export function leanShapes(shapes: Shapes, known: readonly string[] = []): Shapes {
  const lean = Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, withoutUnused(shape)]));
  const isPlain = (name: string) => typeof lean[name] === "string" && !known.includes(name);
  const nameFor = (name: string): string => {
    const type = lean[name] as string;
    // A shape of the service's own may have the name.
    return isPlain(name) && (!Object.hasOwn(lean, type) || lean[type] === type) ? type : name;
  };
  const result: Record<string, ShapeModel> = {};
  for (const [name, shape] of Object.entries(lean)) result[nameFor(name)] = withTargets(shape, nameFor);
  return result;
}

function withoutUnused(shape: ShapeModel): ShapeModel {
  if (typeof shape === "string") return shape;
  const kept = without(shape, "list" in shape ? unusedOfLists : unused);
  if ("structure" in kept) {
    const members = Object.entries(kept.structure).map(([name, member]) => [name, leanMember(member)]);
    return { ...kept, structure: Object.fromEntries(members) };
  }
  return "type" in kept && Object.keys(kept).length === 1 ? kept.type : kept;
}

function leanMember(member: MemberModel): MemberModel {
  if (typeof member === "string") return member;
  const kept = without(member, unused);
  return Object.keys(kept).length === 1 ? kept.shape : kept;
}

function without<T extends object>(traits: T, names: ReadonlySet<string>): T {
  return Object.fromEntries(Object.entries(traits).filter(([name]) => !names.has(name))) as T;
}

function withTargets(shape: ShapeModel, nameFor: (name: string) => string): ShapeModel {
  const target = (member: MemberModel): MemberModel =>
    typeof member === "string" ? nameFor(member) : { ...member, shape: nameFor(member.shape) };
  if (typeof shape === "string") return shape;
  if ("structure" in shape) {
    const members = Object.entries(shape.structure).map(([name, member]) => [name, target(member)]);
    return { ...shape, structure: Object.fromEntries(members) };
  }
  if ("list" in shape) return { ...shape, list: target(shape.list) };
  return "map" in shape ? { ...shape, map: [target(shape.map[0]), target(shape.map[1])] } : shape;
}
