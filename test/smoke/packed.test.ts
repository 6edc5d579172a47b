import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PackedProject, packedProject } from "./packedProject.ts";

/** The machine's own Node, which may be the oldest that the library runs on. */
const machineNode = process.env.npm_node_execpath ?? process.execPath;

const program = `
import { client, resource, NoRegionError, Session } from "tucuxi";
import { createRequire } from "node:module";

const s3 = client("s3");
await s3.createBucket({ Bucket: "smoke", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } });
const bucket = resource("s3").Bucket("smoke");
await bucket.Object("a.txt").put({ Body: "hello" });
const keys = [];
for await (const object of bucket.objects) keys.push(object.key);
const { Body } = await s3.getObject({ Bucket: "smoke", Key: "a.txt" });
const required = createRequire(import.meta.url)("tucuxi");
console.log(JSON.stringify({
  node: process.version,
  keys,
  text: await Body.text(),
  required: typeof required.client,
  sameClass: required.NoRegionError === NoRegionError,
  services: new Session().getAvailableServices().length,
}));
`;

describe("the packed library in an empty project, under the machine's own Node", () => {
  let project: PackedProject;

  beforeAll(async () => {
    project = await packedProject();
    writeFileSync(join(project.folder, "program.js"), program);
  }, 120_000);

  afterAll(() => project.remove());

  it("runs a client and a resource, is required as it is imported, and lets the process end by itself", async () => {
    const output = await project.run(machineNode, ["program.js"]);
    expect(JSON.parse(output)).toEqual({
      node: expect.stringMatching(/^v\d+\./),
      keys: ["a.txt"],
      text: "hello",
      required: "function",
      sameClass: true,
      services: 436,
    });
  }, 30_000);
});
