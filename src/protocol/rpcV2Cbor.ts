import { platform } from "#platform";
import type { Operation, Service, Shape } from "../model/service.ts";
import { decodeCbor } from "./cborDecoder.ts";
import { cborReaders } from "./cborReader.ts";
import { cborMembersWriter, cborWriter } from "./cborWriter.ts";
import { messageFromText, parsedError } from "./errors.ts";
import { eventCodec } from "./eventStreams.ts";
import { compileHostPrefix } from "./hostPrefix.ts";
import type { BodyFormat } from "./httpBindings.ts";
import { compileTokens } from "./idempotency.ts";
import { guardParse } from "./parseFailure.ts";
import { eventStreamMember, rpcStreams } from "./traits.ts";
import type {
  BufferedResponse,
  CodecOptions,
  OperationCodec,
  ParsedError,
  Protocol,
  SerializedRequest,
} from "./types.ts";

type Input = Readonly<Record<string, unknown>>;
type Output = Record<string, unknown>;

/**
 * Smithy RPC v2 CBOR (https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html): the operation stands in the
 * path, all members in the body.
 */
export const rpcV2Cbor: Protocol = { compile };

function compile(operation: Operation, options: CodecOptions): OperationCodec {
  const { service, output } = operation;
  return {
    serialize: compileSerialize(operation, options),
    parse: guardParse(`${service.name}.${operation.name}`, compileParse(output, options)),
    parseError: compileErrorParser(service, options),
    ...rpcStreams(operation),
    ...eventCodec(operation, cborBodyFormat(options), options),
  };
}

function compileSerialize(operation: Operation, options: CodecOptions): (input: Input) => SerializedRequest {
  const { input: shape, output, service } = operation;
  const { metadata } = service;
  const events = eventStreamMember(shape);
  const eventStreamType = "application/vnd.amazon.eventstream";
  const headers: Record<string, string> = {
    "smithy-protocol": "rpc-v2-cbor",
    accept: eventStreamMember(output) ? eventStreamType : "application/cbor",
    ...(shape ? { "content-type": events ? eventStreamType : "application/cbor" } : {}),
    ...(metadata.awsQueryCompatible ? { "x-amzn-query-mode": "true" } : {}),
  };
  const path = `/service/${metadata.targetPrefix}/operation/${operation.name}`;
  const members = [...(shape?.members.values() ?? [])].filter(({ name }) => name !== events?.name);
  const writeBody = shape ? cborMembersWriter(members) : () => "";
  const fillTokens = compileTokens(shape, options);
  const writeHostPrefix = compileHostPrefix(operation);
  return (input) => {
    const request: SerializedRequest = {
      method: "POST",
      path,
      query: "",
      headers: { ...headers },
      body: writeBody(fillTokens(input)),
    };
    if (writeHostPrefix) request.hostPrefix = writeHostPrefix(input);
    return request;
  };
}

function compileParse(shape: Shape | undefined, options: CodecOptions): (response: BufferedResponse) => Output {
  if (!shape) return () => ({});
  const events = eventStreamMember(shape);
  const members = [...shape.members.values()].filter(({ name }) => name !== events?.name);
  const read = cborReaders(options).ofMembers(shape, members);
  return ({ body }) => read(body.length === 0 ? {} : (decodeCbor(body) ?? {}), 0) as Output;
}

function compileErrorParser(service: Service, options: CodecOptions): (response: BufferedResponse) => ParsedError {
  return (response) => {
    const body = errorBody(response);
    const type = body?.__type;
    return parsedError({
      service,
      response,
      body: body ?? {},
      code: typeof type === "string" ? type : response.headers["x-amzn-errortype"],
      fallbackMessage: body ? "" : messageFromText(platform.utf8Decode(response.body)),
      read: (shape) => compileParse(shape, options)(response),
    });
  };
}

function errorBody({ body }: BufferedResponse): Record<string, unknown> | undefined {
  if (body.length === 0) return {};
  try {
    const value = decodeCbor(body);
    const isMap = typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
    return isMap ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** CBOR as the body of an event. */
function cborBodyFormat(options: CodecOptions): BodyFormat {
  return {
    contentType: "application/cbor",
    bodyWriter: (_operation, _shape, members) => cborMembersWriter(members),
    payloadWriter: (_operation, member) => cborWriter(member),
    bodyReader: (shape, members) => {
      const read = cborReaders(options).ofMembers(shape, members);
      return (body, output) => {
        Object.assign(output, read(body.length === 0 ? {} : (decodeCbor(body) ?? {}), 0));
      };
    },
    payloadReader: (member) => {
      const read = cborReaders(options).of(member);
      return (body) => {
        const value = decodeCbor(body);
        return value === null ? undefined : read(value, 0);
      };
    },
  };
}
