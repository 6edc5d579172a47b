import type { AwsCredentialIdentity, TokenIdentity } from "../auth/types.ts";
import { createClient } from "../client/client.ts";
import { showAsJson } from "../client/inspection.ts";
import type { ClientOptions } from "../client/options.ts";
import { NoCredentialsError } from "../errors/index.ts";
import { Hooks } from "../hooks/hooks.ts";
import { availableServices } from "../model/loader.ts";
import { getAvailableResources, resourceEngine } from "../resource/registry.ts";
import { roleProvider, splitOptions } from "./assumeRole.ts";
import { ClientContexts } from "./clientContexts.ts";
import { checkOptionNames, type Options, SessionConfig } from "./config.ts";
import type { ServiceClient } from "./credentials/provider.ts";
import { fromSsoSession } from "./credentials/token.ts";
import { hostEnvironment, type SessionEnvironment } from "./environment.ts";
import { shownSettings } from "./explain.ts";
import { Identities } from "./identities.ts";
import { commonLogger, logCalls } from "./logging.ts";
import type { AssumeRoleOptions, SessionOptions, Setting } from "./options.ts";
import { type AvailableRegionsOptions, availablePartitions, availableRegions, partitionForRegion } from "./regions.ts";
import { connectionSettings, Transport } from "./transport.ts";
import {
  type CheckedService,
  type ClientOf,
  type ResourceOf,
  type ResourceServiceName,
  type ServiceArgument,
  serviceNameOf,
} from "./typedServices.ts";

/** Who the caller is, as STS says. */
export interface CallerIdentity {
  readonly Account: string;
  readonly Arn: string;
  readonly UserId: string;
}

/**
 * One identity, one region, one configuration, one pool of connections, shared by all the clients and resources that it
 * makes. Making one reads no file and sends nothing. boto3: `boto3.session.Session`.
 *
 * @example
 * const prod = new Session({ profile: "prod", region: "eu-west-1" });
 * const s3 = prod.client("s3");
 * const orders = prod.resource("dynamodb").Table("orders");
 */
export class Session implements AsyncDisposable {
  static {
    showAsJson(Session.prototype);
  }

  /** Take part in every call of every client of the session. boto3: `session.events`. */
  readonly hooks: Hooks = new Hooks();
  readonly #config: SessionConfig;
  readonly #transport: Transport;
  readonly #identities: Identities;
  readonly #contexts: ClientContexts;

  /** `environment` is the machine that the session finds itself on; tests give another. */
  constructor(options: SessionOptions = {}, environment: SessionEnvironment = hostEnvironment) {
    checkOptionNames(options as Options, "Session", true);
    const logger = options.logger ?? commonLogger();
    this.#config = new SessionConfig({ ...options, logger }, environment);
    this.#transport = new Transport(this.#config);
    this.#identities = new Identities(this.#config, this.#transport, (service, client) => this.client(service, client));
    this.#contexts = new ClientContexts(this, this.#config, this.#transport, this.#identities, this.hooks);
    if (logger) logCalls(this.hooks, logger);
  }

  /** The session's region, or `undefined` where none is set. boto3: `region_name`. */
  get region(): string | undefined {
    return this.#config.region;
  }

  /** The profile's name; `default` where none was named. boto3: `profile_name`. */
  get profile(): string {
    return this.#config.profileName;
  }

