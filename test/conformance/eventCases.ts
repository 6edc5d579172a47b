import { expect } from "vitest";
import type { Operation } from "../../src/model/service.ts";
import { type EventFraming, loadEventFraming } from "../../src/protocol/eventStream.ts";
import { protocolFor } from "../../src/protocol/index.ts";
import { eventStreamMember } from "../../src/protocol/traits.ts";
import type { EventMessage, OperationCodec } from "../../src/protocol/types.ts";
import { canonicalBody } from "./canonicalBody.ts";
import { fromOutput, toInput } from "./protocolValues.ts";
import { localName } from "./smithyModel.ts";

/** One case of Smithy's `eventStreamTests`. */
export interface EventCase {
  readonly initialRequest?: { readonly method: string; readonly uri: string; readonly headers: Record<string, string> };
  readonly initialRequestParams?: Readonly<Record<string, unknown>>;
  readonly initialResponse?: {
    readonly code: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  readonly initialResponseParams?: Readonly<Record<string, unknown>>;
  readonly events?: readonly SuiteEvent[];
  readonly expectation?: { readonly failure?: { readonly errorId?: string } };
}

interface SuiteEvent {
  readonly type: "request" | "response";
  readonly params?: Readonly<Record<string, unknown>>;
  readonly bytes: string;
}

const form = { wholeSeconds: false };

/** Checks everything that a case says of the request, the answer and the events of either. */
export async function checkEvents(operation: Operation, eventCase: EventCase): Promise<void> {
  const codec = protocolFor(operation.service).compile(operation, { bigints: false });
  const framing = await loadEventFraming();
  const failure = eventCase.expectation?.failure;
  if (!failure) {
    checkEach(operation, codec, framing, eventCase);
    return;
  }
  const code = failure.errorId === undefined ? undefined : localName(failure.errorId);
  expect(failureOf(codec, framing, eventCase, code), "a failure").toBe(code ?? "any");
}

function checkEach(operation: Operation, codec: OperationCodec, framing: EventFraming, eventCase: EventCase): void {
  const { initialRequest, initialResponse, events = [] } = eventCase;
  if (initialRequest) {
    const request = codec.serialize(eventCase.initialRequestParams ?? {});
    expect(request.method).toBe(initialRequest.method);
    expect(request.path).toBe(initialRequest.uri);
    expect(request.headers).toMatchObject(lowerCaseNames(initialRequest.headers));
  }
  if (initialResponse) {
    const { [codec.outputStream!.name]: _, ...output } = codec.parse(answer(initialResponse));
    expect(output).toEqual(eventCase.initialResponseParams ?? {});
  }
  for (const event of events) {
    if (event.type === "request") checkWritten(operation, codec, framing, event);
    else checkRead(operation, codec, framing, event);
  }
}

function checkWritten(operation: Operation, codec: OperationCodec, framing: EventFraming, event: SuiteEvent): void {
  const stream = eventStreamMember(operation.input)!.shape;
  const input = toInput(stream, event.params, form) as Record<string, unknown>;
  const written = framing.decode(framing.encode(codec.serializeEvent!(input)));
  const expected = framing.decode(Buffer.from(event.bytes, "base64"));
  expect(written.headers).toEqual(expected.headers);
  expect(bodyOf(operation, written)).toEqual(bodyOf(operation, expected));
}

function checkRead(operation: Operation, codec: OperationCodec, framing: EventFraming, event: SuiteEvent): void {
  const stream = eventStreamMember(operation.output)!.shape;
  const parsed = codec.parseEvent!(framing.decode(Buffer.from(event.bytes, "base64")));
  expect(parsed.kind).toBe("event");
  if (parsed.kind !== "event") return;
  const [[name, value]] = Object.entries(parsed.event) as [[string, unknown]];
  const shape = stream.members.get(name)!.shape;
  const expected = event.params?.[name];
  expect(fromOutput(shape, value, form)).toEqual(fromOutput(shape, toInput(shape, expected, form), form));
}

/** The code of the error that the case ends in: `any` where it only has to be one. */
function failureOf(codec: OperationCodec, framing: EventFraming, eventCase: EventCase, wanted: string | undefined) {
  const { initialResponse, events = [] } = eventCase;
  if (initialResponse && initialResponse.code >= 300) {
    const { shape } = codec.parseError(answer(initialResponse));
    return wanted === undefined ? "any" : shape;
  }
  for (const event of events) {
    try {
      if (event.type === "request") codec.serializeEvent!(event.params ?? {});
      else {
        const parsed = codec.parseEvent!(framing.decode(Buffer.from(event.bytes, "base64")));
        if (parsed.kind === "error") return wanted === undefined ? "any" : parsed.error.shape;
      }
    } catch {
      return "any";
    }
  }
  return undefined;
}

function answer({ code, headers, body = "" }: NonNullable<EventCase["initialResponse"]>) {
  return { status: code, headers: lowerCaseNames(headers), body: Buffer.from(body) };
}

function bodyOf(operation: Operation, message: EventMessage): unknown {
  return canonicalBody(operation.service.metadata.protocol, message.body);
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
