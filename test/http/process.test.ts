import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { httpLab } from "./lab.ts";

const run = promisify(execFile);
const source = fileURLToPath(new URL("../../src/http/", import.meta.url));

/** A program of its own that makes requests; what it prints, and how long it lives after its last line. */
async function program(handler: string, origin: string, body: string): Promise<{ output: string; time: number }> {
  const file = { nodeHttpHandler: "node.ts", undiciHandler: "undici.ts", fetchHandler: "fetch.ts" }[handler]!;
  const script = `
    import { ${handler} } from ${JSON.stringify(source + file)};
    const handler = ${handler}();
    const timeouts = { connect: 60_000, headers: 60_000, body: 60_000 };
    const send = (path) => handler({ method: "GET", origin: ${JSON.stringify(origin)}, path, headers: {}, timeouts });
    ${body}
    console.log("done", Date.now());
  `;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script], { timeout: 15_000 });
  return { output: stdout, time: Date.now() - Number(/done (\d+)/.exec(stdout)?.[1]) };
}

describe.each(["nodeHttpHandler", "undiciHandler"])("a program with %s ends by itself", (handler) => {
  it("with idle connections that nobody closed", async () => {
    const lab = await httpLab((_incoming, response) => response.end("ok"));
    const read = "for (let i = 0; i < 3; i++) await (await send('/')).body.collect();";
    const { output, time } = await program(handler, lab.origin, read);
    expect(output).toContain("done");
    expect(time).toBeLessThan(3_000);
  });

  it("with a small body that nobody read", async () => {
    const lab = await httpLab((_incoming, response) => response.end("ok"));
    const { time } = await program(handler, lab.origin, "await send('/');");
    expect(time).toBeLessThan(3_000);
  });

  it("with a big body that was read half", async () => {
    const lab = await httpLab((_incoming, response) => response.end(new Uint8Array(50_000_000)));
    const body = "const { body } = await send('/'); await body.next(); await body.next();";
    const { time } = await program(handler, lab.origin, body);
    expect(time).toBeLessThan(3_000);
  });

  it("after close(), with an answer that never came", async () => {
    const lab = await httpLab(() => {});
    const body = "send('/').catch((error) => console.log(error.message)); await handler.close();";
    const { output, time } = await program(handler, lab.origin, body);
    expect(output).toContain("were closed");
    expect(time).toBeLessThan(3_000);
  });
});

it("importing the node handler loads neither HTTP/2 nor proxies nor undici", async () => {
  const script = `
    import { nodeHttpHandler } from ${JSON.stringify(`${source}node.ts`)};
    nodeHttpHandler();
    const loaded = process.moduleLoadList.filter((name) => /http2/.test(name));
    console.log(JSON.stringify(loaded));
  `;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script]);
  expect(stdout.trim()).toBe("[]");
});
