import { describe, expect, it } from "vitest";
import type { AuthScheme } from "../auth/index.ts";
import { type PayloadQuestion, payloadOfBytes, payloadOfStream } from "./payload.ts";

const plain: AuthScheme = { name: "sigv4" };
const s3: AuthScheme = { name: "sigv4", disableDoubleEncoding: true };
const s3a: AuthScheme = { name: "sigv4a", disableDoubleEncoding: true };
const express: AuthScheme = { name: "sigv4-s3express" };
const checksum = { algorithm: "crc32", header: "x-amz-checksum-crc32", required: false };

function question(more: Partial<PayloadQuestion>): PayloadQuestion {
  return {
    scheme: s3,
    streams: true,
    secure: true,
    unsigned: false,
    payloadSigning: undefined,
    checksum: undefined,
    ...more,
  };
}

const md5 = { "content-md5": "CY9rzUYh03PK3k6DJie09g==" };

describe("a body at hand", () => {
  // Rows: what botocore's SigV4Auth and S3SigV4Auth do.
  it.each([
    ["is hashed", {}, {}, undefined],
    ["with a checksum is not hashed", { checksum }, {}, "UNSIGNED-PAYLOAD"],
    ["with an MD5 is not hashed", {}, md5, "UNSIGNED-PAYLOAD"],
    ["with a checksum is hashed without TLS", { checksum, secure: false }, {}, undefined],
    ["of an operation that cannot stream is hashed", { checksum, streams: false }, {}, undefined],
    ["is hashed where the user says so", { checksum, payloadSigning: true }, {}, undefined],
    ["is not hashed where the user says so", { payloadSigning: false }, {}, "UNSIGNED-PAYLOAD"],
    [
      "is not hashed where the user says so, even without TLS",
      { payloadSigning: false, secure: false },
      {},
      "UNSIGNED-PAYLOAD",
    ],
    ["of S3 Express is as S3's", { scheme: express, checksum }, {}, "UNSIGNED-PAYLOAD"],
    ["of another service is hashed", { scheme: plain, checksum, payloadSigning: false }, {}, undefined],
    ["that the model leaves unsigned is not hashed", { scheme: plain, unsigned: true }, {}, "UNSIGNED-PAYLOAD"],
    [
      "that the model leaves unsigned is hashed without TLS",
      { scheme: plain, unsigned: true, secure: false },
      {},
      undefined,
    ],
  ] as const)("%s", (_, more, headers, expected) => {
    expect(payloadOfBytes(question(more), headers)).toEqual(expected === undefined ? {} : { hash: expected });
  });
});

describe("a stream", () => {
  const unsigned = { signed: false, checksum };
  it.each([
    ["goes as it is over TLS", {}, { hash: "UNSIGNED-PAYLOAD", needsLength: true }],
    [
      "trails its checksum",
      { checksum },
      { hash: "STREAMING-UNSIGNED-PAYLOAD-TRAILER", framing: unsigned, needsLength: true },
    ],
    [
      "has its chunks signed without TLS",
      { secure: false },
      { hash: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", framing: { signed: true, checksum: undefined }, needsLength: true },
    ],
    [
      "has its chunks signed where the user says so",
      { payloadSigning: true, checksum },
      { hash: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", framing: { signed: true, checksum }, needsLength: true },
    ],
    [
      "has its chunks signed by SigV4a",
      { scheme: s3a, secure: false, checksum },
      {
        hash: "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER",
        framing: { signed: true, checksum },
        needsLength: true,
      },
    ],
    [
      "is not signed where the user says so, even without TLS",
      { payloadSigning: false, secure: false },
      { hash: "UNSIGNED-PAYLOAD", needsLength: true },
    ],
    ["without credentials goes as it is", { scheme: { name: "none" } }, {}],
    [
      "without credentials trails its checksum",
      { scheme: { name: "none" }, checksum },
      { hash: "STREAMING-UNSIGNED-PAYLOAD-TRAILER", framing: unsigned, needsLength: true },
    ],
    ["of another service must be read first", { scheme: plain }, undefined],
    ["that the model leaves unsigned goes as it is", { scheme: plain, unsigned: true }, { hash: "UNSIGNED-PAYLOAD" }],
    [
      "that the model leaves unsigned, of S3 too",
      { unsigned: true, payloadSigning: true },
      { hash: "UNSIGNED-PAYLOAD" },
    ],
    ["that the model leaves unsigned must be read first without TLS", { unsigned: true, secure: false }, undefined],
  ] as const)("%s", (_, more, expected) => {
    expect(payloadOfStream(question(more))).toEqual(expected);
  });
});
