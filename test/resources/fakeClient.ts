import { methodName } from "../../src/model/names.ts";
import type { Service } from "../../src/model/service.ts";
import type { Output, PageOptions, ResourceClient } from "../../src/resource/client.ts";
import type { Input } from "../../src/resource/params.ts";
import { loadModel } from "./loadModel.ts";

type Answer = Output | Error;

/** A client that notes its calls and gives the answers it was told, in their order; `{}` where there is none left. */
export class FakeClient implements ResourceClient {
  readonly meta: { readonly serviceName: string };
  readonly calls: unknown[][] = [];
  readonly options: unknown[] = [];
  readonly #answers = new Map<string, Answer[]>();
  [method: string]: unknown;

  constructor(service: string | Service) {
    const model = typeof service === "string" ? loadModel(service) : service;
    this.meta = { serviceName: model.name };
    for (const operation of model.operationNames) {
      const method = methodName(operation);
      this[method] = async (input: Input, options?: object) => this.#call([method, input], method, options);
    }
  }

  answer(method: string, ...answers: Answer[]): this {
    const known = this.#answers.get(method) ?? [];
    known.push(...answers);
    this.#answers.set(method, known);
    return this;
  }

  canPaginate(method: string): boolean {
    return method.startsWith("list") || method.startsWith("describe");
  }

  async *paginate(method: string, input: Input, options?: PageOptions): AsyncGenerator<Output> {
    const pages = this.#answers.get(method) ?? [];
    while (pages.length > 0) yield this.#call([method, input], method, options);
  }

  async waitUntil(name: string, input: Input, options?: object): Promise<Output> {
    return this.#call(["waitUntil", name, input], "waitUntil", options);
  }

  #call(call: unknown[], method: string, options: object | undefined): Output {
    this.calls.push(call);
    if (options !== undefined) this.options.push(options);
    const answer = this.#answers.get(method)?.shift() ?? {};
    if (answer instanceof Error) throw answer;
    return answer;
  }
}
