import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { exceptionClass, isError } from "../../src/client/exceptions.ts";
import {
  ClientError,
  ConnectionError,
  ParamValidationError,
  type ResponseMetadata,
  TucuxiError,
} from "../../src/errors/index.ts";
import { serverWith, sessionWith } from "./stand.ts";

const noSuchKey =
  "<Error><Code>NoSuchKey</Code><Message>The key does not exist.</Message><Key>cat</Key>" +
  "<RequestId>RQ1</RequestId><HostId>HOST1</HostId></Error>";
const object = { Bucket: "photos", Key: "cat" };

async function failure(run: () => Promise<unknown>): Promise<Error> {
  try {
    await run();
  } catch (error) {
    return error as Error;
  }
  throw new Error("It did not fail.");
}

describe("client.exceptions", () => {
  const answer = { status: 404, headers: { "x-amz-request-id": "RQ1" }, body: noSuchKey };

  it("has a class for each modelled exception, of which its errors are", async () => {
    const client = sessionWith(() => answer).session.client("s3");
    const error = await failure(() => client.getObject(object));
    expect(error).toBeInstanceOf(client.exceptions.NoSuchKey);
    expect(error).toBeInstanceOf(ClientError);
    expect(error).toBeInstanceOf(TucuxiError);
    expect(error).not.toBeInstanceOf(client.exceptions.NoSuchBucket);
    expect(error.name).toBe("NoSuchKey");
    expect(error.constructor.name).toBe("NoSuchKey");
    expect(Object.keys(client.exceptions)).toEqual(expect.arrayContaining(["NoSuchKey", "NoSuchBucket"]));
    expect(Object.keys(client.exceptions)).not.toContain("fromCode");
  });

  it("finds a class by the code that the service sends", () => {
    const { exceptions } = sessionWith(() => answer).session.client("iam");
    expect(exceptions.fromCode("NoSuchEntity")).toBe(exceptions.NoSuchEntityException);
    expect(exceptions.fromCode("NoSuchEntityException")).toBe(exceptions.NoSuchEntityException);
    expect(exceptions.fromCode("SomethingNew")).toBe(ClientError);
  });

  it("has the exception's own members on `data`", async () => {
    const { session } = sessionWith(() => ({
      status: 400,
      body: JSON.stringify({
        __type: "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        Message: "cancelled",
        CancellationReasons: [{ Code: "ConditionalCheckFailed" }],
      }),
    }));
    const client = session.client("dynamodb");
    const error = await failure(() => client.transactWriteItems({ TransactItems: [{}] }));
    expect(error).toBeInstanceOf(client.exceptions.TransactionCanceledException);
    expect((error as ClientError).data).toMatchObject({ CancellationReasons: [{ Code: "ConditionalCheckFailed" }] });
  });

  it("is the same for another copy of the library, both ways", async () => {
    const copyOf = (path: string): string => new URL(`${path}?copy`, import.meta.url).href;
    const other = (await import(/* @vite-ignore */ copyOf("../../src/errors/base.ts"))) as {
      TucuxiError: typeof TucuxiError;
    };
    const errors = (await import(/* @vite-ignore */ copyOf("../../src/errors/clientError.ts"))) as {
      ClientError: typeof ClientError;
    };
    expect(errors.ClientError).not.toBe(ClientError);
    const metadata: ResponseMetadata = { attempts: 1, totalRetryDelay: 0 };
    const details = { code: "NoSuchKey", message: "m", operation: "GetObject", fault: "client", metadata } as const;
    const theirs = new errors.ClientError(details);
    const ours = new (exceptionClass("S3", "NoSuchKey"))(details);
    expect(theirs instanceof ClientError).toBe(true);
    expect(theirs instanceof TucuxiError).toBe(true);
    expect(theirs instanceof ParamValidationError).toBe(false);
    expect(ours instanceof errors.ClientError).toBe(true);
    expect(ours instanceof other.TucuxiError).toBe(true);
    class TheirNoSuchKey extends errors.ClientError {
      static override readonly errorKind: string = "S3.NoSuchKey";
    }
    expect(new TheirNoSuchKey(details) instanceof exceptionClass("S3", "NoSuchKey")).toBe(true);
    expect(ours instanceof TheirNoSuchKey).toBe(true);
    expect(isError(theirs, "NoSuchKey")).toBe(true);
  });

  it("lets a program's own subclass be its own", () => {
    class Mine extends ClientError {}
    const metadata: ResponseMetadata = { attempts: 1, totalRetryDelay: 0 };
    const details = { code: "A", message: "m", operation: "O", fault: "client", metadata } as const;
    expect(new Mine(details) instanceof Mine).toBe(true);
    expect(new ClientError(details) instanceof Mine).toBe(false);
  });
});

