import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from "../../auth/types.ts";
import { ConfigError, CredentialsError } from "../../errors/index.ts";

/** Throws a `ConfigError` for credentials in an option that are a half of a key, and never shows them. */
export function checkGivenKeys(credentials: Partial<AwsCredentialIdentity>): void {
  const missing = missingPart(credentials);
  if (missing) throw new ConfigError(`The option credentials has no ${missing}, or one that is no text.`);
}

/** Asks a provider of the user's own. Providers of the official packages know `forceRefresh`. */
export async function fromGivenProvider(
  provider: AwsCredentialIdentityProvider,
  refresh: boolean,
): Promise<AwsCredentialIdentity> {
  const credentials = await provider(refresh ? { forceRefresh: true } : {});
  const missing = missingPart(credentials ?? {});
  if (missing) throw new CredentialsError(`The function given as credentials gave none: there is no ${missing}.`);
  return credentials;
}

function missingPart(credentials: Partial<AwsCredentialIdentity>): string | undefined {
  const isText = (value: unknown) => typeof value === "string" && value !== "";
  if (!isText(credentials.accessKeyId)) return "accessKeyId";
  return isText(credentials.secretAccessKey) ? undefined : "secretAccessKey";
}
