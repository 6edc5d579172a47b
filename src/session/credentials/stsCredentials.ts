import type { AwsCredentialIdentity } from "../../auth/types.ts";
import { CredentialsError } from "../../errors/index.ts";
import { type CredentialsContext, credentialsOf, type ServiceClient } from "./provider.ts";

/** What STS answers to AssumeRole and AssumeRoleWithWebIdentity. */
interface AssumedRole {
  readonly Credentials?: {
    readonly AccessKeyId: string;
    readonly SecretAccessKey: string;
    readonly SessionToken: string;
    readonly Expiration: Date;
  };
  readonly AssumedRoleUser?: { readonly Arn: string };
}

/** Calls STS for a role's credentials; what it says no with becomes the cause of a `CredentialsError`. */
export async function assumeBy(
  context: CredentialsContext,
  method: "assumeRole" | "assumeRoleWithWebIdentity",
  input: Readonly<Record<string, unknown>>,
  credentials: AwsCredentialIdentity | "anonymous",
): Promise<AwsCredentialIdentity> {
  const sts = context.client("sts", { credentials });
  const where = `The credentials of role ${String(input.RoleArn)}`;
  const answer = (await calling(where, sts, method, input)) as AssumedRole;
  if (!answer.Credentials) throw new CredentialsError(`${where}: the answer of STS has none.`);
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.Credentials;
  return credentialsOf({
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    // arn:aws:sts::123456789012:assumed-role/name/session
    accountId: answer.AssumedRoleUser?.Arn.split(":")[4],
    expiration: Expiration,
  });
}

/** Calls an operation for credentials or a token; a failure says what was wanted. */
export async function calling(
  where: string,
  client: ServiceClient,
  method: string,
  input: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await client[method]!(input);
  } catch (error) {
    throw new CredentialsError(`${where}: ${(error as Error).message}`, { cause: error });
  }
}

/** A name for a role's session where none was given; it appears in CloudTrail. */
export function defaultSessionName(context: CredentialsContext): string {
  return `tucuxi-${Math.floor(context.config.environment.now() / 1000)}`;
}
