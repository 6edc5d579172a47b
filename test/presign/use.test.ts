import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Session } from "../../src/session/session.ts";
import { testEnvironment } from "../session/testEnvironment.ts";
import { startCheckingStore } from "./checkingStore.ts";
import { hasRadosGateway, startRadosGateway } from "./radosgw.ts";

const stores = [
  { name: "a store that checks every signature", start: startCheckingStore, there: true },
  { name: "radosgw", start: startRadosGateway, there: hasRadosGateway() },
];
if (!hasRadosGateway()) console.log("Skipped: presigned requests against radosgw, which is not on this machine.");

/** Bodies of the least size that S3 takes for a part that is not the last. */
const part = "x".repeat(5 * 2 ** 20);

describe.each(stores)("presigned requests work with plain fetch against $name", ({ start, there }) => {
  let store: Awaited<ReturnType<typeof start>>;
  let s3: ReturnType<typeof clientOf>;

  function clientOf({ endpoint, accessKeyId, secretAccessKey }: typeof store) {
    const credentials = { accessKeyId, secretAccessKey };
    return new Session({ region: "us-east-1", endpoint, credentials }, testEnvironment()).client("s3");
  }

  beforeAll(async () => {
    if (!there) return;
    store = await start();
    s3 = clientOf(store);
    await s3.createBucket({ Bucket: "photos" });
  }, 120_000);
  afterAll(() => store?.stop());

  it.skipIf(!there)("PUT, GET and HEAD", async () => {
    const name = { Bucket: "photos", Key: "ünï ☃/a+b&c=d 'e'.txt" };
    const put = await s3.presign("putObject", { ...name, ContentType: "text/plain", Metadata: { by: "me" } });
    expect(put.method).toBe("PUT");
    expect(put.headers).toEqual({ "content-type": "text/plain", "x-amz-meta-by": "me" });
    const stored = await fetch(put.url, { method: put.method, headers: put.headers, body: "meow" });
    expect([stored.status, await stored.text()]).toEqual([200, ""]);
    const url = await s3.generatePresignedUrl("getObject", name, { expiresIn: 60 });
    expect(await (await fetch(url)).text()).toBe("meow");
    const head = await s3.presign("getObject", name, { httpMethod: "HEAD" });
    expect((await fetch(head.url, { method: head.method })).status).toBe(200);
  });

  it.skipIf(!there)("refuses what was changed, is late, or lacks a header", async () => {
    const name = { Bucket: "photos", Key: "k" };
    const put = await s3.presign("putObject", { ...name, Metadata: { by: "me" } });
    const changed = put.url.replace("/k?", "/other?");
    expect((await fetch(changed, { method: "PUT", headers: put.headers, body: "m" })).status).toBe(403);
    expect((await fetch(put.url, { method: "PUT", headers: { "x-amz-meta-by": "you" }, body: "m" })).status).toBe(403);
    const signingDate = new Date(Date.now() - 120_000);
    const late = await s3.generatePresignedUrl("getObject", name, { expiresIn: 60, signingDate });
    expect((await fetch(late)).status).toBe(403);
  });

  it.skipIf(!there)("headers that the caller adds to the signature", async () => {
    const name = { Bucket: "photos", Key: "signed" };
    const { url, headers } = await s3.presign("putObject", name, { signedHeaders: { "Content-Type": "image/png" } });
    expect(headers).toEqual({ "content-type": "image/png" });
    expect((await fetch(url, { method: "PUT", headers: { "content-type": "text/html" }, body: "m" })).status).toBe(403);
    expect((await fetch(url, { method: "PUT", headers, body: "m" })).status).toBe(200);
  });

  it.skipIf(!there)("parts of a multipart upload", async () => {
    const name = { Bucket: "photos", Key: "large" };
    const { UploadId } = await s3.createMultipartUpload(name);
    const bodies = [part, "the end"];
    const Parts = await Promise.all(
      bodies.map(async (body, index) => {
        const PartNumber = index + 1;
        const { url, method, headers } = await s3.presign("uploadPart", { ...name, UploadId: UploadId!, PartNumber });
        const answer = await fetch(url, { method, headers, body });
        expect(answer.status).toBe(200);
        return { PartNumber, ETag: answer.headers.get("etag")! };
      }),
    );
    await s3.completeMultipartUpload({ ...name, UploadId: UploadId!, MultipartUpload: { Parts } });
    const { Body } = await s3.getObject(name);
    expect(await Body.text()).toBe(bodies.join(""));
  });

  it.skipIf(!there)("forms", async () => {
    const Conditions = [["content-length-range", 1, 10]] as const;
    const Fields = { "Content-Type": "text/plain" };
    const { url, fields } = await s3.generatePresignedPost({
      Bucket: "photos",
      Key: "in/${filename}",
      Fields,
      Conditions,
    });
    const submit = async (content: string, more: Record<string, string> = {}): Promise<number> => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ ...fields, ...more })) form.append(name, value);
      form.append("file", new Blob([content]), "cat.txt");
      return (await fetch(url, { method: "POST", body: form })).status;
    };
    expect(await submit("meow")).toBe(204);
    const { Body } = await s3.getObject({ Bucket: "photos", Key: "in/cat.txt" });
    expect(await Body.text()).toBe("meow");
    expect(await submit("much too long")).toBeGreaterThanOrEqual(400);
    expect(await submit("meow", { key: "elsewhere/cat.txt" })).toBe(403);
    expect(await submit("meow", { "Content-Type": "text/html" })).toBe(403);
  });
});
