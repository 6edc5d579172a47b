import { platform } from "#platform";
import { PaginationError } from "../../errors/index.ts";
import { decodeUtf8 } from "../../protocol/utf8.ts";
import type { WireItem, WireValue } from "./writeValue.ts";

/** Where to go on: behind an item, or behind so many items of the page that begins there. */
export interface Position {
  /** A key, or the token of a PartiQL statement; `undefined` at the very beginning. */
  readonly key: WireItem | string | undefined;
  readonly skip: number;
}

/** The position as text that goes into a URL as it is. It holds the key in clear: it is no secret, and no proof. */
export function encodeCursor({ key, skip }: Position): string {
  const start = typeof key === "string" ? key : namedKey(key ?? {});
  const json = JSON.stringify(skip > 0 ? [start, skip] : [start]);
  const base64 = platform.base64Encode(new TextEncoder().encode(json));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Throws `PaginationError` for text that no cursor is. */
export function decodeCursor(cursor: string): Position {
  try {
    const base64 = cursor.replaceAll("-", "+").replaceAll("_", "/");
    const json = decodeUtf8(platform.base64Decode(base64.padEnd(Math.ceil(base64.length / 4) * 4, "=")));
    const [start, skip = 0] = JSON.parse(json) as [unknown, unknown?];
    if (typeof skip !== "number" || !Number.isSafeInteger(skip) || skip < 0)
      throw new TypeError("skips no number of items");
    return { key: typeof start === "string" ? start : keyOf(start), skip };
  } catch (cause) {
    throw new PaginationError(`${JSON.stringify(cursor)} is no cursor of a query or a scan.`, { cause });
  }
}

type NamedKey = readonly (readonly [name: string, type: string, text: string])[];

/** Keys are text, numbers or bytes. */
function namedKey(key: WireItem): NamedKey {
  return Object.entries(key).map(([name, { S, N, B }]) => {
    if (S !== undefined) return [name, "S", S];
    if (N !== undefined) return [name, "N", N];
    return [name, "B", platform.base64Encode(B!)];
  });
}

function keyOf(named: unknown): WireItem | undefined {
  if (!Array.isArray(named)) throw new TypeError("holds no key");
  if (named.length === 0) return undefined;
  return Object.fromEntries((named as NamedKey).map(([name, type, text]) => [name, keyValue(name, type, text)]));
}

function keyValue(name: unknown, type: unknown, text: unknown): WireValue {
  if (typeof name !== "string" || typeof text !== "string") throw new TypeError("names no key");
  if (type === "S" || type === "N") return { [type]: text };
  if (type === "B") return { B: platform.base64Decode(text) };
  throw new TypeError("has a key of an unknown type");
}