describe("isError", () => {
  it("narrows to the codes that it is asked for", async () => {
    const client = sessionWith(() => ({ status: 404, body: noSuchKey })).session.client("s3");
    const error: unknown = await failure(() => client.getObject(object));
    expect(isError(error, "NoSuchBucket", "NoSuchKey")).toBe(true);
    expect(isError(error, "NoSuchBucket")).toBe(false);
    expect(isError(new Error("NoSuchKey"), "NoSuchKey")).toBe(false);
    expect(isError(undefined, "NoSuchKey")).toBe(false);
    if (isError(error, "NoSuchKey")) {
      const code: "NoSuchKey" = error.code;
      expect(code).toBe("NoSuchKey");
    }
  });
});

describe("an answer without a body", () => {
  it.each([301, 304, 400, 403, 404, 412, 500])("has its status %i for a code", async (status) => {
    const client = sessionWith(() => ({ status }), { maxAttempts: 1 }).session.client("s3");
    const error = (await failure(() => client.headObject(object))) as ClientError;
    expect(error).toBeInstanceOf(ClientError);
    expect(error.code).toBe(String(status));
    expect(error.$metadata.httpStatusCode).toBe(status);
    expect(error.$fault).toBe(status === 500 ? "server" : "client");
    expect(error.message).toContain("HeadObject");
  });
});

describe("an error's message", () => {
  it("carries code, operation, request id, status and attempts", async () => {
    const client = sessionWith(
      () => ({
        status: 503,
        headers: { "x-amz-request-id": "RQ9" },
        body: "<Error><Code>SlowDown</Code><Message>Reduce your rate.</Message></Error>",
      }),
      { maxAttempts: 2 },
    ).session.client("s3");
    const error = (await failure(() => client.getObject(object))) as ClientError;
    expect(error.message).toBe("GetObject: Reduce your rate. (code SlowDown, status 503, request id RQ9, 2 attempts)");
    expect(error.$metadata).toMatchObject({ attempts: 2, requestId: "RQ9" });
    expect(error.$metadata.totalRetryDelay).toBeGreaterThanOrEqual(0);
  });

  it("says where the quota of retries is used up", async () => {
    const { session } = sessionWith(() => ({ status: 500 }), { maxAttempts: 20 });
    const client = session.client("sqs");
    // 35 retries at most come out of it, for all calls together.
    const errors = await Promise.all(Array.from({ length: 40 }, () => failure(() => client.listQueues())));
    for (const { message } of errors) expect(message).toContain("It was not tried again: too many calls fail");
  });

  it("of a redirection that is not the service's says where it leads, without what may be secret", async () => {
    const location = "https://login.example.com/start?token=verySecret";
    const { session } = sessionWith(() => ({ status: 302, headers: { location } }));
    const error = await failure(() => session.client("sqs").listQueues());
    expect(error.message).toBe(
      "ListQueues: The answer leads to https://login.example.com, which is not followed: " +
        "is the endpoint the right one? (code 302, status 302)",
    );
  });

  it("of a connection names the operation and the attempts as well, where consoles and logs show it", async () => {
    const { session, close } = await serverWith((request) => void request.socket.destroy(), { maxAttempts: 2 });
    try {
      const client = session.client("s3");
      const said = /^ListObjectsV2: GET http:\/\/127\.0\.0\.1:\d+: .* It was tried 2 times\.$/;
      for (const run of [
        () => client.listObjectsV2({ Bucket: "photos" }),
        () => client.paginate("listObjectsV2", { Bucket: "photos" }).toArray(),
      ]) {
        const error = (await failure(run)) as ConnectionError;
        expect(error.message).toMatch(said);
        expect(inspect(error)).toContain(error.message);
        expect(error).toMatchObject({ operation: "ListObjectsV2", $metadata: { attempts: 2 } });
      }
    } finally {
      await close();
    }
  });

  it("says, where consoles show it, that a stream was not sent again", async () => {
    const { session } = sessionWith(() => ({ status: 500 }), { endpoint: "http://localhost" });
    const Body = (async function* () {
      yield "cat";
    })();
    const http = async (request: { body?: unknown }) => {
      for await (const _ of request.body as AsyncIterable<Uint8Array>);
      return { status: 500, headers: {}, body: new Uint8Array(0) };
    };
    const error = await failure(() => session.client("s3", { http }).putObject({ ...object, Body, ContentLength: 3 }));
    expect(error.message).toContain("It was not sent again");
    expect(inspect(error)).toContain("It was not sent again");
  });
});

