/** What one failed attempt was. */
export interface AttemptFailure {
  /** `ClientError`, `ConnectionError` or whatever else the attempt ended with. */
  readonly error: unknown;
  /** The error's code, as the service gives it. */
  readonly code?: string;
  readonly status?: number;
  /** The answer's headers: `x-amz-retry-after` counts. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The modelled `retryable` trait of the exception. */
  readonly retryable?: { readonly throttling?: boolean };
  /** The answer's `date` showed that the clock was wrong, and the next attempt is signed with the right time. */
  readonly clockSkewCorrected?: boolean;
}

/** What is to be done about a failed attempt. */
export interface RetryDecision {
  readonly retry: boolean;
  /**
   * Milliseconds to wait before the next attempt. Without a retry, milliseconds to wait before the caller gets the
   * failure: 0 but for long-polling operations, whose callers ask again at once.
   */
  readonly delay: number;
  /** Why there is no retry. boto3: `MaxAttemptsReached`, `RetryQuotaReached` in `ResponseMetadata`. */
  readonly reason?: "not-retryable" | "max-attempts" | "quota";
}

/**
 * Decides whether a failed attempt is made again, and when. One strategy serves all calls of a session to one service:
 * its quota is theirs in common.
 *
 * @example
 * for (let attempt = 1; ; attempt++) {
 *   await sleep(strategy.beforeAttempt());
 *   try {
 *     const answer = await send();
 *     strategy.onSuccess(attempt, failure);
 *     return answer;
 *   } catch (error) {
 *     failure = { error };
 *     const decision = strategy.onFailure(attempt, failure, "GetObject");
 *     await sleep(decision.delay);
 *     if (!decision.retry) throw error;
 *   }
 * }
 */
export interface RetryStrategy {
  /** Attempts at most, the first one included. */
  readonly maxAttempts: number;
  /** Milliseconds to wait before an attempt, the first included; 0 in every mode but `adaptive`. */
  beforeAttempt(): number;
  /** `attempt` counts from 1; `operation` is the API's name of it: `GetObject`. */
  onFailure(attempt: number, failure: AttemptFailure, operation: string): RetryDecision;
  /** Gives back to the quota: of a call that was retried, what its last retry cost. */
  onSuccess(attempt: number, lastFailure?: AttemptFailure): void;
}

export type RetryMode = "legacy" | "standard" | "adaptive";

/** What one service's retries have of their own. Given by the caller: nothing here knows a service by name. */
export interface ServiceRetryRules {
  /** Attempts at most in the modes standard and adaptive, where the user set none; 3 where absent. */
  readonly maxAttempts?: number;
  /** Milliseconds: the base of the backoff after a failure that is no throttling; 50 where absent. */
  readonly transientBaseDelay?: number;
  /** Operations that wait for something to come, by their API names: `ReceiveMessage`. */
  readonly longPolling?: readonly string[];
  /** Codes that are transient with this service only. */
  readonly transientCodes?: readonly string[];
  /** What legacy mode does otherwise than by its defaults. */
  readonly legacy?: LegacyRetryRules;
}

export interface LegacyRetryRules {
  /** Attempts at most where the user set none; 5 where absent. */
  readonly maxAttempts?: number;
  /** Milliseconds: the base of the backoff; a random part of a second where absent. */
  readonly baseDelay?: number;
  /** Further answers that are retried, by code and status both. */
  readonly errors?: readonly { readonly code: string; readonly status: number }[];
}

export interface RetryStrategyOptions {
  /** Default: `standard`. */
  readonly mode?: RetryMode | undefined;
  /** Attempts at most, the first one included; the service's or the mode's own number where absent. */
  readonly maxAttempts?: number | undefined;
  readonly service?: ServiceRetryRules | undefined;
  /**
   * AWS's values of 2026 for standard and adaptive (short backoff after transient failures, `x-amz-retry-after`, the
   * rules for long polling). Default: true; false is what `AWS_NEW_RETRIES_2026=false` means to boto3.
   */
  readonly newRetries?: boolean | undefined;
  /** From 0 to below 1; `Math.random` where absent. */
  readonly random?: (() => number) | undefined;
  /** Milliseconds that only ever grow; `Date.now` where absent. */
  readonly now?: (() => number) | undefined;
}
