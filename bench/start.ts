// What it costs to import a library and make an S3 client, each in fresh processes, without the start of Node itself: CPU
// time, which other programs on the machine disturb little, and time on the clock. On this Node, and on the machine's own.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { median } from "./compare.ts";

const options = '{ region: "eu-west-1", credentials: { accessKeyId: "A", secretAccessKey: "B" } }';

const programs = {
  tucuxi: `const { client } = await import("tucuxi"); client("s3", ${options});`,
  "official v3": `const { S3Client } = await import("@aws-sdk/client-s3"); new S3Client(${options});`,
};

const rounds = 15;
const cwd = fileURLToPath(new URL("..", import.meta.url));

for (const node of nodes()) {
  const times = new Map(Object.keys(programs).map((name) => [name, { cpu: [] as number[], clock: [] as number[] }]));
  for (let round = -1; round < rounds; round++) {
    for (const [name, program] of Object.entries(programs)) {
      const [cpu, clock] = timed(node, program);
      if (round < 0) continue;
      times.get(name)!.cpu.push(cpu);
      times.get(name)!.clock.push(clock);
    }
  }
  const official = times.get("official v3")!;
  console.log(`\nImport and first S3 client on Node ${version(node)}: ms, median of ${rounds} fresh processes`);
  for (const kind of ["cpu", "clock"] as const) {
    for (const [name, values] of times) {
      const time = median(values[kind]);
      const share = `${Math.round((time / median(official[kind])) * 100)} %`;
      console.log(`  ${name.padEnd(14)}${kind.padEnd(8)}${time.toFixed(1).padStart(9)}${share.padStart(8)}`);
    }
  }
}

function timed(node: string, program: string): [cpu: number, clock: number] {
  const script = `const cpu = process.cpuUsage(), start = performance.now(); ${program}
    const { user, system } = process.cpuUsage(cpu);
    console.log(JSON.stringify([(user + system) / 1000, performance.now() - start]));`;
  const args = ["--no-warnings", "--input-type=module", "--eval", script];
  return JSON.parse(execFileSync(node, args, { cwd, encoding: "utf8" })) as [number, number];
}

/** This Node, and the first other one on the PATH that is of another version. */
function nodes(): string[] {
  const onPath = (process.env.PATH ?? "")
    .split(process.platform === "win32" ? ";" : ":")
    .map((folder) => `${folder}/node`);
  const other = onPath.find((node) => ![undefined, process.versions.node].includes(version(node)));
  return other === undefined ? [process.execPath] : [process.execPath, other];
}

function version(node: string): string | undefined {
  try {
    return execFileSync(node, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })
      .trim()
      .slice(1);
  } catch {
    return undefined;
  }
}
