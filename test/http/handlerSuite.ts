import { createHash, randomBytes } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import type { ResponseBody } from "../../src/http/body.ts";
import type { AbortSignalLike } from "../../src/http/types.ts";
import {
  atEnd,
  bytes,
  failure,
  type HandlerCase,
  httpLab,
  rawLab,
  received,
  request,
  sleep,
  tcpLab,
  text,
  until,
} from "./lab.ts";

const MEGABYTE = 1024 * 1024;

async function* pieces(...values: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const value of values) yield typeof value === "string" ? new TextEncoder().encode(value) : value;
}

/** Milliseconds that a promise takes to settle. */
async function timeOf(promise: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await promise.catch(() => {});
  return performance.now() - start;
}

/** What every handler does; run on each, in a file of its own so that they run side by side. */
export function describeHandler({ name, make, ownsConnections }: HandlerCase): void {
  describe(name, () => {
    describe("sends", () => {
      it("method, path and headers as they are, and gives status, headers and body", async () => {
        const lab = await httpLab((incoming, response) => {
          response.writeHead(201, { "X-Upper": "Yes", "content-type": "text/plain" });
          response.end(`${incoming.method} ${incoming.url} ${incoming.headers["x-amz-date"]}`);
        });
        const path = "/a%20b/%2e%2Fc?x=1&y=%2F&z";
        const answer = await make()(request(lab, { method: "DELETE", path, headers: { "x-amz-date": "now" } }));
        expect(answer.status).toBe(201);
        expect(answer.headers["x-upper"]).toBe("Yes");
        expect(answer.headers["content-type"]).toBe("text/plain");
        expect(await text(answer)).toBe(`DELETE ${path} now`);
      });

      it.each([
        ["text", "grüße 🐬"],
        ["bytes", new TextEncoder().encode("grüße 🐬")],
      ])("a body of %s with its length", async (_, body) => {
        const lab = await httpLab(async (incoming, response) => {
          response.end(`${incoming.headers["content-length"]} ${await received(incoming)}`);
        });
        expect(await text(await make()(request(lab, { method: "PUT", body })))).toBe("12 grüße 🐬");
      });

      it("a body of an iterable in chunks where no length is given", async () => {
        const lab = await httpLab(async (incoming, response) => {
          response.end(`${incoming.headers["transfer-encoding"]} ${await received(incoming)}`);
        });
        const answer = await make()(request(lab, { method: "PUT", body: pieces("a", "", "bc") }));
        expect(await text(answer)).toBe("chunked abc");
      });

      it("a POST without a body as one of length 0", async () => {
        const lab = await httpLab((incoming, response) => {
          response.end(`${incoming.headers["content-length"]} ${incoming.headers["transfer-encoding"]}`);
        });
        expect(await text(await make()(request(lab, { method: "POST" })))).toBe("0 undefined");
      });

      it.each([
        ["bytes", (body: Uint8Array) => body],
        ["pieces", (body: Uint8Array) => pieces(body.subarray(0, 10), body.subarray(10))],
      ])("30 MB of %s unharmed", async (_, form) => {
        const body = randomBytes(30 * MEGABYTE);
        const lab = await httpLab(async (incoming, response) => {
          const hash = createHash("sha1");
          for await (const piece of incoming) hash.update(piece as Buffer);
          response.end(hash.digest("hex"));
        });
        const answer = await make()(request(lab, { method: "PUT", body: form(body) }));
        expect(await text(answer)).toBe(createHash("sha1").update(body).digest("hex"));
      });

      it("no faster than the server takes it", async () => {
        let pulled = 0;
        async function* source(): AsyncGenerator<Uint8Array> {
          for (let i = 0; i < 100; i++) {
            pulled += MEGABYTE;
            yield new Uint8Array(MEGABYTE);
          }
        }
        const lab = await httpLab(async (incoming, response) => {
          await sleep(300);
          response.setHeader("x-pulled", String(pulled));
          await received(incoming);
          response.end();
        });
        const answer = await make()(request(lab, { method: "PUT", body: source() }));
        expect(Number(answer.headers["x-pulled"])).toBeLessThan(20 * MEGABYTE);
        expect(pulled).toBe(100 * MEGABYTE);
      });

      it("nothing where a header has a line break, and does not tell its value", async () => {
        const lab = await httpLab((_incoming, response) => response.end());
        const error = await failure(
          make()(request(lab, { headers: { "x-a": "ok", "x-bad": "secret\r\nhost: evil" } })),
        );
        expect(error.name).toBe("SerializationError");
        expect(error.message).toContain("x-bad has a line break");
        expect(error.message).not.toContain("secret");
        expect(lab.requests).toBe(0);
      });

      it("nothing where a header's name is none", async () => {
        const lab = await httpLab((_incoming, response) => response.end());
        const error = await failure(make()(request(lab, { headers: { "x a": "1" } })));
        expect(error.name).toBe("SerializationError");
        expect(error.message).toContain('"x a"');
        expect(lab.requests).toBe(0);
      });
    });

    describe("takes", () => {
      it("several values of one header as one", async () => {
        const lab = await rawLab("HTTP/1.1 200 OK\r\nX-A: 1\r\nx-a: 2\r\nX-A: 3\r\ncontent-length: 2\r\n\r\nok");
        const answer = await make()(request(lab));
        expect(answer.headers["x-a"]).toBe("1, 2, 3");
        expect(await text(answer)).toBe("ok");
      });

      it("header names that objects answer to by themselves", async () => {
        const lab = await rawLab("HTTP/1.1 200 OK\r\nconstructor: a\r\nvalueof: b\r\ncontent-length: 0\r\n\r\n");
        const { headers } = await make()(request(lab));
        expect([headers.constructor, headers.valueof]).toEqual(["a", "b"]);
      });

      it.each([
        ["HEAD with a length", "HEAD", "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n"],
        ["204", "GET", "HTTP/1.1 204 No Content\r\n\r\n"],
        ["304 with a length", "GET", "HTTP/1.1 304 Not Modified\r\ncontent-length: 1000\r\n\r\n"],
        ["an empty 200", "GET", "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"],
      ])("an answer without a body: %s", async (_, method, answer) => {
        const lab = await rawLab(answer);
        const handler = make({ maxConnections: 1 });
        for (let i = 0; i < 2; i++) expect(await text(await handler(request(lab, { method })))).toBe("");
      });

      it("a redirect as it is", async () => {
        const lab = await httpLab((_incoming, response) => response.writeHead(307, { location: "/b" }).end("moved"));
        const answer = await make()(request(lab));
        expect([answer.status, answer.headers.location, await text(answer)]).toEqual([307, "/b", "moved"]);
        expect(lab.requests).toBe(1);
      });

      it("a chunked body", async () => {
        const lab = await httpLab(async (_incoming, response) => {
          for (const piece of ["a", "b", "c"]) {
            response.write(piece);
            await sleep(10);
          }
          response.end("d");
        });
        expect(await text(await make()(request(lab)))).toBe("abcd");
      });

      it("a body that ends with the connection", async () => {
        const lab = await rawLab("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nall of it", (socket) => socket.end());
        expect(await text(await make()(request(lab)))).toBe("all of it");
      });

      it("interim answers without confusing them with the answer", async () => {
        const lab = await rawLab(
          "HTTP/1.1 103 Early Hints\r\nlink: a\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok",
        );
        const answer = await make()(request(lab));
        expect([answer.status, await text(answer)]).toEqual([200, "ok"]);
      });

      it.each(["collect", "iterate"])("40 MB unharmed: %s", async (way) => {
        const body = randomBytes(40 * MEGABYTE);
        const lab = await httpLab((_incoming, response) => response.end(body));
        const answer = await make()(request(lab));
        const whole = way === "collect" ? await (answer.body as ResponseBody).collect() : await bytes(answer);
        expect(createHash("sha1").update(whole).digest("hex")).toBe(createHash("sha1").update(body).digest("hex"));
      });

      it("a body no faster than it is read", async () => {
        let written = 0;
        const lab = await httpLab(async (_incoming, response) => {
          for (let i = 0; i < 200; i++) {
            if (!response.write(new Uint8Array(MEGABYTE))) {
              await new Promise((resolve) => response.once("drain", resolve));
            }
            written += MEGABYTE;
          }
          response.end();
        });
        const answer = await make()(request(lab));
        await sleep(200);
        expect(written).toBeLessThan(40 * MEGABYTE);
        expect((await bytes(answer)).byteLength).toBe(200 * MEGABYTE);
      });
    });

    describe("fails", () => {
      it("where nobody listens, with the host and the cause", async () => {
        const error = await failure(make()(request({ origin: "http://127.0.0.1:1" } as never)));
        expect(error.name).toBe("ConnectionError");
        expect(error.message).toContain("http://127.0.0.1:1");
        expect(error.message).toMatch(/refused|bad port/);
        expect(error.cause).toBeInstanceOf(Error);
        expect(error.retryable).toBe(true);
      });

      it.each(["nothing", "ftp://host", ""])("where the origin is none: %j", async (origin) => {
        const error = await failure(make()(request({ origin: "http://h" } as never, { origin })));
        expect([error.name, error.message]).toEqual(["SerializationError", expect.stringContaining("no origin")]);
      });

      it("where the server hangs up without an answer", async () => {
        const lab = await tcpLab((socket) => socket.once("data", () => socket.destroy()));
        const error = await failure(make()(request(lab)));
        expect(error.name).toBe("ConnectionError");
        expect(error.retryable).toBe(true);
      });

      it("where the server resets the connection without an answer", async () => {
        const lab = await tcpLab((socket) => socket.once("data", () => socket.resetAndDestroy()));
        expect((await failure(make()(request(lab)))).name).toBe("ConnectionError");
      });

      it("where the server speaks no HTTP", async () => {
        const lab = await rawLab("hello?\r\n\r\n");
        expect((await failure(make()(request(lab)))).name).toBe("ConnectionError");
      });

      it.each([
        ["a body shorter than its length", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort"],
        ["chunks without their end", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nshort\r\n"],
      ])("after what has come of %s", async (_, answer) => {
        for (const hangUp of ["end", "resetAndDestroy"] as const) {
          const lab = await rawLab(answer, (socket) => setTimeout(() => socket[hangUp](), 30));
          const { body } = await make()(request(lab));
          const iterator = (body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
          expect(new TextDecoder().decode((await iterator.next()).value)).toBe("short");
          const error = await failure(iterator.next());
          expect(error.name).toBe("IncompleteReadError");
          expect(error.retryable).toBe(true);
        }
      });

      it("where the headers do not come in time", async () => {
        const lab = await tcpLab(() => {});
        const answer = make()(request(lab, { timeouts: { headers: 100 } }));
        const time = await timeOf(answer);
        expect((await failure(answer)).name).toBe("ReadTimeoutError");
        expect(time).toBeGreaterThan(90);
        expect(time).toBeLessThan(2_000);
      });

      it("where the body falls silent", async () => {
        const lab = await rawLab("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n12345");
        for (const way of ["collect", "iterate"]) {
          const answer = await make()(request(lab, { timeouts: { body: 100 } }));
          const reading = way === "collect" ? (answer.body as ResponseBody).collect() : bytes(answer);
          const time = await timeOf(reading);
          expect((await failure(reading)).name).toBe("ReadTimeoutError");
          expect(time).toBeGreaterThan(90);
          expect(time).toBeLessThan(2_000);
        }
      });

      it("not where the reader is the slow one", async () => {
        const lab = await httpLab((_incoming, response) => response.end(new Uint8Array(4 * MEGABYTE)));
        const answer = await make()(request(lab, { timeouts: { body: 100 } }));
        await sleep(250);
        let size = 0;
        for await (const piece of answer.body as AsyncIterable<Uint8Array>) {
          if (size === 0) await sleep(250);
          size += piece.byteLength;
        }
        expect(size).toBe(4 * MEGABYTE);
      });

      it("not where the body comes slowly, but comes", async () => {
        const lab = await httpLab(async (_incoming, response) => {
          for (let i = 0; i < 6; i++) {
            response.write("x");
            await sleep(60);
          }
          response.end();
        });
        const answer = await make()(request(lab, { timeouts: { body: 300 } }));
        expect((await (answer.body as ResponseBody).collect()).byteLength).toBe(6);
      });

      it("where the answer's body stands still for the grace period", async () => {
        const lab = await httpLab((_incoming, response) => response.write("x"));
        const handler = make({ stalledStreamProtection: { gracePeriod: 200 } });
        const reading = bytes(await handler(request(lab, { timeouts: { body: 10_000 } })));
        const time = await timeOf(reading);
        const error = await failure(reading);
        expect([error.name, error.message]).toEqual(["ReadTimeoutError", expect.stringContaining("stalled")]);
        expect(time).toBeLessThan(2_000);
      });

      it.each(["collect", "iterate"])("where the answer's body is too slow, though it never stops: %s", async (way) => {
        const lab = await httpLab(async (_incoming, response) => {
          while (!response.destroyed) {
            response.write("x");
            await sleep(20);
          }
        });
        const handler = make({ stalledStreamProtection: { gracePeriod: 200, minimumThroughput: 1000 } });
        const answer = await handler(request(lab));
        const reading = way === "collect" ? (answer.body as ResponseBody).collect() : bytes(answer);
        expect((await failure(reading)).message).toContain("stalled");
      });

      it("not where the reader of a body is too slow for the minimum", async () => {
        const lab = await httpLab((_incoming, response) => response.end(new Uint8Array(600_000)));
        const handler = make({ stalledStreamProtection: { gracePeriod: 100, minimumThroughput: 10_000_000 } });
        let size = 0;
        for await (const piece of (await handler(request(lab))).body as AsyncIterable<Uint8Array>) {
          size += piece.byteLength;
          await sleep(40);
        }
        expect(size).toBe(600_000);
      });

      it("not where the answer may fall silent", async () => {
        const lab = await httpLab(async (_incoming, response) => {
          response.write("x");
          await sleep(500);
          response.end("y");
        });
        const handler = make({ stalledStreamProtection: { gracePeriod: 100 } });
        expect(await text(await handler(request(lab, { mayFallSilent: true })))).toBe("xy");
      });

      it("where the server does not take the request's body", async () => {
        const lab = await tcpLab((socket) => socket.pause());
        const handler = make({ stalledStreamProtection: { gracePeriod: 200 } });
        for (const body of [new Uint8Array(30 * MEGABYTE), pieces(new Uint8Array(30 * MEGABYTE))]) {
          const error = await failure(handler(request(lab, { method: "PUT", body })));
          expect([error.name, error.message]).toEqual(["ConnectionError", expect.stringContaining("stalled")]);
        }
      });

      it("not where the request's body is the slow one", async () => {
        const lab = await httpLab(async (incoming, response) => response.end(await received(incoming)));
        async function* slow(): AsyncGenerator<Uint8Array> {
          yield new TextEncoder().encode("a");
          await sleep(400);
          yield new TextEncoder().encode("b");
        }
        const handler = make({ stalledStreamProtection: { gracePeriod: 100 } });
        const answer = await handler(request(lab, { method: "PUT", body: slow(), timeouts: { headers: 350 } }));
        expect(await text(answer)).toBe("ab");
      });

      it("with the very error that the request's body throws", async () => {
        const lab = await httpLab(async (incoming, response) => {
          await received(incoming).catch(() => {});
          response.end();
        });
        const mine = new RangeError("mine");
        async function* broken(): AsyncGenerator<Uint8Array> {
          yield new Uint8Array(10);
          throw mine;
        }
        expect(await failure(make()(request(lab, { method: "PUT", body: broken() })))).toBe(mine);
      });

      it.each([
        ["shorter", "ended after 3 bytes"],
        ["longer", "longer than its content-length"],
      ])("where the request's body is %s than its length", async (which, message) => {
        const lab = await httpLab(async (incoming, response) => {
          await received(incoming).catch(() => {});
          response.end();
        });
        const headers = { "content-length": which === "shorter" ? "5" : "2" };
        const error = await failure(make()(request(lab, { method: "PUT", headers, body: pieces("abc") })));
        expect([error.name, error.message]).toEqual(["SerializationError", expect.stringContaining(message)]);
      });
    });

    describe("ends by its signal", () => {
      it("before it begins, without sending anything", async () => {
        const lab = await httpLab((_incoming, response) => response.end());
        const error = await failure(make()(request(lab, { signal: AbortSignal.abort("because") })));
        expect([error.name, error.cause]).toEqual(["AbortError", "because"]);
        expect(lab.requests).toBe(0);
      });

      it("while it waits for a connection", async () => {
        const lab = await tcpLab(() => {});
        const handler = make({ maxConnections: 1 });
        const first = new AbortController();
        const second = new AbortController();
        const outcomes = [first, second].map(({ signal }) => failure(handler(request(lab, { signal }))));
        await sleep(50);
        second.abort();
        expect((await outcomes[1]!).name).toBe("AbortError");
        first.abort();
        expect((await outcomes[0]!).name).toBe("AbortError");
        if (ownsConnections) expect(lab.connections.size).toBe(1);
      });

      it("while it waits for the answer, and closes the connection", async () => {
        const closed: boolean[] = [];
        const lab = await tcpLab((socket) => socket.on("close", () => closed.push(true)).resume());
        const controller = new AbortController();
        const outcome = failure(make()(request(lab, { signal: controller.signal })));
        await until(() => lab.connections.size === 1);
        controller.abort();
        expect((await outcome).name).toBe("AbortError");
        await until(() => closed.length > 0);
      });

      it("while it sends the body, and lets the body's source know", async () => {
        const lab = await tcpLab((socket) => socket.pause());
        const controller = new AbortController();
        let told = false;
        async function* source(): AsyncGenerator<Uint8Array> {
          try {
            for (let i = 0; i < 100; i++) yield new Uint8Array(MEGABYTE);
          } finally {
            told = true;
          }
        }
        const outcome = failure(make()(request(lab, { method: "PUT", body: source(), signal: controller.signal })));
        await sleep(100);
        controller.abort();
        expect((await outcome).name).toBe("AbortError");
        await until(() => told);
      });

      it.each(["collect", "iterate"])("while its body is read: %s", async (way) => {
        const lab = await httpLab((_incoming, response) => response.write("x"));
        const controller = new AbortController();
        const answer = await make()(request(lab, { signal: controller.signal }));
        const reading = failure(way === "collect" ? (answer.body as ResponseBody).collect() : bytes(answer));
        await sleep(30);
        controller.abort(new Error("enough"));
        const error = await reading;
        expect([error.name, (error.cause as Error).message]).toEqual(["AbortError", "enough"]);
      });

      it("before its body is read", async () => {
        const lab = await httpLab((_incoming, response) => response.write(new Uint8Array(10)));
        const controller = new AbortController();
        const answer = await make()(request(lab, { signal: controller.signal }));
        controller.abort();
        expect((await failure((answer.body as ResponseBody).collect())).name).toBe("AbortError");
      });

      it("no longer once it has ended, and leaves nothing on the signal", async () => {
        const lab = await httpLab((_incoming, response) => response.end("ok"));
        let listeners = 0;
        const signal: AbortSignalLike = {
          aborted: false,
          addEventListener: () => void listeners++,
          removeEventListener: () => void listeners--,
        };
        expect(await text(await make()(request(lab, { signal })))).toBe("ok");
        expect(listeners).toBe(0);
      });
    });

    describe("keeps its connections", () => {
      it("within the limit: 500 requests at once over 10", async () => {
        const lab = await httpLab((incoming, response) => setTimeout(() => response.end(incoming.url), 2));
        const handler = make({ maxConnections: 10 });
        const all = Array.from({ length: 500 }, async (_, i) => {
          const answer = await handler(request(lab, { path: `/${i}`, timeouts: { connect: 5_000 } }));
          return text(answer);
        });
        expect(await Promise.all(all)).toEqual(all.map((_, i) => `/${i}`));
        expect(lab.mostAtOnce).toBeLessThanOrEqual(10);
        if (ownsConnections) expect(lab.connections.size).toBeLessThanOrEqual(10);
      });

      it("for the next request", async () => {
        const lab = await httpLab((_incoming, response) => response.end("ok"));
        const handler = make({ maxConnections: 1 });
        for (let i = 0; i < 10; i++) await text(await handler(request(lab)));
        expect(lab.connections.size).toBeLessThanOrEqual(ownsConnections ? 1 : 2);
      });

      it("and waits for a free one no longer than it may", async () => {
        const lab = await tcpLab(() => {});
        const handler = make({ maxConnections: 1 });
        handler(request(lab)).catch(() => {});
        const second = handler(request(lab, { timeouts: { connect: 100 } }));
        const time = await timeOf(second);
        const error = await failure(second);
        expect(error.name).toBe("ConnectTimeoutError");
        expect(error.message).toContain("none of the 1 connections");
        expect(time).toBeGreaterThan(90);
        expect(time).toBeLessThan(2_000);
      });

      it("in a line that moves on, which is no standstill", async () => {
        const lab = await httpLab((_incoming, response) => setTimeout(() => response.end("ok"), 100));
        const handler = make({ maxConnections: 1 });
        const all = Array.from({ length: 8 }, () => handler(request(lab, { timeouts: { connect: 400 } })).then(text));
        expect(await Promise.all(all)).toHaveLength(8);
      });

      it("free of bodies that are left early", async () => {
        const lab = await httpLab((incoming, response) => {
          response.end(incoming.url === "/big" ? new Uint8Array(20 * MEGABYTE) : "ok");
        });
        const handler = make({ maxConnections: 1 });
        for (let i = 0; i < 3; i++) {
          const answer = await handler(request(lab, { path: "/big" }));
          for await (const _ of answer.body as AsyncIterable<Uint8Array>) break;
          expect(await text(await handler(request(lab, { timeouts: { connect: 1_000 } })))).toBe("ok");
        }
      });

      it("where the rest of a body that is left early is short", async () => {
        const lab = await httpLab((_incoming, response) => {
          response.setHeader("content-length", "2000");
          response.write(new Uint8Array(1000));
          setTimeout(() => response.end(new Uint8Array(1000)), 20);
        });
        const handler = make({ maxConnections: 1 });
        for (let i = 0; i < 3; i++) {
          const answer = await handler(request(lab));
          for await (const _ of answer.body as AsyncIterable<Uint8Array>) break;
        }
        await text(await handler(request(lab)));
        if (ownsConnections) expect(lab.connections.size).toBe(1);
      });

      it("free of small bodies that nobody reads", async () => {
        const lab = await httpLab((_incoming, response) => response.end(new Uint8Array(1000)));
        const handler = make({ maxConnections: 1 });
        for (let i = 0; i < 5; i++) await handler(request(lab, { timeouts: { connect: 1_000 } }));
        expect(lab.requests).toBe(5);
      });

      it("free of a big body that nobody reads while others wait, and says so with the place of the call", async () => {
        const warnings: string[] = [];
        const onWarning = (warning: Error): void => void warnings.push(warning.message);
        process.on("warning", onWarning);
        atEnd(() => process.off("warning", onWarning));
        const lab = await httpLab((_incoming, response) => response.end(new Uint8Array(8 * MEGABYTE)));
        const handler = make({ maxConnections: 1, unreadBodyTimeout: 100 });
        const caller = { stack: `Error\n    at aFunction (/program-${Math.random()}.ts:1:1)` };
        const unread = await handler(request(lab, { caller }));
        const second = await handler(request(lab, { timeouts: { connect: 2_000 } }));
        expect((await bytes(second)).byteLength).toBe(8 * MEGABYTE);
        const error = await failure(bytes(unread));
        expect([error.name, error.message]).toEqual(["ConnectionError", expect.stringContaining("was not read")]);
        await until(() => warnings.length > 0);
        expect(warnings).toEqual([expect.stringContaining("at aFunction (/program-")]);
      });

      it("free of a big body that is garbage", async () => {
        setFlagsFromString("--expose-gc");
        const collectGarbage = runInNewContext("gc") as () => void;
        const lab = await httpLab((_incoming, response) => response.end(new Uint8Array(8 * MEGABYTE)));
        const handler = make({ maxConnections: 1 });
        await handler(request(lab));
        await sleep(50);
        const second = handler(request(lab, { timeouts: { connect: 4_000 } }));
        const timer = setInterval(collectGarbage, 50);
        atEnd(() => clearInterval(timer));
        expect((await bytes(await second)).byteLength).toBe(8 * MEGABYTE);
      });

      it("until it is closed: what is under way ends, and nothing begins", async () => {
        const lab = await httpLab((incoming, response) => {
          if (incoming.url === "/body") response.write("x");
        });
        const handler = make({ maxConnections: 2 });
        const body = await handler(request(lab, { path: "/body" }));
        const outcomes = [bytes(body), handler(request(lab)), handler(request(lab))].map((each) => failure(each));
        await until(() => lab.requests === 2);
        await handler.close!();
        for (const outcome of outcomes) expect((await outcome).message).toContain("were closed");
        expect((await failure(handler(request(lab)))).message).toContain("closed already");
      });
    });

    describe("survives", () => {
      it("an answer that comes before the request is sent in full", async () => {
        const lab = await httpLab((_incoming, response) => {
          response.writeHead(403, { connection: "close" }).end("no");
        });
        let told = false;
        async function* endless(): AsyncGenerator<Uint8Array> {
          try {
            while (true) {
              yield new Uint8Array(1000);
              await sleep(5);
            }
          } finally {
            told = true;
          }
        }
        const answer = await make()(request(lab, { method: "PUT", body: endless() }));
        expect([answer.status, await text(answer)]).toEqual([403, "no"]);
        await until(() => told);
      });

      it("a body longer than its length", async () => {
        const lab = await rawLab("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok and more");
        const handler = make({ maxConnections: 1 });
        // Whether it is refused or cut off: it never ends up in another answer.
        for (let i = 0; i < 2; i++) {
          const outcome = await handler(request(lab))
            .then(text)
            .catch((error: Error) => error.name);
          expect(["ok", "ConnectionError"]).toContain(outcome);
        }
      });

      it.runIf(ownsConnections)("connections that died while they were idle", async () => {
        const used = new WeakSet<object>();
        const lab = await httpLab((incoming, response) => {
          // As after a freeze: the request is lost on every connection that was there before.
          if (incoming.url === "/second" && used.has(incoming.socket)) return void incoming.socket.resetAndDestroy();
          used.add(incoming.socket);
          setTimeout(() => response.end("ok"), 20);
        });
        const handler = make({ maxConnections: 5 });
        await Promise.all(Array.from({ length: 5 }, async () => text(await handler(request(lab)))));
        const body = "again";
        const all = Array.from({ length: 5 }, async () =>
          text(await handler(request(lab, { method: "POST", path: "/second", body }))),
        );
        expect(await Promise.all(all)).toEqual(["ok", "ok", "ok", "ok", "ok"]);
      });

      it.runIf(ownsConnections)(
        "a dead connection with a body that cannot be sent again, which it calls retryable",
        async () => {
          const used = new WeakSet<object>();
          const lab = await httpLab((incoming, response) => {
            if (used.has(incoming.socket)) return void incoming.socket.destroy();
            used.add(incoming.socket);
            response.end("ok");
          });
          const handler = make({ maxConnections: 1 });
          await text(await handler(request(lab)));
          const error = await failure(handler(request(lab, { method: "PUT", body: pieces("once") })));
          expect([error.name, error.retryable]).toEqual(["ConnectionError", true]);
          expect(lab.requests).toBe(2);
        },
      );
    });
  });
}
