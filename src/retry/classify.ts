import { AbortError, ConnectTimeoutError, ReadTimeoutError, TucuxiError } from "../errors/index.ts";
import {
  CLOCK_SKEW_CODES,
  POSSIBLE_CLOCK_SKEW_CODES,
  THROTTLING_CODES,
  TRANSIENT_CODES,
  TRANSIENT_STATUSES,
} from "./codes.ts";
import type { AttemptFailure } from "./types.ts";

/** The service asks for fewer requests, by the error's code or its modelled trait. */
export function isThrottling(failure: AttemptFailure): boolean {
  return (failure.code !== undefined && THROTTLING_CODES.has(failure.code)) || failure.retryable?.throttling === true;
}

/**
 * Something that may be over by the next attempt: a broken connection, a timeout, a server's failure, or an exception
 * that the model calls retryable.
 */
export function isTransient(failure: AttemptFailure, serviceCodes?: readonly string[]): boolean {
  const { code, status, error } = failure;
  if (error instanceof AbortError) return false;
  if (code !== undefined && (TRANSIENT_CODES.has(code) || serviceCodes?.includes(code))) return true;
  if (status !== undefined && TRANSIENT_STATUSES.has(status)) return true;
  if (failure.retryable !== undefined || failure.clockSkewCorrected === true) return true;
  // An answer from the service says by its code what it is; errors of ours say it themselves.
  return code === undefined && error instanceof TucuxiError && error.retryable;
}

/** No answer in time; costs more of the quota by the values before 2026. */
export function isTimeout({ error }: AttemptFailure): boolean {
  return error instanceof ConnectTimeoutError || error instanceof ReadTimeoutError;
}

/** Milliseconds of difference from which a doubtful code is taken for a wrong clock; AWS's SDKs agree on 4 minutes. */
const SKEW_LIMIT = 4 * 60 * 1000;

/**
 * The service refused the request for its time. A code that may mean other things as well counts where the answer's
 * `date` is far from `now`, which is the time that the request was signed with.
 */
export function isClockSkew(failure: AttemptFailure, now: number): boolean {
  const { code, headers } = failure;
  if (code === undefined) return false;
  if (CLOCK_SKEW_CODES.has(code)) return true;
  if (!POSSIBLE_CLOCK_SKEW_CODES.has(code) || headers?.date === undefined) return false;
  // NaN of an unreadable date is not larger than the limit.
  return Math.abs(Date.parse(headers.date) - now) > SKEW_LIMIT;
}
