import { platform } from "#platform";
import { SigningError } from "../errors/index.ts";
import { signatureKey } from "./signatureKey.ts";
import type { SigningContext } from "./types.ts";

/** A condition of a POST policy: `{ acl: "private" }`, `["starts-with", "$key", "user/"]`, `["content-length-range", 1, 10]`. */
export type PostCondition = Readonly<Record<string, string>> | readonly (string | number)[];

export interface PostPolicy extends SigningContext {
  /** The form's fields so far: the key, and what the caller presets. */
  readonly fields: Readonly<Record<string, string>>;
  /** What S3 checks of the form. A field that no condition names is refused by S3. */
  readonly conditions: readonly PostCondition[];
  /** Seconds that the form is good for. Default: 3,600. */
  readonly expiresIn?: number | undefined;
}

/**
 * Signs a policy for a browser's upload to S3, and gives the form's fields: the given ones and those of the signature.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html; boto3's
 * `generate_presigned_post`.
 *
 * @example
 * const fields = await signPostPolicy({
 *   identity, scheme, date: new Date(), fields: { key: "cat.jpg" }, conditions: [{ bucket: "photos" }, { key: "cat.jpg" }],
 * });
 */
export async function signPostPolicy(policy: PostPolicy): Promise<Record<string, string>> {
  const { identity, scheme, date, fields, conditions, expiresIn = 3_600 } = policy;
  if (scheme.name === "sigv4a") throw new SigningError("S3 takes no policy that is signed by SigV4a.");
  if (!Number.isInteger(expiresIn) || expiresIn < 1) {
    throw new SigningError(`expiresIn must be a whole number of seconds from 1 on, not ${expiresIn}.`);
  }
  const { algorithm, scope, sign, timestamp } = signatureKey(policy);
  const tokenName = scheme.name === "sigv4-s3express" ? "X-Amz-S3session-Token" : "x-amz-security-token";
  const signature = {
    "x-amz-algorithm": algorithm,
    "x-amz-credential": `${identity.accessKeyId}/${scope}`,
    "x-amz-date": timestamp,
    ...(identity.sessionToken && { [tokenName]: identity.sessionToken }),
  };
  const document = {
    expiration: new Date(date.getTime() + expiresIn * 1_000).toISOString().replace(/\.\d+Z$/, "Z"),
    conditions: [...conditions, ...Object.entries(signature).map(([name, value]) => ({ [name]: value }))],
  };
  const encoded = platform.base64Encode(platform.utf8Encode(asciiJson(document)));
  return { ...fields, ...signature, policy: encoded, "x-amz-signature": await sign(encoded) };
}

/** JSON as boto3 writes it, so that the form is the same to the byte: white space after `,` and `:`, ASCII only. */
function asciiJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(asciiJson).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{${members.map(([name, member]) => `${asciiJson(name)}: ${asciiJson(member)}`).join(", ")}}`;
  }
  const beyondAscii = /[\u0080-\uffff]/g;
  const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(beyondAscii, escaped);
}
