import type { AwsCredentialIdentity } from "../../auth/types.ts";
import { ConfigError, CredentialsError } from "../../errors/index.ts";
import { expandHome, readText } from "../environment.ts";
import type { CredentialsContext, Declined } from "./provider.ts";
import { assumeBy, defaultSessionName } from "./stsCredentials.ts";

/**
 * A role for the token of another identity provider, as Kubernetes has it: `AWS_WEB_IDENTITY_TOKEN_FILE` with
 * `AWS_ROLE_ARN`, or `web_identity_token_file` with `role_arn` in the profile. Source: AWS SDKs and Tools Reference
 * Guide, "Assume role with web identity".
 */
export async function fromWebIdentity(context: CredentialsContext): Promise<AwsCredentialIdentity | Declined> {
  const { config } = context;
  const { variables } = config.environment;
  const fromProfile = await fromProfileWebIdentity(context, config.profileName);
  if (!("declined" in fromProfile)) return fromProfile;
  // As with keys, a profile that was named in the code wins over the environment.
  if (config.options.profile !== undefined) return fromProfile;
  const {
    AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile,
    AWS_ROLE_ARN: roleArn,
    AWS_ROLE_SESSION_NAME: sessionName,
  } = variables;
  if (!tokenFile) return { declined: `AWS_WEB_IDENTITY_TOKEN_FILE is not set, and ${fromProfile.declined}` };
  if (!roleArn) throw new ConfigError("AWS_WEB_IDENTITY_TOKEN_FILE is set, and AWS_ROLE_ARN is not.");
  return assumeWithToken(context, { tokenFile, roleArn, sessionName });
}

/** The same, by the profile alone. */
export async function fromProfileWebIdentity(
  context: CredentialsContext,
  profileName: string,
): Promise<AwsCredentialIdentity | Declined> {
  const profile = context.config.shared.profiles.get(profileName);
  const tokenFile = profile?.get("web_identity_token_file");
  if (!tokenFile) return { declined: `profile "${profileName}" has no web_identity_token_file` };
  const roleArn = profile?.get("role_arn");
  if (!roleArn) {
    throw new ConfigError(`Profile "${profileName}" has web_identity_token_file, and its role_arn is missing.`);
  }
  return assumeWithToken(context, { tokenFile, roleArn, sessionName: profile?.get("role_session_name") });
}

interface WebIdentity {
  readonly tokenFile: string;
  readonly roleArn: string;
  readonly sessionName: string | undefined;
}

async function assumeWithToken(
  context: CredentialsContext,
  { tokenFile, roleArn, sessionName }: WebIdentity,
): Promise<AwsCredentialIdentity> {
  const { environment } = context.config;
  const path = expandHome(environment, tokenFile);
  const token = readText(environment, path);
  if (token === undefined) throw new CredentialsError(`The web identity's token file ${path} is not there.`);
  const input = {
    RoleArn: roleArn,
    RoleSessionName: sessionName || defaultSessionName(context),
    WebIdentityToken: token.trim(),
  };
  return assumeBy(context, "assumeRoleWithWebIdentity", input, "anonymous");
}
