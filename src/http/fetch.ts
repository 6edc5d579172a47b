import { SerializationError, TucuxiError } from "../errors/index.ts";
import { Exchange } from "./exchange.ts";
import { closedError, describeRequest, hasValidHeaders, parseOrigin, refusedRequest } from "./failures.ts";
import { type ExchangeSettings, exchangeSettings, type HandlerOptions } from "./options.ts";
import { isSentWhole, watchedPieces, withLength } from "./requestBody.ts";
import { Slots } from "./slots.ts";
import type { HttpHandler, HttpRequest, HttpResponse } from "./types.ts";

/** What is asked of `fetch`: the platform's own, or one that is called like it. */
export type FetchLike = (url: string, init: Record<string, unknown>) => Promise<FetchResponse>;

interface FetchResponse {
  readonly status: number;
  readonly headers: { forEach(callback: (value: string, name: string) => void): void };
  readonly body: { getReader(): FetchReader } | null;
}

interface FetchReader {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
  cancel(reason?: unknown): Promise<void>;
}

export interface FetchHandlerOptions extends HandlerOptions {
  /** Default: `globalThis.fetch`. */
  fetch?: FetchLike | undefined;
}

/**
 * Sends requests by `fetch`, for platforms that have nothing else. `fetch` parses URLs again, so a path that it would
 * change is refused; it decodes bodies, so their lengths are not compared; it keeps its connections to itself, so the
 * time for one is part of the time for the answer.
 *
 * @example
 * const session = new Session({ http: fetchHandler() });
 */
export function fetchHandler(options: FetchHandlerOptions = {}): HttpHandler {
  const settings = exchangeSettings(options);
  const send = options.fetch ?? (globalThis.fetch as unknown as FetchLike);
  const origins = new Map<string, Slots>();
  let closed = false;

  function handler(request: HttpRequest): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      if (closed) throw new TucuxiError(`${describeRequest(request)}: the connections are closed already.`);
      let slots = origins.get(request.origin);
      if (!slots) {
        slots = new Slots(settings.maxConnections);
        origins.set(request.origin, slots);
      }
      new FetchExchange(request, slots, send, settings, resolve, reject).start();
    });
  }

  async function close(): Promise<void> {
    closed = true;
    for (const exchange of settings.underWay) exchange.fail(closedError(exchange.request));
  }

  return Object.assign(handler, { close });
}

/** One request by `fetch`. */
class FetchExchange extends Exchange {
  readonly #fetch: FetchLike;
  readonly #controller = new AbortController();
  #wake: (() => void) | undefined;
  #paused = false;
  #pieces: AsyncGenerator<Uint8Array, void> | undefined;

  constructor(
    request: HttpRequest,
    slots: Slots,
    fetch: FetchLike,
    settings: ExchangeSettings,
    resolve: (response: HttpResponse) => void,
    reject: (error: Error) => void,
  ) {
    super(request, slots, settings, resolve, reject);
    this.#fetch = fetch;
  }

  protected override send(): void {
    this.#run().then(undefined, (error) => {
      if (this.answered) this.fail(this.incomplete(error));
      else this.fail(error);
    });
  }

  async #run(): Promise<void> {
    const { request } = this;
    const url = request.origin + request.path;
    if (!hasValidHeaders(request.headers)) throw refusedRequest(undefined, request);
    parseOrigin(request);
    const { href, hash } = new URL(url);
    if (hash !== "" || !href.endsWith(request.path)) {
      throw new SerializationError(
        `${describeRequest(request)}: fetch would change this path before it is sent (dot segments, say); nothing was ` +
          "sent. Use another handler for such keys.",
      );
    }
    const sentWhole = isSentWhole(request);
    if (sentWhole) this.sent();
    const response = await this.#fetch(url, {
      method: request.method,
      headers: allowedHeaders(request),
      // A GET may have no body at all, not even an empty one.
      body: sentWhole ? request.body || undefined : this.#stream(),
      duplex: "half",
      redirect: "manual",
      signal: this.#controller.signal,
    });
    if (this.finished) return;
    const headers: Record<string, string> = {};
    response.headers.forEach((value, name) => {
      const known = headers[name];
      headers[name] = typeof known === "string" ? `${known}, ${value}` : value;
    });
    this.received(response.status, headers, false);
    // An answer that says no does not wait for the rest of the request.
    if (response.status >= 300) this.#dropRest();
    await this.#read(response.body?.getReader());
  }

  async #read(reader: FetchReader | undefined): Promise<void> {
    while (reader && !this.finished) {
      const { done, value } = await reader.read();
      if (done) break;
      this.data(value!);
      while (this.#paused && !this.finished) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
    this.ended();
  }

  #dropRest(): void {
    this.#pieces?.return().then(undefined, () => {});
  }

  #stream(): unknown {
    const pieces = watchedPieces(this.request, this.settings, (error) => this.failAs(error));
    this.#pieces = pieces;
    const sent = (): void => this.sent();
    const source = {
      async pull(controller: ReadableStreamDefaultController<Uint8Array>) {
        const { done, value } = await pieces.next();
        if (!done) {
          controller.enqueue(value);
          return;
        }
        controller.close();
        sent();
      },
    };
    // Nothing is read before the connection asks for it: what can be read once is still whole where none comes about.
    return new ReadableStream<Uint8Array>(source, { highWaterMark: 0 });
  }

  /** `fetch` has its connection back a turn after the body's end: whoever came before would be given a further one. */
  protected override freeSlot(slots: Slots): void {
    setTimeout(() => slots.release());
  }

  override pause(): void {
    this.#paused = true;
    this.heldByReader();
  }

  override resume(): void {
    this.#paused = false;
    this.#wake?.();
  }

  protected override stop(): void {
    this.#controller.abort();
    this.#dropRest();
    this.#wake?.();
  }
}

/** `fetch` sets these by itself, and some platforms refuse to be told. */
function allowedHeaders(request: HttpRequest): Record<string, string> {
  const isWhole = isSentWhole(request);
  const headers = isWhole ? request.headers : withLength(request);
  const { host: _, expect: __, connection: ___, "transfer-encoding": ____, ...allowed } = headers;
  if (isWhole) delete allowed["content-length"];
  return allowed;
}
