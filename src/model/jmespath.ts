import { compile, TreeInterpreter } from "@jmespath-community/jmespath";
import { ModelError } from "../errors/index.ts";
import type { Path } from "./path.ts";

/** Compiles any JMESPath expression, by a package. Throws a `ModelError` where the text is none. */
export function compileJmespath(expression: string): Path {
  try {
    const tree = compile(withPreservedBackslashes(expression));
    return (data) => TreeInterpreter.search(tree, data as never);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ModelError(`The JMESPath expression ${JSON.stringify(expression)} cannot be read: ${reason}`);
  }
}

const quoted = /`(?:\\.|[^`\\])*`|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/gs;

/**
 * In a raw string (`'…'`) of JMESPath as AWS has it, only `\'` is an escape; the package reads `\\` as one as well, as
 * the community's later edition says.
 */
function withPreservedBackslashes(expression: string): string {
  if (!expression.includes("\\\\")) return expression;
  return expression.replace(quoted, (text) => (text.startsWith("'") ? text.replace(/\\\\/g, "\\\\\\\\") : text));
}
