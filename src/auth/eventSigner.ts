import { platform } from "#platform";
import type { HttpRequest } from "../http/types.ts";
import { requestSignature } from "./chunkSigner.ts";
import { signatureKey } from "./signatureKey.ts";
import { fromHex } from "./signingKeyV4a.ts";
import type { SigningContext } from "./types.ts";

/** The headers of the message that carries an event, signed; an event stream's codec writes them in this order. */
export interface EventSignature {
  readonly ":date": { readonly type: "timestamp"; readonly value: Date };
  readonly ":chunk-signature": { readonly type: "binary"; readonly value: Uint8Array };
}

/** Signs the next event of a stream: the encoded message that it is, or no bytes at all for the stream's end. */
export type EventSigner = (message: Uint8Array, date: Date) => Promise<EventSignature>;

/** The hash of an event stream's request: its events are signed one by one. */
export const STREAMING_EVENTS: string = "STREAMING-AWS4-HMAC-SHA256-EVENTS";

/**
 * The signer of a request's events. Each signature covers the one before it, the first the request's, which is signed
 * with the payload hash `STREAMING-AWS4-HMAC-SHA256-EVENTS`. An event is sent as the body of a message of its own whose
 * headers are the signature's.
 * Source: https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html
 */
export function eventSigner(request: HttpRequest, context: SigningContext): EventSigner {
  let previous = requestSignature(request);
  return async (message, date) => {
    // The service keeps milliseconds of the header and seconds of the signature's own time.
    const { algorithm, timestamp, scope, sign } = signatureKey({ ...context, date });
    const headers = platform.sha256Hex(encodeDateHeader(date));
    const text = `${algorithm}-PAYLOAD\n${timestamp}\n${scope}\n${previous}\n${headers}\n${platform.sha256Hex(message)}`;
    previous = await sign(text);
    return {
      ":date": { type: "timestamp", value: date },
      ":chunk-signature": { type: "binary", value: fromHex(previous) },
    };
  };
}

/** `:date` as `application/vnd.amazon.eventstream` has it: the name's length, the name, type 8, milliseconds. */
function encodeDateHeader(date: Date): Uint8Array {
  const bytes = new Uint8Array(15);
  const view = new DataView(bytes.buffer);
  bytes[0] = 5;
  bytes.set(platform.utf8Encode(":date"), 1);
  bytes[6] = 8;
  view.setBigInt64(7, BigInt(date.getTime()));
  return bytes;
}
