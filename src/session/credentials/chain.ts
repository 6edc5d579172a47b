import type { AwsCredentialIdentity } from "../../auth/types.ts";
import { type CredentialsAttempt, NoCredentialsError } from "../../errors/index.ts";
import { fromEnvironment } from "./environment.ts";
import { type CredentialsContext, type CredentialsProvider, isDeclined, type ProfileCredentialsProvider } from "./provider.ts";
import { fromConfigFile, fromCredentialsFile } from "./staticKeys.ts";

interface Link {
  readonly name: string;
  readonly provider: CredentialsProvider;
}

/** Where credentials are looked for, in boto3's order. What is seldom needed is loaded when its turn comes. */
const links: readonly Link[] = [
  { name: "environment", provider: fromEnvironment },
  { name: "shared credentials file", provider: ofProfile(fromCredentialsFile) },
  { name: "config file", provider: ofProfile(fromConfigFile) },
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
