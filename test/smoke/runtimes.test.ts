import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PackedProject, packedProject, root } from "./packedProject.ts";

/** Where `npm run peers:runtimes` installs other runtimes than Node. */
const installed = join(root, ".cache", "runtimes", "node_modules");
const haveRuntimes = existsSync(join(installed, "miniflare"));
if (!haveRuntimes) console.log("Bun, Deno and workerd are not installed: npm run test:runtimes");

const everyday = `
import { Session } from "tucuxi";
import { Key } from "tucuxi/dynamodb";

await using session = new Session();
const bucket = session.resource("s3").Bucket("photos-" + process.argv[2]);
await bucket.create({ CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } });
await bucket.Object("cat.txt").put({ Body: async function* () { yield new TextEncoder().encode("me"); yield new TextEncoder().encode("ow"); }, ContentLength: 4 });
const objects = [];
for await (const { key, size } of bucket.objects) objects.push({ key, size });
const error = await bucket.Object("dog.txt").get().catch((error) => error.code);

const TableName = "orders-" + process.argv[2];
await session.client("dynamodb").createTable({
  TableName,
  BillingMode: "PAY_PER_REQUEST",
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
});
await session.client("dynamodb").waitUntil("tableExists", { TableName }, { minDelay: 0.05 });
const table = session.resource("dynamodb").Table(TableName);
await table.putItem({ Item: { id: "1", tags: new Set(["a"]) } });
const items = [];
for await (const { id, tags } of table.query({ KeyConditionExpression: Key("id").eq("1") })) items.push({ id, tags: [...tags] });
console.log(JSON.stringify({ objects, text: await bucket.Object("cat.txt").text(), error, items }));
`;

const typed = `
import { Session } from "tucuxi";
import { rds } from "tucuxi/rds";

const { DBInstances } = await new Session().client(rds).describeDBInstances();
const name: string | undefined = DBInstances?.[0]?.DBInstanceIdentifier;
// @ts-expect-error: there is no such operation.
void new Session().client("s3").listObjectV2;
void name;
`;

const worker = `
import { Session } from "tucuxi";
import { s3 } from "tucuxi/s3";

export default {
  async fetch(_request, { endpoint }) {
    const credentials = { accessKeyId: "EXAMPLE", secretAccessKey: "example" };
    const client = new Session({ region: "eu-west-1", endpoint, credentials }).client(s3);
    await client.createBucket({ Bucket: "worker" });
    await client.putObject({ Bucket: "worker", Key: "k", Body: "from a worker" });
    return new Response(await (await client.getObject({ Bucket: "worker", Key: "k" })).Body.text());
  },
};
`;

const hostOfWorker = `
import { Miniflare } from ${JSON.stringify(pathToFileURL(join(installed, "miniflare", "dist", "src", "index.js")))};
const runtime = new Miniflare({
  modules: true,
  scriptPath: "worker.bundle.js",
  compatibilityDate: "2026-04-01",
  compatibilityFlags: ["nodejs_compat"],
  bindings: { endpoint: process.env.AWS_ENDPOINT_URL_S3 },
});
console.log(await (await runtime.dispatchFetch("http://localhost/")).text());
await runtime.dispose();
`;

const expected = {
  objects: [{ key: "cat.txt", size: 4 }],
  text: "meow",
  error: "NoSuchKey",
  items: [{ id: "1", tags: ["a"] }],
};

describe.skipIf(!haveRuntimes)("the packed library", () => {
  let project: PackedProject;

  beforeAll(async () => {
    project = await packedProject();
    const files = { "everyday.js": everyday, "typed.ts": typed, "worker.js": worker, "host.mjs": hostOfWorker };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(project.folder, name), text);
    writeFileSync(join(project.folder, "deno.json"), JSON.stringify({ nodeModulesDir: "manual" }));
  }, 120_000);

  afterAll(() => project.remove());

  it("works on Bun", { timeout: 60_000 }, async () => {
    const output = await project.run(join(installed, ".bin", "bun"), ["everyday.js", "bun"]);
    expect(JSON.parse(output)).toEqual(expected);
  });

  it("works on Deno", { timeout: 60_000 }, async () => {
    const output = await project.run(join(installed, ".bin", "deno"), ["run", "--allow-all", "everyday.js", "deno"]);
    expect(JSON.parse(output)).toEqual(expected);
  });

  it("has its types on Deno, which knows one star of an export only", { timeout: 60_000 }, async () => {
    await project.run(join(installed, ".bin", "deno"), ["check", "typed.ts"]);
  });

  it("works on Workers that have Node's modules, as a bundle", { timeout: 60_000 }, async () => {
    const esbuild = join(installed, "esbuild", "bin", "esbuild");
    const options = [
      "--bundle",
      "--format=esm",
      "--platform=neutral",
      "--main-fields=module,main",
      "--conditions=workerd,worker,browser",
      "--alias:buffer=node:buffer",
      "--external:node:*",
      // An optional package: without it the import is left in, which the runtime's own check refuses.
      "--alias:hash-wasm=./empty.js",
    ];
    writeFileSync(join(project.folder, "empty.js"), "export {};");
    execFileSync(esbuild, ["worker.js", ...options, "--outfile=worker.bundle.js", "--log-level=error"], {
      cwd: project.folder,
    });
    expect((await project.run(process.execPath, ["host.mjs"])).trim()).toBe("from a worker");
  });
});
