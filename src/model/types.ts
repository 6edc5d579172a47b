/**
 * The committed form of a service's model: `models/<service>.json`. `models/README.md` tells how to read one; the
 * names of the traits are botocore's. Everything here is a fact about an API, nothing is documentation.
 */
export interface ServiceModel {
  /** The version of this form. */
  readonly format: 1;
  readonly deprecated?: boolean;
  readonly metadata: ServiceMetadata;
  readonly clientContextParams?: Readonly<Record<string, { readonly type: "string" | "boolean" | "stringArray" }>>;
  /** A rule set of the service's own, or the name of a shared one with the host that fills its `{@host}`. */
  readonly endpointRules?: EndpointRuleSet | SharedEndpointRules;
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, ShapeModel>>;
  readonly paginators?: Readonly<Record<string, PaginatorModel>>;
  readonly waiters?: Readonly<Record<string, WaiterModel>>;
}

export type ProtocolName = "json" | "rest-json" | "rest-xml" | "query" | "ec2" | "smithy-rpc-v2-cbor";

export interface ServiceMetadata {
  readonly apiVersion: string;
  readonly serviceId: string;
  readonly serviceFullName: string;
  readonly serviceAbbreviation?: string;
  readonly endpointPrefix: string;
  /** The protocol that botocore chooses of `protocols`. */
  readonly protocol: ProtocolName;
  /** What the service speaks, where it is more than one. */
  readonly protocols?: readonly string[];
  readonly protocolSettings?: { readonly h2?: "eventstream" | "optional" | "required" };
  readonly jsonVersion?: "1.0" | "1.1" | "1";
  readonly targetPrefix?: string;
  readonly signatureVersion: string;
  readonly signingName?: string;
  readonly auth?: readonly string[];
  readonly awsQueryCompatible?: boolean;
  readonly checksumFormat?: string;
  readonly globalEndpoint?: string;
  readonly xmlNamespace?: string | XmlNamespace;
}

export interface OperationModel {
  /** The operation's name on the wire where it is another: `CreateDistribution2020_05_31`. */
  readonly wireName?: string;
  /** `METHOD /request/uri?query`; absent means `POST /`. */
  readonly http?: string;
  /** The status of a success where the model says one that is not 200. */
  readonly responseCode?: number;
  /** The input's shape; absent means an operation that takes nothing. */
  readonly input?: string;
  /** The element that wraps the input's members in XML. */
  readonly inputLocationName?: string;
  readonly inputXmlNamespace?: XmlNamespace;
  readonly output?: string;
  readonly resultWrapper?: string;
  readonly errors?: readonly string[];
  readonly auth?: readonly string[];
  readonly authtype?: string;
  readonly unsignedPayload?: boolean;
  readonly hostPrefix?: string;
  readonly httpChecksum?: HttpChecksumTrait;
  readonly httpChecksumRequired?: boolean;
  readonly requestcompression?: { readonly encodings: readonly string[] };
  readonly staticContextParams?: Readonly<Record<string, { readonly value: unknown }>>;
  readonly operationContextParams?: Readonly<Record<string, { readonly path: string }>>;
  readonly endpointdiscovery?: { readonly required?: boolean };
  readonly endpointoperation?: boolean;
  readonly idempotent?: boolean;
  readonly readonly?: boolean;
  readonly deprecated?: boolean;
  readonly deprecatedSince?: string;
}

export interface HttpChecksumTrait {
  readonly requestAlgorithmMember?: string;
  readonly requestChecksumRequired?: boolean;
  readonly requestValidationModeMember?: string;
  readonly responseAlgorithms?: readonly string[];
}

export interface XmlNamespace {
  readonly uri: string;
  readonly prefix?: string;
}

export type ScalarType = "string" | "integer" | "long" | "float" | "double" | "boolean" | "timestamp" | "blob";

/** A bare scalar is just its type's name. */
export type ShapeModel = ScalarType | ScalarModel | StructureModel | ListModel | MapModel;

export interface ShapeTraits {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly timestampFormat?: "iso8601" | "rfc822" | "unixTimestamp";
  readonly sensitive?: boolean;
  readonly streaming?: boolean;
  readonly requiresLength?: boolean;
  readonly locationName?: string;
  readonly deprecated?: boolean;
  readonly deprecatedSince?: string;
  /** Of a list or a map: members stand one beside the other, without an element around them. */
  readonly flattened?: boolean;
  /** Of a list or a map: null members are kept. */
  readonly sparse?: boolean;
  readonly required?: readonly string[];
  /** The member that is the whole body. */
  readonly payload?: string;
  readonly union?: boolean;
  /** Any JSON value. */
  readonly document?: boolean;
  readonly xmlNamespace?: XmlNamespace;
  readonly exception?: boolean;
  /** Of an exception: its code and status where they are not the shape's name and the fault's default. */
  readonly error?: { readonly code?: string; readonly httpStatusCode?: number; readonly senderFault?: boolean };
  readonly fault?: boolean;
  readonly retryable?: { readonly throttling?: boolean };
  readonly eventstream?: boolean;
  readonly event?: boolean;
}

