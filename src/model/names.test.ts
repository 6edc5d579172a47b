import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { methodName, RESERVED_CLIENT_NAMES } from "./names.ts";

describe("methodName", () => {
  it.each([
    ["ListObjectsV2", "listObjectsV2"],
    ["ETag", "eTag"],
    ["KMSKeyId", "kmsKeyId"],
    ["DBInstanceArn", "dbInstanceArn"],
    ["ACL", "acl"],
    ["MFADelete", "mfaDelete"],
    ["SSEKMSKeyId", "ssekmsKeyId"],
    ["EC2InstanceId", "ec2InstanceId"],
    ["S3Bucket", "s3Bucket"],
    ["IsTruncated", "isTruncated"],
    ["ID", "id"],
    ["IDs", "ids"],
    ["ARNsOfAll", "arnsOfAll"],
    ["Id", "id"],
    ["vaultName", "vaultName"],
    ["x", "x"],
    ["", ""],
  ])("calls %s %s", (api, ours) => {
    expect(methodName(api)).toBe(ours);
  });

  it("keeps the operations of every service apart, and apart from what clients have besides", () => {
    const folder = new URL("../../models/", import.meta.url);
    let operations = 0;
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
      const model = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as { operations?: object };
      const names = Object.keys(model.operations ?? {});
      const methods = new Set(names.map(methodName));
      operations += names.length;
      expect(methods.size, file).toBe(names.length);
      expect(
        [...methods].filter((name) => RESERVED_CLIENT_NAMES.has(name)),
        file,
      ).toEqual([]);
      expect(
        [...methods].filter((name) => !/^[a-z][A-Za-z0-9_]*$/.test(name)),
        file,
      ).toEqual([]);
    }
    expect(operations).toBe(19_427);
  });
});
