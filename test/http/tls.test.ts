import { createServer, request as httpRequest, type IncomingMessage } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { connect, type Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { afterAll, describe, expect, it } from "vitest";
import { nodeHttpHandler } from "../../src/http/node.ts";
import type { TlsOptions } from "../../src/http/tls.ts";
import type { HttpHandler } from "../../src/http/types.ts";
import { undiciHandler } from "../../src/http/undici.ts";
import { makeCertificate } from "./certificates.ts";
import { atEnd, failure, type Lab, listen, opened, request, tcpLab, text } from "./lab.ts";

const certificate = makeCertificate();
afterAll(() => certificate?.remove());

interface Options {
  tls?: TlsOptions;
  maxConnections?: number;
}

const CASES: readonly { name: string; make(options: Options): HttpHandler }[] = [
  { name: "nodeHttpHandler", make: (options) => opened(nodeHttpHandler(options)) },
  { name: "undiciHandler", make: (options) => opened(undiciHandler(options)) },
];

/** A server that tells the path and the name of the client's certificate. */
async function tlsLab(options: object = {}): Promise<Lab> {
  const server = createTlsServer(
    { cert: certificate!.cert, key: certificate!.key, ...options },
    (incoming, response) => {
      const { subject } = (incoming.socket as TLSSocket).getPeerCertificate();
      response.end(`${incoming.url} ${subject?.CN}`);
    },
  );
  return listen(server as never, "https");
}

/** A proxy, and what it was asked for. */
async function proxyLab(refuse = false): Promise<Lab & { asked: string[] }> {
  const asked: string[] = [];
  const proxy = createServer((incoming, response) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    const forwarded = httpRequest(incoming.url!, { method: incoming.method, headers: incoming.headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(forwarded);
  });
  proxy.on("connect", (incoming: IncomingMessage, socket: Socket) => {
    asked.push(`CONNECT ${incoming.url} ${incoming.headers["proxy-authorization"] ?? "-"}`);
    if (refuse) {
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 3\r\n\r\nno!");
      return;
    }
    const [host, port] = incoming.url!.split(":");
    const target = connect(Number(port), host!, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      target.pipe(socket);
      socket.pipe(target);
    });
    for (const each of [target, socket]) each.on("error", () => {});
    atEnd(() => target.destroy());
  });
  return Object.assign(await listen(proxy, "http"), { asked });
}

/** Sets the environment for one test. */
function environment(values: Record<string, string>): void {
  const before = { ...process.env };
  Object.assign(process.env, values);
  atEnd(() => {
    for (const name of Object.keys(values)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  });
}

describe.runIf(certificate).each(CASES)("$name over TLS", ({ name, make }) => {
  it("refuses a certificate that nobody it trusts vouches for", async () => {
    const error = await failure(make({})(request(await tlsLab())));
    expect(error.name).toBe("ConnectionError");
    expect(error.message).toContain("self-signed");
    expect((error.cause as NodeJS.ErrnoException).code).toBe("DEPTH_ZERO_SELF_SIGNED_CERT");
  });

  it("trusts the authorities of a bundle, and those that are given besides", async () => {
    const lab = await tlsLab();
    for (const tls of [{ caBundle: certificate!.certPath }, { ca: certificate!.cert }]) {
      const handler = make({ tls, maxConnections: 1 });
      for (const path of ["/a", "/b"]) expect(await text(await handler(request(lab, { path })))).toContain(path);
    }
    expect(lab.connections.size).toBe(2);
  });

  it("trusts everybody where it is told to", async () => {
    const handler = make({ tls: { rejectUnauthorized: false } });
    expect(await text(await handler(request(await tlsLab(), { path: "/a" })))).toContain("/a");
  });

  it("shows the client's certificate", async () => {
    const client = makeCertificate("a-client")!;
    atEnd(() => client.remove());
    const lab = await tlsLab({ requestCert: true, ca: client.cert });
    const tls = { ca: certificate!.cert, clientCertificate: client.certPath, clientKey: client.keyPath };
    expect(await text(await make({ tls })(request(lab)))).toBe("/ a-client");
  });

  it("says which file cannot be read", () => {
    expect(() => make({ tls: { caBundle: "/no/such/file.pem" } })).toThrow(/caBundle.*\/no\/such\/file\.pem/);
  });

  it("waits for the handshake no longer than for a connection", async () => {
    const lab = await tcpLab((socket) => socket.resume());
    const start = performance.now();
    const silent = request({ ...lab, origin: lab.origin.replace("http:", "https:") }, { timeouts: { connect: 150 } });
    expect((await failure(make({})(silent))).name).toBe("ConnectTimeoutError");
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it("goes through the proxy that the environment names", async () => {
    const [lab, proxy] = [await tlsLab(), await proxyLab()];
    environment({ HTTPS_PROXY: proxy.origin.replace("//", "//user:pass%20word@"), NO_PROXY: "" });
    const handler = make({ tls: { ca: certificate!.cert }, maxConnections: 1 });
    for (const path of ["/a", "/b"]) expect(await text(await handler(request(lab, { path })))).toContain(path);
    const authorization = `Basic ${Buffer.from("user:pass word").toString("base64")}`;
    expect(proxy.asked).toEqual([`CONNECT 127.0.0.1:${lab.port} ${authorization}`]);
  });

  it("goes around it where NO_PROXY says so", async () => {
    const [lab, proxy] = [await tlsLab(), await proxyLab()];
    environment({ HTTPS_PROXY: proxy.origin, NO_PROXY: "localhost,127.0.0.1" });
    await text(await make({ tls: { ca: certificate!.cert } })(request(lab)));
    expect(proxy.asked).toEqual([]);
  });

  it("takes a proxy's refusal for none of the service's answers", async () => {
    const [lab, proxy] = [await tlsLab(), await proxyLab(true)];
    environment({ HTTPS_PROXY: proxy.origin.replace("//", "//user:hidden@"), NO_PROXY: "" });
    const error = await failure(make({ tls: { ca: certificate!.cert } })(request(lab)));
    expect(error.name).toBe("ConnectionError");
    expect(error.message).toMatch(/407/);
    expect(error.message).not.toContain("hidden");
  });

  it("fails where the proxy is not there, and node's handler says that it is the proxy", async () => {
    environment({ HTTPS_PROXY: "http://user:hidden@127.0.0.1:1", NO_PROXY: "" });
    const error = await failure(make({ tls: { ca: certificate!.cert } })(request(await tlsLab())));
    expect([error.name, error.message]).toEqual(["ConnectionError", expect.stringContaining("refused")]);
    if (name === "nodeHttpHandler") expect(error.message).toContain("at the proxy http://127.0.0.1:1:");
    expect(error.message).not.toContain("hidden");
  });
});

describe.each(CASES)("$name without TLS", ({ make }) => {
  it("goes through the proxy too", async () => {
    const server = createServer((incoming, response) => response.end(`${incoming.method} ${incoming.url}`));
    const [lab, proxy] = [await listen(server, "http"), await proxyLab()];
    environment({ HTTP_PROXY: proxy.origin, NO_PROXY: "" });
    const handler = make({});
    for (const path of ["/a?b=c", "/d"]) expect(await text(await handler(request(lab, { path })))).toBe(`GET ${path}`);
    expect(proxy.asked.length).toBeGreaterThan(0);
  });
});

it("a proxy that is set wins over the environment's, and false means none", async () => {
  const server = createServer((_incoming, response) => response.end("ok"));
  const [lab, proxy, other] = [await listen(server, "http"), await proxyLab(), await proxyLab()];
  environment({ HTTP_PROXY: proxy.origin, NO_PROXY: "" });
  await text(await opened(nodeHttpHandler({ proxy: other.origin }))(request(lab)));
  await text(await opened(nodeHttpHandler({ proxy: false }))(request(lab)));
  expect([proxy.asked.length, other.asked.length]).toEqual([0, 1]);
});
