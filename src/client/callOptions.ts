import { ConfigError, didYouMean } from "../errors/index.ts";
import type { CallOptions } from "./options.ts";

const names: ReadonlySet<string> = new Set<keyof CallOptions>(["signal", "timeout"]);
/** What the official SDK calls them. */
const elsewhere: Readonly<Record<string, string>> = { abortSignal: "signal", requestTimeout: "timeout" };

/**
 * Refuses what would be passed over silently: an option of another name, a time that is none, a signal that is none.
 * Throws `ConfigError`.
 */
export function checkCallOptions(options: unknown, method: string): void {
  if (typeof options !== "object" || options === null) {
    const kind = options === null ? "null" : typeof options;
    throw new ConfigError(`${method}: the options of a call are an object like { timeout: 5000 }, not ${kind}.`);
  }
  for (const name in options) {
    if (names.has(name)) continue;
    const hint = Object.hasOwn(elsewhere, name) ? ` Here it is "${elsewhere[name]}".` : didYouMean(name, names);
    throw new ConfigError(`${method}: a call has no option "${name}".${hint} There are: ${[...names].join(", ")}.`);
  }
  const { signal, timeout } = options as CallOptions;
  if (timeout !== undefined && !(typeof timeout === "number" && timeout >= 0)) {
    throw new ConfigError(`${method}: timeout is ${String(timeout)}; it must be milliseconds, 0 for no limit.`);
  }
  if (signal !== undefined && typeof signal?.addEventListener !== "function") {
    throw new ConfigError(`${method}: signal is no AbortSignal.`);
  }
}
