import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How a service answers: as it should, never, with a failure, with what is no answer, with credentials of the past. */
export type Manner = "well" | "never" | "failing" | "malformed" | "expired";
export type ServiceName = "imds" | "container" | "sts" | "sso" | "oidc";

export interface StandIns {
  readonly url: string;
  /** How each service answers from now on; `once` holds for its next answer only. */
  answer(service: ServiceName, manner: Manner, once?: "once"): void;
  /** What was asked, as `METHOD path`. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** One server that stands for the services that credentials come from. */
export async function startStandIns(): Promise<StandIns> {
  const manners = new Map<ServiceName, Manner[]>();
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const body = await bodyOf(request);
    const service = serviceOf(request.url!);
    const queue = manners.get(service) ?? ["well"];
    const manner = queue.length > 1 ? queue.shift()! : queue[0]!;
    if (manner === "never") return;
    if (manner === "failing") return end(response, 500, "out of order");
    if (manner === "malformed") return end(response, 200, "<<<no answer of any kind");
    end(response, 200, answerOf(service, request.url!, body, manner === "expired"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answer: (service, manner, once) => manners.set(service, once ? [manner, "well"] : [manner]),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function serviceOf(path: string): ServiceName {
  if (path.startsWith("/latest/")) return "imds";
  if (path.startsWith("/container")) return "container";
  if (path.startsWith("/federation/")) return "sso";
  return path === "/token" ? "oidc" : "sts";
}

function answerOf(service: ServiceName, path: string, body: string, expired: boolean): string {
  const time = new Date(Date.now() + (expired ? -1 : 1) * 3_600_000);
  const Expiration = time.toISOString();
  const keys = { AccessKeyId: service.toUpperCase(), SecretAccessKey: "secret", Token: "token", Expiration };
  if (service === "imds") {
    if (path === "/latest/api/token") return "imds-token";
    return path.endsWith("/") ? "role" : JSON.stringify({ Code: "Success", ...keys });
  }
  if (service === "container") return JSON.stringify(keys);
  if (service === "oidc") return JSON.stringify({ accessToken: "renewed", expiresIn: 28_800, refreshToken: "next" });
  if (service === "sso") {
    const roleCredentials = { accessKeyId: "SSO", secretAccessKey: "s", sessionToken: "t", expiration: time.getTime() };
    return JSON.stringify({ roleCredentials });
  }
  const action = new URLSearchParams(body).get("Action");
  const members = { AccessKeyId: "STS", SecretAccessKey: "secret", SessionToken: "token", Expiration };
  const xml = Object.entries(members).map(([name, value]) => `<${name}>${value}</${name}>`);
  return `<${action}Response><${action}Result><Credentials>${xml.join("")}</Credentials></${action}Result></${action}Response>`;
}

function end(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "content-length": Buffer.byteLength(body) });
  response.end(body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}
