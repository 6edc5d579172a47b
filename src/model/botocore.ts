import { ModelError } from "../errors/index.ts";
import { fromBotocoreRules } from "./botocoreRules.ts";
import { fromBotocoreShape, shapeName } from "./botocoreShapes.ts";
import { type Json, keep, list, mapRecord, object, optionalObject } from "./json.ts";
import type {
  OperationModel,
  PaginatorModel,
  ProtocolName,
  ServiceMetadata,
  ServiceModel,
  WaiterModel,
} from "./types.ts";

/** The files of one API version of a service as botocore lays them out, each parsed, its extras merged. */
export interface BotocoreFiles {
  /** `service-2.json` */
  readonly service: unknown;
  /** `paginators-1.json` */
  readonly paginators?: unknown;
  /** `waiters-2.json` */
  readonly waiters?: unknown;
  /** `endpoint-rule-set-1.json` */
  readonly endpointRules?: unknown;
}

/** Most preferred first, as botocore has it: a service that lists several `protocols` speaks the first of these. */
const protocolPreference: readonly ProtocolName[] = [
  "json",
  "rest-json",
  "rest-xml",
  "smithy-rpc-v2-cbor",
  "query",
  "ec2",
];

/** The metadata that is copied as it is. */
export const metadataTraits: readonly string[] = [
  "protocolSettings",
  "jsonVersion",
  "targetPrefix",
  "signatureVersion",
  "signingName",
  "auth",
  "checksumFormat",
  "globalEndpoint",
  "xmlNamespace",
];

/** The traits of an operation that are copied as they are. */
export const operationTraits: readonly string[] = [
  "auth",
  "authtype",
  "unsignedPayload",
  "httpChecksum",
  "httpChecksumRequired",
  "requestcompression",
  "staticContextParams",
  "operationContextParams",
  "endpointdiscovery",
  "endpointoperation",
  "idempotent",
  "readonly",
  "deprecated",
  "deprecatedSince",
];

const paginatorKeys = [
  "input_token",
  "output_token",
  "more_results",
  "limit_key",
  "result_key",
  "non_aggregate_keys",
] as const;

/**
 * A service's model from botocore's own format. Documentation is left out, every wire trait is kept. Throws a
 * `ModelError` where the model lacks what no service can do without; `source` says in its message whose model it is.
 *
 * @example
 * const model = fromBotocore({ service: JSON.parse(readFileSync("service-2.json", "utf8")) }, "myservice");
 */
export function fromBotocore(files: BotocoreFiles, source = "The model"): ServiceModel {
  const service = object(files.service, source);
  const operations = object(service.operations, `${source}: operations`);
  const shapes = withPayloads(object(service.shapes ?? {}, `${source}: shapes`), operations);
  const context = optionalObject(service.clientContextParams);
  const metadata = convertMetadata(object(service.metadata, `${source}: metadata`), source);
  return {
    format: 1,
    ...keep(service, ["deprecated"]),
    metadata,
    ...(context && { clientContextParams: mapRecord(context, (param) => keep(object(param, source), ["type"])) }),
    ...(files.endpointRules !== undefined && { endpointRules: fromBotocoreRules(files.endpointRules, source) }),
    operations: mapRecord(operations, (operation, name) =>
      convertOperation(name, object(operation, `${source}: ${name}`), shapes),
    ),
    shapes: mapRecord(shapes, (shape, name) => {
      const where = `${source}: ${name}`;
      return fromBotocoreShape(object(shape, where), metadata.protocol, shapes, where);
    }),
    ...(files.paginators !== undefined && { paginators: convertPaginators(files.paginators, source) }),
    ...(files.waiters !== undefined && { waiters: convertWaiters(files.waiters, source) }),
  } as ServiceModel;
}

/**
 * A botocore file with its extras (`service-2.sdk-extras.json` and its like) laid over it: what both have as an object
 * is merged, all else is the extras'.
 */
export function mergeExtras(file: unknown, extras: unknown): unknown {
  const merge = optionalObject(optionalObject(extras)?.merge);
  return merge ? mergeDeep(file, merge) : file;
}

function mergeDeep(base: unknown, extra: unknown): unknown {
  const [below, above] = [optionalObject(base), optionalObject(extra)];
  if (!below || !above) return extra;
  const merged = Object.entries(above).map(([key, value]) => [
    key,
    Object.hasOwn(below, key) ? mergeDeep(below[key], value) : value,
  ]);
  return Object.fromEntries([...Object.entries(below), ...merged]);
}

