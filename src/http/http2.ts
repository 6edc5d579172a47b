import { TucuxiError } from "../errors/index.ts";
import { closedError, describeRequest, parseOrigin } from "./failures.ts";
import { Http2Exchange } from "./http2Exchange.ts";
import { Http2Origin } from "./http2Origin.ts";
import { exchangeSettings, type HandlerOptions } from "./options.ts";
import { type TlsOptions, tlsContext } from "./tls.ts";
import type { HttpHandler, HttpRequest, HttpResponse } from "./types.ts";

export interface Http2HandlerOptions extends HandlerOptions {
  tls?: TlsOptions | undefined;
  /** URL of a proxy for all hosts, or `false` for none. Default: what HTTP_PROXY, HTTPS_PROXY and NO_PROXY say. */
  proxy?: string | false | undefined;
  /** Towards a proxy of HTTPS. */
  proxyTls?: TlsOptions | undefined;
}

/**
 * Sends requests over HTTP/2: one session for each host, both directions of a stream open at the same time. For event
 * streams that go both ways.
 */
export function http2Handler(options: Http2HandlerOptions = {}): HttpHandler {
  const settings = exchangeSettings(options);
  const tls = tlsContext(options.tls);
  const proxyTls = tlsContext(options.proxyTls);
  const origins = new Map<string, Http2Origin>();
  let closed = false;

  function handler(request: HttpRequest): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      if (closed) throw new TucuxiError(`${describeRequest(request)}: the connections are closed already.`);
      let origin = origins.get(request.origin);
      if (!origin) {
        origin = new Http2Origin(parseOrigin(request), { tls, proxyTls, proxy: options.proxy });
        origins.set(request.origin, origin);
      }
      new Http2Exchange(request, origin, settings, resolve, reject).start();
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
