import { AbortError, CallTimeoutError } from "../errors/index.ts";
import { onAbort } from "../http/onAbort.ts";
import { LONGEST_TIMER } from "../http/timers.ts";
import type { AbortSignalLike, HttpResponse } from "../http/types.ts";

type Body = HttpResponse["body"];

/** The end that is set to a call: the caller's signal, a time limit, or both. */
export interface Deadline {
  readonly signal: AbortSignalLike;
  /** What an abort is to be called for the caller. */
  reason(): Error;
  /**
   * The same promise, but not beyond the deadline: what the call waits for may be nothing that a signal ends, such as
   * credentials, which others wait for as well.
   */
  limit<T>(waiting: Promise<T>): Promise<T>;
  /** A body that streams on after the call: the caller's signal ends it as well. */
  outlivedBy(body: Body): Body;
  /** To be called when the call is over: lets go of the timer, and of the caller's signal where no body streams on. */
  clear(): void;
}

/** `undefined` where nothing limits the call, so that an ordinary one pays nothing. */
export function deadlineOf(signal: AbortSignalLike | undefined, timeout: number): Deadline | undefined {
  const limit = limitOf(timeout);
  if (limit > 0) return withTimeout(signal, limit);
  if (!signal) return undefined;
  const reason = (): Error => new AbortError(signal.reason);
  return {
    signal,
    reason,
    limit: (waiting) => limitedBy(signal, reason, waiting),
    outlivedBy: (body) => body,
    clear: () => undefined,
  };
}

/** Milliseconds of a limit, 0 where there is none: one that no timer counts is none either. */
export function limitOf(milliseconds: number): number {
  return milliseconds > LONGEST_TIMER ? 0 : milliseconds;
}

function withTimeout(outer: AbortSignalLike | undefined, timeout: number): Deadline {
  const controller = new AbortController();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    controller.abort();
  }, timeout);
  const forget = forward(outer, controller);
  const reason = (): Error => (late ? new CallTimeoutError(timeout) : new AbortError(outer?.reason));
  let outlived = false;
  return {
    signal: controller.signal,
    reason,
    limit: (waiting) => limitedBy(controller.signal, reason, waiting),
    outlivedBy(body) {
      outlived = true;
      return tellingItsEnd(body, forget);
    },
    clear() {
      clearTimeout(timer);
      if (!outlived) forget();
    },
  };
}

function limitedBy<T>(signal: AbortSignalLike, reason: () => Error, waiting: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = (): void => reject(reason());
    const forget = onAbort(signal, end);
    waiting.finally(forget).then(resolve, reject);
    if (signal.aborted) end();
  });
}

/** Aborts the controller with the signal; the function that it returns takes that back. */
function forward(signal: AbortSignalLike | undefined, controller: AbortController): () => void {
  const abort = (): void => controller.abort(signal?.reason);
  if (signal?.aborted) abort();
  return signal ? onAbort(signal, abort) : () => undefined;
}

/** The same body; `over` is called when it has been read to its end, has failed or was left. */
function tellingItsEnd(body: Body, over: () => void): Body {
  if (body instanceof Uint8Array) {
    over();
    return body;
  }
  const { collect } = body as { collect?: () => Promise<Uint8Array> };
  return {
    [Symbol.asyncIterator]: () => iteratorTellingItsEnd(body[Symbol.asyncIterator](), over),
    ...(collect && { collect: () => collect.call(body).finally(over) }),
  };
}

function iteratorTellingItsEnd(pieces: AsyncIterator<Uint8Array>, over: () => void): AsyncIterator<Uint8Array> {
  return {
    async next() {
      try {
        const result = await pieces.next();
        if (result.done) over();
        return result;
      } catch (error) {
        over();
        throw error;
      }
    },
    async return() {
      over();
      await pieces.return?.();
      return { done: true, value: undefined };
    },
  };
}

/** Waits; rejects with `AbortError` as soon as the signal is aborted. */
export function sleep(milliseconds: number, signal?: AbortSignalLike): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new AbortError(signal.reason));
    const timer = setTimeout(
      () => {
        forget?.();
        resolve();
      },
      Math.min(milliseconds, LONGEST_TIMER),
    );
    const forget =
      signal &&
      onAbort(signal, () => {
        clearTimeout(timer);
        forget!();
        reject(new AbortError(signal.reason));
      });
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
  const forget = forward(outer, controller);
  return {
    signal: controller.signal,
    end() {
      forget();
      controller.abort();
    },
  };
}
