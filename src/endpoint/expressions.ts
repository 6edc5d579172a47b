import { ModelError } from "../errors/index.ts";
import type { EndpointCall, EndpointExpression } from "../model/types.ts";
import { attributePath } from "./attributePath.ts";
import type { RuleFunction } from "./ruleFunctions.ts";

/** The values of a rule set's parameters and assignments while it runs, each in its name's slot. */
export type Values = unknown[];

/** An expression of a rule set, compiled. */
export type Evaluate = (values: Values) => unknown;

/** What expressions name. */
export interface Names {
  /** Of parameters and of what conditions assign: a name means one thing on each way through the rules. */
  readonly slots: ReadonlyMap<string, number>;
  readonly functions: Readonly<Record<string, RuleFunction>>;
}

export function compileExpression(expression: EndpointExpression, names: Names): Evaluate {
  if (typeof expression === "string") return compileTemplate(expression, names);
  if (typeof expression !== "object") return () => expression;
  return compileCall(expression, names);
}

function compileCall(call: EndpointCall, names: Names): Evaluate {
  const [name, ...given] = call;
  if (name === "getAttr") return compileGetAttr(given, names);
  if (!Object.hasOwn(names.functions, name)) {
    throw new ModelError(`The endpoint rules use a function that is not known: ${name}.`);
  }
  const run = names.functions[name]! as (...values: unknown[]) => unknown;
  const [first, second, ...rest] = given.map((value) => compileExpression(value, names));
  if (first === undefined) return () => run();
  if (second === undefined) return (values) => run(first(values));
  if (rest.length === 0) return (values) => run(first(values), second(values));
  return (values) => run(first(values), second(values), ...rest.map((evaluate) => evaluate(values)));
}

function compileGetAttr([target, path]: readonly EndpointExpression[], names: Names): Evaluate {
  if (target === undefined || typeof path !== "string") {
    throw new ModelError("The endpoint rules call getAttr without a path.");
  }
  const value = compileExpression(target, names);
  const read = attributePath(path);
  return (values) => read(value(values));
}

const placeholder = /\{\{|\}\}|\{([^{}]*)\}/g;

/**
 * `https://{Bucket}.s3.{url#authority}`; doubled braces are braces. A template of which a part is absent is absent; one
 * that is a single placeholder gives the value as it is.
 */
export function compileTemplate(template: string, names: Names): Evaluate {
  const parts: (string | Evaluate)[] = [];
  let end = 0;
  for (const match of template.matchAll(placeholder)) {
    const [whole, inner] = match;
    if (match.index > end) parts.push(template.slice(end, match.index));
    parts.push(inner === undefined ? whole[0]! : compilePlaceholder(inner, names));
    end = match.index + whole.length;
  }
  if (parts.length === 0) return () => template;
  if (end < template.length) parts.push(template.slice(end));
  if (parts.length === 1 && typeof parts[0] === "function") return parts[0];
  return (values) => {
    let text = "";
    for (const part of parts) {
      const value = typeof part === "string" ? part : part(values);
      if (value === undefined || value === null) return undefined;
      text += value;
    }
    return text;
  };
}

function compilePlaceholder(inner: string, names: Names): Evaluate {
  const hash = inner.indexOf("#");
  if (hash < 0) return compileReference(inner, names);
  const value = compileReference(inner.slice(0, hash), names);
  const read = attributePath(inner.slice(hash + 1));
  return (values) => read(value(values));
}

function compileReference(name: string, { slots }: Names): Evaluate {
  const slot = slots.get(name);
  if (slot === undefined) throw new ModelError(`The endpoint rules refer to "${name}", which is nowhere assigned.`);
  return (values) => values[slot];
}
