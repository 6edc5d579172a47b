import { AbortError, CallTimeoutError } from "../errors/index.ts";
import type { AbortSignalLike } from "../http/types.ts";

/** The end that is set to a call: the caller's signal, a time limit, or both. */
export interface Deadline {
  readonly signal: AbortSignalLike;
  /** What an abort is to be called for the caller. */
  reason(): Error;
  /**
   * To be called when the call is over: lets go of the timer, and of the caller's signal unless a body that still
   * streams goes by it.
   */
  clear(streams: boolean): void;
}

/** `undefined` where nothing limits the call, so that an ordinary one pays nothing. */
export function deadlineOf(signal: AbortSignalLike | undefined, timeout: number): Deadline | undefined {
  if (timeout > 0) return withTimeout(signal, timeout);
  if (!signal) return undefined;
  return { signal, reason: () => new AbortError(signal.reason), clear: () => undefined };
}

function withTimeout(outer: AbortSignalLike | undefined, timeout: number): Deadline {
  const controller = new AbortController();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    controller.abort();
  }, timeout);
  const forward = (): void => controller.abort(outer?.reason);
  if (outer?.aborted) forward();
  else outer?.addEventListener("abort", forward, { once: true });
  return {
    signal: controller.signal,
    reason: () => (late ? new CallTimeoutError(timeout) : new AbortError(outer?.reason)),
    clear(streams) {
      clearTimeout(timer);
      if (!streams) outer?.removeEventListener("abort", forward);
    },
  };
}

/** Waits; rejects with `AbortError` as soon as the signal is aborted. */
export function sleep(milliseconds: number, signal?: AbortSignalLike): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new AbortError(signal.reason));
    const stop = (): void => {
      clearTimeout(timer);
      reject(new AbortError(signal?.reason));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** A signal of one's own that the caller's ends as well. */
export interface LinkedController {
  readonly signal: AbortSignalLike;
  /** Ends what still goes by the signal, and lets go of the caller's. */
  end(): void;
}

export function linkedController(outer: AbortSignalLike | undefined): LinkedController {
  const controller = new AbortController();
  const forward = (): void => controller.abort(outer?.reason);
  if (outer?.aborted) forward();
  else outer?.addEventListener("abort", forward, { once: true });
  return {
    signal: controller.signal,
    end() {
      outer?.removeEventListener("abort", forward);
      controller.abort();
    },
  };
}
