import type { ClientContext } from "../client/context.ts";
import type { ClientOptions, ResolvedConfig } from "../client/options.ts";
import type { Partitions } from "../endpoint/index.ts";
import { ModelError, NoRegionError } from "../errors/index.ts";
import { Hooks } from "../hooks/hooks.ts";
import { loadService } from "../model/loader.ts";
import { readPackaged } from "../model/packaged.ts";
import { endpointRules } from "../model/rules.ts";
import type { Service } from "../model/service.ts";
import type { ServiceMetadata } from "../model/types.ts";
import { createRetryStrategy, type RetryStrategy } from "../retry/index.ts";
import { customizationOf, registerCustomizations, serviceName } from "../services/registry.ts";
import { retryRulesOf } from "../services/retryRules.ts";
import { checkOptionNames, type Options, resolvedConfig, type SessionConfig } from "./config.ts";
import { expandHome, homePath } from "./environment.ts";
import type { Identities } from "./identities.ts";
import { subKeys } from "./iniFile.ts";
import { logCalls } from "./logging.ts";
import type { Setting } from "./options.ts";
import { checkRegion, globalRegion } from "./regions.ts";
import type { Transport } from "./transport.ts";
import { userAgentOf } from "./userAgent.ts";

/** What a session gives its clients, and what they share: connections, identities, retry quotas, what they learn. */
export class ClientContexts {
  readonly #session: object;
  readonly #config: SessionConfig;
  readonly #transport: Transport;
  readonly #identities: Identities;
  readonly #hooks: Hooks;
  readonly #retries = new Map<string, RetryStrategy>();
  readonly #cache = new Map<string, unknown>();

  constructor(session: object, config: SessionConfig, transport: Transport, identities: Identities, hooks: Hooks) {
    this.#session = session;
    this.#config = config;
    this.#transport = transport;
    this.#identities = identities;
    this.#hooks = hooks;
  }

  /** Everything that one client needs. `features` are the user agent's: `A` for a resource's client. */
  contextOf(name: string, options: ClientOptions, features: readonly string[] = []): ClientContext {
    checkOptionNames(options as Options, `client(${JSON.stringify(name)})`, false);
    const service = this.#load(name, options);
    const settings = this.#config.settings(options as Options, service.metadata.serviceId);
    const region = regionOf(service, settings);
    settings.set("region", region);
    const { token, preference } = this.#tokenOf(service, options);
    const config = resolvedConfig(settings, preference);
    const ruleSet = endpointRules(service.model);
    if (!ruleSet) throw new ModelError(`The model of ${name} has no endpoint rules.`);
    if (config.region !== undefined) checkRegion(config.region, region.source, config.endpoint !== undefined);
    else if (ruleSet.parameters.Region) throw new NoRegionError(name);
    const { endpointBuiltIns, methods } = customizationOf(service.name);
    return {
      service,
      config,
      credentials: this.#identities.credentials(options.credentials ?? this.#config.options.credentials),
      token,
      ...this.#transport.forClient(options as Options, settings),
      retry: this.#retryOf(service, config, settings),
      hooks: this.#hooksOf(service, config, options),
      ruleSet,
      partitions: readPartitions(),
      endpointBuiltIns: endpointBuiltIns?.(config) ?? {},
      methods: methods ?? {},
      userAgent: userAgentOf(config, this.#config.environment, features),
      cache: this.#cache,
      session: this.#session,
    };
  }

  /** What a service's model says of it. */
  metadataOf(name: string): ServiceMetadata {
    return this.#load(name, {}).metadata;
  }

  /** Where users keep models of their own: `AWS_DATA_PATH`, then `~/.aws/models`. */
  modelDirectories(): string[] {
    const { environment } = this.#config;
    const separator = environment.platform.startsWith("win") ? ";" : ":";
    const paths = (this.#config.value<string | undefined>("dataPath") ?? "").split(separator).filter(Boolean);
    return [...paths.map((path) => expandHome(environment, path)), homePath(environment, ".aws", "models")];
  }

  #load(name: string, options: ClientOptions): Service {
    const given = options.apiVersion ?? this.#config.options.apiVersion;
    const apiVersion = given ?? subKeys(this.#config.profile.get("api_versions")).get(name);
    return loadService(serviceName(name), { directories: this.modelDirectories(), apiVersion });
  }

  /** A token of the environment is preferred to keys, for no one sets one without meaning it. */
  #tokenOf(service: Service, options: ClientOptions): { token: ClientContext["token"]; preference?: string[] } {
    const given = options.token ?? this.#config.options.token;
    const { signingName, endpointPrefix } = service.metadata;
    const token = given ? undefined : this.#identities.environmentToken(signingName ?? endpointPrefix);
    return token ? { token, preference: ["httpBearerAuth"] } : { token: this.#identities.token(given) };
  }

  /** One strategy for all clients of a service that have the same settings: the quota is theirs in common. */
  #retryOf(service: Service, config: ResolvedConfig, settings: ReadonlyMap<string, Setting>): RetryStrategy {
    const newRetries = settings.get("newRetries")!.value as boolean;
    const { retryMode: mode, maxAttempts } = config;
    const key = [service.name, mode, maxAttempts, newRetries].join();
    let strategy = this.#retries.get(key);
    if (!strategy) {
      strategy = createRetryStrategy({ mode, maxAttempts, newRetries, service: retryRulesOf(service.name) });
      this.#retries.set(key, strategy);
    }
    return strategy;
  }

  #hooksOf(service: Service, config: ResolvedConfig, { logger }: ClientOptions): Hooks {
    const hooks = new Hooks(this.#hooks);
    const { environment } = this.#config;
    registerCustomizations(hooks, { service, config, variables: () => environment.variables });
    if (logger) logCalls(hooks, logger);
    return hooks;
  }
}

/** The region that is set, or that of a service that needs none. */
function regionOf({ metadata }: Service, settings: ReadonlyMap<string, Setting>): Setting {
  const region = settings.get("region")!;
  if (region.value !== undefined) return region;
  return { name: "region", value: globalRegion(metadata.endpointPrefix), source: "the service's global endpoint" };
}

let partitions: Partitions | undefined;

function readPartitions(): Partitions {
  partitions ??= readPackaged("shared/partitions") as Partitions;
  return partitions;
}
