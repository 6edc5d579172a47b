import type { Shape } from "../../model/service.ts";

type Data = Record<string, unknown>;

export const POLICY_SHAPE: string = "policyDocumentType";

/** Policies come as JSON, percent-encoded; in an output they are the objects that they mean. */
export function decodePolicies(shape: Shape, output: Data): void {
  for (const [name, { shape: member }] of shape.members) {
    const value = output[name];
    if (value === undefined) continue;
    if (member.name === POLICY_SHAPE) output[name] = decoded(value as string);
    else if (member.type === "structure") decodePolicies(member, value as Data);
    else if (member.type === "list" && member.member.shape.type === "structure") {
      for (const item of value as Data[]) decodePolicies(member.member.shape, item);
    }
  }
}

function decoded(document: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(document));
  } catch {
    return document;
  }
}
