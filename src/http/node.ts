import type { Agent } from "node:http";
import { TucuxiError } from "../errors/index.ts";
import { closedError, describeRequest, parseOrigin } from "./failures.ts";
import { closeIdleSockets, closeStaleSockets, directAgent, forOneOrigin, hasSockets } from "./nodeAgent.ts";
import { NodeExchange, type NodeOrigin } from "./nodeExchange.ts";
import { nodeHttp, nodeHttps } from "./nodeModules.ts";
import { exchangeSettings, type HandlerOptions } from "./options.ts";
import { http2 } from "./parts.ts";
import { environmentHasProxy, proxyAuthorization, proxyFor, tunnelAgent } from "./proxy.ts";
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
  const { maxConnections } = settings;
  const limits: Limits = { maxConnections, idleTimeout: options.idleTimeout ?? 60_000 };
  const tls = tlsContext(options.tls);
  const origins = new Map<string, NodeOrigin | Promise<NodeOrigin>>();
  let overHttp2: Promise<HttpHandler> | undefined;
  let closed = false;

  /** Looks for a proxy, and loads what it takes, before the first request to an origin. */
  async function openByProxy(url: URL): Promise<NodeOrigin> {
    const proxy = await proxyFor(url.origin, options.proxy || undefined);
    const proxyTls = tlsContext(options.proxyTls);
    let opened: NodeOrigin;
    if (!proxy) opened = nodeOrigin(url, directAgent(url.protocol === "https:", maxConnections, tls), limits);
    else if (url.protocol === "https:") {
      const agent = forOneOrigin(tunnelAgent(proxy, maxConnections, tls, proxyTls));
      opened = nodeOrigin(url, agent, limits);
    } else {
      const proxyUrl = new URL(proxy);
      const agent = directAgent(proxyUrl.protocol === "https:", maxConnections, proxyTls);
      const forwarding = { pathPrefix: url.origin, headers: proxyAuthorization(proxyUrl) };
      opened = { ...nodeOrigin(proxyUrl, agent, limits), forwarding };
    }
    if (closed) opened.close();
    return opened;
  }

  function open(request: HttpRequest): NodeOrigin | Promise<NodeOrigin> {
    if (origins.size >= MOST_ORIGINS) forgetIdle(origins);
    const url = parseOrigin(request);
    if (options.proxy || (options.proxy === undefined && environmentHasProxy())) {
      const opening = openByProxy(url).then((opened) => {
        origins.set(request.origin, opened);
        return opened;
      });
      opening.catch(() => origins.delete(request.origin));
      origins.set(request.origin, opening);
      return opening;
    }
    const opened = nodeOrigin(url, directAgent(url.protocol === "https:", maxConnections, tls), limits);
    origins.set(request.origin, opened);
    return opened;
  }

  function handler(request: HttpRequest): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      if (closed) throw new TucuxiError(`${describeRequest(request)}: the connections are closed already.`);
      if (request.http2) {
        overHttp2 ??= http2.get().then(({ http2Handler }) => http2Handler(options));
        overHttp2.then((send) => send(request)).then(resolve, reject);
        return;
      }
      const origin = origins.get(request.origin) ?? open(request);
      if (!(origin instanceof Promise)) {
        new NodeExchange(request, origin, settings, resolve, reject).start();
        return;
      }
      origin.then((opened) => new NodeExchange(request, opened, settings, resolve, reject).start()).catch(reject);
    });
  }

  async function close(): Promise<void> {
    closed = true;
    for (const each of settings.underWay) each.fail(closedError(each.request));
    const opened = [...origins.values()];
    origins.clear();
    for (const origin of opened) if (!(origin instanceof Promise)) origin.close();
    await (await overHttp2)?.close?.();
  }

  return Object.assign(handler, { close });
}

interface Limits {
  readonly maxConnections: number;
  readonly idleTimeout: number;
}

function nodeOrigin(url: URL, agent: Agent, { maxConnections, idleTimeout }: Limits): NodeOrigin {
  const secure = url.protocol === "https:";
  const sweep = setInterval(() => closeIdleSockets(agent, idleTimeout), idleTimeout);
  sweep.unref();
  return {
    request: secure ? nodeHttps().request : nodeHttp().request,
    secure,
    // An IPv6 address stands in brackets in a URL only.
    hostname: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (secure ? 443 : 80) : Number(url.port),
    slots: new Slots(maxConnections),
    agent,
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
