import { exponentialBackoff, honourRetryAfter } from "./backoff.ts";
import { isThrottling, isTimeout, isTransient } from "./classify.ts";
import { RetryQuota } from "./quota.ts";
import type { AttemptFailure, RetryDecision, RetryStrategy, RetryStrategyOptions } from "./types.ts";

/** The numbers of standard mode: delays in milliseconds, costs in tokens of the quota. */
interface StandardValues {
  readonly transientBaseDelay: number;
  readonly throttlingBaseDelay: number;
  readonly transientCost: number;
  readonly throttlingCost: number;
  readonly timeoutCost: number;
}

const VALUES_OF_2026: StandardValues = {
  transientBaseDelay: 50,
  throttlingBaseDelay: 1000,
  transientCost: 14,
  throttlingCost: 5,
  timeoutCost: 14,
};

const VALUES_BEFORE_2026: StandardValues = {
  transientBaseDelay: 1000,
  throttlingBaseDelay: 1000,
  transientCost: 5,
  throttlingCost: 5,
  timeoutCost: 10,
};

const DEFAULT_MAX_ATTEMPTS = 3;
/** Tokens that a call gives back which needed no retry. */
const FIRST_ATTEMPT_REWARD = 1;

/** AWS's standard mode: few attempts, exponential backoff with full jitter, and a quota of retries. */
export function standardStrategy(options: RetryStrategyOptions = {}): RetryStrategy {
  const { service, newRetries = true, random = Math.random } = options;
  const values = newRetries ? VALUES_OF_2026 : VALUES_BEFORE_2026;
  const transientBaseDelay = (newRetries ? service?.transientBaseDelay : undefined) ?? values.transientBaseDelay;
  const maxAttempts = options.maxAttempts ?? (newRetries ? service?.maxAttempts : undefined) ?? DEFAULT_MAX_ATTEMPTS;
  const longPolling: ReadonlySet<string> = new Set(newRetries ? service?.longPolling : undefined);
  const quota = new RetryQuota();

  function costOf(failure: AttemptFailure): number {
    if (isThrottling(failure)) return values.throttlingCost;
    return isTimeout(failure) ? values.timeoutCost : values.transientCost;
  }

  function delayOf(attempt: number, failure: AttemptFailure): number {
    const base = isThrottling(failure) ? values.throttlingBaseDelay : transientBaseDelay;
    const backoff = exponentialBackoff(attempt, base, random());
    return newRetries ? honourRetryAfter(backoff, failure.headers) : backoff;
  }

  return {
    maxAttempts,
    beforeAttempt: () => 0,
    onFailure(attempt, failure, operation): RetryDecision {
      if (!isThrottling(failure) && !isTransient(failure, service?.transientCodes)) {
        return { retry: false, delay: 0, reason: "not-retryable" };
      }
      if (attempt >= maxAttempts) return { retry: false, delay: 0, reason: "max-attempts" };
      if (quota.take(costOf(failure))) return { retry: true, delay: delayOf(attempt, failure) };
      // Who polls asks again at once, whatever the answer: without a wait the quota would not hold them back.
      return { retry: false, delay: longPolling.has(operation) ? delayOf(attempt, failure) : 0, reason: "quota" };
    },
    onSuccess(attempt, lastFailure) {
      if (attempt === 1) quota.giveBack(FIRST_ATTEMPT_REWARD);
      else quota.giveBack(lastFailure ? costOf(lastFailure) : values.transientCost);
    },
  };
}
