import type { AwsCredentialIdentity } from "../../auth/types.ts";
import { CredentialsError } from "../../errors/index.ts";
import type { Section } from "../iniFile.ts";
import { type CredentialsContext, credentialsOf, type Declined } from "./provider.ts";

/** Keys that stand in a profile of the credentials file. */
export async function fromCredentialsFile(
  { config }: CredentialsContext,
  profileName: string,
): Promise<AwsCredentialIdentity | Declined> {
  const { credentialsProfiles, credentialsPath } = config.shared;
  return keysOf(credentialsProfiles.get(profileName), profileName, credentialsPath);
}

/** Keys that stand in a profile of the config file, where they may as well. */
export async function fromConfigFile(
  { config }: CredentialsContext,
  profileName: string,
): Promise<AwsCredentialIdentity | Declined> {
  const { configProfiles, configPath } = config.shared;
  return keysOf(configProfiles.get(profileName), profileName, configPath);
}

function keysOf(profile: Section | undefined, name: string, path: string): AwsCredentialIdentity | Declined {
  if (!profile) return { declined: `${path} has no profile "${name}"` };
  const accessKeyId = profile.get("aws_access_key_id");
  const secretAccessKey = profile.get("aws_secret_access_key");
  if (!accessKeyId && !secretAccessKey) return { declined: `profile "${name}" of ${path} has no aws_access_key_id` };
  if (!accessKeyId || !secretAccessKey) {
    const missing = accessKeyId ? "aws_secret_access_key" : "aws_access_key_id";
    throw new CredentialsError(`Profile "${name}" of ${path} has a half of a key: ${missing} is missing.`);
  }
  return credentialsOf({
    accessKeyId,
    secretAccessKey,
    sessionToken: profile.get("aws_session_token") || profile.get("aws_security_token"),
    accountId: profile.get("aws_account_id"),
  });
}
