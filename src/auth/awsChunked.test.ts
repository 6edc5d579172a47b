import { describe, expect, it } from "vitest";
import type { HttpRequest } from "../http/types.ts";
import { awsChunked, awsChunkedLength, STREAMING_PAYLOAD, STREAMING_PAYLOAD_TRAILER } from "./awsChunked.ts";
import { chunkSigner, requestSignature } from "./chunkSigner.ts";
import { signV4 } from "./sigv4.ts";
import { signV4a } from "./sigv4a.ts";
import type { SigningContext } from "./types.ts";

/** The examples of https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and …-streaming-trailers.html */
function docsRequest(headers: Record<string, string>): HttpRequest {
  return {
    method: "PUT",
    origin: "https://s3.amazonaws.com",
    path: "/examplebucket/chunkObject.txt",
    headers: {
      host: "s3.amazonaws.com",
      "x-amz-storage-class": "REDUCED_REDUNDANCY",
      "content-encoding": "aws-chunked",
      "x-amz-decoded-content-length": "66560",
      ...headers,
    },
  };
}

function docsContext(payloadHash: string): SigningContext {
  return {
    identity: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" },
    scheme: { name: "sigv4", signingName: "s3", signingRegion: "us-east-1", disableDoubleEncoding: true },
    date: new Date("2013-05-24T00:00:00Z"),
    payloadHash,
  };
}

const body = [new Uint8Array(66_560).fill(97)];

async function textOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += Buffer.from(piece).toString("latin1");
  return text;
}

describe("awsChunked", () => {
  it("signs the chunks of AWS's example", async () => {
    const request = docsRequest({ "content-length": "66824" });
    const context = docsContext(STREAMING_PAYLOAD);
    signV4(request, context);
    expect(requestSignature(request)).toBe("4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");
    const text = await textOf(awsChunked(body, { signer: chunkSigner(request, context) }));
    expect(text.replaceAll(/a{1024,}/g, "…")).toBe(
      "10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n…\r\n" +
        "400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n…\r\n" +
        "0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n",
    );
    expect(text.length).toBe(66_824);
    expect(awsChunkedLength(66_560, { signatureLength: 64 })).toBe(66_824);
  });

  it("signs the trailer of AWS's example", async () => {
    const request = docsRequest({ "x-amz-trailer": "x-amz-checksum-crc32c" });
    const context = docsContext(STREAMING_PAYLOAD_TRAILER);
    signV4(request, context);
    expect(requestSignature(request)).toBe("106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e");
    const trailer = () => ({ "x-amz-checksum-crc32c": "sOO8/Q==" });
    const text = await textOf(awsChunked(body, { signer: chunkSigner(request, context), trailer }));
    expect(text.replaceAll(/a{1024,}/g, "…")).toBe(
      "10000;chunk-signature=b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2\r\n…\r\n" +
        "400;chunk-signature=1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7\r\n…\r\n" +
        "0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n" +
        "x-amz-checksum-crc32c:sOO8/Q==\r\n" +
        "x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n",
    );
    const length = awsChunkedLength(66_560, { signatureLength: 64, trailer: { "x-amz-checksum-crc32c": 8 } });
    expect(text.length).toBe(length);
  });

  it("frames without signatures, and says the length before", async () => {
    for (const length of [0, 1, 8_191, 8_192, 8_193, 16_384, 20_000]) {
      const chunked = awsChunked([new Uint8Array(length).fill(97)], {
        trailer: () => ({ "x-amz-checksum-crc32": "AAAAAA==" }),
        chunkSize: 8_192,
      });
      const text = await textOf(chunked);
      expect(text.endsWith("0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n")).toBe(true);
      const trailer = { "x-amz-checksum-crc32": 8 };
      expect(text.length).toBe(awsChunkedLength(length, { trailer, chunkSize: 8_192 }));
    }
  });

  it("makes the same chunks of pieces of any size", async () => {
    const bytes = Uint8Array.from({ length: 30_000 }, (_, index) => index % 251);
    const whole = await textOf(awsChunked([bytes], { chunkSize: 8_192 }));
    for (const size of [1, 100, 8_192, 9_000, 29_999]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      expect(await textOf(awsChunked(pieces, { chunkSize: 8_192 }))).toBe(whole);
    }
  });

  it("gives SigV4a's signatures one length", async () => {
    const request = docsRequest({});
    const context = docsContext("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD");
    const a = { ...context, scheme: { ...context.scheme, name: "sigv4a" as const } };
    await signV4a(request, a);
    const signer = chunkSigner(request, a);
    const text = await textOf(awsChunked(body, { signer }));
    expect(text.length).toBe(awsChunkedLength(66_560, { signatureLength: signer.signatureLength }));
  });

  it("refuses chunks that S3 would refuse", async () => {
    await expect(textOf(awsChunked(body, { chunkSize: 100 }))).rejects.toThrow("8192 bytes or more");
  });
});
