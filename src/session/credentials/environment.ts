import type { AwsCredentialIdentity } from "../../auth/types.ts";
import { CredentialsError } from "../../errors/index.ts";
import { type CredentialsContext, credentialsOf, type Declined } from "./provider.ts";

/**
 * `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN` and `AWS_ACCOUNT_ID`; a variable of blanks alone
 * counts as none.
 */
export async function fromEnvironment({ config }: CredentialsContext): Promise<AwsCredentialIdentity | Declined> {
  if (config.options.profile !== undefined) return { declined: "the session names a profile" };
  return environmentCredentials(config.environment.variables);
}

/** The same, asked for by `credential_source = Environment`. */
export function environmentCredentials(
  variables: Readonly<Record<string, string | undefined>>,
): AwsCredentialIdentity | Declined {
  const accessKeyId = variables.AWS_ACCESS_KEY_ID?.trim();
  const secretAccessKey = variables.AWS_SECRET_ACCESS_KEY?.trim();
  if (!accessKeyId) return { declined: "AWS_ACCESS_KEY_ID is not set" };
  if (!secretAccessKey) throw new CredentialsError("AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is not.");
  return credentialsOf({
    accessKeyId,
    secretAccessKey,
    sessionToken: variables.AWS_SESSION_TOKEN?.trim() || variables.AWS_SECURITY_TOKEN?.trim(),
    accountId: variables.AWS_ACCOUNT_ID?.trim(),
    expiration: expirationOf(variables.AWS_CREDENTIAL_EXPIRATION?.trim()),
  });
}

function expirationOf(text: string | undefined): Date | undefined {
  if (!text) return undefined;
  const date = new Date(text);
  if (Number.isNaN(date.getTime()))
    throw new CredentialsError(`AWS_CREDENTIAL_EXPIRATION is "${text}", and is no time.`);
  return date;
}
