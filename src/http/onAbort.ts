import type { AbortSignalLike } from "./types.ts";

interface Watch {
  readonly callbacks: Set<() => void>;
  readonly listener: () => void;
}

const watches = new WeakMap<AbortSignalLike, Watch>();

/**
 * Calls back once the signal is aborted, unless the function that it returns is called before. All that wait for one
 * signal share a listener: Node 20 warns where a signal has more than ten, and looks for each of them in a list.
 *
 * @example
 * const forget = onAbort(signal, () => request.destroy());
 */
export function onAbort(signal: AbortSignalLike, callback: () => void): () => void {
  const watch = watches.get(signal) ?? watchOf(signal);
  watch.callbacks.add(callback);
  return () => {
    watch.callbacks.delete(callback);
    if (watch.callbacks.size > 0 || watches.get(signal) !== watch) return;
    watches.delete(signal);
    signal.removeEventListener("abort", watch.listener);
  };
}

function watchOf(signal: AbortSignalLike): Watch {
  const callbacks = new Set<() => void>();
  const watch: Watch = {
    callbacks,
    listener: () => {
      for (const callback of callbacks) callback();
    },
  };
  watches.set(signal, watch);
  signal.addEventListener("abort", watch.listener);
  return watch;
}
