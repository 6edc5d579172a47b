import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Emulators, startEmulators } from "../../tools/run/emulators.ts";

export const root: string = fileURLToPath(new URL("../..", import.meta.url));

/** An empty project outside of this one, with the packed library installed, and emulators for its programs. */
export interface PackedProject {
  readonly folder: string;
  readonly emulators: Emulators;
  /** Runs a program there and gives what it prints. */
  run(command: string, parameters: readonly string[]): Promise<string>;
  remove(): Promise<void>;
}

export async function packedProject(): Promise<PackedProject> {
  const folder = mkdtempSync(join(tmpdir(), "tucuxi-packed-"));
  const npm = (where: string, ...parameters: string[]) =>
    execFileSync("npm", parameters, { cwd: where, stdio: "pipe" });
  npm(root, "pack", "--ignore-scripts", "--pack-destination", folder);
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "packed", type: "module", private: true }));
  npm(folder, "install", "--no-audit", "--no-fund", `./${tarball}`);
  const emulators = await startEmulators();
  return {
    folder,
    emulators,
    async run(command, parameters) {
      const { stdout } = await promisify(execFile)(command, parameters, {
        cwd: folder,
        env: { ...process.env, ...emulators.environment, NODE_OPTIONS: "" },
        timeout: 50_000,
      });
      return stdout;
    },
    async remove() {
      await emulators.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
