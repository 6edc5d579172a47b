import { createReadStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fileBody } from "../../src/client/fileBody.ts";
import { ResponseParseError } from "../../src/errors/index.ts";
import { Session } from "../../src/session/session.ts";
import { atEnd } from "../http/lab.ts";
import { testEnvironment } from "../session/testEnvironment.ts";
import { digestOf } from "./digests.ts";
import { sessionAt } from "./session.ts";
import { keys, type VerifiedRequest, verifyingServer } from "./verifyingServer.ts";

const folder = mkdtempSync(join(tmpdir(), "tucuxi-wire-"));
afterAll(() => rmSync(folder, { recursive: true }));

const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
const file = join(folder, "object");
writeFileSync(file, bytes);

const transports = ["node", "undici", "fetch"].flatMap((name) => [
  { name, secure: false },
  { name, secure: true },
]);

async function* pieces(): AsyncGenerator<Uint8Array, void, undefined> {
  for (let offset = 0; offset < bytes.length; offset += 30_000) yield bytes.subarray(offset, offset + 30_000);
}

/** The forms of one body, and whether its length must be told. */
const streams: Readonly<Record<string, () => { Body: unknown; ContentLength?: number }>> = {
  "a Blob": () => ({ Body: new Blob([bytes]) }),
  "a file": () => ({ Body: fileBody(file) }),
  "a file's stream": () => ({ Body: createReadStream(file) }),
  "a function": () => ({ Body: pieces, ContentLength: bytes.length }),
  "a generator": () => ({ Body: pieces(), ContentLength: bytes.length }),
  "a Web stream": () => ({ Body: new Blob([bytes]).stream(), ContentLength: bytes.length }),
};

const object = { Bucket: "photos", Key: "a b/ü+&=?#%20//c$@!'()*,;:~.txt" };

/** The server answers with nothing, which is no XML; that the request came is all that counts. */
const noAnswer = (error: unknown): void => expect(error).toBeInstanceOf(ResponseParseError);

const hashOf = ({ headers }: VerifiedRequest): string | undefined => headers["x-amz-content-sha256"];

