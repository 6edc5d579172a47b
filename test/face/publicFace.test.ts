import { inspect } from "node:util";
import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { client, type HttpHandler, type HttpRequest, resource, Session, type SessionOptions } from "tucuxi";
import { Attr, Key } from "tucuxi/dynamodb";
import { s3 as s3Service } from "tucuxi/s3";
import { Stubber } from "tucuxi/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Emulators, startEmulators } from "../../tools/run/emulators.ts";

/** The public face, name by name and shape by shape, as programs meet it in the built package. */

const region = "eu-west-1";
const Bucket = "public-face";
const keys = { accessKeyId: "EXAMPLE", secretAccessKey: "example" };
let emulators: Emulators;
let session: Session;
const saved = { ...process.env };

beforeAll(async () => {
  emulators = await startEmulators();
  Object.assign(process.env, emulators.environment);
  session = new Session({ region, credentials: keys });
  const s3 = session.client("s3");
  await s3.createBucket({ Bucket, CreateBucketConfiguration: { LocationConstraint: region } });
  for (const Key of ["a/1.txt", "a/2.txt", "b.txt", "c.txt"]) await s3.putObject({ Bucket, Key, Body: `I am ${Key}` });
}, 30_000);

afterAll(async () => {
  await session.close();
  await emulators.stop();
  for (const name of Object.keys(emulators.environment)) {
    if (saved[name] === undefined) delete process.env[name];
    else process.env[name] = saved[name];
  }
});

/** A session whose requests stay here. */
function recorded(answer: (request: HttpRequest) => Awaited<ReturnType<HttpHandler>>, options: SessionOptions = {}) {
  const requests: HttpRequest[] = [];
  const http: HttpHandler = async (request) => {
    requests.push(request);
    return answer(request);
  };
  return { requests, session: new Session({ region, credentials: keys, http, ...options }) };
}

const empty = () => ({ status: 200, headers: {}, body: new Uint8Array() });

describe("sessions", () => {
  it("are made with any options of a client, and a profile; everything is optional", () => {
    expect(new Session()).toBeInstanceOf(Session);
    const options: Required<
      Pick<
        SessionOptions,
        | "profile"
        | "region"
        | "endpoint"
        | "credentials"
        | "token"
        | "http"
        | "maxAttempts"
        | "retryMode"
        | "connectTimeout"
        | "readTimeout"
        | "maxConnections"
        | "s3"
      >
    > = {
      profile: "prod",
      region,
      endpoint: "http://127.0.0.1:1",
      credentials: "anonymous",
      token: { token: "t" },
      http: async () => empty(),
      maxAttempts: 2,
      retryMode: "adaptive",
      connectTimeout: 1000,
      readTimeout: 2000,
      maxConnections: 3,
      s3: { addressingStyle: "path" },
    };
    expect(new Session(options)).toMatchObject({ region, profile: "prod" });
  });

  it("make clients and resources by name and by the service's value, with options", () => {
    expect(session.client("s3").meta.serviceName).toBe("s3");
    expect(session.client(s3Service).meta.serviceName).toBe("s3");
    expect(session.resource("s3").meta.serviceName).toBe("s3");
    expect(session.resource(s3Service).meta.client.meta.region).toBe(region);
    expect(session.client("s3", { region: "us-east-1" }).meta.region).toBe("us-east-1");
    expect(session.resource("sqs", { region: "us-east-1" }).meta.client.meta.region).toBe("us-east-1");
    expect(client("s3").meta.session).toBe(resource("sqs").meta.client.meta.session);
  });

  it("take credentials as keys, as a function, and none", async () => {
    const authorization = async (credentials: SessionOptions["credentials"]) => {
      const { session, requests } = recorded(empty, { credentials });
      await session.client("s3").headBucket({ Bucket });
      return requests[0]!.headers.authorization;
    };
    expect(await authorization(keys)).toContain("Credential=EXAMPLE/");
    expect(await authorization(async () => ({ ...keys, accessKeyId: "OTHER" }))).toContain("Credential=OTHER/");
    expect(await authorization("anonymous")).toBeUndefined();
  });

  it("share their connections; a client with its own closes those alone", async () => {
    const shared = session.client("s3");
    const own = session.client("s3", { maxConnections: 1 });
    await own.listBuckets();
    await own.close();
    await expect(own.listBuckets()).rejects.toThrow("closed");
    await shared.close();
    expect((await shared.listBuckets()).Buckets).toHaveLength(1);
    await using passing = new Session({ region, credentials: keys });
    const one = passing.client("s3");
    await one.listBuckets();
    await passing.close();
    await expect(one.listBuckets()).rejects.toThrow("closed");
  });
});

