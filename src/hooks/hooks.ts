import type { AuthScheme, AwsCredentialIdentity } from "../auth/types.ts";
import type { Endpoint, EndpointChanges } from "../endpoint/types.ts";
import { didYouMean, type TucuxiError, UnknownNameError } from "../errors/index.ts";
import type { AbortSignalLike, HttpRequest, HttpResponse } from "../http/types.ts";
import { methodName } from "../model/names.ts";
import type { Operation } from "../model/service.ts";
import type { SerializedRequest } from "../protocol/types.ts";

/** What every hook is told of the call it takes part in. */
export interface HookContext {
  readonly operation: Operation;
  /** The client whose call it is. */
  readonly client: object;
  /** Lives as long as the call: hooks leave notes for later stages in it. */
  readonly state: Map<unknown, unknown>;
  /** Set where the request is presigned for someone else to make (`client.presign`): nothing is sent. */
  readonly presigning?: true;
  /** Set where the call is a command of the official SDK: input and output are the API's own, without conveniences. */
  readonly verbatim?: true;
}

type MaybePromise<T> = T | Promise<T>;
type Input = Record<string, unknown>;
type Output = Record<string, unknown>;

/**
 * What answers in the service's place: an output, or a function that is asked at each attempt and gives an output or
 * throws, so that what fails is made again by the client's own rules.
 */
export type AnswerInPlace =
  | { readonly output: Output }
  | { readonly attempt: (attempt: number, signal?: AbortSignalLike) => MaybePromise<Output> };

/**
 * The stages of a call in their order, and what a hook may do at each. Names are boto3's events in camelCase;
 * `docs/hooks.md` has the table. A hook that returns nothing leaves things as they are (it may have changed them in
 * place where the stage says so).
 */
export interface HookStages {
  /** The input as the user gave it, before validation. Return another to replace it. boto3: `provide-client-params`. */
  provideClientParams: (event: HookContext & { readonly input: Input }) => MaybePromise<Input | undefined | void>;
  /**
   * A copy of the input that may be changed in place, before validation and serialization. boto3:
   * `before-parameter-build`.
   */
  beforeParameterBuild: (event: HookContext & { readonly input: Input }) => MaybePromise<void>;
  /**
   * The serialized request, to be changed in place; return an {@link AnswerInPlace} to answer without sending. boto3:
   * `before-call`.
   */
  beforeCall: (
    event: HookContext & { readonly input: Input; readonly request: SerializedRequest },
  ) => MaybePromise<AnswerInPlace | undefined | void>;
  /**
   * Return a region or built-ins that the endpoint rules are to be asked with instead of the client's own. boto3:
   * `before-endpoint-resolution`.
   */
  beforeEndpointResolution: (
    event: HookContext & { readonly input: Input },
  ) => MaybePromise<EndpointChanges | undefined | void>;
  /**
   * Where the request goes; return another endpoint to replace it. Asked again, as the stages around it, before an
   * attempt that a hook of `needsRetry` wanted.
   */
  endpointResolved: (
    event: HookContext & { readonly input: Input; readonly endpoint: Endpoint },
  ) => MaybePromise<Endpoint | undefined | void>;
  /** Which signature; return another scheme to replace it. boto3: `choose-signer`. */
  chooseSigner: (event: HookContext & { readonly scheme: AuthScheme }) => MaybePromise<AuthScheme | undefined | void>;
  /** Whose signature it is; return other credentials to replace them. boto3: the signing context's `identity_cache`. */
  chooseIdentity: (
    event: HookContext & {
      readonly input: Input;
      readonly scheme: AuthScheme;
      readonly identity: AwsCredentialIdentity | undefined;
    },
  ) => MaybePromise<AwsCredentialIdentity | undefined | void>;
  /** The request of an attempt, unsigned, to be changed in place. boto3: `request-created`, `before-sign`. */
  beforeSign: (
    event: HookContext & {
      readonly request: HttpRequest;
      readonly attempt: number;
      readonly scheme: AuthScheme;
      readonly identity: AwsCredentialIdentity | undefined;
    },
  ) => MaybePromise<void>;
  /** The signed request; return a response to answer instead of the network. boto3: `before-send`. */
  beforeSend: (
    event: HookContext & { readonly request: HttpRequest; readonly attempt: number },
  ) => MaybePromise<HttpResponse | undefined | void>;
  /** The raw answer; return another to replace it. boto3: `before-parse`. */
  beforeParse: (
    event: HookContext & { readonly response: HttpResponse; readonly attempt: number },
  ) => MaybePromise<HttpResponse | undefined | void>;
  /** What an attempt came to. boto3: `response-received`. */
  responseReceived: (
    event: HookContext & {
      readonly attempt: number;
      readonly output?: Output | undefined;
      readonly error?: unknown;
      readonly response?: HttpResponse | undefined;
    },
  ) => MaybePromise<void>;
  /**
   * A failed attempt. Return milliseconds to have it made again after that time, whatever the retry mode says; `false`
   * to give the error to the caller. boto3: `needs-retry`.
   */
  needsRetry: (
    event: HookContext & { readonly attempt: number; readonly error: unknown; readonly input: Input },
  ) => MaybePromise<number | false | undefined | void>;
  /** The output, to be changed in place, or another to replace it. boto3: `after-call`. */
  afterCall: (
    event: HookContext & { readonly input: Input; readonly output: Output },
  ) => MaybePromise<Output | undefined | void>;
  /** The error that the caller will get; return another to replace it. boto3: `after-call-error`. */
  afterCallError: (
    event: HookContext & { readonly input: Input; readonly error: unknown },
  ) => MaybePromise<TucuxiError | undefined | void>;
}

