import { describe, expect, it } from "vitest";
import { type StandInAnswer, sessionWith } from "../../../test/client/stand.ts";
import { ClientError } from "../../errors/index.ts";

function answered(...answers: StandInAnswer[]) {
  const { session, requests } = sessionWith((_, number) => answers[Math.min(number, answers.length) - 1]!);
  return { s3: session.client("s3" as string), requests };
}

const object = { Bucket: "photos", Key: "k" };

describe("keys in listings", () => {
  const body =
    "<R><EncodingType>url</EncodingType><Prefix>a+b/</Prefix><NextMarker>%2Bm</NextMarker>" +
    "<Contents><Key>a+b/%00%E2%98%83</Key></Contents><Contents><Key>50%</Key></Contents><Contents><Key>%FF+</Key></Contents>" +
    "<CommonPrefixes><Prefix>x%20y/</Prefix></CommonPrefixes></R>";

  it("are asked for percent-encoded, and given as they are", async () => {
    const { s3, requests } = answered({ body });
    const page = await s3.listObjects!({ Bucket: "photos" });
    expect(requests[0]!.path).toContain("encoding-type=url");
    expect(page).toMatchObject({
      Prefix: "a b/",
      NextMarker: "+m",
      Contents: [{ Key: "a b/\u0000☃" }, { Key: "50%" }, { Key: "\uFFFD " }],
      CommonPrefixes: [{ Prefix: "x y/" }],
    });
  });

  it("stay encoded where the user asked for that", async () => {
    const { s3 } = answered({ body });
    const page = await s3.listObjectsV2!({ Bucket: "photos", EncodingType: "url" });
    expect(page).toMatchObject({ CommonPrefixes: [{ Prefix: "x%20y/" }] });
  });

  it("are taken as they came from a service that encodes none", async () => {
    const { s3 } = answered({ body: "<R><Contents><Key>a+b%20</Key></Contents></R>" });
    expect(await s3.listObjectsV2!({ Bucket: "photos" })).toMatchObject({ Contents: [{ Key: "a+b%20" }] });
  });
});

describe("an answer of 200", () => {
  const failure = "<Error><Code>InternalError</Code><Message>again</Message></Error>";
  const success = "<CopyObjectResult><ETag>e</ETag></CopyObjectResult>";
  const copy = { ...object, CopySource: "a/b" };

  it.each([failure, `<?xml version="1.0"?>\n${failure}`, `${" \n".repeat(5_000)}<?xml version="1.0"?>${failure}`])(
    "with an error in it is a failure that is retried",
    async (body) => {
      const { s3, requests } = answered({ body }, { body: success });
      expect(await s3.copyObject!(copy)).toMatchObject({ CopyObjectResult: { ETag: "e" } });
      expect(requests).toHaveLength(2);
    },
  );

  it("that is empty where S3 takes its time is a failure too", async () => {
    const body = "<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>";
    const { s3, requests } = answered({ body: "" }, { body: " \n " }, { body });
    const input = { ...object, UploadId: "u", MultipartUpload: { Parts: [] } };
    expect(await s3.completeMultipartUpload!(input)).toMatchObject({ ETag: "e" });
    expect(requests).toHaveLength(3);
    const none = answered({ body: "" }).s3.copyObject!(copy);
    await expect(none).rejects.toMatchObject({
      code: "InternalError",
      message: expect.stringContaining("ended before"),
    });
  });

  it("that breaks off is a failure too", async () => {
    const whole = '<?xml version="1.0"?><ListBucketResult><Name>photos</Name></ListBucketResult>\n';
    const { s3, requests } = answered({ body: whole.slice(0, 50) }, { body: whole.slice(0, 70) }, { body: whole });
    expect(await s3.listObjectsV2!({ Bucket: "photos" })).toMatchObject({ Name: "photos" });
    expect(requests).toHaveLength(3);
  });

  it("that stays a failure is an error with its own code", async () => {
    const { s3 } = answered({ body: failure });
    const error = await s3.copyObject!(copy).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ClientError);
    expect(error).toMatchObject({ code: "InternalError", $metadata: { httpStatusCode: 500, attempts: 3 } });
  });

  it("may hold an object, or a policy, that looks like one", async () => {
    const { s3, requests } = answered({ body: failure });
    const { Body } = await s3.getObject!(object);
    expect(await (Body as { text(): Promise<string> }).text()).toBe(failure);
    expect((await s3.getBucketPolicy!({ Bucket: "photos" })).Policy).toBe(failure);
    expect(requests).toHaveLength(2);
  });

  it("may have nothing in it", async () => {
    const { s3 } = answered({ body: "" });
    await s3.putBucketAcl!({ Bucket: "photos", ACL: "private" });
    await s3.putObject!({ ...object, Body: "cat" });
  });
});

describe("an answer to HEAD", () => {
  it.each([403, 404])("of %d has its status as its code", async (status) => {
    const { s3 } = answered({ status });
    await expect(s3.headObject!(object)).rejects.toMatchObject({ code: String(status) });
    await expect(s3.headBucket!({ Bucket: "photos" })).rejects.toMatchObject({ code: String(status) });
  });
});

describe("a bucket's location", () => {
  it("is the whole answer; us-east-1 has none", async () => {
    const { s3, requests } = answered(
      { body: '<?xml version="1.0"?>\n<LocationConstraint xmlns="http://x/">EU</LocationConstraint>' },
      { body: "<LocationConstraint/>" },
    );
    expect(await s3.getBucketLocation!({ Bucket: "photos" })).toMatchObject({ LocationConstraint: "EU" });
    expect(await s3.getBucketLocation!({ Bucket: "photos" })).not.toHaveProperty("LocationConstraint");
    expect(requests[0]!.headers.host + requests[0]!.path).toBe("s3.us-east-1.amazonaws.com/photos?location");
  });
});

describe("Expires", () => {
  it("is a date where it is one, and always text", async () => {
    const { s3 } = answered(
      { headers: { expires: "Wed, 21 Oct 2026 07:28:00 GMT" } },
      { headers: { expires: "never" } },
      { headers: {} },
    );
    expect(await s3.headObject!(object)).toMatchObject({
      Expires: new Date("2026-10-21T07:28:00Z"),
      ExpiresString: "Wed, 21 Oct 2026 07:28:00 GMT",
    });
    const never = await s3.getObject!(object);
    expect(never.ExpiresString).toBe("never");
    expect(never).not.toHaveProperty("Expires");
    expect(await s3.headObject!(object)).not.toHaveProperty("ExpiresString");
  });
});
