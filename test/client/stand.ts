import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ClientOptions } from "../../src/client/options.ts";
import type { HttpHandler, HttpRequest, HttpResponse } from "../../src/http/types.ts";
import { Session } from "../../src/session/session.ts";
import { testEnvironment } from "../session/testEnvironment.ts";

/** An answer of a stand-in: what is left out is a plain success. */
export interface StandInAnswer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
}

export type Answer = (request: HttpRequest, number: number) => StandInAnswer | Promise<StandInAnswer>;

const keys = { accessKeyId: "AKID", secretAccessKey: "verySecret", sessionToken: "verySecretToken" };

/** A session whose requests go nowhere: `answer` is told of each and says what comes back. */
export function sessionWith(
  answer: Answer,
  options: ClientOptions = {},
): { session: Session; requests: HttpRequest[] } {
  const requests: HttpRequest[] = [];
  const http: HttpHandler = async (request) => {
    requests.push(request);
    const { status = 200, headers = {}, body = "" } = await answer(request, requests.length);
    const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
    return { status, headers, body: bytes } satisfies HttpResponse;
  };
  const session = new Session({ region: "us-east-1", credentials: keys, http, ...options }, testEnvironment());
  return { session, requests };
}

/** A server on the loopback interface, and a session whose requests go there. */
export async function serverWith(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  options: ClientOptions = {},
): Promise<{ session: Session; server: Server; close(): Promise<void> }> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const path = { s3: { addressingStyle: "path" as const } };
  const session = new Session(
    { region: "us-east-1", credentials: keys, endpoint, maxAttempts: 1, ...path, ...options },
    testEnvironment(),
  );
  return {
    session,
    server,
    async close() {
      await session.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
