import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Sample, samplesOfPage } from "../../tools/samples.ts";
import type { Around } from "./around.ts";

const root = join(import.meta.dirname, "../..");
/** Within the package, so that programs there find it by its name, as users' programs do. */
const folder = join(root, ".cache", "samples");

const setting = readFileSync(join(import.meta.dirname, "setting.ts"), "utf8");
const given = [...setting.matchAll(/^export const (\w+)/gm)].map((match) => match[1]!);

/** The samples of a page, in their order. */
export function samplesOf(page: string): Sample[] {
  return samplesOfPage(page, readFileSync(join(root, page), "utf8"));
}

export interface Run {
  /** The environment's variables, and no others. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the program runs, and finds and leaves files. */
  readonly cwd: string;
  readonly around: Around;
}

/**
 * Runs a sample as a program of its own, against the package as it is built. Resolves to what it prints; fails where the
 * program fails, warns or does not end.
 */
export async function runSample({ where, code }: Sample, { env, cwd, around }: Run): Promise<string> {
  const program = `${around.before ?? ""}${code}${around.after ?? ""}`;
  const taken = given.filter((name) => isTaken(name, program));
  const imports = taken.length > 0 ? `import { ${taken.join(", ")} } from "../../test/docs/setting.ts"; ` : "";
  if (!existsSync(join(root, "dist", "node.js"))) throw new Error("The package is not built: npm run build");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${where.replace(/[^\w]+/g, "-")}.ts`);
  writeFileSync(file, `${imports}${program}export {};\n`);
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [file], { cwd, env, timeout: 60_000 });
  if (stderr !== "") throw new Error(stderr);
  return stdout;
}

/** Whether a program has a name that it does not declare. */
function isTaken(name: string, program: string): boolean {
  const declared = new RegExp(`(?:const|import|using) (?:[{[][^=}\\]]*)?\\b${name}\\b`);
  return new RegExp(`\\b${name}\\b`).test(program) && !declared.test(program);
}
