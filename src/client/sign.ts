import {
  type AuthScheme,
  type AwsCredentialIdentity,
  type ClockSkew,
  type SigningContext,
  signBearer,
  signerFor,
  type TokenIdentity,
} from "../auth/index.ts";
import type { HttpRequest } from "../http/types.ts";

export type Identity = AwsCredentialIdentity | TokenIdentity;

/** What a request is signed with; `undefined` where it is not signed but sent with a token, or as it is. */
export function signingContext(
  request: HttpRequest,
  scheme: AuthScheme,
  identity: Identity | undefined,
  payloadHash: string | undefined,
  clock: ClockSkew,
): SigningContext | undefined {
  if (scheme.name === "none" || scheme.name === "bearer" || identity === undefined) return undefined;
  return { identity: identity as AwsCredentialIdentity, scheme, date: clock.now(request.origin), payloadHash };
}

/** Signs a request in place, by its scheme. A promise only where the platform's cryptography gives one. */
export function signRequest(
  request: HttpRequest,
  scheme: AuthScheme,
  identity: Identity | undefined,
  context: SigningContext | undefined,
): void | Promise<void> {
  if (context) return signerFor(scheme.name)(request, context);
  if (scheme.name === "bearer" && identity) return signBearer(request, identity as TokenIdentity);
  return undefined;
}
