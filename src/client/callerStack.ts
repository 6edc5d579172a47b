import { ClientError, TucuxiError } from "../errors/index.ts";

/**
 * Gives an error that an event of the network made the place in the program that waits for it: such an error's own stack
 * begins in the event loop and leads nowhere. To be called by the function that waits, after it has waited.
 */
export function withCallerStack(error: unknown): unknown {
  // An answer becomes an error in the call itself, whose stack leads to the caller.
  if (!(error instanceof TucuxiError) || error instanceof ClientError || error.stack === undefined) return error;
  const here = new Error().stack?.split("\n").slice(2) ?? [];
  const own = new Set(error.stack.split("\n"));
  const leadsThere = here.some((line) => line.startsWith("    at async ") && own.has(line));
  if (here.length > 0 && !leadsThere) error.stack = [error.stack, ...here].join("\n");
  return error;
}
