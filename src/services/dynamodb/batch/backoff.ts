import { ClientError } from "../../../errors/index.ts";
import { exponentialBackoff } from "../../../retry/backoff.ts";
import { isThrottling, isTransient } from "../../../retry/classify.ts";
import { countOf } from "../checks.ts";

/** How a batch is sent again. */
export interface BackoffOptions {
  /** How often in a row a request may get nothing done. Default: 10. */
  readonly maxAttempts?: number | undefined;
  /** Milliseconds: waits are random parts of this, doubled with every attempt up to 20 seconds. Default: 50. */
  readonly baseDelay?: number | undefined;
}

/** Counts the attempts in a row that got nothing done, and says how long to wait before the next. */
export class Backoff {
  readonly #maxAttempts: number;
  readonly #baseDelay: number;
  #attempts = 0;

  constructor({ maxAttempts = 10, baseDelay = 50 }: BackoffOptions) {
    this.#maxAttempts = countOf("maxAttempts", maxAttempts, 1);
    this.#baseDelay = baseDelay;
  }

  /** Milliseconds to wait after an attempt; `undefined` where it was the last. */
  next(gotSomethingDone: boolean): number | undefined {
    this.#attempts = gotSomethingDone ? 1 : this.#attempts + 1;
    if (this.#attempts >= this.#maxAttempts && !gotSomethingDone) return undefined;
    return exponentialBackoff(this.#attempts, this.#baseDelay, Math.random());
  }
}

/** Whether a failure of the whole call may be over by the next attempt: DynamoDB is asked for too much, or did not answer. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof ClientError)) return isTransient({ error });
  const failure = { error, code: error.code, status: error.$metadata.httpStatusCode ?? 400 };
  return isThrottling(failure) || isTransient(failure);
}
