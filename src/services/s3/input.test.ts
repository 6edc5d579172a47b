import { describe, expect, it } from "vitest";
import { sessionWith } from "../../../test/client/stand.ts";
import { ParamValidationError } from "../../errors/index.ts";

function stand(answer = {}) {
  const { session, requests } = sessionWith(() => answer);
  return { s3: session.client("s3" as string), requests };
}

const object = { Bucket: "photos", Key: "k" };

describe("a bucket's name", () => {
  it.each(["a/b", "", "a b", "ü", "x".repeat(256), "arn:aws:s3:eu-west-1:1:bucket", "arn:aws:sqs:eu-west-1:1:q"])(
    "that is none is refused: %j",
    async (Bucket) => {
      const { s3, requests } = stand();
      await expect(s3.getObject!({ ...object, Bucket })).rejects.toThrow(ParamValidationError);
      expect(requests).toHaveLength(0);
    },
  );

  it("may be of the old kind, with dots or capitals, which goes by the path", async () => {
    const { s3, requests } = stand();
    for (const Bucket of ["photos", "my.photos", "My_Photos"]) await s3.headObject!({ ...object, Bucket });
    expect(requests.map(({ headers, path }) => headers.host + path)).toEqual([
      "photos.s3.us-east-1.amazonaws.com/k",
      "s3.us-east-1.amazonaws.com/my.photos/k",
      "s3.us-east-1.amazonaws.com/My_Photos/k",
    ]);
  });
});

describe("a source to copy", () => {
  it.each([
    ["photos/a b+ü", "photos/a%20b%2B%C3%BC"],
    ["photos/a?b?versionId=v.1/x", "photos/a%3Fb?versionId=v.1/x"],
    [{ Bucket: "photos", Key: "a?versionId=b" }, "photos/a%3FversionId%3Db"],
    [{ Bucket: "photos", Key: "a/b", VersionId: "v" }, "photos/a/b?versionId=v"],
    [
      { Bucket: "arn:aws:s3:eu-west-1:123456789012:accesspoint/p", Key: "k" },
      "arn%3Aaws%3As3%3Aeu-west-1%3A123456789012%3Aaccesspoint/p/object/k",
    ],
  ])("%j is sent as %s", async (CopySource, expected) => {
    const { s3, requests } = stand({ body: "<CopyPartResult/>" });
    await s3.uploadPartCopy!({ ...object, CopySource, PartNumber: 1, UploadId: "u" });
    expect(requests[0]!.headers["x-amz-copy-source"]).toBe(expected);
  });

  it("must be whole", async () => {
    const { s3 } = stand();
    await expect(s3.copyObject!({ ...object, CopySource: { Key: "k" } })).rejects.toThrow(/CopySource\.Bucket/);
    await expect(s3.copyObject!({ ...object, CopySource: 1 })).rejects.toThrow(ParamValidationError);
  });
});

describe("metadata", () => {
  it("beyond ASCII is refused by its name", async () => {
    const { s3, requests } = stand();
    await expect(s3.putObject!({ ...object, Metadata: { title: "Ünter", a: "b" } })).rejects.toThrow(/Metadata\.title/);
    await expect(s3.createMultipartUpload!({ ...object, Metadata: { tïtle: "x" } })).rejects.toThrow(/Metadata\.tïtle/);
    await s3.putObject!({ ...object, Metadata: { title: "plain" } });
    expect(requests[0]!.headers["x-amz-meta-title"]).toBe("plain");
  });
});

describe("a customer's own key", () => {
  it("is sent in base64 with its MD5, as text or bytes", async () => {
    const { s3, requests } = stand();
    const text = "0123456789abcdef0123456789abcdef";
    for (const SSECustomerKey of [text, new TextEncoder().encode(text)])
      await s3.headObject!({ ...object, SSECustomerKey });
    for (const { headers } of requests) {
      expect(headers["x-amz-server-side-encryption-customer-key"]).toBe("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
      expect(headers["x-amz-server-side-encryption-customer-key-md5"]).toBe("hRasmdxgYDKV3nvbahU1MA==");
    }
  });

  it("is sent as it is where its MD5 is given", async () => {
    const { s3, requests } = stand();
    await s3.headObject!({ ...object, SSECustomerKey: "key", SSECustomerKeyMD5: "md5" });
    expect(requests[0]!.headers["x-amz-server-side-encryption-customer-key"]).toBe("key");
  });

  it("of the source of a copy has names of its own", async () => {
    const { s3, requests } = stand({ body: "<CopyObjectResult/>" });
    await s3.copyObject!({ ...object, CopySource: "a/b", CopySourceSSECustomerKey: "key" });
    expect(requests[0]!.headers["x-amz-copy-source-server-side-encryption-customer-key"]).toBe("a2V5");
    expect(requests[0]!.headers).toHaveProperty("x-amz-copy-source-server-side-encryption-customer-key-md5");
  });
});

describe("a body", () => {
  it("that streams waits for the service's word; one at hand does not", async () => {
    const { s3, requests } = stand();
    async function* pieces() {
      yield new Uint8Array(1);
    }
    await s3.putObject!({ ...object, Body: pieces(), ContentLength: 1 });
    await s3.putObject!({ ...object, Body: "cat" });
    await s3.putObject!({ ...object, Body: new Uint8Array(3) });
    expect(requests.map(({ headers }) => headers.expect)).toEqual(["100-continue", undefined, undefined]);
  });

  it("of XML keeps the ends of lines in keys", async () => {
    const { s3, requests } = stand();
    await s3.deleteObjects!({ Bucket: "photos", Delete: { Objects: [{ Key: "a\r\nb" }] } });
    expect(requests[0]!.body).toContain("<Key>a&#xD;&#xA;b</Key>");
  });
});
