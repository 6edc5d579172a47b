import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";

/** An AWS stand-in on loopback, as long as it is not disposed of. */
export class Moto implements AsyncDisposable {
  readonly endpoint: string;
  readonly #process: ChildProcess;

  private constructor(endpoint: string, process: ChildProcess) {
    this.endpoint = endpoint;
    this.#process = process;
  }

  static async start(python: string): Promise<Moto> {
    const port = await freePort();
    const process = spawn(python, ["-m", "moto.server", "-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
    const moto = new Moto(`http://127.0.0.1:${port}`, process);
    for (let tries = 0; tries < 300; tries++) {
      if (await moto.reset()) return moto;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    process.kill();
    throw new Error("moto did not start within 30 seconds");
  }

  /** Forgets everything; `false` where the server does not answer. */
  async reset(): Promise<boolean> {
    try {
      return (await fetch(`${this.endpoint}/moto-api/reset`, { method: "POST" })).ok;
    } catch {
      return false;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
