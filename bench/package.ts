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
import { gzipSync } from "node:zlib";
import { median } from "./compare.ts";
import { compilerOptions, npm, officialPackages, pack, root } from "./packages.ts";

/**
 * `npm run bench:package`: what the package costs to install, import, compile and bundle, beside the official packages
 * for the same programs, each measured in the same run. Installs both into a temporary folder.
 */
// Not within the project, whose own packages would be found as well.
const folder = mkdtempSync(join(tmpdir(), "tucuxi-package-"));

interface Side {
  readonly name: "tucuxi" | "official";
  readonly packages: readonly string[];
  readonly programs: Readonly<Record<"import" | "types" | "s3" | "dynamodb", string>>;
}

const ours: Side = {
  name: "tucuxi",
  packages: [packed()],
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
  packages: officialPackages,
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

/** Tells at its end how much CPU time a process took; other programs on the machine disturb that little. */
const tellCpu = `process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  process.stdout.write("CPU " + (user + system) / 1000);
});`;

const server = await standIn();
const environment = {
  ...process.env,
  RUN: "1",
  ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
};
const places = [prepare(ours), prepare(theirs)];
const started = await startAll(places);
server.close();
const [one, other] = places.map((place, index) => ({ ...sizesOf(place), ...compile(place.folder), ...started[index] }));
print(one!, other!);
rmSync(folder, { recursive: true });

type Measured = Readonly<Record<string, number>>;

/** One side's folder with its packages, programs and bundles. */
interface Place {
  readonly folder: string;
  /** The smallest bundles that its documentation tells how to make. */
  readonly least: Readonly<Record<"s3" | "dynamodb", string>>;
}

function prepare({ name, packages, programs }: Side): Place {
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "package.json"), JSON.stringify({ type: "module", private: true }));
  npm(["install", "--no-audit", "--no-fund", "--ignore-scripts", ...packages], place);
  const tools = join(folder, "tools");
  if (!existsSync(join(tools, "node_modules", "esbuild"))) {
    mkdirSync(tools, { recursive: true });
    writeFileSync(join(tools, "package.json"), "{}");
    npm(["install", "--no-audit", "--no-fund", "esbuild@0.28.2"], tools);
  }
  const write = (file: string, text: string) => writeFileSync(join(place, file), text.replace("OPTIONS", options));
  write("empty.mjs", "");
  write("cpu.mjs", tellCpu);
  write("import.mjs", programs.import);
  write("types.ts", programs.types);
  const bundles = ["s3", "dynamodb"] as const;
  for (const each of bundles) {
    write(`${each}.mjs`, `${programs[each]}\nif (process.env.RUN) await handler();`);
    bundle(place, `${each}.mjs`, `${each}.out.mjs`);
  }
  // Where a model can be cut down to what is used: see docs/bundling.md.
  const least = { s3: "s3.out.mjs", dynamodb: "dynamodb.out.mjs" };
  if (name === "tucuxi") {
    const used = { s3: ["getObject"], dynamodb: ["getItem", "putItem"] };
    for (const each of bundles) {
      npm(["exec", "--", "tucuxi-submodel", each, ...used[each], "--out", `${each}.only.mjs`], place);
      const program = programs[each].replace(`tucuxi/${each}`, `./${each}.only.mjs`);
      write(`${each}.mjs`, `${program}\nif (process.env.RUN) await handler();`);
      least[each] = `${each}.only.out.mjs`;
      bundle(place, `${each}.mjs`, least[each]);
    }
  }
  return { folder: place, least };
}

function sizesOf({ folder: place, least }: Place): Measured {
  const kilobytes = (file: string) => statSync(join(place, file)).size / 1e3;
  const installed = sizeOf(join(place, "node_modules"));
  return {
    "installed, MB": installed.bytes / 1e6,
    "installed, files": installed.files,
    "S3 bundle, kB": kilobytes("s3.out.mjs"),
    "S3 bundle, gzipped, kB": gzipSync(readFileSync(join(place, "s3.out.mjs"))).length / 1e3,
    "S3 bundle of GetObject alone, kB": kilobytes(least.s3),
    "DynamoDB bundle, kB": kilobytes("dynamodb.out.mjs"),
    "DynamoDB bundle of Get and Put alone, kB": kilobytes(least.dynamodb),
  };
}

/** What each place's programs take to start, net of an empty one; a bundle starts up to its first answer. */
async function startAll(sides: readonly Place[]): Promise<readonly Measured[]> {
  const programs: Readonly<Record<string, (place: Place) => string>> = {
    "import and first client": () => "import.mjs",
    "S3 bundle, cold start": () => "s3.out.mjs",
    "S3 bundle of GetObject alone, cold start": ({ least }) => least.s3,
    "DynamoDB bundle, cold start": () => "dynamodb.out.mjs",
    "DynamoDB bundle of Get and Put alone, cold start": ({ least }) => least.dynamodb,
  };
  const floors = await start(sides, () => "empty.mjs");
  const measured = sides.map(() => ({}) as Record<string, number>);
  for (const [what, program] of Object.entries(programs)) {
    for (const [index, { cpu, clock }] of (await start(sides, program)).entries()) {
      measured[index]![`${what}, CPU ms`] = cpu - floors[index]!.cpu;
      measured[index]![`${what}, ms`] = clock - floors[index]!.clock;
    }
  }
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

interface Times {
  readonly cpu: number;
  readonly clock: number;
}

/**
 * The medians of fifteen fresh processes of each place. The places take turns, so that what disturbs the machine disturbs
 * both.
 */
async function start(sides: readonly Place[], program: (place: Place) => string): Promise<readonly Times[]> {
  const times = sides.map((): Times[] => []);
  for (let round = -1; round < 15; round++) {
    for (const [index, side] of sides.entries()) {
      const time = await run(program(side), side.folder);
      if (round >= 0) times[index]!.push(time);
    }
  }
  return times.map((each) => ({
    cpu: median(each.map(({ cpu }) => cpu)),
    clock: median(each.map(({ clock }) => clock)),
  }));
}

/** Not `spawnSync`: the stand-in answers from this process. */
async function run(program: string, cwd: string): Promise<Times> {
  const begun = performance.now();
  const args = ["--no-warnings", "--import", "./cpu.mjs", program];
  const child = spawn(process.execPath, args, { cwd, env: environment, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += String(chunk);
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`${program} in ${cwd} ended with ${String(code)}.`);
  return { cpu: Number(/CPU ([\d.]+)/.exec(output)![1]), clock: performance.now() - begun };
}

/** What the compiler says of its own time and memory, `skipLibCheck` on as most have it. */
function compile(cwd: string): Record<string, number> {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const options = { ...compilerOptions, typeRoots: [join(root, "node_modules", "@types")] };
  writeFileSync(join(cwd, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["types.ts"] }));
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

function packed(): string {
  const { path, size, unpackedSize, entryCount } = pack(folder);
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  console.log(`Packed: ${megabytes(size)} MB, unpacked ${megabytes(unpackedSize)} MB, ${entryCount} files.`);
  return path;
}

function print(one: Measured, other: Measured): void {
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
