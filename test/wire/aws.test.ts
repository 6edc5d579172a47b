import { describe, expect, it } from "vitest";
import { ResponseParseError } from "../../src/errors/index.ts";
import { digestOf } from "./digests.ts";
import { sessionLedTo } from "./session.ts";
import { type VerifiedRequest, verifyingServer } from "./verifyingServer.ts";

const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);

async function* pieces(): AsyncGenerator<Uint8Array, void, undefined> {
  for (let offset = 0; offset < bytes.length; offset += 30_000) yield bytes.subarray(offset, offset + 30_000);
}

const object = { Bucket: "photos", Key: "a b/ü+&=?#%20//c$@!'()*,;:~.txt" };

/** The server answers with nothing, which is no XML; that the request came is all that counts. */
const noAnswer = (error: unknown): void => expect(error).toBeInstanceOf(ResponseParseError);

const hashOf = ({ headers }: VerifiedRequest): string | undefined => headers["x-amz-content-sha256"];

describe.each(["node", "undici"])("meant for AWS, over %s", (name) => {
  async function server() {
    const made = await verifyingServer(true);
    return { ...made, made, last: () => made.requests.at(-1)! };
  }

  it("bodies carry CRC32 by default, and answers are asked for a checksum", async () => {
    const { made, last, refusals } = await server();
    const s3 = sessionLedTo(made, name).client("s3");
    await s3.putObject({ ...object, Body: "text" });
    expect(last()).toMatchObject({
      host: "photos.s3.eu-west-1.amazonaws.com",
      scope: expect.stringContaining("/eu-west-1/s3/"),
      headers: { "x-amz-checksum-crc32": digestOf("crc32", Buffer.from("text")) },
    });
    await s3.putObject({ ...object, Body: new Blob([bytes]) });
    expect(Object.keys(last().trailer)).toEqual(["x-amz-checksum-crc32"]);
    await (await s3.getObject(object)).Body.discard();
    expect(last().headers["x-amz-checksum-mode"]).toBe("ENABLED");
    await s3.deleteObjects({ Bucket: "photos", Delete: { Objects: [{ Key: "a" }] } });
    expect(last().headers).toMatchObject({ "x-amz-checksum-crc32": expect.anything() });
    expect(last().headers["content-md5"]).toBeUndefined();
    const required = sessionLedTo(made, name, {
      requestChecksumCalculation: "when_required",
      responseChecksumValidation: "when_required",
    }).client("s3");
    await required.putObject({ ...object, Body: "text" });
    expect(last().headers["x-amz-checksum-crc32"]).toBeUndefined();
    await (await required.getObject(object)).Body.discard();
    expect(last().headers["x-amz-checksum-mode"]).toBeUndefined();
    await required.deleteObjects({ Bucket: "photos", Delete: { Objects: [{ Key: "a" }] } });
    expect(last().headers).toMatchObject({ "x-amz-checksum-crc32": expect.anything() });
    expect(refusals).toEqual([]);
  });

  it("variants of the host, and hosts with a prefix, are signed for", async () => {
    const { made, last, refusals } = await server();
    const hosts = async (options: object): Promise<string> => {
      await sessionLedTo(made, name, options).client("s3").listObjectsV2({ Bucket: "photos" });
      return last().host;
    };
    expect(await hosts({ useFipsEndpoint: true, region: "us-east-1" })).toBe("photos.s3-fips.us-east-1.amazonaws.com");
    expect(await hosts({ useDualstackEndpoint: true })).toBe("photos.s3.dualstack.eu-west-1.amazonaws.com");
    expect(await hosts({ region: "cn-north-1" })).toBe("photos.s3.cn-north-1.amazonaws.com.cn");
    expect(await hosts({ s3: { useAccelerateEndpoint: true } })).toBe("photos.s3-accelerate.amazonaws.com");
    expect(await hosts({ endpoint: "https://store.example:9443" })).toBe("store.example:9443");
    const session = sessionLedTo(made, name);
    await session.client("stepfunctions" as string).startSyncExecution!({
      stateMachineArn: "arn:aws:states:eu-west-1:1:stateMachine:a",
    });
    expect(last().host).toBe("sync-states.eu-west-1.amazonaws.com");
    await session.client("servicediscovery" as string).discoverInstances!({ NamespaceName: "n", ServiceName: "s" });
    expect(last().host).toBe("data-servicediscovery.eu-west-1.amazonaws.com");
    const sent = { RequestRoute: "route", RequestToken: "token", Body: pieces() };
    await session.client("s3").writeGetObjectResponse(sent as never);
    expect(last()).toMatchObject({
      host: "route.s3-object-lambda.eu-west-1.amazonaws.com",
      scope: expect.stringContaining("/s3-object-lambda/"),
      headers: { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" },
    });
    expect(last().body.equals(bytes)).toBe(true);
    expect(refusals).toEqual([]);
  });

  it("a multi-region access point is signed for by SigV4a, in one piece and in chunks", async () => {
    const { made, last, refusals } = await server();
    const Bucket = "arn:aws:s3::123456789012:accesspoint:mfzwi23gnjvgw.mrap";
    const session = sessionLedTo(made, name);
    await session.client("s3").putObject({ Bucket, Key: "a b", Body: "text" });
    expect(last()).toMatchObject({
      host: "mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com",
      headers: { "x-amz-region-set": "*", authorization: expect.stringMatching(/^AWS4-ECDSA-P256-SHA256 /) },
    });
    await session.client("s3").putObject({ Bucket, Key: "a b", Body: new Blob([bytes]) });
    expect(hashOf(last())).toBe("STREAMING-UNSIGNED-PAYLOAD-TRAILER");
    const signing = session.client("s3", { s3: { payloadSigningEnabled: true } });
    await signing.putObject({ Bucket, Key: "a b", Body: new Blob([bytes]) });
    expect(hashOf(last())).toBe("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER");
    expect(last().body.equals(bytes)).toBe(true);
    expect(refusals).toEqual([]);
  });

  it("a service that takes SigV4a is signed for by it where the user prefers it", async () => {
    const { made, last, refusals } = await server();
    const options = { authSchemePreference: ["sigv4a"], sigv4aSigningRegionSet: ["eu-*", "us-east-1"] };
    const sts = sessionLedTo(made, name, options).client("sts");
    await sts.getCallerIdentity({}).catch(noAnswer);
    expect(last().headers).toMatchObject({
      "x-amz-region-set": "eu-*,us-east-1",
      authorization: expect.stringMatching(/^AWS4-ECDSA-P256-SHA256 /),
    });
    expect(refusals).toEqual([]);
  });
});
