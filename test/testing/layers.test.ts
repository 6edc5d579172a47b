import { expect, it } from "vitest";
import { Session } from "../../src/session/session.ts";
import { Stubber } from "../../src/testing/index.ts";
import { testEnvironment } from "../session/testEnvironment.ts";

const session = new Session(
  { region: "eu-west-1", http: () => Promise.reject(new Error("the network was asked")) },
  testEnvironment(),
);

it("stubs a paginator's calls", async () => {
  const s3 = session.client("s3");
  using stubber = new Stubber(s3).activate();
  stubber.addResponse(
    "listObjectsV2",
    { Contents: [{ Key: "a" }, { Key: "b" }], IsTruncated: true, NextContinuationToken: "2" },
    { Bucket: "photos", Prefix: "cats/" },
  );
  stubber.addResponse("listObjectsV2", { Contents: [{ Key: "c" }], IsTruncated: false } as never, {
    Bucket: "photos",
    Prefix: "cats/",
    ContinuationToken: "2",
  });
  const keys: (string | undefined)[] = [];
  for await (const { Key } of s3.paginate("listObjectsV2", { Bucket: "photos", Prefix: "cats/" }).items())
    keys.push(Key);
  expect(keys).toEqual(["a", "b", "c"]);
  stubber.assertDone();
});

it("stubs a waiter's questions", async () => {
  const s3 = session.client("s3");
  using stubber = new Stubber(s3).activate();
  stubber.addClientError("headBucket", { code: "404", httpStatusCode: 404 }, { Bucket: "new" });
  stubber.addResponse("headBucket", {}, { Bucket: "new" });
  await s3.waitUntil("bucketExists", { Bucket: "new" }, { minDelay: 0.01, maxDelay: 0.01 });
  stubber.assertDone();
});

/** Moves what is in one folder to another: a program over resources. */
async function archive(photos: ReturnType<typeof bucketOf>): Promise<string[]> {
  const moved: string[] = [];
  for await (const object of photos.objects.filter({ Prefix: "new/" })) {
    const Key = object.key.replace("new/", "old/");
    await photos.Object(Key).copyFrom({ CopySource: `${photos.name}/${object.key}` });
    moved.push(Key);
  }
  await photos.objects.filter({ Prefix: "new/" }).delete();
  return moved;
}

function bucketOf() {
  return session.resource("s3").Bucket("photos");
}

it("stubs a resource's actions, collections and batch actions", async () => {
  const photos = bucketOf();
  using stubber = new Stubber(photos.meta.client).activate();
  const listing = { Contents: [{ Key: "new/a" }, { Key: "new/b" }] };
  stubber
    .addResponse("listObjectsV2", listing, { Bucket: "photos", Prefix: "new/" })
    .addResponse("copyObject", {}, { Bucket: "photos", Key: "old/a", CopySource: "photos/new/a" })
    .addResponse("copyObject", {}, { Bucket: "photos", Key: "old/b", CopySource: "photos/new/b" })
    .addResponse("listObjectsV2", listing)
    .addResponse(
      "deleteObjects",
      { Deleted: [{ Key: "new/a" }, { Key: "new/b" }] },
      ({ Delete }) => Delete.Objects.map(({ Key }) => Key).join() === "new/a,new/b",
    );
  expect(await archive(photos)).toEqual(["old/a", "old/b"]);
  stubber.assertDone();
});

it("stubs loading a resource and waiting for it", async () => {
  const table = session.resource("dynamodb").Table("orders");
  using stubber = new Stubber(table.meta.client).activate();
  stubber.addResponse(
    "describeTable",
    { Table: { TableName: "orders", TableStatus: "CREATING" } },
    { TableName: "orders" },
  );
  stubber.addResponse("describeTable", { Table: { TableName: "orders", TableStatus: "ACTIVE", ItemCount: 3 } });
  stubber.addResponse(
    "describeTable",
    { Table: { TableName: "orders", TableStatus: "ACTIVE", ItemCount: 3 } },
    undefined,
    {
      times: Number.POSITIVE_INFINITY,
    },
  );
  const loaded = await table.waitUntilExists({}, { minDelay: 0.01, maxDelay: 0.01 } as never).then(() => table.load());
  expect(loaded.itemCount).toBe(3);
});
