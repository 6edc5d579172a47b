import { ModelError } from "../errors/index.ts";
import type { Operation } from "../model/service.ts";
import { type Part, part } from "../part.ts";
import type { EventFraming } from "./eventStream.ts";
import type { BodyFormat } from "./httpBindings.ts";
import { eventStreamMember } from "./traits.ts";
import type { CodecOptions, OperationCodec } from "./types.ts";

type EventCodec = Pick<OperationCodec, "parseEvent" | "serializeEvent">;

/** What event streams take: codecs for the events, and the framing around them. */
export interface EventStreams {
  compileEvents(operation: Operation, format: BodyFormat, options: CodecOptions): EventCodec;
  loadEventFraming(): Promise<EventFraming>;
}

export const eventStreams: Part<EventStreams> = part(
  () => new ModelError("This bundle has no event streams: none of its services has an operation with some."),
);

const none: EventCodec = {};

/** The codecs of an operation's events; none where it has no event stream. */
export function eventCodec(operation: Operation, format: BodyFormat, options: CodecOptions): EventCodec {
  if (!eventStreamMember(operation.input) && !eventStreamMember(operation.output)) return none;
  return eventStreams.get().compileEvents(operation, format, options);
}
