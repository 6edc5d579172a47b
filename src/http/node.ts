import { TucuxiError } from "../errors/index.ts";
import { closedError, describeRequest } from "./failures.ts";
import { closeIdleSockets, closeStaleSockets, hasSockets, OriginAgent, SecureOriginAgent } from "./nodeAgent.ts";
import { NodeExchange, type NodeOrigin } from "./nodeExchange.ts";
import { exchangeSettings, type HandlerOptions } from "./options.ts";
import { Slots } from "./slots.ts";
import type { HttpHandler, HttpRequest, HttpResponse } from "./types.ts";

export interface NodeHttpHandlerOptions extends HandlerOptions {
  /** Milliseconds after which an idle connection is closed. Default: 60,000. */
  idleTimeout?: number | undefined;
}

/** Origins that are remembered; beyond them, those without connections are forgotten. */
const MOST_ORIGINS = 500;

/**
 * Sends requests over node:http, node:https and, where a request asks for HTTP/2, node:http2. Connections are kept
 * alive, per host, up to a limit; idle ones do not keep the process from ending.
 *
 * @example
 * const session = new Session({ http: nodeHttpHandler({ maxConnections: 200 }) });
 */
export function nodeHttpHandler(options: NodeHttpHandlerOptions = {}): HttpHandler {
  const settings = exchangeSettings(options);
  const origins = new Map<string, NodeOrigin>();
  let closed = false;

  function originOf(request: HttpRequest): NodeOrigin {
    const known = origins.get(request.origin);
    if (known) return known;
    if (origins.size >= MOST_ORIGINS) forgetIdleOrigins(origins);
    const origin = openOrigin(request.origin, settings.maxConnections, options.idleTimeout ?? 60_000);
    origins.set(request.origin, origin);
    return origin;
  }

  function handler(request: HttpRequest): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      if (closed) throw new TucuxiError(`${describeRequest(request)}: the connections are closed already.`);
      new NodeExchange(request, originOf(request), settings, resolve, reject).start();
    });
  }

  async function close(): Promise<void> {
    closed = true;
    for (const exchange of settings.underWay) exchange.fail(closedError(exchange.request));
    for (const origin of origins.values()) origin.close();
    origins.clear();
  }

  return Object.assign(handler, { close });
}

function openOrigin(origin: string, maxConnections: number, idleTimeout: number): NodeOrigin {
  const { protocol, hostname, port } = new URL(origin);
  const secure = protocol === "https:";
  const agent = new (secure ? SecureOriginAgent : OriginAgent)({ keepAlive: true, maxSockets: maxConnections });
  const sweep = setInterval(() => closeIdleSockets(agent, idleTimeout), idleTimeout);
  sweep.unref();
  return {
    secure,
    // An IPv6 address stands in brackets in a URL only.
    hostname: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? (secure ? 443 : 80) : Number(port),
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

function forgetIdleOrigins(origins: Map<string, NodeOrigin>): void {
  for (const [name, origin] of origins) {
    if (origin.slots.inUse > 0 || hasSockets(origin.agent)) continue;
    origin.close();
    origins.delete(name);
  }
}
