import type { AwsCredentialIdentityProvider } from "../auth/types.ts";
import { ConfigError } from "../errors/index.ts";
import type { CredentialsContext } from "./credentials/provider.ts";
import { assumeBy, defaultSessionName } from "./credentials/stsCredentials.ts";
import type { SessionOptions } from "./options.ts";

/** The members of STS's AssumeRole, by their API names, and options of the session that comes of it. */
export interface AssumeRoleOptions extends Omit<SessionOptions, "credentials"> {
  RoleArn: string;
  /** Appears in CloudTrail. Default: one with the time in it. */
  RoleSessionName?: string | undefined;
  /** What a third party was given to tell its customers apart. */
  ExternalId?: string | undefined;
  /** Seconds for which credentials hold before they are renewed. Default: STS's own, 3,600. */
  DurationSeconds?: number | undefined;
  /** A policy, as JSON text, that narrows the role's permissions. */
  Policy?: string | undefined;
  PolicyArns?: readonly { readonly arn: string }[] | undefined;
  Tags?: readonly { readonly Key: string; readonly Value: string }[] | undefined;
  TransitiveTagKeys?: readonly string[] | undefined;
  SourceIdentity?: string | undefined;
  /** The MFA device; `mfaCode` is then asked for its code whenever credentials are fetched. */
  SerialNumber?: string | undefined;
}

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
    const code = serial && { TokenCode: await mfaCode!(serial) };
    const request = { RoleSessionName: defaultSessionName(context), ...input, ...code };
    return assumeBy(context, "assumeRole", request, await source());
  };
}
