/** How a setting's text is read, and what values an option may have. */
export interface ConfigType<T = unknown> {
  /** For messages: "true or false". */
  readonly expects: string;
  /** `undefined` says that the text is no such value. */
  parse(text: string): T | undefined;
  accepts(value: unknown): boolean;
}

/** One setting: the option that sets it, and all the other places that may. */
export interface ConfigVariable {
  readonly type: ConfigType;
  /** The setting's key in the profile, and in the environment: `max_attempts` is `AWS_MAX_ATTEMPTS` there. */
  readonly key?: string;
  /** Environment variables, after that of the key; the first that is set counts. */
  readonly environment?: readonly string[];
  /** Keys of the profile, after the key; a dot leads to a sub-key, `{service}` is the client's. The first that is set counts. */
  readonly profile?: readonly string[];
  readonly default?: unknown;
  /** Whether only sessions have the option, not clients. */
  readonly sessionOnly?: boolean;
  /** Whether the value, or a part of it, must not be shown. */
  readonly secret?: boolean;
}

/** The environment variables that may set it, the first of them before the others. */
export function variablesOf({ key, environment = [] }: ConfigVariable): readonly string[] {
  return key === undefined ? environment : [`AWS_${key.toUpperCase()}`, ...environment];
}

/** The profile's keys that may set it, the first of them before the others. */
export function profileKeysOf({ key, profile = [] }: ConfigVariable): readonly string[] {
  return key === undefined ? profile : [key, ...profile];
}

const text: ConfigType<string> = {
  expects: "a text that is not empty",
  parse: (value) => value,
  accepts: (value) => typeof value === "string" && value !== "",
};

const flag: ConfigType<boolean> = {
  expects: "true or false",
  parse: (value) => ({ true: true, false: false })[value.toLowerCase()],
  accepts: (value) => typeof value === "boolean",
};

const url: ConfigType<string> = {
  expects: "a URL that begins with http:// or https://",
  parse: (value) => (isUrl(value) ? value : undefined),
  accepts: (value) => typeof value === "string" && isUrl(value),
};

/** Commas separate them. */
const list: ConfigType<readonly string[]> = {
  expects: "a list of texts",
  parse(value) {
    const items = value.split(",").map((item) => item.trim());
    return items.every((item) => item !== "") ? items : undefined;
  },
  accepts: (value) => Array.isArray(value) && value.every((item) => typeof item === "string" && item !== ""),
};

const object: ConfigType<object> = {
  expects: "an object",
  parse: () => undefined,
  accepts: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
};

/** What is called as a `Logger` is. */
const logger: ConfigType<object> = {
  expects: "an object with the methods debug, info, warn and error",
  parse: () => undefined,
  accepts: (value) =>
    ["debug", "info", "warn", "error"].every(
      (method) => typeof (value as Record<string, unknown> | null)?.[method] === "function",
    ),
};

function whole(least: number): ConfigType<number> {
  return {
    expects: `a whole number, ${least} or more`,
    parse: (value) => (/^\d+$/.test(value) && Number(value) >= least ? Number(value) : undefined),
    accepts: (value) => Number.isSafeInteger(value) && (value as number) >= least,
  };
}

function milliseconds(least: number): ConfigType<number> {
  return {
    expects: `a number of milliseconds, ${least} or more`,
    parse: () => undefined,
    accepts: (value) => typeof value === "number" && value >= least,
  };
}

function oneOf(...values: string[]): ConfigType<string> {
  const known = (value: string) => values.find((candidate) => candidate === value.toLowerCase());
  return {
    expects: values.map((value) => `"${value}"`).join(", "),
    parse: known,
    accepts: (value) => typeof value === "string" && values.includes(value),
  };
}

function either(expects: string, ...types: ConfigType[]): ConfigType {
  return {
    expects,
    parse: (value) => types.map((type) => type.parse(value)).find((parsed) => parsed !== undefined),
    accepts: (value) => types.some((type) => type.accepts(value)),
  };
}

function func(expects: string): ConfigType {
  return { expects, parse: () => undefined, accepts: (value) => typeof value === "function" };
}

function isUrl(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value);
}

const whenSupported = oneOf("when_supported", "when_required");
const pem = either("the path of a PEM file, or the path of the certificate's and the path of the key's", text, list);
const discovery: ConfigType<boolean | "auto"> = {
  expects: 'true, false or "auto"',
  parse: (value) => (value.toLowerCase() === "auto" ? "auto" : flag.parse(value)),
  accepts: (value) => typeof value === "boolean",
};

/**
 * Every setting of a session and its clients by its option's name. An option of the client wins over the session's, that
 * over the environment, that over the profile, that over the default. Names of variables and keys are those of the AWS
 * SDKs and Tools Reference Guide and of boto3's configuration guide.
 */
