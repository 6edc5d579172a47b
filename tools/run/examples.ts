// Runs examples one after the other, each in a process of its own, as a user would: `examples.ts file title …`.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { startEmulators } from "./emulators.ts";

const given = process.argv.slice(2);
const emulators = await startEmulators();
let failed = 0;
try {
  for (let index = 0; index < given.length; index += 2) {
    const [file, title] = given.slice(index, index + 2) as [string, string];
    console.log(`\n── ${title} (examples/${file})`);
    if ((await runExample(file)) !== 0) failed++;
  }
} finally {
  await emulators.stop();
}
console.log(failed === 0 ? "\nAll examples ran. Read them in examples/." : `\n${failed} examples failed.`);
process.exitCode = failed === 0 ? 0 : 1;

function runExample(file: string): Promise<number> {
  const path = fileURLToPath(new URL(`../../examples/${file}`, import.meta.url));
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", path], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...emulators.environment },
  });
  return new Promise((resolve) => {
    child.on("error", () => resolve(1));
    child.on("close", (code) => resolve(code ?? 1));
  });
}
