import { type HttpHandler, NoCredentialsError, ParamValidationError, Session, type SessionOptions } from "tucuxi";
import { describe, expect, it } from "vitest";
import { testEnvironment } from "../session/testEnvironment.ts";

/** Bad input gets a clear error before anything is sent. */

let sent = 0;
const http: HttpHandler = async () => {
  sent += 1;
  return { status: 200, headers: {}, body: new Uint8Array() };
};

function sessionOf(options: SessionOptions = {}, variables: Record<string, string> = {}): Session {
  const keys = { accessKeyId: "AKID", secretAccessKey: "secret" };
  return new Session({ region: "eu-west-1", credentials: keys, http, ...options }, testEnvironment({ variables }));
}

/** What an action throws, or rejects with; nothing may have been sent. */
async function failure(action: () => unknown): Promise<Error> {
  const before = sent;
  const error = await (async () => action())().then(
    () => new Error("nothing was thrown"),
    (reason: unknown) => reason as Error,
  );
  expect(sent).toBe(before);
  return error;
}

describe("a name that there is none of", () => {
  const session = sessionOf();
  const untyped = session.client("s3" as string);
  const cases: [what: string, action: () => unknown, kind: string, ...parts: string[]][] = [
    ["service", () => session.client("dynamdb" as string), "UnknownServiceError", '"dynamdb"', '"dynamodb"'],
    [
      "service, by another name",
      () => session.client("kinesisfirehose" as string),
      "UnknownServiceError",
      '"firehose"',
    ],
    ["service's resources", () => session.resource("sqss" as string), "UnknownServiceError", '"sqs"'],
    ["resources of a service", () => session.resource("rds" as string), "UnknownNameError", "sqs", 'client("rds")'],
    ["service that is nothing", () => session.client(undefined as never), "UnknownServiceError", "undefined"],
    ["service that is none", () => session.client({} as never), "UnknownServiceError", "object is no service"],
    ["options that are none", () => session.client("s3", null as never), "ConfigError", "not null"],
    ["options of a session that are none", () => new Session("prod" as never), "ConfigError", "not a string"],
    ["paginator", () => untyped.paginate("listObjectV2"), "UnknownNameError", '"listObjectsV2"'],
    ["paginator of an operation", () => untyped.paginate("getObject"), "UnknownNameError", "getObject"],
    ["waiter", () => untyped.waitUntil("bucketExist"), "UnknownNameError", '"bucketExists"'],
    ["operation to presign", () => untyped.presign("getObjct"), "UnknownNameError", '"getObject"'],
    ["option of a session", () => new Session({ regoin: "eu-west-1" } as never), "ConfigError", '"regoin"', '"region"'],
    ["option, by boto3's name", () => new Session({ region_name: "x" } as never), "ConfigError", '"region"'],
    ["option of a client", () => session.client("s3", { endpoint_url: "x" } as never), "ConfigError", '"endpoint"'],
    [
      "option of S3",
      () => session.client("s3", { s3: { addresingStyle: "path" } } as never),
      "ConfigError",
      "addressing",
    ],
    ["profile", () => new Session({ profile: "prd" }, testEnvironment()).client("s3"), "ConfigError", '"prd"'],
    ["partition", () => session.getAvailableRegions("s3", { partition: "moon" }), "ConfigError", "moon", "aws-cn"],
  ];

  it.each(cases)("%s", async (_what, action, kind, ...parts) => {
    const error = await failure(action);
    expect(error.name).toBe(kind);
    for (const part of parts) expect(error.message).toContain(part);
  });
});

