import type { ClientOptions } from "../../src/client/options.ts";
import { undiciHandler } from "../../src/http/undici.ts";
import { Session } from "../../src/session/session.ts";
import { atEnd } from "../http/lab.ts";
import { testEnvironment } from "../session/testEnvironment.ts";
import { handlers, keys, leadTo, type VerifyingServer } from "./verifyingServer.ts";

const common = { region: "eu-west-1", credentials: keys, maxAttempts: 1 } as const;

/** A session whose endpoint is the server. */
export function sessionAt(server: VerifyingServer, handler: string, options: ClientOptions = {}): Session {
  const { certificate, origin } = server;
  const http = handlers[handler]!(certificate);
  atEnd(() => http.close?.());
  return new Session({ ...common, endpoint: origin, http, ...options }, testEnvironment());
}

/** A session that believes to talk to AWS, and talks to the server. */
export function sessionLedTo(server: VerifyingServer, handler: string, options: ClientOptions = {}): Session {
  // undici asks for the certificate of the host that is named in the header, and none here has one of AWS's.
  const trusting = handler === "undici" ? undiciHandler({ tls: { rejectUnauthorized: false } }) : undefined;
  const http = leadTo(server, trusting ?? handlers[handler]!(server.certificate));
  atEnd(() => http.close?.());
  return new Session({ ...common, http, ...options }, testEnvironment());
}
