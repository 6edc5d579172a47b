import { platform } from "#platform";
import { SigningError } from "../errors/index.ts";
import type { HttpRequest } from "../http/types.ts";
import { amzDate } from "./amzDate.ts";
import { canonicalRequest, hashPayload } from "./canonicalRequest.ts";
import { signingKey } from "./signingKey.ts";
import type { AuthScheme, AwsCredentialIdentity, Signer, SigningContext } from "./types.ts";

/** The algorithm's name on the wire. */
export const SIGV4_ALGORITHM: string = "AWS4-HMAC-SHA256";

/**
 * Signs a request by Signature Version 4: sets `x-amz-date`, where it applies `x-amz-security-token` and
 * `x-amz-content-sha256`, and `authorization`. Signing the same request again, for a retry say, replaces them.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html, boto3's `SigV4Auth`.
 *
 * @example
 * signV4(request, { identity, scheme: { name: "sigv4", signingName: "iam", signingRegion: "us-east-1" }, date: new Date() });
 */
export const signV4: Signer = (request, context) => {
  const { identity, scheme } = context;
  const { headers } = request;
  const timestamp = amzDate(context.date);
  const payloadHash = prepareHeaders(request, context, timestamp);
  const { sign, scope } = signingKey(identity, timestamp.slice(0, 8), signingRegion(scheme), signingName(scheme));
  const canonical = canonicalRequest(request, payloadHash, scheme.disableDoubleEncoding === true);
  const signature = sign(stringToSign(SIGV4_ALGORITHM, timestamp, scope, canonical.text));
  headers.authorization = `${SIGV4_ALGORITHM} Credential=${identity.accessKeyId}/${scope}, SignedHeaders=${canonical.signedHeaders}, Signature=${signature}`;
};

/** Sets the headers that a signature needs, and gives the hash that it signs for the body. */
export function prepareHeaders(request: HttpRequest, context: SigningContext, timestamp: string): string {
  const { identity, scheme } = context;
  const { headers } = request;
  headers.host ??= request.origin.slice(request.origin.indexOf("://") + 3);
  headers["x-amz-date"] = timestamp;
  setSessionToken(headers, identity, scheme);

  // S3 wants to see the hash of every body. Elsewhere a header that is there already (Glacier's) says what was hashed.
  const hashHeader = context.contentSha256Header ?? scheme.disableDoubleEncoding === true;
  const payloadHash =
    context.payloadHash ?? ((hashHeader ? undefined : headers["x-amz-content-sha256"]) || hashPayload(request.body));
  if (hashHeader || isPayloadMarker(payloadHash)) headers["x-amz-content-sha256"] = payloadHash;
  return payloadHash;
}

/** S3 Express has a token header of its own and refuses the usual one. */
function setSessionToken(headers: Record<string, string>, identity: AwsCredentialIdentity, scheme: AuthScheme): void {
  const express = scheme.name === "sigv4-s3express";
  setOrRemove(headers, "x-amz-security-token", express ? undefined : identity.sessionToken);
  if (express) setOrRemove(headers, "x-amz-s3session-token", identity.sessionToken);
}

function setOrRemove(headers: Record<string, string>, name: string, value: string | undefined): void {
  if (value) headers[name] = value;
  else if (name in headers) delete headers[name];
}

/** `UNSIGNED-PAYLOAD` and `STREAMING-…` are no hashes: the service learns of them only by the header. */
function isPayloadMarker(payloadHash: string): boolean {
  return payloadHash.length !== 64;
}

/** What is signed: the algorithm, the moment, the scope, and the canonical request's hash. */
export function stringToSign(algorithm: string, timestamp: string, scope: string, canonical: string): string {
  return `${algorithm}\n${timestamp}\n${scope}\n${platform.sha256Hex(canonical)}`;
}

export function signingName(scheme: AuthScheme): string {
  if (scheme.signingName) return scheme.signingName;
  throw new SigningError(`The auth scheme ${scheme.name} names no service to sign for (signingName).`);
}

export function signingRegion(scheme: AuthScheme): string {
  if (scheme.signingRegion) return scheme.signingRegion;
  throw new SigningError(`The auth scheme ${scheme.name} names no region to sign for: set \`region\`.`);
}
