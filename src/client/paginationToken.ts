import { platform } from "#platform";
import { PaginationError } from "../errors/index.ts";

/** Where a pagination goes on: the tokens of the page, and how many of its items were given before. */
export interface ResumeToken {
  readonly tokens: Record<string, unknown>;
  readonly skip: number;
}

/** boto3 puts the number of items to leave out into the token under this name. */
const truncateAmount = "boto_truncate_amount";

/** A resume token in boto3's form, base64 of JSON, so that either library goes on where the other stopped. */
export function encodeToken(names: readonly string[], tokens: Record<string, unknown>, skip: number): string {
  const content: Record<string, unknown> = {};
  for (const name of names) content[name] = tokens[name] ?? null;
  if (skip > 0) content[truncateAmount] = skip;
  return platform.base64Encode(platform.utf8Encode(pythonJson(content)));
}

/** Throws `PaginationError` for what is no token, or another operation's. */
export function decodeToken(token: string, names: readonly string[]): ResumeToken {
  const { [truncateAmount]: skip = 0, ...tokens } = parseToken(token, names);
  for (const name of Object.keys(tokens)) {
    if (!names.includes(name)) throw bad(`it has a member ${name}, which this operation does not know`);
  }
  const given = Object.fromEntries(Object.entries(tokens).filter(([, value]) => value !== null));
  return { tokens: given, skip: Number(skip) };
}

function parseToken(token: string, names: readonly string[]): Record<string, unknown> {
  let text: string;
  try {
    text = platform.utf8Decode(platform.base64Decode(token));
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null) return parsed as Record<string, unknown>;
  } catch {
    // Not of the present form: see the older one.
  }
  return olderToken(token, names);
}

/** botocore's older form: the tokens joined by `___`, with the number of items to leave out behind them. */
function olderToken(token: string, names: readonly string[]): Record<string, unknown> {
  const parts = token.split("___");
  const tokens: Record<string, unknown> = {};
  if (parts.length === names.length + 1) {
    const skip = Number(parts.pop());
    if (!Number.isInteger(skip)) throw bad("its last part is no number");
    tokens[truncateAmount] = skip;
  }
  if (parts.length !== names.length) throw bad(`it has ${parts.length} parts, ${names.length} are wanted`);
  names.forEach((name, index) => {
    tokens[name] = parts[index] === "None" ? null : parts[index];
  });
  return tokens;
}

/** JSON with Python's spaces after `:` and `,`, so that the token is boto3's to the byte. */
function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${pythonJson(member)}`);
  return `{${members.join(", ")}}`;
}

function bad(reason: string): PaginationError {
  return new PaginationError(`The starting token is not one of this operation: ${reason}.`);
}
