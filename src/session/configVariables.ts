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
  /** Environment variables; the first that is set counts. */
  readonly environment?: readonly string[];
  /** Keys of the profile; a dot leads to a sub-key, `{service}` is the client's. The first that is set counts. */
  readonly profile?: readonly string[];
  readonly default?: unknown;
  /** Whether only sessions have the option, not clients. */
  readonly sessionOnly?: boolean;
  /** Whether the value, or a part of it, must not be shown. */
  readonly secret?: boolean;
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
    environment: ["AWS_DEFAULTS_MODE"],
    profile: ["defaults_mode"],
    default: "standard",
  },

  // The defaults of these come from the defaults mode.
  retryMode: {
    type: oneOf("legacy", "standard", "adaptive"),
    environment: ["AWS_RETRY_MODE"],
    profile: ["retry_mode"],
  },
  connectTimeout: { type: milliseconds(0) },
  stsRegionalEndpoints: {
    type: oneOf("regional", "legacy"),
    environment: ["AWS_STS_REGIONAL_ENDPOINTS"],
    profile: ["sts_regional_endpoints"],
  },
  "s3.usEast1RegionalEndpoint": {
    type: oneOf("regional", "legacy"),
    environment: ["AWS_S3_US_EAST_1_REGIONAL_ENDPOINT"],
    profile: ["s3_us_east_1_regional_endpoint", "s3.us_east_1_regional_endpoint"],
  },

  newRetries: { type: flag, environment: ["AWS_NEW_RETRIES_2026"], default: true },
  maxAttempts: { type: whole(1), environment: ["AWS_MAX_ATTEMPTS"], profile: ["max_attempts"] },
  readTimeout: { type: milliseconds(0), default: 60_000 },
  timeout: { type: milliseconds(0), default: 0 },
  maxConnections: { type: whole(1), default: 50 },
  caBundle: { type: text, environment: ["AWS_CA_BUNDLE"], profile: ["ca_bundle"] },
  clientCert: { type: pem },
  proxy: {
    type: either("the URL of a proxy, or false", url, { ...flag, accepts: (value) => value === false }),
    secret: true,
  },
  proxyCaBundle: { type: text, profile: ["proxy_ca_bundle"] },
  proxyClientCert: { type: pem, profile: ["proxy_client_cert"] },
  http: { type: func("a function that sends a request") },

  useFipsEndpoint: {
    type: flag,
    environment: ["AWS_USE_FIPS_ENDPOINT"],
    profile: ["use_fips_endpoint"],
    default: false,
  },
  useDualstackEndpoint: {
    type: flag,
    environment: ["AWS_USE_DUALSTACK_ENDPOINT"],
    profile: ["{service}.use_dualstack_endpoint", "use_dualstack_endpoint"],
    default: false,
  },
  ignoreConfiguredEndpointUrls: {
    type: flag,
    environment: ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"],
    profile: ["ignore_configured_endpoint_urls"],
    default: false,
  },
  endpoint: { type: url, environment: ["AWS_ENDPOINT_URL"], profile: ["endpoint_url"] },
  endpointDiscoveryEnabled: {
    type: discovery,
    environment: ["AWS_ENDPOINT_DISCOVERY_ENABLED"],
    profile: ["endpoint_discovery_enabled"],
    default: "auto",
  },
  accountIdEndpointMode: {
    type: oneOf("preferred", "disabled", "required"),
    environment: ["AWS_ACCOUNT_ID_ENDPOINT_MODE"],
    profile: ["account_id_endpoint_mode"],
    default: "preferred",
  },
  disableHostPrefix: {
    type: flag,
    environment: ["AWS_DISABLE_HOST_PREFIX_INJECTION"],
    profile: ["disable_host_prefix_injection"],
    default: false,
  },
  clientContextParams: { type: object, default: {} },
  apiVersion: { type: text },

  parameterValidation: { type: flag, profile: ["parameter_validation"], default: true },
  bigints: { type: flag, default: false },
  requestChecksumCalculation: {
    type: whenSupported,
    environment: ["AWS_REQUEST_CHECKSUM_CALCULATION"],
    profile: ["request_checksum_calculation"],
  },
  responseChecksumValidation: {
    type: whenSupported,
    environment: ["AWS_RESPONSE_CHECKSUM_VALIDATION"],
    profile: ["response_checksum_validation"],
  },
  requestMinCompressionSizeBytes: {
    type: whole(0),
    environment: ["AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES"],
    profile: ["request_min_compression_size_bytes"],
    default: 10_240,
  },
  disableRequestCompression: {
    type: flag,
    environment: ["AWS_DISABLE_REQUEST_COMPRESSION"],
    profile: ["disable_request_compression"],
    default: false,
  },
  authSchemePreference: {
    type: list,
    environment: ["AWS_AUTH_SCHEME_PREFERENCE"],
    profile: ["auth_scheme_preference"],
  },
  sigv4aSigningRegionSet: {
    type: list,
    environment: ["AWS_SIGV4A_SIGNING_REGION_SET"],
    profile: ["sigv4a_signing_region_set"],
  },
  userAgentAppId: { type: text, environment: ["AWS_SDK_UA_APP_ID"], profile: ["sdk_ua_app_id"] },
  customUserAgent: { type: text },
  logger: { type: logger },

  "s3.addressingStyle": {
    type: oneOf("auto", "virtual", "path"),
    profile: ["s3.addressing_style"],
  },
  "s3.useAccelerateEndpoint": { type: flag, profile: ["s3.use_accelerate_endpoint"] },
  "s3.useArnRegion": {
    type: flag,
    environment: ["AWS_S3_USE_ARN_REGION"],
    profile: ["s3_use_arn_region", "s3.use_arn_region"],
  },
  "s3.disableMultiregionAccessPoints": {
    type: flag,
    environment: ["AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS"],
    profile: ["s3_disable_multiregion_access_points", "s3.s3_disable_multiregion_access_points"],
  },
  "s3.disableExpressSessionAuth": {
    type: flag,
    environment: ["AWS_S3_DISABLE_EXPRESS_SESSION_AUTH"],
    profile: ["s3_disable_express_session_auth", "s3.s3_disable_express_session_auth"],
  },
  "s3.payloadSigningEnabled": { type: flag, profile: ["s3.payload_signing_enabled"] },

  credentials: {
    type: either('keys, a function that gives them, or "anonymous"', object, func(""), oneOf("anonymous")),
    secret: true,
  },
  token: { type: either("a token, or a function that gives one", object, func("")), secret: true },

  mfaCode: { type: func("a function that resolves to a code"), sessionOnly: true },
  cacheRoles: { type: flag, default: false, sessionOnly: true },
  dataPath: { type: text, environment: ["AWS_DATA_PATH"], profile: ["data_path"], sessionOnly: true },
  metadataServiceTimeout: {
    type: whole(1),
    environment: ["AWS_METADATA_SERVICE_TIMEOUT"],
    profile: ["metadata_service_timeout"],
    default: 1,
    sessionOnly: true,
  },
  metadataServiceNumAttempts: {
    type: whole(1),
    environment: ["AWS_METADATA_SERVICE_NUM_ATTEMPTS"],
    profile: ["metadata_service_num_attempts"],
    default: 1,
    sessionOnly: true,
  },
  ec2MetadataServiceEndpoint: {
    type: url,
    environment: ["AWS_EC2_METADATA_SERVICE_ENDPOINT"],
    profile: ["ec2_metadata_service_endpoint"],
    sessionOnly: true,
  },
  ec2MetadataServiceEndpointMode: {
    type: oneOf("ipv4", "ipv6"),
    environment: ["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"],
    profile: ["ec2_metadata_service_endpoint_mode"],
    sessionOnly: true,
  },
  imdsUseIpv6: {
    type: flag,
    environment: ["AWS_IMDS_USE_IPV6"],
    profile: ["imds_use_ipv6"],
    default: false,
    sessionOnly: true,
  },
  ec2MetadataDisabled: {
    type: flag,
    environment: ["AWS_EC2_METADATA_DISABLED"],
    default: false,
    sessionOnly: true,
  },
  ec2MetadataV1Disabled: {
    type: flag,
    environment: ["AWS_EC2_METADATA_V1_DISABLED"],
    profile: ["ec2_metadata_v1_disabled"],
    default: false,
    sessionOnly: true,
  },
};
