import type { HookStages } from "../../hooks/hooks.ts";

/** The operations whose answers have the `Expires` that whoever stored the object gave it. */
export const expiring: readonly string[] = ["GetObject", "HeadObject"];

/** `Expires` is whatever was stored, which need not be a date: what is none is left to `ExpiresString`. */
export const noteExpires: HookStages["beforeParse"] = ({ response, state }) => {
  const { expires } = response.headers;
  if (expires === undefined || response.status >= 300) return undefined;
  state.set(noteExpires, expires);
  if (!Number.isNaN(Date.parse(expires)) || /^\d+(\.\d+)?$/.test(expires)) return undefined;
  const { expires: _, ...headers } = response.headers;
  return { ...response, headers };
};

/** The header as it came. */
export const addExpiresString: HookStages["afterCall"] = ({ output, state }) => {
  const expires = state.get(noteExpires);
  if (expires !== undefined) output.ExpiresString = expires;
};
