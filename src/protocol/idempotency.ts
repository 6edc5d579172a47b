import { platform } from "#platform";
import type { Shape } from "../model/service.ts";
import type { CodecOptions } from "./types.ts";

type Input = Readonly<Record<string, unknown>>;

/**
 * Fills the idempotency tokens that an input leaves out, so that a request which is sent again is carried out once.
 * Gives back the input itself where there is nothing to fill.
 */
export function compileTokens(shape: Shape | undefined, options: CodecOptions): (input: Input) => Input {
  const names = [...(shape?.members.values() ?? [])].filter((m) => m.traits.idempotencyToken).map((m) => m.name);
  if (names.length === 0) return (input) => input;
  const generate = options.generateToken ?? (() => platform.randomUUID());
  return (input) => {
    const missing = names.filter((name) => input[name] === undefined || input[name] === null);
    if (missing.length === 0) return input;
    return { ...input, ...Object.fromEntries(missing.map((name) => [name, generate()])) };
  };
}
