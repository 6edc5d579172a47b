import type { SessionEnvironment } from "../../src/session/environment.ts";

export interface TestEnvironment extends SessionEnvironment {
  /** The files of this machine by path; what a session writes appears here. */
  readonly files: Map<string, Uint8Array>;
  /** The paths that were read, in order. */
  readonly reads: string[];
  /** Command lines that were run. */
  readonly commands: string[];
  /** Milliseconds since the epoch; tests move it. */
  time: number;
}

export interface TestEnvironmentOptions {
  readonly variables?: Record<string, string>;
  readonly platform?: string;
  readonly files?: Record<string, string | Uint8Array>;
  readonly time?: number;
  readonly run?: SessionEnvironment["run"];
}

/** A machine in memory: home is `/home/user`. */
export function testEnvironment(options: TestEnvironmentOptions = {}): TestEnvironment {
  const files = new Map(
    Object.entries(options.files ?? {}).map(([path, text]) => [
      path,
      typeof text === "string" ? new TextEncoder().encode(text) : text,
    ]),
  );
  const reads: string[] = [];
  const commands: string[] = [];
  return {
    variables: options.variables ?? {},
    platform: options.platform ?? "linux",
    homeDirectory: "/home/user",
    files,
    reads,
    commands,
    time: options.time ?? Date.UTC(2026, 0, 1),
    readFile(path) {
      reads.push(path);
      return files.get(path);
    },
    writeFile(path, text) {
      files.set(path, new TextEncoder().encode(text));
    },
    async run(command) {
      commands.push(command);
      if (!options.run) throw new Error(`no command is expected, and this one was run: ${command}`);
      return options.run(command);
    },
    now() {
      return this.time;
    },
    async sleep(milliseconds) {
      this.time += milliseconds;
    },
  };
}
