import { ClockSkew } from "../auth/clockSkew.ts";
import type { AuthScheme, AwsCredentialIdentity, TokenIdentity } from "../auth/types.ts";
import { createEndpointResolver, isAwsHost, partitionFinder } from "../endpoint/index.ts";
import type { Endpoint, EndpointChanges, EndpointConfig, EndpointResolver } from "../endpoint/types.ts";
import { NoCredentialsError } from "../errors/index.ts";
import type { HttpTimeouts } from "../http/types.ts";
import { methodName } from "../model/names.ts";
import { Operation } from "../model/service.ts";
import type { ClientContext } from "./context.ts";
import { limitOf } from "./deadline.ts";
import { operationNameOf } from "./methods.ts";
import { type Calls, calls } from "./parts.ts";
import type { OperationPlan } from "./plan.ts";
import type { ChecksumPolicy } from "./requestChecksum.ts";

/** What a client keeps behind its face: its context, and what was compiled for it so far. */
export class ClientRuntime {
  readonly context: ClientContext;
  /** The client that the user holds; hooks are told of it. */
  readonly client: object;
  readonly endpoint: EndpointResolver;
  readonly timeouts: HttpTimeouts;
  readonly clock: ClockSkew;
  /** Whether the endpoint rules ask for the account of the credentials. */
  readonly needsAccountId: boolean;
  readonly #plans = new Map<string, OperationPlan>();
  readonly #resolvers = new Map<string, EndpointResolver>();

  constructor(context: ClientContext, client: object) {
    const { config, ruleSet } = context;
    this.context = context;
    this.client = client;
    this.endpoint = resolverOf(context, {});
    const readTimeout = limitOf(config.readTimeout);
    this.timeouts = { connect: limitOf(config.connectTimeout), headers: readTimeout, body: readTimeout };
    this.clock = clockOf(context.cache);
    this.needsAccountId =
      config.accountIdEndpointMode !== "disabled" &&
      Object.values(ruleSet.parameters).some(({ builtIn }) => builtIn === "AWS::Auth::AccountId");
  }

  /** The plan of a method, by its own name or the operation's: at once, but where the code of calls is still to be read. */
  plan(name: string): OperationPlan | Promise<OperationPlan> {
    const known = this.#plans.get(name);
    if (known) return known;
    const { service } = this.context;
    const operation = service.operation(operationNameOf(service, name));
    const code = calls.get();
    return code instanceof Promise
      ? code.then((read) => this.#planBy(read, name, operation))
      : this.#planBy(code, name, operation);
  }

  #planBy({ OperationPlan }: Calls, name: string, operation: Operation): OperationPlan {
    const plan = this.#plans.get(name) ?? new OperationPlan(this, operation);
    this.#plans.set(name, plan);
    return plan;
  }

  /** The plan of an operation by its API name. */
  planOfOperation(name: string): OperationPlan | Promise<OperationPlan> {
    return this.plan(methodName(name));
  }

  /** The resolver for other settings than the client's own. */
  endpointWith(changes: EndpointChanges): EndpointResolver {
    const key = JSON.stringify(changes);
    let resolver = this.#resolvers.get(key);
    if (!resolver) {
      resolver = resolverOf(this.context, changes);
      this.#resolvers.set(key, resolver);
    }
    return resolver;
  }

  /** Where an operation goes that names no parameter of its own; empty where the rules have no such place. */
  get baseEndpoint(): string {
    try {
      return this.endpoint(new Operation(this.context.service, "Endpoint", {}), {}).origin;
    } catch {
      return "";
    }
  }

  /** The partition of the client's region. */
  get partition(): string {
    return partitionFinder(this.context.partitions)(this.context.config.region ?? "us-east-1")?.name ?? "aws";
  }

  /** Whether requests get checksums where a service only takes them: AWS's own do, others often cannot read them. */
  requestPolicy(endpoint: Endpoint): ChecksumPolicy {
    return this.context.config.requestChecksumCalculation ?? this.#policyOf(endpoint);
  }

  responsePolicy(endpoint: Endpoint): ChecksumPolicy {
    return this.context.config.responseChecksumValidation ?? this.#policyOf(endpoint);
  }

  #policyOf(endpoint: Endpoint): ChecksumPolicy {
    return this.isAws(endpoint) ? "when_supported" : "when_required";
  }

  /** Whether an endpoint is AWS's own. */
  isAws({ host }: Endpoint): boolean {
    return isAwsHost(host, this.context.partitions);
  }

  /** The account that the credentials name, where they do. */
  async accountId(): Promise<string | undefined> {
    return (await this.context.credentials?.get())?.accountId;
  }

  /** What the scheme signs with: at once where it is at hand. */
  identity(scheme: AuthScheme): AwsCredentialIdentity | TokenIdentity | Promise<AwsCredentialIdentity | TokenIdentity> {
    const source = scheme.name === "bearer" ? this.context.token : this.context.credentials;
    if (!source) throw new NoCredentialsError([{ provider: "options", reason: `nothing for ${scheme.name}` }]);
    return source.get();
  }
}

/** One clock for all clients of a session: a host's time is everyone's. */
function clockOf(cache: Map<string, unknown>): ClockSkew {
  const known = cache.get("clock");
  if (known) return known as ClockSkew;
  const clock = new ClockSkew();
  cache.set("clock", clock);
  return clock;
}

function resolverOf(context: ClientContext, changes: EndpointChanges): EndpointResolver {
  const { service, ruleSet, partitions } = context;
  return createEndpointResolver({
    service: service.name,
    config: endpointConfig(context, changes),
    ruleSet,
    partitions,
  });
}

function endpointConfig({ config, endpointBuiltIns }: ClientContext, changes: EndpointChanges): EndpointConfig {
  return {
    region: changes.region ?? config.region,
    useFipsEndpoint: config.useFipsEndpoint,
    useDualstackEndpoint: config.useDualstackEndpoint,
    endpoint: config.endpoint,
    accountIdEndpointMode: config.accountIdEndpointMode,
    builtIns: { ...endpointBuiltIns, ...changes.builtIns },
    clientContextParams: config.clientContextParams,
  };
}