export const configVariables: Readonly<Record<string, ConfigVariable>> = {
  region: { type: text, environment: ["AWS_REGION", "AWS_DEFAULT_REGION"], profile: ["region"] },
  defaultsMode: {
    type: oneOf("standard", "in-region", "cross-region", "mobile", "auto", "legacy"),
    key: "defaults_mode",
    default: "standard",
  },

  // The defaults of these come from the defaults mode.
  retryMode: { type: oneOf("legacy", "standard", "adaptive"), key: "retry_mode" },
  connectTimeout: { type: milliseconds(0) },
  stsRegionalEndpoints: { type: oneOf("regional", "legacy"), key: "sts_regional_endpoints" },
  "s3.usEast1RegionalEndpoint": {
    type: oneOf("regional", "legacy"),
    key: "s3_us_east_1_regional_endpoint",
    profile: ["s3.us_east_1_regional_endpoint"],
  },

  newRetries: { type: flag, environment: ["AWS_NEW_RETRIES_2026"], default: true },
  maxAttempts: { type: whole(1), key: "max_attempts" },
  readTimeout: { type: milliseconds(0), default: 60_000 },
  timeout: { type: milliseconds(0), default: 0 },
  maxConnections: { type: whole(1), default: 50 },
  caBundle: { type: text, key: "ca_bundle" },
  clientCert: { type: pem },
  proxy: {
    type: either("the URL of a proxy, or false", url, { ...flag, accepts: (value) => value === false }),
    secret: true,
  },
  proxyCaBundle: { type: text, profile: ["proxy_ca_bundle"] },
  proxyClientCert: { type: pem, profile: ["proxy_client_cert"] },
  http: { type: func("a function that sends a request") },

  useFipsEndpoint: { type: flag, key: "use_fips_endpoint", default: false },
  useDualstackEndpoint: {
    type: flag,
    environment: ["AWS_USE_DUALSTACK_ENDPOINT"],
    profile: ["{service}.use_dualstack_endpoint", "use_dualstack_endpoint"],
    default: false,
  },
  ignoreConfiguredEndpointUrls: { type: flag, key: "ignore_configured_endpoint_urls", default: false },
  endpoint: { type: url, key: "endpoint_url" },
  endpointDiscoveryEnabled: { type: discovery, key: "endpoint_discovery_enabled", default: "auto" },
  accountIdEndpointMode: {
    type: oneOf("preferred", "disabled", "required"),
    key: "account_id_endpoint_mode",
    default: "preferred",
  },
  disableHostPrefix: { type: flag, key: "disable_host_prefix_injection", default: false },
  clientContextParams: { type: object, default: {} },
  apiVersion: { type: text },

  parameterValidation: { type: flag, profile: ["parameter_validation"], default: true },
  bigints: { type: flag, default: false },
  requestChecksumCalculation: { type: whenSupported, key: "request_checksum_calculation" },
  responseChecksumValidation: { type: whenSupported, key: "response_checksum_validation" },
  requestMinCompressionSizeBytes: { type: whole(0), key: "request_min_compression_size_bytes", default: 10_240 },
  disableRequestCompression: { type: flag, key: "disable_request_compression", default: false },
  authSchemePreference: { type: list, key: "auth_scheme_preference" },
  sigv4aSigningRegionSet: { type: list, key: "sigv4a_signing_region_set" },
  userAgentAppId: { type: text, key: "sdk_ua_app_id" },
  customUserAgent: { type: text },
  logger: { type: logger },

  "s3.addressingStyle": { type: oneOf("auto", "virtual", "path"), profile: ["s3.addressing_style"] },
  "s3.useAccelerateEndpoint": { type: flag, profile: ["s3.use_accelerate_endpoint"] },
  "s3.useArnRegion": { type: flag, key: "s3_use_arn_region", profile: ["s3.use_arn_region"] },
  "s3.disableMultiregionAccessPoints": {
    type: flag,
    key: "s3_disable_multiregion_access_points",
    profile: ["s3.s3_disable_multiregion_access_points"],
  },
  "s3.disableExpressSessionAuth": {
    type: flag,
    key: "s3_disable_express_session_auth",
    profile: ["s3.s3_disable_express_session_auth"],
  },
  "s3.payloadSigningEnabled": { type: flag, profile: ["s3.payload_signing_enabled"] },

  credentials: {
    type: either('keys, a function that gives them, or "anonymous"', object, func(""), oneOf("anonymous")),
    secret: true,
  },
  token: { type: either("a token, or a function that gives one", object, func("")), secret: true },

  mfaCode: { type: func("a function that resolves to a code"), sessionOnly: true },
  cacheRoles: { type: flag, default: false, sessionOnly: true },
  dataPath: { type: text, key: "data_path", sessionOnly: true },
  metadataServiceTimeout: { type: whole(1), key: "metadata_service_timeout", default: 1, sessionOnly: true },
  metadataServiceNumAttempts: { type: whole(1), key: "metadata_service_num_attempts", default: 1, sessionOnly: true },
  ec2MetadataServiceEndpoint: { type: url, key: "ec2_metadata_service_endpoint", sessionOnly: true },
  ec2MetadataServiceEndpointMode: {
    type: oneOf("ipv4", "ipv6"),
    key: "ec2_metadata_service_endpoint_mode",
    sessionOnly: true,
  },
  imdsUseIpv6: { type: flag, key: "imds_use_ipv6", default: false, sessionOnly: true },
  ec2MetadataDisabled: { type: flag, environment: ["AWS_EC2_METADATA_DISABLED"], default: false, sessionOnly: true },
  ec2MetadataV1Disabled: { type: flag, key: "ec2_metadata_v1_disabled", default: false, sessionOnly: true },
};
