import type { MemberModel, OperationModel, ProtocolName, ServiceModel, ShapeModel } from "../../src/model/types.ts";

/** As much of Smithy's JSON AST (https://smithy.io/2.0/spec/json-ast.html) as a client's model needs. */
export interface SmithyModel {
  readonly shapes: Readonly<Record<string, SmithyShape>>;
}

export interface SmithyShape {
  readonly type: string;
  readonly version?: string;
  readonly members?: Readonly<Record<string, SmithyMember>>;
  readonly member?: SmithyMember;
  readonly key?: SmithyMember;
  readonly value?: SmithyMember;
  readonly input?: SmithyMember;
  readonly output?: SmithyMember;
  readonly errors?: readonly SmithyMember[];
  readonly operations?: readonly SmithyMember[];
  readonly resources?: readonly SmithyMember[];
  readonly mixins?: readonly SmithyMember[];
  readonly traits?: Traits;
}

interface SmithyMember {
  readonly target: string;
  readonly traits?: Traits;
}

type Traits = Readonly<Record<string, unknown>>;
type Mutable = Record<string, unknown>;

/** A service of a Smithy model in the library's own form, as far as it can be told in botocore's terms. */
export function fromSmithy(model: SmithyModel, serviceId: string, protocol: ProtocolName): ServiceModel {
  return new Converter(withoutMixins(model), serviceId, protocol).convert();
}

/** The model with the members and traits of mixins where they are mixed in. */
function withoutMixins({ shapes }: SmithyModel): SmithyModel {
  const flat: Record<string, SmithyShape> = {};
  const applied = (id: string): SmithyShape => {
    const shape = shapes[id]!;
    let members: Record<string, SmithyMember> = {};
    let traits: Traits = {};
    for (const { target } of shape.mixins ?? []) {
      const mixin = applied(target);
      members = { ...members, ...mixin.members };
      traits = { ...traits, ...mixin.traits };
    }
    if (!shape.mixins) return shape;
    return { ...shape, members: { ...members, ...shape.members }, traits: { ...traits, ...shape.traits } };
  };
  for (const id of Object.keys(shapes)) flat[id] = applied(id);
  return { shapes: flat };
}

/** The ids of all operations of a service, those of its resources included. */
export function operationsOf(model: SmithyModel, id: string): string[] {
  const { operations = [], resources = [], ...lifecycle } = model.shapes[id] as SmithyShape & Record<string, unknown>;
  const named = ["create", "put", "read", "update", "delete", "list"].map((key) => lifecycle[key] as SmithyMember);
  const own = [...operations, ...named.filter(Boolean)].map(({ target }) => target);
  return [...own, ...resources.flatMap(({ target }) => operationsOf(model, target))];
}

/** A shape's name without its namespace. */
export function localName(id: string): string {
  return id.slice(id.indexOf("#") + 1);
}

const unit = "smithy.api#Unit";

const preludeTypes: Readonly<Record<string, string>> = {
  String: "string",
  Blob: "blob",
  Boolean: "boolean",
  PrimitiveBoolean: "boolean",
  Byte: "integer",
  PrimitiveByte: "integer",
  Short: "integer",
  PrimitiveShort: "integer",
  Integer: "integer",
  PrimitiveInteger: "integer",
  Long: "long",
  PrimitiveLong: "long",
  BigInteger: "long",
  Float: "float",
  PrimitiveFloat: "float",
  Double: "double",
  PrimitiveDouble: "double",
  BigDecimal: "double",
  Timestamp: "timestamp",
  Document: "document",
};

const scalars: Readonly<Record<string, string>> = {
  string: "string",
  enum: "string",
  blob: "blob",
  boolean: "boolean",
  byte: "integer",
  short: "integer",
  integer: "integer",
  intEnum: "integer",
  long: "long",
  bigInteger: "long",
  float: "float",
  double: "double",
  bigDecimal: "double",
  timestamp: "timestamp",
};

