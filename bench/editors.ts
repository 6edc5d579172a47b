import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "./compare.ts";
import { type LanguageServer, type Position, startLsp, startTsserver } from "./languageServers.ts";
import { compilerOptions, npm, officialPackages, pack, root, withVersion } from "./packages.ts";

/**
 * `npm run bench:editors`: how soon an editor shows the first completions in a program that uses S3, DynamoDB and EC2,
 * and what memory its language server has then, beside the official packages for the same program, in TypeScript 7's
 * language server and in tsserver of 5.9. Installs both packages into a temporary folder. Needs Linux.
 */
// Not within the project, whose own packages editors would offer imports from.
const folder = mkdtempSync(join(tmpdir(), "tucuxi-editors-"));
const rounds = 7;

interface Side {
  readonly name: string;
  readonly packages: readonly string[];
  /** `|1|` and `|2|` mark where the user asks for completions. */
  readonly program: string;
  /** What must be among the completions there. */
  readonly expected: readonly [member: string, input: string];
}

const sides: readonly Side[] = [
  {
    name: "tucuxi",
    packages: [pack(folder).path],
    program: `import { client } from "tucuxi";
const s3 = client("s3"), dynamodb = client("dynamodb"), ec2 = client("ec2");
export const item = (await dynamodb.getItem({ TableName: "t", Key: { id: { S: "1" } } })).Item;
export const instance = (await ec2.describeInstances()).Reservations?.[0]?.Instances?.[0]?.InstanceId;
export const page = await s3.listObjectsV2({ |2| });
s3.|1|;
`,
    expected: ["listObjectsV2", "Bucket"],
  },
  {
    name: "official",
    packages: officialPackages,
    program: `import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
const s3 = new S3Client(), dynamodb = new DynamoDBClient(), ec2 = new EC2Client();
export const item = (await dynamodb.send(new GetItemCommand({ TableName: "t", Key: { id: { S: "1" } } }))).Item;
export const instance = (await ec2.send(new DescribeInstancesCommand())).Reservations?.[0]?.Instances?.[0]?.InstanceId;
export const page = await s3.send(new ListObjectsV2Command({ |2| }));
s3.|1|;
`,
    expected: ["send", "Bucket"],
  },
];

interface Measured {
  readonly first: number;
  readonly second: number;
  readonly cpu: number;
  readonly memory: number;
  readonly entries: readonly [number, number];
}

try {
  for (const side of sides) install(side);
  npm(["install", "--no-audit", "--no-fund", "--prefix", join(folder, "older"), "typescript@5.9.3"], folder);
  const tsserver = join(folder, "older", "node_modules", "typescript", "lib", "tsserver.js");
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  await compare("TypeScript 7's language server", (cwd) => startLsp(compiler, cwd));
  await compare("tsserver of TypeScript 5.9", (cwd) => startTsserver(tsserver, cwd));
} finally {
  rmSync(folder, { recursive: true });
}

/** The sides take turns, so that what disturbs the machine disturbs both. */
async function compare(title: string, launch: (folder: string) => Promise<LanguageServer>): Promise<void> {
  const runs = sides.map((): Measured[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, side] of sides.entries()) runs[index]!.push(await measure(side, launch));
  }
  const rows = sides.map(({ name }, index) => {
    const of = (value: (run: Measured) => number) => Math.round(median(runs[index]!.map(value)));
    return {
      "": name,
      "from opening to completions of s3., ms": of(({ first }) => first),
      "then of an input's members, ms": of(({ second }) => second),
      "CPU, ms": of(({ cpu }) => cpu),
      "memory, MB": of(({ memory }) => memory),
      completions: runs[index]![0]!.entries.join(" and "),
    };
  });
  console.log(`\n${title}: medians of ${rounds} fresh servers`);
  console.table(rows);
}

async function measure(
  { name, program, expected }: Side,
  launch: (folder: string) => Promise<LanguageServer>,
): Promise<Measured> {
  const cwd = join(folder, name);
  const { text, positions } = marked(program);
  const server = await launch(cwd);
  const file = join(cwd, "program.ts");
  const opened = performance.now();
  server.open(file, text);
  const members = await server.complete(file, positions[0]);
  const first = performance.now() - opened;
  const inputs = await server.complete(file, positions[1]);
  const second = performance.now() - opened - first;
  for (const [index, names] of [members, inputs].entries()) {
    if (!names.includes(expected[index]!))
      throw new Error(`${name}: ${expected[index]} is not among ${names.join(" ")}`);
  }
  const { cpu, memory } = usageOf(server.pid);
  await server.close();
  return { first, second, cpu, memory, entries: [members.length, inputs.length] };
}

function marked(program: string): { text: string; positions: readonly [Position, Position] } {
  const lines = program.split("\n");
  const positionOf = (marker: string): Position => {
    const line = lines.findIndex((each) => each.includes(marker));
    return { line, character: lines[line]!.indexOf(marker) };
  };
  const positions = [positionOf("|1|"), positionOf("|2|")] as const;
  return { text: program.replaceAll(/\|\d\|/g, ""), positions };
}

/** What a process has used, in milliseconds and in megabytes: Linux tells by hundredths of a second and by pages. */
function usageOf(pid: number): { cpu: number; memory: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
  const resident = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1];
  return { cpu: (Number(fields[11]) + Number(fields[12])) * 10, memory: Number(resident) / 1e3 };
}

function install({ name, packages, program }: Side): void {
  const cwd = join(folder, name);
  mkdirSync(cwd);
  writeFileSync(join(cwd, "package.json"), JSON.stringify({ type: "module", private: true }));
  npm(["install", "--no-audit", "--no-fund", "--ignore-scripts", ...packages, withVersion("@types/node")], cwd);
  writeFileSync(join(cwd, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["program.ts"] }));
  writeFileSync(join(cwd, "program.ts"), marked(program).text);
}
