import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Service, type Shape } from "../../src/model/service.ts";
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

  it("tells calls of every service the same of their inputs and outputs as the whole model", {
    timeout: 60_000,
  }, () => {
    const names = readdirSync(new URL("../../models/", import.meta.url)).filter((file) => file.endsWith(".json"));
    for (const name of names.map((file) => file.slice(0, -".json".length))) {
      const whole = new Service(name, read(name));
      const part = new Service(name, subModel(whole.model, whole.operationNames));
      const seen = new Set<string>();
      for (const operation of whole.operationNames) {
        const [ours, theirs] = [part.operation(operation), whole.operation(operation)];
        for (const side of ["input", "output"] as const) {
          expect(ours[side] === undefined).toBe(theirs[side] === undefined);
          if (ours[side] && theirs[side]) expectSame(ours[side], theirs[side], `${name}.${operation}`, seen);
        }
      }
    }
  });

  it("names what the service does not have", () => {
    expect(() => subModel(read("sqs"), ["sendMessage", "sendMesage"])).toThrow("SQS has no operation sendMesage.");
  });
});

/** What types alone are made of. */
const unused = ["enum", "pattern", "max", "deprecated", "deprecatedSince"];

function expectSame(ours: Shape, theirs: Shape, where: string, seen: Set<string>): void {
  if (seen.has(theirs.name)) return;
  seen.add(theirs.name);
  expect(ours.type, where).toBe(theirs.type);
  expect(used(ours.traits), where).toEqual(used(theirs.traits));
  expect([...ours.members.keys()], where).toEqual([...theirs.members.keys()]);
  for (const [name, member] of theirs.members) {
    const own = ours.members.get(name)!;
    expect(used(own.traits), `${where}.${name}`).toEqual(used(member.traits));
    expectSame(own.shape, member.shape, `${where}.${name}`, seen);
  }
  if (theirs.type === "list") expectSame(ours.member.shape, theirs.member.shape, `${where}[]`, seen);
  if (theirs.type === "map") expectSame(ours.value.shape, theirs.value.shape, `${where}{}`, seen);
}

function used(traits: object): object {
  const ofTypes = ["shape", "structure", "list", "map", "type", ...unused];
  return Object.fromEntries(Object.entries(traits).filter(([name]) => !ofTypes.includes(name)));
}
