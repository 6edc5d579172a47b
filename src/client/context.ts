import type { AwsCredentialIdentity, TokenIdentity } from "../auth/types.ts";
import type { Partitions } from "../endpoint/index.ts";
import type { Hooks } from "../hooks/hooks.ts";
import type { HttpHandler } from "../http/types.ts";
import type { Service } from "../model/service.ts";
import type { EndpointRuleSet } from "../model/types.ts";
import type { RetryStrategy } from "../retry/types.ts";
import type { ResolvedConfig } from "./options.ts";
import type { ClientRuntime } from "./runtime.ts";

/**
 * Credentials or tokens as a call asks for them: at once where valid ones are at hand, so that a warm call waits for
 * nothing; a promise where they are to be fetched or refreshed. One source serves all clients of a session and fetches
 * once for all that wait.
 */
export interface IdentitySource<Identity> {
  get(): Identity | Promise<Identity>;
}

/** Methods that a service's client has besides its operations: `generatePresignedPost`. */
export type ClientMethods = Readonly<Record<string, (runtime: ClientRuntime, ...args: never[]) => unknown>>;

/** All that a session gives a client. */
export interface ClientContext {
  readonly service: Service;
  readonly config: ResolvedConfig;
  /** `undefined` sends unsigned requests. */
  readonly credentials: IdentitySource<AwsCredentialIdentity> | undefined;
  readonly token: IdentitySource<TokenIdentity> | undefined;
  readonly http: HttpHandler;
  /** Whether the handler is this client's alone, so that `client.close()` closes it. */
  readonly ownsHttp: boolean;
  readonly retry: RetryStrategy;
  readonly hooks: Hooks;
  readonly ruleSet: EndpointRuleSet;
  readonly partitions: Partitions;
  /** Values of the rule set's built-ins that only one service has (`AWS::S3::ForcePathStyle`). */
  readonly endpointBuiltIns: Readonly<Record<string, unknown>>;
  readonly methods: ClientMethods;
  readonly userAgent: string;
  /** Shared by all clients of the session: what one learns (a bucket's region, a host's clock) serves all. */
  readonly cache: Map<string, unknown>;
  /** The session itself, as `client.meta.session` shows it. */
  readonly session: object;
}
