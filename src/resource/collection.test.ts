import { inspect } from "node:util";
import fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { FakeClient } from "../../test/resources/fakeClient.ts";
import { loadModel } from "../../test/resources/loadModel.ts";
import type { Output } from "./client.ts";
import { BatchError, createServiceResource } from "./index.ts";

// Types of resources are generated; here they are taken as they come.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Any = any;

let client: FakeClient;
let bucket: Any;

beforeEach(() => {
  client = new FakeClient("s3");
  bucket = (createServiceResource(client, loadModel("s3")) as Any).Bucket("photos");
});

/** Pages of so many keys each, `0`, `1`, … */
function pagesOf(...sizes: number[]): Output[] {
  let key = 0;
  return sizes.map((size) => ({ Contents: Array.from({ length: size }, () => ({ Key: String(key++), Size: 1 })) }));
}

async function keysOf(items: AsyncIterable<Any>): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of items) keys.push(key);
  return keys;
}

describe("a collection", () => {
  it("sends nothing before it is iterated, and goes through all pages", async () => {
    client.answer("listObjectsV2", ...pagesOf(2, 0, 3));
    const { objects } = bucket;
    expect(client.calls).toEqual([]);
    expect(await keysOf(objects)).toEqual(["0", "1", "2", "3", "4"]);
    expect(client.calls).toEqual(Array(3).fill(["listObjectsV2", { Bucket: "photos" }]));
  });

  it("gives items with what the listing knows of them", async () => {
    client.answer("listObjectsV2", ...pagesOf(1));
    const item = await bucket.objects.first();
    expect(item.constructor.name).toBe("ObjectSummary");
    expect([item.bucketName, item.key, item.size, item.storageClass]).toEqual(["photos", "0", 1, undefined]);
    client.answer("headObject", { ContentLength: 1 });
    const loaded = await item.load();
    expect(loaded.constructor.name).toBe("Object");
    expect(loaded.contentLength).toBe(1);
  });

  it("starts anew with every iteration", async () => {
    client.answer("listObjectsV2", ...pagesOf(1));
    const { objects } = bucket;
    expect(await keysOf(objects)).toEqual(["0"]);
    client.answer("listObjectsV2", ...pagesOf(2));
    expect(await keysOf(objects)).toEqual(["0", "1"]);
  });

  it("is not changed by what is made of it", async () => {
    const { objects } = bucket;
    const filtered = objects.filter({ Prefix: "a" }).limit(1).pageSize(7);
    client.answer("listObjectsV2", ...pagesOf(2));
    expect(await keysOf(filtered)).toEqual(["0"]);
    client.answer("listObjectsV2", ...pagesOf(2));
    expect(await keysOf(objects.all())).toEqual(["0", "1"]);
    expect(client.calls).toEqual([
      ["listObjectsV2", { Prefix: "a", Bucket: "photos" }],
      ["listObjectsV2", { Bucket: "photos" }],
    ]);
    expect(client.options).toEqual([{ pageSize: 7 }, {}]);
  });

  it("adds lists of later filters to earlier ones, else the later wins", async () => {
    client.answer("listObjectsV2", ...pagesOf(1));
    const filtered = bucket.objects
      .filter({ Prefix: "a", OptionalObjectAttributes: ["x"] })
      .filter({ Prefix: "b", OptionalObjectAttributes: ["y"] });
    await filtered.toArray();
    expect(client.calls[0]![1]).toEqual({ Prefix: "b", OptionalObjectAttributes: ["x", "y"], Bucket: "photos" });
  });

  it.each([
    [0, [], 0],
    [1, ["0"], 1],
    [2, ["0", "1"], 1],
    [3, ["0", "1", "2"], 2],
    [9, ["0", "1", "2", "3"], 2],
  ])("gives at most %i items over all pages, and asks for no page beyond them", async (limit, keys, calls) => {
    client.answer("listObjectsV2", ...pagesOf(2, 2));
    expect(await keysOf(bucket.objects.limit(limit))).toEqual(keys);
    expect(client.calls.length).toBe(calls);
  });

  it.each([
    ["limit", -1],
    ["limit", 1.5],
    ["limit", Number.NaN],
    ["pageSize", 0],
  ])("refuses %s(%d)", (method, count) => {
    expect(() => bucket.objects[method](count)).toThrow("give a whole number");
  });

  it("gives pages as they come", async () => {
    client.answer("listObjectsV2", ...pagesOf(2, 3));
    const sizes: number[] = [];
    for await (const page of bucket.objects.limit(4).pages()) sizes.push(page.length);
    expect(sizes).toEqual([2, 2]);
  });

  it("asks for one page ahead from the second on, and for none after the reader has left", async () => {
    client.answer("listObjectsV2", ...pagesOf(1, 1, 1, 1, 1, 1));
    const seen: number[] = [];
    for await (const { key } of bucket.objects) {
      seen.push(client.calls.length);
      if (key === "2") break;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(seen[0]).toBe(1);
    expect(client.calls.length).toBe(4);
  });

  it("keeps the failure of a page that nobody came to from everyone", async () => {
    client.answer("listObjectsV2", ...pagesOf(1, 1), new Error("broken"));
    for await (const { key } of bucket.objects) if (key === "1") break;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(client.calls.length).toBe(3);
  });

  it("tells an error where the reader comes to it", async () => {
    client.answer("listObjectsV2", ...pagesOf(1, 1), new Error("broken"));
    const keys: string[] = [];
    const read = async () => {
      for await (const { key } of bucket.objects) {
        await new Promise((resolve) => setTimeout(resolve, 2));
        keys.push(key);
      }
    };
    await expect(read()).rejects.toThrow("broken");
    expect(keys).toEqual(["0", "1"]);
  });

  it("may be asked for several items at once", async () => {
    client.answer("listObjectsV2", ...pagesOf(1, 2));
    const iterator = bucket.objects[Symbol.asyncIterator]();
    const results = await Promise.all([iterator.next(), iterator.next(), iterator.next(), iterator.next()]);
    expect(results.map(({ value, done }: Any) => (done ? "end" : value.key))).toEqual(["0", "1", "2", "end"]);
  });

  it("ends for good", async () => {
    client.answer("listObjectsV2", ...pagesOf(1));
    const iterator = bucket.objects[Symbol.asyncIterator]();
    expect((await iterator.next()).done).toBe(false);
    expect((await iterator.next()).done).toBe(true);
    expect((await iterator.next()).done).toBe(true);
  });

  it("gives the first item, or undefined", async () => {
    client.answer("listObjectsV2", {}, ...pagesOf(1));
    expect((await bucket.objects.first()).key).toBe("0");
    expect(await bucket.objects.first()).toBeUndefined();
    expect(await bucket.objects.limit(0).first()).toBeUndefined();
    expect(client.calls).toHaveLength(2);
  });

  it("is shown as what it is of", () => {
    expect(inspect({ objects: bucket.objects.filter() })).toBe('{ objects: s3.Bucket(name: "photos").objects }');
  });

  it("asks SQS for a number of queues, without which there is one page", async () => {
    const sqs = new FakeClient("sqs").answer("listQueues", { QueueUrls: ["https://q"] });
    await (createServiceResource(sqs, loadModel("sqs")) as Any).queues.filter({ QueueNamePrefix: "q" }).toArray();
    expect(sqs.calls).toEqual([["listQueues", { QueueNamePrefix: "q", MaxResults: 1000 }]]);
  });

  it("gives the items of several lists of a page", async () => {
    client.answer("listObjectVersions", {
      Versions: [{ Key: "a", VersionId: "1", Size: 1 }],
      DeleteMarkers: [{ Key: "b", VersionId: "2" }],
    });
    const versions = await bucket.objectVersions.toArray();
    expect(versions.map((each: Any) => [each.objectKey, each.id, each.size])).toEqual([
      ["a", "1", 1],
      ["b", "2", undefined],
    ]);
  });

  it("lists prefixes beside its items", async () => {
    client.answer("listObjectsV2", { CommonPrefixes: [{ Prefix: "a/" }, { Prefix: "b/" }] }, {});
    expect(await bucket.objects.commonPrefixes.toArray()).toEqual(["a/", "b/"]);
    expect(client.calls[0]).toEqual(["listObjectsV2", { Bucket: "photos", Delimiter: "/" }]);
    client.answer("listObjectsV2", { CommonPrefixes: [{ Prefix: "a-" }] });
    expect(await bucket.objects.filter({ Delimiter: "-" }).commonPrefixes.toArray()).toEqual(["a-"]);
  });

  it("takes a signal for all of its calls", async () => {
    const { signal } = new AbortController();
    client.answer("listObjectsV2", ...pagesOf(1));
    await bucket.objects.filter({}, { signal }).limit(3).toArray();
    expect(client.options).toEqual([{ signal }]);
  });
});

describe("a batch action", () => {
  it("sends nothing for nothing", async () => {
    client.answer("listObjectsV2", {});
    expect(await bucket.objects.delete()).toEqual([]);
    expect(client.calls.length).toBe(1);
  });

  it("does each page in one call, no larger than the service allows", async () => {
    client.answer("listObjectsV2", ...pagesOf(2, 1001));
    const outputs = await bucket.objects.delete({ Delete: { Quiet: true }, MFA: "m" });
    expect(outputs.length).toBe(3);
    const calls = client.calls.filter(([method]) => method === "deleteObjects").map(([, input]) => input as Any);
    expect(calls.map(({ Delete }) => Delete.Objects.length)).toEqual([2, 1000, 1]);
    expect(calls[0]).toEqual({
      Bucket: "photos",
      Delete: { Objects: [{ Key: "0" }, { Key: "1" }], Quiet: true },
      MFA: "m",
    });
  });

  it("goes on after items that failed, and tells each of them", async () => {
    client.answer("listObjectsV2", ...pagesOf(2, 2));
    const denied = { Code: "AccessDenied", Message: "no" };
    client.answer("deleteObjects", { Errors: [{ Key: "1", ...denied }] }, { Errors: [{ Key: "2", ...denied }] });
    const error = await bucket.objects.delete().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BatchError);
    expect(error.failed.map(({ resource, code }: Any) => [resource.key, code])).toEqual([
      ["1", "AccessDenied"],
      ["2", "AccessDenied"],
    ]);
    expect(error.outputs.length).toBe(2);
    expect(error.message).toBe("delete: 2 items failed (AccessDenied: no; AccessDenied: no).");
  });

  it("tells versions of one key apart", async () => {
    client.answer("listObjectVersions", {
      Versions: [
        { Key: "a", VersionId: "1" },
        { Key: "a", VersionId: "2" },
      ],
    });
    client.answer("deleteObjects", { Errors: [{ Key: "a", VersionId: "2", Code: "X", Message: "x" }] });
    const error = await bucket.objectVersions.delete().catch((thrown: unknown) => thrown);
    expect(error.failed[0].resource.id).toBe("2");
  });

  it("ends where a whole call fails: with its error, or with all that is known after others went through", async () => {
    client.answer("listObjectsV2", ...pagesOf(1));
    client.answer("deleteObjects", new Error("broken"));
    await expect(bucket.objects.delete()).rejects.toThrow("broken");
    client.answer("listObjectsV2", ...pagesOf(1, 2, 1));
    client.answer("deleteObjects", {}, new Error("broken"));
    const error = await bucket.objects.delete().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BatchError);
    expect(error.cause).toEqual(new Error("broken"));
    expect(error.failed.map(({ resource }: Any) => resource.key)).toEqual(["1", "2"]);
    expect(error.message).toBe("delete: 2 items failed (Error: broken; Error: broken). It went no further: broken");
  });

  it("loses no failed item where the listing breaks off", async () => {
    vi.spyOn(client, "paginate").mockImplementation(async function* () {
      yield* pagesOf(2);
      throw new Error("the second page is lost");
    });
    client.answer("deleteObjects", { Errors: [{ Key: "1", Code: "AccessDenied", Message: "not yours" }] });
    const error = await bucket.objects.delete().catch((thrown: unknown) => thrown);
    expect(error.failed.map(({ resource }: Any) => resource.key)).toEqual(["1"]);
    expect(error.outputs).toHaveLength(1);
    expect(error.message).toBe(
      "delete: 1 item failed (AccessDenied: not yours). It went no further: the second page is lost",
    );
  });
});

