import type { AwsCredentialIdentity, TokenIdentity } from "../auth/types.ts";
import type { IdentitySource } from "../client/context.ts";
import type { ClientOptions } from "../client/options.ts";
import { ConfigError } from "../errors/index.ts";
import type { SessionConfig } from "./config.ts";
import { fromChain } from "./credentials/chain.ts";
import { checkGivenKeys, fromGivenProvider } from "./credentials/given.ts";
import type { CredentialsContext, ServiceClient } from "./credentials/provider.ts";
import { environmentToken, fromSsoSession, fromTokenProvider } from "./credentials/token.ts";
import { createIdentitySource, fixedIdentity } from "./identitySource.ts";
import { warning } from "./logging.ts";
import type { Transport } from "./transport.ts";

type Credentials = NonNullable<ClientOptions["credentials"]>;
type Token = NonNullable<ClientOptions["token"]>;
type Expiring = { readonly expiration?: Date | undefined };

/** The sources of a session's credentials and tokens: one for each that was given, and one for each chain. */
export class Identities {
  readonly #config: SessionConfig;
  readonly #transport: Transport;
  readonly #client: (service: string, options: ClientOptions) => unknown;
  readonly #given = new WeakMap<object, IdentitySource<never>>();
  #chain: IdentitySource<AwsCredentialIdentity> | undefined;
  #sso: IdentitySource<TokenIdentity> | undefined;

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
    if (given !== undefined) return this.#once(given, () => this.#sourceOfCredentials(given));
    this.#chain ??= this.#source("credentials", () => fromChain(this.context));
    return this.#chain;
  }

  /** The source of the token that an option gave, or of the profile's SSO session; `undefined` where there is none. */
  token(given: Token | undefined): IdentitySource<TokenIdentity> | undefined {
    if (given !== undefined) return this.#once(given, () => this.#sourceOfToken(given));
    if (!this.#config.profile.has("sso_session")) return undefined;
    this.#sso ??= this.#source("token", () => fromSsoSession(this.context));
    return this.#sso;
  }

  /** The source of the token that the environment has for a service. */
  environmentToken(signingName: string): IdentitySource<TokenIdentity> | undefined {
    const token = environmentToken(this.#config.environment, signingName);
    return token && fixedIdentity(token);
  }

  /** What providers work with. */
  get context(): CredentialsContext {
    const client = this.#client;
    const { logger, mfaCode } = this.#config.options;
    return {
      config: this.#config,
      region: this.#config.region,
      mfaCode,
      onWarning: (message, error) => logger?.warn(warning(message, error)),
      http: (request) => this.#transport.local(request),
      client: (service, options) => client(service, options) as ServiceClient,
    };
  }

  #once<Identity>(given: object, create: () => IdentitySource<Identity>): IdentitySource<Identity> {
    let source = this.#given.get(given) as IdentitySource<Identity> | undefined;
    if (!source) {
      source = create();
      this.#given.set(given, source as IdentitySource<never>);
    }
    return source;
  }

  #sourceOfCredentials(given: Exclude<Credentials, string>): IdentitySource<AwsCredentialIdentity> {
    if (typeof given === "function") return this.#source("credentials", (refresh) => fromGivenProvider(given, refresh));
    checkGivenKeys(given);
    return fixedIdentity(given);
  }

  #sourceOfToken(given: Token): IdentitySource<TokenIdentity> {
    if (typeof given === "function") return this.#source("token", (refresh) => fromTokenProvider(given, refresh));
    if (typeof given.token !== "string" || given.token === "") throw new ConfigError("The option token has no token.");
    return fixedIdentity(given);
  }

  #source<Identity extends Expiring>(
    kind: "credentials" | "token",
    fetch: (refresh: boolean) => Promise<Identity>,
  ): IdentitySource<Identity> {
    const { environment, options } = this.#config;
    return createIdentitySource({
      kind,
      fetch,
      now: () => environment.now(),
      onRefreshFailure: (error) => options.logger?.warn(warning(`The ${kind} could not be refreshed.`, error)),
    });
  }
}
