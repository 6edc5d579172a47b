import type { AwsCredentialIdentity } from "../../auth/types.ts";
import type { ClientOptions } from "../../client/options.ts";
import type { Hooks } from "../../hooks/hooks.ts";
import type { HttpHandler } from "../../http/types.ts";
import type { SessionConfig } from "../config.ts";

/** What a provider works with. */
export interface CredentialsContext {
  readonly config: SessionConfig;
  /** The session's own handler, for the services on the machine that are no AWS services. */
  readonly http: HttpHandler;
  /** The session's region. */
  readonly region: string | undefined;
  /** Asks the user for the code of an MFA device. */
  readonly mfaCode?: ((serialNumber: string) => Promise<string>) | undefined;
  /** Is told of what went wrong and was got over. */
  readonly onWarning?: ((message: string, error: unknown) => void) | undefined;
  /** A client of the session for STS, SSO and their like. */
  client(service: string, options: ClientOptions): ServiceClient;
}

/** A client, as providers call it: by method. */
export type ServiceClient = { readonly hooks: Hooks } & {
  readonly [method: string]: (input: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>>>;
};

/** A provider that has nothing to give says why. */
export interface Declined {
  readonly declined: string;
}

/**
 * One way to credentials. It declines where nothing asks for it; where something does and it fails, it throws, and the
 * chain ends: credentials of someone else must not take the place of those that were meant.
 */
export type CredentialsProvider = (context: CredentialsContext) => Promise<AwsCredentialIdentity | Declined>;

/** A provider for one profile: the session's, or one that it names as its source. */
export type ProfileCredentialsProvider = (
  context: CredentialsContext,
  profileName: string,
) => Promise<AwsCredentialIdentity | Declined>;

export function isDeclined(result: AwsCredentialIdentity | Declined): result is Declined {
  return "declined" in result;
}

/** The members that are there. */
export function credentialsOf(parts: {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly accountId?: string | undefined;
  readonly expiration?: Date | undefined;
}): AwsCredentialIdentity {
  const { accessKeyId, secretAccessKey, sessionToken, accountId, expiration } = parts;
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken && { sessionToken }),
    ...(accountId && { accountId }),
    ...(expiration && { expiration }),
  };
}
