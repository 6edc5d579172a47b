import type { Hooks } from "../hooks/hooks.ts";
import type { Service } from "../model/service.ts";
import { checkCallOptions } from "./callOptions.ts";
import type { ClientContext } from "./context.ts";
import type { Input, Output } from "./currentCall.ts";
import { type Exceptions, exceptionsOf } from "./exceptions.ts";
import { showAsJson } from "./inspection.ts";
import { methodToApiMapping, operationNameOf } from "./methods.ts";
import type { CallOptions, PaginatorOptions, ResolvedConfig, WaiterOptions } from "./options.ts";
import type { Paginator } from "./paginator.ts";
import { paginators, waiters } from "./parts.ts";
import { ClientRuntime } from "./runtime.ts";
import type { OfficialCommand, PresignedRequest, PresignOptions, SendOptions } from "./types.ts";

/** What is known of a client besides its operations. boto3: `client.meta`. */
export class ClientMeta {
  readonly serviceName: string;
  /** AWS's own name: `DynamoDB`. */
  readonly serviceId: string;
  readonly apiVersion: string;
  readonly region: string | undefined;
  readonly config: ResolvedConfig;
  readonly #runtime: ClientRuntime;

  constructor(runtime: ClientRuntime) {
    const { service, config } = runtime.context;
    this.#runtime = runtime;
    this.serviceName = service.name;
    this.serviceId = service.metadata.serviceId;
    this.apiVersion = service.metadata.apiVersion;
    this.region = config.region;
    this.config = config;
  }

  /** Each method and the operation that it calls: `{ listObjectsV2: "ListObjectsV2", … }`. */
  get methodToApiMapping(): Readonly<Record<string, string>> {
    return methodToApiMapping(this.#runtime.context.service);
  }

  /** Where the requests of an operation without parameters of its own go. */
  get endpoint(): string {
    return this.#runtime.baseEndpoint;
  }

  /** The partition of the region: `aws`, `aws-cn`. */
  get partition(): string {
    return this.#runtime.partition;
  }

  get session(): object {
    return this.#runtime.context.session;
  }
}

/**
 * The low-level face of a service: a method an operation, and what helps to call them. Its class is made once for each
 * service, with one method on the prototype for each operation.
 */
export class Client implements AsyncDisposable {
  static {
    showAsJson(Client.prototype);
  }

  readonly meta: ClientMeta;
  readonly #runtime: ClientRuntime;

  constructor(context: ClientContext) {
    this.#runtime = new ClientRuntime(context, this);
    this.meta = new ClientMeta(this.#runtime);
  }

  /** The hooks of this client's calls; see `docs/hooks.md`. */
  get hooks(): Hooks {
    return this.#runtime.context.hooks;
  }

  /** The classes of the service's modelled exceptions. */
  get exceptions(): Exceptions {
    return exceptionsOf(this.#runtime.context.service);
  }

  /** Whether `paginate` takes the method. boto3: `can_paginate`. */
  canPaginate(method: string): boolean {
    const { service } = this.#runtime.context;
    return service.paginator(operationNameOf(service, method)) !== undefined;
  }

  /** All pages of an operation, as a lazy async iterable. boto3: `get_paginator(…).paginate(…)`. */
  paginate(method: string, input: Input = {}, options: PaginatorOptions = {}): Paginator {
    return new (paginators.get())(this.#runtime, method, input, options);
  }

  /** Asks until the thing is as the waiter wants it. boto3: `get_waiter(…).wait(…)`. */
  async waitUntil(name: string, input: Input = {}, options: WaiterOptions = {}): Promise<Output> {
    const waitUntil = await waiters.get();
    return waitUntil(this.#runtime, name, input, options);
  }

  /**
   * A request that anyone can send until it expires: its URL, its method and the headers that go with it. Nothing is
   * sent. boto3: `generate_presigned_url`.
   */
  async presign(method: string, input?: Input, options?: PresignOptions): Promise<PresignedRequest> {
    const { presign } = await import("./presign.ts");
    return presign(this.#runtime, method, input, options);
  }

  /** The URL alone of {@link presign}. boto3: `generate_presigned_url`. */
  async generatePresignedUrl(method: string, input?: Input, options?: PresignOptions): Promise<string> {
    return (await this.presign(method, input, options)).url;
  }

  /** Sends a command of the official JavaScript SDK; the output is this library's. */
  async send(command: OfficialCommand<object>, options?: SendOptions): Promise<Output> {
    const { send } = await import("./send.ts");
    return send(this.#runtime, command, options);
  }

  /** Closes what is this client's alone; a pool that it shares with its session stays. */
  async close(): Promise<void> {
    const { http, ownsHttp } = this.#runtime.context;
    if (ownsHttp) await http.close?.();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** What a log wants: which service, where; never the credentials. */
  toJSON(): Record<string, unknown> {
    return { service: this.meta.serviceName, region: this.meta.region };
  }

  /** What a client keeps behind its face, for the library's own use. */
  static runtimeOf(client: Client): ClientRuntime {
    return client.#runtime;
  }

  /** Calls an operation; the methods of the subclasses are this with a name. */
  static call(client: Client, method: string, input?: Input, options?: CallOptions): Promise<Output> {
    const runtime = client.#runtime;
    try {
      if (options !== undefined) checkCallOptions(options, method);
      const plan = runtime.plan(method);
      if (!(plan instanceof Promise)) return plan.call(input, options);
      // A call is made with what its input holds now, also where its code is still to be read.
      const given = input?.constructor === Object ? { ...input } : input;
      return plan.then((read) => read.call(given, options));
    } catch (error) {
      // Whoever awaits the call finds all that went wrong in one place; a promise more for each call would cost.
      return Promise.reject(error);
    }
  }
}

type ClientClass = new (context: ClientContext) => Client;
type Method = (this: Client, input?: Input, options?: CallOptions) => Promise<Output>;

const classes = new WeakMap<Service, ClientClass>();

/** Makes a client. The session gives the context: settings, credentials, connections, hooks. */
export function createClient(context: ClientContext): Client {
  return new (clientClass(context))(context);
}

function clientClass({ service, methods }: ClientContext): ClientClass {
  const known = classes.get(service);
  if (known) return known;
  const created = class extends Client {};
  Object.defineProperty(created, "name", { value: `${service.metadata.serviceId.replaceAll(" ", "")}Client` });
  for (const method of Object.keys(methodToApiMapping(service))) {
    const value: Method = function (input, options) {
      return Client.call(this, method, input, options);
    };
    Object.defineProperty(created.prototype, method, { value, writable: true, configurable: true });
  }
  for (const [name, method] of Object.entries(methods)) {
    const value = function (this: Client, ...args: never[]): unknown {
      return method(Client.runtimeOf(this), ...args);
    };
    Object.defineProperty(created.prototype, name, { value, writable: true, configurable: true });
  }
  classes.set(service, created);
  return created;
}
