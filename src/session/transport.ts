import { nodeHttpHandler } from "../http/node.ts";
import type { HttpHandler } from "../http/types.ts";
import type { Options, SessionConfig, Setting } from "./config.ts";

/** The settings that connections are made by: a client that has other values than its session has its own pool. */
const connectionSettings = [
  "http",
  "connectTimeout",
  "maxConnections",
  "tcpKeepalive",
  "caBundle",
  "clientCert",
  "proxies",
  "proxyCaBundle",
  "proxyClientCert",
] as const;

/** A session's connections: one pool, made when the first request needs it, for all clients that want no other. */
export class Transport {
  readonly #config: SessionConfig;
  #shared: HttpHandler | undefined;

  constructor(config: SessionConfig) {
    this.#config = config;
  }

  /** The session's handler: the one that was given as an option, else one of its own. */
  get shared(): HttpHandler {
    this.#shared ??= this.#config.options.http ?? createHandler(this.#config.settings());
    return this.#shared;
  }

  /** A client's handler, and whether it is the client's alone to close. A handler that was given is its giver's. */
  forClient(options: Options, settings: ReadonlyMap<string, Setting>): { http: HttpHandler; ownsHttp: boolean } {
    if (options.http !== undefined) return { http: options.http as HttpHandler, ownsHttp: false };
    const differs = connectionSettings.some(
      (name) => options[name] !== undefined && options[name] !== this.#config.setting(name).value,
    );
    if (!differs || this.#config.options.http) return { http: this.shared, ownsHttp: false };
    return { http: createHandler(settings), ownsHttp: true };
  }

  /** Ends the session's connections, but not those of a handler that was given. */
  async close(): Promise<void> {
    if (this.#shared !== this.#config.options.http) await this.#shared?.close?.();
  }
}

function createHandler(settings: ReadonlyMap<string, Setting>): HttpHandler {
  const value = (name: string) => settings.get(name)?.value;
  return nodeHttpHandler({ maxConnections: value("maxConnections") as number });
}
