import type { HttpRequest } from "./types.ts";

/**
 * The request's headers as a flat list of names and values, which node takes without going through them twice; with
 * those that tell where the body ends, should the request have none.
 *
 * @param more further headers in that form
 */
export function framedHeaders(request: HttpRequest, more?: readonly string[]): string[] {
  const { headers } = request;
  const list: string[] = more ? [...more] : [];
  for (const name in headers) list.push(name, headers[name]!);
  if (headers.host === undefined) list.push("host", request.origin.slice(request.origin.indexOf("//") + 2));
  if (headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined) return list;
  const { body } = request;
  if (body === undefined) {
    if (request.method === "POST" || request.method === "PUT" || request.method === "PATCH") {
      list.push("content-length", "0");
    }
  } else if (typeof body === "string" || body instanceof Uint8Array) {
    list.push("content-length", String(Buffer.byteLength(body)));
  } else list.push("transfer-encoding", "chunked");
  return list;
}

/** A flat list of names and values as a record: names in lower case, the values of one name joined by `, `. */
export function responseHeaders(list: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let i = 0; i < list.length; i += 2) {
    const name = list[i]!.toLowerCase();
    const known = headers[name];
    // Own members only: a plain object also answers to names like `constructor`.
    headers[name] = typeof known === "string" ? `${known}, ${list[i + 1]}` : list[i + 1]!;
  }
  return headers;
}
