import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const root: string = fileURLToPath(new URL("../../", import.meta.url));
/** The compiler that builds the package. */
export const newest: string = join(root, "node_modules", "typescript", "bin", "tsc");
const older = join(root, ".cache", "typescripts", "node_modules");

/** Other compilers, where `npm run test:types` has installed them: `typescript-5.7` and where it is. */
export const otherCompilers: readonly (readonly [string, string])[] = existsSync(older)
  ? readdirSync(older)
      .filter((name) => name.startsWith("typescript-"))
      .map((name) => [name, join(older, name, "bin", "tsc")] as const)
  : [];

/** One finding of the compiler. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** What a careful user compiles with. */
export const strictest: Readonly<Record<string, unknown>> = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  module: "nodenext",
  target: "es2023",
  lib: ["es2023"],
  types: [],
  skipLibCheck: false,
  noEmit: true,
};

/**
 * Compiles files against the built package, which they import by its name as users do: a folder within the package sees
 * its own `exports`. `prepare` puts there what else the files need. Resolves to all that the compiler finds.
 */
export async function compile(
  name: string,
  files: Readonly<Record<string, string>>,
  options: Readonly<Record<string, unknown>> = strictest,
  compiler: string = newest,
  prepare?: (folder: string) => void,
): Promise<Finding[]> {
  if (!existsSync(join(root, "dist", "index.d.ts"))) throw new Error("The package is not built: npm run build");
  const folder = join(root, ".cache", "types", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  prepare?.(folder);
  const project = { compilerOptions: options, files: Object.keys(files) };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(project, null, 2));
  const run = promisify(execFile)(process.execPath, [compiler, "-p", folder, "--pretty", "false"], {
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024,
  });
  const output = await run.then(
    () => "",
    (error: { stdout?: string }) => error.stdout ?? String(error),
  );
  return findingsIn(output);
}

/** The lines that follow a finding indented say more of it. */
function findingsIn(output: string): Finding[] {
  const findings: Finding[] = [];
  for (const line of output.split("\n")) {
    const match = /^(.+?)\((\d+),\d+\): error TS\d+: (.*)$/.exec(line);
    if (match) findings.push({ file: match[1]!, line: Number(match[2]), message: match[3]! });
    else if (line.startsWith("  ") && findings.length > 0) {
      const last = findings.pop()!;
      findings.push({ ...last, message: `${last.message}\n${line}` });
    } else if (/error TS\d+/.test(line)) findings.push({ file: "", line: 0, message: line });
  }
  return findings;
}
