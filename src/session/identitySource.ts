import { tracingChannel } from "node:diagnostics_channel";
import type { IdentitySource } from "../client/context.ts";
import { CredentialsError } from "../errors/index.ts";

/** Subscribe to it to see every fetch of credentials and tokens: their kind and provider, never the secrets. */
const channel = tracingChannel<unknown, IdentityTrace>("tucuxi:credentials");

/** The message of the tracing channel `tucuxi:credentials`. */
export interface IdentityTrace {
  readonly kind: "credentials" | "token";
  /** Whether an older identity is being replaced. */
  readonly refresh: boolean;
}

const MINUTE = 60_000;
/** From this long before expiry, a refresh is under way in the background; botocore's figure. */
const ADVISORY = 15 * MINUTE;
/** From this long before expiry, calls wait for the refresh; botocore's figure. */
const MANDATORY = 10 * MINUTE;
const LONGEST_PAUSE = MINUTE;

export interface IdentitySourceOptions<Identity> {
  readonly kind: IdentityTrace["kind"];
  /** Gives a new identity; `refresh` says that an older one is to be replaced. */
  fetch(refresh: boolean): Promise<Identity>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Is told of a refresh that failed while the older identity still holds. */
  onRefreshFailure?(error: unknown): void;
}

/**
 * An identity that is fetched when it is first asked for, once for all that wait, and again ahead of its expiry: in the
 * background at first, while the older one goes on to serve. Where a refresh fails, the older one serves until it
 * expires, and refreshes pause for a time that doubles from failure to failure.
 */
export function createIdentitySource<Identity extends { readonly expiration?: Date | undefined }>(
  options: IdentitySourceOptions<Identity>,
): IdentitySource<Identity> {
  let identity: Identity | undefined;
  let advisoryAt = 0;
  let mandatoryAt = 0;
  let expiresAt = 0;
  let pending: Promise<Identity> | undefined;
  let failures = 0;
  let pausedUntil = 0;

  function fetchOnce(): Promise<Identity> {
    pending ??= fetchNew().finally(() => {
      pending = undefined;
    });
    return pending;
  }

  async function fetchNew(): Promise<Identity> {
    const refresh = identity !== undefined;
    try {
      const fetched = await channel.tracePromise(() => options.fetch(refresh), { kind: options.kind, refresh });
      keep(fetched);
      return fetched;
    } catch (error) {
      failures += 1;
      pausedUntil = options.now() + Math.min(LONGEST_PAUSE, 1000 * 2 ** (failures - 1)) * (0.5 + Math.random() / 2);
      if (identity === undefined || options.now() >= expiresAt) throw error;
      options.onRefreshFailure?.(error);
      return identity;
    }
  }

  function keep(fetched: Identity): void {
    const now = options.now();
    const expires = fetched.expiration?.getTime() ?? Number.POSITIVE_INFINITY;
    if (expires <= now) {
      throw new CredentialsError(
        `The ${options.kind} that came had expired already, at ${fetched.expiration!.toISOString()}; is the clock right?`,
      );
    }
    identity = fetched;
    failures = 0;
    expiresAt = expires;
    // One that lives for less than the figures above is not fetched again at every call.
    const lifetime = expiresAt - now;
    advisoryAt = expiresAt - Math.min(ADVISORY, lifetime / 2);
    mandatoryAt = expiresAt - Math.min(MANDATORY, lifetime / 4);
  }

  return {
    get() {
      if (identity === undefined) return fetchOnce();
      if (advisoryAt === Number.POSITIVE_INFINITY) return identity;
      const now = options.now();
      if (now < advisoryAt) return identity;
      if (now >= expiresAt) return fetchOnce();
      if (now < pausedUntil) return identity;
      const refreshed = fetchOnce();
      if (now >= mandatoryAt) return refreshed;
      // A failure in the background that came after the expiry is the next caller's affair.
      refreshed.catch(() => {});
      return identity;
    },
  };
}

/** An identity that never changes. */
export function fixedIdentity<Identity>(identity: Identity): IdentitySource<Identity> {
  return { get: () => identity };
}
