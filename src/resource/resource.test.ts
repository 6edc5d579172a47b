import { inspect } from "node:util";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { FakeClient } from "../../test/resources/fakeClient.ts";
import { loadModel } from "../../test/resources/loadModel.ts";
import { ClientError, ResourceError, UnknownNameError } from "../errors/index.ts";
import { Service } from "../model/service.ts";
import { createServiceResource, getAvailableResources } from "./index.ts";

// Types of resources are generated; here they are taken as they come.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Any = any;

const s3Service = loadModel("s3");
let client: FakeClient;
let s3: Any;

beforeEach(() => {
  client = new FakeClient("s3");
  s3 = createServiceResource(client, s3Service);
});

describe("a resource", () => {
  it("is made without a call, with its identifiers as own enumerable properties", () => {
    const object = s3.Bucket("photos").Object("cat.jpg");
    expect(Object.entries(object)).toEqual([
      ["bucketName", "photos"],
      ["key", "cat.jpg"],
    ]);
    expect(client.calls).toEqual([]);
    expect(object.meta).toEqual({ client, serviceName: "s3", data: undefined });
  });

  it("is of one class, however it is made", () => {
    const other = createServiceResource(new FakeClient("s3"), s3Service) as Any;
    expect(s3.Bucket("a").constructor).toBe(other.Object("a", "b").Bucket().constructor);
    expect(s3.Bucket("a").constructor.name).toBe("Bucket");
  });

  it("throws for an attribute that is not loaded, and says how to load it", () => {
    const object = s3.Object("photos", "cat.jpg");
    expect(() => object.contentLength).toThrow(ResourceError);
    expect(() => object.contentLength).toThrow(
      's3.Object(bucketName: "photos", key: "cat.jpg") is not loaded, and has no contentLength yet. ' +
        "Use `const loaded = await x.load()` and read `loaded.contentLength`.",
    );
  });

  it("loads into another resource and stays as it was", async () => {
    client.answer("headObject", { ContentLength: 3, ETag: '"e"', $metadata: { attempts: 1 } });
    const object = s3.Object("photos", "cat.jpg");
    const loaded = await object.load({ VersionId: "v" });
    expect(client.calls).toEqual([["headObject", { Bucket: "photos", Key: "cat.jpg", VersionId: "v" }]]);
    expect([loaded.contentLength, loaded.eTag, loaded.lastModified]).toEqual([3, '"e"', undefined]);
    expect(() => object.contentLength).toThrow(ResourceError);
    expect(loaded.meta.data).toEqual({ ContentLength: 3, ETag: '"e"' });
    expect(loaded.equals(object)).toBe(true);
  });

  it("shows identifiers and data, no client", async () => {
    client.answer("headObject", { ContentLength: 3 });
    const loaded = await s3.Object("photos", "cat.jpg").load();
    expect(JSON.stringify(loaded)).toBe('{"bucketName":"photos","key":"cat.jpg","contentLength":3}');
    expect(inspect(loaded)).toBe("s3.Object { bucketName: 'photos', key: 'cat.jpg', contentLength: 3 }");
    expect(inspect({ a: { b: { c: loaded } } })).toContain('s3.Object(bucketName: "photos", key: "cat.jpg")');
    expect(inspect(s3)).toBe("s3.ServiceResource {}");
  });

  it("equals another of the same kind and identifiers", () => {
    expect(s3.Object("a", "k").equals(s3.Bucket("a").Object("k"))).toBe(true);
    expect(s3.ObjectSummary("a", "k").equals(s3.Object("a", "k"))).toBe(true);
    expect(s3.Object("a", "k").equals(s3.Object("b", "k"))).toBe(false);
    expect(s3.BucketAcl("a").equals(s3.BucketCors("a"))).toBe(false);
    expect(s3.Bucket("a").equals({ name: "a" })).toBe(false);
  });

  it("equals that of another copy of the library", async () => {
    vi.resetModules();
    const { createServiceResource: createCopy } = await import("./serviceResource.ts");
    const { definitions } = await import("../../definitions/index.ts");
    const copy = createCopy(new FakeClient("s3"), s3Service, definitions.s3!) as Any;
    expect(copy.Bucket("a").constructor).not.toBe(s3.Bucket("a").constructor);
    expect(copy.Bucket("a").equals(s3.Bucket("a"))).toBe(true);
    expect(s3.Bucket("a").equals(copy.Bucket("a"))).toBe(true);
    expect(s3.Bucket("a").equals(copy.Bucket("b"))).toBe(false);
  });

  it("is text that says what it is", () => {
    expect(`${s3.Bucket("a").Object("k")}`).toBe('s3.Object(bucketName: "a", key: "k")');
  });

  it("takes empty text for the value of a tag alone", () => {
    const ec2 = createServiceResource(new FakeClient("ec2"), loadModel("ec2")) as Any;
    expect({ ...ec2.Tag("i-1", "Name", "") }).toEqual({ resourceId: "i-1", key: "Name", value: "" });
    expect(() => ec2.Tag("i-1", "", "")).toThrow("key is empty");
  });

  it("lets its methods and attributes be spied on", async () => {
    const bucket = s3.Bucket("a");
    const spy = vi.spyOn(bucket, "delete").mockResolvedValue({});
    await bucket.delete();
    expect(spy).toHaveBeenCalledOnce();
    vi.spyOn(bucket, "creationDate", "get").mockReturnValue(new Date(0));
    expect(bucket.creationDate).toEqual(new Date(0));
  });

  it("names its sub-resources", () => {
    expect(s3.Object("a", "k").getAvailableSubresources()).toEqual(["Acl", "Bucket", "MultipartUpload", "Version"]);
  });
});

