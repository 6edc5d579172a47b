import type { NodeHttpHandlerOptions } from "./node.ts";
import type { MakeHandler } from "./parts.ts";
import type { HttpHandler, HttpRequest } from "./types.ts";

/** A handler whose code is read when the first request is sent. */
export function handlerOnUse(read: () => Promise<MakeHandler>, options: NodeHttpHandlerOptions): HttpHandler {
  let handler: HttpHandler | undefined;
  let opening: Promise<HttpHandler> | undefined;

  function open(): Promise<HttpHandler> {
    opening ??= read().then((make) => {
      handler = make(options);
      return handler;
    });
    return opening;
  }

  const send = (request: HttpRequest) => (handler ? handler(request) : open().then((opened) => opened(request)));
  return Object.assign(send, { close: async () => (await open()).close?.() });
}
