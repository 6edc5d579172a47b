import { platform } from "#platform";
import { ParamValidationError } from "../errors/index.ts";
import type { Member, Operation, Shape } from "../model/service.ts";
import { compileHostPrefix } from "./hostPrefix.ts";
import { headerReader, headerWriter, scalarTextWriter, type TextWriter, toBytes } from "./httpText.ts";
import { setOwn } from "./setOwn.ts";
import { eventStreamMember, isStreamingBlob, requiredCollections, wireName } from "./traits.ts";
import type { BufferedResponse, CodecOptions, SerializedRequest, StreamingMember } from "./types.ts";
import { encodeUriComponent, encodeUriPath } from "./uri.ts";

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

function compilePath(operation: Operation, members: readonly Member[]): (input: Input) => string {
  const labels = new Map(members.filter((m) => m.traits.location === "uri").map((m) => [wireName(m), m]));
  const parts = operation.requestPath.split(/\{([^{}]+)\}/g).map((part, index) => {
    if (index % 2 === 0) return part;
    const greedy = part.endsWith("+");
    const member = labels.get(greedy ? part.slice(0, -1) : part);
    // A label that no member fills stands as it is.
    return member ? labelWriter(operation, member, greedy) : `{${part}}`;
  });
  return (input) => {
    let path = "";
    for (const part of parts) path += typeof part === "string" ? part : part(input);
    return path;
  };
}

function labelWriter(operation: Operation, member: Member, greedy: boolean): (input: Input) => string {
  const { name } = member;
  const write = scalarTextWriter(member, "iso8601");
  const encode = greedy ? encodeUriPath : encodeUriComponent;
  return (input) => {
    const value = input[name];
    const text = value === undefined || value === null ? "" : write(value);
    // An empty label would make the path another operation's: a bucket's instead of a key's.
    if (text === "") throw invalid(operation, name, "stands in the path and must not be empty");
    return encode(text);
  };
}

function compileQuery(operation: Operation, members: readonly Member[]): (input: Input) => string {
  const { requestQuery } = operation;
  const inQuery = members.filter(({ traits }) => traits.location === "querystring");
  if (inQuery.length === 0) return () => requestQuery;
  const single = inQuery.filter(({ shape }) => shape.type !== "map").map(compileParameter);
  const maps = inQuery.filter(({ shape }) => shape.type === "map").map(({ name }) => name);
  return (input) => {
    const pairs: string[] = requestQuery ? [requestQuery] : [];
    for (const { name, key, write } of single) {
      const value = input[name];
      if (value === undefined || value === null) continue;
      if (!Array.isArray(value)) pairs.push(`${key}=${encodeUriComponent(write(value))}`);
      else for (const item of value) if (item !== null && item !== undefined) pairs.push(pair(key, write(item)));
    }
    for (const name of maps) writeQueryMap(input[name], pairs);
    return pairs.join("&");
  };

  // What has a name of its own goes before what a map says (Smithy's httpQueryParams).
  function writeQueryMap(map: unknown, pairs: string[]): void {
    if (map === undefined || map === null) return;
    const taken = new Set(pairs.map((text) => text.split("=", 1)[0]));
    for (const [name, value] of Object.entries(map)) {
      const key = encodeUriComponent(name);
      if (taken.has(key) || value === null || value === undefined) continue;
      for (const item of Array.isArray(value) ? value : [value]) {
        if (item !== null && item !== undefined) pairs.push(pair(key, String(item)));
      }
    }
  }
}

function pair(key: string, value: string): string {
  return `${key}=${encodeUriComponent(value)}`;
}

function compileParameter(member: Member): { name: string; key: string; write: TextWriter } {
  const written = member.shape.type === "list" ? member.shape.member : member;
  return {
    name: member.name,
    key: encodeUriComponent(wireName(member)),
    write: scalarTextWriter(written, "iso8601"),
  };
}

function compileHeaders(
  operation: Operation,
  members: readonly Member[],
): (input: Input, headers: Record<string, string>) => void {
  const prefixed = members
    .filter(({ traits }) => traits.location === "headers")
    .map((member) => ({ name: member.name, prefix: headerPrefix(member) }));
  const single = members
    .filter(({ traits }) => traits.location === "header")
    .map((member) => ({ name: member.name, key: wireName(member).toLowerCase(), write: headerWriter(member) }));
  return (input, headers) => {
    for (const { name, prefix } of prefixed) {
      const map = input[name];
      if (map === undefined || map === null) continue;
      for (const [key, value] of Object.entries(map)) {
        if (value !== undefined && value !== null) set(headers, `${prefix}${key.toLowerCase()}`, String(value), name);
      }
    }
    for (const { name, key, write } of single) {
      const value = input[name];
      if (value !== undefined && value !== null) set(headers, key, write(value), name);
    }
  };

  function set(headers: Record<string, string>, key: string, value: string, name: string): void {
    if (!headerName.test(key)) throw invalid(operation, name, `${JSON.stringify(key)} is no name of a header`);
    if (forbiddenInHeader.test(value)) throw invalid(operation, name, "is a header and must have no line break");
    headers[key] = value;
  }
}

const headerName = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
const forbiddenInHeader = /[\r\n\0]/;

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

function responseReader(
  member: Member,
  options: CodecOptions,
): ((response: BufferedResponse, output: Output) => void) | undefined {
  const { name } = member;
  switch (member.traits.location) {
    case "statusCode":
      return (response, output) => {
        output[name] = response.status;
      };
    case "headers":
      return prefixReader(name, headerPrefix(member));
    case "header": {
      const key = wireName(member).toLowerCase();
      const read = headerReader(member, options);
      const isText = member.shape.type === "string";
      return ({ headers }, output) => {
        const text = headers[key];
        // An empty header says nothing, but for text, which may be empty.
        if (text !== undefined && (isText || text !== "")) output[name] = within(key, read, text);
      };
    }
    default:
      return undefined;
  }
}

function prefixReader(name: string, prefix: string): (response: BufferedResponse, output: Output) => void {
  return ({ headers }, output) => {
    const found: Record<string, string> = {};
    for (const key in headers) if (key.startsWith(prefix)) setOwn(found, key.slice(prefix.length), headers[key]!);
    output[name] = found;
  };
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

/** The start of the names of a map's headers; an empty one means all headers. */
function headerPrefix({ traits, shape }: Member): string {
  return (traits.locationName ?? shape.traits.locationName ?? "").toLowerCase();
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

function within(header: string, read: (text: string) => unknown, text: string): unknown {
  try {
    return read(text);
  } catch (error) {
    throw new TypeError(`the header ${header}: ${(error as Error).message}`, { cause: error });
  }
}

function invalid(operation: Operation, path: string, message: string): ParamValidationError {
  return new ParamValidationError(operation.name, [{ path, message }]);
}
