import { homedir } from "node:os";
import { dirname } from "node:path";
import { ConfigError } from "../errors/index.ts";

/** Not by `import`: that reads all of the module's exports, and some of them load Node's streams. */
const { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = process.getBuiltinModule("node:fs");

/**
 * All that a session asks of the machine it runs on. One object, so that a test (or a sandbox) can put another machine
 * under a session.
 */
export interface SessionEnvironment {
  /** Environment variables. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** As `process.platform` has it: Windows alone differs, by its separator and its variables for the home directory. */
  readonly platform: string;
  /** The user's directory where no environment variable names one. */
  readonly homeDirectory: string;
  /** A file's bytes, or `undefined` where there is no such file. */
  readFile(path: string): Uint8Array | undefined;
  /** Writes a file for the user's eyes only, at once or not at all: readers see the old text or the new one. */
  writeFile(path: string, text: string): void;
  /** Runs a command line through the system's shell and resolves to what it prints. */
  run(command: string): Promise<CommandResult>;
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export interface CommandResult {
  /** 0 says that all went well; `undefined` that the command could not be run or was killed. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** The machine that the process runs on. */
export const hostEnvironment: SessionEnvironment = {
  get variables() {
    return process.env;
  },
  platform: process.platform,
  get homeDirectory() {
    return homedir();
  },
  readFile,
  writeFile,
  run,
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

function readFile(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new ConfigError(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

function writeFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`;
  try {
    writeFileSync(temporary, text, { mode: 0o600, flag: "wx" });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function run(command: string): Promise<CommandResult> {
  // Loaded here, for few programs run commands and it brings all of Node's sockets and streams along.
  const { exec } = process.getBuiltinModule("node:child_process");
  return new Promise((resolve) => {
    exec(command, { maxBuffer: 1 << 20 }, (error, stdout, stderr) => {
      const exitCode = error ? (typeof error.code === "number" ? error.code : undefined) : 0;
      resolve({ exitCode, stdout, stderr });
    });
  });
}

/**
 * The user's directory, as the AWS SDKs look for it: `HOME`, on Windows also `USERPROFILE` and
 * `HOMEDRIVE` with `HOMEPATH`, then what the system says.
 */
export function homeDirectory({ variables, platform, homeDirectory: fallback }: SessionEnvironment): string {
  if (variables.HOME) return variables.HOME;
  if (platform.startsWith("win")) {
    if (variables.USERPROFILE) return variables.USERPROFILE;
    if (variables.HOMEPATH) return `${variables.HOMEDRIVE ?? ""}${variables.HOMEPATH}`;
  }
  return fallback;
}

/** Joins the parts of a path below the user's directory, by the platform's separator. */
export function homePath(environment: SessionEnvironment, ...parts: string[]): string {
  return [homeDirectory(environment), ...parts].join(environment.platform.startsWith("win") ? "\\" : "/");
}

/** A path with a leading `~` replaced by the user's directory. */
export function expandHome(environment: SessionEnvironment, path: string): string {
  return /^~(?=[/\\]|$)/.test(path) ? homeDirectory(environment) + path.slice(1) : path;
}

/** A file's text, or `undefined` where there is no such file. Throws a `ConfigError` where the file is no UTF-8. */
export function readText(environment: SessionEnvironment, path: string): string | undefined {
  const bytes = environment.readFile(path);
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ConfigError(`${path} is not a text file in UTF-8.`, { cause: error });
  }
}
