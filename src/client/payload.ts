import { platform } from "#platform";
import {
  type AuthScheme,
  awsChunked,
  awsChunkedLength,
  chunkSigner,
  type SigningContext,
  STREAMING_PAYLOAD,
  STREAMING_PAYLOAD_TRAILER,
  STREAMING_PAYLOAD_V4A,
  STREAMING_PAYLOAD_V4A_TRAILER,
  STREAMING_UNSIGNED_TRAILER,
  UNSIGNED_PAYLOAD,
} from "../auth/index.ts";
import { createChecksum, digestLength } from "../checksum/algorithms.ts";
import { bodyPieces } from "../http/requestBody.ts";
import type { HttpRequest } from "../http/types.ts";
import type { InputBody } from "./inputBody.ts";
import type { RequestChecksum } from "./requestChecksum.ts";

/** How a signature covers the body, and how a stream is framed. */
export interface Payload {
  /** What is signed as the body's hash; absent means that the signer hashes the body. */
  readonly hash?: string;
  /** Set where the body goes in `aws-chunked` encoding. */
  readonly framing?: Framing;
  /** Whether the service must know how long a stream is before it comes. */
  readonly needsLength?: boolean;
}

interface Framing {
  /** Whether each chunk is signed. */
  readonly signed: boolean;
  /** The checksum that trails the body. */
  readonly checksum: RequestChecksum | undefined;
}

export interface PayloadQuestion {
  readonly scheme: AuthScheme;
  /** Whether the operation's body may stream. */
  readonly streams: boolean;
  /** Whether the request goes over TLS. */
  readonly secure: boolean;
  /** The model says that the signature does not cover the body. */
  readonly unsigned: boolean;
  /** The user's word: boto3's `payload_signing_enabled`. */
  readonly payloadSigning: boolean | undefined;
  readonly checksum: RequestChecksum | undefined;
}

const signedByDefault: Payload = {};
const unsignedPayload: Payload = { hash: UNSIGNED_PAYLOAD };

/**
 * A body that is at hand. Without TLS it is signed, whatever the model says. Over TLS a service that signs as S3 does is
 * content with a checksum of what is stored, which is much cheaper than a hash; the user's word goes before all that.
 * Source: boto3's `SigV4Auth` and `S3SigV4Auth`.
 */
export function payloadOfBytes(question: PayloadQuestion, headers: Readonly<Record<string, string>>): Payload {
  const { scheme, streams, secure, unsigned, payloadSigning, checksum } = question;
  if (unsigned && secure) return unsignedPayload;
  if (!signsLikeS3(scheme)) return signedByDefault;
  const checked = checksum !== undefined || headers["content-md5"] !== undefined;
  const wanted = payloadSigning ?? !(secure && streams && checked);
  return wanted ? signedByDefault : unsignedPayload;
}

/**
 * A body that streams: its hash is not known before it is sent. `undefined` where the service takes neither chunks nor
 * an unsigned body, so that it must be read first.
 */
export function payloadOfStream(question: PayloadQuestion): Payload | undefined {
  const { scheme, secure, unsigned, payloadSigning, checksum } = question;
  const unsignedChunks = {
    hash: STREAMING_UNSIGNED_TRAILER,
    framing: { signed: false, checksum },
    needsLength: true,
  };
  if (scheme.name === "none" || scheme.name === "bearer") return checksum ? unsignedChunks : signedByDefault;
  if (unsigned && secure) return unsignedPayload;
  if (unsigned || !signsLikeS3(scheme)) return undefined;
  if (payloadSigning ?? !secure) {
    const hash = signedChunksHash(scheme, checksum !== undefined);
    return { hash, framing: { signed: true, checksum }, needsLength: true };
  }
  return checksum ? unsignedChunks : { ...unsignedPayload, needsLength: true };
}

/** S3 and its kin sign the path as it is sent, and take bodies in chunks. */
function signsLikeS3(scheme: AuthScheme): boolean {
  return scheme.disableDoubleEncoding === true || scheme.name === "sigv4-s3express";
}

function signedChunksHash(scheme: AuthScheme, trailer: boolean): string {
  if (scheme.name === "sigv4a") return trailer ? STREAMING_PAYLOAD_V4A_TRAILER : STREAMING_PAYLOAD_V4A;
  return trailer ? STREAMING_PAYLOAD_TRAILER : STREAMING_PAYLOAD;
}

/** Characters of a signature of a chunk, by the scheme: see `chunkSigner`. */
const signatureLengths = { sigv4a: 144, other: 64 } as const;

/** Sets the headers of a body in chunks, whose length is known; they are signed, so this comes before the signature. */
export function announceChunks(request: HttpRequest, scheme: AuthScheme, framing: Framing, stream: InputBody): void {
  const { headers } = request;
  const { checksum, signed } = framing;
  headers["content-encoding"] = headers["content-encoding"]
    ? `${headers["content-encoding"]},aws-chunked`
    : "aws-chunked";
  if (checksum) headers["x-amz-trailer"] = checksum.header;
  const length = stream.length ?? Number(headers["content-length"]);
  headers["x-amz-decoded-content-length"] = String(length);
  const signatureLength = signed ? signatureLengths[scheme.name === "sigv4a" ? "sigv4a" : "other"] : 0;
  headers["content-length"] = String(awsChunkedLength(length, { signatureLength, trailer: trailerLengths(checksum) }));
}

function trailerLengths(checksum: RequestChecksum | undefined): Readonly<Record<string, number>> {
  if (!checksum) return {};
  return { [checksum.header]: Math.ceil(digestLength(checksum.algorithm) / 3) * 4 };
}

/** Frames the body of a request that is signed, where there is something to sign with. */
export async function frameBody(
  request: HttpRequest,
  { signed, checksum }: Framing,
  context: SigningContext | undefined,
): Promise<void> {
  const running = checksum && (await createChecksum(checksum.algorithm));
  // In the body's own terms: whoever gave it knows nothing of its frame.
  const source = bodyPieces({
    ...request,
    headers: { "content-length": request.headers["x-amz-decoded-content-length"]! },
  });
  const body = running ? observed(source, (piece) => running.update(piece)) : source;
  request.body = awsChunked(body, {
    signer: signed && context ? chunkSigner(request, context) : undefined,
    trailer: running && (async () => ({ [checksum.header]: platform.base64Encode(await running.digest()) })),
  });
}

async function* observed(
  source: AsyncIterable<Uint8Array>,
  see: (piece: Uint8Array) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const piece of source) {
    see(piece);
    yield piece;
  }
}
