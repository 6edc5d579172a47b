import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Service } from "../../src/model/service.ts";
import type { ServiceModel } from "../../src/model/types.ts";
import { subModel } from "./subModel.ts";

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../models/${name}.json`, import.meta.url), "utf8")) as ServiceModel;

describe("subModel", () => {
  it("keeps the named operations, by either name, and what they need", () => {
    const model = subModel(read("dynamodb"), ["getItem", "ListTables"]);
    // Endpoint discovery calls DescribeEndpoints by itself.
    expect(Object.keys(model.operations)).toEqual(["DescribeEndpoints", "GetItem", "ListTables"]);
    expect(Object.keys(model.paginators ?? {})).toEqual(["ListTables"]);
    expect(model.waiters).toEqual({});
    expect(model.shapes).toHaveProperty("AttributeValue");
    expect(model.shapes).not.toHaveProperty("PutItemInput");
    expect(model.shapes).toHaveProperty("ResourceNotFoundException");
  });

  it("leaves no shape out that is reached", () => {
    const service = new Service("s3", subModel(read("s3"), ["getObject", "listObjectsV2", "headBucket"]));
    for (const name of Object.keys(service.model.shapes)) {
      const shape = service.shape(name);
      for (const member of shape.members.values()) expect(member.shape.name).toBe(member.shapeName);
      if (shape.type === "list") expect(shape.member.shape).toBeDefined();
    }
    expect(Object.keys(service.model.waiters ?? {})).toContain("BucketExists");
  });

  it("names what the service does not have", () => {
    expect(() => subModel(read("sqs"), ["sendMessage", "sendMesage"])).toThrow("SQS has no operation sendMesage.");
  });
});
