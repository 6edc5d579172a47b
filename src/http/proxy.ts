import { EventEmitter } from "node:events";
import type { Agent } from "node:http";
import type { Duplex } from "node:stream";
import { ConnectionError } from "../errors/index.ts";
import type { TlsContext } from "./tls.ts";

/** Whether the environment names a proxy for anything. */
export function environmentHasProxy(): boolean {
  const { env } = process;
  return ["http_proxy", "https_proxy", "all_proxy"].some((name) => env[name] || env[name.toUpperCase()]);
}

/**
 * The proxy for an origin: the one that is set, or the one that HTTP_PROXY, HTTPS_PROXY and NO_PROXY name for it, in
 * upper or lower case.
 */
export async function proxyFor(origin: string, proxy: string | undefined): Promise<string | undefined> {
  if (proxy !== undefined) return proxy;
  const { getProxyForUrl } = await import("proxy-from-env");
  return getProxyForUrl(origin) || undefined;
}

/**
 * A TLS connection to an origin through a proxy's tunnel, for protocols that are not node:http's.
 * Throws `ConnectionError` where the proxy refuses.
 */
export async function proxyTunnel(
  proxy: string,
  url: URL,
  tls: TlsContext & { ALPNProtocols: string[] },
  proxyTls: TlsContext,
): Promise<Duplex> {
  const { HttpsProxyAgent } = await import("https-proxy-agent");
  const agent = new HttpsProxyAgent(proxy, proxyTls as object);
  // All that the agent wants of a request is somebody to tell of the proxy's answer.
  const request = new EventEmitter();
  let status = 200;
  request.once("proxyConnect", (answer: { statusCode: number }) => {
    status = answer.statusCode;
  });
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const options = { ...tls, host, port: Number(url.port || 443), secureEndpoint: true };
  const socket = (await agent.connect(request as never, options as never)) as Duplex;
  if (status !== 200) {
    throw new ConnectionError(`${url.origin}: the proxy refused to connect to the host (status ${status}).`);
  }
  request.emit("socket", socket);
  return socket;
}

/** An agent whose connections are tunnels through the proxy, with TLS to the origin inside. */
export async function tunnelAgent(
  proxy: string,
  maxSockets: number,
  tls: TlsContext,
  proxyTls: TlsContext,
): Promise<Agent> {
  const { HttpsProxyAgent } = await import("https-proxy-agent");
  const agent = new HttpsProxyAgent(proxy, { keepAlive: true, maxSockets, ...proxyTls } as object);
  // Without this word the agent finds out by the stack of each request whether it is one of HTTPS.
  Object.assign(agent.options, tls, { secureEndpoint: true });
  return agent;
}

/** What a proxy's URL says of the user, as the header that tells the proxy. */
export function proxyAuthorization({ username, password }: URL): string[] {
  if (!username && !password) return [];
  const user = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  return ["proxy-authorization", `Basic ${user.toString("base64")}`];
}
