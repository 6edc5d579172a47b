import type { AuthScheme } from "../auth/types.ts";
import type { Operation } from "../model/service.ts";

/** Where a request goes and how it is to be signed, as the service's endpoint rules say. Shared and never changed. */
export interface Endpoint {
  /** `https://photos.s3.eu-west-1.amazonaws.com` */
  readonly origin: string;
  /** Host and, where it is not the scheme's own, port; the `host` header. */
  readonly host: string;
  /** Comes before the request's path: empty, or `/base` without a slash at its end. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  /** In the rules' order of preference; absent where the rules leave it to the model. */
  readonly authSchemes?: readonly AuthScheme[];
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The settings that endpoint rules may ask for. */
export interface EndpointConfig {
  readonly region: string | undefined;
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
  /** A custom endpoint's URL. */
  readonly endpoint: string | undefined;
  readonly accountIdEndpointMode: "preferred" | "disabled" | "required";
  /**
   * S3's built-ins by their rule-set names (`AWS::S3::ForcePathStyle`) and others of one service; a parameter that is no
   * built-in has its own name.
   */
  readonly builtIns: Readonly<Record<string, unknown>>;
  /** The values of the model's `clientContextParams`. */
  readonly clientContextParams: Readonly<Record<string, unknown>>;
}

/** What single calls ask the rules otherwise than their client: a bucket's own region. */
export interface EndpointChanges {
  readonly region?: string | undefined;
  readonly builtIns?: Readonly<Record<string, unknown>>;
}

/**
 * Finds an operation's endpoint. What it depends on is found once an operation, and each set of values is resolved
 * once: a warm call pays a look-up. Throws `EndpointError`.
 */
export type EndpointResolver = (
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
  /** Of the credentials, where they name one and the rules ask for it. */
  accountId?: string,
) => Endpoint;
