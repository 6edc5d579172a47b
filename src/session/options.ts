import type { ClientOptions } from "../client/options.ts";

/** Options of a session: those of its clients, and what only a session has. All are optional. */
export interface SessionOptions extends ClientOptions {
  /**
   * The profile of the shared config and credentials files. Default: `AWS_PROFILE`, then `default`. A profile that is
   * named here wins over credentials in the environment, as in boto3.
   */
  profile?: string | undefined;
  /**
   * Asks for the code of an MFA device, where a role of the profile wants one. boto3 asks at the terminal.
   *
   * @example
   * const session = new Session({ profile: "admin", mfaCode: (serial) => prompt(`Code of ${serial}: `) });
   */
  mfaCode?: ((serialNumber: string) => Promise<string>) | undefined;
  /** Whether roles of profiles are kept in `~/.aws/cli/cache`, which the AWS CLI shares. Default: false, as in boto3. */
  cacheRoles?: boolean | undefined;
  /** Folders with further service models, separated as in `PATH`. Default: `AWS_DATA_PATH`. */
  dataPath?: string | undefined;
  /** Seconds that a request to the instance metadata service may take. Default: 1. */
  metadataServiceTimeout?: number | undefined;
  /** How often such a request is made at most. Default: 1. */
  metadataServiceNumAttempts?: number | undefined;
  /** Another instance metadata service, as a URL. */
  ec2MetadataServiceEndpoint?: string | undefined;
  /** Default: `"ipv4"`. */
  ec2MetadataServiceEndpointMode?: "ipv4" | "ipv6" | undefined;
  /** boto3's older name for the endpoint mode `ipv6`. Default: false. */
  imdsUseIpv6?: boolean | undefined;
  /** Whether the instance metadata service is left alone. Default: false. */
  ec2MetadataDisabled?: boolean | undefined;
  /** Whether the first version of the instance metadata service is refused. Default: false. */
  ec2MetadataV1Disabled?: boolean | undefined;
}

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

/** A setting's value and where it comes from. */
export interface Setting {
  readonly name: string;
  readonly value: unknown;
  /** `environment variable AWS_REGION`, `profile "prod"`, `default` … */
  readonly source: string;
}
