/**
 * The form of a resource definition: plain data over a service's model. What a definition leaves out is found by
 * name, so that most actions are just an operation's name; `describe.ts` finds it and checks everything.
 *
 * An identifier lists the names that the API has for it (`id: ["InstanceId", "InstanceIds[]"]`). By these names
 * - it fills the first such member of a request,
 * - the resource's attribute of that name is the identifier itself,
 * - a related resource takes it over from one that has an identifier of the same name, from an item of an answer that
 *   has such a member, or from the request that was sent.
 *
 * @example
 * const definition: ServiceDefinition = {
 *   collections: { queues: { call: "ListQueues", each: "Queue", from: "QueueUrls[]" } },
 *   resources: {
 *     Queue: {
 *       identifiers: { url: "QueueUrl" },
 *       shape: "GetQueueAttributesResult",
 *       load: { call: "GetQueueAttributes", with: { AttributeNames: ["All"] } },
 *       actions: { purge: "PurgeQueue", sendMessage: "SendMessage" },
 *     },
 *   },
 * };
 */
export interface ServiceDefinition {
  /** Actions of the service resource, by their names. */
  readonly actions?: Readonly<Record<string, ActionDefinition>>;
  /** Collections of the service resource. */
  readonly collections?: Readonly<Record<string, CollectionDefinition>>;
  /** Further names of factories, over those that every resource has of its own name: `{ KeyPair: "KeyPairInfo" }`. */
  readonly has?: Readonly<Record<string, string>>;
  readonly resources: Readonly<Record<string, ResourceDefinition>>;
}

export interface ResourceDefinition {
  /** Another resource of the service whose definition this one begins with; members given here replace its. */
  readonly extends?: string;
  /** In the order in which factories take them. */
  readonly identifiers?: Readonly<Record<string, IdentifierDefinition>>;
  /** Identifiers that may be empty text: the value of a tag. */
  readonly mayBeEmpty?: readonly string[];
  /** The model's shape whose members are the attributes. */
  readonly shape?: string;
  readonly load?: LoadDefinition;
  readonly actions?: Readonly<Record<string, ActionDefinition>>;
  /** Actions on all items of a collection at once. */
  readonly batch?: Readonly<Record<string, string | BatchDefinition>>;
  /** The model's waiters, by the name that follows `waitUntil`: `{ exists: "BucketExists" }`. */
  readonly waiters?: Readonly<Record<string, string | WaiterDefinition>>;
  /** Factories of related resources, by their PascalCase names; identifiers that are not taken over are arguments. */
  readonly has?: Readonly<Record<string, string>>;
  /** Related resources that the loaded data names. */
  readonly references?: Readonly<Record<string, string | ReferenceDefinition>>;
  readonly collections?: Readonly<Record<string, CollectionDefinition>>;
  /** The error by which the service says that the resource does not exist, where neither status nor code tells. */
  readonly absent?: { readonly code: string; readonly message?: string };
}

/** The API's names of an identifier; `[]` marks a list that is filled with it alone. Empty: it fills no request. */
export type IdentifierDefinition = string | readonly string[];

/** Request members besides those that identifiers fill: literals, and values of the resource. The user's input wins. */
export type Params = Readonly<Record<string, ParamValue>>;
export type ParamValue =
  | string
  | number
  | boolean
  | IdentifierValue
  | DataValue
  | readonly ParamValue[]
  | { readonly [member: string]: ParamValue };

/** The value of one of the resource's identifiers. */
export interface IdentifierValue {
  readonly $identifier: string;
}

/** A value of the resource's loaded data, by path. */
export interface DataValue {
  readonly $data: string;
}

/* @__NO_SIDE_EFFECTS__ */
export function identifier(name: string): IdentifierValue {
  return { $identifier: name };
}

/* @__NO_SIDE_EFFECTS__ */
export function data(path: string): DataValue {
  return { $data: path };
}

/** A call of the operation; with no more to say, just its name. */
export type ActionDefinition = string | (CallDefinition & Partial<ResultDefinition>);

export interface CallDefinition {
  /** The operation's API name. */
  readonly call: string;
  readonly with?: Params;
}

/** Which resources an answer, a request or loaded data makes. Exactly one of `one` and `each`. */
export interface ResultDefinition {
  /** The kind of a single resource. */
  readonly one?: string;
  /** The kind of many. */
  readonly each?: string;
  /** Where their data is in the answer (`Vpc`, `Vpcs[]`): they come loaded with it. Several lists follow one another. */
  readonly path?: string | readonly string[];
  /** Where in the answer, or as `input.…` in the request, they are only named: they come unloaded. */
  readonly from?: string;
  /**
   * Paths of identifiers under that place, for those that names do not find; `@` is the item itself. One that is
   * `input.…` is in the request, where a list makes every item once for each of its values; what the request lacks is
   * the resource's own.
   */
  readonly identifiers?: Readonly<Record<string, string>>;
}

export interface LoadDefinition extends CallDefinition {
  /** Where the data is in the answer. Default: the whole of it. */
  readonly path?: string;
  /** The kind of what is loaded, where it is another: an `ObjectSummary` loads as `Object`. */
  readonly as?: string;
}

export interface CollectionDefinition extends CallDefinition, ResultDefinition {
  readonly each: string;
  /** What else the pages list, as plain values: `commonPrefixes`; `with` is sent where the user's input lacks it. */
  readonly also?: Readonly<Record<string, { readonly path: string; readonly with?: Params }>>;
}

export interface ReferenceDefinition extends ResultDefinition {}

/** A list in `with` takes an element of every item. */
export interface BatchDefinition extends CallDefinition {
  /** Identifiers in which the items of one call have to be alike, besides those that stand in no list. */
  readonly alike?: readonly string[];
  /** How many items one call takes. Default: the model's limit of the list, else all of a page. */
  readonly limit?: number;
  /** Where the answer lists the items that failed: `Errors[]`. */
  readonly failed?: string;
}

export interface WaiterDefinition {
  /** The model's waiter. */
  readonly waiter: string;
  readonly with?: Params;
  /** Where the waiter's last answer has the resource's data. Default: the load's path, where it is the load's operation. */
  readonly path?: string;
}