describe("an input", () => {
  const s3 = sessionOf().client("s3");

  it("is refused with all findings at once, each with its path", async () => {
    const error = await failure(() =>
      s3.deleteObjects({
        bucket: "photos",
        Delete: { Objects: [{ Key: "a" }, { Kee: "b" }, { Key: 3 }], Quiet: "yes" },
      } as never),
    );
    expect(error).toBeInstanceOf(ParamValidationError);
    const { operation, findings } = error as ParamValidationError;
    expect(operation).toBe("DeleteObjects");
    expect(findings.map(({ path }) => path).sort()).toEqual(
      [
        "Bucket",
        "bucket",
        "Delete.Objects[1].Key",
        "Delete.Objects[1].Kee",
        "Delete.Objects[2].Key",
        "Delete.Quiet",
      ].sort(),
    );
    for (const { path, message } of findings) expect(error.message).toContain(`${path}: ${message}`);
    expect(error.message).toContain('Did you mean "Key"?');
  });

  it.each([
    ["that is missing", () => (s3 as unknown as { getObject(): unknown }).getObject(), "Bucket: is required"],
    ["that is no object", () => s3.getObject("photos" as never), "must be an object, not a string"],
    ["that is null", () => s3.getObject(null as never), "must be an object"],
    ["of a listing", () => s3.paginate("listObjectsV2", { bucket: "b" } as never).toArray(), 'Did you mean "Bucket"'],
    ["of a waiter", () => s3.waitUntil("bucketExists", { Buckt: "b" } as never), 'Did you mean "Bucket"'],
    ["of a presigned request", () => s3.presign("getObject", { Bucket: "b" } as never), "Key: is required"],
    ["of a form", () => s3.generatePresignedPost({ Bucket: "b", Kee: "k" } as never), 'Did you mean "Key"'],
    [
      "of an action",
      () =>
        sessionOf()
          .resource("sqs")
          .Queue("https://q")
          .sendMessage({ Body: "x" } as never),
      'Did you mean "MessageBody"',
    ],
    [
      "of a collection",
      () =>
        sessionOf()
          .resource("s3")
          .Bucket("b")
          .objects.filter({ prefix: "x" } as never)
          .toArray(),
      'Did you mean "Prefix"',
    ],
    ["number of a collection", () => sessionOf().resource("s3").Bucket("b").objects.limit(-1).toArray(), "limit(-1)"],
    ["identifier", () => sessionOf().resource("s3").Bucket(""), "name is empty"],
    ["identifier that is missing", () => (sessionOf().resource("s3").Bucket as () => unknown)(), "name is missing"],
    ["option of a waiter", () => s3.waitUntil("bucketExists", { Bucket: "b" }, { maxWait: 1 } as never), "maxWaitTime"],
    [
      "attribute that is not loaded",
      () => (sessionOf().resource("s3").Object("b", "k") as unknown as { contentLength: number }).contentLength,
      "load()",
    ],
  ])("%s", async (_what, action, part) => {
    const error = await failure(action as () => unknown);
    expect(error.message).toContain(part);
  });
});

describe("a region", () => {
  it.each([
    ["EU (Ireland)", "such as"],
    ["eu-west", '"eu-west-1"'],
    ["https://eu-west-1", "option of the session"],
    ["eu-west-1.evil.example", "no region"],
    ["", "region"],
  ])("%j is none", async (region, part) => {
    const error = await failure(() => sessionOf({ region }).client("s3"));
    expect(error.name).toBe("ConfigError");
    expect(error.message).toContain(part);
  });

  it("of the environment is told apart from one of an option", async () => {
    const error = await failure(() => sessionOf({ region: undefined }, { AWS_REGION: "europe" }).client("sqs"));
    expect(error.message).toContain("AWS_REGION");
  });

  it("that is missing is asked for when the client is made", async () => {
    const error = await failure(() => sessionOf({ region: undefined }).client("sqs"));
    expect(error.name).toBe("NoRegionError");
    for (const part of ["sqs", "`region`", "AWS_REGION"]) expect(error.message).toContain(part);
  });
});

describe("credentials", () => {
  const none = { AWS_EC2_METADATA_DISABLED: "true" };

  it("that are missing: what was tried, in boto3's order, and what to do", async () => {
    const error = await failure(() => sessionOf({ credentials: undefined }, none).client("s3").listBuckets());
    expect(error).toBeInstanceOf(NoCredentialsError);
    expect((error as NoCredentialsError).tried.map(({ provider }) => provider)).toEqual([
      "environment",
      "assumed role of the profile",
      "web identity",
      "SSO",
      "shared credentials file",
      "login session",
      "process",
      "config file",
      "container",
      "instance metadata",
    ]);
    for (const { provider, reason } of (error as NoCredentialsError).tried) {
      expect(error.message).toContain(`${provider}: ${reason}`);
    }
    for (const part of ["AWS_ACCESS_KEY_ID", '"anonymous"']) expect(error.message).toContain(part);
  });

  it("that are half there", async () => {
    const variables = { ...none, AWS_ACCESS_KEY_ID: "AKID" };
    const error = await failure(() => sessionOf({ credentials: undefined }, variables).client("s3").listBuckets());
    expect(error.message).toContain("AWS_SECRET_ACCESS_KEY");
  });

  it("that are no credentials", async () => {
    const given = { accessKeyId: "AKID", secret: "x" } as never;
    const error = await failure(() => sessionOf({ credentials: given }).client("s3").listBuckets());
    expect(error.message).toContain("secretAccessKey");
    expect(error.message).not.toContain("AKID");
  });
});
