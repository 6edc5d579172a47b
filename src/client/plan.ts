import { type AuthScheme, chooseAuthScheme } from "../auth/index.ts";
import type { Endpoint } from "../endpoint/types.ts";
import type { OperationHooks } from "../hooks/hooks.ts";
import type { Operation } from "../model/service.ts";
import { protocolFor } from "../protocol/registry.ts";
import { compileCompression } from "../protocol/requestCompression.ts";
import type { OperationCodec } from "../protocol/types.ts";
import { call } from "./call.ts";
import type { ClientContext } from "./context.ts";
import type { Input, Output } from "./currentCall.ts";
import type { CallOptions } from "./options.ts";
import { compileRequestChecksum, type RequestChecksumRule } from "./requestChecksum.ts";
import { type ResponseChecksum, responseChecksum } from "./responseChecksum.ts";
import type { ClientRuntime } from "./runtime.ts";
import { compileInputValidator, type InputValidator } from "./validate.ts";

/**
 * All of an operation that does not change from call to call: compiled when it is first called, then kept with the
 * client.
 */
export class OperationPlan {
  readonly operation: Operation;
  readonly codec: OperationCodec;
  readonly validate: InputValidator | undefined;
  readonly requestChecksum: RequestChecksumRule | undefined;
  readonly responseChecksum: ResponseChecksum | undefined;
  /** Compresses a request's body in place, where that is long enough. */
  readonly compress: ReturnType<typeof compileCompression>;
  /** Whether the signature leaves the body out. */
  readonly unsignedPayload: boolean;
  readonly #runtime: ClientRuntime;
  readonly #context: ClientContext;
  #hooks: OperationHooks | undefined;
  #hooksVersion = -1;
  #endpoint: Endpoint | undefined;
  #scheme: AuthScheme | undefined;

  constructor(runtime: ClientRuntime, operation: Operation) {
    const { context } = runtime;
    this.#runtime = runtime;
    this.#context = context;
    this.operation = operation;
    this.codec = protocolFor(context.service).compile(operation, { bigints: context.config.bigints });
    this.requestChecksum = compileRequestChecksum(operation);
    this.responseChecksum = responseChecksum(operation);
    this.compress = context.config.disableRequestCompression ? undefined : compileCompression(operation);
    this.unsignedPayload =
      operation.traits.unsignedPayload === true || operation.traits.authtype === "v4-unsigned-body";
    this.validate = context.config.parameterValidation ? compileInputValidator(operation) : undefined;
  }

  /** Calls the operation. `verbatim` leaves the input as it is to the hooks of `services/`. */
  call(input?: Input, options?: CallOptions, verbatim?: true): Promise<Output> {
    return call(this.#runtime, this, input, options, verbatim);
  }

  /** The operation's hooks as they are registered now; looked up anew only when some came or went. */
  get hooks(): OperationHooks | undefined {
    const { hooks, service } = this.#context;
    const { version } = hooks;
    if (version !== this.#hooksVersion) {
      this.#hooks = hooks.for(service.name, this.operation.name);
      this.#hooksVersion = version;
    }
    return this.#hooks;
  }

  /** How a request to that endpoint is signed. Endpoints are shared values: the last one is mostly the next one. */
  scheme(endpoint: Endpoint): AuthScheme {
    if (endpoint === this.#endpoint) return this.#scheme!;
    const { service, config, credentials, token } = this.#context;
    this.#scheme = chooseAuthScheme({
      endpoint,
      operation: this.operation,
      service,
      region: config.region,
      preference: config.authSchemePreference,
      signingRegionSet: config.sigv4aSigningRegionSet,
      hasCredentials: credentials !== undefined,
      hasToken: token !== undefined,
    });
    this.#endpoint = endpoint;
    return this.#scheme;
  }
}
