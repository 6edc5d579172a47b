import { SigningError } from "../errors/index.ts";
import type { HttpRequest } from "../http/types.ts";
import { canonicalRequest, hashPayload, headersToSign } from "./canonicalRequest.ts";
import { percentEncode } from "./percentEncode.ts";
import { type SignatureKey, signatureKey } from "./signatureKey.ts";
import { stringToSign } from "./sigv4.ts";
import { regionSet } from "./sigv4a.ts";
import type { SigningContext } from "./types.ts";

export interface PresignContext extends SigningContext {
  /** Seconds that the URL is good for, at most seven days. Default: 3,600. */
  readonly expiresIn?: number | undefined;
  /** Names of the headers that the signature covers; `host` and all `x-amz-…` always are. Default: all there are. */
  readonly signedHeaders?: readonly string[] | undefined;
}

/** A request that whoever has its URL may make, with these headers. */
export interface PresignedRequest {
  readonly url: string;
  readonly method: string;
  /** Besides `host`, which follows from the URL: the signature covers them, so they must be sent as they are. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Seven days in seconds: what AWS allows. */
const LONGEST = 604_800;
const formType = "application/x-www-form-urlencoded";

/**
 * Signs a request into its URL (Signature Version 4 or 4a in the query), so that it can be made without credentials.
 * S3 does not sign the body; elsewhere what the body is hashes to is signed. A form goes into the query as a whole.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html; boto3's `SigV4QueryAuth`.
 *
 * @example
 * const { url } = await presign(request, { identity, scheme, date: new Date(), expiresIn: 900 });
 */
export async function presign(request: HttpRequest, context: PresignContext): Promise<PresignedRequest> {
  const { scheme, expiresIn = 3_600 } = context;
  if (!Number.isInteger(expiresIn) || expiresIn < 1 || expiresIn > LONGEST) {
    throw new SigningError(`expiresIn must be a whole number of seconds from 1 to ${LONGEST}, not ${expiresIn}.`);
  }
  const key = signatureKey(context);
  const unsigned = formInQuery(request);
  const headers: Record<string, string> = {
    host: unsigned.origin.slice(unsigned.origin.indexOf("://") + 3),
    ...unsigned.headers,
  };
  const signedHeaders = headersToSign(headers).filter((name) => isSigned(name, context.signedHeaders));
  const parameters = authParameters(key, context, expiresIn, signedHeaders);
  const path = `${unsigned.path}${unsigned.path.includes("?") ? "&" : "?"}${parameters}`;

  const asSent = scheme.disableDoubleEncoding === true;
  const payloadHash =
    context.payloadHash ??
    headers["x-amz-content-sha256"] ??
    (asSent ? "UNSIGNED-PAYLOAD" : hashPayload(unsigned.body));
  const canonical = canonicalRequest({ ...unsigned, path, headers }, payloadHash, asSent, signedHeaders);
  const signature = await key.sign(stringToSign(key.algorithm, key.timestamp, key.scope, canonical.text));
  const { host: _, ...sent } = headers;
  return { url: `${unsigned.origin}${path}&X-Amz-Signature=${signature}`, method: unsigned.method, headers: sent };
}

function authParameters(
  { algorithm, scope, timestamp }: SignatureKey,
  { identity: { accessKeyId, sessionToken }, scheme }: PresignContext,
  expiresIn: number,
  signedHeaders: readonly string[],
): string {
  const tokenName = scheme.name === "sigv4-s3express" ? "X-Amz-S3session-Token" : "X-Amz-Security-Token";
  const parameters = {
    "X-Amz-Algorithm": algorithm,
    "X-Amz-Credential": `${accessKeyId}/${scope}`,
    "X-Amz-Date": timestamp,
    "X-Amz-Expires": String(expiresIn),
    "X-Amz-SignedHeaders": signedHeaders.join(";"),
    ...(scheme.name === "sigv4a" && { "X-Amz-Region-Set": regionSet(scheme) }),
    ...(sessionToken && { [tokenName]: sessionToken }),
  };
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${percentEncode(value)}`)
    .join("&");
}

/** S3 refuses a request of which an `x-amz-…` header is not signed. */
function isSigned(name: string, wanted: readonly string[] | undefined): boolean {
  if (!wanted || name === "host" || name.startsWith("x-amz-")) return true;
  return wanted.some((candidate) => candidate.toLowerCase() === name);
}

/** Query services send a form, which a URL can carry: EC2's and RDS's `PreSignedUrl` are made so. */
function formInQuery(request: HttpRequest): HttpRequest {
  const { body, headers, path } = request;
  if (typeof body !== "string" || body === "" || !headers["content-type"]?.startsWith(formType)) return request;
  const { "content-type": _type, "content-length": _length, ...others } = headers;
  return { ...request, path: `${path}${path.includes("?") ? "&" : "?"}${body}`, headers: others, body: undefined };
}
