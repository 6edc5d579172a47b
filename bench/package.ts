import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/**
 * `npm run bench:package`: what the package costs to install, import, compile and bundle, beside the official packages
 * for the same programs, each measured in the same run. Installs both into a temporary folder.
 */
const root = fileURLToPath(new URL("../", import.meta.url));
// Not within the project, whose own packages would be found as well.
const folder = mkdtempSync(join(tmpdir(), "tucuxi-package-"));

const official = ["@aws-sdk/client-s3@3.1169.0", "@aws-sdk/client-dynamodb@3.1164.0", "@aws-sdk/client-ec2@3"];

interface Side {
  readonly name: "tucuxi" | "official";
  readonly packages: readonly string[];
  readonly programs: Readonly<Record<"import" | "types" | "s3" | "dynamodb", string>>;
}

const ours: Side = {
  name: "tucuxi",
  packages: [pack()],
  programs: {
    import: `import { client } from "tucuxi"; client("s3", { region: "eu-west-1" });`,
    types: `
      import { client } from "tucuxi";
      const s3 = client("s3"), dynamodb = client("dynamodb"), ec2 = client("ec2");
      export const key = (await s3.listObjectsV2({ Bucket: "b" })).Contents?.[0]?.Key;
      export const item = (await dynamodb.getItem({ TableName: "t", Key: { id: { S: "1" } } })).Item;
      export const instance = (await ec2.describeInstances()).Reservations?.[0]?.Instances?.[0]?.InstanceId;`,
    s3: `
      import { Session } from "tucuxi";
      import { s3 } from "tucuxi/s3";
      const client = new Session(OPTIONS).client(s3);
      export const handler = async () => (await client.getObject({ Bucket: "b", Key: "k" })).Body.text();`,
    dynamodb: `
      import { Session } from "tucuxi";
      import { dynamodb } from "tucuxi/dynamodb";
      const client = new Session(OPTIONS).client(dynamodb);
      export const handler = async () => {
        await client.putItem({ TableName: "t", Item: { id: { S: "1" } } });
        return client.getItem({ TableName: "t", Key: { id: { S: "1" } } });
      };`,
  },
};

const theirs: Side = {
  name: "official",
  packages: official,
  programs: {
    import: `import { S3Client } from "@aws-sdk/client-s3"; new S3Client({ region: "eu-west-1" });`,
    types: `
      import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
      import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
      import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
      const s3 = new S3Client(), dynamodb = new DynamoDBClient(), ec2 = new EC2Client();
      export const key = (await s3.send(new ListObjectsV2Command({ Bucket: "b" }))).Contents?.[0]?.Key;
      export const item = (await dynamodb.send(new GetItemCommand({ TableName: "t", Key: { id: { S: "1" } } }))).Item;
      export const instance = (await ec2.send(new DescribeInstancesCommand())).Reservations?.[0]?.Instances?.[0]?.InstanceId;`,
    s3: `
      import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
      const client = new S3Client({ ...OPTIONS, forcePathStyle: true });
      export const handler = async () => (await client.send(new GetObjectCommand({ Bucket: "b", Key: "k" }))).Body.transformToString();`,
    dynamodb: `
      import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
      const client = new DynamoDBClient(OPTIONS);
      export const handler = async () => {
        await client.send(new PutItemCommand({ TableName: "t", Item: { id: { S: "1" } } }));
        return client.send(new GetItemCommand({ TableName: "t", Key: { id: { S: "1" } } }));
      };`,
  },
};

const options = `({ region: "eu-west-1", credentials: { accessKeyId: "a", secretAccessKey: "b" }, endpoint: process.env.ENDPOINT })`;

const results = [];
for (const side of [ours, theirs]) results.push(await measure(side));
print(results as [Measured, Measured]);
rmSync(folder, { recursive: true });

type Measured = Readonly<Record<string, number>>;

