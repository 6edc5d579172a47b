import { createServer as createProxy } from "node:http";
import { createSecureServer, createServer, type Http2Server, type ServerHttp2Stream } from "node:http2";
import { connect, type Socket } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import type { ResponseBody } from "../../src/http/body.ts";
import { nodeHttpHandler } from "../../src/http/node.ts";
import { makeCertificate } from "./certificates.ts";
import { atEnd, failure, type Lab, listen, opened, request, sleep, text, until } from "./lab.ts";

const certificate = makeCertificate();
afterAll(() => certificate?.remove());

type OnStream = (stream: ServerHttp2Stream, headers: Record<string, unknown>) => void;

async function http2Lab(onStream: OnStream, server: Http2Server = createServer()): Promise<Lab> {
  server.on("stream", (stream, headers) => {
    stream.on("error", () => {});
    onStream(stream, headers);
  });
  return listen(server as never, "http");
}

const encoder = new TextEncoder();

describe("nodeHttpHandler over HTTP/2", () => {
  it("sends requests side by side over one connection", async () => {
    const lab = await http2Lab((stream, headers) => {
      stream.respond({ ":status": 200, "x-a": ["1", "2"] });
      setTimeout(() => stream.end(`${headers[":method"]} ${headers[":path"]} ${headers["x-b"]}`), 20);
    });
    const handler = opened(nodeHttpHandler());
    const all = Array.from({ length: 20 }, async (_, i) => {
      const answer = await handler(request(lab, { http2: true, path: `/${i}?x=%2F`, headers: { "x-b": "b" } }));
      return [answer.status, answer.headers["x-a"], await text(answer)];
    });
    expect(await Promise.all(all)).toEqual(all.map((_, i) => [200, "1, 2", `GET /${i}?x=%2F b`]));
    expect(lab.connections.size).toBe(1);
  });

  it("reads the answer while the request's body goes on", async () => {
    const lab = await http2Lab((stream) => {
      stream.respond({ ":status": 200 });
      stream.pipe(stream);
    });
    const heard: string[] = [];
    let next: (() => void) | undefined;
    async function* talk(): AsyncGenerator<Uint8Array> {
      for (const word of ["one", "two", "three"]) {
        yield encoder.encode(word);
        // The next word waits for the echo of this one.
        await new Promise<void>((resolve) => {
          next = resolve;
        });
      }
    }
    const answer = await opened(nodeHttpHandler())(request(lab, { method: "POST", http2: true, body: talk() }));
    for await (const piece of answer.body as AsyncIterable<Uint8Array>) {
      heard.push(new TextDecoder().decode(piece));
      next?.();
    }
    expect(heard).toEqual(["one", "two", "three"]);
  });

  it("surfaces the error of the request's body as it is", async () => {
    const lab = await http2Lab((stream) => stream.resume());
    const mine = new RangeError("mine");
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield encoder.encode("a");
      throw mine;
    }
    const sending = opened(nodeHttpHandler())(request(lab, { method: "POST", http2: true, body: broken() }));
    expect(await failure(sending)).toBe(mine);
  });

  it("fails where nobody listens, and tries anew the next time", async () => {
    const handler = opened(nodeHttpHandler());
    for (let i = 0; i < 2; i++) {
      const error = await failure(handler(request({ origin: "http://127.0.0.1:1" } as Lab, { http2: true })));
      expect([error.name, error.message]).toEqual(["ConnectionError", expect.stringContaining("refused")]);
    }
  });

  it("keeps its time limits", async () => {
    const lab = await http2Lab((stream, headers) => {
      if (headers[":path"] === "/body") stream.respond({ ":status": 200 });
    });
    const handler = opened(nodeHttpHandler());
    const timeouts = { headers: 80, body: 80 };
    expect((await failure(handler(request(lab, { http2: true, timeouts })))).name).toBe("ReadTimeoutError");
    const answer = await handler(request(lab, { http2: true, timeouts, path: "/body" }));
    expect((await failure((answer.body as ResponseBody).collect())).name).toBe("ReadTimeoutError");
  });

  it("ends by its signal, and leaves other streams alone", async () => {
    const cancelled: number[] = [];
    const lab = await http2Lab((stream) => {
      stream.respond({ ":status": 200 });
      stream.on("close", () => cancelled.push(stream.rstCode));
      setTimeout(() => stream.end("ok"), 150);
    });
    const handler = opened(nodeHttpHandler());
    const controller = new AbortController();
    const aborted = await handler(request(lab, { http2: true, signal: controller.signal }));
    const other = await handler(request(lab, { http2: true }));
    controller.abort();
    expect((await failure((aborted.body as ResponseBody).collect())).name).toBe("AbortError");
    await until(() => cancelled.length > 0);
    expect(await text(other)).toBe("ok");
  });

  it("lets go of a body that is left early", async () => {
    let closed = false;
    const lab = await http2Lab((stream) => {
      stream.respond({ ":status": 200 });
      stream.on("close", () => {
        closed = true;
      });
      stream.write(Buffer.alloc(10_000_000));
    });
    const answer = await opened(nodeHttpHandler())(request(lab, { http2: true }));
    for await (const _ of answer.body as AsyncIterable<Uint8Array>) break;
    await until(() => closed);
  });

  it("opens a new session after the server has ended the last one", async () => {
    const server = createServer();
    const lab = await http2Lab((stream) => {
      stream.respond({ ":status": 200 });
      stream.end("ok");
    }, server);
    const handler = opened(nodeHttpHandler());
    await text(await handler(request(lab, { http2: true })));
    for (const socket of lab.connections) socket.destroy();
    await sleep(50);
    expect(await text(await handler(request(lab, { http2: true })))).toBe("ok");
  });

  it("fails what is under way when the connection breaks", async () => {
    const lab = await http2Lab((stream, headers) => {
      if (headers[":path"] === "/body") stream.respond({ ":status": 200 });
    });
    const handler = opened(nodeHttpHandler());
    const answer = await handler(request(lab, { http2: true, path: "/body" }));
    const outcomes = [
      failure((answer.body as ResponseBody).collect()),
      failure(handler(request(lab, { http2: true }))),
    ];
    await sleep(50);
    for (const socket of lab.connections) socket.resetAndDestroy();
    expect((await Promise.all(outcomes)).map(({ name }) => name)).toEqual(["IncompleteReadError", "ConnectionError"]);
  });

  it("refuses headers that cannot be sent", async () => {
    const lab = await http2Lab((stream) => stream.respond({ ":status": 200 }, { endStream: true }));
    const sending = opened(nodeHttpHandler())(request(lab, { http2: true, headers: { "x-a": "b\r\nc" } }));
    expect((await failure(sending)).message).toContain("x-a has a line break");
  });

  it.runIf(certificate)("goes over TLS, and through a proxy's tunnel", async () => {
    const { cert, key } = certificate!;
    const lab = await http2Lab(
      (stream) => {
        stream.respond({ ":status": 200 });
        stream.end(`${stream.session?.alpnProtocol}`);
      },
      createSecureServer({ cert, key }) as unknown as Http2Server,
    );
    const asked: string[] = [];
    const proxyServer = createProxy();
    proxyServer.on("connect", (incoming, socket: Socket) => {
      asked.push(incoming.url!);
      const target = connect(lab.port, "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        target.pipe(socket);
        socket.pipe(target);
      });
      for (const each of [target, socket]) each.on("error", () => {});
      atEnd(() => target.destroy());
    });
    const proxy = await listen(proxyServer, "http");
    const secure = { ...lab, origin: lab.origin.replace("http:", "https:") };
    for (const option of [false as const, proxy.origin]) {
      const handler = opened(nodeHttpHandler({ tls: { ca: cert }, proxy: option }));
      expect(await text(await handler(request(secure, { http2: true })))).toBe("h2");
    }
    expect(asked).toEqual([`127.0.0.1:${lab.port}`]);
  });
});
