import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundlers, esbuildBundle, type Format, haveBundlers, root } from "./bundlers.ts";

const setup = `
const session = new Session({
  region: "eu-west-1", endpoint: process.env.ENDPOINT, credentials: { accessKeyId: "a", secretAccessKey: "b" },
});
const handler = async () => (await s3.getObject({ Bucket: "b", Key: "k" })).Body.text();
`;

/** The handlers of a Lambda function, each in one file. */
const handlers: Readonly<Record<string, string>> = {
  "client by name": `import { Session } from "tucuxi"; import "tucuxi/s3"; ${setup} const s3 = session.client("s3");`,
  "client by value": `import { Session } from "tucuxi"; import { s3 as service } from "tucuxi/s3"; ${setup} const s3 = session.client(service);`,
  resource: `import { Session } from "tucuxi"; import { s3 as service } from "tucuxi/s3"; ${setup} const s3 = { getObject: ({ Bucket, Key }) => session.resource(service).Bucket(Bucket).Object(Key).get() };`,
  "one operation, its error": `import { Session } from "tucuxi"; import { NoSuchKey, s3 as service } from "./submodel.mjs"; ${setup} const s3 = session.client(service); if (NoSuchKey !== s3.exceptions.NoSuchKey) throw new Error("two classes");`,
  "one operation": `import { Session } from "tucuxi"; import { s3 as service } from "./submodel.mjs"; ${setup} const s3 = session.client(service);`,
};

/** The names on the wire of services that no handler uses. */
const strangers = ["DynamoDB_20120810", "AmazonSQS", "DescribeDBInstances", "DescribeInstances", "BatchWriteItem"];

const folder = join(root, ".cache", "bundles");
const run = promisify(execFile);
const server = createServer((request, response) => {
  response.setHeader("content-type", "text/plain");
  response.end(`the object at ${request.url}`);
});

if (!haveBundlers) console.log("The bundlers are not installed: npm run test:bundles");

describe.skipIf(!haveBundlers)("a bundle", () => {
  beforeAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, "out"), { recursive: true });
    const submodel = ["dist/submodel.js", "s3", "getObject", "--out", join(folder, "submodel.mjs")];
    await run(process.execPath, submodel, { cwd: root });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => server.close());

  const formats: readonly Format[] = ["esm", "cjs"];
  const all = Object.keys(bundlers).flatMap((bundler) =>
    formats.flatMap((format) => Object.keys(handlers).map((handler) => [bundler, format, handler] as const)),
  );

  it.each(all)(
    "by %s (%s), %s, answers and has nothing of other services",
    async (bundler, format, handler) => {
      const name = `${bundler}-${format}-${handler.replaceAll(/\W+/g, "-")}`;
      const entry = join(folder, `${name}.mjs`);
      writeFileSync(entry, `${handlers[handler]}\nhandler().then((text) => console.log(text));\n`);
      const place = join(folder, "out", name);
      const output = join(place, format === "esm" ? "handler.mjs" : "handler.cjs");
      mkdirSync(place);
      await bundlers[bundler]!(entry, output, format);
      expect(readdirSync(place).filter((file) => !file.endsWith(".LICENSE.txt"))).toHaveLength(1);
      const env = { ...process.env, ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
      const { stdout } = await run(process.execPath, [output], { cwd: place, env });
      expect(stdout.trim()).toBe("the object at /b/k");
      const code = readFileSync(output, "utf8");
      expect(strangers.filter((stranger) => code.includes(stranger))).toEqual([]);
    },
    60_000,
  );

  /** Bundles a program by esbuild and gives what it prints. */
  async function output(name: string, program: string, conditions?: readonly string[]): Promise<string> {
    const entry = join(folder, `${name}.mjs`);
    const bundled = join(folder, "out", `${name}.mjs`);
    writeFileSync(entry, program);
    await esbuildBundle(entry, bundled, "esm", conditions);
    return (await run(process.execPath, [bundled], { cwd: folder })).stdout.trim();
  }

  it("by a bundler that knows none of the package's conditions has clients and resources as well", async () => {
    const program = `
      import { Session } from "tucuxi";
      import "tucuxi/s3";
      const page = "<ListBucketResult><Contents><Key>a</Key></Contents></ListBucketResult>";
      const http = async () => ({ status: 200, headers: {}, body: new TextEncoder().encode(page) });
      const session = new Session({ region: "eu-west-1", credentials: { accessKeyId: "a", secretAccessKey: "b" }, http });
      const keys = await session.resource("s3").Bucket("b").objects.toArray();
      console.log(keys.map(({ key }) => key), (await session.client("s3").listObjectsV2({ Bucket: "b" })).Contents);`;
    expect(await output("no-conditions", program, ["none"])).toBe("[ 'a' ] [ { Key: 'a' } ]");
  });

  it("of a whole service searches pages and waits", async () => {
    const program = `
      import { Session } from "tucuxi";
      import { s3 } from "tucuxi/s3";
      const page = "<ListBucketResult><Contents><Key>a</Key><Size>1</Size></Contents><Contents><Key>b</Key><Size>9</Size></Contents></ListBucketResult>";
      const http = async ({ method }) => ({ status: 200, headers: {}, body: new TextEncoder().encode(method === "HEAD" ? "" : page) });
      const client = new Session({ region: "eu-west-1", credentials: { accessKeyId: "a", secretAccessKey: "b" }, http }).client(s3);
      const { $metadata } = await client.waitUntil("bucketExists", { Bucket: "b" });
      const large = [];
      for await (const key of client.paginate("listObjectsV2", { Bucket: "b" }).search("Contents[?Size > \`1\`].Key")) large.push(key);
      console.log($metadata.httpStatusCode, large);`;
    expect(await output("whole-service", program)).toBe("200 [ 'b' ]");
  });

  it("says what to import where something is missing", async () => {
    const program = `
      import { Session } from "tucuxi";
      import { s3 } from "./submodel.mjs";
      import { writeFileSync } from "node:fs";
      const reason = (run) => Promise.resolve().then(run).then(() => "no error", (error) => error.message);
      writeFileSync("config", "[default]\\nregion = eu-west-1\\nrole_arn = arn:aws:iam::123456789012:role/x\\ncredential_source = Environment\\n");
      process.env.AWS_CONFIG_FILE = "config";
      const client = new Session().client(s3);
      console.log([
        await reason(() => client.getObject({ Bucket: "b", Key: "k" })),
        await reason(() => client.paginate("listObjectsV2", { Bucket: "b" })),
        await reason(() => client.waitUntil("bucketExists", { Bucket: "b" })),
        await reason(() => new Session().client("sqs")),
      ].join("\\n"));`;
    expect((await output("missing", program)).split("\n")).toEqual([
      expect.stringContaining('Add: import "tucuxi/sts"'),
      expect.stringContaining("This bundle has no paginators"),
      expect.stringContaining("This bundle has no waiters"),
      expect.stringContaining('Add: import "tucuxi/sqs"'),
    ]);
  });
});
