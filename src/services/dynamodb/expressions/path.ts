import { ExpressionError } from "../errors.ts";

/** Where a value is: `"total"`, `"address.city"`, `"lines[0].sku"`; step by step where a name has a dot in it. */
export type AttributePath = string | readonly (string | number)[];

const step = /([^.[\]]+)|\[(\d+)\]/y;

/** The names and indexes of a path. Throws `ExpressionError`. */
export function stepsOf(path: AttributePath): readonly (string | number)[] {
  if (typeof path !== "string") return checkedSteps(path);
  const steps: (string | number)[] = [];
  for (let index = 0; index < path.length; ) {
    const isNext = steps.length > 0 && path[index] === ".";
    step.lastIndex = isNext ? index + 1 : index;
    const match = step.exec(path);
    const [all = "", name, position] = match ?? [];
    // Names are parted by dots, indexes follow directly; a path begins with a name.
    if (!match || (steps.length === 0 ? name === undefined : isNext !== (name !== undefined))) throw noPath(path);
    steps.push(name ?? Number(position));
    index = step.lastIndex;
    if (all === "") throw noPath(path);
  }
  return steps.length > 0 ? steps : checkedSteps([]);
}

function checkedSteps(steps: readonly (string | number)[]): readonly (string | number)[] {
  const isFine = steps.every((each) => (typeof each === "number" ? Number.isInteger(each) && each >= 0 : each !== ""));
  if (isFine && typeof steps[0] === "string") return steps;
  throw noPath(JSON.stringify(steps));
}

function noPath(path: string): ExpressionError {
  return new ExpressionError(
    `${path || "An empty text"} is no path of an attribute. Paths are like "total", "address.city", "lines[0].sku"; ` +
      'where a name has a dot or a bracket in it, give the steps: ["address", "city.name", 0].',
  );
}
