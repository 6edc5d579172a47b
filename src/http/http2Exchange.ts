import type { ClientHttp2Stream, IncomingHttpHeaders, IncomingHttpStatusHeader } from "node:http2";
import { Exchange } from "./exchange.ts";
import { hasValidHeaders, refusedRequest } from "./failures.ts";
import type { Http2Origin } from "./http2Origin.ts";
import type { ExchangeSettings } from "./options.ts";
import { watchedPieces } from "./requestBody.ts";
import type { HttpRequest, HttpResponse } from "./types.ts";

/** The error code with which a stream is given up: RFC 9113, section 7. */
const CANCEL = 0x8;

/** One request over HTTP/2. Its body may go on while the answer's comes. */
export class Http2Exchange extends Exchange {
  readonly #origin: Http2Origin;
  #stream: ClientHttp2Stream | undefined;

  constructor(
    request: HttpRequest,
    origin: Http2Origin,
    settings: ExchangeSettings,
    resolve: (response: HttpResponse) => void,
    reject: (error: Error) => void,
  ) {
    super(request, origin.slots, settings, resolve, reject);
    this.#origin = origin;
  }

  protected override send(): void {
    if (!hasValidHeaders(this.request.headers)) {
      this.fail(refusedRequest(undefined, this.request));
      return;
    }
    this.connecting();
    this.#open().then(undefined, (error) => this.fail(error));
  }

  async #open(): Promise<void> {
    const session = await this.#origin.session();
    if (this.finished) {
      this.#origin.streamClosed();
      return;
    }
    const stream = session.request(this.#headers(), { endStream: this.request.body === undefined });
    this.#stream = stream;
    stream.once("close", () => this.#closed());
    stream.on("error", (error) => this.#failed(error));
    stream.on("response", (headers) => this.#answered(headers));
    stream.on("data", (chunk: Uint8Array) => this.data(chunk));
    stream.on("end", () => this.#ended());
    if (stream.pending) await new Promise<void>((resolve) => stream.once("ready", resolve));
    if (this.finished) return;
    this.connected();
    if (this.request.body !== undefined) await this.#upload(stream);
    this.sent();
  }

  async #upload(stream: ClientHttp2Stream): Promise<void> {
    try {
      for await (const piece of watchedPieces(this.request, this.settings, (error) => this.failAs(error))) {
        if (this.finished || !stream.writable) return;
        if (!stream.write(piece)) await writableAgain(stream);
      }
      stream.end();
    } catch (error) {
      this.failAs(error);
    }
  }

  #headers(): Record<string, string> {
    const { request } = this;
    const { host, connection: _, "transfer-encoding": __, expect: ___, ...headers } = request.headers;
    headers[":method"] = request.method;
    headers[":path"] = request.path;
    if (host !== undefined) headers[":authority"] = host;
    return headers;
  }

  #answered(incoming: IncomingHttpHeaders & IncomingHttpStatusHeader): void {
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(incoming)) {
      if (name.startsWith(":") || value === undefined) continue;
      headers[name] = Array.isArray(value) ? value.join(", ") : value;
    }
    this.received(Number(incoming[":status"]), headers);
  }

  /** The whole answer is there: the service wants no more of the request either. */
  #ended(): void {
    this.ended();
    if (this.#stream?.writable) this.#stream.close();
  }

  #failed(error: Error): void {
    if (this.answered) this.fail(this.incomplete(error));
    else this.fail(error);
  }

  #closed(): void {
    this.#origin.streamClosed();
    if (this.finished) return;
    this.fail(this.answered ? this.incomplete() : new Error("the stream was closed without an answer"));
  }

  override pause(): void {
    this.#stream?.pause();
    this.heldByReader();
  }

  override resume(): void {
    this.#stream?.resume();
  }

  protected override stop(): void {
    this.#stream?.close(CANCEL);
  }
}

function writableAgain(stream: ClientHttp2Stream): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stream.off("drain", done);
      stream.off("close", done);
      resolve();
    };
    stream.on("drain", done);
    stream.on("close", done);
  });
}
