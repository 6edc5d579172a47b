import { beforeEach, describe, expect, it } from "vitest";
import { FakeClient } from "../../../test/resources/fakeClient.ts";
import { loadModel } from "../../../test/resources/loadModel.ts";
import { StreamingBody } from "../../client/streamingBody.ts";
import { ClientError } from "../../errors/index.ts";
import { createServiceResource } from "../../resource/index.ts";

// Types of resources are generated; here they are taken as they come.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Any = any;

let client: FakeClient;
let s3: Any;

beforeEach(() => {
  client = new FakeClient("s3");
  s3 = createServiceResource(client, loadModel("s3"));
});

function bodyOf(text: string): { Body: StreamingBody } {
  return { Body: new StreamingBody(new TextEncoder().encode(text)) };
}

function errorOf(code: string, httpStatusCode: number): ClientError {
  const metadata = { httpStatusCode, attempts: 1, totalRetryDelay: 0 };
  return new ClientError({ code, message: "", operation: "X", fault: "client", metadata });
}

describe("a bucket", () => {
  it("loads from the listing of buckets", async () => {
    const CreationDate = new Date(0);
    client.answer("listBuckets", { Buckets: [{ Name: "photos-2" }] }, { Buckets: [{ Name: "photos", CreationDate }] });
    const bucket = await s3.Bucket("photos").load();
    expect(bucket.creationDate).toBe(CreationDate);
    expect(client.calls[0]).toEqual(["listBuckets", { Prefix: "photos" }]);
  });

  it.each([
    ["is another account's", {}],
    ["may not be listed", errorOf("AccessDenied", 403)],
  ])("that %s is asked itself", async (_, listing) => {
    client.answer("listBuckets", listing).answer("headBucket", { BucketRegion: "eu-west-1" });
    const bucket = await s3.Bucket("photos").load();
    expect([bucket.bucketRegion, bucket.creationDate]).toEqual(["eu-west-1", undefined]);
  });

  it("that does not exist does not load", async () => {
    client.answer("listBuckets", {}).answer("headBucket", errorOf("404", 404));
    await expect(s3.Bucket("photos").load()).rejects.toThrow(ClientError);
  });

  it("exists or not by its head", async () => {
    client.answer("headBucket", {}, errorOf("404", 404), errorOf("403", 403));
    expect(await s3.Bucket("a").exists()).toBe(true);
    expect(await s3.Bucket("a").exists()).toBe(false);
    await expect(s3.Bucket("a").exists()).rejects.toThrow(ClientError);
    expect(client.calls).toEqual(Array(3).fill(["headBucket", { Bucket: "a" }]));
  });
});

describe("an object", () => {
  it("gives its body in one call", async () => {
    client.answer("getObject", bodyOf("text"), bodyOf('{"a":1}'), bodyOf("\x01"), bodyOf("old"));
    const object = s3.Object("a", "k");
    expect(await object.text()).toBe("text");
    expect(await s3.ObjectSummary("a", "k").json()).toEqual({ a: 1 });
    expect(await object.bytes({ Range: "bytes=0-0" })).toEqual(new Uint8Array([1]));
    expect(await object.Version("v").text()).toBe("old");
    expect(client.calls.slice(2)).toEqual([
      ["getObject", { Range: "bytes=0-0", Bucket: "a", Key: "k" }],
      ["getObject", { Bucket: "a", Key: "k", VersionId: "v" }],
    ]);
  });

  it("refuses what JSON cannot be", async () => {
    await expect(s3.Object("a", "k").put({ Body: { big: 1n } })).rejects.toThrow(
      "PutObject: the input is not valid, nothing was sent:\n  Body: cannot be stored as JSON: ",
    );
  });

  it("stores a plain object or an array as JSON, anything else as it is", async () => {
    const object = s3.Object("a", "k");
    await object.put({ Body: { a: [1] } });
    await object.put({ Body: { a: 1 }, ContentType: "application/ld+json" });
    await object.put({ Body: [1, { b: null }] });
    await object.put({ Body: "text" });
    const bytes = new Uint8Array(2);
    await object.put({ Body: bytes });
    const pieces = [[bytes], [bytes.buffer]];
    for (const Body of pieces) await object.put({ Body });
    const sent = client.calls.map(([, input]) => input as Any);
    expect(sent.map(({ Body, ContentType }) => [Body, ContentType])).toEqual([
      ['{"a":[1]}', "application/json"],
      ['{"a":1}', "application/ld+json"],
      ['[1,{"b":null}]', "application/json"],
      ["text", undefined],
      [bytes, undefined],
      ...pieces.map((Body) => [Body, undefined]),
    ]);
  });

  it("lists its own versions only", async () => {
    const Versions = [
      { Key: "k", VersionId: "2" },
      { Key: "k", VersionId: "1" },
      { Key: "k/other", VersionId: "3" },
    ];
    client.answer("listObjectVersions", { Versions, DeleteMarkers: [{ Key: "k", VersionId: "4" }] }, { Versions: [] });
    const ids: string[] = [];
    for await (const { id } of s3.Object("a", "k").versions()) ids.push(id);
    expect(ids).toEqual(["2", "1", "4"]);
    expect(client.calls[0]).toEqual(["listObjectVersions", { Prefix: "k", Bucket: "a" }]);
  });
});
