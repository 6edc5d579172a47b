import { defaultHandler } from "../http/parts.ts";
import type { HttpHandler } from "../http/types.ts";
import type { Options, SessionConfig } from "./config.ts";
import type { Setting } from "./options.ts";

/** The settings that connections are made by: a client that has other values than its session has its own pool. */
export const connectionSettings = [
  "http",
  "connectTimeout",
  "maxConnections",
  "caBundle",
  "clientCert",
  "proxy",
  "proxyCaBundle",
  "proxyClientCert",
] as const;

/** A session's connections: one pool, made when the first client needs it, for all clients that want no other. */
export class Transport {
  readonly #config: SessionConfig;
  #shared: HttpHandler | undefined;
  #local: HttpHandler | undefined;
  #closed = false;

  constructor(config: SessionConfig) {
    this.#config = config;
  }

  /** The session's handler: the one that was given as an option, else one of its own. */
  get shared(): HttpHandler {
    this.#shared ??= this.#config.options.http ?? this.#open(createHandler(this.#config.settings()));
    return this.#shared;
  }

  /** The session's handler for another session, which does not close it. */
  readonly borrowed: HttpHandler = (request) => this.shared(request);

  /** The handler for services of the machine itself, to which no proxy leads. */
  get local(): HttpHandler {
    this.#local ??= this.#config.options.http ?? this.#open(defaultHandler.get()({ proxy: false }));
    return this.#local;
  }

  /** A client's handler, and whether it is the client's alone to close. A handler that was given is its giver's. */
  forClient(options: Options, settings: ReadonlyMap<string, Setting>): { http: HttpHandler; ownsHttp: boolean } {
    if (options.http !== undefined) return { http: options.http as HttpHandler, ownsHttp: false };
    const differs = connectionSettings.some(
      (name) => options[name] !== undefined && options[name] !== this.#config.setting(name).value,
    );
    if (!differs || this.#config.options.http) return { http: this.shared, ownsHttp: false };
    return { http: this.#open(createHandler(settings)), ownsHttp: true };
  }

  /** A session that is closed has none but closed connections, also where it had none before. */
  #open(handler: HttpHandler): HttpHandler {
    if (this.#closed) handler.close?.();
    return handler;
  }

  /** Ends the session's connections, but not those of a handler that was given. */
  async close(): Promise<void> {
    if (this.#config.options.http) return;
    this.#closed = true;
    await Promise.all([this.#shared?.close?.(), this.#local?.close?.()]);
  }
}

function createHandler(settings: ReadonlyMap<string, Setting>): HttpHandler {
  const value = <T>(name: string) => settings.get(name)!.value as T | undefined;
  return defaultHandler.get()({
    maxConnections: value<number>("maxConnections"),
    proxy: value<string | false>("proxy"),
    tls: { caBundle: value<string>("caBundle"), ...certificate(value("clientCert")) },
    proxyTls: { caBundle: value<string>("proxyCaBundle"), ...certificate(value("proxyClientCert")) },
  });
}

function certificate(files: string | readonly [string, string] | undefined): {
  clientCertificate?: string | undefined;
  clientKey?: string | undefined;
} {
  const [clientCertificate, clientKey] = typeof files === "string" ? [files] : (files ?? []);
  return { clientCertificate, clientKey };
}