async function measure({ name, packages, programs }: Side): Promise<Measured> {
  const place = join(folder, name);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "package.json"), JSON.stringify({ type: "module", private: true }));
  npm(["install", "--no-audit", "--no-fund", "--ignore-scripts", ...packages], place);
  const installed = sizeOf(join(place, "node_modules"));
  const tools = join(folder, "tools");
  if (!existsSync(join(tools, "node_modules", "esbuild"))) {
    mkdirSync(tools, { recursive: true });
    writeFileSync(join(tools, "package.json"), "{}");
    npm(["install", "--no-audit", "--no-fund", "esbuild@0.28.2"], tools);
  }
  const write = (file: string, text: string) => writeFileSync(join(place, file), text.replace("OPTIONS", options));
  write("import.mjs", programs.import);
  write("types.ts", programs.types);
  const bundles = ["s3", "dynamodb"] as const;
  for (const each of bundles) {
    write(`${each}.mjs`, `${programs[each]}\nif (process.env.RUN) await handler();`);
    bundle(place, `${each}.mjs`, `${each}.out.mjs`);
  }
  // Where a model can be cut down to what is used: see docs/bundling.md.
  if (name === "tucuxi") {
    npm(["exec", "--", "tucuxi-submodel", "s3", "getObject", "--out", "s3.only.mjs"], place);
    write("s3.mjs", `${programs.s3.replace("tucuxi/s3", "./s3.only.mjs")}\nif (process.env.RUN) await handler();`);
    bundle(place, "s3.mjs", "s3.only.out.mjs");
  }
  const least = name === "tucuxi" ? "s3.only.out.mjs" : "s3.out.mjs";
  const empty = join(place, "empty.mjs");
  writeFileSync(empty, "");
  const server = await standIn();
  const environment = {
    ...process.env,
    RUN: "1",
    ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  };
  const floor = await median(() => run([empty], place, environment));
  const measured = {
    "installed, MB": installed.bytes / 1e6,
    "installed, files": installed.files,
    "import and first client, ms": (await median(() => run(["import.mjs"], place, environment))) - floor,
    ...compile(place),
    "S3 bundle, kB": statSync(join(place, "s3.out.mjs")).size / 1e3,
    "S3 bundle of GetObject alone, kB": statSync(join(place, least)).size / 1e3,
    "S3 bundle of GetObject alone, cold start, ms": (await median(() => run([least], place, environment))) - floor,
    "S3 bundle, gzipped, kB": gzipSync(readFileSync(join(place, "s3.out.mjs"))).length / 1e3,
    "DynamoDB bundle, kB": statSync(join(place, "dynamodb.out.mjs")).size / 1e3,
    "S3 bundle, cold start to first answer, ms": (await median(() => run(["s3.out.mjs"], place, environment))) - floor,
    "DynamoDB bundle, cold start, ms": (await median(() => run(["dynamodb.out.mjs"], place, environment))) - floor,
  };
  server.close();
  return measured;
}

function bundle(cwd: string, entry: string, output: string): void {
  const banner = `import{createRequire}from"module";const require=createRequire(import.meta.url);`;
  const args = [
    "--bundle",
    "--minify",
    "--platform=node",
    "--format=esm",
    `--banner:js=${banner}`,
    "--log-level=error",
  ];
  execFileSync(
    join(folder, "tools", "node_modules", "esbuild", "bin", "esbuild"),
    [entry, ...args, `--outfile=${output}`],
    {
      cwd,
    },
  );
}

/** Answers whatever S3 and DynamoDB are asked here. */
function standIn(): Promise<ReturnType<typeof createServer>> {
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      response.setHeader("content-type", request.method === "POST" ? "application/x-amz-json-1.0" : "text/plain");
      response.end(request.method === "POST" ? "{}" : "hello");
    });
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

/** Not `spawnSync`: the stand-in answers from this process. */
async function run(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "ignore", "inherit"] });
  const code = await new Promise((resolve) => child.on("exit", resolve));
  if (code !== 0) throw new Error(`${args.join(" ")} in ${cwd} ended with ${String(code)}.`);
  return performance.now() - started;
}

async function median(once: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  await once();
  for (let count = 0; count < 9; count++) times.push(await once());
  return times.sort((a, b) => a - b)[4]!;
}

/** What the compiler says of its own time and memory, `skipLibCheck` on as most have it. */
function compile(cwd: string): Record<string, number> {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const compilerOptions = {
    module: "nodenext",
    target: "es2023",
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    typeRoots: [join(root, "node_modules", "@types")],
    types: ["node"],
  };
  writeFileSync(join(cwd, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["types.ts"] }));
  const runs = Array.from({ length: 5 }, () => {
    const { stdout } = spawnSync(process.execPath, [compiler, "-p", ".", "--extendedDiagnostics"], {
      cwd,
      encoding: "utf8",
    });
    if (/error TS/.test(stdout)) throw new Error(stdout);
    const value = (name: string) => Number(new RegExp(`^${name}:\\s+([\\d.]+)`, "m").exec(stdout)![1]);
    return { seconds: value("Total time"), memory: value("Memory used") / 1e3 };
  }).sort((a, b) => a.seconds - b.seconds);
  return { "tsc --noEmit, s": runs[2]!.seconds, "tsc --noEmit, MB": runs[2]!.memory };
}

function sizeOf(path: string): { bytes: number; files: number } {
  const entries = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = entries.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  return { bytes, files: entries.length };
}

function pack(): string {
  mkdirSync(folder, { recursive: true });
  const [packed] = JSON.parse(npm(["pack", "--json", "--pack-destination", folder], root)) as [Packed];
  console.log(
    `Packed: ${(packed.size / 1e6).toFixed(1)} MB, unpacked ${(packed.unpackedSize / 1e6).toFixed(1)} MB, ${packed.entryCount} files.`,
  );
  return join(folder, packed.filename);
}

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly entryCount: number;
}

function npm(args: readonly string[], cwd: string): string {
  return execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

function print([one, other]: readonly [Measured, Measured]): void {
  const rows = Object.entries(one).map(([name, value]) => {
    const official = other[name]!;
    return {
      "": name,
      tucuxi: Number(value.toFixed(1)),
      official: Number(official.toFixed(1)),
      "%": Math.round((value / official) * 100),
    };
  });
  console.table(rows);
}
