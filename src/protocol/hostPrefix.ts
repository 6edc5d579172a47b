import { ParamValidationError } from "../errors/index.ts";
import type { Operation } from "../model/service.ts";

const label = /\{([^{}]+)\}/g;
const allowed = /^[A-Za-z0-9.-]+$/;

/**
 * Compiles an operation's `hostPrefix` trait (`{AccountId}.`), its labels filled from the input. `undefined` where the
 * operation has none. A label that could not stand in a host name is a `ParamValidationError`.
 */
export function compileHostPrefix(
  operation: Operation,
): ((input: Readonly<Record<string, unknown>>) => string) | undefined {
  const template = operation.traits.hostPrefix;
  if (template === undefined) return undefined;
  if (!template.includes("{")) return () => template;
  return (input) =>
    template.replace(label, (_, name: string) => {
      const value = input[name];
      if (typeof value === "string" && allowed.test(value)) return value;
      const message = "stands in the host name: give letters, digits, hyphens and dots, at least one";
      throw new ParamValidationError(operation.name, [{ path: name, message }]);
    });
}
