import { ModelError } from "../errors/index.ts";
import type {
  MemberModel,
  MemberTraits,
  OperationModel,
  PaginatorModel,
  ScalarType,
  ServiceMetadata,
  ServiceModel,
  ShapeModel,
  ShapeTraits,
  WaiterModel,
} from "./types.ts";

/**
 * A service's model with its names resolved: what codecs, validation and resources work over. Operations and shapes are
 * linked when they are first asked for, so that a service of a thousand operations costs what is used of it.
 */
export class Service {
  /** The name that makes its client: `s3`. */
  readonly name: string;
  readonly model: ServiceModel;
  readonly metadata: ServiceMetadata;
  readonly #operations = new Map<string, Operation>();
  readonly #shapes = new Map<string, Shape>();

  constructor(name: string, model: ServiceModel) {
    this.name = name;
    this.model = model;
    this.metadata = model.metadata;
  }

  get operationNames(): string[] {
    return Object.keys(this.model.operations);
  }

  /** The operation of that API name (`GetObject`). */
  operation(name: string): Operation {
    const known = this.#operations.get(name);
    if (known) return known;
    if (!Object.hasOwn(this.model.operations, name)) throw new ModelError(`${this.name} has no operation ${name}.`);
    const operation = new Operation(this, name, this.model.operations[name]!);
    this.#operations.set(name, operation);
    return operation;
  }

  /** The shape of that name. */
  shape(name: string): Shape {
    const known = this.#shapes.get(name);
    if (known) return known;
    if (!Object.hasOwn(this.model.shapes, name)) throw new ModelError(`${this.name} has no shape ${name}.`);
    const shape = new Shape(this, name, this.model.shapes[name]!);
    this.#shapes.set(name, shape);
    return shape;
  }

  paginator(operation: string): PaginatorModel | undefined {
    return own(this.model.paginators, operation);
  }

  waiter(name: string): WaiterModel | undefined {
    return own(this.model.waiters, name);
  }
}

/** One operation, its shapes resolved. */
export class Operation {
  readonly service: Service;
  /** The API's name: `GetObject`. */
  readonly name: string;
  /** The name on the wire, which is another for CloudFront's: `CreateDistribution2020_05_31`. */
  readonly wireName: string;
  readonly traits: OperationModel;
  readonly httpMethod: string;
  /** The path's template without the query: `/{Bucket}/{Key+}`. */
  readonly requestPath: string;
  /** The template's fixed query, without `?`: `versions`. */
  readonly requestQuery: string;

  constructor(service: Service, name: string, traits: OperationModel) {
    this.service = service;
    this.name = name;
    this.wireName = traits.wireName ?? name;
    this.traits = traits;
    const [method, uri = "/"] = (traits.http ?? "POST /").split(" ", 2) as [string, string?];
    const question = uri.indexOf("?");
    this.httpMethod = method;
    this.requestPath = question < 0 ? uri : uri.slice(0, question);
    this.requestQuery = question < 0 ? "" : uri.slice(question + 1);
  }

  get input(): Shape | undefined {
    return this.traits.input === undefined ? undefined : this.service.shape(this.traits.input);
  }

  get output(): Shape | undefined {
    return this.traits.output === undefined ? undefined : this.service.shape(this.traits.output);
  }

  get errors(): Shape[] {
    return (this.traits.errors ?? []).map((name) => this.service.shape(name));
  }
}

export type ShapeType = ScalarType | "structure" | "list" | "map";

/** One shape, its members resolved when they are asked for. */
export class Shape {
  readonly service: Service;
  readonly name: string;
  readonly type: ShapeType;
  readonly traits: ShapeTraits;
  readonly #model: ShapeModel;
  #members: ReadonlyMap<string, Member> | undefined;

  constructor(service: Service, name: string, model: ShapeModel) {
    this.service = service;
    this.name = name;
    this.#model = model;
    this.type = typeOf(model);
    this.traits = typeof model === "string" ? {} : model;
  }

  /** A structure's members by name, in the model's order; empty for any other shape. */
  get members(): ReadonlyMap<string, Member> {
    this.#members ??= this.#link();
    return this.#members;
  }

  /** A list's member. */
  get member(): Member {
    return this.#only("list", "member");
  }

  /** A map's key. */
  get key(): Member {
    return this.#only("map", "key");
  }

  /** A map's value. */
  get value(): Member {
    return this.#only("map", "value");
  }

  #link(): ReadonlyMap<string, Member> {
    const model = this.#model;
    if (typeof model === "string" || !("structure" in model)) return new Map();
    return new Map(Object.entries(model.structure).map(([name, ref]) => [name, new Member(this.service, name, ref)]));
  }

  #only(type: "list" | "map", role: "member" | "key" | "value"): Member {
    const model = this.#model;
    if (typeof model === "string" || this.type !== type) {
      throw new ModelError(`${this.service.name}: ${this.name} is a ${this.type} and has no ${role}.`);
    }
    if ("list" in model) return new Member(this.service, role, model.list);
    const [key, value] = (model as { map: readonly [MemberModel, MemberModel] }).map;
    return new Member(this.service, role, role === "key" ? key : value);
  }
}

/** A member of a structure, or the one role of a list or a map. */
export class Member {
  readonly name: string;
  readonly traits: MemberTraits;
  readonly shapeName: string;
  readonly #service: Service;

  constructor(service: Service, name: string, ref: MemberModel) {
    this.#service = service;
    this.name = name;
    this.shapeName = typeof ref === "string" ? ref : ref.shape;
    this.traits = typeof ref === "string" ? {} : ref;
  }

  get shape(): Shape {
    return this.#service.shape(this.shapeName);
  }
}

function typeOf(model: ShapeModel): ShapeType {
  if (typeof model === "string") return model;
  if ("structure" in model) return "structure";
  if ("list" in model) return "list";
  if ("map" in model) return "map";
  return model.type;
}

function own<T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return record && Object.hasOwn(record, name) ? record[name] : undefined;
}
