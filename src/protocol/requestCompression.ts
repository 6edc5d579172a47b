import { platform } from "#platform";
import type { Operation } from "../model/service.ts";
import type { SerializedRequest } from "./types.ts";

/**
 * Compiles the compression of an operation's requests (https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait);
 * `undefined` where the operation has none that is known. What it gives compresses a body of text or bytes in place
 * where that is `minimumBytes` long or longer, and resolves only where the platform compresses asynchronously. botocore:
 * `request_min_compression_size_bytes`, 10,240 by default.
 *
 * @example
 * await compileCompression(operation)?.(request, 10_240);
 */
export function compileCompression(
  operation: Operation,
): ((request: SerializedRequest, minimumBytes: number) => void | Promise<void>) | undefined {
  if (!operation.traits.requestcompression?.encodings.includes("gzip")) return undefined;
  return (request, minimumBytes) => {
    const body = typeof request.body === "string" ? platform.utf8Encode(request.body) : request.body;
    if (!(body instanceof Uint8Array) || body.length < minimumBytes) return undefined;
    const compressed = platform.gzip(body);
    if (compressed instanceof Promise) return compressed.then((bytes) => replaceBody(request, bytes));
    return replaceBody(request, compressed);
  };
}

function replaceBody(request: SerializedRequest, body: Uint8Array): void {
  const before = request.headers["content-encoding"];
  request.body = body;
  request.headers["content-encoding"] = before ? `${before}, gzip` : "gzip";
}
