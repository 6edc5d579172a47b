import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Emulators, startEmulators } from "../../tools/run/emulators.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
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
  const project = mkdtempSync(join(tmpdir(), "tucuxi-smoke-"));
  let emulators: Emulators;

  beforeAll(async () => {
    emulators = await startEmulators();
    const npm = (...parameters: string[]) => execFileSync("npm", parameters, { cwd: project, stdio: "pipe" });
    execFileSync("npm", ["pack", "--ignore-scripts", "--pack-destination", project], { cwd: root, stdio: "pipe" });
    const [tarball] = readdirSync(project).filter((name) => name.endsWith(".tgz"));
    writeFileSync(join(project, "package.json"), JSON.stringify({ name: "smoke", type: "module", private: true }));
    npm("install", "--no-audit", "--no-fund", `./${tarball}`);
    writeFileSync(join(project, "program.js"), program);
  }, 120_000);

  afterAll(async () => {
    await emulators.stop();
    rmSync(project, { recursive: true, force: true });
  });

  it("runs a client and a resource, is required as it is imported, and lets the process end by itself", async () => {
    const output = await run(machineNode, ["program.js"]);
    expect(JSON.parse(output)).toEqual({
      node: expect.stringMatching(/^v\d+\./),
      keys: ["a.txt"],
      text: "hello",
      required: "function",
      sameClass: true,
      services: 436,
    });
  }, 30_000);

  async function run(command: string, parameters: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(command, parameters, {
      cwd: project,
      env: { ...process.env, ...emulators.environment, NODE_OPTIONS: "" },
      timeout: 20_000,
    });
    return stdout;
  }
});
