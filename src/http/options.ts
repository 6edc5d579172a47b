import type { HttpRequest } from "./types.ts";

/** What every handler lets one set. */
export interface HandlerOptions {
  /** Connections to one host at most; further requests wait for a free one. Default: 50. */
  maxConnections?: number | undefined;
  /** Ends transfers that have come to a standstill; `false` turns that off. Default: 1 byte a second, 20 seconds. */
  stalledStreamProtection?: StalledStreamProtection | false | undefined;
  /**
   * Milliseconds for which a body may stay unread that holds its connection while other requests wait for one; after
   * them the connection is taken back. Default: 5,000.
   */
  unreadBodyTimeout?: number | undefined;
}

/**
 * A transfer, in or out, that is slower than this for the whole of the grace period fails. Only time in which the
 * network is waited for counts, not a slow reader or a slow source. AWS's SDK for Rust has the same, under this name.
 */
export interface StalledStreamProtection {
  /** Bytes a second. Default: 1. */
  minimumThroughput?: number | undefined;
  /** Milliseconds. Default: 20,000. */
  gracePeriod?: number | undefined;
}

export interface StallLimits {
  readonly minimumThroughput: number;
  readonly gracePeriod: number;
}

/** The options with their defaults filled in, and what the handler's exchanges have in common. */
export interface ExchangeSettings {
  /** The exchanges that are not at their end. */
  readonly underWay: Set<{ readonly request: HttpRequest; fail(error: Error): void }>;
  readonly maxConnections: number;
  readonly stalledStream: StallLimits | undefined;
  readonly unreadBodyTimeout: number;
}

export function exchangeSettings(options: HandlerOptions): ExchangeSettings {
  const { stalledStreamProtection: stalled } = options;
  return {
    underWay: new Set(),
    maxConnections: options.maxConnections ?? 50,
    unreadBodyTimeout: options.unreadBodyTimeout ?? 5_000,
    stalledStream:
      stalled === false
        ? undefined
        : { minimumThroughput: stalled?.minimumThroughput ?? 1, gracePeriod: stalled?.gracePeriod ?? 20_000 },
  };
}