describe("toJSON", () => {
  it("is what a log wants, without a secret", async () => {
    const client = sessionWith(() => ({
      status: 403,
      headers: { "x-amz-request-id": "RQ1" },
      body: noSuchKey,
    })).session.client("s3");
    const error = (await failure(() => client.getObject(object))) as ClientError;
    const json = JSON.parse(JSON.stringify(error));
    expect(json).toMatchObject({
      name: "NoSuchKey",
      message: error.message,
      code: "NoSuchKey",
      operation: "GetObject",
      $fault: "client",
      $metadata: { httpStatusCode: 403, requestId: "RQ1" },
    });
    for (const text of [JSON.stringify(error), inspect(error, { depth: 10 }), String(error.stack)]) {
      expect(text).not.toContain("verySecret");
      expect(text).not.toContain("authorization");
    }
  });

  it("of a waiter leaves out the last answer", async () => {
    const body = '{"Table":{"TableStatus":"CREATING","TableName":"private"}}';
    const client = sessionWith(() => ({ body })).session.client("dynamodb");
    const error = await failure(() => client.waitUntil("tableExists", { TableName: "orders" }, { maxWaitTime: 0 }));
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name: "WaiterError",
      waiter: "tableExists",
      attempts: 1,
    });
    expect(JSON.stringify(error)).not.toContain("private");
  });

  it("of what was found in an input has the paths, and no value", async () => {
    const client = sessionWith(() => ({})).session.client("iam");
    const error = await failure(() =>
      client.createLoginProfile({ UserName: 5 as never, Password: { mine: "hunter2" } as never }),
    );
    expect(error).toBeInstanceOf(ParamValidationError);
    const json = JSON.parse(JSON.stringify(error));
    expect(json.findings).toEqual([
      { path: "UserName", message: "must be a string, not a number" },
      { path: "Password", message: "must be a string, not an object" },
    ]);
    expect(inspect(error)).not.toContain("hunter2");
  });
});

describe("an error's stack", () => {
  async function whoCalls(run: () => Promise<unknown>): Promise<string> {
    return String(
      (
        await failure(async function lineOfTheUser() {
          await run();
        })
      ).stack,
    );
  }

  it("leads to the line of the call, for an answer of AWS", async () => {
    const client = sessionWith(() => ({ status: 404, body: noSuchKey })).session.client("s3");
    expect(await whoCalls(() => client.getObject(object))).toContain("lineOfTheUser");
    expect(await whoCalls(() => client.paginate("listObjectsV2", { Bucket: "b" }).toArray())).toContain(
      "lineOfTheUser",
    );
    expect(await whoCalls(() => client.waitUntil("bucketExists", { Bucket: "b" }, { maxWaitTime: 0 }))).toContain(
      "lineOfTheUser",
    );
  });

  it("leads there for an input that is refused", async () => {
    const client = sessionWith(() => ({})).session.client("s3");
    expect(await whoCalls(() => client.getObject({ Bucket: "b" } as never))).toContain("lineOfTheUser");
  });

  it("leads there for a connection that breaks", async () => {
    const { session, close } = await serverWith((request) => void request.socket.destroy());
    try {
      const client = session.client("s3");
      const error = await failure(async function lineOfTheUser() {
        await client.getObject(object);
      });
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error.stack).toContain("lineOfTheUser");
      expect(error.stack?.match(/^\s+at /gm)?.length).toBeGreaterThan(3);
    } finally {
      await close();
    }
  });

  it("leads there for a body that is not as long as it was said to be", async () => {
    const { session, close } = await serverWith((request, response) => {
      request.on("error", () => response.destroy()).resume();
    });
    try {
      const client = session.client("s3");
      async function* source(): AsyncGenerator<Uint8Array, void, undefined> {
        yield new Uint8Array(5);
      }
      const stack = await whoCalls(() => client.putObject({ ...object, Body: source(), ContentLength: 9 }));
      expect(stack).toContain("lineOfTheUser");
    } finally {
      await close();
    }
  });

  it("leads there for a call that takes too long", async () => {
    const { session, close } = await serverWith(() => undefined);
    try {
      const client = session.client("s3");
      expect(await whoCalls(() => client.getObject(object, { timeout: 20 }))).toContain("lineOfTheUser");
    } finally {
      await close();
    }
  });
});
