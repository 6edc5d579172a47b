import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { nodeHttpHandler } from "../../src/http/node.ts";
import { describeHandler } from "./handlerSuite.ts";
import { failure, httpLab, opened, rawLab, received, request, sleep, tcpLab, text } from "./lab.ts";

describeHandler({
  name: "nodeHttpHandler",
  make: (options) => opened(nodeHttpHandler(options)),
  ownsConnections: true,
});

/** What only node's handler does. */
describe("nodeHttpHandler alone", () => {
  it("waits for the server's leave where it is to be asked for, before the body is touched", async () => {
    let touched = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      touched = true;
      yield new TextEncoder().encode("body");
    }
    const lab = await httpLab(async (incoming, response) => {
      await sleep(50);
      if (touched) response.statusCode = 500;
      response.writeContinue();
      response.end(await received(incoming));
    });
    const headers = { expect: "100-continue", "content-length": "4" };
    const answer = await opened(nodeHttpHandler())(request(lab, { method: "PUT", headers, body: source() }));
    expect([answer.status, await text(answer)]).toEqual([200, "body"]);
  });

  it("does not touch the body where the server says no to begin with", async () => {
    let touched = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      touched = true;
      yield new TextEncoder().encode("body");
    }
    const lab = await rawLab("HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\nno");
    const handler = opened(nodeHttpHandler({ maxConnections: 1 }));
    const headers = { expect: "100-continue", "content-length": "4" };
    for (let i = 0; i < 2; i++) {
      const answer = await handler(request(lab, { method: "PUT", headers, body: source() }));
      expect([answer.status, await text(answer)]).toEqual([403, "no"]);
    }
    expect(touched).toBe(false);
  });

  it("sends the body after a second where the server does not know the question", async () => {
    const lab = await tcpLab((socket) => {
      socket.on("data", (data) => {
        if (data.toString().endsWith("body")) socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
      });
    });
    const headers = { expect: "100-continue", "content-length": "4" };
    const start = performance.now();
    const answer = await opened(nodeHttpHandler())(request(lab, { method: "PUT", headers, body: "body" }));
    expect(await text(answer)).toBe("ok");
    expect(performance.now() - start).toBeGreaterThan(900);
  });

  it("leaves the body untouched where there is no connection", async () => {
    let touched = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      touched = true;
      yield new Uint8Array(1);
    }
    const nobody = { origin: "http://127.0.0.1:1" } as never;
    const error = await failure(opened(nodeHttpHandler())(request(nobody, { method: "PUT", body: source() })));
    expect([error.name, touched]).toEqual(["ConnectionError", false]);
  });

  it("closes idle connections when their time is over, or their server's", async () => {
    for (const [options, keepAlive] of [
      [{ idleTimeout: 60 }, ""],
      [{}, "keep-alive: timeout=1\r\n"],
    ] as const) {
      const lab = await rawLab(`HTTP/1.1 200 OK\r\n${keepAlive}content-length: 2\r\n\r\nok`);
      const handler = opened(nodeHttpHandler(options));
      await text(await handler(request(lab)));
      await sleep(150);
      await text(await handler(request(lab)));
      expect(lab.connections.size).toBe(2);
    }
  });

  it("knows IPv6 addresses and hosts without a port", async () => {
    const error = await failure(opened(nodeHttpHandler())(request({ origin: "http://[::1]:1" } as never)));
    expect(error.message).toMatch(/ECONNREFUSED|EADDRNOTAVAIL/);
  });

  it("fails where the host has no address", async () => {
    const error = await failure(opened(nodeHttpHandler())(request({ origin: "http://no-such-host.invalid" } as never)));
    expect(error.name).toBe("ConnectionError");
    expect(error.message).toContain("no-such-host.invalid");
  });

  it("remembers no more than some origins", async () => {
    const lab = await httpLab((_incoming, response) => response.end("ok"));
    const handler = opened(nodeHttpHandler());
    // Each name is an origin of its own; what is under way is never forgotten.
    const all = Array.from({ length: 600 }, async (_, i) => {
      const origin = `http://127.0.${i >> 7}.${(i & 127) + 1}:${lab.port}`;
      return failure(handler({ method: "GET", origin, path: "/", headers: {} }).then(text));
    });
    expect(await Promise.all(all)).toHaveLength(600);
  });
});

describe("a program that was busy", () => {
  const server = `
    const { createServer } = require("node:http");
    const { parentPort } = require("node:worker_threads");
    const server = createServer((_, response) => setTimeout(() => response.end("cat"), 20));
    server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));
  `;

  it("is given what came meanwhile, instead of a timer that was over", async () => {
    const worker = new Worker(server, { eval: true });
    const handler = nodeHttpHandler();
    try {
      const [port] = await once(worker, "message");
      const origin = `http://127.0.0.1:${port}`;
      const timeouts = { connect: 50, headers: 50, body: 50 };
      const busy = () => {
        const end = performance.now() + 200;
        while (performance.now() < end);
      };
      for (const next of [queueMicrotask, setImmediate]) {
        const answer = handler({
          method: "GET",
          origin,
          path: "/",
          headers: { host: "h", connection: "close" },
          timeouts,
        });
        next(busy);
        expect((await answer).status).toBe(200);
      }
    } finally {
      await handler.close?.();
      await worker.terminate();
    }
  });
});
