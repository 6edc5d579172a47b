import { describe, expect, it } from "vitest";
import { ClientError, ConnectTimeoutError, ParamValidationError } from "../../src/errors/index.ts";
import { Session } from "../../src/session/session.ts";
import { ANY, Stubber, StubberError } from "../../src/testing/index.ts";
import { testEnvironment } from "../session/testEnvironment.ts";

/** A machine without credentials, and a network that must not be asked. */
function offline(): Session {
  const http = () => Promise.reject(new Error("the network was asked"));
  return new Session({ region: "eu-west-1", http }, testEnvironment());
}

describe("a stubber", () => {
  it("answers calls in their order, without network or credentials", async () => {
    const s3 = offline().client("s3");
    using stubber = new Stubber(s3).activate();
    stubber
      .addResponse("listBuckets", { Buckets: [{ Name: "photos" }] })
      .addResponse("getObject", { Body: "meow", ContentLength: 4 }, { Bucket: "photos", Key: "cat.txt" });
    const { Buckets, $metadata } = await s3.listBuckets();
    expect(Buckets).toEqual([{ Name: "photos" }]);
    expect($metadata).toEqual({ httpStatusCode: 200, attempts: 1, totalRetryDelay: 0 });
    const { Body } = await s3.getObject({ Bucket: "photos", Key: "cat.txt" });
    expect(await Body.text()).toBe("meow");
    stubber.assertDone();
    expect(stubber.calls.map(({ method, attempt }) => [method, attempt])).toEqual([
      ["listBuckets", 1],
      ["getObject", 1],
    ]);
  });

  it("answers an account's DynamoDB table, whose endpoint would ask for the account", async () => {
    const dynamodb = offline().client("dynamodb");
    using stubber = new Stubber(dynamodb).activate();
    stubber.addResponse("getItem", { Item: { id: { B: "bytes" } } });
    const { Item } = await dynamodb.getItem({ TableName: "t", Key: { id: { S: "1" } } });
    expect(Item).toEqual({ id: { B: new TextEncoder().encode("bytes") } });
  });

  it("refuses a call that is not next, and remembers it", async () => {
    const sqs = offline().client("sqs");
    using stubber = new Stubber(sqs).activate();
    stubber.addResponse("listQueues", {});
    await expect(sqs.sendMessage({ QueueUrl: "https://q", MessageBody: "m" })).rejects.toThrow(
      "sendMessage was called, and the next answer is for listQueues.",
    );
    await sqs.listQueues();
    await expect(sqs.listQueues()).rejects.toThrow(StubberError);
    expect(() => stubber.assertDone()).toThrow(
      /sendMessage was called[\s\S]*listQueues was called, and no answer is left/,
    );
  });

  it("says what is left", () => {
    const stubber = new Stubber(offline().client("sqs"));
    stubber.addResponse("listQueues", {}, undefined, { times: 2 });
    expect(() => stubber.assertNoPendingResponses()).toThrow("listQueues (2)");
  });

  it.each([
    [{ Bucket: "b", Key: "k" }, undefined],
    [{ Bucket: ANY, Key: ANY }, undefined],
    [{ Bucket: "b", Key: (key: string) => key === "k" }, undefined],
    [(input: { Key: string }) => input.Key === "k", undefined],
    [{ Bucket: "b", Key: "other" }, 'input.Key is "k" instead of "other"'],
    [{ Bucket: "b" }, "input.Key is not expected"],
    [{ Bucket: "b", Key: "k", Range: "bytes=0-1" }, "input.Range is missing"],
    [{ Bucket: "b", Key: (key: string) => key === "x" }, "input.Key does not fit its predicate"],
    [() => false, "input does not fit its predicate"],
  ])("compares the input with %o", async (expected, failure) => {
    const s3 = offline().client("s3");
    using stubber = new Stubber(s3).activate();
    stubber.addResponse("getObject", { Body: "" }, expected as never);
    const call = s3.getObject({ Bucket: "b", Key: "k" });
    if (failure === undefined) await call;
    else await expect(call).rejects.toThrow(failure);
  });

  it("compares dates, bytes and lists by value", async () => {
    const dynamodb = offline().client("dynamodb");
    using stubber = new Stubber(dynamodb).activate();
    const Item = { id: { B: new Uint8Array([1, 2]) }, tags: { L: [{ S: "a" }, { S: "b" }] } };
    stubber.addResponse("putItem", {}, { TableName: "t", Item: structuredClone(Item) }, { times: 2 });
    await dynamodb.putItem({ TableName: "t", Item });
    const other = { ...Item, tags: { L: [{ S: "a" }] } };
    await expect(dynamodb.putItem({ TableName: "t", Item: other })).rejects.toThrow(
      "input.Item.tags.L has 1 members instead of 2",
    );
  });

  it("answers in any order where that is wanted, by operation and input", async () => {
    const s3 = offline().client("s3");
    using stubber = new Stubber(s3, { order: "any" }).activate();
    stubber.addResponse("getObject", { Body: "a" }, { Bucket: "b", Key: "a" });
    stubber.addResponse("getObject", { Body: "b" }, { Bucket: "b", Key: "b" });
    stubber.addResponse("listBuckets", {}, undefined, { times: Number.POSITIVE_INFINITY });
    await s3.listBuckets();
    const bodies = await Promise.all(
      ["b", "a"].map(async (Key) => (await s3.getObject({ Bucket: "b", Key })).Body.text()),
    );
    expect(bodies).toEqual(["b", "a"]);
    await s3.listBuckets();
    await expect(s3.headBucket({ Bucket: "b" })).rejects.toThrow(
      "headBucket was called, and no answer is left for it.",
    );
  });

  it("asks functions, and gives what they throw", async () => {
    const s3 = offline().client("s3");
    using stubber = new Stubber(s3).activate();
    stubber.addResponse("getObject", async ({ Key }) => ({ Body: `it is ${Key}` }), undefined, { times: 2 });
    stubber.addResponse("getObject", () => {
      throw new RangeError("no");
    });
    expect(await (await s3.getObject({ Bucket: "b", Key: "k" })).Body.text()).toBe("it is k");
    expect(await (await s3.getObject({ Bucket: "b", Key: "l" })).Body.text()).toBe("it is l");
    await expect(s3.getObject({ Bucket: "b", Key: "k" })).rejects.toThrow(RangeError);
  });

  it("gives modelled errors and others", async () => {
    const dynamodb = offline().client("dynamodb");
    using stubber = new Stubber(dynamodb).activate();
    const input = { TableName: "t", Item: { id: { S: "1" } } };
    stubber.addClientError("putItem", {
      code: "ConditionalCheckFailedException",
      message: "The conditional request failed",
      data: { Item: { id: { S: "1" } } },
    });
    stubber.addClientError("putItem", { code: "AccessDeniedException", httpStatusCode: 403 });
    const failed = await dynamodb.putItem(input).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(dynamodb.exceptions.ConditionalCheckFailedException);
    expect(failed).toMatchObject({ data: { Item: { id: { S: "1" } } }, operation: "PutItem", $fault: "client" });
    const denied = await dynamodb.putItem(input).catch((error: unknown) => error);
    expect(denied).toBeInstanceOf(ClientError);
    expect(denied).toMatchObject({ code: "AccessDeniedException", $metadata: { httpStatusCode: 403 } });
    stubber.assertDone();
  });

  it("has the client's own retries at work", async () => {
    const sqs = offline().client("sqs");
    using stubber = new Stubber(sqs).activate();
    stubber.addThrottling("listQueues", { times: 2 });
    stubber.addResponse("listQueues", { QueueUrls: ["https://q"] });
    const { QueueUrls, $metadata } = await sqs.listQueues();
    expect(QueueUrls).toEqual(["https://q"]);
    expect($metadata.attempts).toBe(3);
    expect($metadata.totalRetryDelay).toBeGreaterThan(0);
    stubber.addResponse(
      "listQueues",
      (_input, attempt) => {
        if (attempt === 1) throw new ConnectTimeoutError("slow");
        return {};
      },
      undefined,
      { times: 2 },
    );
    expect((await sqs.listQueues()).$metadata.attempts).toBe(2);
    stubber.addThrottling("listQueues", { times: 3 });
    await expect(sqs.listQueues()).rejects.toMatchObject({ code: "ThrottlingException", $metadata: { attempts: 3 } });
    stubber.assertDone();
  });

  it("waits before it answers, and no longer than the caller", async () => {
    const sqs = offline().client("sqs");
    using stubber = new Stubber(sqs).activate();
    stubber.addResponse("listQueues", {}, undefined, { delay: 30 });
    stubber.addResponse("listQueues", {}, undefined, { delay: 60_000 });
    const started = performance.now();
    await sqs.listQueues();
    expect(performance.now() - started).toBeGreaterThan(25);
    await expect(sqs.listQueues({}, { timeout: 20 })).rejects.toMatchObject({ name: "CallTimeoutError" });
  });

  it("refuses what the service would never send", () => {
    const stubber = new Stubber(offline().client("s3"));
    expect(() => stubber.addResponse("listBuckets", { Bucket: [] } as never)).toThrow(ParamValidationError);
    expect(() => stubber.addResponse("listBuckets", { Buckets: [{ Name: 1 }] } as never)).toThrow("Buckets[0].Name");
    expect(() => stubber.addResponse("deleteBucket", { Name: "x" } as never)).toThrow("DeleteBucket has no output");
    expect(() => stubber.addClientError("getObject", { code: "NoSuchKey", data: { Kex: 1 } })).toThrow("Kex");
    expect(() => stubber.addClientError("getObject", { code: "Nope", data: { A: 1 } })).toThrow(
      "no modelled exception",
    );
    expect(() => stubber.addResponse("listBucketz" as never, {} as never)).toThrow('Did you mean "listBuckets"');
    expect(() => stubber.addResponse("listBuckets", {}, undefined, { times: 0 })).toThrow("times");
    expect(() => new Stubber({} as never)).toThrow("must be a client");
  });

  it("lets calls through before it is activated and after, and leaves presigned URLs alone", async () => {
    const credentials = { accessKeyId: "AKID", secretAccessKey: "secret" };
    const s3 = new Session({ region: "eu-west-1", credentials, maxAttempts: 1 }, testEnvironment()).client("s3");
    const stubber = new Stubber(s3);
    stubber.addResponse("listBuckets", {});
    using _ = stubber.activate();
    expect(await s3.generatePresignedUrl("getObject", { Bucket: "b", Key: "k" })).toContain("X-Amz-Signature");
    await s3.listBuckets();
    stubber.deactivate();
    const { hooks } = s3;
    hooks.register("beforeSend", () => ({
      status: 200,
      headers: { "x-amz-request-id": "real" },
      body: new Uint8Array(0),
    }));
    await s3.deleteBucket({ Bucket: "b" });
    expect(stubber.calls).toHaveLength(1);
  });

  it("gives the events of a stream", async () => {
    const s3 = offline().client("s3");
    using stubber = new Stubber(s3).activate();
    stubber.addResponse("selectObjectContent", {
      Payload: [{ Records: { Payload: "a,b\n" } }, { End: {} }],
    });
    const { Payload } = await s3.selectObjectContent({
      Bucket: "b",
      Key: "k",
      Expression: "select * from s3object",
      ExpressionType: "SQL",
      InputSerialization: { CSV: {} },
      OutputSerialization: { CSV: {} },
    });
    const kinds: string[] = [];
    for await (const event of Payload) kinds.push(...Object.keys(event));
    expect(kinds).toEqual(["Records", "End"]);
  });
});
