import { platform } from "#platform";
import { ResponseParseError } from "../errors/index.ts";
import type { BufferedResponse } from "./types.ts";

const shownBytes = 200;

/** How deep an answer may nest: far beyond any service, far within any stack. */
export const maxDepth = 1_000;

/**
 * Lets a parse throw nothing but `ResponseParseError`, which keeps the status, the request id and the first bytes of the
 * body. Readers below it throw a `TypeError` that says what they expected and what they found.
 */
export function guardParse<T>(
  what: string,
  parse: (response: BufferedResponse) => T,
): (response: BufferedResponse) => T {
  return (response) => {
    try {
      return parse(response);
    } catch (error) {
      throw parseFailure(what, response, error);
    }
  };
}

/** The error for an answer that could not be read. */
export function parseFailure(what: string, response: BufferedResponse, cause: unknown): ResponseParseError {
  const requestId = requestIdOf(response.headers);
  const bodyStart = firstBytes(response.body);
  const id = requestId ? `, request id ${requestId}` : "";
  return new ResponseParseError(
    `${what}: the answer (status ${response.status}${id}) is not what the service's model says: ${reasonOf(cause)}. ` +
      `Its body begins with ${JSON.stringify(bodyStart)}.`,
    { cause, httpStatusCode: response.status, requestId, bodyStart },
  );
}

/** The request id that an answer's headers carry. */
export function requestIdOf(headers: Readonly<Record<string, string>>): string | undefined {
  return headers["x-amzn-requestid"] ?? headers["x-amzn-request-id"] ?? headers["x-amz-request-id"];
}

/** The readers' word for nesting beyond `maxDepth`. */
export function tooDeep(): TypeError {
  return new TypeError(`expected at most ${maxDepth} levels of nesting, found more`);
}

/** What a value is, in the words of an error. */
export function describeValue(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (value instanceof Uint8Array) return "bytes";
  return value === undefined ? "nothing" : "an object";
}

function reasonOf(cause: unknown): string {
  // The stack's end is the last guard against nesting that no count has stopped.
  if (cause instanceof RangeError) return "it nests too deeply or is too large";
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.replace(/\.$/, "");
}

function firstBytes(body: Uint8Array): string {
  return platform.utf8Decode(body.subarray(0, shownBytes));
}
