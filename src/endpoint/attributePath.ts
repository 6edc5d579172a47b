/** Reads an attribute: `authority`, `resourceId[1]`, `[0]`, `a.b`. */
export type AttributePath = (value: unknown) => unknown;

const step = /\[(-?\d+)\]|[^.[\]]+/g;

/** Compiles the path of `getAttr`, and of `{value#path}` in a template. A negative index counts from the end. */
export function attributePath(path: string): AttributePath {
  const steps = Array.from(path.matchAll(step), ([name, index]) => (index === undefined ? name : Number(index)));
  if (steps.length === 1) return (value) => attribute(value, steps[0]!);
  return (value) => steps.reduce<unknown>(attribute, value);
}

function attribute(value: unknown, name: string | number): unknown {
  if (value === undefined || value === null) return undefined;
  if (typeof name === "number") return Array.isArray(value) ? value.at(name) : undefined;
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}
