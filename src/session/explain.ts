import { configVariables } from "./configVariables.ts";
import type { Setting } from "./options.ts";

/** The settings as they may be shown: without secrets, and without what no one set and has no default. */
export function shownSettings(settings: Iterable<Setting>): Setting[] {
  return [...settings]
    .filter(({ value }) => value !== undefined)
    .map((setting) => ({ ...setting, value: shown(setting) }));
}

function shown({ name, value }: Setting): unknown {
  if (typeof value === "function") return "a function";
  if (configVariables[name]?.secret) return shownSecret(value);
  if (name === "logger") return "a logger";
  return value;
}

/** Keys are told apart by the end of their public part. */
function shownSecret(value: unknown): unknown {
  if (typeof value === "string") return withoutPassword(value);
  if (typeof value !== "object") return value;
  const { accessKeyId } = value as { accessKeyId?: unknown };
  return typeof accessKeyId === "string" ? `keys ****${accessKeyId.slice(-4)}` : "****";
}

/** Of a URL: `http://user:****@proxy:3128`. */
function withoutPassword(text: string): string {
  return text.replace(/^(\w+:\/\/[^/@:]*:)[^/@]*@/, "$1****@");
}
