import {
  type AuthScheme,
  type AwsCredentialIdentity,
  type ClockSkew,
  signBearer,
  signerFor,
  type TokenIdentity,
} from "../auth/index.ts";
import type { HttpRequest } from "../http/types.ts";
import type { Operation } from "../model/service.ts";

/** What a service takes for the hash of a body that the signature does not cover. */
const unsignedPayload = "UNSIGNED-PAYLOAD";

/** Signs a request in place, by its scheme. A promise only where the platform's cryptography gives one. */
export function signRequest(
  request: HttpRequest,
  operation: Operation,
  scheme: AuthScheme,
  identity: AwsCredentialIdentity | TokenIdentity | undefined,
  clock: ClockSkew,
): void | Promise<void> {
  if (scheme.name === "none" || identity === undefined) return undefined;
  if (scheme.name === "bearer") return signBearer(request, identity as TokenIdentity);
  const context = {
    identity: identity as AwsCredentialIdentity,
    scheme,
    date: clock.now(request.origin),
    payloadHash: isUnsigned(request, operation) ? unsignedPayload : undefined,
  };
  return signerFor(scheme.name)(request, context);
}

/** A stream's hash cannot be known before it is sent. */
function isUnsigned({ body }: HttpRequest, operation: Operation): boolean {
  if (operation.traits.unsignedPayload) return true;
  return body !== undefined && typeof body !== "string" && !(body instanceof Uint8Array);
}
