import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Sample, sampleCodec } from "../../test/protocol/sampleService.ts";
import { ResponseParseError, SerializationError } from "../errors/index.ts";
import { loadEventFraming } from "./eventStream.ts";
import type { EventHeaderValue, EventMessage } from "./types.ts";

const framing = await loadEventFraming();

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function readAll(bytes: Uint8Array, size = bytes.length || 1): Promise<EventMessage[]> {
  const messages: EventMessage[] = [];
  for await (const message of framing.decodeAll(inPieces(bytes, size))) messages.push(message);
  return messages;
}

const message: EventMessage = {
  headers: {
    ":message-type": { type: "string", value: "event" },
    yes: { type: "boolean", value: true },
    byte: { type: "byte", value: -1 },
    short: { type: "short", value: 300 },
    integer: { type: "integer", value: -70_000 },
    long: { type: "long", value: -(2n ** 62n) - 1n },
    binary: { type: "binary", value: new Uint8Array([1, 2]) },
    when: { type: "timestamp", value: new Date(1500) },
    uuid: { type: "uuid", value: "01234567-89ab-cdef-0123-456789abcdef" },
  },
  body: new Uint8Array([3, 4]),
};

describe("the framing", () => {
  it("keeps every header and the body, however the bytes arrive", async () => {
    const bytes = Buffer.concat([framing.encode(message), framing.encode({ headers: {}, body: new Uint8Array() })]);
    for (const size of [1, 7, 100, bytes.length]) {
      expect(await readAll(bytes, size)).toEqual([message, { headers: {}, body: new Uint8Array() }]);
    }
  });

  it("ends where the stream ends within a message", async () => {
    const bytes = framing.encode(message);
    await expect(readAll(bytes.subarray(0, -1))).rejects.toThrow(ResponseParseError);
    await expect(readAll(bytes.subarray(0, 5))).rejects.toThrow(/ended within a message, after 5 bytes/);
  });

  it("notices any byte that changed, before it waits for more", async () => {
    const bytes = framing.encode(message);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (index, change) => {
        const changed = Uint8Array.from(bytes);
        changed[index]! ^= change;
        await expect(readAll(changed)).rejects.toThrow(ResponseParseError);
      }),
    );
  });

  it("throws nothing but ResponseParseError, whatever the bytes are", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 80, minLength: 1 }), async (bytes) => {
        await expect(readAll(bytes)).rejects.toThrow(ResponseParseError);
      }),
    );
  });
});

const sample: Sample = {
  protocol: "rest-json",
  shapes: {
    Blob: "blob",
    Input: { structure: { Events: "Events" }, payload: "Events" },
    Output: { structure: { Events: "Events" }, payload: "Events" },
    Events: { structure: { Chunk: "Chunk", Detail: "Detail", Failure: "Failure" }, eventstream: true },
    Chunk: {
      structure: { Bytes: { shape: "Blob", eventpayload: true }, Index: { shape: "Integer", eventheader: true } },
    },
    Detail: { structure: { Name: "String" }, event: true },
    Failure: { structure: { message: "String" }, exception: true },
  },
  operation: { http: "POST /events" },
};
const codec = sampleCodec(sample);

function incoming(headers: Record<string, string>, body = ""): EventMessage {
  const values = Object.entries(headers).map(([name, value]): [string, EventHeaderValue] => [
    name,
    { type: "string", value },
  ]);
  return { headers: Object.fromEntries(values), body: new TextEncoder().encode(body) };
}

describe("the events", () => {
  it("are read as they were written", () => {
    for (const event of [{ Chunk: { Bytes: new Uint8Array([1, 2]), Index: 7 } }, { Detail: { Name: "n" } }]) {
      const { headers, body } = codec.serializeEvent!(event);
      expect(codec.parseEvent!({ headers, body })).toEqual({ kind: "event", event });
    }
  });

  it("are one at a time, of a known kind", () => {
    expect(() => codec.serializeEvent!({})).toThrow(SerializationError);
    expect(() => codec.serializeEvent!({ Other: {} })).toThrow(/one member of Chunk, Detail, Failure; found Other/);
  });

  it("that are not known are named", () => {
    const unknown = incoming({ ":message-type": "event", ":event-type": "New" }, "{}");
    expect(codec.parseEvent!(unknown)).toEqual({ kind: "event", event: { SDK_UNKNOWN_MEMBER: { name: "New" } } });
  });

  it("end in modelled and unmodelled errors", () => {
    const modelled = incoming({ ":message-type": "exception", ":exception-type": "Failure" }, '{"message":"m"}');
    expect(codec.parseEvent!(modelled)).toEqual({
      kind: "error",
      error: { code: "Failure", message: "m", shape: "Failure", data: { message: "m" } },
    });
    const unmodelled = incoming({ ":message-type": "error", ":error-code": "Internal", ":error-message": "m" });
    expect(codec.parseEvent!(unmodelled)).toEqual({ kind: "error", error: { code: "Internal", message: "m" } });
  });

  it("that cannot be read are a ResponseParseError", () => {
    for (const broken of [
      incoming({}),
      incoming({ ":message-type": "event" }),
      incoming({ ":message-type": "other" }),
      incoming({ ":message-type": "event", ":event-type": "Detail" }, "{"),
    ]) {
      expect(() => codec.parseEvent!(broken)).toThrow(ResponseParseError);
    }
  });

  it("leave the stream itself to the caller", () => {
    expect(codec.inputStream).toEqual({ name: "Events", kind: "events" });
    expect(codec.outputStream).toEqual({ name: "Events", kind: "events" });
    const events = (async function* () {})();
    expect(codec.serialize({ Events: events })).toMatchObject({
      body: events,
      headers: { "content-type": "application/vnd.amazon.eventstream" },
    });
  });
});
