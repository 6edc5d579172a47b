import type { AwsCredentialIdentity } from "../../auth/types.ts";
import { ConfigError, CredentialsError } from "../../errors/index.ts";
import type { Section } from "../iniFile.ts";
import { fromContainer } from "./container.ts";
import { environmentCredentials } from "./environment.ts";
import { askForCode } from "./given.ts";
import { fromInstanceMetadata } from "./instanceMetadata.ts";
import { loginOfProfile, ssoOfProfile } from "./parts.ts";
import { fromProcess } from "./process.ts";
import { type CredentialsContext, type Declined, isDeclined, type ProfileCredentialsProvider } from "./provider.ts";
import { cachedRole } from "./roleCache.ts";
import { fromConfigFile, fromCredentialsFile } from "./staticKeys.ts";
import { assumeBy, defaultSessionName } from "./stsCredentials.ts";
import { fromProfileWebIdentity } from "./webIdentity.ts";

/**
 * A role that the profile names by `role_arn`, assumed with the credentials of `source_profile` or
 * `credential_source`. Source profiles may be roles themselves; a circle of them is refused. Source: AWS SDKs and Tools
 * Reference Guide, "Assume role credential provider".
 */
export async function fromAssumeRole(
  context: CredentialsContext,
  profileName: string,
): Promise<AwsCredentialIdentity | Declined> {
  const profile = context.config.shared.profiles.get(profileName);
  if (!isRole(profile)) return { declined: `profile "${profileName}" has no role_arn` };
  return assumeProfile(context, profileName, profile, []);
}

function isRole(profile: Section | undefined): profile is Section {
  return profile?.has("role_arn") === true && !profile.has("web_identity_token_file");
}

async function assumeProfile(
  context: CredentialsContext,
  name: string,
  profile: Section,
  visited: readonly string[],
): Promise<AwsCredentialIdentity> {
  const sourceProfile = profile.get("source_profile");
  const credentialSource = profile.get("credential_source");
  if (sourceProfile && credentialSource) {
    throw new ConfigError(`Profile "${name}" has both source_profile and credential_source; only one is allowed.`);
  }
  if (!sourceProfile && !credentialSource) {
    throw new ConfigError(`Profile "${name}" has role_arn, and neither source_profile nor credential_source.`);
  }
  const source = () =>
    sourceProfile
      ? fromSourceProfile(context, sourceProfile, [...visited, name])
      : fromCredentialSource(context, credentialSource!, name);
  return assume(context, profile, source);
}

async function assume(
  context: CredentialsContext,
  profile: Section,
  source: () => Promise<AwsCredentialIdentity>,
): Promise<AwsCredentialIdentity> {
  const serial = profile.get("mfa_serial");
  const duration = profile.get("duration_seconds");
  const sessionName = profile.get("role_session_name");
  const input = {
    RoleArn: profile.get("role_arn")!,
    ...(sessionName && { RoleSessionName: sessionName }),
    ...(profile.get("external_id") && { ExternalId: profile.get("external_id") }),
    ...(duration && { DurationSeconds: secondsOf(duration) }),
    ...(serial && { SerialNumber: serial }),
  };
  return cachedRole(context, input, async () => {
    const credentials = await source();
    return assumeBy(
      context,
      "assumeRole",
      {
        ...input,
        RoleSessionName: sessionName || defaultSessionName(context),
        ...(serial && { TokenCode: await mfaCode(context, serial) }),
      },
      credentials,
    );
  });
}

function secondsOf(text: string): number {
  if (!/^\d+$/.test(text)) throw new ConfigError(`duration_seconds is "${text}", and must be a whole number.`);
  return Number(text);
}

/** The code of an MFA device. */
async function mfaCode({ mfaCode }: CredentialsContext, serial: string): Promise<string> {
  if (mfaCode) return askForCode(mfaCode, serial);
  throw new CredentialsError(`The role wants a code of ${serial}, and the session has no mfaCode to ask for it.`);
}

/** What a source profile may have besides keys and a role of its own. */
const sourceProviders: readonly ProfileCredentialsProvider[] = [
  fromProfileWebIdentity,
  ssoOfProfile,
  fromCredentialsFile,
  loginOfProfile,
  fromProcess,
  fromConfigFile,
];

async function fromSourceProfile(
  context: CredentialsContext,
  name: string,
  visited: readonly string[],
): Promise<AwsCredentialIdentity> {
  const profile = context.config.shared.profiles.get(name);
  const from = visited.at(-1);
  if (!profile)
    throw new ConfigError(`Profile "${from}" has the source_profile "${name}", and there is no such profile.`);
  const hasKeys = profile.has("aws_access_key_id") || profile.has("aws_secret_access_key");
  // A profile may be its own source, by keys that it has beside its role.
  if (visited.includes(name) && !(hasKeys && name === from)) {
    throw new ConfigError(`The source profiles go round in a circle: ${[...visited, name].join(" → ")}.`);
  }
  if (!hasKeys && isRole(profile)) return assumeProfile(context, name, profile, visited);
  for (const provider of hasKeys ? [fromCredentialsFile, fromConfigFile] : sourceProviders) {
    const result = await provider(context, name);
    if (!isDeclined(result)) return result;
  }
  throw new ConfigError(`Profile "${from}" has the source_profile "${name}", which has no credentials.`);
}

async function fromCredentialSource(
  context: CredentialsContext,
  source: string,
  profileName: string,
): Promise<AwsCredentialIdentity> {
  const result = await namedSource(context, source.toLowerCase());
  if (!result) {
    throw new ConfigError(
      `Profile "${profileName}" has the credential_source "${source}", and must have Environment, EcsContainer or Ec2InstanceMetadata.`,
    );
  }
  if (!isDeclined(result)) return result;
  throw new CredentialsError(`credential_source ${source} of profile "${profileName}": ${result.declined}.`);
}

async function namedSource(
  context: CredentialsContext,
  source: string,
): Promise<AwsCredentialIdentity | Declined | undefined> {
  if (source === "environment") return environmentCredentials(context.config.environment.variables);
  if (source === "ecscontainer") return fromContainer(context);
  return source === "ec2instancemetadata" ? fromInstanceMetadata(context) : undefined;
}
