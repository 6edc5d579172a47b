import { ModelError } from "../errors/index.ts";
import { methodName } from "../model/names.ts";
import type { Operation, Service, Shape } from "../model/service.ts";
import { alikeIn, batchLimit } from "./batchParams.ts";
import type {
  ActionDefinition,
  BatchDefinition,
  CallDefinition,
  ResourceDefinition,
  ResultDefinition,
  ServiceDefinition,
} from "./definition.ts";
import { describeParams, type Identifiers, namesOf } from "./describeParams.ts";
import { describeResult, parentSource, type ResultContext } from "./describeResult.ts";
import type {
  ActionDescription,
  AttributeDescription,
  BatchDescription,
  CollectionDescription,
  FactoryDescription,
  IdentifierDescription,
  LoadDescription,
  ReferenceDescription,
  ResourceDescription,
  ServiceDescription,
  WaiterDescription,
} from "./description.ts";
import { MemberNames } from "./memberNames.ts";
import { shapeAt } from "./shapePath.ts";

/** What the service resource is called where resources are named. */
export const SERVICE_RESOURCE = "ServiceResource";

/** The whole definition, found and checked. Throws `ModelError` where it does not fit the model. */
export function describeService(service: Service, definition: ServiceDefinition): ServiceDescription {
  const names = Object.keys(definition.resources);
  return {
    serviceName: service.name,
    service: describeResource(service, definition, SERVICE_RESOURCE),
    resources: Object.fromEntries(names.map((name) => [name, describeResource(service, definition, name)])),
  };
}

/** One resource of a definition; `ServiceResource` is the service's own. */
export function describeResource(service: Service, definition: ServiceDefinition, name: string): ResourceDescription {
  try {
    return new Describer(service, definition, name).describe();
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    throw new ModelError(
      `The resource definition of ${service.name}.${name} does not fit the model. ${error.message}`,
      {
        cause: error,
      },
    );
  }
}

/** A resource's definition with what it takes over from the one that it extends. */
function definitionOf(definition: ServiceDefinition, name: string): ResourceDefinition {
  if (name === SERVICE_RESOURCE) {
    const { actions, collections, has, resources } = definition;
    const own = Object.fromEntries(Object.keys(resources).map((resource) => [resource, resource]));
    return { ...(actions && { actions }), ...(collections && { collections }), has: { ...own, ...has } };
  }
  if (!Object.hasOwn(definition.resources, name)) throw new ModelError(`There is no resource ${name}.`);
  const resource = definition.resources[name]!;
  return resource.extends === undefined ? resource : { ...definitionOf(definition, resource.extends), ...resource };
}

class Describer {
  readonly #service: Service;
  readonly #definition: ServiceDefinition;
  readonly #name: string;
  readonly #resource: ResourceDefinition;
  readonly #identifiers: Identifiers;
  readonly #names: MemberNames;

