import { EventStream } from "../client/eventStream.ts";
import { exceptionsOf } from "../client/exceptions.ts";
import { StreamingBody } from "../client/streamingBody.ts";
import { validateShape } from "../client/validate.ts";
import { type ClientError, type ErrorFault, ParamValidationError } from "../errors/index.ts";
import type { Member, Operation, Shape } from "../model/service.ts";
import { exceptionFor } from "../protocol/errors.ts";
import { parseTimestamp } from "../protocol/timestamps.ts";
import type { ParsedEvent } from "../protocol/types.ts";

type Output = Record<string, unknown>;

/** An error that the service answers with. */
export interface StubbedError {
  /** `NoSuchKey`, `AccessDenied`, … Modelled or not. */
  readonly code: string;
  readonly message?: string | undefined;
  /** Default: the modelled exception's own, else 400. */
  readonly httpStatusCode?: number | undefined;
  /** The modelled exception's members; checked against its shape. boto3: `modeled_fields`. */
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  /** Default: by the status. */
  readonly fault?: ErrorFault | undefined;
}

/** Throws a `ParamValidationError` where the service could not answer so. */
export function checkOutput(operation: Operation, output: unknown): void {
  const { $metadata: _, ...members } = output as Output;
  const shape = operation.output;
  const findings = shape
    ? validateShape(shape, members)
    : Object.keys(members).map((path) => ({ path, message: `${operation.name} has no output` }));
  if (findings.length > 0) throw new ParamValidationError(`the stubbed output of ${operation.name}`, findings);
}

/** The same for an error's members. */
export function checkError({ service, name }: Operation, { code, data }: StubbedError): void {
  const shape = exceptionFor(service, code);
  if (typeof code !== "string" || code === "") {
    throw new ParamValidationError(`a stubbed error of ${name}`, [{ path: "code", message: "is required" }]);
  }
  if (data === undefined) return;
  const findings = shape
    ? validateShape(shape, data)
    : [{ path: "data", message: `${service.name} has no modelled exception ${code}, which could have members` }];
  if (findings.length > 0) throw new ParamValidationError(`the stubbed error ${code} of ${name}`, findings);
}

/** The output as a call gives it: what is a copy of the stub's, with bytes, dates, streams and events in their place. */
export function outputFor({ output: shape }: Operation, given: Readonly<Output>): Output {
  const { $metadata, ...members } = given;
  const output = shape ? (asParsed(shape, members) as Output) : {};
  return $metadata === undefined ? output : { ...output, $metadata };
}

export function errorFor(operation: Operation, error: StubbedError, attempts: number): ClientError {
  const { service, name } = operation;
  const shape = exceptionFor(service, error.code);
  const status = error.httpStatusCode ?? shape?.traits.error?.httpStatusCode ?? 400;
  const Exception = exceptionsOf(service).fromCode(error.code);
  return new Exception({
    code: error.code,
    message: error.message ?? "",
    operation: name,
    fault: error.fault ?? (status >= 500 ? "server" : "client"),
    metadata: { httpStatusCode: status, attempts, totalRetryDelay: 0 },
    data: shape && error.data ? (asParsed(shape, error.data) as Output) : {},
    retryable: shape?.traits.retryable !== undefined,
  });
}

function asParsed(shape: Shape, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  switch (shape.type) {
    case "structure":
      return shape.traits.document ? structuredClone(value) : structureOf(shape, value as Output);
    case "list":
      return (value as unknown[]).map((item) => asParsed(shape.member.shape, item));
    case "map": {
      const entries = Object.entries(value as Output).map(([key, item]) => [key, asParsed(shape.value.shape, item)]);
      return Object.fromEntries(entries);
    }
    case "timestamp":
      return dateOf(value as Date | number | string);
    case "blob":
      return bytesOf(value);
    default:
      return value;
  }
}

function structureOf(shape: Shape, value: Output): Output {
  const result: Output = {};
  for (const [name, member] of shape.members) {
    if (value[name] !== undefined) result[name] = memberOf(member, value[name]);
    else if (isRequiredCollection(shape, member)) result[name] = member.shape.type === "list" ? [] : {};
  }
  return result;
}

function isRequiredCollection(shape: Shape, { name, shape: { type } }: Member): boolean {
  return (type === "list" || type === "map") && (shape.traits.required ?? []).includes(name);
}

function memberOf({ shape, traits }: Member, value: unknown): unknown {
  if (shape.traits.eventstream) return eventsOf(value as AsyncIterable<Output> | Iterable<Output>);
  return traits.streaming || shape.traits.streaming ? streamOf(value) : asParsed(shape, value);
}

function dateOf(value: Date | number | string): Date {
  if (typeof value === "number") return new Date(value * 1_000);
  return typeof value === "string" ? parseTimestamp(value) : new Date(value);
}

function bytesOf(value: unknown): Uint8Array {
  if (typeof value === "string") return new TextEncoder().encode(value);
  if (value instanceof ArrayBuffer) return new Uint8Array(value.slice(0));
  const { buffer, byteOffset, byteLength } = value as ArrayBufferView;
  return new Uint8Array(buffer.slice(byteOffset, byteOffset + byteLength));
}

function streamOf(value: unknown): StreamingBody {
  if (value instanceof StreamingBody) return value;
  const isBytes = typeof value === "string" || ArrayBuffer.isView(value) || value instanceof ArrayBuffer;
  if (!isBytes) return new StreamingBody(value as AsyncIterable<Uint8Array>);
  const bytes = bytesOf(value);
  return new StreamingBody(bytes, bytes.length);
}

function eventsOf(events: AsyncIterable<Output> | Iterable<Output>): EventStream {
  async function* messages(): AsyncGenerator<ParsedEvent, void, undefined> {
    for await (const event of events) yield { kind: "event", event };
  }
  return new EventStream(messages(), (error) => new Error(error.message));
}
