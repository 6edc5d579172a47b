import { TucuxiError } from "../errors/index.ts";
import type { HttpResponse } from "../http/types.ts";
import { eventStreams } from "../protocol/eventStreams.ts";
import type { EventMessage, ParsedError, ParsedEvent } from "../protocol/types.ts";

type Event = Record<string, unknown>;

/**
 * The events of an output, as they arrive, each `{ Kind: value }`. They are read once; leaving the iteration ends the
 * call and frees its connection. An exception that the service sends between events is thrown from the iteration.
 *
 * @example
 * const { Payload } = await s3.selectObjectContent(question);
 * for await (const { Records } of Payload) if (Records) write(Records.Payload);
 */
export class EventStream implements AsyncIterable<Event>, AsyncDisposable {
  readonly #messages: AsyncIterator<ParsedEvent>;
  readonly #toError: (error: ParsedError) => Error;
  #first: ParsedEvent | undefined;
  #used = false;
  #closed = false;

  constructor(messages: AsyncIterator<ParsedEvent>, toError: (error: ParsedError) => Error) {
    this.#messages = messages;
    this.#toError = toError;
  }

  /**
   * The output's other members, which rpc protocols send as the stream's first message; nothing where the first message
   * is an event already, which is kept.
   */
  async initialOutput(): Promise<Event> {
    const { done, value } = await this.#messages.next();
    if (done) return {};
    if (value.kind === "initial-response") return value.output;
    this.#first = value;
    return {};
  }

  [Symbol.asyncIterator](): AsyncIterator<Event, void, undefined> {
    const events = this.#events();
    return {
      next: () => events.next(),
      // Not the generator's own way, which ends nothing before its first event, and waits for one that is under way.
      return: async () => {
        await this.close();
        return events.return();
      },
    };
  }

  async *#events(): AsyncGenerator<Event, void, undefined> {
    if (this.#used) throw new TucuxiError("These events were read already: they come over the wire once.");
    this.#used = true;
    try {
      for (;;) {
        const message = await this.#next();
        if (!message) return;
        if (message.kind === "error") throw this.#toError(message.error);
        if (message.kind === "event") yield message.event;
      }
    } catch (error) {
      // Whoever has closed the stream is not told that it ended within an event.
      if (!this.#closed) throw error;
    } finally {
      await this.#messages.return?.();
    }
  }

  /** Ends the call; what has not been read is lost. */
  async close(): Promise<void> {
    this.#used = true;
    this.#closed = true;
    await this.#messages.return?.();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #next(): Promise<ParsedEvent | undefined> {
    const first = this.#first;
    if (first) {
      this.#first = undefined;
      return first;
    }
    const { done, value } = await this.#messages.next();
    return done ? undefined : value;
  }
}

/** The messages of an answer's body, decoded and parsed as they are asked for. */
export function parsedMessages(
  body: HttpResponse["body"],
  parse: (message: EventMessage) => ParsedEvent,
): AsyncIterator<ParsedEvent> {
  const source = piecesOf(body);
  const messages = decoded(source, parse);
  return {
    next: () => messages.next(),
    async return() {
      // First of all: a generator that has not begun would not tell the body, and one that waits for it would wait on.
      await source.return?.();
      await messages.return();
      return { done: true, value: undefined };
    },
  };
}

async function* decoded(
  source: AsyncIterator<Uint8Array>,
  parse: (message: EventMessage) => ParsedEvent,
): AsyncGenerator<ParsedEvent, void, undefined> {
  const { decodeAll } = await eventStreams.get().loadEventFraming();
  for await (const message of decodeAll({ [Symbol.asyncIterator]: () => source })) yield parse(message);
}

function piecesOf(body: HttpResponse["body"]): AsyncIterator<Uint8Array> {
  if (!(body instanceof Uint8Array)) return body[Symbol.asyncIterator]();
  const pieces = [body].values();
  return { next: async () => pieces.next() };
}
