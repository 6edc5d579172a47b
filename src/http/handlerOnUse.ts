import type { NodeHttpHandlerOptions } from "./node.ts";
import type { MakeHandler } from "./parts.ts";
import type { HttpHandler, HttpRequest, HttpResponse } from "./types.ts";

/** A handler whose code is read when the first request is sent. */
export function handlerOnUse(read: () => Promise<MakeHandler>, options: NodeHttpHandlerOptions): HttpHandler {
  let handler: HttpHandler | undefined;
  let opening: Promise<HttpHandler> | undefined;
  let closed = false;

  async function open(): Promise<HttpHandler> {
    const make = await read();
    handler = make(options);
    // It knows itself what it tells those who come too late.
    if (closed) await handler.close?.();
    return handler;
  }

  function send(request: HttpRequest): Promise<HttpResponse> {
    if (handler) return handler(request);
    opening ??= open();
    return opening.then((opened) => opened(request));
  }

  /** Where nothing was sent, there is nothing to close, and no code is read for that. */
  async function close(): Promise<void> {
    closed = true;
    await handler?.close?.();
  }

  return Object.assign(send, { close });
}
