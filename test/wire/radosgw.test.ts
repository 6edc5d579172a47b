import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileBody } from "../../src/client/fileBody.ts";
import type { ClientOptions } from "../../src/client/options.ts";
import { fetchHandler } from "../../src/http/fetch.ts";
import { nodeHttpHandler } from "../../src/http/node.ts";
import type { HttpHandler } from "../../src/http/types.ts";
import { undiciHandler } from "../../src/http/undici.ts";
import { Session } from "../../src/session/session.ts";
import { testEnvironment } from "../session/testEnvironment.ts";
import { missingPrograms, type Radosgw, startRadosgw } from "./radosgw.ts";

const missing = missingPrograms();
if (missing.length > 0) console.log(`skipped: radosgw cannot be started, there is no ${missing.join(", ")}`);

const handlers: Readonly<Record<string, () => HttpHandler>> = {
  node: nodeHttpHandler,
  undici: undiciHandler,
  fetch: fetchHandler,
};

const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
const Bucket = "photos";

describe.runIf(missing.length === 0)("radosgw", () => {
  const folder = mkdtempSync(join(tmpdir(), "tucuxi-rgw-"));
  const file = join(folder, "object");
  let server: Radosgw;
  let session: Session;

  function sessionWith(options: ClientOptions): Session {
    const { endpoint, credentials } = server;
    const common = { region: "us-east-1", endpoint, credentials, s3: { addressingStyle: "path" as const } };
    return new Session({ ...common, ...options }, testEnvironment());
  }

  beforeAll(async () => {
    writeFileSync(file, bytes);
    server = await startRadosgw();
    session = sessionWith({});
    await session.client("s3").createBucket({ Bucket });
  }, 120_000);

  afterAll(async () => {
    await session?.close();
    await server?.stop();
    rmSync(folder, { recursive: true });
  }, 30_000);

  async function stored(Key: string): Promise<Uint8Array> {
    return (await session.client("s3").getObject({ Bucket, Key })).Body.bytes();
  }

  it("makes, lists and deletes buckets", async () => {
    const s3 = session.client("s3");
    await s3.createBucket({ Bucket: "short-lived" });
    expect((await s3.listBuckets()).Buckets?.map(({ Name }) => Name)).toEqual([Bucket, "short-lived"]);
    await s3.headBucket({ Bucket: "short-lived" });
    await s3.deleteBucket({ Bucket: "short-lived" });
    await expect(s3.headBucket({ Bucket: "short-lived" })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
  });

  describe.each(Object.keys(handlers))("over %s", (name) => {
    const http = handlers[name]!();
    afterAll(() => http.close?.());
    const client = () => sessionWith({ http }).client("s3");

    it.each(["plain.txt", "a b/c+d&e=f?g#h", "ü/日本語/😀", "100%/%20", "a//b", "$-_.!*'(),;:@", "~tilde"])(
      "stores and gives back an object of the key %s",
      async (Key) => {
        await client().putObject({ Bucket, Key, Body: "text", Metadata: { note: "two  spaces" } });
        const { Body, Metadata } = await client().getObject({ Bucket, Key });
        expect([await Body.text(), Metadata]).toEqual(["text", { note: "two  spaces" }]);
        expect(await client().headObject({ Bucket, Key })).toMatchObject({ ContentLength: 4 });
        const { Contents } = await client().listObjectsV2({ Bucket, Prefix: Key });
        expect(Contents?.map((each) => each.Key)).toContain(Key);
        await client()
          .copyObject({ Bucket, Key: `${Key}.copy`, CopySource: { Bucket, Key } as never })
          .catch(() => undefined);
        await client().deleteObject({ Bucket, Key });
        await expect(client().headObject({ Bucket, Key })).rejects.toMatchObject({
          $metadata: { httpStatusCode: 404 },
        });
      },
    );

    it("takes bodies in signed chunks", async () => {
      const bodies = [
        new Blob([bytes]),
        fileBody(file),
        new Blob([bytes]).stream(),
        async function* () {
          for (let offset = 0; offset < bytes.length; offset += 50_000) yield bytes.subarray(offset, offset + 50_000);
        },
      ];
      for (const Body of bodies) {
        await client().putObject({ Bucket, Key: `chunks-${name}`, Body: Body as never, ContentLength: bytes.length });
        expect(Buffer.compare(await stored(`chunks-${name}`), bytes)).toBe(0);
      }
    });

    it("takes an object in parts", async () => {
      const part = new Uint8Array(5 * 1024 * 1024).fill(7);
      const target = { Bucket, Key: `parts-${name}` };
      const { UploadId } = await client().createMultipartUpload(target);
      const pieces = [part, new Blob([part]), "the end"];
      const Parts: { ETag: string | undefined; PartNumber: number }[] = [];
      for (const [index, Body] of pieces.entries()) {
        const PartNumber = index + 1;
        const { ETag } = await client().uploadPart({ ...target, UploadId: UploadId!, PartNumber, Body });
        Parts.push({ ETag, PartNumber });
      }
      await client().completeMultipartUpload({ ...target, UploadId: UploadId!, MultipartUpload: { Parts } });
      expect((await client().headObject(target)).ContentLength).toBe(2 * part.length + 7);
    });
  });

  it("lists page by page", async () => {
    const s3 = session.client("s3");
    const names = Array.from({ length: 12 }, (_, index) => `list/${index} ü&+`);
    await Promise.all(names.map((Key) => s3.putObject({ Bucket, Key, Body: "" })));
    const pages = s3.paginate("listObjectsV2", { Bucket, Prefix: "list/" }, { pageSize: 5 });
    const found: (string | undefined)[] = [];
    for await (const { Key } of pages.items()) found.push(Key);
    expect(found).toEqual([...names].sort());
  });

  it("deletes many objects at once", async () => {
    const s3 = session.client("s3");
    await s3.putObject({ Bucket, Key: "many/<&>", Body: "" });
    const { Deleted } = await s3.deleteObjects({ Bucket, Delete: { Objects: [{ Key: "many/<&>" }] } });
    expect(Deleted?.map(({ Key }) => Key)).toEqual(["many/<&>"]);
  });

  it("takes presigned URLs from whoever has them", async () => {
    const s3 = session.client("s3");
    const Key = "presigned/a b+ü";
    const put = await s3.presign("putObject", { Bucket, Key, ContentType: "text/x-note" }, { expiresIn: 60 });
    expect((await fetch(put.url, { method: put.method, headers: put.headers, body: "text" })).status).toBe(200);
    const get = await s3.generatePresignedUrl("getObject", { Bucket, Key, ResponseContentType: "text/other" });
    const answer = await fetch(get);
    expect([await answer.text(), answer.headers.get("content-type")]).toEqual(["text", "text/other"]);
    expect((await fetch(get.replace("presigned", "another"))).status).toBe(403);
    const old = { expiresIn: 1, signingDate: new Date(Date.now() - 60_000) };
    expect((await fetch(await s3.generatePresignedUrl("getObject", { Bucket, Key }, old))).status).toBe(403);
  });

  it("takes presigned forms", async () => {
    const conditions = { Conditions: [["content-length-range", 0, 10]] as const };
    const { url, fields } = await session
      .client("s3")
      .generatePresignedPost({ Bucket, Key: "form/${filename}", expiresIn: 60, ...conditions });
    const send = async (text: string): Promise<number> => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      form.append("file", new Blob([text]), "note.txt");
      return (await fetch(url, { method: "POST", body: form })).status;
    };
    expect([await send("text"), await send("a text too long")]).toEqual([204, 400]);
    expect(Buffer.from(await stored("form/note.txt")).toString()).toBe("text");
  });

  it("refuses who has no key, or a wrong one", async () => {
    await session.client("s3").putObject({ Bucket, Key: "secret", Body: "text" });
    const refused = { code: "AccessDenied", $metadata: { httpStatusCode: 403 } };
    const anonymous = sessionWith({ credentials: "anonymous" }).client("s3");
    await expect(anonymous.getObject({ Bucket, Key: "secret" })).rejects.toMatchObject(refused);
    await expect(anonymous.putObject({ Bucket, Key: "secret", Body: "mine" })).rejects.toMatchObject(refused);
    const credentials = { ...server.credentials, secretAccessKey: "another" };
    await expect(sessionWith({ credentials }).client("s3").listBuckets()).rejects.toMatchObject({
      code: "SignatureDoesNotMatch",
    });
    const unknown = { ...server.credentials, accessKeyId: "NOBODY" };
    await expect(sessionWith({ credentials: unknown }).client("s3").listBuckets()).rejects.toMatchObject({
      code: "InvalidAccessKeyId",
    });
  });

  it("refuses bodies that were changed on the way", async () => {
    const http = nodeHttpHandler();
    const changing: HttpHandler = (request) => http({ ...request, body: changed(request.body) });
    const s3 = sessionWith({ http: changing, maxAttempts: 1 }).client("s3");
    for (const Body of ["a text", new Blob([bytes])]) {
      await expect(s3.putObject({ Bucket, Key: "changed", Body })).rejects.toMatchObject({ $fault: "client" });
    }
    await expect(stored("changed")).rejects.toMatchObject({ code: "NoSuchKey" });
    await http.close?.();
  });
});

/** The same length, and one bit another. */
function changed(body: Parameters<HttpHandler>[0]["body"]): Parameters<HttpHandler>[0]["body"] {
  if (body === undefined || typeof body === "string") return body?.replace("a", "e");
  if (body instanceof Uint8Array) return flipped(body);
  return (async function* () {
    for await (const piece of body) yield piece.length > 10_000 ? flipped(piece) : piece;
  })();
}

function flipped(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  copy[0]! ^= 1;
  return copy;
}
