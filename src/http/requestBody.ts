import { SerializationError } from "../errors/index.ts";
import { describeRequest, uploadStalled } from "./failures.ts";
import type { ExchangeSettings } from "./options.ts";
import { ThroughputWatch } from "./throughput.ts";
import type { HttpRequest } from "./types.ts";

/** Bytes from which a body is sent in pieces, so that its progress can be seen. */
const WHOLE_LIMIT = 256 * 1024;
const PIECE = 64 * 1024;

/** Whether the body is sent at one go. */
export function isSentWhole({ body }: HttpRequest): boolean {
  if (body === undefined) return true;
  return (typeof body === "string" || body instanceof Uint8Array) && body.length <= WHOLE_LIMIT;
}

/** The headers with the length of text or bytes that go out in pieces: a transport sees only the pieces. */
export function withLength({ headers, body }: HttpRequest): Record<string, string> {
  if (headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined) return headers;
  const length = typeof body === "string" ? new TextEncoder().encode(body).byteLength : (body as Uint8Array).byteLength;
  return length === undefined ? headers : { ...headers, "content-length": String(length) };
}

/** Whether a second connection can be given the same body again. */
export function isReplayable({ body }: HttpRequest): boolean {
  return body === undefined || typeof body === "string" || body instanceof Uint8Array;
}

/**
 * The body in pieces of a size that lets its progress be seen. Throws `SerializationError` where a piece is no bytes or
 * the pieces do not add up to the `content-length`; what the body's own source throws comes through as it is.
 */
export async function* bodyPieces(request: HttpRequest): AsyncGenerator<Uint8Array, void> {
  const header = request.headers["content-length"];
  const length = header === undefined ? undefined : Number(header);
  let sent = 0;
  for await (const chunk of chunksOf(request)) {
    if (!(chunk instanceof Uint8Array)) {
      throw new SerializationError(`${describeRequest(request)}: the body gave a ${typeof chunk}, not a Uint8Array.`);
    }
    sent += chunk.byteLength;
    if (length !== undefined && sent > length) {
      throw new SerializationError(
        `${describeRequest(request)}: the body is longer than its content-length of ${length} bytes.`,
      );
    }
    if (chunk.byteLength <= PIECE) {
      if (chunk.byteLength > 0) yield chunk;
      continue;
    }
    for (let offset = 0; offset < chunk.byteLength; offset += PIECE) yield chunk.subarray(offset, offset + PIECE);
  }
  if (length !== undefined && sent < length) {
    throw new SerializationError(
      `${describeRequest(request)}: the body ended after ${sent} bytes; its content-length is ${length}.`,
    );
  }
}

function chunksOf({ body }: HttpRequest): AsyncIterable<Uint8Array> | Uint8Array[] {
  if (typeof body === "string") return [new TextEncoder().encode(body)];
  return body instanceof Uint8Array ? [body] : (body ?? []);
}

/**
 * `bodyPieces` for a transport that asks for the next piece once it has sent the one before: what the body itself
 * throws, and a standstill of the transport, are told to `onFailure`.
 */
export async function* watchedPieces(
  request: HttpRequest,
  settings: ExchangeSettings,
  onFailure: (error: unknown) => void,
): AsyncGenerator<Uint8Array, void> {
  const watch = watchUpload(request, settings, onFailure);
  try {
    for await (const piece of bodyPieces(request)) {
      watch?.waiting();
      yield piece;
      watch?.served();
      watch?.count(piece.byteLength);
    }
  } catch (error) {
    onFailure(error);
    throw error;
  } finally {
    watch?.stop();
  }
}

/** Watches the sending of a body, if that is asked for. */
export function watchUpload(
  request: HttpRequest,
  { stalledStream }: ExchangeSettings,
  onFailure: (error: unknown) => void,
  total?: () => number,
): ThroughputWatch | undefined {
  if (!stalledStream || request.mayFallSilent) return undefined;
  const { minimumThroughput, gracePeriod } = stalledStream;
  const onStall = (): void => onFailure(uploadStalled(request, stalledStream));
  return new ThroughputWatch(minimumThroughput, gracePeriod, onStall, total);
}
