// Time to import a library and make an S3 client, each in fresh processes, without the start of Node itself.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { median } from "./compare.ts";

const options = '{ region: "eu-west-1", credentials: { accessKeyId: "A", secretAccessKey: "B" } }';

const programs = {
  tucuxi: `const { client } = await import("tucuxi"); client("s3", ${options});`,
  "official v3": `const { S3Client } = await import("@aws-sdk/client-s3"); new S3Client(${options});`,
};

const rounds = 15;
const times = new Map(Object.keys(programs).map((name) => [name, [] as number[]]));
for (let round = -1; round < rounds; round++) {
  for (const [name, program] of Object.entries(programs)) {
    const timed = `const start = performance.now(); ${program} console.log(performance.now() - start);`;
    const output = execFileSync(process.execPath, ["--input-type=module", "--eval", timed], {
      cwd: fileURLToPath(new URL("..", import.meta.url)),
      encoding: "utf8",
    });
    if (round >= 0) times.get(name)!.push(Number(output));
  }
}

const official = median(times.get("official v3")!);
console.log(`\nImport and first S3 client: ms, median of ${rounds} fresh processes`);
for (const [name, values] of times) {
  const time = median(values);
  console.log(
    `  ${name.padEnd(26)}${time.toFixed(1).padStart(9)}${`${Math.round((time / official) * 100)} %`.padStart(8)}`,
  );
}
