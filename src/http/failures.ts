import {
  ConnectionError,
  ConnectTimeoutError,
  IncompleteReadError,
  ReadTimeoutError,
  SerializationError,
  TucuxiError,
} from "../errors/index.ts";
import type { StallLimits } from "./options.ts";
import type { HttpRequest } from "./types.ts";

/** `GET https://host`: what an error says of its request. Path and query stay out of it, they may hold secrets. */
export function describeRequest(request: HttpRequest): string {
  return `${request.method} ${request.origin}`;
}

/** The request's origin. Throws `SerializationError` where it is none. */
export function parseOrigin(request: HttpRequest): URL {
  const url = URL.canParse(request.origin) ? new URL(request.origin) : undefined;
  if (url?.protocol === "https:" || url?.protocol === "http:") return url;
  throw new SerializationError(`${describeRequest(request)}: this is no origin; it must be like https://host:port.`);
}

const MEANINGS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused",
  ECONNRESET: "the connection was closed by the other side",
  UND_ERR_SOCKET: "the connection was closed by the other side",
  EPIPE: "the connection was closed by the other side",
  EPROTO: "the other side speaks no TLS, or none that fits",
  ENOTFOUND: "the host name is unknown",
  EAI_AGAIN: "the host name could not be looked up",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "the network cannot be reached",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the host's certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "the host's chain of certificates ends in a self-signed one",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the host's certificate cannot be verified",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the host's certificate cannot be verified",
  CERT_HAS_EXPIRED: "the host's certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "the host's certificate is for another name",
};

/** What a transport threw, as an error of ours; an error that is one already stays as it is. */
export function connectionError(cause: unknown, request: HttpRequest): TucuxiError {
  if (cause instanceof TucuxiError) return cause;
  const { code, message } = innermost(cause);
  const what = `${describeRequest(request)}: `;
  if (code === "ETIMEDOUT") {
    return new ConnectTimeoutError(`${what}the host did not answer in time (ETIMEDOUT).`, { cause });
  }
  const meaning = (code && MEANINGS[code]) ?? message;
  return new ConnectionError(`${what}${meaning}${code ? ` (${code})` : ""}.`, { cause });
}

/**
 * `fetch` and HTTP/2's streams wrap the error that tells something into one that does not; so does the race of several
 * addresses.
 */
function innermost(error: unknown): { code: string | undefined; message: string } {
  if (!(error instanceof Error)) return { code: undefined, message: String(error) };
  const code = (error as { code?: unknown }).code;
  const wraps = typeof code !== "string" || code === "ERR_HTTP2_STREAM_CANCEL";
  if (wraps && error.cause instanceof Error) return innermost(error.cause);
  if (!error.message && error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0]);
  return { code: typeof code === "string" ? code : undefined, message: error.message };
}

// RFC 9110: a name is a token; a value is of visible characters, spaces and tabs.
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Why a transport refuses a request before anything is sent: the header or the path that cannot be put on the wire.
 * Only asked once it has refused, so that good requests pay nothing for it. The value is not told: it may be secret.
 */
export function refusedRequest(cause: unknown, request: HttpRequest): TucuxiError {
  const what = `${describeRequest(request)}: nothing was sent: `;
  for (const [name, value] of Object.entries(request.headers)) {
    if (!HEADER_NAME.test(name)) {
      return new SerializationError(`${what}${JSON.stringify(name)} cannot be the name of a header.`, { cause });
    }
    if (typeof value !== "string" || !HEADER_VALUE.test(value)) {
      const flaw = /[\r\n]/.test(value) ? "has a line break" : "has a character that headers cannot carry";
      return new SerializationError(`${what}the value of the header ${name} ${flaw}.`, { cause });
    }
  }
  if (/[^\x21-\xff]/.test(request.path)) {
    return new SerializationError(`${what}the path has a character that is not encoded.`, { cause });
  }
  return connectionError(cause, request);
}

/** Whether every header can be put on the wire; for transports that do not look by themselves. */
export function hasValidHeaders(headers: Readonly<Record<string, string>>): boolean {
  for (const name in headers) {
    if (!HEADER_NAME.test(name) || !HEADER_VALUE.test(headers[name]!)) return false;
  }
  return true;
}

/** The handler was closed before the request came to its end. */
export function closedError(request: HttpRequest): TucuxiError {
  return new TucuxiError(`${describeRequest(request)}: the connections were closed while the request was under way.`);
}

export function noConnection(request: HttpRequest): ConnectTimeoutError {
  return new ConnectTimeoutError(`${describeRequest(request)}: no connection within ${request.timeouts?.connect} ms.`);
}

export function noFreeConnection(request: HttpRequest, limit: number): ConnectTimeoutError {
  return new ConnectTimeoutError(
    `${describeRequest(request)}: none of the ${limit} connections to the host came free within ` +
      `${request.timeouts?.connect} ms. Answers whose bodies are not read keep theirs.`,
  );
}

export function noAnswer(request: HttpRequest): ReadTimeoutError {
  return new ReadTimeoutError(`${describeRequest(request)}: no answer within ${request.timeouts?.headers} ms.`);
}

export function bodySilent(request: HttpRequest): ReadTimeoutError {
  return new ReadTimeoutError(
    `${describeRequest(request)}: no further byte of the answer's body within ${request.timeouts?.body} ms.`,
  );
}

export function bodyStalled(request: HttpRequest, limits: StallLimits): ReadTimeoutError {
  return new ReadTimeoutError(`${describeRequest(request)}: the answer's body has stalled (${slowness(limits)}).`);
}

export function uploadStalled(request: HttpRequest, limits: StallLimits): ConnectionError {
  return new ConnectionError(`${describeRequest(request)}: the sending of the body has stalled (${slowness(limits)}).`);
}

function slowness({ minimumThroughput, gracePeriod }: StallLimits): string {
  return `less than ${minimumThroughput} bytes a second for ${gracePeriod} ms`;
}

export function answerBrokeOff(
  request: HttpRequest,
  received: number,
  expected: number | undefined,
  cause: unknown,
): IncompleteReadError {
  const bytes = expected === undefined ? `${received}` : `${received} of ${expected}`;
  const what = `${describeRequest(request)}: the answer broke off after ${bytes} bytes of its body.`;
  return new IncompleteReadError(what, { cause });
}

export function bodyNotRead(request: HttpRequest): ConnectionError {
  return new ConnectionError(
    `${describeRequest(request)}: the body was not read, and its connection was taken back for requests that waited ` +
      "for one. Read bodies as they come, or discard them.",
  );
}
