import { platform } from "#platform";
import { SerializationError } from "../errors/index.ts";
import type { Member, Operation, Shape } from "../model/service.ts";
import { exceptionFor, messageOf } from "./errors.ts";
import type { BodyFormat } from "./httpBindings.ts";
import { toBytes } from "./httpText.ts";
import { guardParse } from "./parseFailure.ts";
import { type TimestampInput, toDate } from "./timestamps.ts";
import { eventStreamMember } from "./traits.ts";
import type {
  BufferedResponse,
  CodecOptions,
  EventHeaderValue,
  EventMessage,
  OperationCodec,
  ParsedError,
  ParsedEvent,
} from "./types.ts";

type Values = Record<string, unknown>;
type EventReader = (message: EventMessage) => Values;
type EventWriter = (value: Readonly<Values>) => { headers: Record<string, EventHeaderValue>; body: Uint8Array };

/**
 * Compiles what an operation's event streams need (https://smithy.io/2.0/aws/amazon-eventstream.html): a message to an
 * event in the output, an event to a message in the input. The bodies are in the protocol's own format.
 */
export function compileEvents(
  operation: Operation,
  format: BodyFormat,
  options: CodecOptions,
): Pick<OperationCodec, "parseEvent" | "serializeEvent"> {
  const incoming = eventStreamMember(operation.output);
  const outgoing = eventStreamMember(operation.input);
  return {
    ...(incoming ? { parseEvent: compileEventParser(operation, incoming, format, options) } : {}),
    ...(outgoing ? { serializeEvent: compileEventWriter(operation, outgoing.shape, format) } : {}),
  };
}

function compileEventParser(
  operation: Operation,
  stream: Member,
  format: BodyFormat,
  options: CodecOptions,
): (message: EventMessage) => ParsedEvent {
  const { service } = operation;
  const readers = new Map(
    [...stream.shape.members.values()].map((m) => [m.name, lazily(() => eventReader(m.shape, format, options))]),
  );
  const readInitial = lazily(() => initialReader(operation, stream, format));
  return (message) => {
    const response: BufferedResponse = { status: 200, headers: {}, body: message.body };
    return guardParse(`${service.name}.${operation.name}, an event`, () => read(message))(response);
  };

  function read(message: EventMessage): ParsedEvent {
    switch (requiredText(message, ":message-type")) {
      case "event":
        return readEvent(message);
      case "exception":
        return { kind: "error", error: readException(message) };
      case "error":
        return { kind: "error", error: readError(message) };
      default:
        throw new TypeError(`expected an event, an exception or an error, found ${text(message, ":message-type")}`);
    }
  }

  function readEvent(message: EventMessage): ParsedEvent {
    const type = requiredText(message, ":event-type");
    if (type === "initial-response") return { kind: "initial-response", output: readInitial()(message) };
    const reader = readers.get(type);
    if (!reader) return { kind: "event", event: { SDK_UNKNOWN_MEMBER: { name: type } } };
    return { kind: "event", event: { [type]: reader()(message) } };
  }

  function readException(message: EventMessage): ParsedError {
    const code = requiredText(message, ":exception-type");
    const shape = stream.shape.members.get(code)?.shape ?? exceptionFor(service, code);
    const data = shape && attempt(() => eventReader(shape, format, options)(message));
    const said = (data && messageOf(data)) ?? platform.utf8Decode(message.body.subarray(0, 500));
    return {
      code: shape?.name ?? code,
      message: said,
      ...(shape ? { shape: shape.name } : {}),
      ...(data ? { data } : {}),
    };
  }
}

function readError(message: EventMessage): ParsedError {
  return { code: text(message, ":error-code") ?? "UnknownError", message: text(message, ":error-message") ?? "" };
}

function eventReader(shape: Shape, format: BodyFormat, options: CodecOptions): EventReader {
  const members = [...shape.members.values()];
  const inHeaders = members.filter(({ traits }) => traits.eventheader);
  const payload = members.find(({ traits }) => traits.eventpayload);
  const inBody = members.filter(({ traits }) => !traits.eventheader && !traits.eventpayload);
  const readBody = payload ? payloadReader(payload, format) : format.bodyReader(shape, inBody);
  return (message) => {
    const event: Values = {};
    for (const member of inHeaders) {
      const header = message.headers[member.name];
      if (header) event[member.name] = headerValue(member, header, options);
    }
    // An event whose members all stand in headers has no body, and one that says nothing may lack it.
    if (payload || inBody.length > 0) readBody(message.body, event);
    return event;
  };
}

