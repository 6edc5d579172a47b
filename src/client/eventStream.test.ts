import { describe, expect, it } from "vitest";
import type { ParsedEvent } from "../protocol/types.ts";
import { EventStream, parsedMessages } from "./eventStream.ts";

const parse = (): ParsedEvent => ({ kind: "event", event: { Kind: {} } });
const toError = (): Error => new Error("of the service");

/** A stream of events that never come, and how often its connection was freed. */
function silence(): { events: EventStream; freed(): number } {
  let freed = 0;
  let end = (): void => undefined;
  const over = { done: true, value: undefined } as const;
  const body: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => ({
      next: () =>
        new Promise((resolve) => {
          end = () => resolve(over);
        }),
      return: async () => {
        freed += 1;
        end();
        return over;
      },
    }),
  };
  return { events: new EventStream(parsedMessages(body, parse), toError), freed: () => freed };
}

describe("an event stream", () => {
  it("frees its connection where it is closed before anyone reads", async () => {
    for (const close of [
      (events: EventStream) => events.close(),
      (events: EventStream) => events[Symbol.asyncDispose](),
      (events: EventStream) => events[Symbol.asyncIterator]().return!(),
    ]) {
      const { events, freed } = silence();
      await close(events);
      expect(freed()).toBeGreaterThan(0);
      await expect(events[Symbol.asyncIterator]().next()).rejects.toThrow("read already");
    }
  });

  it("ends for its reader, too, where it is closed while an event is waited for", async () => {
    for (const close of [
      (events: EventStream) => events.close(),
      (_: EventStream, reading: AsyncIterator<unknown>) => reading.return!(),
    ]) {
      const { events, freed } = silence();
      const reading = events[Symbol.asyncIterator]();
      const next = reading.next();
      await new Promise((resolve) => setTimeout(resolve, 20));
      await close(events, reading);
      expect(await next).toEqual({ done: true, value: undefined });
      expect(freed()).toBeGreaterThan(0);
    }
  });
});
