import type {
  ActionDescription,
  BatchDescription,
  CollectionDescription,
  FactoryDescription,
  IdentifierDescription,
  ResourceDescription,
  ResultDescription,
  ServiceDescription,
  WaiterDescription,
} from "../../src/resource/description.ts";
import { outputType } from "./clientTypes.ts";
import { comment } from "./comments.ts";
import { type ActionInput, actionInput, type Meeting } from "./resourceInputs.ts";
import { referencePage } from "./serviceNames.ts";
import type { ServiceContext } from "./serviceTypes.ts";

/** Writes the types of a service's resources. */
export function resourceTypes(context: ServiceContext, description: ServiceDescription): string {
  const resources = [description.service, ...Object.values(description.resources)];
  return resources.map((resource) => new ResourceWriter(context, description, resource).write()).join("");
}

/** The shapes that resources take their attributes from. */
export function attributeShapes(description: ServiceDescription): string[] {
  const resources = Object.values(description.resources);
  return resources.flatMap(({ shape }) => (shape === undefined ? [] : [shape]));
}

const serviceResource = "ServiceResource";

/** Writes one resource: what it always has, what it has once it is loaded, its batch actions and its collections. */
class ResourceWriter {
  readonly #context: ServiceContext;
  readonly #service: ServiceDescription;
  readonly #resource: ResourceDescription;
  readonly #collections: string[] = [];

  constructor(context: ServiceContext, service: ServiceDescription, resource: ResourceDescription) {
    this.#context = context;
    this.#service = service;
    this.#resource = resource;
  }

  write(): string {
    const own = this.#interface();
    return own + this.#loadedInterface() + this.#batchInterface() + this.#collections.join("");
  }

