import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from "../../auth/types.ts";
import { ConfigError, CredentialsError, NoCredentialsError } from "../../errors/index.ts";

/** Throws a `ConfigError` for credentials in an option that are a half of a key, and never shows them. */
export function checkGivenKeys(credentials: Partial<AwsCredentialIdentity>): void {
  const missing = missingPart(credentials);
  if (missing) throw new ConfigError(`The option credentials has no ${missing}, or one that is no text.`);
}

/** Asks a provider of the user's own. Throws a `CredentialsError` where it fails or gives what are no credentials. */
export async function fromGivenProvider(
  provider: AwsCredentialIdentityProvider,
  refresh: boolean,
): Promise<AwsCredentialIdentity> {
  const credentials = await askGiven("credentials", provider, refresh);
  const missing = missingPart(credentials ?? {});
  if (missing) throw new CredentialsError(`The function given as credentials gave none: there is no ${missing}.`);
  return credentials;
}

/** What a function gives that is an option. Providers of the official packages know `forceRefresh`. */
export async function askGiven<Identity extends { readonly expiration?: Date | undefined }>(
  option: "credentials" | "token",
  provider: (options: { forceRefresh?: boolean }) => Identity | Promise<Identity>,
  refresh: boolean,
): Promise<Identity> {
  const identity = await asked(option, () => provider(refresh ? { forceRefresh: true } : {}));
  const { expiration } = identity ?? {};
  if (expiration === undefined || isDate(expiration)) return identity;
  throw new CredentialsError(`The function given as ${option} gave an expiration that is no Date, or an invalid one.`);
}

/** The code of an MFA device, by the function that the session has for it. */
export async function askForCode(mfaCode: (serialNumber: string) => Promise<string>, serial: string): Promise<string> {
  try {
    return await mfaCode(serial);
  } catch (error) {
    throw new CredentialsError(`The function given as mfaCode gave no code of ${serial}.`, { cause: error });
  }
}

/** Whoever reads a failure is told whose it is, unless it says so itself: a role's session is given as a function too. */
async function asked<Identity>(option: string, provider: () => Identity | Promise<Identity>): Promise<Identity> {
  try {
    return await provider();
  } catch (error) {
    if ([CredentialsError, NoCredentialsError, ConfigError].some((kind) => error instanceof kind)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CredentialsError(`The function given as ${option} failed: ${reason}`, { cause: error });
  }
}

function isDate(value: unknown): boolean {
  return value instanceof Date && !Number.isNaN(value.getTime());
}

function missingPart(credentials: Partial<AwsCredentialIdentity>): string | undefined {
  const isText = (value: unknown) => typeof value === "string" && value !== "";
  if (!isText(credentials.accessKeyId)) return "accessKeyId";
  return isText(credentials.secretAccessKey) ? undefined : "secretAccessKey";
}
