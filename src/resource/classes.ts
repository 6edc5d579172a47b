import type { CallOptions } from "../client/options.ts";
import type { Service } from "../model/service.ts";
import type { ResourceExtension } from "../services/resourceExtension.ts";
import { Batch } from "./batch.ts";
import { Calls, type ResourceClient } from "./client.ts";
import { type CollectionPlan, ResourceCollection } from "./collection.ts";
import type { ServiceDefinition } from "./definition.ts";
import { describeResource } from "./describe.ts";
import type { BatchDescription, CollectionDescription, ResourceDescription, ResultDescription } from "./description.ts";
import { addedMembers, addMembers, onExtend, replaceMembers } from "./extensions.ts";
import { factoryMethod } from "./factory.ts";
import {
  actionMethod,
  attributeGetter,
  callOf,
  existsMethod,
  type Loader,
  loaderOf,
  loadMethod,
  referenceGetter,
  waiterMethod,
} from "./members.ts";
import type { Input } from "./params.ts";
import { Resource, type ResourceKind } from "./resource.ts";
import { type ResourceClass, ResultMaker } from "./result.ts";

/**
 * The resource classes of a service, each built when it is first needed and then kept: all sessions and clients use
 * the same.
 */
export class ResourceClasses {
  readonly #service: Service;
  readonly #definition: ServiceDefinition;
  readonly #extension: ResourceExtension;
  readonly #calls: Calls;
  readonly #descriptions = new Map<string, ResourceDescription>();
  readonly #classes = new Map<string, ResourceClass>();
  readonly #lists = new Map<string, PropertyDescriptorMap>();

  constructor(service: Service, definition: ServiceDefinition, extension: ResourceExtension = {}) {
    this.#service = service;
    this.#definition = definition;
    this.#extension = extension;
    this.#calls = new Calls(extension.transform);
    onExtend(service.name, this);
  }

  /** The class of that resource. Throws `ModelError` where its definition does not fit the model. */
  classOf(name: string): ResourceClass {
    const known = this.#classes.get(name);
    if (known) return known;
    const built = this.#build(this.#describe(name));
    this.#classes.set(name, built);
    return built;
  }

  #describe(name: string): ResourceDescription {
    const known = this.#descriptions.get(name);
    if (known) return known;
    const description = describeResource(this.#service, this.#definition, name);
    this.#descriptions.set(name, description);
    return description;
  }

  /** Adds members to a class that is built already; others get theirs when they are. */
  extend(resource: string, members: PropertyDescriptorMap): void {
    const built = this.#classes.get(resource);
    if (built) addMembers(built.prototype, `${this.#service.name}.${resource}`, members);
  }

  #build(description: ResourceDescription): ResourceClass {
    const { name } = description;
    const kind: ResourceKind = {
      serviceName: this.#service.name,
      description,
      identifierNames: description.identifiers.map((each) => each.name),
    };
    // A computed key is the way to name a class by a value.
    const { [name]: Built } = {
      [name]: class extends Resource {
        constructor(client: ResourceClient, data: unknown, identifiers: readonly unknown[]) {
          super(kind, client, data, identifiers);
        }
      },
    } as Record<string, ResourceClass>;
    const prototype = Built!.prototype;
    const label = `${this.#service.name}.${name}`;
    addMembers(prototype, label, this.#members(description));
    const members = this.#extension.members?.[name];
    if (members) replaceMembers(prototype, Object.getOwnPropertyDescriptors(members));
    for (const each of addedMembers(this.#service.name, name)) addMembers(prototype, label, each);
    return Built!;
  }

  #members(description: ResourceDescription): PropertyDescriptorMap {
    const calls = this.#calls;
    const members: PropertyDescriptorMap = {};
    for (const { name, member, identifier } of description.attributes) {
      members[name] = getter(identifier === undefined ? attributeGetter(name, member) : identifierGetter(identifier));
    }
    const { load } = description;
    if (load) {
      const loader = (this.#extension.loaders?.[description.name] as Loader | undefined) ?? loaderOf(load, calls);
      const loads = loadMethod(load, loader, () => this.classOf(load.resource));
      Object.assign(members, { load: method(loads), reload: method(loads), exists: method(existsMethod(loader)) });
    }
    for (const action of description.actions) {
      members[action.name] = method(actionMethod(action, calls, action.returns && this.#maker(action.returns)));
    }
    for (const waiter of description.waiters) {
      const loaded = load?.resource ?? description.name;
      members[waiter.name] = method(waiterMethod(waiter, calls, () => this.classOf(loaded)));
    }
    for (const factory of description.factories) {
      members[factory.name] = method(factoryMethod(factory, () => this.classOf(factory.resource)));
    }
    for (const reference of description.references) {
      members[reference.name] = getter(referenceGetter(reference, this.#maker(reference)));
    }
    for (const collection of description.collections)
      members[collection.name] = getter(this.#collectionGetter(collection));
    return members;
  }

  #maker(result: ResultDescription): ResultMaker {
    return new ResultMaker(
      result,
      () => this.classOf(result.resource),
      () => this.#listMembers(result.resource),
    );
  }

  /** The class of a collection, with the batch actions of its items, is built when it is first asked for. */
  #collectionGetter(description: CollectionDescription): (this: Resource) => ResourceCollection {
    let built: { readonly Class: typeof ResourceCollection; readonly plan: CollectionPlan } | undefined;
    const build = () => {
      built ??= { Class: this.#collectionClass(description), plan: this.#plan(description) };
      return built;
    };
    return function () {
      const { Class, plan } = build();
      return new Class(plan, this);
    };
  }

  #plan(description: CollectionDescription): CollectionPlan {
    return {
      description,
      call: callOf(description.operation),
      calls: this.#calls,
      maker: this.#maker(description.items),
    };
  }

  #collectionClass(description: CollectionDescription): typeof ResourceCollection {
    const { resource } = description.items;
    class Collection extends ResourceCollection {}
    for (const also of description.also) {
      const get = function (this: Collection) {
        return this.also(also);
      };
      Object.defineProperty(Collection.prototype, also.name, { get, configurable: true });
    }
    const newBatch = this.#newBatch;
    for (const batch of this.#batchOf(resource)) {
      const run = async function (this: ResourceCollection, input: Input = {}, options?: CallOptions) {
        return newBatch(batch).run(this.pages(options), input, options);
      };
      Object.defineProperty(Collection.prototype, batch.name, { ...method(run), configurable: true });
    }
    return Collection;
  }

  /** What an array of resources has besides its items: their batch actions. */
  #listMembers(resource: string): PropertyDescriptorMap {
    const known = this.#lists.get(resource);
    if (known) return known;
    const members: PropertyDescriptorMap = {};
    const newBatch = this.#newBatch;
    for (const batch of this.#batchOf(resource)) {
      const run = async function (this: Resource[], input: Input = {}, options?: CallOptions) {
        return newBatch(batch).run([this], input, options);
      };
      members[batch.name] = { ...method(run), configurable: true };
    }
    this.#lists.set(resource, members);
    return members;
  }

  #batchOf(resource: string): readonly BatchDescription[] {
    return this.#describe(resource).batch;
  }

  readonly #newBatch = (batch: BatchDescription): Batch => new Batch(this.#calls, callOf(batch.operation), batch);
}

function method(value: unknown): PropertyDescriptor {
  return { value, writable: true };
}

function getter(get: (this: never) => unknown): PropertyDescriptor {
  return { get };
}

function identifierGetter(identifier: string): (this: Resource) => unknown {
  return function () {
    return (this as unknown as Record<string, unknown>)[identifier];
  };
}