  #interface(): string {
    const { additions, names } = this.#context;
    const { name, identifiers, attributes, actions, factories, collections, waiters } = this.#resource;
    const bases = ["$$.BaseResource", ...additions.bases(name)].join(", ");
    const aliases = attributes.filter(({ identifier }) => identifier !== undefined);
    const what = name === serviceResource ? `The resources of ${names.fullName}.` : `${names.fullName}: ${name}.`;
    return [
      comment([`${what} boto3: \`${names.service}.${name}\`.`]),
      `export interface ${this.#nameOf(name)}${additions.parameters(name)} extends ${bases} {\n`,
      `  readonly meta: $$.ResourceMeta<${names.type}Client, ${this.#possibleData()}>;\n`,
      ...identifiers.map((each) => `  readonly ${each.name}: ${this.#identifierType(each)};\n`),
      ...aliases.map((each) => `  readonly ${each.name}: ${this.#typeOfIdentifier(each.identifier!)};\n`),
      this.#loading(),
      ...this.#generated(actions, (action) => this.#action(action)),
      ...this.#generated(factories, (factory) => this.#factory(factory)),
      ...this.#generated(collections, (collection) => this.#collection(collection)),
      ...this.#generated(waiters, (waiter) => this.#waiter(waiter)),
      "}\n",
    ].join("");
  }

  #loadedInterface(): string {
    const { additions, names, shapes, service } = this.#context;
    const { name, shape, attributes, references } = this.#resource;
    if (shape === undefined) return "";
    const data = service.shape(shape);
    const loaded = attributes.filter(({ identifier }) => identifier === undefined);
    return [
      comment([`A loaded ${name}.`]),
      `export interface Loaded${name}${additions.parameters(name)} extends ${this.#named(name)} {\n`,
      `  readonly meta: $$.ResourceMeta<${names.type}Client, ${this.#dataType(this.#resource)}>;\n`,
      ...this.#generated(loaded, (attribute) => {
        const type = shapes.outsideType(data.members.get(attribute.member)!, "output");
        const absent = shapes.isRequired(data, attribute.member, "output") ? "" : " | undefined";
        return `  readonly ${attribute.name}: ${type}${absent};\n`;
      }),
      ...this.#generated(references, (reference) => {
        const type = this.#resultType(reference);
        return `  readonly ${reference.name}: ${reference.many ? type : `${type} | undefined`};\n`;
      }),
      "}\n",
    ].join("");
  }

  #loading(): string {
    const { load } = this.#resource;
    if (!load) return "";
    const { operation, params, resource } = load;
    const loaded = this.#named(resource, "Loaded");
    const members = [
      { name: "load", what: `Resolves to the loaded ${resource}.`, result: loaded },
      { name: "reload", what: "As `load`.", result: loaded },
      { name: "exists", what: "Whether the service finds it.", result: "boolean" },
    ];
    return this.#generated(members, ({ name, what, result }) => {
      const type = this.#actionType(operation, params, "action", result);
      return `${comment([`${what} ${this.#page(operation)}`], "  ")}  ${name}: ${type};\n`;
    }).join("");
  }

  #action({ name, operation, params, returns }: ActionDescription): string {
    const { service } = this.#context;
    const output = outputType(this.#context, service.operation(operation));
    const result = returns ? this.#resultType(returns) : output;
    return `${comment([this.#page(operation)], "  ")}  ${name}: ${this.#actionType(operation, params, "action", result)};\n`;
  }

  #factory({ name, resource, identifiers }: FactoryDescription): string {
    const wanted = identifiers.filter(({ from }) => from === "argument").map((each) => each.name);
    const all = this.#service.resources[resource]!.identifiers;
    const given = wanted.map((each) => {
      const identifier = all.find((one) => one.name === each);
      return `${each}: ${identifier ? this.#identifierType(identifier) : "string"}`;
    });
    const { additions } = this.#context;
    const result = `${this.#nameOf(resource)}${additions.args(resource)}`;
    return `  ${name}${additions.parameters(resource)}(${given.join(", ")}): ${result};\n`;
  }

  #collection(collection: CollectionDescription): string {
    const { service, shapes } = this.#context;
    const { name, operation, params, items, also } = collection;
    const type = `${this.#nameOf(this.#resource.name)}${name.slice(0, 1).toUpperCase()}${name.slice(1)}Collection`;
    const item = this.#itemType(items);
    const { type: filter } = this.#input(operation, params, "collection");
    const bases = [`$$.Collection<${item}, ${filter}>`, ...this.#batchOf(items.resource)];
    const members = also.map((each) => {
      const value = shapes.outsideTypeOf(service.shape(each.shapeName), "output");
      return `  readonly ${each.name}: $$.ValueListing<${value}>;\n`;
    });
    this.#collections.push(`export interface ${type} extends ${bases.join(", ")} {\n${members.join("")}}\n`);
    return `${comment([this.#page(operation)], "  ")}  readonly ${name}: ${type};\n`;
  }

  #waiter({ name, waiter, operation, params, loads }: WaiterDescription): string {
    const { load, name: own, shape } = this.#resource;
    const loaded = load?.resource ?? own;
    const result = loads && shape !== undefined ? this.#named(loaded, "Loaded") : this.#named(own);
    const { optional, type } = this.#input(operation, params, "action");
    const call = `input${optional ? "?" : ""}: ${type}, options?: $.WaiterOptions`;
    const what = comment([`Waits for \`${waiter}\`. ${this.#page(operation)}`], "  ");
    return `${what}  ${name}(${call}): Promise<${result}>;\n`;
  }

  /** The batch actions of however many resources of this kind. */
  #batchInterface(): string {
    const { batch, name } = this.#resource;
    if (batch.length === 0) return "";
    const members = batch.map((each: BatchDescription) => {
      const { service } = this.#context;
      const output = outputType(this.#context, service.operation(each.operation));
      const type = this.#actionType(each.operation, each.params, "batch", `(${output})[]`);
      const what = `Does it to all, in as few calls as the service allows. Throws \`BatchError\`. ${this.#page(each.operation)}`;
      return `${comment([what], "  ")}  ${each.name}: ${type};\n`;
    });
    return `${comment([`Actions on many ${name} at once.`])}export interface ${name}Batch {\n${members.join("")}}\n`;
  }

  /** As with the operations of clients, a property of one type is half of the work for the compiler. */
  #actionType(operation: string, params: ActionDescription["params"], meeting: Meeting, result: string): string {
    const { optional, type } = this.#input(operation, params, meeting);
    return `$$.${optional ? "OptionalAction" : "Action"}<${type}, ${result}>`;
  }

  #resultType(result: ResultDescription): string {
    const item = this.#itemType(result);
    return result.many ? [`${item}[]`, ...this.#batchOf(result.resource)].join(" & ") : item;
  }

  #itemType({ resource, loaded }: ResultDescription): string {
    const { shape } = this.#service.resources[resource]!;
    return this.#named(resource, loaded && shape !== undefined ? "Loaded" : "");
  }

  #batchOf(resource: string): string[] {
    return this.#service.resources[resource]!.batch.length > 0 ? [`${resource}Batch`] : [];
  }

  /** A resource's type as this resource refers to it: with its own type parameters where it is the same. */
  #named(resource: string, prefix = ""): string {
    const args = resource === this.#resource.name ? this.#context.additions.args(resource) : "";
    return `${prefix}${this.#nameOf(resource)}${args}`;
  }

  #nameOf(resource: string): string {
    return resource === serviceResource ? `${this.#context.names.type}ServiceResource` : resource;
  }

  /** The data of a resource that may be loaded, or be one that only loads as it: a listing's item is a thing of its kind. */
  #possibleData(): string {
    const { name } = this.#resource;
    const others = Object.values(this.#service.resources).filter(
      ({ load, name: other }) => other !== name && load?.resource === name,
    );
    const types = [this.#resource, ...others].map((resource) => this.#dataType(resource));
    return [...new Set([...types, "undefined"])].join(" | ");
  }

  #dataType({ shape }: ResourceDescription): string {
    if (shape === undefined) return "undefined";
    return this.#context.shapes.structureName(this.#context.service.shape(shape), "output");
  }

  #typeOfIdentifier(name: string): string {
    return this.#identifierType(this.#resource.identifiers.find((each) => each.name === name)!);
  }

  #identifierType({ shapeName }: IdentifierDescription): string {
    if (shapeName === undefined) return "string";
    return this.#context.shapes.outsideTypeOf(this.#context.service.shape(shapeName), "output");
  }

  #input(operation: string, params: ActionDescription["params"], meeting: Meeting): ActionInput {
    const { service } = this.#context;
    return actionInput(this.#context, service.operation(operation), params, meeting);
  }

  #page(operation: string): string {
    return `[${operation}](${referencePage(this.#context.names, operation)})`;
  }

  /** Leaves out what is written by hand. */
  #generated<T extends { readonly name: string }>(members: readonly T[], write: (member: T) => string): string[] {
    return members.filter(({ name }) => !this.#context.additions.has(this.#resource.name, name)).map(write);
  }
}
