import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { decodeCbor } from "../../../src/protocol/cborDecoder.ts";
import { portable } from "../values.ts";
import type { SentRequest } from "./script.ts";
import { canonicalXml } from "./xml.ts";

/** What is compared of a request: all that says something to the service. */
export interface ComparableRequest {
  readonly method: string;
  readonly origin: string;
  readonly path: string;
  readonly query: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Headers that differ from call to call, or say who calls. */
const incidental = new Set([
  "user-agent",
  "x-amz-user-agent",
  "x-amz-date",
  "date",
  "amz-sdk-invocation-id",
  "amz-sdk-request",
  // What frames a message is the HTTP client's affair.
  "content-length",
  "transfer-encoding",
  "connection",
  "expect",
]);

export function comparableRequest(sent: SentRequest): ComparableRequest {
  const { method, origin, target } = sent;
  const [path = "", query = ""] = target.split("?", 2);
  const body = Buffer.from(sent.body, "base64");
  const headers = Object.entries(sent.headers)
    .filter(([name]) => !incidental.has(name))
    .map(([name, value]) => [name, comparableHeader(name, value, body)]);
  return {
    method,
    origin,
    path: path === "" ? "/" : path,
    query: query.split("&").filter(Boolean).sort(),
    headers: Object.fromEntries(headers),
    body: bodyOf(sent.headers["content-type"] ?? "", body),
  };
}

/** Bodies may say the same in other bytes, so a digest is compared by whether it is that of its own body. */
const digests: Readonly<Record<string, (body: Buffer) => string>> = {
  "x-amz-content-sha256": (body) => createHash("sha256").update(body).digest("hex"),
  "x-amz-checksum-sha256": (body) => createHash("sha256").update(body).digest("base64"),
  "content-md5": (body) => createHash("md5").update(body).digest("base64"),
  "x-amz-checksum-crc32": crc32Of,
};

function comparableHeader(name: string, value: string, body: Buffer): string {
  if (name === "authorization") return scopeOf(value);
  return digests[name]?.(body) === value ? "that of the body" : value;
}

export function crc32Of(body: Buffer): string {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return sum.toString("base64");
}

/** Of a signature, what it was made for: the key, region and service. */
function scopeOf(authorization: string): string {
  const [algorithm = "", credential = ""] = authorization.split(/,? /);
  return `${algorithm} ${credential.replace(/\/\d{8}\//, "/date/")}`;
}

function bodyOf(type: string, body: Buffer): unknown {
  if (type === "application/cbor") return portable(decodeCbor(body));
  const text = body.toString();
  if (type.startsWith("application/x-www-form-urlencoded")) return formOf(text);
  if (/^[{[]/.test(text)) return jsonOf(text);
  if (text.startsWith("<")) return canonicalXml(text);
  return body.equals(Buffer.from(text)) ? text : { $blob: body.toString("base64") };
}

/** The fields of a form; of a presigned URL in it, all but the signature and its time; no signature of version 2. */
function formOf(text: string): unknown {
  return [...new URLSearchParams(text)]
    .filter(([name]) => name !== "Signature")
    .map(([name, value]) => (/^pre-?signedurl$/i.test(name) ? [name, presignedOf(value)] : [name, value]))
    .sort();
}

function presignedOf(url: string): string {
  return url
    .replace(/X-Amz-Date=\w+/, "X-Amz-Date=")
    .replace(/%2F\d{8}%2F/, "%2Fdate%2F")
    .replace(/X-Amz-Signature=\w+/, "");
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
