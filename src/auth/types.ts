import type { HttpRequest } from "../http/types.ts";

/** The official SDK's `AwsCredentialIdentity`, member for member, so that either fits the other. */
export interface AwsCredentialIdentity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly credentialScope?: string | undefined;
  readonly accountId?: string | undefined;
  readonly expiration?: Date | undefined;
}

/** A function that gives credentials; any provider of the official packages fits. */
export type AwsCredentialIdentityProvider = (
  properties?: Record<string, unknown>,
) => Promise<AwsCredentialIdentity> | AwsCredentialIdentity;

/** A bearer token. */
export interface TokenIdentity {
  readonly token: string;
  readonly expiration?: Date | undefined;
}

export type TokenIdentityProvider = (properties?: Record<string, unknown>) => Promise<TokenIdentity> | TokenIdentity;

export type AuthSchemeName = "sigv2" | "sigv4" | "sigv4a" | "sigv4-s3express" | "bearer" | "none";

/** How a request is to be signed, as the endpoint's rules, the operation and the configuration say together. */
export interface AuthScheme {
  readonly name: AuthSchemeName;
  readonly signingName?: string;
  readonly signingRegion?: string;
  /** Of sigv4a. */
  readonly signingRegionSet?: readonly string[];
  /** S3: the path is signed as it is sent. */
  readonly disableDoubleEncoding?: boolean;
}

export interface SigningContext {
  readonly identity: AwsCredentialIdentity;
  readonly scheme: AuthScheme;
  /** The moment that the signature names, clock skew corrected. */
  readonly date: Date;
  /** The hash that is signed for the body: absent means that the signer hashes it. */
  readonly payloadHash?: string | undefined;
  /** Whether the hash also goes into `x-amz-content-sha256`; by default where the path is signed as sent (S3). */
  readonly contentSha256Header?: boolean | undefined;
}

/** Adds the signature to the request's headers, in place. Synchronous wherever the platform's hashes are. */
export type Signer = (request: HttpRequest, context: SigningContext) => void | Promise<void>;
