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
