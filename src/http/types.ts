/**
 * Sends one signed request: the whole seam between the library and the network.
 *
 * A handler opens no redirects, retries nothing and parses nothing. It resolves as soon as status and headers are
 * there, and rejects with a `ConnectionError` of the fitting kind, or with `AbortError` once the signal is aborted.
 *
 * @example
 * const logged: HttpHandler = (request) => {
 *   console.log(request.method, request.origin + request.path);
 *   return handler(request);
 * };
 */
export interface HttpHandler {
  (request: HttpRequest): Promise<HttpResponse>;
  /** Closes the handler's connections; requests that are under way are ended. */
  close?(): Promise<void>;
}

/** A request as it goes out. Nothing in it is parsed, encoded or normalised again. */
export interface HttpRequest {
  method: string;
  /** Scheme, host and port: `https://s3.eu-west-1.amazonaws.com`. */
  origin: string;
  /** Path and query, as they are signed. */
  path: string;
  /** Names in lower case; `host` is among them. A value's characters are its bytes: text beyond ASCII stands there as UTF-8. */
  headers: Record<string, string>;
  body?: HttpRequestBody | undefined;
  signal?: AbortSignalLike | undefined;
  timeouts?: HttpTimeouts | undefined;
  /** Whether the request needs HTTP/2 (event streams both ways). */
  http2?: boolean | undefined;
  /** Whether a silence of the answer's body is nothing unusual (event streams): no minimum throughput is asked for. */
  mayFallSilent?: boolean | undefined;
  /** Made where the call was made: its stack tells the place of a call whose streaming body was never read. */
  caller?: { readonly stack?: string | undefined } | undefined;
}

export type HttpRequestBody = string | Uint8Array | AsyncIterable<Uint8Array>;

/** An answer. Leaving the body's iteration early (`return()`) frees the connection. */
export interface HttpResponse {
  status: number;
  /** Names in lower case; several values of one name are joined by `, `. */
  headers: Record<string, string>;
  body: Uint8Array | AsyncIterable<Uint8Array>;
  /** Whether the body is not as it came over the wire: `fetch` undoes a `content-encoding`, so checksums do not fit. */
  decoded?: boolean | undefined;
}

/** Milliseconds each; absent means that there is no limit. */
export interface HttpTimeouts {
  /**
   * From the request to a usable connection: the wait for a free one, DNS, TCP and TLS. In a line of waiting requests
   * that moves on, the time begins anew whenever one of them gets its connection.
   */
  connect?: number | undefined;
  /** From the request's last byte to the answer's headers. */
  headers?: number | undefined;
  /** Between two pieces of the answer's body. */
  body?: number | undefined;
}

/** What a handler needs of an `AbortSignal`; the platform's own fits, without the DOM library's types. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}
