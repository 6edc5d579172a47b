import { AbortError, ConnectTimeoutError, ReadTimeoutError, TucuxiError } from "../errors/index.ts";
import { CLOCK_SKEW_CODES, THROTTLING_CODES, TRANSIENT_CODES, TRANSIENT_STATUSES } from "./codes.ts";
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
  if (failure.retryable !== undefined || isClockSkew(failure)) return true;
  // An answer from the service says by its code what it is; errors of ours say it themselves.
  return code === undefined && error instanceof TucuxiError && error.retryable;
}

/** No answer in time; costs more of the quota by the values before 2026. */
export function isTimeout({ error }: AttemptFailure): boolean {
  return error instanceof ConnectTimeoutError || error instanceof ReadTimeoutError;
}

/**
 * The service refused the request for its time, and the next attempt is signed with the right one. Signatures fail for
 * other reasons too, and an answer to HEAD has no code: what decides is that the clock was found to be wrong.
 */
export function isClockSkew({ code, status, clockSkewCorrected }: AttemptFailure): boolean {
  return clockSkewCorrected === true && (status === 403 || (code !== undefined && CLOCK_SKEW_CODES.has(code)));
}