describe("a list that an action gives", () => {
  const received = (...ids: string[]) => ({ Messages: ids.map((id) => ({ MessageId: id, ReceiptHandle: `r${id}` })) });

  it("has the batch actions of its items, in calls as large as the service allows", async () => {
    const sqs = new FakeClient("sqs");
    const queue = (createServiceResource(sqs, loadModel("sqs")) as Any).Queue("https://q");
    sqs.answer("receiveMessage", received("a", "b"), received(..."cdefghijkl"), {});
    const messages = await queue.receiveMessages({ MaxNumberOfMessages: 2 });
    expect(messages.map((message: Any) => message.messageId)).toStrictEqual(["a", "b"]);
    messages.push(...(await queue.receiveMessages()));
    sqs.answer("deleteMessageBatch", {}, { Failed: [{ Id: "l", SenderFault: true, Code: "Gone", Message: "gone" }] });
    const error = await messages.delete().catch((thrown: unknown) => thrown);
    const deletions = sqs.calls.filter(([method]) => method === "deleteMessageBatch").map(([, input]) => input as Any);
    expect(deletions.map(({ Entries }) => Entries.length)).toEqual([10, 2]);
    expect(deletions[1]).toEqual({
      QueueUrl: "https://q",
      Entries: [
        { Id: "k", ReceiptHandle: "rk" },
        { Id: "l", ReceiptHandle: "rl" },
      ],
    });
    expect(error.failed.map(({ resource }: Any) => resource.receiptHandle)).toEqual(["rl"]);
    const none = await queue.receiveMessages();
    expect(none).toStrictEqual([]);
    expect(await none.delete()).toEqual([]);
  });

  it("keeps calls of different queues apart", async () => {
    const sqs = new FakeClient("sqs");
    const service = createServiceResource(sqs, loadModel("sqs")) as Any;
    sqs.answer("receiveMessage", received("a"), received("b"));
    const messages = await service.Queue("https://1").receiveMessages();
    messages.push(...(await service.Queue("https://2").receiveMessages()));
    await messages.delete();
    const deletions = sqs.calls.filter(([method]) => method === "deleteMessageBatch").map(([, input]) => input as Any);
    expect(deletions.map(({ QueueUrl }) => QueueUrl)).toEqual(["https://1", "https://2"]);
  });
});

