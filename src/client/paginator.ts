import { didYouMean, PaginationError, ParamValidationError, UnknownNameError } from "../errors/index.ts";
import type { AbortSignalLike } from "../http/types.ts";
import { compilePath, type Path } from "../model/path.ts";
import type { PaginatorModel } from "../model/types.ts";
import { call, type Input, type Output } from "./call.ts";
import { methodToApiMapping } from "./methods.ts";
import { decodeToken, encodeToken, type ResumeToken } from "./paginationToken.ts";
import type { OperationPlan } from "./plan.ts";
import type { ClientRuntime } from "./runtime.ts";

/** Options of `client.paginate`. boto3: `PaginationConfig`. */
export interface PaginatorOptions {
  /** How many items at most, over all pages. boto3: `MaxItems`. */
  limit?: number | undefined;
  /** How many items a page has at most. boto3: `PageSize`. */
  pageSize?: number | undefined;
  /** The `resumeToken` of an earlier pagination; boto3's are understood. boto3: `StartingToken`. */
  startingToken?: string | undefined;
  signal?: AbortSignalLike | undefined;
}

/** The paths of a paginator's model, compiled. */
interface PaginatorPaths {
  readonly inputTokens: readonly string[];
  readonly outputTokens: readonly Path[];
  readonly resultKeys: readonly string[];
  readonly results: readonly Path[];
  readonly nonAggregateKeys: readonly string[];
  readonly more: Path | undefined;
}

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
  readonly #plan: OperationPlan;
  readonly #model: PaginatorModel;
  readonly #input: Input;
  readonly #options: PaginatorOptions;
  #resumeToken: string | undefined;

  constructor(runtime: ClientRuntime, method: string, input: Input, options: PaginatorOptions) {
    this.#runtime = runtime;
    this.#plan = runtime.plan(method);
    const model = runtime.context.service.paginator(this.#plan.operation.name);
    if (!model) throw notPageable(runtime, method);
    this.#model = model;
    this.#input = input;
    this.#options = options;
    checkOptions(this.#plan, model, options);
  }

  /** Where a later pagination can go on after the last iteration's `limit`; `undefined` where nothing is left. */
  get resumeToken(): string | undefined {
    return this.#resumeToken;
  }

  /** The pages, as the operation answers; with a `limit` the last one's primary result is cut to it. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Output, void, undefined> {
    const paths = await pathsOf(this.#model);
    const { limit, startingToken } = this.#options;
    const primary = paths.resultKeys[0]!;
    const start = startingToken === undefined ? undefined : decodeToken(startingToken, paths.inputTokens);
    let input = this.#firstInput(start);
    let skip = start?.skip ?? 0;
    let left = limit ?? Number.POSITIVE_INFINITY;
    let previous: string | undefined;
    this.#resumeToken = undefined;
    if (left <= 0) return;
    for (;;) {
      let page = await call(this.#runtime, this.#plan, input, { signal: this.#options.signal });
      const found = paths.results[0]!(page);
      if (skip > 0) page = sliced(page, paths, skip);
      const size = Array.isArray(found) ? Math.max(0, found.length - skip) : 0;
      if (size > left) {
        this.#resumeToken = encodeToken(paths.inputTokens, input, skip + left);
        yield cut(page, primary, left);
        return;
      }
      left -= size;
      skip = 0;
      const tokens = nextTokens(page, paths);
      if (left === 0 && tokens) this.#resumeToken = encodeToken(paths.inputTokens, tokens, 0);
      yield page;
      if (!tokens || left === 0) return;
      const key = JSON.stringify(tokens);
      if (key === previous) {
        const { name } = this.#plan.operation;
        throw new PaginationError(`${name} gave the same token twice, it would go on for ever: ${key.slice(0, 100)}`);
      }
      previous = key;
      input = { ...input, ...tokens };
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

  /** What a JMESPath expression finds in each page; lists are flattened. */
  async *search(expression: string): AsyncGenerator<unknown, void, undefined> {
    const read = await compilePath(expression);
    for await (const page of this) {
      const found = read(page);
      if (Array.isArray(found)) yield* found;
      else if (found !== null && found !== undefined) yield found;
    }
  }

  /** All items of the primary result. */
  async toArray(): Promise<unknown[]> {
    const items: unknown[] = [];
    for await (const item of this.items()) items.push(item);
    return items;
  }

  /**
   * All pages as one answer: lists are joined, numbers added, the members that do not page are the first page's;
   * `NextToken` is the resume token where a `limit` left something. boto3: `build_full_result`.
   */
  async all(): Promise<Output> {
    const paths = await pathsOf(this.#model);
    const result: Output = {};
    for await (const page of this) {
      paths.results.forEach((read, index) => {
        const found = read(page);
        if (found !== null && found !== undefined) join(result, paths.resultKeys[index]!, found);
      });
      for (const key of paths.nonAggregateKeys) {
        const found = (await compilePath(key))(page);
        if (found !== null && found !== undefined && at(result, key) === undefined) put(result, key, found);
      }
    }
    if (this.#resumeToken !== undefined) result.NextToken = this.#resumeToken;
    return result;
  }

  #firstInput(start: ResumeToken | undefined): Input {
    const { pageSize } = this.#options;
    const { limit_key: limitKey } = this.#model;
    const input = { ...this.#input, ...start?.tokens };
    if (pageSize === undefined || limitKey === undefined) return input;
    const member = this.#plan.operation.input?.members.get(limitKey)?.shape;
    input[limitKey] = member?.type === "string" ? String(pageSize) : pageSize;
    return input;
  }
}

function notPageable(runtime: ClientRuntime, method: string): UnknownNameError {
  const { service } = runtime.context;
  const methods = Object.entries(methodToApiMapping(service)).filter(([, name]) => service.paginator(name));
  const names = methods.map(([name]) => name);
  return new UnknownNameError(`${service.name}'s ${method} has no pages.${didYouMean(method, names)}`);
}

function checkOptions({ operation }: OperationPlan, model: PaginatorModel, options: PaginatorOptions): void {
  const findings = (["limit", "pageSize"] as const)
    .filter((name) => {
      const value = options[name];
      return value !== undefined && (!Number.isInteger(value) || value < (name === "limit" ? 0 : 1));
    })
    .map((path) => ({ path, message: `must be a whole number, not ${options[path]}` }));
  if (findings.length > 0) throw new ParamValidationError(operation.name, findings);
  if (options.pageSize !== undefined && model.limit_key === undefined) {
    throw new PaginationError(`${operation.name} lets nobody choose the size of its pages: leave pageSize out.`);
  }
}

const compiled = new WeakMap<PaginatorModel, Promise<PaginatorPaths>>();

function pathsOf(model: PaginatorModel): Promise<PaginatorPaths> {
  const known = compiled.get(model);
  if (known) return known;
  const paths = compileModel(model);
  compiled.set(model, paths);
  return paths;
}

async function compileModel(model: PaginatorModel): Promise<PaginatorPaths> {
  const resultKeys = listOf(model.result_key);
  return {
    inputTokens: listOf(model.input_token),
    outputTokens: await Promise.all(listOf(model.output_token).map(compilePath)),
    resultKeys,
    results: await Promise.all(resultKeys.map(compilePath)),
    nonAggregateKeys: model.non_aggregate_keys ?? [],
    more: model.more_results === undefined ? undefined : await compilePath(model.more_results),
  };
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}

/** The input's members for the next page, or `undefined` after the last. */
function nextTokens(page: Output, { inputTokens, outputTokens, more }: PaginatorPaths): Input | undefined {
  if (more && !more(page)) return undefined;
  const tokens: Input = {};
  let any = false;
  outputTokens.forEach((read, index) => {
    const value = read(page);
    const none = value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
    // A token that is gone must not stay as the page before had it.
    tokens[inputTokens[index]!] = none ? undefined : value;
    if (!none) any = true;
  });
  return any ? tokens : undefined;
}

/** A page that a resume token points into: what was given before is left out, of every result. */
function sliced(page: Output, { resultKeys, results }: PaginatorPaths, skip: number): Output {
  return resultKeys.reduce((whole, key, index) => {
    const found = results[index]!(page);
    if (!Array.isArray(found)) return whole;
    return replaced(whole, key, index === 0 ? found.slice(skip) : []);
  }, page);
}

function cut(page: Output, key: string, length: number): Output {
  const found = at(page, key);
  return Array.isArray(found) ? replaced(page, key, found.slice(0, length)) : page;
}

/** Result keys are fields, or fields of fields. */
function at(data: unknown, key: string): unknown {
  return key.split(".").reduce<unknown>((value, name) => (value as Output | undefined)?.[name], data);
}

function replaced(data: Output, key: string, value: unknown): Output {
  const [name, ...rest] = key.split(".") as [string, ...string[]];
  return { ...data, [name]: rest.length === 0 ? value : replaced((data[name] ?? {}) as Output, rest.join("."), value) };
}

function put(data: Output, key: string, value: unknown): void {
  Object.assign(data, replaced(data, key, value));
}

function join(result: Output, key: string, found: unknown): void {
  const before = at(result, key);
  if (before === undefined) put(result, key, Array.isArray(found) ? [...found] : found);
  else if (Array.isArray(before) && Array.isArray(found)) before.push(...found);
  else if (typeof before === "number" && typeof found === "number") put(result, key, before + found);
  else if (typeof before === "string" && typeof found === "string") put(result, key, before + found);
}
