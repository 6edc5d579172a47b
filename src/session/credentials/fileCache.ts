import { platform } from "#platform";
import { readText, type SessionEnvironment } from "../environment.ts";
import { parseObject } from "./credentialsJson.ts";

/** An object of a cache file that AWS's tools share, or `undefined` where there is none that can be read. */
export function readCache(environment: SessionEnvironment, path: string): Record<string, unknown> | undefined {
  const text = readText(environment, path);
  return text === undefined ? undefined : (parseObject(text) as Record<string, unknown> | undefined);
}

/**
 * Writes a cache file, whole or not at all. A cache that cannot be written (a read-only home, say) must not take away
 * credentials that were fetched.
 */
export function writeCache(environment: SessionEnvironment, path: string, value: object): void {
  try {
    environment.writeFile(path, JSON.stringify(value));
  } catch {
    // They are fetched again in the next process.
  }
}

/** Lower-case hex, as AWS's tools name their cache files. */
export function sha1Hex(text: string): string {
  return Array.from(platform.sha1(text), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
