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
}

/**
 * Decides whether a failed attempt is made again, and when. One strategy serves all calls of a session to one service:
 * its quota is theirs in common.
 */
export interface RetryStrategy {
  readonly maxAttempts: number;
  /** Milliseconds to wait before a first attempt; 0 in every mode but `adaptive`. */
  beforeAttempt(): number;
  /**
   * Milliseconds to wait before the next attempt, or `undefined` where the failure is to be given to the caller.
   * `attempt` counts from 1.
   */
  onFailure(attempt: number, failure: AttemptFailure, operation: string): number | undefined;
  /** Gives back to the quota. */
  onSuccess(attempt: number): void;
}
