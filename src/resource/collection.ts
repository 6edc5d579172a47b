import { showAsText } from "../client/inspection.ts";
import type { CallOptions } from "../client/options.ts";
import { ResourceError } from "../errors/index.ts";
import { simplePath } from "../model/path.ts";
import type { Call, Calls, Output } from "./client.ts";
import type { AlsoDescription, CollectionDescription } from "./description.ts";
import { ItemIterator, type ItemPage } from "./itemIterator.ts";
import { collectionInputFor, type Input, mergeFilters } from "./params.ts";
import { clientIn, dataIn, identifiersIn, type Resource } from "./resource.ts";
import type { ResultMaker } from "./result.ts";

/** What all collections of one name share. */
export interface CollectionPlan {
  readonly description: CollectionDescription;
  readonly call: Call;
  readonly calls: Calls;
  readonly maker: ResultMaker;
}

interface CollectionState {
  readonly input: Input;
  readonly limit?: number | undefined;
  readonly pageSize?: number | undefined;
  readonly options?: CallOptions | undefined;
}

/**
 * Resources that a listing gives, page by page, as they are asked for. A collection is a description of a listing and
 * never changes: its methods give new ones, and every iteration starts anew. boto3: `ResourceCollection`.
 *
 * @example
 * for await (const object of bucket.objects.filter({ Prefix: "2024/" }).limit(100)) console.log(object.key);
 */
export class ResourceCollection implements AsyncIterable<Resource> {
  readonly #plan: CollectionPlan;
  readonly #parent: Resource;
  readonly #state: CollectionState;

  static {
    showAsText(ResourceCollection.prototype);
  }

  constructor(plan: CollectionPlan, parent: Resource, state: CollectionState = { input: {} }) {
    this.#plan = plan;
    this.#parent = parent;
    this.#state = state;
  }

  /** The same listing; options hold for all of its calls. */
  all(options?: CallOptions): this {
    return this.#with({ options: options ?? this.#state.options });
  }

  /** With these request members as well. Lists are added to earlier ones. */
  filter(input: Input = {}, options?: CallOptions): this {
    return this.#with({ input: mergeFilters(this.#state.input, input), options: options ?? this.#state.options });
  }

  /** At most so many items, over all pages. */
  limit(count: number): this {
    return this.#with({ limit: countOf("limit", count, 0) });
  }

  /** So many items a request, where the operation takes such a number. */
  pageSize(count: number): this {
    return this.#with({ pageSize: countOf("pageSize", count, 1) });
  }

  /** The items in the pages in which the service lists them. */
  async *pages(options?: CallOptions): AsyncGenerator<Resource[]> {
    const { maker } = this.#plan;
    for await (const { items, shared } of this.#itemPages(options)) {
      yield items.map((item) => maker.make(this.#parent, shared, item)).filter((resource) => resource !== undefined);
    }
  }

  [Symbol.asyncIterator](): AsyncIterator<Resource> {
    return new ItemIterator(this.#itemPages(), this.#plan.maker, this.#parent);
  }

  /** All items at once. */
  async toArray(options?: CallOptions): Promise<Resource[]> {
    const items: Resource[] = [];
    for await (const page of this.pages(options)) for (const item of page) items.push(item);
    return items;
  }

  /** The first item, or `undefined` of an empty listing. */
  async first(options?: CallOptions): Promise<Resource | undefined> {
    const least = Math.min(this.#state.limit ?? 1, 1);
    for await (const [item] of this.limit(least).pages(options)) if (item) return item;
    return undefined;
  }

  /** For logs: `s3.Bucket(name: "photos").objects`. */
  toString(): string {
    return `${this.#parent}.${this.#plan.description.name}`;
  }

  /** What the same pages list besides the items. */
  also(also: AlsoDescription): ValueListing {
    const input = mergeFilters(also.params as Input, this.#state.input);
    return new ValueListing(also.path, () => this.#with({ input }).#outputs());
  }

  #with(change: Partial<CollectionState>): this {
    const Same = this.constructor as new (plan: CollectionPlan, parent: Resource, state: CollectionState) => this;
    return new Same(this.#plan, this.#parent, { ...this.#state, ...change });
  }

  #outputs(options?: CallOptions): AsyncGenerator<Output> {
    const { call, calls } = this.#plan;
    const { pageSize } = this.#state;
    const pageOptions = { ...this.#state.options, ...options, ...(pageSize !== undefined && { pageSize }) };
    return calls.pages(clientIn(this.#parent), call, this.#input(), pageOptions);
  }

  #input(): Record<string, unknown> {
    const source = { identifiers: identifiersIn(this.#parent), data: dataIn(this.#parent) };
    return collectionInputFor(this.#plan.description.params, source, this.#state.input);
  }

  /** From the second page on, the next is asked for while one is read; who stops within the first has asked for one. */
  async *#itemPages(options?: CallOptions): AsyncGenerator<ItemPage> {
    let left = this.#state.limit ?? Number.POSITIVE_INFINITY;
    if (left === 0) return;
    const input = this.#input();
    const { maker } = this.#plan;
    const shared = maker.shared(this.#parent, input);
    const outputs = this.#outputs(options);
    let next = outputs.next();
    try {
      for (let count = 1; ; count++) {
        const { value, done } = await next;
        if (done) return;
        const items = maker.items(value, input);
        if (items.length >= left) {
          yield { items: items.length > left ? items.slice(0, left) : items, shared };
          return;
        }
        left -= items.length;
        const ahead = count > 1 ? nextQuietly(outputs) : undefined;
        yield { items, shared };
        next = ahead ?? outputs.next();
      }
    } finally {
      // Not awaited: it would wait for the page that is under way and that nobody wants any more.
      void outputs.return(undefined).catch(() => {});
    }
  }
}

/** A page whose failure is told to whoever comes to it, and to nobody if no one does. */
function nextQuietly(outputs: AsyncGenerator<Output>): Promise<IteratorResult<Output>> {
  const next = outputs.next();
  next.catch(() => {});
  return next;
}

function countOf(name: string, count: number, least: number): number {
  if (Number.isInteger(count) && count >= least) return count;
  throw new ResourceError(`${name}(${String(count)}): give a whole number that is not less than ${least}.`);
}

/** Plain values that the pages of a listing give: `bucket.objects.commonPrefixes`. */
export class ValueListing implements AsyncIterable<unknown> {
  readonly #read: (page: unknown) => unknown;
  readonly #pages: () => AsyncIterable<unknown>;

  constructor(path: string, pages: () => AsyncIterable<unknown>) {
    this.#read = simplePath(path);
    this.#pages = pages;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<unknown> {
    for await (const page of this.#pages()) {
      const values = this.#read(page);
      if (Array.isArray(values)) yield* values;
    }
  }

  async toArray(): Promise<unknown[]> {
    const values: unknown[] = [];
    for await (const value of this) values.push(value);
    return values;
  }
}
