import type { Member, Operation, Shape } from "../../src/model/service.ts";
import type { Params, ParamValue } from "../../src/resource/definition.ts";
import type { ServiceContext } from "./serviceTypes.ts";
import type { ShapeTypes } from "./shapeTypes.ts";

/** How a user's own input meets the parameters of a definition. */
export type Meeting =
  /** Structures of the two are merged, also in lists. */
  | "action"
  /** A list that the user gives follows the definition's. */
  | "collection"
  /** A list of the definition's has an element for each item, and is no affair of the user's. */
  | "batch";

/** What the user adds to the parameters of a definition. */
export interface ActionInput {
  readonly type: string;
  /** Nothing in it is required. */
  readonly optional: boolean;
}

/**
 * The type of what the user adds to the parameters of a definition: members that identifiers fill are left out, those
 * that have a value already can be given, all others are as in the operation's own input.
 */
export function actionInput(
  context: ServiceContext,
  operation: Operation,
  params: Params,
  meeting: Meeting,
): ActionInput {
  const { additions, shapes } = context;
  const { input } = operation;
  if (!input) return { type: "$.NoInput", optional: true };
  const optional = [...input.members.keys()].every(
    (name) => Object.hasOwn(params, name) || !shapes.isRequired(input, name, "input"),
  );
  const wider = [...input.members.values()].flatMap((member) => {
    const added = [`${operation.name}Input`, "Input"].find((name) => additions.has(name, member.name));
    if (added === undefined || Object.hasOwn(params, member.name)) return [];
    const required = shapes.isRequired(input, member.name, "input");
    const type = `${shapes.outsideType(member, "input")} | added.${added}Additions["${member.name}"]`;
    return [{ name: member.name, declaration: `${member.name}${required ? `: ${type}` : `?: ${type} | undefined`}` }];
  });
  return { type: withoutFilled(shapes, input, params, meeting, wider), optional };
}

type Template = { readonly [member: string]: ParamValue };

/** A member that resources take in more forms than clients. */
interface WiderMember {
  readonly name: string;
  readonly declaration: string;
}

function withoutFilled(
  shapes: ShapeTypes,
  shape: Shape,
  params: Template,
  meeting: Meeting,
  wider: readonly WiderMember[] = [],
): string {
  const filled = Object.keys(params).filter((name) => shape.members.has(name));
  const names = [...filled, ...wider.map(({ name }) => name)];
  const whole = shapes.structureName(shape, "input");
  if (names.length === 0) return whole;
  const rest = `Omit<${whole}, ${names.map((name) => JSON.stringify(name)).join(" | ")}>`;
  const again = filled.flatMap((name) => {
    const type = typeBeside(shapes, shape.members.get(name)!, params[name]!, meeting);
    return type === undefined ? [] : [`${name}?: ${type} | undefined`];
  });
  const more = [...again, ...wider.map(({ declaration }) => declaration)];
  return more.length === 0 ? rest : `${rest} & { ${more.join("; ")} }`;
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
