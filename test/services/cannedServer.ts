import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { ClientOptions } from "../../src/client/options.ts";
import { nodeHttpHandler } from "../../src/http/node.ts";
import { Session } from "../../src/session/session.ts";
import { type ReceivedRequest, type Verification, verifyRequest } from "../conformance/signingVerifier.ts";
import { testEnvironment } from "../session/testEnvironment.ts";

/** A request as the server found it, its signature checked. */
export interface Received extends ReceivedRequest {
  readonly host: string;
  /** Of what the signature says; absent where there is none. */
  readonly verified: Verification | undefined;
}

export interface CannedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface ServerOptions {
  /** Whether signatures are those of S3. */
  readonly isS3?: boolean;
  /** What is answered to a request that waits for `100 Continue`, in place of that. */
  readonly early?: (headers: IncomingHttpHeaders) => CannedAnswer | undefined;
}

export interface CannedServer {
  readonly session: Session;
  readonly received: readonly Received[];
  /** By access key: what the server knows; tests add those of sessions. */
  readonly secrets: Record<string, string>;
  readonly origin: string;
}

export const keys = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };

/**
 * A server on the loopback interface that stands for all of AWS's hosts, and a session whose requests all go there. It
 * refuses what is not signed as it should be, and keeps what it got.
 */
export async function cannedServer(
  answer: (request: Received) => CannedAnswer,
  options: ClientOptions = {},
  { isS3 = true, early }: ServerOptions = {},
): Promise<CannedServer> {
  const received: Received[] = [];
  const secrets: Record<string, string> = { [keys.accessKeyId]: keys.secretAccessKey };
  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const request = await receive(incoming);
    let canned: CannedAnswer;
    try {
      const signed = request.headers.authorization !== undefined || request.target.includes("X-Amz-Signature");
      const verified = signed ? verifyRequest(request, { secrets, now: new Date(), s3: isS3 }) : undefined;
      const seen = { ...request, host: request.headers.host!, verified };
      received.push(seen);
      canned = answer(seen);
    } catch (error) {
      canned = { status: 403, body: `<Error><Code>SignatureDoesNotMatch</Code><Message>${error}</Message></Error>` };
    }
    outgoing.writeHead(canned.status ?? 200, canned.headers).end(canned.body);
  };
  const server = createServer(handle);
  server.on("checkContinue", (incoming, outgoing) => {
    const refusal = early?.(incoming.headers);
    if (refusal) return outgoing.writeHead(refusal.status!, refusal.headers).end(refusal.body);
    outgoing.writeContinue();
    return handle(incoming, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const handler = nodeHttpHandler();
  const session = new Session(
    {
      region: "us-west-2",
      credentials: keys,
      maxAttempts: 1,
      http: (request) => handler({ ...request, origin }),
      ...options,
    },
    testEnvironment(),
  );
  onTestFinished(async () => {
    await session.close();
    await handler.close?.();
    server.closeAllConnections();
    server.close();
  });
  return { session, received, secrets, origin };
}

async function receive(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  return {
    method: incoming.method!,
    target: incoming.url!,
    headers: incoming.headers as Record<string, string>,
    body: Buffer.concat(pieces),
  };
}
