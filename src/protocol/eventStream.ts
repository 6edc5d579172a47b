import type { EventStreamCodec, Int64 } from "@smithy/eventstream-codec";
import { platform } from "#platform";
import { concatBytes } from "../bytes.ts";
import { ResponseParseError } from "../errors/index.ts";
import { setOwn } from "./setOwn.ts";
import type { EventHeaderValue, EventMessage } from "./types.ts";
import { decodeUtf8 } from "./utf8.ts";

/**
 * The framing of `application/vnd.amazon.eventstream` (https://smithy.io/2.0/aws/amazon-eventstream.html): messages to
 * bytes and back, checksums verified.
 */
export interface EventFraming {
  encode(message: EventMessage): Uint8Array;
  /** Decodes one whole frame. Throws `ResponseParseError`. */
  decode(frame: Uint8Array): EventMessage;
  /** Decodes a body piece by piece. Throws `ResponseParseError`, also where the body ends within a frame. */
  decodeAll(body: AsyncIterable<Uint8Array>): AsyncIterable<EventMessage>;
}

type Framing = typeof import("@smithy/eventstream-codec");
type WireHeaders = Parameters<EventStreamCodec["encode"]>[0]["headers"];

const preludeLength = 12;
/** The longest frame: 24 MiB of body and 128 KiB of headers, with prelude and checksum. */
const maxFrameLength = 24 * 1024 * 1024 + 128 * 1024 + 16;

/** Loads the framing, which a program without event streams never needs. */
export async function loadEventFraming(): Promise<EventFraming> {
  const { EventStreamCodec, Int64 } = await import("@smithy/eventstream-codec");
  const codec = new EventStreamCodec(
    (bytes) => (typeof bytes === "string" ? bytes : decodeUtf8(bytes)),
    (text) => platform.utf8Encode(text),
  );
  const decode = (frame: Uint8Array): EventMessage => decodeFrame(codec, frame);
  return {
    encode: ({ headers, body }) => codec.encode({ headers: toWire(headers, Int64), body }),
    decode,
    decodeAll: (body) => decodeAll(body, decode),
  };
}

async function* decodeAll(
  body: AsyncIterable<Uint8Array>,
  decode: (frame: Uint8Array) => EventMessage,
): AsyncGenerator<EventMessage, void, undefined> {
  let chunks: Uint8Array[] = [];
  let length = 0;
  // How much must be there before anything can be done: a prelude, then the frame that it announces.
  let needed = preludeLength;
  let frameLength = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    while (length >= needed) {
      const bytes = chunks.length === 1 ? chunks[0]! : concatBytes(chunks);
      chunks = [bytes];
      if (frameLength === 0) {
        frameLength = frameLengthOf(bytes);
        needed = frameLength;
        continue;
      }
      yield decode(bytes.subarray(0, frameLength));
      chunks = bytes.length === frameLength ? [] : [bytes.subarray(frameLength)];
      length -= frameLength;
      frameLength = 0;
      needed = preludeLength;
    }
  }
  if (length > 0) throw new ResponseParseError(`The event stream ended within a message, after ${length} bytes of it.`);
}

/** The length in a prelude, whose checksum is verified first: a broken one must not have us wait for gigabytes. */
function frameLengthOf(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, preludeLength);
  const length = view.getUint32(0);
  if (platform.crc32(bytes.subarray(0, 8)) >>> 0 !== view.getUint32(8)) {
    throw new ResponseParseError("A message of the event stream has a wrong checksum in its prelude.");
  }
  if (length < preludeLength + 4 || length > maxFrameLength || view.getUint32(4) > length - preludeLength - 4) {
    throw new ResponseParseError(`A message of the event stream says that it has ${length} bytes, which cannot be.`);
  }
  return length;
}

function decodeFrame(codec: EventStreamCodec, frame: Uint8Array): EventMessage {
  try {
    const { headers, body } = codec.decode(frame);
    return { headers: fromWire(headers), body };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ResponseParseError(`A message of the event stream cannot be read: ${reason}`, { cause: error });
  }
}

function fromWire(headers: WireHeaders): Record<string, EventHeaderValue> {
  const values: Record<string, EventHeaderValue> = {};
  for (const [name, header] of Object.entries(headers)) {
    const value = header.type === "long" ? { type: "long", value: toBigint(header.value) } : header;
    setOwn(values, name, value);
  }
  return values;
}

function toWire(headers: EventMessage["headers"], Int64Class: Framing["Int64"]): WireHeaders {
  const values: Record<string, unknown> = {};
  for (const [name, header] of Object.entries(headers)) {
    const value = header.type === "long" ? { type: "long", value: fromBigint(header.value, Int64Class) } : header;
    setOwn(values, name, value);
  }
  return values as WireHeaders;
}

function toBigint({ bytes }: Int64): bigint {
  return new DataView(bytes.buffer, bytes.byteOffset, 8).getBigInt64(0);
}

function fromBigint(value: bigint, Int64Class: Framing["Int64"]): Int64 {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, value);
  return new Int64Class(bytes);
}
