import { ModelError } from "../errors/index.ts";
import type { Operation, Shape } from "../model/service.ts";
import type { CallDefinition, IdentifierDefinition, Params, ParamValue } from "./definition.ts";
import { identifiersOf, isDataValue, isIdentifierValue, usesData } from "./params.ts";
import { shapeAt } from "./shapePath.ts";

export type Identifiers = Readonly<Record<string, IdentifierDefinition>>;

export function namesOf(definition: IdentifierDefinition): readonly string[] {
  return typeof definition === "string" ? [definition] : definition;
}

/**
 * The whole of a call's parameters: those that the definition gives, and the identifiers that it does not mention,
 * each under the first of its names that the operation's input has. In a batch, lists come before single members.
 */
export function describeParams(
  operation: Operation,
  { with: given = {} }: CallDefinition,
  identifiers: Identifiers,
  { batch = false }: { readonly batch?: boolean } = {},
): Params {
  const { input } = operation;
  if (!input) {
    if (Object.keys(given).length > 0) throw new ModelError(`${operation.name} takes no input, but is given some.`);
    return {};
  }
  checkParams(operation, input, given);
  const mentioned = identifiersOf(given);
  const params: Record<string, ParamValue> = {};
  for (const [name, definition] of Object.entries(identifiers)) {
    if (mentioned.has(name)) continue;
    const names = namesOf(definition);
    const inOrder = batch ? [...names].sort((a, b) => Number(isList(b)) - Number(isList(a))) : names;
    const member = inOrder.find((candidate) => input.members.has(candidate.replace("[]", "")));
    if (member === undefined) continue;
    const value = { $identifier: name };
    if (isList(member)) params[member.slice(0, -2)] = [value];
    else params[member] = value;
  }
  Object.assign(params, given);
  if (Object.keys(identifiers).length > 0 && identifiersOf(params).size === 0 && !usesData(params)) {
    throw new ModelError(
      `${operation.name} has no member for ${Object.keys(identifiers).join(", ")}; ` +
        `say in \`with\` where they go (its members are ${[...input.members.keys()].join(", ")}).`,
    );
  }
  return params;
}

function isList(name: string): boolean {
  return name.endsWith("[]");
}

function checkParams(operation: Operation, shape: Shape, value: ParamValue, path = ""): void {
  if (isIdentifierValue(value) || isDataValue(value)) return;
  if (Array.isArray(value)) {
    if (shape.type !== "list") throw wrong(operation, path, shape);
    for (const each of value as readonly ParamValue[]) checkParams(operation, shape.member.shape, each, `${path}[]`);
  } else if (typeof value === "object") {
    if (shape.type !== "structure") throw wrong(operation, path, shape);
    for (const [name, each] of Object.entries(value)) {
      const member = shapeAt(shape, name).shape;
      checkParams(operation, member, each, path === "" ? name : `${path}.${name}`);
    }
  } else if (shape.type === "structure" || shape.type === "list" || shape.type === "map") {
    throw wrong(operation, path, shape);
  }
}

function wrong(operation: Operation, path: string, shape: Shape): ModelError {
  return new ModelError(`${operation.name}: ${path || "the input"} is a ${shape.type}, and is given something else.`);
}
