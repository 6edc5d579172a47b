import { ConfigError } from "../errors/index.ts";
import { adaptiveStrategy } from "./adaptive.ts";
import { legacyStrategy } from "./legacy.ts";
import { standardStrategy } from "./standard.ts";
import type { RetryMode, RetryStrategy, RetryStrategyOptions } from "./types.ts";

export type * from "./types.ts";

const STRATEGIES: Readonly<Record<RetryMode, (options: RetryStrategyOptions) => RetryStrategy>> = {
  legacy: legacyStrategy,
  standard: standardStrategy,
  adaptive: adaptiveStrategy,
};

/**
 * Makes the strategy that all calls of a session to one service share. Throws `ConfigError` for an unknown mode or a
 * number of attempts that is none.
 *
 * @example
 * const strategy = createRetryStrategy({ mode: "standard", maxAttempts: 5 });
 */
export function createRetryStrategy(options: RetryStrategyOptions = {}): RetryStrategy {
  const { mode = "standard", maxAttempts } = options;
  if (!Object.hasOwn(STRATEGIES, mode)) {
    throw new ConfigError(`retryMode is ${JSON.stringify(mode)}; it must be "legacy", "standard" or "adaptive".`);
  }
  if (maxAttempts !== undefined && !(Number.isInteger(maxAttempts) && maxAttempts >= 1)) {
    throw new ConfigError(`maxAttempts is ${maxAttempts}; it must be a whole number from 1 on.`);
  }
  return STRATEGIES[mode](options);
}
