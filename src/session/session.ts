import type { AwsCredentialIdentity, TokenIdentity } from "../auth/types.ts";
import { createClient } from "../client/client.ts";
import type { ClientContext } from "../client/context.ts";
import type { ClientOptions, ResolvedConfig } from "../client/options.ts";
import type { Partitions } from "../endpoint/index.ts";
import { ModelError, NoCredentialsError, NoRegionError } from "../errors/index.ts";
import { Hooks } from "../hooks/hooks.ts";
import { availableServices, loadService } from "../model/loader.ts";
import { readPackaged } from "../model/packaged.ts";
import { endpointRules } from "../model/rules.ts";
import type { Service } from "../model/service.ts";
import { createRetryStrategy, type RetryStrategy } from "../retry/index.ts";
import { customizationOf } from "../services/index.ts";
import { checkOptionNames, type Options, resolvedConfig, SessionConfig, type Setting } from "./config.ts";
import { fromSsoSession } from "./credentials/token.ts";
import { expandHome, homePath, hostEnvironment, type SessionEnvironment } from "./environment.ts";
import { Identities } from "./identities.ts";
import { subKeys } from "./iniFile.ts";
import type { SessionOptions } from "./options.ts";
import {
  type AvailableRegionsOptions,
  availablePartitions,
  availableRegions,
  checkRegion,
  partitionForRegion,
} from "./regions.ts";
import { Transport } from "./transport.ts";
import { type CheckedService, type ClientOf, type ServiceArgument, serviceNameOf } from "./typedServices.ts";
import { userAgentOf } from "./userAgent.ts";

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
  /** Take part in every call of every client of the session. boto3: `session.events`. */
  readonly hooks: Hooks = new Hooks();
  readonly #config: SessionConfig;
  readonly #transport: Transport;
  readonly #identities: Identities;
  readonly #retries = new Map<string, RetryStrategy>();
  readonly #cache = new Map<string, unknown>();

  /** `environment` is the machine that the session finds itself on; tests give another. */
  constructor(options: SessionOptions = {}, environment: SessionEnvironment = hostEnvironment) {
    checkOptionNames(options as Options, "Session", true);
    this.#config = new SessionConfig({ ...options }, environment);
    this.#transport = new Transport(this.#config);
    this.#identities = new Identities(this.#config, this.#transport, (service, client) => this.client(service, client));
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
    const name = serviceNameOf(service);
    checkOptionNames(options as Options, `client(${JSON.stringify(name)})`, false);
    return createClient(this.#contextOf(name, options)) as unknown as ClientOf<Service>;
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
    return availableServices({ directories: this.#modelDirectories() });
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

  #contextOf(name: string, options: ClientOptions): ClientContext {
    const service = this.#load(name, options);
    const settings = this.#config.settings(options as Options, service.metadata.serviceId);
    const { token, preference } = this.#tokenOf(service, options);
    const config = resolvedConfig(settings, preference);
    const ruleSet = endpointRules(service.model);
    if (!ruleSet) throw new ModelError(`The model of ${name} has no endpoint rules.`);
    const region = settings.get("region")!;
    if (config.region !== undefined) checkRegion(config.region, region.source, config.endpoint !== undefined);
    else if (ruleSet.parameters.Region?.required !== false) throw new NoRegionError(name);
    const { hooks: addHooks, endpointBuiltIns } = customizationOf(service.name);
    const hooks = new Hooks(this.hooks);
    addHooks?.(hooks);
    return {
      service,
      config,
      credentials: this.#identities.credentials(options.credentials ?? this.#config.options.credentials),
      token,
      ...this.#transport.forClient(options as Options, settings),
      retry: this.#retryOf(service, config, settings),
      hooks,
      ruleSet,
      partitions: readPartitions(),
      endpointBuiltIns: endpointBuiltIns?.(config) ?? {},
      userAgent: userAgentOf(config, this.#config.environment),
      cache: this.#cache,
      session: this,
    };
  }

  /** A token of the environment is preferred to keys, for no one sets one without meaning it. */
  #tokenOf(service: Service, options: ClientOptions): { token: ClientContext["token"]; preference?: readonly string[] } {
    const given = options.token ?? this.#config.options.token;
    const { signingName, endpointPrefix } = service.metadata;
    const token = given ? undefined : this.#identities.environmentToken(signingName ?? endpointPrefix);
    return token ? { token, preference: ["httpBearerAuth"] } : { token: this.#identities.token(given) };
  }

  #load(name: string, { apiVersion }: ClientOptions): Service {
    const profileVersion = subKeys(
      this.#config.options.apiVersion ? undefined : this.#config.profile.get("api_versions"),
    );
    return loadService(name, {
      directories: this.#modelDirectories(),
      apiVersion: apiVersion ?? this.#config.options.apiVersion ?? profileVersion.get(name),
    });
  }

  /** Where users keep models of their own. */
  #modelDirectories(): string[] {
    const { environment } = this.#config;
    const separator = environment.platform.startsWith("win") ? ";" : ":";
    const paths = (this.#config.value<string | undefined>("dataPath") ?? "").split(separator).filter(Boolean);
    return [...paths.map((path) => expandHome(environment, path)), homePath(environment, ".aws", "models")];
  }

  #retryOf(service: Service, config: ResolvedConfig, settings: ReadonlyMap<string, Setting>): RetryStrategy {
    const newRetries = settings.get("newRetries")!.value as boolean;
    const { retryMode: mode, maxAttempts } = config;
    const key = [service.name, mode, maxAttempts, newRetries].join();
    let strategy = this.#retries.get(key);
    if (!strategy) {
      strategy = createRetryStrategy({ mode, maxAttempts, newRetries, service: customizationOf(service.name).retry });
      this.#retries.set(key, strategy);
    }
    return strategy;
  }
}

let partitions: Partitions | undefined;

function readPartitions(): Partitions {
  partitions ??= readPackaged("shared/partitions") as Partitions;
  return partitions;
}
