import { type Dispatcher, EnvHttpProxyAgent, Pool } from "undici";
import { TucuxiError } from "../errors/index.ts";
import { Exchange } from "./exchange.ts";
import { closedError, describeRequest, parseOrigin, refusedRequest } from "./failures.ts";
import { type ExchangeSettings, exchangeSettings, type HandlerOptions } from "./options.ts";
import { environmentHasProxy } from "./proxy.ts";
import { isReplayable, isSentWhole, watchedPieces, withLength } from "./requestBody.ts";
import { Slots } from "./slots.ts";
import { type TlsOptions, tlsContext } from "./tls.ts";
import type { HttpHandler, HttpRequest, HttpResponse } from "./types.ts";

export interface UndiciHandlerOptions extends HandlerOptions {
  /**
   * What sends the requests: an `Agent`, a `ProxyAgent`, a `MockAgent` of yours. It stays open when the handler is
   * closed. Default: a pool for each host, or what the environment's proxies ask for.
   */
  dispatcher?: Dispatcher | undefined;
  /** Milliseconds after which an idle connection is closed. Default: 60,000. */
  idleTimeout?: number | undefined;
  tls?: TlsOptions | undefined;
  /** Towards a proxy of HTTPS. */
  proxyTls?: TlsOptions | undefined;
}

/** The connections to one origin. */
interface Origin {
  readonly slots: Slots;
  dispatcher: Dispatcher;
  /** Puts new connections in the place of all idle ones. */
  renew(): void;
}

/**
 * Sends requests by undici's dispatch, with the least CPU time of all handlers. Install `undici` 7 beside tucuxi.
 *
 * @example
 * import { undiciHandler } from "tucuxi/undici";
 * const session = new Session({ http: undiciHandler() });
 */
export function undiciHandler(options: UndiciHandlerOptions = {}): HttpHandler {
  const settings = exchangeSettings(options);
  const tls = tlsContext(options.tls);
  const poolOptions: Pool.Options = {
    connections: settings.maxConnections,
    pipelining: 1,
    keepAliveTimeout: options.idleTimeout ?? 60_000,
    keepAliveMaxTimeout: options.idleTimeout ?? 60_000,
    // Time is kept by the exchange, for all transports alike.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: 0, ...tls } as object,
  };
  const throughProxy = (): Dispatcher =>
    new EnvHttpProxyAgent({ ...poolOptions, requestTls: tls, proxyTls: tlsContext(options.proxyTls) } as object);
  const shared = options.dispatcher ?? (environmentHasProxy() ? throughProxy() : undefined);
  const origins = new Map<string, Origin>();
  let closed = false;

  function open(request: HttpRequest): Origin {
    const { origin } = parseOrigin(request);
    const slots = new Slots(settings.maxConnections);
    if (shared) return { slots, dispatcher: shared, renew() {} };
    return {
      slots,
      dispatcher: new Pool(origin, poolOptions),
      renew() {
        // Requests that are under way come to their end on the old connections.
        this.dispatcher.close().then(undefined, () => {});
        this.dispatcher = new Pool(origin, poolOptions);
      },
    };
  }

  function handler(request: HttpRequest): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      if (closed) throw new TucuxiError(`${describeRequest(request)}: the connections are closed already.`);
      let origin = origins.get(request.origin);
      if (!origin) {
        origin = open(request);
        origins.set(request.origin, origin);
      }
      new UndiciExchange(request, origin, settings, resolve, reject).start();
    });
  }

  async function close(): Promise<void> {
    closed = true;
    for (const exchange of settings.underWay) exchange.fail(closedError(exchange.request));
    const dispatchers = shared ? [shared] : [...origins.values()].map(({ dispatcher }) => dispatcher);
    origins.clear();
    if (!options.dispatcher) await Promise.all(dispatchers.map((each) => each.destroy()));
  }

  return Object.assign(handler, { close });
}

/** One request by undici; undici calls it back at every stage. */
class UndiciExchange extends Exchange implements Dispatcher.DispatchHandler {
  readonly #origin: Origin;
  #controller: Dispatcher.DispatchController | undefined;
  #retried = false;

  constructor(
    request: HttpRequest,
    origin: Origin,
    settings: ExchangeSettings,
    resolve: (response: HttpResponse) => void,
    reject: (error: Error) => void,
  ) {
    super(request, origin.slots, settings, resolve, reject);
    this.#origin = origin;
  }

  protected override send(): void {
    const { request } = this;
    this.connecting();
    // What undici refuses comes to `onResponseError`.
    const isWhole = isSentWhole(request);
    this.#origin.dispatcher.dispatch(
      {
        origin: request.origin,
        path: request.path,
        method: request.method as Dispatcher.HttpMethod,
        headers: allowedHeaders(isWhole ? request.headers : withLength(request)),
        body: isWhole
          ? ((request.body as string | Uint8Array | undefined) ?? null)
          : // Undici takes async iterables as well; its types do not say so.
            (watchedPieces(request, this.settings, (error) => this.failAs(error)) as unknown as Uint8Array),
      },
      this,
    );
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.finished) {
      controller.abort(new Error("given up"));
      return;
    }
    this.connected();
    if (isSentWhole(this.request)) this.sent();
  }

  /** Undici's word for a body that has left in full. */
  onRequestSent(): void {
    if (!isSentWhole(this.request)) this.sent();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    for (const name in headers) {
      const value = headers[name];
      if (Array.isArray(value)) headers[name] = value.join(", ");
    }
    this.received(status, headers as Record<string, string>);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    this.data(chunk);
  }

  onResponseEnd(): void {
    this.ended();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error & { code?: string }): void {
    if (this.finished) return;
    // Undici looks for the body of an answer with status 304 where its headers name a length.
    if (this.bodiless && error.code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH") {
      this.ended();
      return;
    }
    if (this.answered) {
      this.fail(this.incomplete(error));
      return;
    }
    if (this.#mayHaveDiedIdle(error)) {
      this.#retried = true;
      this.connected();
      this.#origin.renew();
      this.send();
      return;
    }
    this.fail(refusedRequest(error, this.request));
  }

  /** Undici does not say whether a connection had carried other requests; its count of bytes does, where it is given. */
  #mayHaveDiedIdle(error: Error & { code?: string; socket?: { bytesRead?: number } | null }): boolean {
    if (this.#retried || !isReplayable(this.request)) return false;
    if (error.code === "UND_ERR_SOCKET") return (error.socket?.bytesRead ?? 1) > 0;
    return error.code === "ECONNRESET" || error.code === "EPIPE";
  }

  override pause(): void {
    this.#controller?.pause();
    this.heldByReader();
  }

  override resume(): void {
    this.#controller?.resume();
  }

  protected override stop(): void {
    this.#controller?.abort(new Error("given up"));
  }
}

/** Undici refuses headers that say how it is to send the body: it knows. */
function allowedHeaders(headers: Record<string, string>): Record<string, string> {
  if (headers.expect === undefined && headers["transfer-encoding"] === undefined) return headers;
  const { expect: _, "transfer-encoding": __, ...allowed } = headers;
  return allowed;
}
