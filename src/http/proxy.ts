import type { Agent } from "node:http";
import type { AgentOptions, RequestOptions } from "node:https";
import type { Duplex } from "node:stream";
import type { ConnectionOptions } from "node:tls";
import { ConnectionError } from "../errors/index.ts";
import { connectionError } from "./failures.ts";
import { nodeHttp, nodeHttps } from "./nodeModules.ts";
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
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const socket = await openTunnel(new URL(proxy), host, Number(url.port || 443), proxyTls);
  const { connect } = process.getBuiltinModule("node:tls");
  const { isIP } = process.getBuiltinModule("node:net");
  return connect({ ...(tls as object as ConnectionOptions), socket, servername: isIP(host) ? "" : host });
}

/** An agent whose connections are tunnels through the proxy, with TLS to the origin inside. */
export function tunnelAgent(proxy: string, maxSockets: number, tls: TlsContext, proxyTls: TlsContext): Agent {
  const agent = new (nodeHttps().Agent)({ keepAlive: true, maxSockets, ...tls } as AgentOptions);
  const { connect } = process.getBuiltinModule("node:tls");
  const url = new URL(proxy);
  agent.createConnection = (options, done) => {
    openTunnel(url, options.host!, Number(options.port), proxyTls).then(
      (socket) => done!(null, connect({ ...(options as ConnectionOptions), socket })),
      (error: Error) => done!(error, undefined as never),
    );
    return undefined;
  };
  return agent;
}

/**
 * Asks the proxy for a connection to the host (`CONNECT`, RFC 9110, section 9.3.6). Throws `ConnectionError` where it
 * refuses.
 */
function openTunnel(proxy: URL, host: string, port: number, proxyTls: TlsContext): Promise<Duplex> {
  const authority = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const { request } = proxy.protocol === "https:" ? nodeHttps() : nodeHttp();
  const asked = request({
    ...proxyTls,
    host: proxy.hostname.replace(/^\[|\]$/g, ""),
    port: proxy.port,
    method: "CONNECT",
    path: authority,
    headers: ["host", authority, ...proxyAuthorization(proxy)],
    agent: false,
  } as object as RequestOptions);
  return new Promise((resolve, reject) => {
    // Without this it would be the host that was refused or unknown. The origin is without the proxy's password.
    const asking = { method: "CONNECT", origin: `${authority} at the proxy ${proxy.origin}`, path: "", headers: {} };
    asked.on("error", (cause) => reject(connectionError(cause, asking)));
    asked.on("connect", ({ statusCode }, socket, head) => {
      if (statusCode !== 200) {
        socket.destroy();
        const refusal = `the proxy refused to connect to the host (status ${statusCode}).`;
        reject(new ConnectionError(`https://${authority}: ${refusal}`));
        return;
      }
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    asked.end();
  });
}

/** What a proxy's URL says of the user, as the header that tells the proxy. */
export function proxyAuthorization({ username, password }: URL): string[] {
  if (!username && !password) return [];
  const user = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  return ["proxy-authorization", `Basic ${user.toString("base64")}`];
}
