import type { Member, Operation, Shape } from "../../src/model/service.ts";
import type { Params, ParamValue } from "../../src/resource/definition.ts";
import type { ShapeTypes } from "./shapeTypes.ts";

/** How a user's own input meets the parameters of a definition. */
export type Meeting =
  /** Structures of the two are merged, also in lists. */
  | "action"
  /** A list that the user gives follows the definition's. */
  | "collection"
  /** A list of the definition's has an element for each item, and is no affair of the user's. */
  | "batch";

/**
 * The type of what the user adds to the parameters of a definition: members that identifiers fill are left out, those
 * that have a value already can be given, all others are as in the operation's own input.
 */
export function inputParameter(shapes: ShapeTypes, operation: Operation, params: Params, meeting: Meeting): string {
  const { input } = operation;
  if (!input) return "input?: $.NoInput";
  const optional = [...input.members.keys()].every(
    (name) => Object.hasOwn(params, name) || !shapes.isRequired(input, name, "input"),
  );
  return `input${optional && meeting !== "collection" ? "?" : ""}: ${withoutFilled(shapes, input, params, meeting)}`;
}

type Template = { readonly [member: string]: ParamValue };

function withoutFilled(shapes: ShapeTypes, shape: Shape, params: Template, meeting: Meeting): string {
  const names = Object.keys(params).filter((name) => shape.members.has(name));
  const whole = shapes.structureName(shape, "input");
  if (names.length === 0) return whole;
  const rest = `Omit<${whole}, ${names.map((name) => JSON.stringify(name)).join(" | ")}>`;
  const again = names.flatMap((name) => {
    const type = typeBeside(shapes, shape.members.get(name)!, params[name]!, meeting);
    return type === undefined ? [] : [`${name}?: ${type} | undefined`];
  });
  return again.length === 0 ? rest : `${rest} & { ${again.join("; ")} }`;
}

/** What the user may give where a definition has a value; nothing where an identifier or data fills it. */
function typeBeside(shapes: ShapeTypes, member: Member, value: ParamValue, meeting: Meeting): string | undefined {
  if (typeof value !== "object") return shapes.outsideType(member, "input");
  if ("$identifier" in value || "$data" in value) return undefined;
  if (!Array.isArray(value)) return withoutFilled(shapes, member.shape, value as Template, meeting);
  if (meeting === "batch" || (value.length === 1 && typeBeside(shapes, member, value[0]!, meeting) === undefined)) {
    return undefined;
  }
  const [first] = value as readonly ParamValue[];
  if (meeting === "collection" || typeof first !== "object") return shapes.outsideType(member, "input");
  return `readonly (${withoutFilled(shapes, member.shape.member.shape, first as Template, meeting)})[]`;
}
