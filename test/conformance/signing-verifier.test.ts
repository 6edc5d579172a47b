import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AuthScheme,
  awsChunked,
  awsChunkedLength,
  chunkSigner,
  presign,
  type SigningContext,
  STREAMING_PAYLOAD,
  STREAMING_PAYLOAD_TRAILER,
  STREAMING_PAYLOAD_V4A,
  STREAMING_PAYLOAD_V4A_TRAILER,
  STREAMING_UNSIGNED_TRAILER,
  signerFor,
} from "../../src/auth/index.ts";
import { percentEncode } from "../../src/auth/percentEncode.ts";
import type { HttpRequest } from "../../src/http/types.ts";
import { type ReceivedRequest, verifyRequest } from "./signingVerifier.ts";

const identity = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const secrets = { [identity.accessKeyId]: identity.secretAccessKey };
const date = new Date("2026-01-20T10:00:00Z");

const schemeOf = (name: "sigv4" | "sigv4a", s3: boolean): AuthScheme => ({
  name,
  signingName: s3 ? "s3" : "lambda",
  signingRegion: "eu-west-1",
  ...(name === "sigv4a" && { signingRegionSet: ["eu-*", "us-east-1"] }),
  ...(s3 && { disableDoubleEncoding: true }),
});

const received = (request: HttpRequest, body: Uint8Array | string = ""): ReceivedRequest => ({
  method: request.method,
  target: request.path,
  headers: request.headers,
  body: Buffer.from(body),
});

const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
// Dot segments and empty ones are the conformance suites'; a server that decodes cannot tell %2E from a dot.
const segment = text.filter((name) => name !== "." && name !== ".." && !name.includes("/"));
const requests = fc.record({
  s3: fc.boolean(),
  name: fc.constantFrom("sigv4" as const, "sigv4a" as const),
  method: fc.constantFrom("GET", "PUT", "POST"),
  segments: fc.array(segment, { maxLength: 4 }),
  query: fc.dictionary(text, text, { maxKeys: 4 }),
  meta: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.stringMatching(/^[!-~][ -~]{0,20}$/), { maxKeys: 3 }),
  body: text,
  token: fc.option(fc.stringMatching(/^[A-Za-z0-9+/=]{20,60}$/), { nil: undefined }),
});
type RandomRequest = typeof requests extends fc.Arbitrary<infer T> ? T : never;

function build({ s3, name, method, segments, query, meta, body, token }: RandomRequest): [HttpRequest, SigningContext] {
  const parameters = Object.entries(query).map(([key, value]) => `${percentEncode(key)}=${percentEncode(value)}`);
  const path = `/${segments.map(percentEncode).join("/")}${parameters.length > 0 ? `?${parameters.join("&")}` : ""}`;
  const headers: Record<string, string> = { host: "example.eu-west-1.amazonaws.com", "content-type": "text/plain" };
  for (const [key, value] of Object.entries(meta)) headers[`x-amz-meta-${key}`] = value;
  const request = { method, origin: "https://example.eu-west-1.amazonaws.com", path, headers, body };
  return [request, { identity: { ...identity, sessionToken: token }, scheme: schemeOf(name, s3), date }];
}

describe("a server that verifies signatures", () => {
  it("accepts any request that is signed in its headers, and none that was changed", async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (random) => {
        const [request, context] = build(random);
        await signerFor(random.name)(request, context);
        const options = { secrets, now: date, s3: random.s3 };
        verifyRequest(received(request, random.body), options);
        expect(() => verifyRequest(received(request, `${random.body}!`), options)).toThrow();
        expect(() => verifyRequest(received({ ...request, method: "DELETE" }), options)).toThrow();
        const now = new Date(date.getTime() + 301_000);
        expect(() => verifyRequest(received(request, random.body), { ...options, now })).toThrow("seconds ago");
      }),
      { numRuns: 150 },
    );
  });

  it("accepts any URL that is presigned, as long as it is good", async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (random) => {
        const [request, context] = build({ ...random, body: "" });
        const { url, headers } = await presign(request, { ...context, expiresIn: 900 });
        const path = url.slice(request.origin.length);
        const sent = { ...request, path, headers: { ...headers, host: request.headers.host! } };
        const options = { secrets, now: date, s3: random.s3 };
        verifyRequest(received(sent), options);
        const changed = { ...sent, path: path.replace("X-Amz-Expires=900", "X-Amz-Expires=9000") };
        expect(() => verifyRequest(received(changed), options)).toThrow();
        const now = new Date(date.getTime() + 901_000);
        expect(() => verifyRequest(received(sent), { ...options, now })).toThrow("seconds ago");
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ["sigv4", STREAMING_PAYLOAD, undefined],
    ["sigv4", STREAMING_PAYLOAD_TRAILER, { "x-amz-checksum-crc32": "AAAAAA==", "x-amz-meta-late": "b" }],
    ["sigv4a", STREAMING_PAYLOAD_V4A, undefined],
    ["sigv4a", STREAMING_PAYLOAD_V4A_TRAILER, { "x-amz-checksum-crc32": "AAAAAA==" }],
    ["sigv4", STREAMING_UNSIGNED_TRAILER, { "x-amz-checksum-crc32": "AAAAAA==" }],
  ] as const)("accepts a body in chunks: %s, %s", async (name, payloadHash, trailer) => {
    for (const length of [0, 1, 8_192, 30_000]) {
      const bytes = Uint8Array.from({ length }, (_, index) => index % 253);
      const context: SigningContext = { identity, scheme: schemeOf(name, true), date, payloadHash };
      const request: HttpRequest = {
        method: "PUT",
        origin: "https://bucket.s3.eu-west-1.amazonaws.com",
        path: "/key",
        headers: { host: "bucket.s3.eu-west-1.amazonaws.com", "x-amz-decoded-content-length": String(length) },
      };
      if (trailer) request.headers["x-amz-trailer"] = Object.keys(trailer).join(",");
      await signerFor(name)(request, context);
      const signer = payloadHash === STREAMING_UNSIGNED_TRAILER ? undefined : chunkSigner(request, context);
      const pieces: Uint8Array[] = [];
      const chunked = awsChunked([bytes], { signer, ...(trailer && { trailer: () => trailer }), chunkSize: 8_192 });
      for await (const piece of chunked) pieces.push(piece);
      const body = Buffer.concat(pieces);
      const lengths = Object.fromEntries(Object.entries(trailer ?? {}).map(([key, value]) => [key, value.length]));
      const options = { signatureLength: signer?.signatureLength, trailer: lengths, chunkSize: 8_192 };
      expect(body.length).toBe(awsChunkedLength(length, options));
      const verified = verifyRequest(received(request, body), { secrets, now: date, s3: true });
      expect(verified.body.equals(bytes)).toBe(true);
      expect(verified.trailer).toEqual(trailer ?? {});
      if (signer && length > 0) {
        body[body.indexOf("\r\n") + 2]! ^= 1;
        expect(() => verifyRequest(received(request, body), { secrets, now: date, s3: true })).toThrow("signature");
      }
    }
  });
});
