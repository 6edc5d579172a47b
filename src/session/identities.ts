import type { AwsCredentialIdentity } from "../auth/types.ts";
import type { IdentitySource } from "../client/context.ts";
import type { ClientOptions } from "../client/options.ts";
import type { SessionConfig } from "./config.ts";
import { fromChain } from "./credentials/chain.ts";
import { checkGivenKeys, fromGivenProvider } from "./credentials/given.ts";
import type { CredentialsContext, ServiceClient } from "./credentials/provider.ts";
import { createIdentitySource, fixedIdentity } from "./identitySource.ts";
import type { Transport } from "./transport.ts";

type Credentials = NonNullable<ClientOptions["credentials"]>;

/** The sources of a session's credentials: one for each that was given, one for the chain; shared by all clients. */
export class Identities {
  readonly #config: SessionConfig;
  readonly #transport: Transport;
  readonly #client: (service: string, options: ClientOptions) => unknown;
  readonly #given = new WeakMap<object, IdentitySource<AwsCredentialIdentity>>();
  #chain: IdentitySource<AwsCredentialIdentity> | undefined;

  constructor(
    config: SessionConfig,
    transport: Transport,
    client: (service: string, options: ClientOptions) => unknown,
  ) {
    this.#config = config;
    this.#transport = transport;
    this.#client = client;
  }

  /** The source of the credentials that an option gave, or of the chain's; `undefined` for unsigned requests. */
  credentials(given: Credentials | undefined): IdentitySource<AwsCredentialIdentity> | undefined {
    if (given === "anonymous") return undefined;
    if (given === undefined) {
      this.#chain ??= this.#source(() => fromChain(this.#context()));
      return this.#chain;
    }
    let source = this.#given.get(given);
    if (!source) {
      source = this.#sourceOfGiven(given);
      this.#given.set(given, source);
    }
    return source;
  }

  #sourceOfGiven(given: Exclude<Credentials, string>): IdentitySource<AwsCredentialIdentity> {
    if (typeof given === "function") return this.#source((refresh) => fromGivenProvider(given, refresh));
    checkGivenKeys(given);
    return fixedIdentity(given);
  }

  #source(fetch: (refresh: boolean) => Promise<AwsCredentialIdentity>): IdentitySource<AwsCredentialIdentity> {
    return createIdentitySource({
      kind: "credentials",
      fetch,
      now: () => this.#config.environment.now(),
      onRefreshFailure: (error) => this.#config.options.logger?.warn("Credentials could not be refreshed.", error),
    });
  }

  #context(): CredentialsContext {
    const client = this.#client;
    const { logger, mfaCode } = this.#config.options;
    return {
      config: this.#config,
      region: this.#config.region,
      mfaCode,
      onWarning: (message, error) => logger?.warn(message, error),
      http: (request) => this.#transport.shared(request),
      client: (service, options) => client(service, options) as ServiceClient,
    };
  }
}
