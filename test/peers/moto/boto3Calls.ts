import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { ScriptResult, Scripts } from "./script.ts";

/** The scripts, made by boto3 for AWS or for `endpoint`, and answered by the moto server at `address`. */
export function callsOfBoto3(
  python: string,
  address: string,
  scripts: Scripts,
  endpoint?: string,
): Promise<ScriptResult[]> {
  const program = fileURLToPath(new URL("boto3_calls.py", import.meta.url));
  const nowhere = { AWS_CONFIG_FILE: "/nowhere", AWS_SHARED_CREDENTIALS_FILE: "/nowhere" };
  const child = spawn(python, endpoint ? [program, address, endpoint] : [program, address], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { PATH: process.env.PATH, ...nowhere },
  });
  child.stdin.end(JSON.stringify(scripts));
  const output: Buffer[] = [];
  child.stdout.on("data", (piece: Buffer) => output.push(piece));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => {
      if (status !== 0) return reject(new Error(`boto3_calls.py ended with ${status}.`));
      const lines = Buffer.concat(output).toString().trim().split("\n");
      resolve(lines.map((line) => JSON.parse(line) as ScriptResult));
    });
  });
}
