import { didYouMean, PaginationError, ParamValidationError, UnknownNameError } from "../errors/index.ts";
import { compilePath } from "../model/path.ts";
import type { Operation } from "../model/service.ts";
import type { PaginatorModel } from "../model/types.ts";
import type { Input, Output } from "./currentCall.ts";
import { linkedController } from "./deadline.ts";
import { methodToApiMapping, operationNameOf } from "./methods.ts";
import type { PaginatorOptions } from "./options.ts";
import { addNonAggregate, addPage, cutTo, nextTokens, pathsOf, sizeOf, withoutGiven } from "./pageResults.ts";
import { decodeToken, encodeToken, type ResumeToken } from "./paginationToken.ts";
import type { ClientRuntime } from "./runtime.ts";

/**
 * All pages of an operation, one call a page, asked for when they are wanted. Each iteration starts anew; leaving it
 * early asks for nothing further.
 *
 * @example
 * const pages = s3.paginate("listObjectsV2", { Bucket: "photos" });
 * for await (const { Key } of pages.items()) console.log(Key);
 */
export class Paginator implements AsyncIterable<Output> {
  readonly #runtime: ClientRuntime;
  readonly #operation: Operation;
  readonly #model: PaginatorModel;
  readonly #input: Input;
  readonly #options: PaginatorOptions;
  #resumeToken: string | undefined;

