import type { ClientOptions, ResolvedConfig, S3Options } from "../client/options.ts";
import { ConfigError, didYouMean } from "../errors/index.ts";
import { type ConfigVariable, configVariables, profileKeysOf, variablesOf } from "./configVariables.ts";
import { modeDefaults } from "./defaultsMode.ts";
import { configuredEndpoint, serviceKey } from "./endpointUrl.ts";
import type { SessionEnvironment } from "./environment.ts";
import { type Section, subKeys } from "./iniFile.ts";
import type { SessionOptions, Setting } from "./options.ts";
import { realRegion } from "./regions.ts";
import { readSharedConfig, type SharedConfig } from "./sharedConfig.ts";

export type Options = Readonly<Record<string, unknown>>;

/**
 * A session's settings: its options over the environment over the profile. Reads no file before a setting is asked
 * for that none of the sources above has.
 */
export class SessionConfig {
  readonly options: SessionOptions;
  readonly environment: SessionEnvironment;
  #shared: SharedConfig | undefined;

  constructor(options: SessionOptions, environment: SessionEnvironment) {
    this.options = options;
    this.environment = environment;
  }

  /** The profile that was named, by the session's option or in the environment; `undefined` where none was. */
  get namedProfile(): string | undefined {
    const { AWS_PROFILE, AWS_DEFAULT_PROFILE } = this.environment.variables;
    return this.options.profile ?? (AWS_PROFILE || AWS_DEFAULT_PROFILE || undefined);
  }

  get profileName(): string {
    return this.namedProfile ?? "default";
  }

  /** Where the profile's name comes from. */
  get profileSource(): string {
    if (this.options.profile !== undefined) return "option of the session";
    if (this.namedProfile === undefined) return "default";
    return `environment variable ${this.environment.variables.AWS_PROFILE ? "AWS_PROFILE" : "AWS_DEFAULT_PROFILE"}`;
  }

  /** The shared files, read once. */
  get shared(): SharedConfig {
    this.#shared ??= readSharedConfig(this.environment);
    return this.#shared;
  }

  /** The session's profile; empty where there is none of that name and none was named. */
  get profile(): Section {
    return this.shared.profiles.get(this.profileName) ?? this.#missingProfile();
  }

  #missingProfile(): Section {
    const { profiles, configPath, credentialsPath } = this.shared;
    if (this.namedProfile === undefined) return new Map();
    const hint = didYouMean(this.namedProfile, profiles.keys());
    throw new ConfigError(
      `There is no profile "${this.namedProfile}" in ${configPath} or ${credentialsPath}.${hint || listed(profiles.keys())}`,
    );
  }

  /** One setting by its option's name, with the options of a client over those of the session. */
  setting(name: string, clientOptions: Options = {}, serviceId?: string): Setting {
    const variable = configVariables[name]!;
    const found =
      fromOptions(name, variable, clientOptions, "option of the client") ??
      fromOptions(name, variable, this.options as Options, "option of the session") ??
      this.#fromEnvironment(name, variable) ??
      this.#fromProfile(name, variable, serviceId);
    if (found) return found;
    if ("default" in variable) return { name, value: variable.default, source: "default" };
    return { name, value: undefined, source: "not set" };
  }

  /** The session's region. */
  get region(): string | undefined {
    return realRegion(this.value<string | undefined>("region"));
  }

  /** The value of a setting that no client's option changes. */
  value<T>(name: string): T {
    return this.setting(name).value as T;
  }

  #fromEnvironment(name: string, variable: ConfigVariable): Setting | undefined {
    for (const key of variablesOf(variable)) {
      const text = this.environment.variables[key]?.trim();
      const source = `environment variable ${key}`;
      if (text) return { name, value: parse(variable.type, text, source), source };
    }
    return undefined;
  }

  #fromProfile(name: string, variable: ConfigVariable, serviceId = ""): Setting | undefined {
    for (const pattern of profileKeysOf(variable)) {
      const key = pattern.replace("{service}", serviceKey(serviceId));
      const [outer, inner] = key.split(".") as [string, string?];
      const value = this.profile.get(outer);
      const text = inner === undefined ? value : subKeys(value).get(inner);
      const source = `profile "${this.profileName}"`;
      if (text) return { name, value: parse(variable.type, text, `${key} in ${source}`), source };
    }
    return undefined;
  }

  /** Every setting of a client of that service; without one, those that are the same for all services. */
  settings(clientOptions: Options = {}, serviceId?: string): Map<string, Setting> {
    const found = new Map<string, Setting>();
    for (const name of Object.keys(configVariables)) {
      found.set(
        name,
        name === "endpoint" ? this.#endpoint(clientOptions, serviceId) : this.setting(name, clientOptions, serviceId),
      );
    }
    const region = found.get("region")!;
    const real = realRegion(region.value as string | undefined);
    if (real !== region.value) {
      found.set("region", { ...region, value: real });
      found.set("useFipsEndpoint", { ...region, name: "useFipsEndpoint", value: true });
    }
    for (const setting of modeDefaults(found, this.environment)) found.set(setting.name, setting);
    return found;
  }

  #endpoint(clientOptions: Options, serviceId: string | undefined): Setting {
    const variable = configVariables.endpoint!;
    const given =
      fromOptions("endpoint", variable, clientOptions, "option of the client") ??
      fromOptions("endpoint", variable, this.options as Options, "option of the session");
    if (given) return given;
    const notSet = { name: "endpoint", value: undefined, source: "not set" };
    if (this.setting("ignoreConfiguredEndpointUrls", clientOptions).value) return notSet;
    const configured = configuredEndpoint(this, serviceId);
    if (!configured) return notSet;
    const value = parse(variable.type, configured.text, configured.source);
    return { name: "endpoint", value, source: configured.source };
  }
}

