import type {
  AwsCredentialIdentity,
  AwsCredentialIdentityProvider,
  TokenIdentity,
  TokenIdentityProvider,
} from "../auth/types.ts";
import type { ClientError } from "../errors/index.ts";
import type { AbortSignalLike, HttpHandler } from "../http/types.ts";

/** `retryMode`, as in every AWS SDK. `standard` is the default here. */
export type RetryMode = "legacy" | "standard" | "adaptive";

/** Options of a client. All are optional; what is absent comes from the session, the environment, the profile, a default. */
export interface ClientOptions {
  /** The region to talk to: `eu-west-1`. */
  region?: string | undefined;
  /** Another endpoint than AWS's own, as a URL: an emulator, a gateway, a store that speaks S3. boto3: `endpoint_url`. */
  endpoint?: string | undefined;
  /** Keys, a function that gives them, or `"anonymous"` for unsigned requests. */
  credentials?: AwsCredentialIdentity | AwsCredentialIdentityProvider | "anonymous" | undefined;
  /** A bearer token, or a function that gives one. */
  token?: TokenIdentity | TokenIdentityProvider | undefined;
  /** What sends the requests. Default: node:http on Node, fetch elsewhere. */
  http?: HttpHandler | undefined;
  /** How often a request is sent at most, the first time included. Default: 3. */
  maxAttempts?: number | undefined;
  /** Default: `"standard"`. */
  retryMode?: RetryMode | undefined;
  /** Milliseconds until a connection must stand, the wait for a free one included. Default: 3,100. */
  connectTimeout?: number | undefined;
  /** Milliseconds until the answer begins, and between any two pieces of it. Default: 60,000. */
  readTimeout?: number | undefined;
  /** Milliseconds for a whole call, retries and waits included; 0 means no limit. Default: 0. */
  timeout?: number | undefined;
  /** Connections to one host at most. Default: 50. */
  maxConnections?: number | undefined;
  /** Default: false. */
  useFipsEndpoint?: boolean | undefined;
  /** IPv6 beside IPv4. Default: false. */
  useDualstackEndpoint?: boolean | undefined;
  /** Whether endpoints from the environment and the profile are left alone. Default: false. */
  ignoreConfiguredEndpointUrls?: boolean | undefined;
  /** Whether inputs are checked against the model before anything is sent. Default: true. */
  parameterValidation?: boolean | undefined;
  /** Whether a `long` comes out as a `bigint`. Default: false, a `number`. */
  bigints?: boolean | undefined;
  /** Whether the model's host prefixes are left out. Default: false. */
  disableHostPrefix?: boolean | undefined;
  /** Default: `"when_supported"` for AWS's own endpoints, `"when_required"` for all others. */
  requestChecksumCalculation?: "when_supported" | "when_required" | undefined;
  /** Default: as `requestChecksumCalculation`. */
  responseChecksumValidation?: "when_supported" | "when_required" | undefined;
  /** Default: 10,240 bytes. */
  requestMinCompressionSizeBytes?: number | undefined;
  /** Default: false. */
  disableRequestCompression?: boolean | undefined;
  /** Auth schemes in order of preference: `["sigv4a", "sigv4"]`. */
  authSchemePreference?: readonly string[] | undefined;
  sigv4aSigningRegionSet?: readonly string[] | undefined;
  /** Default: `"preferred"`. */
  accountIdEndpointMode?: "preferred" | "disabled" | "required" | undefined;
  /** Default: on where the service requires it. */
  endpointDiscoveryEnabled?: boolean | undefined;
  /** `app/<id>` in the user agent. */
  userAgentAppId?: string | undefined;
  /**
   * The defaults of retry mode, connect timeout and regional endpoints, as all AWS SDKs have them; `"legacy"` is what
   * boto3 does without one. Default: `"standard"`.
   */
  defaultsMode?: "standard" | "in-region" | "cross-region" | "mobile" | "auto" | "legacy" | undefined;
  /** Whether STS is called in the region or at its global endpoint. Default: `"regional"`. */
  stsRegionalEndpoints?: "regional" | "legacy" | undefined;
  /** Whether AWS's retry values of 2026 hold. boto3: `AWS_NEW_RETRIES_2026`. Default: true. */
  newRetries?: boolean | undefined;
  /** The path of a PEM file with the certificates to trust. Default: Node's own. boto3: `verify`. */
  caBundle?: string | undefined;
  /** A client certificate: the path of a PEM file with it and its key, or the paths of both. */
  clientCert?: string | readonly [certificate: string, key: string] | undefined;
  /** The URL of a proxy for all hosts, or `false` for none. Default: `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`. */
  proxy?: string | false | undefined;
  /** The path of a PEM file with the certificates to trust in a proxy. */
  proxyCaBundle?: string | undefined;
  /** A client certificate for the proxy, as `clientCert`. */
  proxyClientCert?: string | readonly [certificate: string, key: string] | undefined;
  /** Is told what the library does; `console` and pino fit. Secrets and bodies are never logged. Default: silence. */
  logger?: Logger | undefined;
  /** Added to the user agent. */
  customUserAgent?: string | undefined;
  /** Values of the model's client context parameters. */
  clientContextParams?: Readonly<Record<string, unknown>> | undefined;
  /** Another API version than the newest, of models that were loaded besides the package's own. */
  apiVersion?: string | undefined;
  s3?: S3Options | undefined;
}