function convertMetadata(metadata: Json, source: string): ServiceMetadata {
  const missing = ["apiVersion", "serviceId", "endpointPrefix"].filter((name) => typeof metadata[name] !== "string");
  if (missing.length > 0) throw new ModelError(`${source} lacks ${missing.join(", ")} in its metadata.`);
  const { apiVersion, serviceId, endpointPrefix, serviceFullName, protocols, awsQueryCompatible } = metadata;
  return {
    apiVersion,
    serviceId,
    serviceFullName: serviceFullName ?? serviceId,
    ...keep(metadata, ["serviceAbbreviation"]),
    endpointPrefix,
    protocol: chooseProtocol(metadata, source),
    // One protocol is the chosen one; only a choice is worth telling.
    ...(Array.isArray(protocols) && protocols.length > 1 && { protocols }),
    signatureVersion: "v4",
    ...keep(metadata, metadataTraits),
    ...(awsQueryCompatible !== undefined && { awsQueryCompatible: true }),
  } as ServiceMetadata;
}

function chooseProtocol({ protocol, protocols }: Json, source: string): ProtocolName {
  const offered: unknown[] = Array.isArray(protocols) && protocols.length > 0 ? protocols : [protocol];
  const chosen = protocolPreference.find((name) => offered.includes(name));
  if (chosen) return chosen;
  throw new ModelError(
    `${source} speaks ${offered.join(", ") || "no protocol"}; known are ${protocolPreference.join(", ")}.`,
  );
}

function convertOperation(name: string, operation: Json, shapes: Json): OperationModel {
  const http = optionalObject(operation.http) ?? {};
  const request = `${http.method ?? "POST"} ${http.requestUri ?? "/"}`;
  const input = optionalObject(operation.input);
  const output = optionalObject(operation.output);
  const errors = list(operation.errors, `${name}: errors`);
  const wireName = operation.name ?? name;
  const status = http.responseCode;
  const { locationName, xmlNamespace } = { ...shapeOf(input, shapes), ...input };
  const { resultWrapper } = { ...shapeOf(output, shapes), ...output };
  const hostPrefix = optionalObject(operation.endpoint)?.hostPrefix;
  return {
    ...(wireName !== name && { wireName }),
    ...(request !== "POST /" && { http: request }),
    ...(status !== undefined && status !== 200 && { responseCode: status }),
    ...(input && { input: shapeName(input) }),
    ...(locationName !== undefined && { inputLocationName: locationName }),
    ...(xmlNamespace !== undefined && { inputXmlNamespace: xmlNamespace }),
    ...(output && { output: shapeName(output) }),
    ...(resultWrapper !== undefined && { resultWrapper }),
    ...(errors.length > 0 && { errors: errors.map((error) => shapeName(object(error, name))) }),
    ...(hostPrefix !== undefined && { hostPrefix }),
    ...keep(operation, operationTraits),
  } as Json as OperationModel;
}

/** Models of old name an operation's payload where they refer to its input, rather than in the input's shape. */
function withPayloads(shapes: Json, operations: Json): Json {
  const refs = Object.values(operations).flatMap((operation) => {
    const { input, output } = optionalObject(operation) ?? {};
    return [optionalObject(input), optionalObject(output)].filter((ref) => ref?.payload !== undefined) as Json[];
  });
  const named = refs.map((ref) => [shapeName(ref), { ...shapeOf(ref, shapes), payload: ref.payload }]);
  return { ...shapes, ...Object.fromEntries(named) };
}

/** What a reference to a shape says goes before what the shape itself says. */
function shapeOf(ref: Json | undefined, shapes: Json): Json {
  return (ref && optionalObject(shapes[shapeName(ref)])) ?? {};
}

function convertPaginators(file: unknown, source: string): Record<string, PaginatorModel> {
  const where = `${source}: paginators`;
  const pagination = object(object(file, where).pagination ?? {}, where);
  return mapRecord(pagination, (entry) => keep(object(entry, where), paginatorKeys) as unknown as PaginatorModel);
}

function convertWaiters(file: unknown, source: string): Record<string, WaiterModel> {
  const where = `${source}: waiters`;
  const waiters = object(object(file, where).waiters ?? {}, where);
  return mapRecord(waiters, (entry, name) => {
    const waiter = object(entry, `${where}: ${name}`);
    return {
      ...keep(waiter, ["operation", "delay", "maxAttempts"]),
      acceptors: list(waiter.acceptors, `${where}: ${name}`).map((acceptor) =>
        keep(object(acceptor, `${where}: ${name}`), ["state", "matcher", "argument", "expected"]),
      ),
    } as unknown as WaiterModel;
  });
}