describe("any listing", () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 8 });
  const limits = fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined });

  it("gives all items once and in order, up to the limit, from no more pages than it needs", async () => {
    await fc.assert(
      fc.asyncProperty(sizes, limits, async (pageSizes, limit) => {
        let asked = 0;
        vi.spyOn(client, "paginate").mockImplementation(async function* () {
          for (const page of pagesOf(...pageSizes)) {
            asked += 1;
            yield page;
          }
        });
        const keys = pagesOf(...pageSizes).flatMap((page) => (page.Contents as Any[]).map(({ Key }) => Key));
        const wanted = keys.slice(0, limit);
        const objects = limit === undefined ? bucket.objects : bucket.objects.limit(limit);
        expect(await keysOf(objects)).toEqual(wanted);
        const iterated = asked;
        expect((await objects.toArray()).map(({ key }: Any) => key)).toEqual(wanted);
        expect(asked).toBe(2 * iterated);
        if (limit !== undefined && limit < keys.length) expect(iterated).toBe(pagesFor(pageSizes, limit));
      }),
    );
  });
});

/** How many pages it takes to see so many items. */
function pagesFor(sizes: readonly number[], count: number): number {
  let seen = 0;
  let pages = 0;
  while (seen < count) seen += sizes[pages++]!;
  return pages;
}

describe("concurrent use", () => {
  it("keeps iterations of one collection apart", async () => {
    vi.spyOn(client, "paginate").mockImplementation(async function* () {
      for (const page of pagesOf(2, 2)) yield page;
    });
    const { objects } = bucket;
    const all = await Promise.all([keysOf(objects), keysOf(objects), keysOf(objects)]);
    expect(all).toEqual(Array(3).fill(["0", "1", "2", "3"]));
  });
});
