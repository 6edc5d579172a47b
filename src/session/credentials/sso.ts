import type { AwsCredentialIdentity } from "../../auth/types.ts";
import { ConfigError, CredentialsError } from "../../errors/index.ts";
import type { Section } from "../iniFile.ts";
import { type CredentialsContext, credentialsOf, type Declined } from "./provider.ts";
import { ssoSession, ssoSessionToken, ssoStartUrlToken } from "./ssoToken.ts";
import { calling } from "./stsCredentials.ts";

interface RoleCredentials {
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
  /** Milliseconds since the epoch. */
  readonly expiration?: number;
}

/**
 * A role of IAM Identity Center, for the token that `aws sso login` got: with an `[sso-session …]` section, or in the
 * older form with all in the profile. Source: AWS SDKs and Tools Reference Guide, "IAM Identity Center credential
 * provider".
 */
export async function fromSso(
  context: CredentialsContext,
  profileName: string,
): Promise<AwsCredentialIdentity | Declined> {
  const profile = context.config.shared.profiles.get(profileName);
  const accountId = profile?.get("sso_account_id");
  const roleName = profile?.get("sso_role_name");
  if (!profile || (!accountId && !roleName)) {
    const reason = profile?.has("sso_session") ? "has an sso_session for a token only" : "has no sso_account_id";
    return { declined: `profile "${profileName}" ${reason}` };
  }
  if (!accountId || !roleName) {
    const [there, missing] = accountId ? ["sso_account_id", "sso_role_name"] : ["sso_role_name", "sso_account_id"];
    throw new ConfigError(`Profile "${profileName}" has ${there}, and its ${missing} is missing.`);
  }
  const { region, token } = await tokenOf(context, profile, profileName);
  const sso = context.client("sso", { region, credentials: "anonymous" });
  const where = `The SSO credentials of profile "${profileName}"`;
  const answer = await calling(where, sso, "getRoleCredentials", { roleName, accountId, accessToken: token });
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = (answer.roleCredentials ?? {}) as RoleCredentials;
  if (!accessKeyId || !secretAccessKey) throw new CredentialsError(`${where}: the answer has none.`);
  return credentialsOf({
    ...{ accessKeyId, secretAccessKey, sessionToken, accountId },
    ...(expiration && { expiration: new Date(expiration) }),
  });
}

async function tokenOf(
  context: CredentialsContext,
  profile: Section,
  profileName: string,
): Promise<{ region: string; token: string }> {
  const name = profile.get("sso_session");
  if (name) {
    const session = ssoSession(context, name, profileName);
    for (const [key, value] of [
      ["sso_region", session.region],
      ["sso_start_url", session.startUrl],
    ] as const) {
      const own = profile.get(key);
      if (own && own !== value)
        throw new ConfigError(`Profile "${profileName}" and [sso-session ${name}] have different values of ${key}.`);
    }
    return { region: session.region, token: (await ssoSessionToken(context, session)).token };
  }
  const region = profile.get("sso_region");
  const startUrl = profile.get("sso_start_url");
  if (!region || !startUrl) {
    throw new ConfigError(
      `Profile "${profileName}" uses SSO, and its ${region ? "sso_start_url" : "sso_region"} is missing.`,
    );
  }
  return { region, token: ssoStartUrlToken(context, startUrl, profileName).token };
}
