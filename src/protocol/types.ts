import type { Operation } from "../model/service.ts";

/**
 * A protocol turns an operation's input into a request and an answer into its output. It knows nothing of endpoints,
 * signatures or retries.
 */
export interface Protocol {
  /** Compiles an operation's codec from its shapes. Called once an operation, when it is first used. */
  compile(operation: Operation, options: CodecOptions): OperationCodec;
}

export interface CodecOptions {
  /** Whether a `long` comes out as a `bigint`. */
  readonly bigints: boolean;
  /** Makes an idempotency token that the input leaves out; a random UUID where this is absent. */
  readonly generateToken?: () => string;
}

export interface OperationCodec {
  /** Writes an input that validation let through. Members that are `undefined` are not sent. */
  serialize(input: Readonly<Record<string, unknown>>): SerializedRequest;
  /**
   * Reads a success. Where the output streams, the body is empty here and the streaming member is left to the caller.
   * Throws `ResponseParseError`.
   */
  parse(response: BufferedResponse): Record<string, unknown>;
  /** Reads an answer that is no success; never throws for what the service sent. */
  parseError(response: BufferedResponse): ParsedError;
  /** The input's member that streams out as the body. */
  readonly inputStream?: StreamingMember;
  /** The output's member that streams in as the body. */
  readonly outputStream?: StreamingMember;
  /** Set with an event stream in the output: one message to one event, `{ Member: value }`. */
  readonly parseEvent?: (message: EventMessage) => ParsedEvent;
  /** Set with an event stream in the input: one event, `{ Member: value }`, to one message. */
  readonly serializeEvent?: (event: Readonly<Record<string, unknown>>) => EventMessage;
}

export interface StreamingMember {
  readonly name: string;
  readonly kind: "blob" | "events";
  /** Of an input blob: the service must know the length before it starts. */
  readonly requiresLength?: boolean;
}

/** A request before its endpoint is known. Hooks may change every part of it. */
export interface SerializedRequest {
  method: string;
  /** Encoded, begins with `/`. */
  path: string;
  /** Encoded, without `?`; empty where there is none. */
  query: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Text or bytes; where the input streams, whatever the user gave (a Blob, a stream, an async iterable …). */
  body: unknown;
  /** Filled from the operation's trait and host labels: `data.`. */
  hostPrefix?: string;
}

/** A whole answer. */
export interface BufferedResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface ParsedError {
  /** Without namespace and suffix: `NoSuchKey`; the status as text where the service sent none. */
  readonly code: string;
  readonly message: string;
  /** The name of the modelled exception's shape, where there is one for the code. */
  readonly shape?: string;
  /** The modelled exception's members. */
  readonly data?: Record<string, unknown>;
  /** What the answer itself says: query's `<Type>`, json's `x-amzn-query-error`. */
  readonly fault?: "client" | "server";
  /** Where the body names it instead of a header. */
  readonly requestId?: string;
  readonly extendedRequestId?: string;
}

/** One message of `application/vnd.amazon.eventstream`, decoded; its header values are plain JavaScript values. */
export interface EventMessage {
  readonly headers: Readonly<Record<string, EventHeaderValue>>;
  readonly body: Uint8Array;
}

export type EventHeaderValue =
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "byte" | "short" | "integer"; readonly value: number }
  | { readonly type: "long"; readonly value: bigint }
  | { readonly type: "binary"; readonly value: Uint8Array }
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "timestamp"; readonly value: Date }
  | { readonly type: "uuid"; readonly value: string };

export type ParsedEvent =
  | { readonly kind: "event"; readonly event: Record<string, unknown> }
  /** The first message of an rpc protocol's stream: the output's other members. */
  | { readonly kind: "initial-response"; readonly output: Record<string, unknown> }
  | { readonly kind: "error"; readonly error: ParsedError };
