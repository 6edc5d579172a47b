import type { Member, Shape } from "../../src/model/service.ts";

/**
 * The member that a path of a model leads to, and whether it is met once or in a list. Understands fields, indices and
 * `[]`, which is all that results of paginators and resources are made of; `undefined` for anything else.
 *
 * @example
 * memberAt(output, "Reservations[].Instances[]"); // { member: Instance, many: true }
 */
export function memberAt(shape: Shape, path: string): { readonly member: Member; readonly many: boolean } | undefined {
  const steps = path.match(step);
  if (!steps || steps.join("") !== path) return undefined;
  let current: Member | undefined;
  let many = false;
  for (const each of steps) {
    const from: Shape = current?.shape ?? shape;
    if (each.startsWith("[")) {
      if (from.type !== "list") return undefined;
      current = from.member;
      many ||= !/\d/.test(each);
    } else {
      current = from.members.get(each.replace(".", ""));
    }
    if (!current) return undefined;
  }
  return current && { member: current, many };
}

const step = /\.?[A-Za-z_]\w*|\[-?\d*\]/g;
