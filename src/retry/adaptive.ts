import { isThrottling } from "./classify.ts";
import { RateLimiter } from "./rateLimiter.ts";
import { standardStrategy } from "./standard.ts";
import type { RetryStrategy, RetryStrategyOptions } from "./types.ts";

/** Standard mode that also slows its first attempts down while the service throttles. */
export function adaptiveStrategy(options: RetryStrategyOptions = {}): RetryStrategy {
  const { now = Date.now } = options;
  const standard = standardStrategy(options);
  const limiter = new RateLimiter(() => now() / 1000);
  return {
    maxAttempts: standard.maxAttempts,
    beforeAttempt: () => limiter.take() * 1000,
    onFailure(attempt, failure, operation) {
      limiter.record(isThrottling(failure));
      return standard.onFailure(attempt, failure, operation);
    },
    onSuccess(attempt, lastFailure) {
      limiter.record(false);
      standard.onSuccess(attempt, lastFailure);
    },
  };
}