describe("a factory", () => {
  it.each([
    [[], "s3.ServiceResource.Object(bucketName, key) takes bucketName, key; bucketName is missing."],
    [["a"], "s3.ServiceResource.Object(bucketName, key) takes bucketName, key; key is missing."],
    [["a", ""], "s3.ServiceResource.Object(bucketName, key) takes bucketName, key; key is empty."],
    [["a", "b", "c"], "s3.ServiceResource.Object(bucketName, key) takes bucketName, key; more were given."],
    [
      ["a", { key: "b" }],
      "s3.ServiceResource.Object(bucketName, key) takes bucketName, key; key is to be a string or a number.",
    ],
  ])("refuses %j", (given, message) => {
    expect(() => s3.Object(...given)).toThrow(new ResourceError(message));
  });

  it("refuses identifiers where there are none to give", () => {
    expect(() => s3.Bucket("a").Acl("b")).toThrow('s3.Bucket(name: "a").Acl() takes no identifiers; more were given.');
  });
});

describe("an action", () => {
  it("sends identifiers and literals, and under them what the user gives", async () => {
    await s3
      .Bucket("a")
      .Versioning()
      .enable({ VersioningConfiguration: { MFADelete: "Disabled" }, MFA: "x" });
    await s3
      .Bucket("a")
      .Versioning()
      .enable({ Bucket: "b", VersioningConfiguration: { Status: "Suspended" } });
    expect(client.calls).toEqual([
      [
        "putBucketVersioning",
        { MFA: "x", Bucket: "a", VersioningConfiguration: { Status: "Enabled", MFADelete: "Disabled" } },
      ],
      ["putBucketVersioning", { Bucket: "b", VersioningConfiguration: { Status: "Suspended" } }],
    ]);
  });

  it("takes undefined as not given", async () => {
    await s3.Bucket("a").create({ Bucket: undefined });
    expect(client.calls).toEqual([["createBucket", { Bucket: "a" }]]);
  });

  it("gives the output, or the resource that it made", async () => {
    client.answer("putObject", { ETag: "e" }).answer("createMultipartUpload", { UploadId: "u", Bucket: "other" });
    expect(await s3.Object("a", "k").put({ Body: "x" })).toEqual({ ETag: "e" });
    const object = await s3.Bucket("a").putObject({ Key: "k" });
    expect(object.equals(s3.Object("a", "k"))).toBe(true);
    const upload = await object.initiateMultipartUpload();
    expect({ ...upload }).toEqual({ bucketName: "a", objectKey: "k", id: "u" });
  });

  it("says so where an answer does not name the resource", async () => {
    client.answer("createMultipartUpload", {});
    await expect(s3.Object("a", "k").initiateMultipartUpload()).rejects.toThrow(
      "the answer to CreateMultipartUpload does not say which MultipartUpload it made (bucketName, objectKey, id)",
    );
  });

  it("hands options to the client", async () => {
    const { signal } = new AbortController();
    await s3.Bucket("a").delete({}, { signal });
    expect(client.options).toEqual([{ signal }]);
  });
});

describe("exists", () => {
  it("tells from the load's operation", async () => {
    client.answer("headObject", {}).answer("headObject", notFound(404, "404"));
    expect(await s3.Object("a", "k").exists()).toBe(true);
    expect(await s3.Object("a", "k").exists()).toBe(false);
  });

  it("does not take another error for an answer", async () => {
    client.answer("headObject", notFound(403, "403"));
    await expect(s3.Object("a", "k").exists()).rejects.toThrow(ClientError);
  });
});

describe("a waiter", () => {
  it("gives the loaded resource from its last answer", async () => {
    client.answer("waitUntil", { ContentLength: 1 });
    const object = await s3.Object("a", "k").waitUntilExists({ VersionId: "v" }, { maxWaitTime: 5 });
    expect(client.calls).toEqual([["waitUntil", "objectExists", { Bucket: "a", Key: "k", VersionId: "v" }]]);
    expect(client.options).toEqual([{ maxWaitTime: 5 }]);
    expect(object.contentLength).toBe(1);
  });

  it("loads what its last answer does not have, until the same signal", async () => {
    const { signal } = new AbortController();
    client.answer("waitUntil", {}).answer("listBuckets", { Buckets: [{ Name: "a", BucketRegion: "eu-west-1" }] });
    const bucket = await s3.Bucket("a").waitUntilExists({}, { maxWaitTime: 5, signal });
    expect(bucket.bucketRegion).toBe("eu-west-1");
    expect(client.options).toEqual([{ maxWaitTime: 5, signal }, { signal }]);
  });

  it("gives an unloaded resource where it waited for its end", async () => {
    client.answer("waitUntil", {});
    const gone = await s3.Object("a", "k").waitUntilNotExists();
    expect(() => gone.contentLength).toThrow(ResourceError);
  });
});

describe("createServiceResource", () => {
  it("names the services that have resources where there are none", () => {
    const service = new Service("s4", loadModel("s3").model);
    expect(() => createServiceResource(client, service)).toThrow(UnknownNameError);
    expect(() => createServiceResource(client, service)).toThrow(getAvailableResources().join(", "));
  });
});

function notFound(status: number, code: string): ClientError {
  const metadata = { httpStatusCode: status, attempts: 1, totalRetryDelay: 0 };
  return new ClientError({ code, message: "", operation: "HeadObject", fault: "client", metadata });
}