  constructor(runtime: ClientRuntime, method: string, input: Input, options: PaginatorOptions) {
    this.#runtime = runtime;
    const { service } = runtime.context;
    this.#operation = service.operation(operationNameOf(service, method));
    const model = service.paginator(this.#operation.name);
    if (!model) throw notPageable(runtime, method);
    this.#model = model;
    this.#input = input;
    this.#options = options;
    checkOptions(this.#operation, model, options);
  }

  /** Where a later pagination can go on after the last iteration's `limit`; `undefined` where nothing is left. */
  get resumeToken(): string | undefined {
    return this.#resumeToken;
  }

  /** The pages, as the operation answers; with a `limit` the last one's primary result is cut to it. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Output, void, undefined> {
    const paths = await pathsOf(this.#model);
    const { inputTokens, resultKeys, results } = paths;
    const { limit, startingToken, prefetch, signal, timeout } = this.#options;
    const start = startingToken === undefined ? undefined : decodeToken(startingToken, inputTokens);
    // Only what runs ahead must be ended when the reader leaves.
    const own = prefetch ? linkedController(signal) : undefined;
    const callOptions = { signal: own?.signal ?? signal, timeout };
    const plan = await this.#runtime.planOfOperation(this.#operation.name);
    const ask = (input: Input): Promise<Output> => plan.call(input, callOptions);
    let input = this.#firstInput(start);
    let skip = start?.skip;
    let left = limit ?? Number.POSITIVE_INFINITY;
    let previous: string | undefined;
    let ahead: Promise<Output> | undefined;
    this.#resumeToken = undefined;
    try {
      for (;;) {
        let page = await (ahead ?? ask(input));
        if (skip !== undefined) page = withoutGiven(page, paths, skip);
        const size = sizeOf(results[0]!(page));
        if (size > left) {
          this.#resumeToken = encodeToken(inputTokens, { tokens: input, skip: (skip ?? 0) + left });
          yield cutTo(page, resultKeys[0]!, left);
          return;
        }
        left -= size;
        skip = undefined;
        const tokens = nextTokens(page, paths);
        const isLast = !tokens || left === 0;
        if (tokens && left === 0) this.#resumeToken = encodeToken(inputTokens, { tokens });
        const key = JSON.stringify(tokens);
        const isStuck = key === previous;
        input = { ...input, ...tokens };
        ahead = prefetch && !isLast && !isStuck ? ask(input) : undefined;
        // Whoever leaves before the next page never hears what became of it.
        ahead?.catch(() => undefined);
        yield page;
        if (isLast) return;
        if (isStuck) throw this.#sameTokenTwice(key);
        previous = key;
      }
    } finally {
      own?.end();
    }
  }

  /** The items of the pages' primary result, or of another result key: `items("CommonPrefixes")`. */
  async *items(resultKey?: string): AsyncGenerator<unknown, void, undefined> {
    const { resultKeys } = await pathsOf(this.#model);
    const read = await compilePath(resultKey ?? resultKeys[0]!);
    for await (const page of this) {
      const found = read(page);
      if (Array.isArray(found)) yield* found;
      else if (found !== null && found !== undefined) yield found;
    }
  }

  /**
   * What a JMESPath expression finds in each page: the members of lists one by one, anything else as it is; pages in
   * which it finds nothing are passed over. Throws a `ModelError` where the text is no such expression.
   *
   * @example
   * for await (const key of pages.search("Contents[?Size > `1000`].Key")) console.log(key);
   */
  search(expression: string): AsyncGenerator<unknown, void, undefined> {
    return this.items(expression);
  }

  /** All items of the primary result. */
  async toArray(): Promise<unknown[]> {
    const items: unknown[] = [];
    for await (const item of this.items()) items.push(item);
    return items;
  }

  /**
   * All pages as one answer: lists are joined, numbers added, the members that do not page are the first page's, the
   * metadata the last one's; `NextToken` is the resume token where a `limit` left something. boto3:
   * `build_full_result`.
   */
  async all(): Promise<Output> {
    const paths = await pathsOf(this.#model);
    const total: Output = {};
    let first: Output | undefined;
    let metadata: unknown;
    for await (const page of this) {
      first ??= page;
      metadata = page.$metadata;
      addPage(total, page, paths);
    }
    if (first) addNonAggregate(total, first, paths);
    if (this.#resumeToken !== undefined) total.NextToken = this.#resumeToken;
    total.$metadata = metadata;
    return total;
  }

  #firstInput(start: ResumeToken | undefined): Input {
    const { pageSize } = this.#options;
    const { limit_key: limitKey } = this.#model;
    const input = { ...this.#input, ...start?.tokens };
    if (pageSize === undefined || limitKey === undefined) return input;
    const member = this.#operation.input?.members.get(limitKey)?.shape;
    input[limitKey] = member?.type === "string" ? String(pageSize) : pageSize;
    return input;
  }

  #sameTokenTwice(tokens: string): PaginationError {
    const { name } = this.#operation;
    return new PaginationError(`${name} gave the same token twice, it would go on for ever: ${tokens.slice(0, 100)}`);
  }
}

function notPageable(runtime: ClientRuntime, method: string): UnknownNameError {
  const { service } = runtime.context;
  const methods = Object.entries(methodToApiMapping(service)).filter(([, name]) => service.paginator(name));
  const names = methods.map(([name]) => name);
  return new UnknownNameError(`${service.name}'s ${method} has no pages.${didYouMean(method, names)}`);
}

const optionNames = ["limit", "pageSize", "startingToken", "prefetch", "signal", "timeout"];

function checkOptions(operation: Operation, model: PaginatorModel, options: PaginatorOptions): void {
  const unknown = Object.keys(options)
    .filter((name) => !optionNames.includes(name))
    .map((path) => ({ path, message: `is no option of paginate.${didYouMean(path, optionNames)}` }));
  const wrong = (["limit", "pageSize"] as const)
    .filter((name) => {
      const value = options[name];
      return value !== undefined && (!Number.isInteger(value) || value < (name === "limit" ? 0 : 1));
    })
    .map((path) => ({ path, message: `must be a whole number, not ${options[path]}` }));
  if (unknown.length + wrong.length > 0) throw new ParamValidationError(operation.name, [...unknown, ...wrong]);
  if (options.pageSize !== undefined && model.limit_key === undefined) {
    throw new PaginationError(`${operation.name} lets nobody choose the size of its pages: leave pageSize out.`);
  }
}