/** What options are called in boto3 and in the official SDK, where no likeness tells, or a wrong one. */
const namesElsewhere: Readonly<Record<string, string>> = {
  region_name: "region",
  profile_name: "profile",
  endpoint_url: "endpoint",
  aws_access_key_id: "credentials",
  aws_secret_access_key: "credentials",
  aws_session_token: "credentials",
  accessKeyId: "credentials",
  secretAccessKey: "credentials",
  sessionToken: "credentials",
  credentialDefaultProvider: "credentials",
  verify: "caBundle",
  proxies: "proxy",
  max_pool_connections: "maxConnections",
  retries: "maxAttempts",
  maxRetries: "maxAttempts",
  requestHandler: "http",
  httpOptions: "http",
  requestTimeout: "readTimeout",
  read_timeout: "readTimeout",
  connect_timeout: "connectTimeout",
  forcePathStyle: 's3: { addressingStyle: "path" }',
  s3ForcePathStyle: 's3: { addressingStyle: "path" }',
  addressing_style: "s3: { addressingStyle: … }",
  useAccelerateEndpoint: "s3: { useAccelerateEndpoint: … }",
  useArnRegion: "s3: { useArnRegion: … }",
  tls: 'endpoint: "http://…"',
  use_ssl: 'endpoint: "http://…"',
  signature_version: 'authSchemePreference, or credentials: "anonymous"',
  signatureVersion: 'authSchemePreference, or credentials: "anonymous"',
};

/** Throws a `ConfigError` for an option that there is none of. `where` is for the message: `client("s3")`. */
export function checkOptionNames(options: Options, where: string, forSession: boolean): void {
  if (typeof options !== "object" || options === null) {
    throw new ConfigError(
      `${where} takes its options as an object, not ${options === null ? "null" : `a ${typeof options}`}.`,
    );
  }
  const allowed = Object.keys(configVariables).filter((name) => forSession || !configVariables[name]!.sessionOnly);
  const names = new Set(allowed.map((name) => (name.startsWith("s3.") ? "s3" : name)));
  if (forSession) names.add("profile");
  for (const name of Object.keys(options)) {
    if (names.has(name)) continue;
    throw new ConfigError(`${where} has no option "${name}".${hintFor(name, names)}`);
  }
  const s3Names = allowed.filter((name) => name.startsWith("s3.")).map((name) => name.slice(3));
  for (const name of Object.keys((options.s3 as object | undefined) ?? {})) {
    if (!s3Names.includes(name)) throw new ConfigError(`${where} has no option "s3.${name}".${hintFor(name, s3Names)}`);
  }
}

