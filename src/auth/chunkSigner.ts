import { platform } from "#platform";
import { SigningError } from "../errors/index.ts";
import type { HttpRequest } from "../http/types.ts";
import { EMPTY_PAYLOAD_HASH } from "./canonicalRequest.ts";
import { signatureKey } from "./signatureKey.ts";
import { SIGV4A_ALGORITHM } from "./sigv4a.ts";
import type { SigningContext } from "./types.ts";

/** Signs the chunks of a body one after the other: each signature covers the one before it, the first the request's. */
export interface ChunkSigner {
  /** The signature of the next chunk, in hex; the last chunk is empty. */
  signChunk(chunk: Uint8Array): string | Promise<string>;
  /** The signature of the trailing headers, each written as `name:value\n`. */
  signTrailer(trailer: string): string | Promise<string>;
  /** Characters of a signature, the same for each of them. */
  readonly signatureLength: number;
}

/** An ECDSA signature in DER, in hex, is at most so long; shorter ones are filled up. */
const LONGEST_ECDSA = 144;

/**
 * The chunk signer that goes on from a request which is signed with the payload hash `STREAMING-…-PAYLOAD` or
 * `STREAMING-…-PAYLOAD-TRAILER`. Give the context that the request was signed with.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function chunkSigner(request: HttpRequest, context: SigningContext): ChunkSigner {
  const { algorithm, timestamp, scope, sign } = signatureKey(context);
  const padded = algorithm === SIGV4A_ALGORITHM;
  let previous = requestSignature(request);
  const next = (signature: string): string => {
    previous = padded ? signature.padEnd(LONGEST_ECDSA, "*") : signature;
    return previous;
  };
  const signNext = (text: string): string | Promise<string> => {
    const signature = sign(text);
    return typeof signature === "string" ? next(signature) : signature.then(next);
  };
  return {
    signatureLength: padded ? LONGEST_ECDSA : 64,
    signChunk: (chunk) =>
      signNext(
        `${algorithm}-PAYLOAD\n${timestamp}\n${scope}\n${previous}\n${EMPTY_PAYLOAD_HASH}\n${platform.sha256Hex(chunk)}`,
      ),
    signTrailer: (trailer) =>
      signNext(`${algorithm}-TRAILER\n${timestamp}\n${scope}\n${previous}\n${platform.sha256Hex(trailer)}`),
  };
}

/** The signature in a request's `authorization` header. */
export function requestSignature({ headers }: HttpRequest): string {
  const { authorization = "" } = headers;
  const start = authorization.indexOf("Signature=");
  if (start < 0) throw new SigningError("The request must be signed before its body is.");
  return authorization.slice(start + "Signature=".length);
}