  constructor(service: Service, definition: ServiceDefinition, name: string) {
    this.#service = service;
    this.#definition = definition;
    this.#name = name;
    this.#resource = definitionOf(definition, name);
    this.#identifiers = this.#resource.identifiers ?? {};
    const reserved = ["meta", "equals", "toJSON", "getAvailableSubresources", "constructor", "then"];
    if (this.#resource.load) reserved.push("load", "reload", "exists");
    this.#names = new MemberNames(name, reserved);
  }

  /** The order of the members is the order in which they win a name. */
  describe(): ResourceDescription {
    const { shape, absent } = this.#resource;
    const identifiers = Object.entries(this.#identifiers).map(([name]) => this.#identifier(name));
    return {
      name: this.#name,
      identifiers,
      shape,
      load: this.#load(),
      actions: entries(this.#resource.actions, (name, action) => this.#action(name, action)),
      batch: entries(this.#resource.batch, (name, batch) =>
        this.#batch(name, typeof batch === "string" ? { call: batch } : batch),
      ),
      factories: entries(this.#resource.has, (name, resource) => this.#factory(name, resource)),
      references: entries(this.#resource.references, (name, reference) =>
        this.#reference(name, typeof reference === "string" ? { one: reference } : reference),
      ),
      collections: entries(this.#resource.collections, (name, collection) => this.#collection(name, collection)),
      waiters: entries(this.#resource.waiters, (name, waiter) =>
        this.#waiter(name, typeof waiter === "string" ? { waiter } : waiter),
      ),
      attributes: shape === undefined ? [] : this.#attributes(this.#service.shape(shape)),
      absent,
    };
  }

  #identifier(name: string): IdentifierDescription {
    if (this.#names.take(name, "identifier") !== name) throw new ModelError(`No identifier can be called ${name}.`);
    const shapeName = this.#identifierShape(name);
    return { name, shapeName, sensitive: this.#isSensitive(shapeName) };
  }

  #isSensitive(shapeName: string | undefined): boolean {
    return shapeName !== undefined && this.#service.shape(shapeName).traits.sensitive === true;
  }

  /** The data, or else the first operation of the resource that an identifier goes to, tells its type. */
  #identifierShape(name: string): string | undefined {
    const { load, actions, shape } = this.#resource;
    if (shape !== undefined) {
      const { members } = this.#service.shape(shape);
      const member = namesOf(this.#identifiers[name]!).find((each) => members.has(each));
      if (member !== undefined) return members.get(member)!.shapeName;
    }
    for (const call of [load, ...Object.values(actions ?? {})]) {
      if (call === undefined) continue;
      const input = this.#operation(toCall(call)).input;
      const member = namesOf(this.#identifiers[name]!).find((each) => input?.members.has(each));
      if (member !== undefined) return input!.members.get(member)!.shapeName;
    }
    return undefined;
  }

  #load(): LoadDescription | undefined {
    const { load } = this.#resource;
    if (!load) return undefined;
    const operation = this.#operation(load);
    const path = load.path ?? "@";
    if (operation.output) shapeAt(operation.output, path);
    return { operation: operation.name, params: this.#params(load), path, resource: load.as ?? this.#name };
  }

  #action(name: string, action: ActionDefinition): ActionDescription {
    const call = toCall(action);
    const { name: operation } = this.#operation(call);
    return {
      name: this.#names.take(name, "action"),
      operation,
      params: this.#params(call),
      returns: describeResult(call, this.#context(name, call)),
    };
  }

  #batch(name: string, batch: BatchDefinition): BatchDescription {
    const operation = this.#operation(batch);
    if (batch.failed !== undefined && operation.output) shapeAt(operation.output, batch.failed);
    const params = describeParams(operation, batch, this.#identifiers, { batch: true });
    const alike = alikeIn(params, batch.alike ?? []);
    const limit = batch.limit ?? (operation.input && batchLimit(operation.input, params, alike));
    return { name, operation: operation.name, params, alike, limit, failed: batch.failed };
  }

  #factory(name: string, resource: string): FactoryDescription {
    const { identifiers: wanted = {}, mayBeEmpty = [] } = definitionOf(this.#definition, resource);
    const identifiers = Object.entries(wanted).map(
      ([identifier, definition]) =>
        parentSource(identifier, namesOf(definition), this.#identifiers) ?? {
          name: identifier,
          from: "argument" as const,
          ...(mayBeEmpty.includes(identifier) && { mayBeEmpty: true }),
        },
    );
    return { name: this.#names.take(name, "factory"), resource, identifiers };
  }

  #reference(name: string, reference: ResultDefinition): ReferenceDescription {
    const { shape } = this.#resource;
    if (shape === undefined) throw new ModelError(`${name}: a reference needs data, and so a \`shape\`.`);
    const context: ResultContext = {
      where: `${this.#name}.${name}`,
      parent: this.#identifiers,
      identifiersOf: (resource) => this.#identifiersOf(resource),
      output: this.#service.shape(shape),
      input: undefined,
      source: "data",
    };
    const result = describeResult(reference, context);
    if (!result) throw new ModelError(`${name}: say with \`one\` or \`each\` what it refers to.`);
    return { name: this.#names.take(name, "reference"), ...result };
  }

  #collection(name: string, collection: NonNullable<ResourceDefinition["collections"]>[string]): CollectionDescription {
    const operation = this.#operation(collection);
    const also = entries(collection.also, (alsoName, { path, with: params = {} }) => {
      if (!operation.output) throw new ModelError(`${name}: ${operation.name} has no output.`);
      return { name: alsoName, path, params, shapeName: shapeAt(operation.output, path).shape.name };
    });
    return {
      name: this.#names.take(name, "collection"),
      operation: operation.name,
      params: this.#params(collection),
      items: describeResult(collection, this.#context(name, collection))!,
      also,
    };
  }

  #waiter(
    name: string,
    { waiter, with: params, path }: { waiter: string; with?: CallDefinition["with"]; path?: string },
  ): WaiterDescription {
    const model = this.#service.waiter(waiter);
    if (!model) throw new ModelError(`${this.#service.name} has no waiter ${waiter}.`);
    const call = { call: model.operation, ...(params && { with: params }) };
    const { load } = this.#resource;
    // `error: false` is an answer without one.
    const gone = model.acceptors.some(
      ({ state, matcher, expected }) =>
        state === "success" && ((matcher === "error" && expected !== false) || expected === 404),
    );
    return {
      name: this.#names.take(`waitUntil${name.slice(0, 1).toUpperCase()}${name.slice(1)}`, "waiter"),
      waiter,
      operation: model.operation,
      params: this.#params(call),
      path: path ?? (load?.call === model.operation ? (load.path ?? "@") : undefined),
      loads: !gone,
    };
  }

  /** Members that only repeat an identifier's own name are left to it. */
  #attributes(shape: Shape): AttributeDescription[] {
    const attributes: AttributeDescription[] = [];
    for (const [member, { shapeName }] of shape.members) {
      const name = methodName(member);
      if (Object.hasOwn(this.#identifiers, name)) continue;
      const identifier = Object.entries(this.#identifiers).find(([, names]) => namesOf(names).includes(member))?.[0];
      const sensitive = this.#isSensitive(shapeName);
      attributes.push({ name: this.#names.take(name, "attribute"), member, shapeName, identifier, sensitive });
    }
    return attributes;
  }

  #context(name: string, call: CallDefinition): ResultContext {
    const { input, output } = this.#operation(call);
    return {
      where: `${this.#name}.${name}`,
      parent: this.#identifiers,
      identifiersOf: (resource) => this.#identifiersOf(resource),
      output,
      input,
      source: "output",
    };
  }

  #identifiersOf(resource: string): Identifiers {
    return definitionOf(this.#definition, resource).identifiers ?? {};
  }

  #params(call: CallDefinition): ActionDescription["params"] {
    return describeParams(this.#operation(call), call, this.#identifiers);
  }

  #operation(call: CallDefinition): Operation {
    return this.#service.operation(call.call);
  }
}

function toCall(action: ActionDefinition): CallDefinition & Partial<ResultDefinition> {
  return typeof action === "string" ? { call: action } : action;
}

function entries<T, U>(record: Readonly<Record<string, T>> | undefined, describe: (name: string, value: T) => U): U[] {
  return Object.entries(record ?? {}).map(([name, value]) => describe(name, value));
}
