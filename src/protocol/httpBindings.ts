import { platform } from "#platform";
import type { Member, Operation, Shape } from "../model/service.ts";
import { compileHostPrefix } from "./hostPrefix.ts";
import { compileHeaders, responseReader } from "./httpHeaders.ts";
import { toBytes } from "./httpText.ts";
import { compilePath, compileQuery } from "./httpUri.ts";
import { eventStreamMember, isStreamingBlob, requiredCollections } from "./traits.ts";
import type { BufferedResponse, CodecOptions, SerializedRequest, StreamingMember } from "./types.ts";

type Input = Readonly<Record<string, unknown>>;
type Output = Record<string, unknown>;

/**
 * How a rest protocol writes and reads what stands in a body; all else of a request and an answer is the same for
 * rest-json and rest-xml, and is here. Every function is called once an operation; those that they return, once a call.
 */
export interface BodyFormat {
  readonly contentType: string;
  /** Writes the members of the input that have no place of their own; an empty text means no body. */
  bodyWriter(operation: Operation, shape: Shape, members: readonly Member[]): (input: Input) => string | Uint8Array;
  /** Writes the payload member (a structure, list, map or document); its value may be `undefined`. */
  payloadWriter(operation: Operation, member: Member): (value: unknown) => string | Uint8Array;
  /** Reads the members that have no place of their own into `output`; the body may be empty. */
  bodyReader(shape: Shape, members: readonly Member[]): (body: Uint8Array, output: Output) => void;
  /** Reads the payload member from a body that is not empty; `undefined` where it holds none. */
  payloadReader(member: Member): (body: Uint8Array) => unknown;
}

/** Compiles the writer of a rest protocol's requests. */
export function compileRequest(operation: Operation, format: BodyFormat): (input: Input) => SerializedRequest {
  const { httpMethod: method, input: shape } = operation;
  const members = [...(shape?.members.values() ?? [])];
  const writePath = compilePath(operation, members);
  const writeQuery = compileQuery(operation, members);
  const writeHeaders = compileHeaders(operation, members);
  const writeBody = compileBody(operation, shape, members, format);
  const writeHostPrefix = compileHostPrefix(operation);
  return (input) => {
    const headers: Record<string, string> = {};
    writeHeaders(input, headers);
    const request: SerializedRequest = {
      method,
      path: writePath(input),
      query: writeQuery(input),
      headers,
      body: writeBody(input, headers),
    };
    if (writeHostPrefix) request.hostPrefix = writeHostPrefix(input);
    return request;
  };
}

/** The input's member that streams out as the body. */
export function inputStreamOf(shape: Shape | undefined): StreamingMember | undefined {
  const payload = payloadOf(shape);
  if (payload && isStreamingBlob(payload)) {
    const requiresLength = payload.shape.traits.requiresLength;
    return { name: payload.name, kind: "blob", ...(requiresLength === undefined ? {} : { requiresLength }) };
  }
  return eventsOf(shape);
}

/** The output's member that streams in as the body. */
export function outputStreamOf(shape: Shape | undefined): StreamingMember | undefined {
  const payload = payloadOf(shape);
  return payload && isStreamingBlob(payload) ? { name: payload.name, kind: "blob" } : eventsOf(shape);
}

/** Compiles the reader of a rest protocol's answers, for an output as well as for an exception's shape. */
export function compileResponse(
  shape: Shape | undefined,
  format: BodyFormat,
  options: CodecOptions,
): (response: BufferedResponse) => Output {
  if (!shape) return () => ({});
  const members = [...shape.members.values()];
  const readers = members.map((member) => responseReader(member, options)).filter((reader) => reader !== undefined);
  const readBody = compileBodyReader(shape, members, format);
  const collections = requiredCollections(shape);
  return (response) => {
    const output: Output = {};
    for (const read of readers) read(response, output);
    readBody(response.body, output);
    for (const { name, type } of collections) output[name] ??= type === "list" ? [] : {};
    return output;
  };
}

function compileBody(
  operation: Operation,
  shape: Shape | undefined,
  members: readonly Member[],
  format: BodyFormat,
): (input: Input, headers: Record<string, string>) => unknown {
  if (!shape) return () => "";
  const payload = payloadOf(shape) ?? eventStreamMember(shape);
  if (payload) return compilePayload(operation, payload, format);
  const inBody = members.filter(({ traits }) => traits.location === undefined);
  if (inBody.length === 0) return () => "";
  const write = format.bodyWriter(operation, shape, inBody);
  return (input, headers) => typed(write(input), headers, format.contentType);
}

function compilePayload(
  operation: Operation,
  payload: Member,
  format: BodyFormat,
): (input: Input, headers: Record<string, string>) => unknown {
  const { name, shape } = payload;
  if (shape.traits.eventstream) {
    return (input, headers) => typed(input[name] ?? "", headers, "application/vnd.amazon.eventstream");
  }
  if (shape.type === "string") return (input, headers) => typed(input[name] ?? "", headers, "text/plain");
  if (shape.type === "blob") {
    const streams = isStreamingBlob(payload);
    return (input, headers) => {
      const value = input[name] ?? "";
      headers["content-type"] ??= "application/octet-stream";
      return streams || typeof value === "string" ? value : toBytes(value);
    };
  }
  const write = format.payloadWriter(operation, payload);
  return (input, headers) => typed(write(input[name] ?? undefined), headers, format.contentType);
}

/** A body has a type unless a header of the input's says which; an empty one has none. */
function typed(body: unknown, headers: Record<string, string>, contentType: string): unknown {
  if (body !== "") headers["content-type"] ??= contentType;
  return body;
}

function compileBodyReader(
  shape: Shape,
  members: readonly Member[],
  format: BodyFormat,
): (body: Uint8Array, output: Output) => void {
  const payload = payloadOf(shape) ?? eventStreamMember(shape);
  if (!payload) {
    const inBody = members.filter(({ traits }) => !isBoundToHead(traits.location));
    return inBody.length === 0 ? () => {} : format.bodyReader(shape, inBody);
  }
  const { name } = payload;
  if (payload.shape.traits.eventstream || isStreamingBlob(payload)) return () => {};
  const read = plainPayloadReader(payload) ?? format.payloadReader(payload);
  return (body, output) => {
    if (body.length === 0) return;
    const value = read(body);
    if (value !== undefined) output[name] = value;
  };
}

function plainPayloadReader({ shape }: Member): ((body: Uint8Array) => unknown) | undefined {
  if (shape.type === "blob") return (body) => body;
  if (shape.type === "string") return (body) => platform.utf8Decode(body);
  return undefined;
}

function isBoundToHead(location: Member["traits"]["location"]): boolean {
  return location === "header" || location === "headers" || location === "statusCode";
}

function payloadOf(shape: Shape | undefined): Member | undefined {
  return shape?.traits.payload === undefined ? undefined : shape.members.get(shape.traits.payload);
}

function eventsOf(shape: Shape | undefined): StreamingMember | undefined {
  const events = eventStreamMember(shape);
  return events && { name: events.name, kind: "events" };
}