function payloadReader(payload: Member, format: BodyFormat): (body: Uint8Array, event: Values) => void {
  const { name, shape } = payload;
  if (shape.type === "blob") {
    return (body, event) => {
      event[name] = body;
    };
  }
  if (shape.type === "string") {
    return (body, event) => {
      event[name] = platform.utf8Decode(body);
    };
  }
  const read = format.payloadReader(payload);
  return (body, event) => {
    const value = body.length === 0 ? undefined : read(body);
    if (value !== undefined) event[name] = value;
  };
}

function headerValue(member: Member, { value }: EventHeaderValue, options: CodecOptions): unknown {
  if (typeof value !== "bigint") return value;
  return options.bigints && member.shape.type === "long" ? value : Number(value);
}

function initialReader(operation: Operation, stream: Member, format: BodyFormat): EventReader {
  const shape = operation.output!;
  const members = [...shape.members.values()].filter(({ name }) => name !== stream.name);
  const read = format.bodyReader(shape, members);
  return ({ body }) => {
    const output: Values = {};
    read(body, output);
    return output;
  };
}

function compileEventWriter(
  operation: Operation,
  stream: Shape,
  format: BodyFormat,
): (event: Readonly<Values>) => EventMessage {
  const writers = new Map(
    [...stream.members.values()].map((member) => [
      member.name,
      { kind: kindHeaders(member), write: lazily(() => eventWriter(operation, member.shape, format)) },
    ]),
  );
  return (event) => {
    const names = Object.keys(event).filter((name) => event[name] !== undefined && event[name] !== null);
    const writer = names.length === 1 ? writers.get(names[0]!) : undefined;
    if (!writer) {
      const known = [...writers.keys()].join(", ");
      throw new SerializationError(
        `${operation.name}: an event has one member of ${known}; found ${names.join(", ") || "none"}.`,
      );
    }
    const { headers, body } = writer.write()(event[names[0]!] as Values);
    return { headers: { ...writer.kind, ...headers }, body };
  };
}

/** What a message is: an event, or an exception that ends the stream. */
function kindHeaders({ name, shape }: Member): Record<string, EventHeaderValue> {
  const kind = shape.traits.exception ? "exception" : "event";
  return { ":message-type": string(kind), [`:${kind}-type`]: string(name) };
}

function eventWriter(operation: Operation, shape: Shape, format: BodyFormat): EventWriter {
  const members = [...shape.members.values()];
  const inHeaders = members.filter(({ traits }) => traits.eventheader);
  const payload = members.find(({ traits }) => traits.eventpayload);
  const inBody = members.filter(({ traits }) => !traits.eventheader && !traits.eventpayload);
  const writeBody = payload ? payloadWriter(operation, payload, format) : bodyWriter(operation, shape, inBody, format);
  return (value) => {
    const headers: Record<string, EventHeaderValue> = {};
    for (const member of inHeaders) {
      const given = value[member.name];
      if (given !== undefined && given !== null) headers[member.name] = toHeader(member, given);
    }
    const { body, contentType } = writeBody(value);
    if (contentType) headers[":content-type"] = string(contentType);
    return { headers, body };
  };
}

type BodyOfEvent = (value: Readonly<Values>) => { body: Uint8Array; contentType?: string };

function bodyWriter(operation: Operation, shape: Shape, members: readonly Member[], format: BodyFormat): BodyOfEvent {
  if (members.length === 0) return () => ({ body: new Uint8Array() });
  const write = format.bodyWriter(operation, shape, members);
  return (value) => ({ body: toBytes(write(value)), contentType: format.contentType });
}

function payloadWriter(operation: Operation, payload: Member, format: BodyFormat): BodyOfEvent {
  const { name, shape } = payload;
  if (shape.type === "blob" || shape.type === "string") {
    const contentType = shape.type === "blob" ? "application/octet-stream" : "text/plain";
    return (value) => ({ body: toBytes(value[name] ?? ""), contentType });
  }
  const write = format.payloadWriter(operation, payload);
  return (value) => ({ body: toBytes(write(value[name])), contentType: format.contentType });
}

function toHeader({ shape }: Member, value: unknown): EventHeaderValue {
  switch (shape.type) {
    case "boolean":
      return { type: "boolean", value: value as boolean };
    case "integer":
      return { type: "integer", value: Number(value) };
    case "long":
      return { type: "long", value: BigInt(value as number | bigint) };
    case "blob":
      return { type: "binary", value: toBytes(value) };
    case "timestamp":
      return { type: "timestamp", value: toDate(value as TimestampInput) };
    default:
      return string(String(value));
  }
}

function string(value: string): EventHeaderValue {
  return { type: "string", value };
}

function text(message: EventMessage, name: string): string | undefined {
  const header = message.headers[name];
  return header?.type === "string" ? header.value : undefined;
}

function requiredText(message: EventMessage, name: string): string {
  const value = text(message, name);
  if (value === undefined) throw new TypeError(`expected a header ${name} that is text, found none`);
  return value;
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