const timestampFormats: Readonly<Record<string, string>> = {
  "date-time": "iso8601",
  "http-date": "rfc822",
  "epoch-seconds": "unixTimestamp",
};

class Converter {
  readonly #model: SmithyModel;
  readonly #serviceId: string;
  readonly #protocol: ProtocolName;
  readonly #shapes: Record<string, ShapeModel> = {};
  readonly #names = new Map<string, string>();

  constructor(model: SmithyModel, serviceId: string, protocol: ProtocolName) {
    this.#model = model;
    this.#serviceId = serviceId;
    this.#protocol = protocol;
  }

  convert(): ServiceModel {
    const service = this.#model.shapes[this.#serviceId]!;
    const ids = operationsOf(this.#model, this.#serviceId);
    const operations = Object.fromEntries(ids.map((id) => [localName(id), this.#operation(id)]));
    const name = localName(this.#serviceId);
    const traits = service.traits ?? {};
    return {
      format: 1,
      metadata: {
        apiVersion: service.version ?? "",
        serviceId: (traits["aws.api#service"] as { sdkId?: string } | undefined)?.sdkId ?? name,
        serviceFullName: name,
        endpointPrefix: name.toLowerCase(),
        protocol: this.#protocol,
        signatureVersion: "v4",
        targetPrefix: name,
        ...(this.#protocol === "json" && { jsonVersion: "aws.protocols#awsJson1_1" in traits ? "1.1" : "1.0" }),
        ...("aws.protocols#awsQueryCompatible" in traits && { awsQueryCompatible: true }),
      },
      operations,
      shapes: this.#shapes,
    };
  }

  #operation(id: string): OperationModel {
    const { input, output, errors = [], traits = {} } = this.#model.shapes[id]!;
    const http = traits["smithy.api#http"] as { method: string; uri: string; code?: number } | undefined;
    const isRest = this.#protocol.startsWith("rest");
    const endpoint = traits["smithy.api#endpoint"] as { hostPrefix: string } | undefined;
    const hasInput = input && input.target !== unit;
    for (const { target } of errors) this.#shape(target);
    return {
      ...(isRest && http && { http: `${http.method} ${http.uri}` }),
      ...(isRest && http?.code !== undefined && { responseCode: http.code }),
      ...(hasInput && { input: this.#shape(input.target), ...this.#wrapper(input.target) }),
      ...(output && output.target !== unit && { output: this.#shape(output.target) }),
      ...(this.#protocol === "query" && output && { resultWrapper: `${localName(id)}Result` }),
      ...(errors.length > 0 && { errors: errors.map(({ target }) => this.#shape(target)) }),
      ...(endpoint && { hostPrefix: endpoint.hostPrefix }),
      ...("smithy.api#httpChecksumRequired" in traits && { httpChecksumRequired: true }),
      ...("smithy.api#requestCompression" in traits && {
        requestcompression: traits["smithy.api#requestCompression"] as { encodings: string[] },
      }),
    };
  }

  /** The element that wraps an input's members in XML. */
  #wrapper(input: string): Mutable {
    if (this.#protocol !== "rest-xml") return {};
    const traits = this.#model.shapes[input]!.traits ?? {};
    const service = this.#model.shapes[this.#serviceId]!.traits ?? {};
    const namespace = traits["smithy.api#xmlNamespace"] ?? service["smithy.api#xmlNamespace"];
    return {
      inputLocationName: traits["smithy.api#xmlName"] ?? localName(input),
      ...(namespace !== undefined && { inputXmlNamespace: namespace }),
    };
  }

  /** The element of a payload. */
  #root({ target, traits = {} }: SmithyMember): Mutable {
    const shape = this.#model.shapes[target];
    if (this.#protocol !== "rest-xml" || !(shape?.type === "structure" || shape?.type === "union")) return {};
    const service = this.#model.shapes[this.#serviceId]!.traits ?? {};
    const name = traits["smithy.api#xmlName"] ?? shape.traits?.["smithy.api#xmlName"] ?? localName(target);
    const namespace =
      traits["smithy.api#xmlNamespace"] ??
      shape.traits?.["smithy.api#xmlNamespace"] ??
      service["smithy.api#xmlNamespace"];
    return { locationName: name, ...(namespace !== undefined && { xmlNamespace: namespace }) };
  }

  /** Converts a shape once, and gives its name. */
  #shape(id: string): string {
    const known = this.#names.get(id);
    if (known !== undefined) return known;
    const local = localName(id);
    const name = Object.hasOwn(this.#shapes, local) ? `${local}_${this.#names.size}` : local;
    this.#names.set(id, name);
    // Holds the name while the shapes below are converted.
    this.#shapes[name] = "string";
    this.#shapes[name] = this.#convertShape(id);
    return name;
  }

  #convertShape(id: string): ShapeModel {
    const shape = this.#model.shapes[id];
    const type = shape?.type ?? preludeTypes[localName(id)] ?? "structure";
    const traits = shape?.traits ?? {};
    const kept = this.#shapeTraits(id, traits);
    switch (type) {
      case "document":
        return { structure: {}, document: true };
      case "list":
      case "set":
        return { list: this.#member("member", shape!.member!), ...kept } as ShapeModel;
      case "map": {
        const entry = [this.#member("key", shape!.key!), this.#member("value", shape!.value!)];
        return { map: entry, ...kept } as unknown as ShapeModel;
      }
      case "structure":
      case "union":
        return this.#structure(shape, type, kept);
      default:
        return { type: scalars[type] ?? type, ...kept } as ShapeModel;
    }
  }

  #structure(shape: SmithyShape | undefined, type: string, kept: Mutable): ShapeModel {
    const traits = shape?.traits ?? {};
    const isEvents = type === "union" && "smithy.api#streaming" in traits;
    const members = Object.entries(shape?.members ?? {});
    const required = members.filter(([, member]) => "smithy.api#required" in (member.traits ?? {}));
    const payload = members.find(([, member]) => "smithy.api#httpPayload" in (member.traits ?? {}));
    const structure = Object.fromEntries(members.map(([name, member]) => [name, this.#member(name, member)]));
    if (isEvents) for (const [, { target }] of members) this.#mark(this.#shape(target), "event");
    return {
      structure,
      ...(required.length > 0 && { required: required.map(([name]) => name) }),
      ...(payload && this.#protocol.startsWith("rest") && { payload: payload[0] }),
      ...(isEvents ? { eventstream: true } : type === "union" && { union: true }),
      ...kept,
    } as ShapeModel;
  }

  #mark(name: string, trait: string): void {
    this.#shapes[name] = { ...(this.#shapes[name] as object), [trait]: true } as unknown as ShapeModel;
  }

  #shapeTraits(id: string, traits: Traits): Mutable {
    const format = traits["smithy.api#timestampFormat"] as string | undefined;
    const queryError = traits["aws.protocols#awsQueryError"] as { code: string; httpResponseCode: number } | undefined;
    const status = traits["smithy.api#httpError"] as number | undefined;
    const isXml = !["json", "rest-json", "smithy-rpc-v2-cbor"].includes(this.#protocol);
    return {
      ...(format && { timestampFormat: timestampFormats[format] }),
      ...("smithy.api#sparse" in traits && { sparse: true }),
      ...("smithy.api#streaming" in traits && this.#model.shapes[id]!.type === "blob" && { streaming: true }),
      ...("smithy.api#requiresLength" in traits && { requiresLength: true }),
      ...("smithy.api#error" in traits && { exception: true }),
      ...((queryError || status !== undefined) && {
        error: { ...(queryError && { code: queryError.code }), httpStatusCode: queryError?.httpResponseCode ?? status },
      }),
      ...(isXml && "smithy.api#xmlName" in traits && { locationName: traits["smithy.api#xmlName"] }),
      // A structure's namespace counts where it is a root, which its member says.
      ...(isXml &&
        !["structure", "union"].includes(this.#model.shapes[id]?.type ?? "") &&
        "smithy.api#xmlNamespace" in traits && { xmlNamespace: traits["smithy.api#xmlNamespace"] }),
    };
  }

  #member(name: string, member: SmithyMember): MemberModel {
    const own = member.traits ?? {};
    const target = this.#model.shapes[member.target]?.traits ?? {};
    const isRest = this.#protocol.startsWith("rest");
    const format = own["smithy.api#timestampFormat"] as string | undefined;
    const isJsonHeader = "smithy.api#httpHeader" in own && target["smithy.api#mediaType"] === "application/json";
    const traits: Mutable = {
      ...this.#wireNames(name, own),
      ...(format && { timestampFormat: timestampFormats[format] }),
      ...("smithy.api#idempotencyToken" in own && { idempotencyToken: true }),
      ...("smithy.api#hostLabel" in own && { hostLabel: true }),
      ...("smithy.api#eventHeader" in own && { eventheader: true }),
      ...("smithy.api#eventPayload" in own && { eventpayload: true }),
      ...(isRest && this.#location(name, own)),
      ...("smithy.api#httpPayload" in own && this.#root(member)),
      ...(isRest && isJsonHeader && { jsonvalue: true }),
    };
    const flattened = "smithy.api#xmlFlattened" in own && this.#protocol !== "json" && this.#protocol !== "rest-json";
    const shape = flattened ? this.#flattened(member.target) : this.#shape(member.target);
    return Object.keys(traits).length === 0 && !flattened
      ? shape
      : ({ shape, ...traits, ...(flattened && { flattened: true }) } as MemberModel);
  }

  /** A flattened list's items have the list's name, whatever they are called in the list itself. */
  #flattened(target: string): string {
    const name = this.#shape(target);
    const shape = this.#shapes[name]!;
    if (typeof shape === "string" || !("list" in shape)) return name;
    const flat = `${name}Flattened`;
    const item = typeof shape.list === "string" ? { shape: shape.list } : { ...shape.list };
    delete (item as Mutable).locationName;
    this.#shapes[flat] = { ...shape, list: item, flattened: true };
    return flat;
  }

  #wireNames(name: string, own: Traits): Mutable {
    switch (this.#protocol) {
      case "rest-json":
        return "smithy.api#jsonName" in own ? { locationName: own["smithy.api#jsonName"] } : {};
      case "json":
      case "smithy-rpc-v2-cbor":
        return {};
      default:
        return {
          ...("smithy.api#xmlName" in own && { locationName: own["smithy.api#xmlName"] }),
          ...("smithy.api#xmlAttribute" in own && {
            xmlAttribute: true,
            locationName: own["smithy.api#xmlName"] ?? name,
          }),
          ...("smithy.api#xmlNamespace" in own && { xmlNamespace: own["smithy.api#xmlNamespace"] }),
          ...("aws.protocols#ec2QueryName" in own && { queryName: own["aws.protocols#ec2QueryName"] }),
        };
    }
  }

  #location(name: string, own: Traits): Mutable {
    if ("smithy.api#httpLabel" in own) return { location: "uri", locationName: name };
    if ("smithy.api#httpResponseCode" in own) return { location: "statusCode" };
    if ("smithy.api#httpQueryParams" in own) return { location: "querystring" };
    const bound = [
      ["smithy.api#httpHeader", "header"],
      ["smithy.api#httpPrefixHeaders", "headers"],
      ["smithy.api#httpQuery", "querystring"],
    ] as const;
    for (const [trait, location] of bound) if (trait in own) return { location, locationName: own[trait] };
    return {};
  }
}
