import { platform } from "#platform";
import { PaginationError } from "../errors/index.ts";

/** Where a pagination goes on: the tokens of a page, and how many of its items were given before. */
export interface ResumeToken {
  readonly tokens: Readonly<Record<string, unknown>>;
  /** Absent where the page was not begun. */
  readonly skip?: number | undefined;
}

/** boto3 puts the number of items to leave out into the token under this name. */
const truncateAmount = "boto_truncate_amount";
/** And under this one the paths of what is bytes, written as base64. */
const encodedKeys = "boto_encoded_keys";

type Step = string | number;

/** A resume token in boto3's form, base64 of JSON, so that either library goes on where the other stopped. */
export function encodeToken(names: readonly string[], { tokens, skip }: ResumeToken): string {
  const content: Record<string, unknown> = {};
  for (const name of names) content[name] = tokens[name] ?? null;
  if (skip !== undefined) content[truncateAmount] = skip;
  const bytes: Step[][] = [];
  const encoded = withoutBytes(content, [], bytes) as Record<string, unknown>;
  if (bytes.length > 0) encoded[encodedKeys] = bytes;
  return platform.base64Encode(platform.utf8Encode(pythonJson(encoded)));
}

/**
 * Reads a resume token of this library or of boto3, its older form, or the service's own token where the operation has
 * one only. Throws `PaginationError` for another operation's.
 */
export function decodeToken(token: string, names: readonly string[]): ResumeToken {
  const parsed = parseToken(token);
  if (!parsed) return olderToken(token, names);
  const { [truncateAmount]: skip, [encodedKeys]: paths = [], ...tokens } = parsed;
  for (const name of Object.keys(tokens)) {
    if (!names.includes(name)) throw bad(`it has a member "${name}", which this operation does not know`);
  }
  for (const path of paths as Step[][]) withBytesAt(tokens, path);
  return { tokens: given(tokens), ...(skip !== undefined && { skip: Number(skip) }) };
}

function parseToken(token: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(platform.utf8Decode(platform.base64Decode(token)));
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    // Not of the present form: see the older one.
    return undefined;
  }
}

/** botocore's older form: the tokens joined by `___`, with the number of items to leave out behind them. */
function olderToken(token: string, names: readonly string[]): ResumeToken {
  let parts = token.split("___");
  let skip: number | undefined;
  if (parts.length === names.length + 1) {
    const last = parts.pop()!;
    if (/^\d+$/.test(last)) skip = Number(last);
    // Then it is a token of the service itself, which has the mark in it.
    else parts = [token];
  }
  if (parts.length > names.length) throw bad(`it has ${parts.length} parts, ${names.length} are wanted`);
  const tokens: Record<string, unknown> = {};
  parts.forEach((part, index) => {
    tokens[names[index]!] = part === "None" ? null : part;
  });
  return { tokens: given(tokens), ...(skip !== undefined && { skip }) };
}

function given(tokens: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(tokens).filter(([, value]) => value !== null));
}

/** A copy in which bytes are base64; adds the paths of all that were. */
function withoutBytes(value: unknown, path: readonly Step[], found: Step[][]): unknown {
  if (value instanceof Uint8Array) {
    found.push([...path]);
    return platform.base64Encode(value);
  }
  if (Array.isArray(value)) return value.map((member, index) => withoutBytes(member, [...path, index], found));
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutBytes(member, [...path, name], found)]));
}

function withBytesAt(tokens: Record<string, unknown>, path: readonly Step[]): void {
  const last = path.at(-1)!;
  const holder = path.slice(0, -1).reduce<unknown>((value, each) => (value as Record<Step, unknown>)?.[each], tokens);
  const text = (holder as Record<Step, unknown> | undefined)?.[last];
  if (typeof text !== "string") throw bad(`it has no bytes at ${path.join(".")}`);
  (holder as Record<Step, unknown>)[last] = platform.base64Decode(text);
}

/** JSON as Python writes it, so that the token is boto3's to the byte: spaces after `:` and `,`, and ASCII only. */
function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(", ")}]`;
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null || value instanceof Date) return asciiJson(value);
  const members = Object.entries(value).map(([name, member]) => `${asciiJson(name)}: ${pythonJson(member)}`);
  return `{${members.join(", ")}}`;
}

function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function bad(reason: string): PaginationError {
  return new PaginationError(`The starting token is not one of this operation: ${reason}.`);
}