  /** The profiles of the shared config and credentials files. boto3: `available_profiles`. */
  get availableProfiles(): string[] {
    return [...this.#config.shared.profiles.keys()];
  }

  /**
   * Makes a client. Throws an `UnknownServiceError`, a `NoRegionError` or a `ConfigError`; sends nothing.
   *
   * @example
   * const s3 = session.client("s3", { region: "eu-west-1" });
   */
  client<const Service extends ServiceArgument>(
    service: CheckedService<Service>,
    options: ClientOptions = {},
  ): ClientOf<Service> {
    return createClient(this.#contexts.contextOf(serviceNameOf(service), options)) as unknown as ClientOf<Service>;
  }

  /**
   * Makes a service's resource, from which all its others come. Throws as {@link client} does, and an
   * `UnknownNameError` for a service that has no resources.
   *
   * @example
   * for await (const bucket of session.resource("s3").buckets) console.log(bucket.name);
   */
  resource<const Service extends ServiceArgument>(
    service: CheckedService<Service, ResourceServiceName>,
    options: ClientOptions = {},
  ): ResourceOf<Service> {
    const name = serviceNameOf(service);
    const context = this.#contexts.contextOf(name, options, ["A"]);
    const createResource = resourceEngine(name);
    return createResource(createClient(context), context.service) as ResourceOf<Service>;
  }

  /**
   * A session of another role, whose credentials are fetched when they are needed and renew themselves. It has this
   * session's settings, but for those that are given, and its connections. Roles can be chained. Throws a `ConfigError`;
   * sends nothing.
   *
   * @example
   * const audit = session.assumeRole({ RoleArn: "arn:aws:iam::123456789012:role/audit", ExternalId: "42" });
   * console.log((await audit.getCallerIdentity()).Arn);
   */
  assumeRole(options: AssumeRoleOptions): Session {
    const { input, session } = splitOptions(options);
    const context = { ...this.#identities.context, ...(options.mfaCode && { mfaCode: options.mfaCode }) };
    const credentials = roleProvider(context, input, () => this.getCredentials());
    const ownConnections = connectionSettings.some((name) => session[name] !== undefined);
    const http = ownConnections ? {} : { http: this.#transport.borrowed };
    return new Session({ ...this.#config.options, ...http, ...session, credentials }, this.#config.environment);
  }

  /**
   * Who the session is to AWS: account, ARN and id. Sends one request to STS, which needs no permission.
   *
   * @example
   * const { Account } = await session.getCallerIdentity();
   */
  async getCallerIdentity(): Promise<CallerIdentity> {
    const sts = this.client<string>("sts") as unknown as ServiceClient;
    const { Account, Arn, UserId } = (await sts.getCallerIdentity!({})) as unknown as CallerIdentity;
    return { Account, Arn, UserId };
  }

  /**
   * Every setting that is in effect for the session's clients, with its value and where that comes from; secrets are
   * masked. With a service's name, for that service's clients: their endpoint may have a source of its own.
   *
   * @example
   * console.table(session.explain());
   * // { name: "region", value: "eu-west-1", source: "environment variable AWS_REGION" } …
   */
  explain(service?: string): Setting[] {
    const { serviceId } = service === undefined ? {} : this.#contexts.metadataOf(service);
    const profile = { name: "profile", value: this.profile, source: this.#config.profileSource };
    return shownSettings([profile, ...this.#config.settings({}, serviceId).values()]);
  }

  /**
   * The credentials of the session's calls as they are now, refreshed where they have to be. Throws a
   * `NoCredentialsError` where there are none. boto3: `get_credentials().get_frozen_credentials()`.
   */
  async getCredentials(): Promise<AwsCredentialIdentity> {
    const source = this.#identities.credentials(this.#config.options.credentials);
    if (!source) throw new NoCredentialsError([{ provider: "options", reason: 'the session is "anonymous"' }]);
    return source.get();
  }

  /**
   * The bearer token of the session: the one that was given, or that of the profile's SSO session. Throws a
   * `CredentialsError` where there is none. boto3: `get_auth_token`.
   */
  async getToken(): Promise<TokenIdentity> {
    const source = this.#identities.token(this.#config.options.token);
    return source ? source.get() : fromSsoSession(this.#identities.context);
  }

  /** The names of all services that make a client. boto3: `get_available_services`. */
  getAvailableServices(): string[] {
    return availableServices({ directories: this.#contexts.modelDirectories() });
  }

  /** The names of all services that have resources. boto3: `get_available_resources`. */
  getAvailableResources(): string[] {
    return getAvailableResources();
  }

  /** `aws`, `aws-cn`, `aws-us-gov` … boto3: `get_available_partitions`. */
  getAvailablePartitions(): string[] {
    return availablePartitions();
  }

  /**
   * The regions in which a service has an endpoint, as far as AWS lists them. boto3: `get_available_regions`.
   *
   * @example
   * session.getAvailableRegions("s3", { partition: "aws-cn" }); // ["cn-north-1", "cn-northwest-1"]
   */
  getAvailableRegions(service: string, options: AvailableRegionsOptions = {}): string[] {
    return availableRegions(service, options);
  }

  /** The partition of a region. Throws a `ConfigError` for a region of none. boto3: `get_partition_for_region`. */
  getPartitionForRegion(region: string): string {
    return partitionForRegion(region);
  }

  /** Ends the session's connections; calls that are under way fail, and so do later ones. */
  async close(): Promise<void> {
    await this.#transport.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** What a log wants; never a secret. */
  toJSON(): Record<string, unknown> {
    return { profile: this.profile, region: this.#config.options.region };
  }
}
