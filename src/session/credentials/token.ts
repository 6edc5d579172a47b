import type { TokenIdentity, TokenIdentityProvider } from "../../auth/types.ts";
import { CredentialsError } from "../../errors/index.ts";
import type { SessionEnvironment } from "../environment.ts";
import { askGiven } from "./given.ts";
import { sso } from "./parts.ts";
import type { CredentialsContext } from "./provider.ts";

/**
 * The token of `AWS_BEARER_TOKEN_<NAME>`, by the name that the service is signed for: `AWS_BEARER_TOKEN_BEDROCK`.
 * Source: AWS SDKs and Tools Reference Guide, "Bearer tokens".
 */
export function environmentToken({ variables }: SessionEnvironment, signingName: string): TokenIdentity | undefined {
  const token = variables[`AWS_BEARER_TOKEN_${signingName.replace(/[- ]/g, "_").toUpperCase()}`]?.trim();
  return token ? { token } : undefined;
}

/** The token of the SSO session that the profile names. */
export async function fromSsoSession(context: CredentialsContext): Promise<TokenIdentity> {
  const { profile, profileName } = context.config;
  const name = profile.get("sso_session");
  if (!name) throw new CredentialsError(`There is no bearer token: profile "${profileName}" has no sso_session.`);
  const { ssoSession, ssoSessionToken } = await sso.get();
  return ssoSessionToken(context, ssoSession(context, name, profileName));
}

/** Asks a provider of the user's own. */
export async function fromTokenProvider(provider: TokenIdentityProvider, refresh: boolean): Promise<TokenIdentity> {
  const identity = await askGiven("token", provider, refresh);
  if (typeof identity?.token === "string" && identity.token !== "") return identity;
  throw new CredentialsError("The function given as token gave none.");
}
