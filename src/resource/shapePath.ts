import { ModelError } from "../errors/index.ts";
import type { Shape } from "../model/service.ts";

const STEP = /^\.?([A-Za-z_][A-Za-z0-9_]*)|^\[(\d*)\]/;

/** The shape that a path leads to, and whether it leads to many. Throws `ModelError` where a step does not exist. */
export function shapeAt(shape: Shape, path: string): { readonly shape: Shape; readonly many: boolean } {
  let at = shape;
  let many = false;
  let rest = path === "@" ? "" : path;
  while (rest !== "") {
    const [step, member, index] = STEP.exec(rest) ?? [];
    if (step === undefined) throw new ModelError(`The path "${path}" is of a form that definitions do not have.`);
    if (member === undefined) {
      if (at.type !== "list") throw new ModelError(`In the path "${path}", ${at.name} is no list but a ${at.type}.`);
      at = at.member.shape;
      many ||= index === "";
    } else {
      const found = at.members.get(member);
      if (!found) throw new ModelError(`In the path "${path}", ${at.name} has no member ${member}.`);
      at = found.shape;
    }
    rest = rest.slice(step.length);
  }
  return { shape: at, many };
}