/** What JavaScript's loggers have in common. */
export interface Logger {
  debug(...content: unknown[]): void;
  info(...content: unknown[]): void;
  warn(...content: unknown[]): void;
  error(...content: unknown[]): void;
}

/** Options of S3 clients. boto3: `Config(s3={…})`. */
export interface S3Options {
  /**
   * Where the bucket goes. Default: `"auto"`, which is `virtual` wherever a bucket's name allows it, and `path` where
   * another endpoint is set.
   */
  addressingStyle?: "auto" | "virtual" | "path" | undefined;
  useAccelerateEndpoint?: boolean | undefined;
  /** Whether the region of an ARN wins over the client's. */
  useArnRegion?: boolean | undefined;
  disableMultiregionAccessPoints?: boolean | undefined;
  disableExpressSessionAuth?: boolean | undefined;
  /** Whether bodies are signed over HTTPS too. Default: false. */
  payloadSigningEnabled?: boolean | undefined;
  /** `"legacy"` sends us-east-1 to the global endpoint. Default: `"regional"`. */
  usEast1RegionalEndpoint?: "regional" | "legacy" | undefined;
}

/** Options of one call. */
export interface CallOptions {
  /** Ends the call, its waits and its transfers. */
  signal?: AbortSignalLike | undefined;
  /** Milliseconds for the whole call, retries and waits included. */
  timeout?: number | undefined;
}

/** A client's settings after all sources were asked: what `client.meta.config` shows. */
export interface ResolvedConfig {
  readonly region: string | undefined;
  readonly endpoint: string | undefined;
  readonly retryMode: RetryMode;
  /** `undefined`: the mode's and the service's own. */
  readonly maxAttempts: number | undefined;
  readonly connectTimeout: number;
  readonly readTimeout: number;
  readonly timeout: number;
  readonly maxConnections: number;
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
  readonly parameterValidation: boolean;
  readonly bigints: boolean;
  readonly disableHostPrefix: boolean;
  readonly requestChecksumCalculation: "when_supported" | "when_required" | undefined;
  readonly responseChecksumValidation: "when_supported" | "when_required" | undefined;
  readonly requestMinCompressionSizeBytes: number;
  readonly disableRequestCompression: boolean;
  readonly authSchemePreference: readonly string[] | undefined;
  readonly sigv4aSigningRegionSet: readonly string[] | undefined;
  readonly accountIdEndpointMode: "preferred" | "disabled" | "required";
  readonly endpointDiscoveryEnabled: boolean | undefined;
  readonly stsRegionalEndpoints: "regional" | "legacy";
  readonly userAgentAppId: string | undefined;
  readonly customUserAgent: string | undefined;
  readonly clientContextParams: Readonly<Record<string, unknown>>;
  readonly s3: Readonly<S3Options>;
}

/** Options of `client.paginate`. boto3: `PaginationConfig`. */
export interface PaginatorOptions {
  /** How many items at most, over all pages. boto3: `MaxItems`. */
  limit?: number | undefined;
  /** How many items a page has at most. boto3: `PageSize`. */
  pageSize?: number | undefined;
  /** The `resumeToken` of an earlier pagination; boto3's are understood. boto3: `StartingToken`. */
  startingToken?: string | undefined;
  /** Whether the next page is asked for while the present one is read. Default: false. */
  prefetch?: boolean | undefined;
  /** Ends the call that is under way; no further page is asked for. */
  signal?: AbortSignalLike | undefined;
  /** Milliseconds for the call of each page, retries and waits included. Default: the client's. */
  timeout?: number | undefined;
}

/** Options of `client.waitUntil`. Seconds, as in the official SDK. */
export interface WaiterOptions {
  /** Seconds in all. Default: what the model's delay and number of attempts come to. */
  maxWaitTime?: number | undefined;
  /** Seconds before the second question. Default: the smaller of the model's delay and 2. */
  minDelay?: number | undefined;
  /** Seconds between two questions at most. Default: the model's delay. */
  maxDelay?: number | undefined;
  /** Told of every answer that says neither yes nor no. */
  onPoll?: ((poll: WaiterPoll) => void) | undefined;
  signal?: AbortSignalLike | undefined;
}

/** One question that a waiter asked. */
export interface WaiterPoll {
  readonly attempt: number;
  /** The answer, where it was a success. */
  readonly output: Record<string, unknown> | undefined;
  readonly error: ClientError | undefined;
  /** Milliseconds since the waiter began. */
  readonly elapsed: number;
  /** Milliseconds until the next question. */
  readonly delay: number;
}