function hintFor(name: string, names: Iterable<string>): string {
  const ours = Object.hasOwn(namesElsewhere, name) ? namesElsewhere[name] : undefined;
  return ours ? ` It is ${/\W/.test(ours) ? ours : `"${ours}"`} here.` : didYouMean(name, names);
}

/** What a client is given of its settings. `authSchemes` holds where no one prefers any. */
export function resolvedConfig(
  settings: ReadonlyMap<string, Setting>,
  authSchemes?: readonly string[] | undefined,
): ResolvedConfig {
  const value = (name: string) => settings.get(name)!.value;
  const s3: Record<string, unknown> = {};
  for (const name of Object.keys(configVariables)) {
    if (name.startsWith("s3.") && value(name) !== undefined) s3[name.slice(3)] = value(name);
  }
  const discovery = value("endpointDiscoveryEnabled");
  return {
    region: value("region") as string | undefined,
    endpoint: value("endpoint") as string | undefined,
    retryMode: value("retryMode") as ResolvedConfig["retryMode"],
    maxAttempts: value("maxAttempts") as number | undefined,
    connectTimeout: value("connectTimeout") as number,
    readTimeout: value("readTimeout") as number,
    timeout: value("timeout") as number,
    maxConnections: value("maxConnections") as number,
    useFipsEndpoint: value("useFipsEndpoint") as boolean,
    useDualstackEndpoint: value("useDualstackEndpoint") as boolean,
    parameterValidation: value("parameterValidation") as boolean,
    bigints: value("bigints") as boolean,
    disableHostPrefix: value("disableHostPrefix") as boolean,
    requestChecksumCalculation: value("requestChecksumCalculation") as ResolvedConfig["requestChecksumCalculation"],
    responseChecksumValidation: value("responseChecksumValidation") as ResolvedConfig["responseChecksumValidation"],
    requestMinCompressionSizeBytes: value("requestMinCompressionSizeBytes") as number,
    disableRequestCompression: value("disableRequestCompression") as boolean,
    authSchemePreference: (value("authSchemePreference") as readonly string[] | undefined) ?? authSchemes,
    sigv4aSigningRegionSet: value("sigv4aSigningRegionSet") as readonly string[] | undefined,
    accountIdEndpointMode: value("accountIdEndpointMode") as ResolvedConfig["accountIdEndpointMode"],
    endpointDiscoveryEnabled: discovery === "auto" ? undefined : (discovery as boolean),
    stsRegionalEndpoints: value("stsRegionalEndpoints") as ResolvedConfig["stsRegionalEndpoints"],
    userAgentAppId: value("userAgentAppId") as string | undefined,
    customUserAgent: value("customUserAgent") as string | undefined,
    clientContextParams: value("clientContextParams") as ClientOptions["clientContextParams"] & object,
    s3: s3 as Readonly<S3Options>,
  };
}

function fromOptions(
  name: string,
  { type, secret }: ConfigVariable,
  options: Options,
  source: string,
): Setting | undefined {
  const [outer, inner] = name.split(".") as [string, string?];
  const value = inner === undefined ? options[outer] : (options[outer] as Options | undefined)?.[inner];
  if (value === undefined) return undefined;
  if (!type.accepts(value)) {
    const shown = secret ? "" : ` is ${textOf(value)}, and`;
    throw new ConfigError(`${name} (${source})${shown} must be ${type.expects}.`);
  }
  return { name, value, source };
}

/** A plain value as it is; of an object only the kind: what it holds may be long, or itself. */
function textOf(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return "an array";
  if (typeof value !== "object" || value === null) return String(value);
  const kind = value.constructor?.name;
  return kind && kind !== "Object" ? `a ${kind} object` : "an object";
}

function parse(type: ConfigVariable["type"], text: string, source: string): unknown {
  const value = type.parse(text);
  if (value === undefined) throw new ConfigError(`${source} is ${JSON.stringify(text)}, and must be ${type.expects}.`);
  return value;
}

function listed(names: Iterable<string>): string {
  const all = [...names];
  return all.length === 0 ? " There are no profiles." : ` There are: ${all.join(", ")}.`;
}
