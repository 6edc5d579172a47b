import { describe, expect, it } from "vitest";
import { sessionWith } from "../../test/client/stand.ts";
import { ParamValidationError, type ValidationFinding } from "../errors/index.ts";
import { loadService } from "../model/loader.ts";
import { compileInputValidator } from "./validate.ts";

function findings(service: string, operation: string, input: unknown): readonly ValidationFinding[] {
  try {
    compileInputValidator(loadService(service).operation(operation))(input);
    return [];
  } catch (error) {
    if (error instanceof ParamValidationError) return error.findings;
    throw error;
  }
}

function found(service: string, operation: string, input: unknown): string[] {
  return findings(service, operation, input).map(({ path, message }) => `${path}: ${message}`);
}

describe("the validation of an input", () => {
  it("finds everything at once, with the path to each", () => {
    const input = { Bucket: 5, Delete: { Objects: [{ Key: "a" }, {}, { Key: "", VersionId: ["1"] }], Quiet: "yes" } };
    expect(found("s3", "DeleteObjects", input)).toEqual([
      "Bucket: must be a string, not a number",
      "Delete.Objects[1].Key: is required and is missing",
      "Delete.Objects[2].Key: has 0 characters, the least is 1",
      "Delete.Objects[2].VersionId: must be a string, not an array",
      "Delete.Quiet: must be a boolean, not a string",
    ]);
  });

  it("puts all of it into one message", () => {
    const validate = compileInputValidator(loadService("s3").operation("GetObject"));
    expect(() => validate({ Bucket: "b", Kye: "k" })).toThrow(
      "GetObject: the input is not valid, nothing was sent:\n" +
        "  Key: is required and is missing\n" +
        '  Kye: is unknown. Did you mean "Key"?',
    );
  });

  it("names the nearest members, or those that there are", () => {
    expect(found("sqs", "DeleteQueue", { QueueUrl: "u", queueurl: "u" })).toEqual([
      'queueurl: is unknown. Did you mean "QueueUrl"?',
    ]);
    expect(found("sqs", "DeleteQueue", { QueueUrl: "u", Zebra: 1 })).toEqual([
      "Zebra: is unknown. Known are QueueUrl.",
    ]);
    expect(found("ec2", "DescribeInstances", { Zebra: 1 })[0]).toMatch(/^Zebra: is unknown\. Known are /);
  });

  it("takes what is undefined for what is not there", () => {
    expect(found("sqs", "DeleteQueue", { QueueUrl: "u", Other: undefined })).toEqual([]);
    expect(found("sqs", "DeleteQueue", { QueueUrl: undefined })).toEqual(["QueueUrl: is required and is missing"]);
    expect(found("sqs", "DeleteQueue", { QueueUrl: null })).toEqual(["QueueUrl: must be a string, not null"]);
  });

  it("fills in tokens itself and misses none", () => {
    expect(found("ecs", "CreateTaskSet", { service: "s", cluster: "c", taskDefinition: "t" })).toEqual([]);
  });

  it("knows unions, maps and their keys", () => {
    expect(found("dynamodb", "PutItem", { TableName: "t", Item: { a: { S: "1", N: "1" }, b: {} } })).toEqual([]);
    const update = (Operation: unknown) => found("quicksight", "CreateDataSet", { LogicalTableMap: { "": Operation } });
    expect(update(5)).toContain('LogicalTableMap[""]: its key has 0 characters, the least is 1');
    expect(found("bedrock-agentcore", "CreateEvent", { payload: [{}] })).toEqual(
      expect.arrayContaining([expect.stringMatching(/^payload\[0\]: is a union: exactly one of .* not 0$/)]),
    );
  });

  it("takes numbers and bigints for a long, and refuses what a number does not hold", () => {
    const expires = (Limit: unknown) =>
      found("glacier", "SetDataRetrievalPolicy", {
        accountId: "-",
        Policy: { Rules: [{ Strategy: "BytesPerHour", BytesPerHour: Limit }] },
      });
    expect(expires(5)).toEqual([]);
    expect(expires(2n ** 62n)).toEqual([]);
    expect(expires(2 ** 60)).toEqual([expect.stringContaining("give a bigint")]);
    expect(expires(1.5)).toEqual(["Policy.Rules[0].BytesPerHour: must be a whole number, not 1.5"]);
    expect(expires(Number.NaN)).toEqual(["Policy.Rules[0].BytesPerHour: must be a whole number, not NaN"]);
  });

  it("takes dates, seconds and text for a timestamp", () => {
    const since = (IfModifiedSince: unknown) => found("s3", "GetObject", { Bucket: "b", Key: "k", IfModifiedSince });
    for (const time of [new Date(), 1_700_000_000, 0.5, "2024-02-29T12:00:00Z", "1700000000"]) {
      expect(since(time)).toEqual([]);
    }
    expect(since("yesterday")).toEqual(['IfModifiedSince: is no date: "yesterday"']);
    expect(since(new Date("no"))).toEqual(["IfModifiedSince: is an invalid Date"]);
    expect(since(Number.NaN)).toEqual(["IfModifiedSince: must be seconds since 1970, not NaN"]);
    expect(since({})).toHaveLength(1);
  });

  it("refuses times whose years have no four digits, as boto3 does: milliseconds for seconds, say", () => {
    const since = (IfModifiedSince: unknown) => found("s3", "GetObject", { Bucket: "b", Key: "k", IfModifiedSince });
    for (const time of [-62_135_596_800, 253_402_300_799, new Date("9999-12-31T23:59:59.999Z")]) {
      expect(since(time)).toEqual([]);
    }
    expect(since(1_700_000_000_000)).toEqual([
      "IfModifiedSince: is 1700000000000 seconds since 1970, beyond the years 1 to 9999: give a Date for milliseconds",
    ]);
    for (const time of [-62_135_596_801, 253_402_300_800, -1e15, "1700000000000", "0000-01-01", new Date(8.64e15)]) {
      expect(since(time)).toHaveLength(1);
    }
  });

  it("takes every form of bytes, and streams only where the operation streams", () => {
    const forms = ["a", new Uint8Array(1), Buffer.from("a"), new ArrayBuffer(1), new DataView(new ArrayBuffer(1))];
    const streams = [new Blob(["a"]), new Blob(["a"]).stream(), (async function* () {})(), ["a"], () => forms];
    const put = (Body: unknown) => found("s3", "PutObject", { Bucket: "b", Key: "k", Body });
    const record = (Data: unknown) => found("kinesis", "PutRecord", { StreamName: "s", PartitionKey: "p", Data });
    for (const form of forms) expect([...put(form), ...record(form)]).toEqual([]);
    for (const stream of streams) {
      expect(put(stream)).toEqual([]);
      expect(record(stream)).toHaveLength(1);
    }
    expect(put(5)).toEqual(["Body: must be bytes, a string, a Blob, a stream or an async iterable, not a number"]);
  });

  it("counts characters, not units", () => {
    const scan = (TableName: string) => found("dynamodb", "CreateBackup", { TableName: "t", BackupName: TableName });
    expect(scan("𝒳𝒳")).toEqual(["BackupName: has 2 characters, the least is 3"]);
    expect(scan("𝒳𝒳𝒳")).toEqual([]);
  });

  it("refuses things that are no plain objects where members are wanted", () => {
    for (const Delete of [[], new Date(), new Map(), new Uint8Array(1), "Objects", () => 1]) {
      expect(found("s3", "DeleteObjects", { Bucket: "b", Delete })).toHaveLength(1);
    }
    expect(found("s3", "ListBuckets", 5)).toEqual([": must be an object, not a number"]);
  });

  it("ends with an input that contains itself", () => {
    const value: Record<string, unknown> = {};
    value.M = { a: value };
    expect(found("dynamodb", "PutItem", { TableName: "t", Item: { a: value } })).toEqual([
      expect.stringContaining("does it contain itself?"),
    ]);
  });

  it("names no value: it may be a secret", () => {
    const wrong = findings("iam", "ChangePassword", { OldPassword: ["hunter2"], NewPassword: { value: "hunter3" } });
    expect(wrong).toHaveLength(2);
    expect(JSON.stringify(wrong)).not.toContain("hunter");
  });

  it("lets an operation that takes nothing take nothing", () => {
    expect(found("dynamodb", "DescribeLimits", {})).toEqual([]);
    expect(found("dynamodb", "DescribeLimits", { Limit: 5 })).toHaveLength(1);
  });

  it("can be switched off", async () => {
    const { session, requests } = sessionWith(() => ({ body: "{}" }), { parameterValidation: false });
    await session.client("dynamodb").listTables({ Limit: -5 });
    expect(JSON.parse(String(requests[0]!.body))).toEqual({ Limit: -5 });
    const strict = session.client("dynamodb", { parameterValidation: true });
    await expect(strict.listTables({ Limit: -5 })).rejects.toThrow("Limit: is -5, the least is 1");
  });
});
