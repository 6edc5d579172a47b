export { signBearer } from "./bearer.ts";
export { type AuthSchemeChoice, chooseAuthScheme } from "./choose.ts";
export { ClockSkew, clockSkewCodes } from "./clockSkew.ts";
export { authSchemeName } from "./schemeName.ts";
export { signV4 } from "./sigv4.ts";
export type {
  AuthScheme,
  AuthSchemeName,
  AwsCredentialIdentity,
  AwsCredentialIdentityProvider,
  Signer,
  SigningContext,
  TokenIdentity,
  TokenIdentityProvider,
} from "./types.ts";
