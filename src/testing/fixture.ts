import { platform } from "#platform";
import type { HttpRequest } from "../http/types.ts";
import { withoutSecrets, withoutSecretsInUrl } from "./secrets.ts";

/** A file of requests and their answers, made to be read and kept with the tests. */
export interface Fixture {
  readonly interactions: readonly Interaction[];
}

export interface Interaction {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: RecordedBody;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: RecordedBody;
  };
}

/** Text as it is, bytes in base64. */
export type RecordedBody = string | { readonly base64: string };

/** Differ from one run to the next, or hold secrets. */
const unrecorded =
  /^(?:authorization|host|user-agent|connection|content-length|transfer-encoding|expect|cookie|set-cookie|proxy-.*|amz-sdk-.*|x-amzn-trace-id|x-amz-(?:date|content-sha256|security-token|s3session-token|.*customer-key(?:-md5)?))$/;

export function recordedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !unrecorded.test(name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

export function recordedUrl({ origin, path }: HttpRequest): string {
  return withoutSecretsInUrl(origin + path);
}

/** What a request's body says, without the frames in which it is signed piece by piece (`aws-chunked`). */
export function sentBody({ headers }: HttpRequest, bytes: Uint8Array): RecordedBody | undefined {
  return recordedBody(headers["x-amz-content-sha256"]?.startsWith("STREAMING-") ? unframed(bytes) : bytes);
}

/** Each chunk is its length in hex, perhaps a signature, a line end, its bytes, a line end; the last is empty. */
function unframed(bytes: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let position = 0; position < bytes.length; ) {
    const lineEnd = bytes.indexOf(0x0a, position);
    const length = Number.parseInt(platform.utf8Decode(bytes.subarray(position, lineEnd)), 16);
    // Events are framed otherwise: they stay as they are.
    if (lineEnd < 0 || Number.isNaN(length)) return bytes;
    if (length === 0) break;
    pieces.push(bytes.subarray(lineEnd + 1, lineEnd + 1 + length));
    position = lineEnd + 1 + length + 2;
  }
  return joined(pieces);
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}

/** A body without secrets; absent where it is empty. */
export function recordedBody(bytes: Uint8Array): RecordedBody | undefined {
  if (bytes.length === 0) return undefined;
  const text = textOf(bytes);
  return text === undefined ? { base64: platform.base64Encode(bytes) } : withoutSecrets(text);
}

export function bytesOfBody(body: RecordedBody | undefined): Uint8Array {
  if (body === undefined) return new Uint8Array(0);
  return typeof body === "string" ? platform.utf8Encode(body) : platform.base64Decode(body.base64);
}

/** The text that bytes are, if they are text through and through. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return /(?![\t\n\v\f\r])\p{Cc}/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
