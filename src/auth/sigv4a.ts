import { SigningError } from "../errors/index.ts";
import { amzDate } from "./amzDate.ts";
import { canonicalRequest } from "./canonicalRequest.ts";
import { signerV4a } from "./signingKeyV4a.ts";
import { prepareHeaders, signingName, stringToSign } from "./sigv4.ts";
import type { AuthScheme, Signer } from "./types.ts";

/** The algorithm's name on the wire. */
export const SIGV4A_ALGORITHM: string = "AWS4-ECDSA-P256-SHA256";

/**
 * Signs a request by Signature Version 4a: ECDSA, good for a set of regions, as S3's multi-region access points and
 * global endpoints want it. Sets `x-amz-region-set` besides what `signV4` sets.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 *
 * The signature is made by the platform's own cryptography. The package `@smithy/signature-v4a` signs headers only
 * (no presigned URLs, no chunks), takes requests apart again and brings the core of another SDK.
 */
export const signV4a: Signer = (request, context) => {
  const { identity, scheme } = context;
  const { headers } = request;
  const timestamp = amzDate(context.date);
  headers["x-amz-region-set"] = regionSet(scheme);
  const payloadHash = prepareHeaders(request, context, timestamp);
  const scope = scopeV4a(timestamp, scheme);
  const canonical = canonicalRequest(request, payloadHash, scheme.disableDoubleEncoding === true);
  const signature = signerV4a(identity)(stringToSign(SIGV4A_ALGORITHM, timestamp, scope, canonical.text));
  const authorize = (value: string): void => {
    headers.authorization = `${SIGV4A_ALGORITHM} Credential=${identity.accessKeyId}/${scope}, SignedHeaders=${canonical.signedHeaders}, Signature=${value}`;
  };
  return typeof signature === "string" ? authorize(signature) : signature.then(authorize);
};

/** A scope without a region: `20150830/s3/aws4_request`. */
export function scopeV4a(timestamp: string, scheme: AuthScheme): string {
  return `${timestamp.slice(0, 8)}/${signingName(scheme)}/aws4_request`;
}

/** `us-east-1,eu-*`, or `*` for all regions. */
export function regionSet({ signingRegionSet, signingRegion }: AuthScheme): string {
  const set = signingRegionSet?.join(",") || signingRegion;
  if (set) return set;
  throw new SigningError("The auth scheme sigv4a names no regions to sign for: set `region`.");
}
