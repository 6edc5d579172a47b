import { spawn } from "node:child_process";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { dirname, join } from "node:path";

/** A moto server of one's own on a free port. `stop` ends it. */
export async function startMoto(python: string): Promise<{ address: string; stop(): void }> {
  const port = await freePort();
  const program = join(dirname(python), "moto_server");
  const server = spawn(program, ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  const address = `http://127.0.0.1:${port}`;
  const stop = (): void => void server.kill();
  for (let attempt = 0; attempt < 300; attempt++) {
    const answer = await fetch(`${address}/moto-api/`).catch(() => undefined);
    if (answer?.ok) return { address, stop };
    if (server.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  stop();
  throw new Error(`${program} did not start.`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
