// Steps that the scripts of package.json share. Plain JavaScript, because they run under the machine's own Node, before
// anything is installed.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const bin = join(root, "node_modules", ".bin");

/** The development tools' own Node; the machine's may be older. */
export const toolNode = join(bin, process.platform === "win32" ? "node.cmd" : "node");

/**
 * Runs one step and says in one line what it is and how long it took. What it prints is shown only where it fails,
 * unless `show` is set.
 */
export async function step(title, command, args, { show = false, env = {} } = {}) {
  process.stdout.write(show ? `▸ ${title}\n` : `▸ ${title} … `);
  const started = Date.now();
  const { code, output } = await run(command, args, { show, env });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  if (code === 0) {
    process.stdout.write(show ? "" : `${seconds} s\n`);
    return;
  }
  process.stdout.write(`${output}\n✗ ${title} failed after ${seconds} s\n`);
  process.exit(code || 1);
}

function run(command, args, { show, env }) {
  return new Promise((resolve) => {
    const path = `${bin}${process.platform === "win32" ? ";" : ":"}${process.env.PATH}`;
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, PATH: path, ...env },
      stdio: show ? "inherit" : ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    let output = "";
    child.stdout?.on("data", (text) => {
      output += text;
    });
    child.stderr?.on("data", (text) => {
      output += text;
    });
    child.on("error", (error) => resolve({ code: 1, output: String(error) }));
    child.on("close", (code) => resolve({ code, output }));
  });
}

/** Installs the development dependencies where they are missing or older than the lock file. */
export async function install() {
  const stamp = join(root, "node_modules", ".tucuxi-installed");
  const lock = readFileSync(join(root, "package-lock.json"), "utf8");
  if (existsSync(toolNode) && existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  await step("Installing the development tools (npm install)", "npm", ["install", "--no-audit", "--no-fund"]);
  writeFileSync(stamp, readFileSync(join(root, "package-lock.json"), "utf8"));
}

/** Builds the library and all its types. */
export async function build() {
  await step("Building the library and the types of all services (npm run build)", "npm", ["run", "build"]);
}