describe("clients", () => {
  it("tell of themselves in meta", () => {
    const { meta } = session.client("s3");
    expect(meta).toMatchObject({
      serviceName: "s3",
      serviceId: "S3",
      apiVersion: "2006-03-01",
      region,
      partition: "aws",
    });
    expect(meta.endpoint).toBe(emulators.environment.AWS_ENDPOINT_URL_S3);
    expect(meta.config).toMatchObject({ region, retryMode: "standard", connectTimeout: 3_100, readTimeout: 60_000 });
    expect(meta.session).toBe(session);
    expect(meta.methodToApiMapping.listObjectsV2).toBe("ListObjectsV2");
  });

  it("are short where they are shown, as sessions are, and without secrets", () => {
    expect(inspect(session.client("s3"))).toBe("S3Client { service: 's3', region: 'eu-west-1' }");
    expect(inspect({ session })).toContain("Session { profile: 'default', region: 'eu-west-1' }");
    expect(inspect(session.resource("s3").Bucket("b"))).toBe("s3.Bucket { name: 'b' }");
    expect(JSON.stringify([session, session.client("s3"), session.resource("s3").Bucket("b")])).not.toContain(
      "example",
    );
  });

  it("have a method an operation, which takes an input and options and gives an output with metadata", async () => {
    const s3 = session.client("s3");
    const { signal } = new AbortController();
    const output = await s3.listObjectsV2({ Bucket, MaxKeys: 2 }, { signal, timeout: 10_000 });
    expect(output.Contents?.map(({ Key }) => Key)).toEqual(["a/1.txt", "a/2.txt"]);
    expect(output.$metadata).toMatchObject({ httpStatusCode: 200, attempts: 1, totalRetryDelay: 0 });
    expect((await s3.listBuckets()).Buckets).toHaveLength(1);
    // @ts-expect-error An input with required members cannot be left out.
    await expect(s3.listObjectsV2()).rejects.toThrow("Bucket");
    await expect(s3.listBuckets({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
    const http: HttpHandler = ({ signal }) =>
      new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    const silent = recorded(empty, { http }).session.client("s3");
    await expect(silent.listBuckets({}, { timeout: 20 })).rejects.toMatchObject({ name: "CallTimeoutError" });
  });

  it("paginate", async () => {
    const s3 = session.client("s3");
    expect([s3.canPaginate("listObjectsV2"), s3.canPaginate("getObject")]).toEqual([true, false]);
    const sizes: number[] = [];
    for await (const page of s3.paginate("listObjectsV2", { Bucket }, { pageSize: 3 })) sizes.push(page.KeyCount);
    expect(sizes).toEqual([3, 1]);
    const { signal } = new AbortController();
    const limited = s3.paginate("listObjectsV2", { Bucket }, { limit: 3, pageSize: 2, signal });
    const items: string[] = [];
    for await (const { Key } of limited.items()) items.push(Key);
    expect(items).toEqual(["a/1.txt", "a/2.txt", "b.txt"]);
    const rest = s3.paginate("listObjectsV2", { Bucket }, { startingToken: limited.resumeToken });
    expect((await rest.toArray()).map(({ Key }) => Key)).toEqual(["c.txt"]);
    expect(rest.resumeToken).toBeUndefined();
    const prefixes: unknown[] = [];
    const folders = s3.paginate("listObjectsV2", { Bucket, Delimiter: "/" });
    for await (const { Prefix } of folders.items("CommonPrefixes")) prefixes.push(Prefix);
    expect(prefixes).toEqual(["a/"]);
    const found: unknown[] = [];
    for await (const key of s3.paginate("listObjectsV2", { Bucket }).search("Contents[?!contains(Key, '/')].Key"))
      found.push(key);
    expect(found).toEqual(["b.txt", "c.txt"]);
    expect((await s3.paginate("listObjectsV2", { Bucket }, { pageSize: 1 }).all()).Contents).toHaveLength(4);
  });

  it("wait", async () => {
    const s3 = session.client("s3");
    const { signal } = new AbortController();
    const found = await s3.waitUntil("bucketExists", { Bucket }, { maxWaitTime: 5, signal });
    expect(found.$metadata.httpStatusCode).toBe(200);
    const polls: number[] = [];
    const onPoll = ({ attempt }: { attempt: number }) => polls.push(attempt);
    const nothing = s3.waitUntil(
      "bucketExists",
      { Bucket: "not-there" },
      { maxWaitTime: 0.05, minDelay: 0.02, maxDelay: 0.02, onPoll },
    );
    await expect(nothing).rejects.toMatchObject({ name: "WaiterError", waiter: "bucketExists" });
    expect(polls.length).toBeGreaterThan(0);
  });

  it("presign requests, URLs and forms that anyone can send", async () => {
    const s3 = session.client("s3");
    const headers = { "x-amz-meta-team": "photos" };
    const put = await s3.presign("putObject", { Bucket, Key: "signed.txt" }, { expiresIn: 60, signedHeaders: headers });
    expect(put).toMatchObject({ method: "PUT", headers, url: expect.stringContaining("X-Amz-Expires=60") });
    expect((await fetch(put.url, { method: put.method, headers: put.headers, body: "signed" })).status).toBe(200);
    const url = await s3.generatePresignedUrl("getObject", { Bucket, Key: "signed.txt" }, { expiresIn: 60 });
    expect(await (await fetch(url)).text()).toBe("signed");
    const post = await s3.generatePresignedPost({
      Bucket,
      Key: "form.txt",
      Fields: { acl: "private" },
      Conditions: [["content-length-range", 0, 100]],
      expiresIn: 60,
    });
    expect(post.url).toContain(Bucket);
    expect(post.fields).toMatchObject({ key: "form.txt", acl: "private", policy: expect.any(String) });
    await s3.deleteObject({ Bucket, Key: "signed.txt" });
  });

  it("take the official SDK's commands; bodies answer to its names too", async () => {
    const s3 = session.client("s3");
    const listing = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "a/" }));
    expect(listing.Contents?.map(({ Key }) => Key)).toEqual(["a/1.txt", "a/2.txt"]);
    const { Body, LastModified, $metadata } = await s3.send(new GetObjectCommand({ Bucket, Key: "b.txt" }));
    expect([await Body?.transformToString(), LastModified, $metadata.httpStatusCode]).toEqual([
      "I am b.txt",
      expect.any(Date),
      200,
    ]);
    const again = await s3.send(new GetObjectCommand({ Bucket, Key: "b.txt" }));
    expect(new TextDecoder().decode(await again.Body?.transformToByteArray())).toBe("I am b.txt");
    const coded = await s3.send(new GetObjectCommand({ Bucket, Key: "b.txt" }));
    expect(await coded.Body?.transformToString("base64")).toBe("SSBhbSBiLnR4dA==");
    const ended = s3.send(new GetObjectCommand({ Bucket, Key: "b.txt" }), { abortSignal: AbortSignal.abort() });
    await expect(ended).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("resources", () => {
  it("tell of themselves in meta, and show their client as it is", async () => {
    const object = session.resource("s3").Bucket(Bucket).Object("b.txt");
    expect([object.meta.serviceName, object.meta.data]).toEqual(["s3", undefined]);
    const loaded = await object.load();
    expect(loaded.meta.data.ContentLength).toBe(10);
    expect(await (await object.meta.client.getObject({ Bucket, Key: "b.txt" })).Body.text()).toBe("I am b.txt");
  });

  it("list in lazy collections", async () => {
    const { objects } = session.resource("s3").Bucket(Bucket);
    const names = (list: readonly { key: string }[]) => list.map(({ key }) => key);
    const iterated: string[] = [];
    for await (const { key } of objects) iterated.push(key);
    expect(iterated).toEqual(["a/1.txt", "a/2.txt", "b.txt", "c.txt"]);
    expect(names(await objects.all().toArray())).toEqual(iterated);
    expect(names(await objects.filter({ Prefix: "a/" }).toArray())).toEqual(["a/1.txt", "a/2.txt"]);
    expect(names(await objects.limit(1).toArray())).toEqual(["a/1.txt"]);
    const pages: number[] = [];
    for await (const page of objects.pageSize(3).pages()) pages.push(page.length);
    expect(pages).toEqual([3, 1]);
    expect((await objects.first())?.key).toBe("a/1.txt");
    expect(await objects.filter({ Prefix: "none" }).first()).toBeUndefined();
  });

  it("act on all items of a collection at once", async () => {
    const s3 = session.resource("s3");
    const bucket = await s3.createBucket({
      Bucket: "public-face-batch",
      CreateBucketConfiguration: { LocationConstraint: region },
    });
    for (const Key of ["x/1", "x/2", "y"]) await bucket.putObject({ Key, Body: "" });
    await bucket.objects.filter({ Prefix: "x/" }).delete();
    expect((await bucket.objects.toArray()).map(({ key }) => key)).toEqual(["y"]);
  });

  it("have DynamoDB's conditions", async () => {
    const table = await session.resource("dynamodb").createTable({
      TableName: "orders",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "customer", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "customer", KeyType: "HASH" }],
    });
    await table.waitUntilExists();
    const orders = session.resource("dynamodb").Table<{ customer: string; total: number }>("orders");
    await orders.putItem({ Item: { customer: "c#1", total: 7 } });
    const condition = { KeyConditionExpression: Key("customer").eq("c#1"), FilterExpression: Attr("total").gt(5) };
    const totals: number[] = [];
    for await (const { total } of orders.query(condition)) totals.push(total);
    expect(totals).toEqual([7]);
    const { Item } = await orders.meta.client.getItem({ TableName: "orders", Key: { customer: { S: "c#1" } } });
    expect(Item).toEqual({ customer: { S: "c#1" }, total: { N: "7" } });
  });
});

describe("testing", () => {
  it("stubs a client", async () => {
    const s3 = session.client("s3");
    using stubber = new Stubber(s3).activate();
    stubber.addResponse("listBuckets", { Buckets: [{ Name: "stubbed" }] });
    expect((await s3.listBuckets()).Buckets?.[0]?.Name).toBe("stubbed");
    stubber.assertDone();
  });
});

describe("the handler of requests", () => {
  it("is given one signed request, ready to go out", async () => {
    const { session, requests } = recorded(empty, { connectTimeout: 111, readTimeout: 222 });
    const { signal } = new AbortController();
    await session.client("s3").putObject({ Bucket, Key: "ü/../b c", Body: "text" }, { signal });
    const [request] = requests;
    expect(request).toMatchObject({
      method: "PUT",
      origin: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      path: expect.stringContaining("/%C3%BC/../b%20c"),
      headers: { host: expect.any(String), authorization: expect.stringContaining("AWS4-HMAC-SHA256") },
      timeouts: { connect: 111, headers: 222, body: 222 },
    });
    expect(Object.keys(request!.headers).filter((name) => name !== name.toLowerCase())).toEqual([]);
    expect(request!.signal).toBeDefined();
  });

  it("is read by the names of headers in lower case; leaving a body early frees its connection", async () => {
    let returned = 0;
    const body = {
      [Symbol.asyncIterator]: () => ({
        next: async () => ({ done: false as const, value: new Uint8Array(10) }),
        return: async () => {
          returned += 1;
          return { done: true as const, value: undefined };
        },
      }),
    };
    const { session } = recorded(() => ({ status: 200, headers: { etag: '"1"', "x-amz-request-id": "r1" }, body }));
    const output = await session.client("s3").getObject({ Bucket, Key: "k" });
    expect([output.ETag, output.$metadata.requestId]).toEqual(['"1"', "r1"]);
    for await (const _ of output.Body) break;
    expect(returned).toBe(1);
  });

  it("is closed by whoever made it", async () => {
    let closed = 0;
    const http: HttpHandler = Object.assign(async () => empty(), {
      close: async () => {
        closed += 1;
      },
    });
    const given = new Session({ region, credentials: keys, http });
    await given.client("s3").headBucket({ Bucket });
    await given.close();
    expect(closed).toBe(0);
  });
});

describe("values", () => {
  it("are dates, bytes, streaming bodies and plain objects", async () => {
    const s3 = session.client("s3");
    await s3.putObject({ Bucket, Key: "utf8", Body: "Tucuxí", Metadata: { kind: "dolphin" } });
    const output = await s3.getObject({ Bucket, Key: "utf8" });
    expect(output.LastModified).toBeInstanceOf(Date);
    expect(output.Metadata).toEqual({ kind: "dolphin" });
    const bytes = await output.Body.bytes();
    expect(bytes).toBeInstanceOf(Uint8Array);
    expect([...bytes]).toEqual([...new TextEncoder().encode("Tucuxí")]);
    await s3.deleteObject({ Bucket, Key: "utf8" });
    const dynamodb = session.client("dynamodb");
    const KeySchema = [{ AttributeName: "id", KeyType: "HASH" as const }];
    const AttributeDefinitions = [{ AttributeName: "id", AttributeType: "S" as const }];
    await dynamodb.createTable({ TableName: "blobs", BillingMode: "PAY_PER_REQUEST", KeySchema, AttributeDefinitions });
    await dynamodb.waitUntil("tableExists", { TableName: "blobs" }, { minDelay: 0.05, maxWaitTime: 10 });
    await dynamodb.putItem({ TableName: "blobs", Item: { id: { S: "1" }, bytes: { B: "ü" } } });
    const { Item } = await dynamodb.getItem({ TableName: "blobs", Key: { id: { S: "1" } } });
    expect(Item?.bytes?.B).toBeInstanceOf(Uint8Array);
    expect([...(Item?.bytes?.B ?? [])]).toEqual([0xc3, 0xbc]);
  });
});
