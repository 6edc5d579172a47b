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

  /** Does these items; those that fail are kept for `finish`. Throws where a call as a whole fails. */
  async add(items: readonly Resource[], input: Input, options?: CallOptions): Promise<void> {
    for (const chunk of this.#chunks(items)) {
      try {
        await this.#send(chunk, input, options);
      } catch (error) {
        if (this.#outputs.length === 0) throw error;
        const { message } = error as Error;
        const code = (error as { code?: string }).code ?? (error as Error).name;
        const failed = [...this.#failed, ...chunk.map((resource) => ({ resource, code, message }))];
        throw new BatchError(this.#description.name, failed, this.#outputs, error);
      }
    }
  }

  /** The answers of all calls. Throws `BatchError` where items failed. */
  finish(): Output[] {
    if (this.#failed.length > 0) throw new BatchError(this.#description.name, this.#failed, this.#outputs);
    return this.#outputs;
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
