import type { Params } from "./definition.ts";

/**
 * A definition with everything found and checked: what classes are built from and types are generated from. Names
 * are final, collisions resolved.
 */
export interface ServiceDescription {
  readonly serviceName: string;
  /** The service resource, what `session.resource(name)` gives. */
  readonly service: ResourceDescription;
  readonly resources: Readonly<Record<string, ResourceDescription>>;
}

export interface ResourceDescription {
  /** `Bucket`; `ServiceResource` for the service resource. */
  readonly name: string;
  readonly identifiers: readonly IdentifierDescription[];
  readonly shape: string | undefined;
  readonly attributes: readonly AttributeDescription[];
  readonly load: LoadDescription | undefined;
  readonly actions: readonly ActionDescription[];
  readonly batch: readonly BatchDescription[];
  readonly waiters: readonly WaiterDescription[];
  readonly factories: readonly FactoryDescription[];
  readonly references: readonly ReferenceDescription[];
  readonly collections: readonly CollectionDescription[];
  readonly absent: { readonly code: string; readonly message?: string } | undefined;
}

export interface IdentifierDescription {
  readonly name: string;
  /** The shape of its values where a member of a request or of the data tells it: `PartNumber`, an integer. */
  readonly shapeName: string | undefined;
  /** Whether the model marks it as one that logs must not show. */
  readonly sensitive: boolean;
}

export interface AttributeDescription {
  /** `lastModified`. */
  readonly name: string;
  /** `LastModified`. */
  readonly member: string;
  readonly shapeName: string;
  /** The identifier that it is another name of; such an attribute needs no load. */
  readonly identifier: string | undefined;
  /** Whether the model marks it as one that logs must not show. */
  readonly sensitive: boolean;
}

export interface LoadDescription {
  readonly operation: string;
  readonly params: Params;
  /** `@` is the whole output. */
  readonly path: string;
  /** The resource that `load()` resolves to a loaded one of. */
  readonly resource: string;
}

export interface ActionDescription {
  readonly name: string;
  readonly operation: string;
  readonly params: Params;
  /** The resources that it resolves to; without it, to the output. */
  readonly returns: ResultDescription | undefined;
}

export interface ResultDescription {
  readonly resource: string;
  readonly many: boolean;
  /** Whether they come with data. */
  readonly loaded: boolean;
  /** The shape of that data; not always the resource's own. */
  readonly dataShapes: readonly string[];
  readonly source: "output" | "input" | "data";
  /** Where the items are, lists one after the other. */
  readonly paths: readonly string[];
  /** In the order of the resource's identifiers. */
  readonly identifiers: readonly IdentifierSource[];
}

export type IdentifierSource =
  | { readonly name: string; readonly from: "parent"; readonly identifier: string }
  | { readonly name: string; readonly from: "item"; readonly path: string }
  | {
      readonly name: string;
      readonly from: "input";
      readonly path: string;
      /** The parent's identifier that stands in where the request has nothing there. */
      readonly otherwise?: string;
    }
  | { readonly name: string; readonly from: "argument"; readonly mayBeEmpty?: boolean };

export interface BatchDescription {
  readonly name: string;
  readonly operation: string;
  readonly params: Params;
  /** The identifiers in which the items of one call are alike. */
  readonly alike: readonly string[];
  readonly limit: number | undefined;
  readonly failed: string | undefined;
}

export interface WaiterDescription {
  /** `waitUntilExists`. */
  readonly name: string;
  /** `BucketExists`. */
  readonly waiter: string;
  readonly operation: string;
  readonly params: Params;
  /** Where the last answer has the data; without it, a `load()` follows. */
  readonly path: string | undefined;
  /** Whether it resolves to a loaded resource: not where success means that there is nothing any more. */
  readonly loads: boolean;
}

export interface FactoryDescription {
  /** `Object`. */
  readonly name: string;
  readonly resource: string;
  /** Those that are arguments, in their order, have `from: "argument"`. */
  readonly identifiers: readonly IdentifierSource[];
}

/** A property of the loaded resource: one resource or `undefined`, or a list. */
export interface ReferenceDescription extends ResultDescription {
  readonly name: string;
}

export interface CollectionDescription {
  readonly name: string;
  readonly operation: string;
  readonly params: Params;
  readonly items: ResultDescription;
  readonly also: readonly AlsoDescription[];
}

/** A further list of values on a collection: `bucket.objects.commonPrefixes`. */
export interface AlsoDescription {
  readonly name: string;
  readonly path: string;
  readonly params: Params;
  readonly shapeName: string;
}
