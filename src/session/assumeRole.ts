import type { AwsCredentialIdentityProvider } from "../auth/types.ts";
import { ConfigError } from "../errors/index.ts";
import { askForCode } from "./credentials/given.ts";
import type { CredentialsContext } from "./credentials/provider.ts";
import { assumeBy, defaultSessionName } from "./credentials/stsCredentials.ts";
import type { AssumeRoleOptions } from "./options.ts";

/** The request's members and the session's options, apart. */
export function splitOptions(options: AssumeRoleOptions): {
  input: Record<string, unknown> & { RoleArn: string };
  session: Record<string, unknown>;
} {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  const isMember = ([name]: [string, unknown]) => /^[A-Z]/.test(name);
  const input = Object.fromEntries(entries.filter(isMember));
  if (typeof input.RoleArn !== "string" || input.RoleArn === "") throw new ConfigError("assumeRole needs a RoleArn.");
  return {
    input: { ...input, RoleArn: input.RoleArn },
    session: Object.fromEntries(entries.filter((entry) => !isMember(entry))),
  };
}

/** A provider of the role's credentials, assumed with those that `source` gives at the time. */
export function roleProvider(
  context: CredentialsContext,
  input: Readonly<Record<string, unknown>>,
  source: AwsCredentialIdentityProvider,
): AwsCredentialIdentityProvider {
  const serial = input.SerialNumber as string | undefined;
  const { mfaCode } = context;
  if (serial && !mfaCode) {
    throw new ConfigError(`assumeRole has the SerialNumber ${serial}, and no mfaCode to ask for the device's code.`);
  }
  return async () => {
    const code = serial && { TokenCode: await askForCode(mfaCode!, serial) };
    const request = { RoleSessionName: defaultSessionName(context), ...input, ...code };
    return assumeBy(context, "assumeRole", request, await source());
  };
}