export interface ScalarModel extends ShapeTraits {
  readonly type: ScalarType;
}

export interface StructureModel extends ShapeTraits {
  readonly structure: Readonly<Record<string, MemberModel>>;
}

export interface ListModel extends ShapeTraits {
  readonly list: MemberModel;
}

export interface MapModel extends ShapeTraits {
  readonly map: readonly [key: MemberModel, value: MemberModel];
}

/** A member that has no traits is just its shape's name. */
export type MemberModel = string | ({ readonly shape: string } & MemberTraits);

/** What a member says goes before what its shape says. */
export interface MemberTraits {
  readonly location?: "uri" | "querystring" | "header" | "headers" | "statusCode";
  /** The name on the wire; absent where it is the member's own (or, where the shape has a `locationName`, that one). */
  readonly locationName?: string;
  readonly queryName?: string;
  readonly enum?: readonly string[];
  readonly streaming?: boolean;
  readonly flattened?: boolean;
  readonly xmlAttribute?: boolean;
  readonly xmlNamespace?: XmlNamespace;
  readonly timestampFormat?: "iso8601" | "rfc822" | "unixTimestamp";
  readonly sensitive?: boolean;
  /** The string holds JSON: encoded and decoded by the library. */
  readonly jsonvalue?: boolean;
  readonly idempotencyToken?: boolean;
  readonly hostLabel?: boolean;
  readonly contextParam?: { readonly name: string };
  /** Part of what an endpoint is discovered by. */
  readonly endpointdiscoveryid?: boolean;
  readonly eventpayload?: boolean;
  readonly eventheader?: boolean;
  readonly eventstream?: boolean;
  readonly deprecated?: boolean;
  readonly deprecatedSince?: string;
}

/** botocore's paginators, with their own names. Every path is JMESPath. */
export interface PaginatorModel {
  readonly input_token: string | readonly string[];
  readonly output_token: string | readonly string[];
  readonly result_key: string | readonly string[];
  readonly limit_key?: string;
  readonly more_results?: string;
  readonly non_aggregate_keys?: readonly string[];
}

/** botocore's waiters, with their own names; `delay` in seconds. */
export interface WaiterModel {
  readonly operation: string;
  readonly delay: number;
  readonly maxAttempts: number;
  readonly acceptors: readonly WaiterAcceptor[];
}

export interface WaiterAcceptor {
  readonly state: "success" | "failure" | "retry";
  readonly matcher: "path" | "pathAll" | "pathAny" | "status" | "error";
  readonly argument?: string;
  readonly expected: unknown;
}

/** A rule set that many services share: `models/shared/endpoint-rules/<shared>.json`, its `{@host}` to be filled. */
export interface SharedEndpointRules {
  readonly shared: string;
  readonly host: string;
}

/**
 * A Smithy rule set 1.0 in tables: each condition, record of properties and result stands once, and the rules name them
 * by their indexes. Source: https://smithy.io/2.0/additional-specs/rules-engine/specification.html
 */
export interface EndpointRuleSet {
  readonly parameters: Readonly<Record<string, EndpointParameter>>;
  readonly conditions: readonly EndpointCondition[];
  /** JSON of any depth, every text in it a template. */
  readonly properties: readonly Readonly<Record<string, unknown>>[];
  readonly results: readonly EndpointResult[];
  readonly rules: readonly EndpointRule[];
}

export interface EndpointParameter {
  readonly type: "string" | "boolean" | "stringArray";
  readonly builtIn?: string;
  readonly required?: boolean;
  readonly default?: unknown;
}

/**
 * The indexes of the conditions that all must hold, then what follows: the index of a result, or rules that are asked in
 * turn. `[0,3,[[4,1],[2]]]`: where conditions 0 and 3 hold, result 1 if condition 4 holds as well, else result 2.
 */
export type EndpointRule = readonly [...conditions: number[], consequence: number | readonly EndpointRule[]];

/**
 * An expression, or one whose value gets a name: `{"url":["parseURL","{Endpoint}"]}`. It holds unless its value is
 * absent or `false`. The name has its value in the rule's further conditions, its consequence, and nowhere else.
 */
export type EndpointCondition = EndpointExpression | { readonly [name: string]: EndpointExpression };

/**
 * A call is a list, its function's name first: `["isSet","{Endpoint}"]`. A text is a template: `{Region}` and
 * `{url#scheme}` stand for a value and for a part of one, and are it where they are all of the text.
 */
export type EndpointExpression = string | number | boolean | EndpointCall;

export type EndpointCall = readonly [name: string, ...values: EndpointExpression[]];

/** An endpoint, its properties by their index, or why there is none. */
export type EndpointResult =
  | readonly [
      url: EndpointExpression,
      properties?: number,
      headers?: Readonly<Record<string, readonly EndpointExpression[]>>,
    ]
  | { readonly error: EndpointExpression };
