import { CredentialsError } from "../../errors/index.ts";
import { type Part, part } from "../../part.ts";
import type { fromAssumeRole } from "./assumeRole.ts";
import type { fromLogin } from "./login.ts";
import type { CredentialsContext, CredentialsProvider, ProfileCredentialsProvider } from "./provider.ts";
import type { fromSso } from "./sso.ts";
import type { ssoSession, ssoSessionToken } from "./ssoToken.ts";
import type { fromProfileWebIdentity, fromWebIdentity } from "./webIdentity.ts";

/** What makes roles' credentials: those of profiles, and for the token of another identity provider. */
interface Roles {
  readonly fromAssumeRole: typeof fromAssumeRole;
  readonly fromWebIdentity: typeof fromWebIdentity;
  readonly fromProfileWebIdentity: typeof fromProfileWebIdentity;
}

/** Roles of IAM Identity Center, and its tokens. */
interface Sso {
  readonly fromSso: typeof fromSso;
  readonly ssoSession: typeof ssoSession;
  readonly ssoSessionToken: typeof ssoSessionToken;
}

export const roles: Part<Promise<Roles>> = credentialsPart("Roles", "sts");
export const sso: Part<Promise<Sso>> = credentialsPart("IAM Identity Center (SSO)", "sso");
export const login: Part<Promise<{ readonly fromLogin: typeof fromLogin }>> = credentialsPart("aws login", "signin");

/** Each kind of credentials has its code where the client has its model: in a bundle, in the module of the service. */
function credentialsPart<T>(what: string, service: string): Part<T> {
  return part(
    () =>
      new CredentialsError(`${what}: this bundle has no code for such credentials. Add: import "tucuxi/${service}"`),
  );
}

/**
 * A provider of which the code may not be here; it is missed only by a profile that has one of the keys, or an
 * environment that has the variable.
 */
function profileProvider<T>(
  code: Part<Promise<T>>,
  choose: (code: T) => ProfileCredentialsProvider,
  keys: readonly string[],
): ProfileCredentialsProvider {
  return async (context, name) => {
    const profile = context.config.shared.profiles.get(name);
    if (!code.isHere && !keys.some((key) => profile?.has(key))) {
      return { declined: `profile "${name}" has no ${keys.join(" or ")}` };
    }
    return choose(await code.get())(context, name);
  };
}

export const assumeRoleOfProfile: ProfileCredentialsProvider = profileProvider(
  roles,
  ({ fromAssumeRole }) => fromAssumeRole,
  ["role_arn"],
);

const webIdentityOfProfile: ProfileCredentialsProvider = profileProvider(
  roles,
  ({ fromProfileWebIdentity }) => fromProfileWebIdentity,
  ["web_identity_token_file"],
);

export const ssoOfProfile: ProfileCredentialsProvider = profileProvider(sso, ({ fromSso }) => fromSso, [
  "sso_account_id",
  "sso_role_name",
]);

export const loginOfProfile: ProfileCredentialsProvider = profileProvider(login, ({ fromLogin }) => fromLogin, [
  "login_session",
]);

/** The environment's, or that of the session's profile. */
export const webIdentity: CredentialsProvider = async (context: CredentialsContext) => {
  const { environment, profileName } = context.config;
  if (!roles.isHere && !environment.variables.AWS_WEB_IDENTITY_TOKEN_FILE) {
    return webIdentityOfProfile(context, profileName);
  }
  return (await roles.get()).fromWebIdentity(context);
};
