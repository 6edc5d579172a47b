import { showBy } from "../client/inspection.ts";
import { ResourceError } from "../errors/index.ts";
import type { ResourceClient } from "./client.ts";
import type { ResourceDescription } from "./description.ts";

/** What all resources of one kind share. */
export interface ResourceKind {
  readonly serviceName: string;
  readonly description: ResourceDescription;
  readonly identifierNames: readonly string[];
}

export interface ResourceMeta {
  readonly client: ResourceClient;
  readonly serviceName: string;
  /** What was loaded, as the API gave it; `undefined` where nothing was. */
  readonly data: Readonly<Record<string, unknown>> | undefined;
}

/** By this, resources of two copies of the library know each other. */
const THING = Symbol.for("tucuxi.resource");

let kindOf: (resource: Resource) => ResourceKind;
let dataOf: (resource: Resource) => unknown;
let clientOf: (resource: Resource) => ResourceClient;

/**
 * What every resource is: a client, identifiers (own properties) and perhaps a snapshot of data. It never changes;
 * `load()` gives another one. boto3: `ServiceResource` in `resources/base.py`.
 */
export class Resource {
  readonly #kind: ResourceKind;
  readonly #client: ResourceClient;
  readonly #data: unknown;

  static {
    kindOf = (resource) => resource.#kind;
    dataOf = (resource) => resource.#data;
    clientOf = (resource) => resource.#client;
    Object.defineProperty(Resource.prototype, THING, {
      get(this: Resource): string {
        const { serviceName, description } = this.#kind;
        return `${serviceName}.${description.load?.resource ?? description.name}`;
      },
    });
    showBy(Resource.prototype, inspectResource);
  }

  /** Made by factories, collections and actions: identifiers in their order, `undefined` for data that is not loaded. */
  constructor(kind: ResourceKind, client: ResourceClient, data: unknown, identifiers: readonly unknown[]) {
    this.#kind = kind;
    this.#client = client;
    this.#data = data;
    const { identifierNames: names } = kind;
    const { length } = names;
    const own = this as unknown as Record<string, unknown>;
    // Not in a loop alone: a store that always meets the same name is four times as fast, and items are many.
    if (length > 0) own[names[0]!] = identifiers[0];
    if (length > 1) own[names[1]!] = identifiers[1];
    for (let index = 2; index < length; index++) own[names[index]!] = identifiers[index];
  }

  get meta(): ResourceMeta {
    return { client: this.#client, serviceName: this.#kind.serviceName, data: this.#data as ResourceMeta["data"] };
  }

  /** Whether both are the same thing of the same service; what is loaded of it does not count. */
  equals(other: unknown): boolean {
    if (thingOf(other) !== thingOf(this)) return false;
    const { identifierNames } = this.#kind;
    return identifierNames.every((name) => identifiersIn(this)[name] === identifiersIn(other as Resource)[name]);
  }

  /** For logs: `s3.Object(bucketName: "photos", key: "cat.jpg")`. */
  toString(): string {
    return labelOf(this);
  }

  /** The names of the factories of related resources: `["Acl", "Object"]`. */
  getAvailableSubresources(): string[] {
    return this.#kind.description.factories.map(({ name }) => name).sort();
  }

  /** Identifiers and loaded attributes by their names; sensitive ones are not shown, nor is the client. */
  toJSON(): Record<string, unknown> {
    const { description } = this.#kind;
    const json: Record<string, unknown> = {};
    for (const { name, sensitive } of description.identifiers) {
      json[name] = sensitive ? SENSITIVE : identifiersIn(this)[name];
    }
    const data = this.#data as Readonly<Record<string, unknown>> | undefined;
    if (data === undefined) return json;
    for (const { name, member, identifier, sensitive } of description.attributes) {
      const value = data[member];
      if (value !== undefined && identifier === undefined) json[name] = sensitive ? SENSITIVE : value;
    }
    return json;
  }
}

const SENSITIVE = "(sensitive)";

function inspectResource(
  this: Resource,
  depth: number,
  options: object,
  inspect: (value: unknown, options: object) => string,
): string {
  if (depth < 0) return labelOf(this);
  const { serviceName, description } = kindOf(this);
  return `${serviceName}.${description.name} ${inspect(this.toJSON(), { ...options, depth })}`;
}

/** What a resource is, whatever it is called: an `ObjectSummary` is the `s3.Object` that it loads as. */
function thingOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && THING in value ? value[THING] : undefined;
}

export function identifiersIn(resource: Resource): Readonly<Record<string, unknown>> {
  return resource as unknown as Readonly<Record<string, unknown>>;
}

/** The loaded data; `undefined` where nothing is loaded. */
export function dataIn(resource: Resource): unknown {
  return dataOf(resource);
}

export function clientIn(resource: Resource): ResourceClient {
  return clientOf(resource);
}

export function kindIn(resource: Resource): ResourceKind {
  return kindOf(resource);
}

/** The loaded data for what cannot do without. */
export function loadedDataIn(resource: Resource, wanted: string): Readonly<Record<string, unknown>> {
  const data = dataOf(resource);
  if (data !== undefined) return data as Readonly<Record<string, unknown>>;
  const what = `${labelOf(resource)} is not loaded, and has no ${wanted} yet.`;
  throw new ResourceError(
    kindOf(resource).description.load
      ? `${what} Use \`const loaded = await x.load()\` and read \`loaded.${wanted}\`.`
      : `${what} It comes with the items of a collection, or with the answer of the action that makes it.`,
  );
}

/** For messages: `s3.Object(bucketName: "photos", key: "cat.jpg")`. */
export function labelOf(resource: Resource): string {
  const { serviceName, description } = kindOf(resource);
  const identifiers = description.identifiers.map(({ name, sensitive }) => {
    return `${name}: ${sensitive ? SENSITIVE : JSON.stringify(identifiersIn(resource)[name])}`;
  });
  return `${serviceName}.${description.name}${identifiers.length > 0 ? `(${identifiers.join(", ")})` : ""}`;
}