describe.each(transports)("over $name, secure: $secure", ({ name, secure }) => {
  async function server() {
    const made = await verifyingServer(secure);
    const session = sessionAt(made, name, { s3: { addressingStyle: "path" } });
    return { ...made, session, last: () => made.requests.at(-1)! };
  }

  it("calls of every protocol are signed as a server that verifies wants it", async () => {
    const { session, requests, refusals } = await server();
    await session.client("dynamodb").getItem({ TableName: "t", Key: { id: { S: "ü" } } });
    await session.client("sqs").listQueues({ QueueNamePrefix: "é" });
    await session.client("sns").publish({ TopicArn: "arn:1", Message: "ü & +" }).catch(noAnswer);
    await session.client("sts").getCallerIdentity({}).catch(noAnswer);
    await session
      .client("ec2")
      .describeInstances({ InstanceIds: ["i-1"] })
      .catch(noAnswer);
    await session.client("lambda").invoke({ FunctionName: "a:b", Payload: '{"a":"ü"}' });
    await session.client("iam").listUsers({ PathPrefix: "/a b/" }).catch(noAnswer);
    await session.client("cloudwatch").putMetricData({
      Namespace: "n",
      MetricData: Array.from({ length: 300 }, (_, index) => ({ MetricName: `metric number ${index}`, Value: index })),
    });
    expect(refusals).toEqual([]);
    expect(requests).toHaveLength(8);
    expect(requests.every(({ scope }) => scope.endsWith("/aws4_request"))).toBe(true);
    expect(requests.at(-1)?.headers["content-encoding"]).toBe("gzip");
  });

  it("S3's keys, queries and headers are signed as they are sent", async () => {
    const { session, requests, refusals } = await server();
    const s3 = session.client("s3");
    await (
      await s3.getObject({ ...object, Range: "bytes=0-9", ResponseContentType: "text/plain; charset=ü" })
    ).Body.discard();
    await s3.listObjectsV2({ Bucket: "photos", Prefix: "a b/&=+ü", Delimiter: "/", StartAfter: "" });
    await s3.putObject({ ...object, Body: "text", Metadata: { note: "two  spaces", empty: "" }, Tagging: "a=b&c=d" });
    await s3.deleteObjects({ Bucket: "photos", Delete: { Objects: [{ Key: "<&>" }] } });
    // What AWS requires is sent to all; others may know it only by its older name.
    expect(requests.at(-1)?.headers).toMatchObject({
      "x-amz-checksum-crc32": expect.anything(),
      "content-md5": expect.anything(),
    });
    expect(refusals).toEqual([]);
    expect(requests.map(hashOf).every((hash) => /^[0-9a-f]{64}$/.test(hash!))).toBe(true);
  });

  it("bytes carry their checksum in a header", async () => {
    const { session, last, refusals } = await server();
    const s3 = session.client("s3", { requestChecksumCalculation: "when_supported" });
    for (const Body of ["text", bytes, bytes.buffer.slice(0, 1000), new DataView(bytes.buffer, 5, 100), ""]) {
      await s3.putObject({ ...object, Body });
      expect(last().headers).toMatchObject({ "x-amz-sdk-checksum-algorithm": "CRC32" });
      expect(last().headers["x-amz-checksum-crc32"]).toHaveLength(8);
      expect(last().headers["content-encoding"]).toBeUndefined();
      expect(last().headers["transfer-encoding"]).toBeUndefined();
      // TLS and the checksum together do what a hash does.
      expect(hashOf(last())).toMatch(secure ? "UNSIGNED-PAYLOAD" : /^[0-9a-f]{64}$/);
      expect(last().body.length).toBe(typeof Body === "string" ? Body.length : Body.byteLength);
    }
    expect(refusals).toEqual([]);
  });

  it("streams go in chunks with a trailing checksum", async () => {
    const { session, last, refusals } = await server();
    const s3 = session.client("s3", { requestChecksumCalculation: "when_supported" });
    for (const [form, make] of Object.entries(streams)) {
      await s3.putObject({ ...object, ...make(), ContentEncoding: "gzip" } as never);
      expect(last().body.equals(bytes), form).toBe(true);
      expect(last().headers).toMatchObject({
        "content-encoding": "gzip,aws-chunked",
        "x-amz-trailer": "x-amz-checksum-crc32",
        "x-amz-decoded-content-length": String(bytes.length),
        "x-amz-sdk-checksum-algorithm": "CRC32",
      });
      expect(hashOf(last())).toBe(
        secure ? "STREAMING-UNSIGNED-PAYLOAD-TRAILER" : "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
      );
    }
    expect(refusals).toEqual([]);
  });

  it("streams to a host that is not AWS's carry no checksum", async () => {
    const { session, last, refusals } = await server();
    for (const [form, make] of Object.entries(streams)) {
      await session.client("s3").putObject({ ...object, ...make() } as never);
      expect(last().body.equals(bytes), form).toBe(true);
      expect(last().trailer).toEqual({});
      expect(hashOf(last())).toBe(secure ? "UNSIGNED-PAYLOAD" : "STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
      expect(last().headers["content-encoding"]).toBe(secure ? undefined : "aws-chunked");
    }
    expect(refusals).toEqual([]);
  });

  it("every algorithm that is asked for is used, in headers and in trailers", async () => {
    const { session, last, refusals } = await server();
    const s3 = session.client("s3");
    for (const ChecksumAlgorithm of [
      "CRC32",
      "CRC32C",
      "CRC64NVME",
      "SHA1",
      "SHA256",
      "SHA512",
      "MD5",
      "XXHASH64",
      "XXHASH3",
      "XXHASH128",
    ] as const) {
      const header = `x-amz-checksum-${ChecksumAlgorithm.toLowerCase()}`;
      await s3.putObject({ ...object, Body: "text", ChecksumAlgorithm });
      expect(last().headers).toMatchObject({
        [header]: expect.anything(),
        "x-amz-sdk-checksum-algorithm": ChecksumAlgorithm,
      });
      await s3.putObject({ ...object, Body: new Blob([bytes.slice(0, 70_000)]), ChecksumAlgorithm });
      expect(Object.keys(last().trailer)).toEqual([header]);
      expect(last().headers["x-amz-sdk-checksum-algorithm"]).toBe(ChecksumAlgorithm);
    }
    expect(refusals).toEqual([]);
  });

  it("a checksum that the user gives is the only one", async () => {
    const { session, last, refusals } = await server();
    const s3 = session.client("s3", { requestChecksumCalculation: "when_supported" });
    const ChecksumSHA256 = digestOf("sha256", Buffer.from("text"))!;
    await s3.putObject({ ...object, Body: "text", ChecksumSHA256 });
    expect(last().headers).toMatchObject({ "x-amz-checksum-sha256": ChecksumSHA256 });
    expect(last().headers["x-amz-checksum-crc32"]).toBeUndefined();
    await s3.putObject({ ...object, Body: new Blob(["text"]), ChecksumSHA256 });
    expect([last().trailer, last().headers["x-amz-checksum-crc32"]]).toEqual([{}, undefined]);
    expect(refusals).toEqual([]);
  });

  it("the user says whether bodies are signed", async () => {
    const { session, last, refusals } = await server();
    const signing = session.client("s3", { s3: { addressingStyle: "path", payloadSigningEnabled: true } });
    await signing.putObject({ ...object, Body: bytes, ChecksumAlgorithm: "CRC32" });
    expect(hashOf(last())).toMatch(/^[0-9a-f]{64}$/);
    await signing.putObject({ ...object, Body: new Blob([bytes]), ChecksumAlgorithm: "CRC32" });
    expect(hashOf(last())).toBe("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER");
    const not = session.client("s3", { s3: { addressingStyle: "path", payloadSigningEnabled: false } });
    await not.putObject({ ...object, Body: bytes });
    expect(hashOf(last())).toBe("UNSIGNED-PAYLOAD");
    await not.putObject({ ...object, Body: new Blob([bytes]) });
    expect(hashOf(last())).toBe("UNSIGNED-PAYLOAD");
    expect(refusals).toEqual([]);
  });

  it("a body that the model leaves unsigned is signed without TLS", async () => {
    const { session, last, refusals } = await server();
    const ebs = session.client("ebs" as string);
    const block = {
      SnapshotId: "snap-1",
      BlockIndex: 0,
      DataLength: 524_288,
      Checksum: "c",
      ChecksumAlgorithm: "SHA256",
    };
    for (const BlockData of [bytes, new Blob([bytes]), pieces()]) {
      await ebs.putSnapshotBlock!({ ...block, BlockData } as never);
      expect(hashOf(last())).toBe(secure ? "UNSIGNED-PAYLOAD" : undefined);
      expect(last().body.equals(bytes)).toBe(true);
    }
    expect(refusals).toEqual([]);
  });

  it("requests without credentials are not signed, and their chunks are announced", async () => {
    const { session, last, refusals } = await server();
    const s3 = session.client("s3", { credentials: "anonymous" });
    await (await s3.getObject(object)).Body.discard();
    expect([last().scope, last().headers.authorization]).toEqual(["", undefined]);
    await s3.putObject({ ...object, Body: "text" });
    expect(last().body.toString()).toBe("text");
    await s3.putObject({ ...object, Body: new Blob([bytes]) });
    expect(last().headers["content-encoding"]).toBeUndefined();
    await s3.putObject({ ...object, Body: new Blob([bytes]), ChecksumAlgorithm: "CRC32" });
    expect(last()).toMatchObject({ trailer: { "x-amz-checksum-crc32": expect.anything() }, scope: "" });
    expect(refusals).toEqual([]);
  });

  it("a wrong secret is refused", async () => {
    const { session, refusals } = await server();
    const s3 = session.client("s3", { credentials: { ...keys, secretAccessKey: "another" } });
    await expect(s3.listBuckets()).rejects.toThrow("Refused");
    expect(refusals).toHaveLength(1);
  });
});

it("a caBundle makes a session trust a server of one's own, and without it none is trusted", async () => {
  const { origin, certificate, requests } = await verifyingServer(true);
  if (!certificate) return;
  const options = { region: "eu-west-1", credentials: keys, endpoint: origin, maxAttempts: 1 };
  const trusting = new Session({ ...options, caBundle: certificate.certPath }, testEnvironment());
  atEnd(() => trusting.close());
  await trusting.client("sqs").listQueues();
  const byVariable = new Session(options, testEnvironment({ variables: { AWS_CA_BUNDLE: certificate.certPath } }));
  atEnd(() => byVariable.close());
  await byVariable.client("sqs").listQueues();
  expect(requests).toHaveLength(2);
  const other = new Session(options, testEnvironment());
  atEnd(() => other.close());
  await expect(other.client("sqs").listQueues()).rejects.toThrow(/certificate/);
});
