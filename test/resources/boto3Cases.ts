import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Case } from "./cases.ts";
import type { Outcome } from "./ourCases.ts";
import type { Recorder } from "./recorder.ts";

/** Has boto3 make the same calls. */
export async function runBoto3(
  python: string,
  recorder: Recorder,
  cases: readonly Case[],
): Promise<Map<string, Outcome>> {
  const script = fileURLToPath(new URL("boto3_cases.py", import.meta.url));
  const peer = spawn(python, [script, recorder.endpoint], { stdio: ["pipe", "pipe", "inherit"] });
  peer.stdin.end(JSON.stringify(cases));
  let text = "";
  for await (const chunk of peer.stdout.setEncoding("utf8")) text += chunk;
  const outcomes = text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Outcome);
  return new Map(outcomes.map((outcome) => [outcome.id, outcome]));
}
