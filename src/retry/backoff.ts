/** Milliseconds: no backoff of standard mode is longer. */
const MAX_BACKOFF = 20_000;
/** Milliseconds that `x-amz-retry-after` may add to the backoff. */
const MAX_RETRY_AFTER = 5_000;

/** Milliseconds: a random part of `base`, doubled with every attempt up to 20 seconds. `attempt` counts from 1. */
export function exponentialBackoff(attempt: number, base: number, random: number): number {
  return random * Math.min(base * 2 ** (attempt - 1), MAX_BACKOFF);
}

/** The backoff, lengthened to what the service asks for, but by no more than 5 seconds. */
export function honourRetryAfter(backoff: number, headers: Readonly<Record<string, string>> | undefined): number {
  const asked = retryAfter(headers?.["x-amz-retry-after"]);
  return asked === undefined ? backoff : Math.max(backoff, Math.min(asked, backoff + MAX_RETRY_AFTER));
}

/** The header's whole milliseconds; anything else is no answer to the question and is passed over. */
function retryAfter(header: string | undefined): number | undefined {
  return header !== undefined && /^\s*\+?\d+\s*$/.test(header) ? Number(header) : undefined;
}
