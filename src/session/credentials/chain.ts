import type { AwsCredentialIdentity } from "../../auth/types.ts";
import { type CredentialsAttempt, NoCredentialsError } from "../../errors/index.ts";
import { fromEnvironment } from "./environment.ts";
import { assumeRoleOfProfile, loginOfProfile, ssoOfProfile, webIdentity } from "./parts.ts";
import {
  type CredentialsContext,
  type CredentialsProvider,
  isDeclined,
  type ProfileCredentialsProvider,
} from "./provider.ts";
import { fromConfigFile, fromCredentialsFile } from "./staticKeys.ts";

interface Link {
  readonly name: string;
  readonly provider: CredentialsProvider;
}

/** Where credentials are looked for, in boto3's order. What needs more than a file is loaded when its turn comes. */
const links: readonly Link[] = [
  { name: "environment", provider: fromEnvironment },
  { name: "assumed role of the profile", provider: ofProfile(assumeRoleOfProfile) },
  { name: "web identity", provider: webIdentity },
  { name: "SSO", provider: ofProfile(ssoOfProfile) },
  { name: "shared credentials file", provider: ofProfile(fromCredentialsFile) },
  { name: "login session", provider: ofProfile(loginOfProfile) },
  { name: "process", provider: ofProfile(async (...of) => (await import("./process.ts")).fromProcess(...of)) },
  { name: "config file", provider: ofProfile(fromConfigFile) },
  { name: "container", provider: async (context) => (await import("./container.ts")).fromContainer(context) },
  {
    name: "instance metadata",
    provider: async (context) => (await import("./instanceMetadata.ts")).fromInstanceMetadata(context),
  },
];

function ofProfile(provider: ProfileCredentialsProvider): CredentialsProvider {
  return (context) => provider(context, context.config.profileName);
}

/**
 * The first credentials of the chain. Throws a `NoCredentialsError` where no provider has any, and what a provider
 * throws that was asked and failed.
 */
export async function fromChain(context: CredentialsContext): Promise<AwsCredentialIdentity> {
  const tried: CredentialsAttempt[] = [];
  for (const { name, provider } of links) {
    const result = await provider(context);
    if (!isDeclined(result)) return result;
    tried.push({ provider: name, reason: result.declined });
  }
  throw new NoCredentialsError(tried);
}
