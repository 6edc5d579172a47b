import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it came over the wire. */
export interface Sent {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A server on the loopback interface that keeps what it is sent, and gives one answer to all. */
export interface Wire {
  readonly endpoint: string;
  readonly sent: Sent[];
  answer: WireAnswer;
  close(): void;
}

export async function startWire(): Promise<Wire> {
  const sent: Sent[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const headers = singles(request.headers);
    sent.push({ method: request.method!, target: request.url!, headers, body: Buffer.concat(pieces) });
    const { answer } = wire;
    response.writeHead(answer.status, answer.headers).end(request.method === "HEAD" ? undefined : answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const wire: Wire = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    answer: { status: 200, headers: {}, body: Buffer.alloc(0) },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return wire;
}

function singles(headers: IncomingHttpHeaders): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(", ")]));
}
