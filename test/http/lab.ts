import { createServer as createHttpServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { afterEach } from "vitest";
import type { HandlerOptions } from "../../src/http/options.ts";
import type { HttpHandler, HttpRequest, HttpResponse } from "../../src/http/types.ts";

/** What one handler cannot do as the others do, and says so in its documentation. */
export interface HandlerCase {
  readonly name: string;
  make(options?: HandlerOptions): HttpHandler;
  /** Whether it sees its connections come and go. */
  readonly ownsConnections: boolean;
}

const cleanups: (() => unknown)[] = [];

/** Runs at the end of the test. */
export function atEnd(cleanup: () => unknown): void {
  cleanups.push(cleanup);
}

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

export function opened(handler: HttpHandler): HttpHandler {
  atEnd(() => handler.close?.());
  return handler;
}

/** A server on loopback, and what it saw. */
export interface Lab {
  readonly origin: string;
  readonly port: number;
  /** Connections that were made since the start. */
  readonly connections: Set<Socket>;
  /** Requests that were seen in full or in part. */
  requests: number;
  mostAtOnce: number;
}

export async function httpLab(
  listener: (...args: Parameters<RequestListener>) => unknown,
  make: () => Server = createHttpServer,
): Promise<Lab> {
  const server = make();
  let open = 0;
  const lab = await listen(server, "http");
  const onRequest: RequestListener = (request, response) => {
    lab.requests += 1;
    open += 1;
    lab.mostAtOnce = Math.max(lab.mostAtOnce, open);
    response.once("close", () => {
      open -= 1;
    });
    Promise.resolve(listener(request, response)).catch(() => response.destroy());
  };
  server.on("request", onRequest);
  server.on("checkContinue", onRequest);
  return lab;
}

export async function tcpLab(listener: (socket: Socket) => void): Promise<Lab> {
  const server = createTcpServer((socket) => {
    socket.on("error", () => {});
    listener(socket);
  });
  return listen(server, "http");
}

/** A server that answers each request with the given bytes and does with the socket what it is told. */
export function rawLab(answer: string, after: (socket: Socket) => void = () => {}): Promise<Lab> {
  return tcpLab((socket) => {
    socket.on("data", () => {
      if (answer) socket.write(answer);
      setImmediate(() => after(socket));
    });
  });
}

export async function listen(
  server: {
    listen(port: number, host: string, done: () => void): unknown;
    address(): unknown;
    close(done: () => void): unknown;
    on(event: "connection", listener: (socket: Socket) => void): unknown;
  },
  scheme: string,
): Promise<Lab> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const connections = new Set<Socket>();
  server.on("connection", (socket) => {
    connections.add(socket);
    socket.on("error", () => {});
  });
  atEnd(() => {
    for (const socket of connections) socket.destroy();
    return new Promise<void>((resolve) => server.close(resolve));
  });
  return { origin: `${scheme}://127.0.0.1:${port}`, port, connections, requests: 0, mostAtOnce: 0 };
}

export function request(lab: Lab, more: Partial<HttpRequest> = {}): HttpRequest {
  return { method: "GET", origin: lab.origin, path: "/", headers: { host: new URL(lab.origin).host }, ...more };
}

export async function text(response: HttpResponse): Promise<string> {
  return new TextDecoder().decode(await bytes(response));
}

export async function bytes(response: HttpResponse): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of response.body as AsyncIterable<Uint8Array>) pieces.push(piece);
  return Buffer.concat(pieces);
}

export async function received(message: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The error that a promise rejects with. */
export async function failure(promise: Promise<unknown>): Promise<Error & { cause?: unknown; retryable?: boolean }> {
  const outcome = await promise.then(
    () => new Error("it did not fail"),
    (error) => error,
  );
  return outcome as Error;
}

/** Waits until it holds, and no longer than a few seconds. */
export async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 300 && !holds(); i++) await sleep(10);
  if (!holds()) throw new Error(`Waited in vain until ${holds}`);
}
