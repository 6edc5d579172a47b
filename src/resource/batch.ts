import type { CallOptions } from "../client/options.ts";
import { simplePath } from "../model/path.ts";
import { BatchError, type BatchFailure } from "./batchError.ts";
import { batchEntry, batchInput } from "./batchParams.ts";
import type { Call, Calls, Output } from "./client.ts";
import type { BatchDescription } from "./description.ts";
import { type Input, mergeFilters, type ParamSource } from "./params.ts";
import { clientIn, dataIn, identifiersIn, type Resource } from "./resource.ts";

/** A batch action over however many items, in calls of as many as the service allows. */
export class Batch {
  readonly #calls: Calls;
  readonly #call: Call;
  readonly #description: BatchDescription;
  readonly #outputs: Output[] = [];
  readonly #failed: BatchFailure[] = [];

  constructor(calls: Calls, call: Call, description: BatchDescription) {
    this.#calls = calls;
    this.#call = call;
    this.#description = description;
  }

  /** Resolves to the answers of all calls. Throws `BatchError` where items failed; what fails at first, as it is. */
  async run(
    pages: AsyncIterable<readonly Resource[]> | Iterable<readonly Resource[]>,
    input: Input,
    options?: CallOptions,
  ): Promise<Output[]> {
    const { name } = this.#description;
    try {
      for await (const page of pages) for (const chunk of this.#chunks(page)) await this.#try(chunk, input, options);
    } catch (error) {
      if (this.#outputs.length === 0) throw error;
      throw new BatchError(name, this.#failed, this.#outputs, error);
    }
    if (this.#failed.length > 0) throw new BatchError(name, this.#failed, this.#outputs);
    return this.#outputs;
  }

  /** Where a call as a whole fails, so do all of its items. */
  async #try(items: readonly Resource[], input: Input, options?: CallOptions): Promise<void> {
    try {
      await this.#send(items, input, options);
    } catch (error) {
      const { message } = error as Error;
      const code = (error as { code?: string }).code ?? (error as Error).name;
      this.#failed.push(...items.map((resource) => ({ resource, code, message })));
      throw error;
    }
  }

  async #send(items: readonly Resource[], user: Input, options?: CallOptions): Promise<void> {
    const { params, alike, failed } = this.#description;
    const sources = items.map(sourceOf);
    const input = mergeFilters(batchInput(params, sources, alike), user);
    const output = await this.#calls.send(clientIn(items[0]!), this.#call, { ...input }, options);
    this.#outputs.push(output);
    if (failed === undefined) return;
    const records = simplePath(failed)(output);
    if (!Array.isArray(records) || records.length === 0) return;
    const entries = sources.map((source) => batchEntry(params, source, alike));
    for (const record of records as FailureRecord[]) {
      const index = entries.findIndex((entry) => isAbout(record, entry));
      const { Code: code = "", Message: message = code } = record;
      this.#failed.push({ resource: items[index], code, message });
    }
  }

  /** Items that may go together: as many as the limit, and alike in what the call says once. */
  *#chunks(items: readonly Resource[]): Generator<Resource[]> {
    const limit = this.#description.limit ?? Number.POSITIVE_INFINITY;
    let chunk: Resource[] = [];
    for (const item of items) {
      const first = chunk[0];
      if (first && (chunk.length === limit || !this.#goesWith(first, item))) {
        yield chunk;
        chunk = [];
      }
      chunk.push(item);
    }
    if (chunk.length > 0) yield chunk;
  }

  #goesWith(one: Resource, other: Resource): boolean {
    return this.#description.alike.every((name) => identifiersIn(one)[name] === identifiersIn(other)[name]);
  }
}

/** What S3 and SQS say of a failed entry; the rest of it names the entry. */
interface FailureRecord {
  readonly Code?: string;
  readonly Message?: string;
  readonly [member: string]: unknown;
}

/** Whether a record of a failure has the entry's values, in all members that both have. */
function isAbout(record: FailureRecord, entry: Readonly<Record<string, unknown>>): boolean {
  const common = Object.keys(entry).filter((name) => record[name] !== undefined && entry[name] !== undefined);
  return common.length > 0 && common.every((name) => record[name] === entry[name]);
}

function sourceOf(resource: Resource): ParamSource {
  return { identifiers: identifiersIn(resource), data: dataIn(resource) };
}
