import { TucuxiError } from "../errors/index.ts";
import { closedError, describeRequest } from "./failures.ts";
import { closeIdleSockets, closeStaleSockets, directAgent, forOneOrigin, hasSockets } from "./nodeAgent.ts";
import { NodeExchange, type NodeOrigin } from "./nodeExchange.ts";
import { exchangeSettings, type HandlerOptions } from "./options.ts";
import { environmentHasProxy, proxyAgent, proxyFor } from "./proxy.ts";
import { Slots } from "./slots.ts";
import { type TlsOptions, tlsContext } from "./tls.ts";
import type { HttpHandler, HttpRequest, HttpResponse } from "./types.ts";

export interface NodeHttpHandlerOptions extends HandlerOptions {
  /** Milliseconds after which an idle connection is closed. Default: 60,000. */
  idleTimeout?: number | undefined;
  tls?: TlsOptions | undefined;
  /** URL of a proxy for all hosts, or `false` for none. Default: what HTTP_PROXY, HTTPS_PROXY and NO_PROXY say. */
  proxy?: string | false | undefined;
  /** Towards a proxy of HTTPS. boto3: `proxies_config`. */
  proxyTls?: TlsOptions | undefined;
}

/** Origins that are remembered; beyond them, those without connections are forgotten. */
const MOST_ORIGINS = 500;

/**
 * Sends requests over node:http, node:https and, where a request asks for HTTP/2, node:http2. Connections are kept
 * alive, up to a limit for each host; idle ones do not keep the process from ending.
 *
 * @example
 * const session = new Session({ http: nodeHttpHandler({ maxConnections: 200 }) });
 */
export function nodeHttpHandler(options: NodeHttpHandlerOptions = {}): HttpHandler {
  const settings = exchangeSettings(options);
  const idleTimeout = options.idleTimeout ?? 60_000;
  const tls = tlsContext(options.tls);
  const origins = new Map<string, NodeOrigin | Promise<NodeOrigin>>();
  let http2: Promise<HttpHandler> | undefined;
  let closed = false;

  async function openThroughProxy(url: URL): Promise<NodeOrigin> {
    const { maxConnections } = settings;
    const proxy = await proxyFor(url.origin, options.proxy || undefined);
    const secure = url.protocol === "https:";
    const agent = proxy
      ? forOneOrigin(
          await proxyAgent(proxy, secure, { maxSockets: maxConnections, tls, proxyTls: tlsContext(options.proxyTls) }),
        )
      : directAgent(secure, maxConnections, tls);
    const opened = nodeOrigin(url, agent, maxConnections, idleTimeout, proxy !== undefined);
    if (closed) opened.close();
    return opened;
  }

  function open(origin: string): NodeOrigin | Promise<NodeOrigin> {
    if (origins.size >= MOST_ORIGINS) forgetIdle(origins);
    const url = new URL(origin);
    if (options.proxy || (options.proxy === undefined && environmentHasProxy())) {
      const opening = openThroughProxy(url).then((opened) => {
        origins.set(origin, opened);
        return opened;
      });
      opening.catch(() => origins.delete(origin));
      origins.set(origin, opening);
      return opening;
    }
    const agent = directAgent(url.protocol === "https:", settings.maxConnections, tls);
    const opened = nodeOrigin(url, agent, settings.maxConnections, idleTimeout, false);
    origins.set(origin, opened);
    return opened;
  }

  function exchange(request: HttpRequest, origin: NodeOrigin): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      if (closed) throw new TucuxiError(`${describeRequest(request)}: the connections are closed already.`);
      new NodeExchange(request, origin, settings, resolve, reject).start();
    });
  }

  function handler(request: HttpRequest): Promise<HttpResponse> {
    if (request.http2) {
      http2 ??= import("./http2.ts").then(({ http2Handler }) => http2Handler(options));
      return http2.then((send) => send(request));
    }
    const origin = origins.get(request.origin) ?? open(request.origin);
    return origin instanceof Promise ? origin.then((opened) => exchange(request, opened)) : exchange(request, origin);
  }

  async function close(): Promise<void> {
    closed = true;
    for (const each of settings.underWay) each.fail(closedError(each.request));
    const opened = [...origins.values()];
    origins.clear();
    for (const origin of opened) if (!(origin instanceof Promise)) origin.close();
    await (await http2)?.close?.();
  }

  return Object.assign(handler, { close });
}

function nodeOrigin(
  url: URL,
  agent: NodeOrigin["agent"],
  maxConnections: number,
  idleTimeout: number,
  proxied: boolean,
): NodeOrigin {
  const secure = url.protocol === "https:";
  const sweep = setInterval(() => closeIdleSockets(agent, idleTimeout), idleTimeout);
  sweep.unref();
  return {
    secure,
    // An IPv6 address stands in brackets in a URL only.
    hostname: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (secure ? 443 : 80) : Number(url.port),
    slots: new Slots(maxConnections),
    agent,
    proxied,
    closeStale: () => closeStaleSockets(agent, idleTimeout),
    closeIdle: () => closeIdleSockets(agent, 0),
    close() {
      clearInterval(sweep);
      agent.destroy();
    },
  };
}

function forgetIdle(origins: Map<string, NodeOrigin | Promise<NodeOrigin>>): void {
  for (const [name, origin] of origins) {
    if (origin instanceof Promise || origin.slots.inUse > 0 || hasSockets(origin.agent)) continue;
    origin.close();
    origins.delete(name);
  }
}
