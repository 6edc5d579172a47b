import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./compile.ts";

/** What editors show of the built package's types, for services of every protocol. */
describe("doc comments", () => {
  it("name the operation, its page, its errors, its paging and its deprecation", () => {
    expect(commentOf("s3", "getObject")).toBe(
      "[GetObject](https://docs.aws.amazon.com/goto/WebAPI/s3-2006-03-01/GetObject) " +
        "@throws NoSuchKey, InvalidObjectState",
    );
    expect(commentOf("sqs", "listQueues")).toContain("One page; `paginate` gives all.");
    expect(commentOf("cloudwatch", "putMetricAlarm")).toContain("WebAPI/monitoring-2010-08-01/PutMetricAlarm");
    expect(commentOf("stepfunctions", "startExecution")).toContain("WebAPI/states-2016-11-23/StartExecution");
    expect(commentOf("s3", "putBucketLifecycle")).toContain("@deprecated");
  });

  it("say length, range and pattern of an input's members", () => {
    expect(memberOf("kms", "EncryptRequest", "Plaintext")).toBe("1 to 4096 bytes. Sensitive.");
    expect(memberOf("lambda", "CreateFunctionRequest", "MemorySize")).toMatch(/^128 to \d+\.$/);
    expect(memberOf("ecr", "CreateRepositoryRequest", "repositoryName")).toMatch(/^2 to 256 characters\. Pattern: `/);
    expect(memberOf("events", "PutRuleRequest", "RoleArn")).toBe("1 to 1600 characters.");
    expect(memberOf("s3", "GetObjectRequest", "Key")).toBe("At least 1 character.");
    expect(memberOf("dynamodb", "PutItemInput", "ConditionalOperator")).toBe("");
  });
});

function commentOf(service: string, method: string): string {
  return commentBefore(read(service, service), new RegExp(`\\*/\\n\\t${method}: `));
}

function memberOf(service: string, shape: string, member: string): string {
  const body = read(service, "shapes").split(`interface ${shape} {\n`)[1]!.split("\n}\n")[0]!;
  return commentBefore(`\n${body}`, new RegExp(`(?:\\*/)?\\n\\t${member}\\??: `));
}

/** The comment that ends where the pattern is, in one line; empty where there is none. */
function commentBefore(text: string, pattern: RegExp): string {
  const end = pattern.exec(text)!;
  if (!end[0].startsWith("*/")) return "";
  const start = text.lastIndexOf("/**", end.index);
  return text
    .slice(start + 3, end.index)
    .replaceAll(/\s*\n\s*\*\s*/g, " ")
    .trim();
}

function read(service: string, module: string): string {
  return readFileSync(join(root, "dist", "services", service, `${module}.d.ts`), "utf8");
}
