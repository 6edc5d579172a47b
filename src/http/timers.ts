/** Lets the process end while the timer runs; platforms whose timers are numbers know no such thing. */
export function unref(timer: unknown): void {
  (timer as { unref?: () => void }).unref?.();
}

/** Whether the timer can be started anew without making another, as Node's can. */
export function canRefresh<T>(timer: T): timer is T & { refresh(): unknown } {
  return typeof (timer as { refresh?: unknown } | undefined)?.refresh === "function";
}

/** Milliseconds that a timer counts at most, some 24 days; one for longer would fire at once. */
export const LONGEST_TIMER: number = 2 ** 31 - 1;
