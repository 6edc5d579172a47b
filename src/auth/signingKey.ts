import { platform } from "#platform";
import type { AwsCredentialIdentity } from "./types.ts";

/** A key that signs for one day, region and service, and the scope that says so. */
export interface SigningKey {
  /** Signs a text, in lower-case hex. */
  readonly sign: (text: string) => string;
  /** `20150830/us-east-1/iam/aws4_request` */
  readonly scope: string;
}

/** Keys of a day for some hundred combinations of credentials, region and service; more are derived anew. */
const CAPACITY = 256;
const keys = new Map<string, SigningKey>();

/** Names a secret without being one, so that the cache holds no secret in its keys. */
const secretNames = new WeakMap<AwsCredentialIdentity, { readonly secret: string; readonly name: string }>();

/**
 * The key of Signature Version 4 for a day (`20150830`), derived once.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signingKey(identity: AwsCredentialIdentity, day: string, region: string, service: string): SigningKey {
  const name = `${secretName(identity)}/${day}/${region}/${service}`;
  const known = keys.get(name);
  if (known) return known;
  const derived = deriveSigningKey(identity.secretAccessKey, day, region, service);
  if (keys.size >= CAPACITY) keys.delete(keys.keys().next().value!);
  keys.set(name, derived);
  return derived;
}

function deriveSigningKey(secret: string, day: string, region: string, service: string): SigningKey {
  const { hmacSha256, hmacSha256Signer } = platform;
  const regionKey = hmacSha256(hmacSha256(`AWS4${secret}`, day), region);
  return {
    sign: hmacSha256Signer(hmacSha256(hmacSha256(regionKey, service), "aws4_request")),
    scope: `${day}/${region}/${service}/aws4_request`,
  };
}

function secretName(identity: AwsCredentialIdentity): string {
  const known = secretNames.get(identity);
  if (known && known.secret === identity.secretAccessKey) return known.name;
  const name = platform.sha256Hex(identity.secretAccessKey);
  secretNames.set(identity, { secret: identity.secretAccessKey, name });
  return name;
}