export type HookStage = keyof HookStages;

/** The stages in the order of a call. */
const stages: Readonly<Record<HookStage, true>> = {
  provideClientParams: true,
  beforeParameterBuild: true,
  beforeCall: true,
  beforeEndpointResolution: true,
  endpointResolved: true,
  chooseSigner: true,
  chooseIdentity: true,
  beforeSign: true,
  beforeSend: true,
  beforeParse: true,
  responseReceived: true,
  needsRetry: true,
  afterCall: true,
  afterCallError: true,
};

/** Which calls a hook takes part in; absent means all. */
export interface HookFilter {
  /** A client's name, or several: `"s3"`. */
  readonly service?: string | readonly string[] | undefined;
  /** Operations by their API names or their methods': `"PutObject"`, `"putObject"`. */
  readonly operation?: string | readonly string[] | undefined;
}

/** The hooks of one operation, stage by stage; absent where there is none, so that a call asks one question. */
export type OperationHooks = { readonly [Stage in HookStage]?: readonly HookStages[Stage][] };

interface Registration {
  readonly stage: HookStage;
  readonly handler: HookStages[HookStage];
  readonly filter: HookFilter;
}

/**
 * The hooks of a session or of a client. A client's are asked after its session's, in the order in which they were
 * registered; a client sees also what its session registers later.
 *
 * @example
 * const remove = session.hooks.register("beforeSend", ({ request }) => {
 *   request.headers["x-team"] = "photos";
 * }, { service: "s3" });
 * remove();
 */
export class Hooks {
  readonly #parent: Hooks | undefined;
  #registrations: readonly Registration[] = [];
  #version = 0;

  constructor(parent?: Hooks) {
    this.#parent = parent;
  }

  /** Changes whenever a hook comes or goes, here or above: what was compiled for an older version is compiled anew. */
  get version(): number {
    return this.#version + (this.#parent?.version ?? 0);
  }

  /** Adds a hook and returns the function that removes it. boto3: `events.register`. */
  register<Stage extends HookStage>(stage: Stage, handler: HookStages[Stage], filter: HookFilter = {}): () => void {
    const registration = checked(stage, handler, filter);
    this.#registrations = [...this.#registrations, registration];
    return this.#added(registration);
  }

  /** The same for a hook that comes before all that are here already. boto3: `events.register_first`. */
  registerFirst<Stage extends HookStage>(
    stage: Stage,
    handler: HookStages[Stage],
    filter: HookFilter = {},
  ): () => void {
    const registration = checked(stage, handler, filter);
    this.#registrations = [registration, ...this.#registrations];
    return this.#added(registration);
  }

  #added(registration: Registration): () => void {
    this.#version++;
    return () => {
      const rest = this.#registrations.filter((other) => other !== registration);
      if (rest.length === this.#registrations.length) return;
      this.#registrations = rest;
      this.#version++;
    };
  }

  /** The hooks of one operation, or `undefined` where none fits. */
  for(service: string, operation: string): OperationHooks | undefined {
    const found: { [Stage in HookStage]?: HookStages[HookStage][] } = {};
    let any = false;
    for (const { stage, handler, filter } of this.#all()) {
      if (!matches(filter.service, service) || !matches(filter.operation, operation, methodName(operation))) continue;
      found[stage] ??= [];
      found[stage].push(handler);
      any = true;
    }
    return any ? (found as OperationHooks) : undefined;
  }

  #all(): readonly Registration[] {
    return this.#parent ? [...this.#parent.#all(), ...this.#registrations] : this.#registrations;
  }
}

/** A hook that never runs because of a slip of the pen would be found late. */
function checked(stage: HookStage, handler: HookStages[HookStage], filter: HookFilter): Registration {
  if (!Object.hasOwn(stages, stage)) {
    throw new UnknownNameError(`A call has no stage "${stage}".${didYouMean(stage, Object.keys(stages))}`);
  }
  if (typeof handler !== "function") throw new TypeError(`The hook for ${stage} must be a function.`);
  for (const name of Object.keys(filter)) {
    if (name === "service" || name === "operation") continue;
    throw new UnknownNameError(`Hooks are not filtered by "${name}", but by "service" and "operation".`);
  }
  return { stage, handler, filter };
}

function matches(filter: string | readonly string[] | undefined, ...names: readonly string[]): boolean {
  if (filter === undefined) return true;
  return names.some((name) => (typeof filter === "string" ? filter === name : filter.includes(name)));
}
