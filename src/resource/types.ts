import type { CallOptions } from "../client/options.ts";
import type { ServiceValue } from "../client/types.ts";

/** What every resource has besides what its definition gives it. boto3: `ServiceResource`. */
export interface BaseResource {
  /** Whether both are the same thing of the same service; what is loaded of it does not count. */
  equals(other: unknown): boolean;
  /** Identifiers and loaded attributes by their names; sensitive ones are not shown. */
  toJSON(): Record<string, unknown>;
  /** The names of the factories of related resources: `["Acl", "Object"]`. */
  getAvailableSubresources(): string[];
}

/** What a resource does: an operation without the members of its input that the resource knows. */
export type Action<Input, Result> = (input: Input, options?: CallOptions) => Promise<Result>;

/** An action that can be called without an input, for nothing in it is required. */
export type OptionalAction<Input, Result> = (input?: Input, options?: CallOptions) => Promise<Result>;

/** What a resource tells of itself. boto3: `resource.meta`. */
export interface ResourceMeta<Client, Data> {
  /** The plain client that the resource calls. */
  readonly client: Client;
  readonly serviceName: string;
  /** What was loaded, as the API gave it; `undefined` where nothing was. */
  readonly data: Data;
}

/**
 * Resources that a listing gives, page by page, as they are asked for. A collection never changes: its methods give new
 * ones, and every iteration starts anew. boto3: `ResourceCollection`.
 *
 * @example
 * for await (const object of bucket.objects.filter({ Prefix: "2026/" }).limit(100)) console.log(object.key);
 */
export interface Collection<Item, Filter> extends AsyncIterable<Item> {
  /** The same listing; options hold for all of its calls. */
  all(options?: CallOptions): this;
  /** With these request members as well. Lists are added to earlier ones. */
  filter(input?: Filter, options?: CallOptions): this;
  /** At most so many items, over all pages. */
  limit(count: number): this;
  /** So many items a request, where the operation takes such a number. boto3: `page_size`. */
  pageSize(count: number): this;
  /** The items in the pages in which the service lists them. */
  pages(options?: CallOptions): AsyncIterable<Item[]>;
  /** All items at once. */
  toArray(options?: CallOptions): Promise<Item[]>;
  /** The first item, or `undefined` of an empty listing. */
  first(options?: CallOptions): Promise<Item | undefined>;
}

/** Plain values that the pages of a listing give: `bucket.objects.commonPrefixes`. */
export interface ValueListing<Value> extends AsyncIterable<Value> {
  toArray(): Promise<Value[]>;
}

/** A service's resources where the service is known at run time only. */
export interface UntypedResource extends BaseResource {
  readonly meta: ResourceMeta<object, Readonly<Record<string, unknown>> | undefined>;
  readonly [member: string]: unknown;
}

/** A service as a value with resources of a user's own: what `defineResource` gives and `session.resource` takes. */
export interface DefinedService<ServiceResource> extends ServiceValue {
  /** Never there: it carries the type. */
  readonly resourceType?: ServiceResource;
}
