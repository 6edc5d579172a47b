import { TucuxiError } from "../errors/index.ts";
import { isClockSkew } from "./classify.ts";
import { LEGACY_CODES, LEGACY_STATUSES } from "./codes.ts";
import type { AttemptFailure, RetryStrategy, RetryStrategyOptions } from "./types.ts";

const DEFAULT_MAX_ATTEMPTS = 5;

/** boto3's old mode: a fixed list of errors, no quota, a backoff without a limit. */
export function legacyStrategy(options: RetryStrategyOptions = {}): RetryStrategy {
  const { random = Math.random } = options;
  const rules = options.service?.legacy;
  const maxAttempts = options.maxAttempts ?? rules?.maxAttempts ?? DEFAULT_MAX_ATTEMPTS;

  function isRetryable(failure: AttemptFailure): boolean {
    if (isClockSkew(failure)) return true;
    const { error, code, status } = failure;
    if (status === undefined) return error instanceof TucuxiError && error.retryable;
    if (LEGACY_STATUSES.has(status)) return true;
    if (code === undefined) return false;
    if (status === 400 && LEGACY_CODES.has(code)) return true;
    return rules?.errors?.some((rule) => rule.code === code && rule.status === status) ?? false;
  }

  return {
    maxAttempts,
    beforeAttempt: () => 0,
    onFailure(attempt, failure) {
      if (!isRetryable(failure)) return { retry: false, delay: 0, reason: "not-retryable" };
      if (attempt >= maxAttempts) return { retry: false, delay: 0, reason: "max-attempts" };
      const base = rules?.baseDelay ?? random() * 1000;
      return { retry: true, delay: base * 2 ** (attempt - 1) };
    },
    onSuccess() {},
  };
}
