import { ConnectionError } from "../errors/index.ts";

/**
 * Gives an error that an event of the network made the place in the program that waits for it: such an error's own stack
 * begins in the event loop and leads nowhere. To be called by the function that waits, after it has waited.
 */
export function withCallerStack(error: unknown): unknown {
  if (!(error instanceof ConnectionError) || error.stack === undefined) return error;
  const here = new Error().stack?.split("\n").slice(2) ?? [];
  const own = new Set(error.stack.split("\n"));
  const added = here.filter((line) => !own.has(line));
  if (added.length > 0) error.stack = [error.stack, ...added].join("\n");
  return error;
}
