import { type EventSigner, eventSigner, type SigningContext } from "../auth/index.ts";
import { SerializationError } from "../errors/index.ts";
import type { HttpRequest } from "../http/types.ts";
import { eventStreams } from "../protocol/eventStreams.ts";
import type { EventMessage } from "../protocol/types.ts";

type Event = Readonly<Record<string, unknown>>;

/** Events as a user gives them: an iterable, or a function that makes one for each attempt. */
export type EventSource = AsyncIterable<Event> | Iterable<Event> | (() => AsyncIterable<Event> | Iterable<Event>);

/** Whether a second attempt finds the same events again. */
export function isReplayable(source: EventSource): boolean {
  return typeof source === "function" || Array.isArray(source);
}

/**
 * The bytes of the events, each written when the connection asks for it, and signed in turn: every signature covers the
 * one before it. The end of a signed stream is a message of its own.
 * Source: https://smithy.io/2.0/aws/amazon-eventstream.html
 */
export async function* eventBytes(
  source: EventSource,
  write: (event: Event) => EventMessage,
  request: HttpRequest,
  signing: SigningContext | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { encode } = await eventStreams.get().loadEventFraming();
  const sign = signing && eventSigner(request, signing);
  for await (const event of typeof source === "function" ? source() : source) {
    checkEvent(event);
    const message = encode(write(event));
    yield sign ? encode(await signed(message, sign)) : message;
  }
  if (sign) yield encode(await signed(new Uint8Array(0), sign));
}

async function signed(body: Uint8Array, sign: EventSigner): Promise<EventMessage> {
  return { headers: { ...(await sign(body, new Date())) }, body };
}

function checkEvent(event: unknown): void {
  const kinds =
    typeof event === "object" && event !== null ? Object.values(event).filter((each) => each !== undefined) : [];
  if (kinds.length === 1) return;
  throw new SerializationError("An event of the input has exactly one member, which names its kind.");
}
