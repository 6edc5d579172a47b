import type { Member } from "../model/service.ts";

/** Whether a list or a map has no element of its own: the elements of its items stand in its place. */
export function isFlattened({ traits, shape }: Member): boolean {
  return traits.flattened ?? shape.traits.flattened ?? false;
}

/** The name of a member's element, or of each of its items' where it is flattened. */
export function elementName({ name, traits, shape }: Member): string {
  if (traits.locationName !== undefined) return traits.locationName;
  // What a structure is called by itself is its name as a document's root.
  if (shape.type === "structure") return name;
  // Old models (SimpleDB's) flatten the list itself and name its item; newer ones flatten the member and name that.
  const item = shape.type === "list" && shape.traits.flattened ? shape.member.traits.locationName : undefined;
  return item ?? shape.traits.locationName ?? name;
}
