import { ModelError } from "../errors/index.ts";
import type { EndpointCall, EndpointExpression } from "../model/types.ts";
import { attributePath } from "./attributePath.ts";
import type { RuleFunction } from "./ruleFunctions.ts";

/** The values of a rule set's parameters and assignments while it runs, each in the slot that compiling gave it. */
export type Values = unknown[];

/** An expression of a rule set, compiled. */
export type Evaluate = (values: Values) => unknown;

/** The names that an expression may refer to, each with its slot. A rule's assignments are seen by its own rules only. */
export interface Scope {
  readonly names: ReadonlyMap<string, number>;
  readonly functions: Readonly<Record<string, RuleFunction>>;
  /** Gives a slot to a new name. */
  assign(name: string): { readonly slot: number; readonly scope: Scope };
}

export function compileExpression(expression: EndpointExpression, scope: Scope): Evaluate {
  if (typeof expression === "string") return compileTemplate(expression, scope);
  if (typeof expression !== "object") return () => expression;
  if (isList(expression)) return compileList(expression, scope);
  if ("ref" in expression) return reference(expression.ref, scope);
  return compileCall(expression, scope);
}

export function compileCall(call: EndpointCall, scope: Scope): Evaluate {
  if (call.fn === "getAttr") return compileGetAttr(call, scope);
  if (!Object.hasOwn(scope.functions, call.fn)) {
    throw new ModelError(`The endpoint rules use a function that is not known: ${call.fn}.`);
  }
  const run = scope.functions[call.fn]! as (...values: unknown[]) => unknown;
  const [first, second, ...rest] = call.argv.map((argument) => compileExpression(argument, scope));
  if (first === undefined) return () => run();
  if (second === undefined) return (values) => run(first(values));
  if (rest.length === 0) return (values) => run(first(values), second(values));
  return (values) => run(first(values), second(values), ...rest.map((evaluate) => evaluate(values)));
}

function compileGetAttr({ argv }: EndpointCall, scope: Scope): Evaluate {
  const [target, path] = argv;
  if (target === undefined || typeof path !== "string") {
    throw new ModelError("The endpoint rules call getAttr without a path.");
  }
  const value = compileExpression(target, scope);
  const read = attributePath(path);
  return (values) => read(value(values));
}

function compileList(list: readonly EndpointExpression[], scope: Scope): Evaluate {
  const parts = list.map((part) => compileExpression(part, scope));
  return (values) => parts.map((part) => part(values));
}

function reference(name: string, scope: Scope): Evaluate {
  const slot = scope.names.get(name);
  if (slot === undefined) throw new ModelError(`The endpoint rules refer to "${name}", which is nowhere assigned.`);
  return (values) => values[slot];
}

const placeholder = /\{\{|\}\}|\{([^{}]*)\}/g;

/** `https://{Bucket}.s3.{url#authority}`; doubled braces are braces. A template of which a part is absent is absent. */
function compileTemplate(template: string, scope: Scope): Evaluate {
  const parts: (string | Evaluate)[] = [];
  let end = 0;
  for (const match of template.matchAll(placeholder)) {
    const [whole, inner] = match;
    parts.push(template.slice(end, match.index), inner === undefined ? whole[0]! : compilePlaceholder(inner, scope));
    end = match.index + whole.length;
  }
  if (parts.length === 0) return () => template;
  parts.push(template.slice(end));
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

function compilePlaceholder(inner: string, scope: Scope): Evaluate {
  const hash = inner.indexOf("#");
  if (hash < 0) return reference(inner, scope);
  const value = reference(inner.slice(0, hash), scope);
  const read = attributePath(inner.slice(hash + 1));
  return (values) => read(value(values));
}

function isList(expression: EndpointExpression): expression is readonly EndpointExpression[] {
  return Array.isArray(expression);
}
