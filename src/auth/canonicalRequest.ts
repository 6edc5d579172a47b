import { platform } from "#platform";
import { SigningError } from "../errors/index.ts";
import type { HttpRequest } from "../http/types.ts";
import { percentEncode, percentEncodePath } from "./percentEncode.ts";

/** SHA-256 of nothing. */
export const EMPTY_PAYLOAD_HASH: string = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/**
 * Headers that a hop on the way may change, or that the connection adds after the signature: never signed. The
 * `authorization` of an earlier attempt is about to be replaced.
 */
const unsignedHeaders = new Set([
  "authorization",
  "connection",
  "expect",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "user-agent",
  "x-amzn-trace-id",
]);

/** A request in the one form that both sides hash, and the names of the headers that are in it. */
export interface CanonicalRequest {
  readonly text: string;
  /** `content-type;host;x-amz-date` */
  readonly signedHeaders: string;
}

/**
 * The canonical request of Signature Version 4.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 *
 * @param asSent S3 signs its path as it is sent; every other service has it normalised and encoded once more.
 */
export function canonicalRequest(
  request: HttpRequest,
  payloadHash: string,
  asSent: boolean,
  signedHeaders: readonly string[] = headersToSign(request.headers),
): CanonicalRequest {
  const { headers, path } = request;
  const question = path.indexOf("?");
  const uri = question < 0 ? path : path.slice(0, question);
  const query = question < 0 ? "" : canonicalQuery(path.slice(question + 1));
  const names = signedHeaders.join(";");
  let text = `${request.method}\n${asSent ? uri : canonicalPath(uri)}\n${query}\n`;
  for (const name of signedHeaders) text += `${name}:${canonicalValue(headers[name]!)}\n`;
  return { text: `${text}\n${names}\n${payloadHash}`, signedHeaders: names };
}

/** The names of the headers that a signature covers, sorted. */
export function headersToSign(headers: Readonly<Record<string, string>>): string[] {
  const names: string[] = [];
  for (const name in headers) if (!unsignedHeaders.has(name)) names.push(name);
  return names.sort();
}

/** The hash of a body that is whole. */
export function hashPayload(body: HttpRequest["body"]): string {
  if (body === undefined || body === "") return EMPTY_PAYLOAD_HASH;
  if (typeof body === "string" || body instanceof Uint8Array) return platform.sha256Hex(body);
  throw new SigningError("A streaming body has no hash to sign: give `payloadHash`, or sign its chunks.");
}

const anyDotOrDoubleSlash = /\/(?:\/|\.\.?(?:\/|$))/;

/** Removes dot segments and empty ones, as RFC 3986 and AWS have it, and encodes what stands there once more. */
function canonicalPath(path: string): string {
  if (path === "/" || path === "") return "/";
  return percentEncodePath(anyDotOrDoubleSlash.test(path) ? normalizePath(path) : path);
}

/** RFC 3986, 5.2.4, and consecutive slashes made one. */
export function normalizePath(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") kept.pop();
    else if (segment !== "" && segment !== ".") kept.push(segment);
  }
  if (kept.length === 0) return "/";
  return `/${kept.join("/")}${path.endsWith("/") ? "/" : ""}`;
}

const unencoded = /[^A-Za-z0-9\-._~%=&]/;

/** Parameters sorted by name, then by value; one without a value gets an empty one. */
function canonicalQuery(query: string): string {
  const encoded = unencoded.test(query)
    ? query
        .split(/([=&%])/)
        .map(encodeUnlessDelimiter)
        .join("")
    : query;
  if (!encoded.includes("&")) return encoded === "" || encoded.includes("=") ? encoded : `${encoded}=`;
  // NUL sorts before every character of a name, `=` does not: "a" comes before "a-b".
  const pairs = encoded.split("&").map((pair) => (pair.includes("=") ? pair.replace("=", "\0") : `${pair}\0`));
  return pairs.sort().join("&").replaceAll("\0", "=");
}

function encodeUnlessDelimiter(text: string): string {
  return text === "=" || text === "&" || text === "%" ? text : percentEncode(text);
}

const anySpaceToTrim = /^\s|\s$|\s\s|[^\S ]/;

/** A header's value without white space around it, each run of white space within made one space. */
function canonicalValue(value: string): string {
  return anySpaceToTrim.test(value) ? value.trim().replace(/\s+/g, " ") : value;
}
