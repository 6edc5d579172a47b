import type { CallOptions } from "../client/options.ts";
import type { ResourceTransform } from "../services/resourceExtension.ts";
import type { Input } from "./params.ts";

export type Output = Record<string, unknown>;

/** As much of a client as resources use. */
export interface ResourceClient {
  readonly meta: { readonly serviceName: string };
  canPaginate(method: string): boolean;
  paginate(method: string, input: Input, options?: PageOptions): AsyncIterable<Output>;
  waitUntil(name: string, input: Input, options?: object): Promise<unknown>;
}

export interface PageOptions extends CallOptions {
  readonly pageSize?: number | undefined;
}

/** An operation as resources call it. */
export interface Call {
  /** `ListObjectsV2`. */
  readonly operation: string;
  /** `listObjectsV2`. */
  readonly method: string;
}

/** The calls of a service's resources. */
export class Calls {
  readonly #transform: ResourceTransform | undefined;

  constructor(transform: ResourceTransform | undefined) {
    this.#transform = transform;
  }

  async send(
    client: ResourceClient,
    call: Call,
    input: Record<string, unknown>,
    options?: CallOptions,
  ): Promise<Output> {
    const methods = client as unknown as Record<string, (input: Input, options?: CallOptions) => Promise<Output>>;
    const output = await methods[call.method]!(this.#input(call, input), options);
    return this.#output(call, output);
  }

  /** The pages of an operation; one page where it has no paginator. */
  async *pages(
    client: ResourceClient,
    call: Call,
    input: Record<string, unknown>,
    options: PageOptions,
  ): AsyncGenerator<Output> {
    if (!client.canPaginate(call.method)) {
      yield await this.send(client, call, input, options);
      return;
    }
    for await (const page of client.paginate(call.method, this.#input(call, input), options)) {
      yield this.#output(call, page);
    }
  }

  async waitUntil(
    client: ResourceClient,
    waiter: string,
    call: Call,
    input: Record<string, unknown>,
    options?: object,
  ): Promise<Output | undefined> {
    const output = await client.waitUntil(waiter, this.#input(call, input), options);
    return isOutput(output) ? this.#output(call, output) : undefined;
  }

  #input({ operation }: Call, input: Record<string, unknown>): Record<string, unknown> {
    return this.#transform?.input ? this.#transform.input(operation, input) : input;
  }

  #output({ operation }: Call, output: Output): Output {
    return this.#transform?.output ? this.#transform.output(operation, output) : output;
  }
}

function isOutput(value: unknown): value is Output {
  return typeof value === "object" && value !== null && !(value instanceof Error);
}
