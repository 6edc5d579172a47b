import type { ClientHttp2Session, SecureClientSessionOptions } from "node:http2";
import type { Duplex } from "node:stream";
import { nodeHttp2 } from "./nodeModules.ts";
import { environmentHasProxy, proxyFor, proxyTunnel } from "./proxy.ts";
import { Slots } from "./slots.ts";
import type { TlsContext } from "./tls.ts";

/** Milliseconds after which an idle session is closed. */
const IDLE_TIMEOUT = 30_000;
/** Milliseconds between the pings that find out whether the other side of a session in use is still there. */
const PING_INTERVAL = 30_000;
const PING_TIMEOUT = 15_000;
/** Streams on one session at a time, where the server sets no smaller number. */
const MOST_STREAMS = 100;

export interface Http2OriginOptions {
  readonly tls: TlsContext;
  readonly proxyTls: TlsContext;
  readonly proxy: string | false | undefined;
}

/** The one session to an origin, opened anew when the last has gone. */
export class Http2Origin {
  readonly slots: Slots = new Slots(MOST_STREAMS);
  readonly #url: URL;
  readonly #options: Http2OriginOptions;
  #session: Promise<ClientHttp2Session> | undefined;
  #opened: ClientHttp2Session | undefined;
  #streams = 0;
  #idleSince = 0;

  constructor(url: URL, options: Http2OriginOptions) {
    this.#url = url;
    this.#options = options;
  }

  /** The session for one more stream; each asks for it once and tells of its end by `streamClosed`. */
  async session(): Promise<ClientHttp2Session> {
    if (this.#opened && !this.#isUsable(this.#opened)) this.#forget(this.#opened);
    this.#session ??= this.#open();
    this.#streams += 1;
    try {
      const session = await this.#session;
      session.ref();
      return session;
    } catch (error) {
      this.#session = undefined;
      this.streamClosed();
      throw error;
    }
  }

  streamClosed(): void {
    this.#streams -= 1;
    if (this.#streams > 0) return;
    this.#idleSince = performance.now();
    // An idle session must not keep the process from ending.
    this.#opened?.unref();
  }

  close(): void {
    this.#opened?.destroy();
    if (this.#opened) this.#forget(this.#opened);
  }

  async #open(): Promise<ClientHttp2Session> {
    const { tls } = this.#options;
    const socket = await this.#tunnel();
    const options = (socket ? { ...tls, createConnection: () => socket } : tls) as SecureClientSessionOptions;
    const session = nodeHttp2().connect(this.#url, options);
    this.#opened = session;
    // Each stream is told of the session's failure by itself; nobody else needs to know.
    session.on("error", () => {});
    session.on("goaway", () => this.#forget(session));
    const watch = setInterval(() => this.#look(session), PING_INTERVAL);
    watch.unref();
    session.on("close", () => {
      clearInterval(watch);
      this.#forget(session);
    });
    return session;
  }

  async #tunnel(): Promise<Duplex | undefined> {
    const { proxy, tls, proxyTls } = this.#options;
    if (proxy === false || this.#url.protocol !== "https:" || !(proxy || environmentHasProxy())) return undefined;
    const found = await proxyFor(this.#url.origin, proxy);
    return found ? proxyTunnel(found, this.#url, { ...tls, ALPNProtocols: ["h2"] }, proxyTls) : undefined;
  }

  /** Closes an idle session; pings one that is in use, and ends it if no answer comes. */
  #look(session: ClientHttp2Session): void {
    if (this.#streams === 0) {
      session.close();
      return;
    }
    const deadline = setTimeout(() => session.destroy(new Error("The host does not answer pings.")), PING_TIMEOUT);
    deadline.unref();
    session.ping(() => clearTimeout(deadline));
  }

  #isUsable(session: ClientHttp2Session): boolean {
    if (session.closed || session.destroyed) return false;
    // In a process that was frozen no timer has run.
    return this.#streams > 0 || performance.now() - this.#idleSince < IDLE_TIMEOUT;
  }

  #forget(session: ClientHttp2Session): void {
    if (this.#opened !== session) return;
    this.#opened = undefined;
    this.#session = undefined;
    if (!session.closed) session.close();
  }
}
