import { ConnectionError } from "../../src/errors/index.ts";
import type { HttpHandler, HttpRequest, HttpResponse } from "../../src/http/types.ts";

/** A recording of HTTP traffic as the test data has it. */
export interface Recording {
  readonly events: readonly {
    readonly connection_id: number;
    readonly action: {
      readonly Request?: {
        readonly request: {
          readonly method: string;
          readonly uri: string;
          readonly headers?: Record<string, string[]>;
        };
      };
      readonly Response?: {
        readonly response: { readonly Ok?: { readonly status: number; readonly headers: Record<string, string[]> } };
      };
      readonly Data?: {
        readonly data: { readonly Utf8?: string; readonly Base64?: string };
        readonly direction: "Request" | "Response";
      };
    };
  }[];
}

interface Exchange {
  readonly method: string;
  readonly url: URL;
  response: HttpResponse | undefined;
}

/** Answers as the recording does, in its order; what it has no request for finds no connection. */
export function replay(recording: Recording): { http: HttpHandler; requests: HttpRequest[]; expected: Exchange[] } {
  const expected = exchangesOf(recording);
  const requests: HttpRequest[] = [];
  const http: HttpHandler = async (request) => {
    const exchange = expected[requests.length];
    requests.push(request);
    if (!exchange)
      throw new ConnectionError(`the recording has no request ${request.method} ${request.origin}${request.path}`);
    const url = new URL(request.origin + request.path);
    if (sorted(url) !== sorted(exchange.url) || request.method !== exchange.method) {
      throw new Error(`expected ${exchange.method} ${exchange.url}, got ${request.method} ${url}`);
    }
    if (!exchange.response) throw new ConnectionError("the recording has no answer");
    return exchange.response;
  };
  return { http, requests, expected };
}

function sorted(url: URL): string {
  url.searchParams.sort();
  return url.href;
}

function exchangesOf({ events }: Recording): Exchange[] {
  const byConnection = new Map<number, Exchange>();
  const exchanges: Exchange[] = [];
  for (const { connection_id: id, action } of events) {
    if (action.Request) {
      const { method, uri } = action.Request.request;
      const exchange: Exchange = { method, url: new URL(uri), response: undefined };
      byConnection.set(id, exchange);
      exchanges.push(exchange);
    } else if (action.Response?.response.Ok) {
      const { status, headers } = action.Response.response.Ok;
      const flat = Object.entries(headers).map(([name, values]) => [name.toLowerCase(), values.join(", ")]);
      byConnection.get(id)!.response = { status, headers: Object.fromEntries(flat), body: new Uint8Array() };
    } else if (action.Data?.direction === "Response") {
      const { Utf8, Base64 } = action.Data.data;
      const { response } = byConnection.get(id)!;
      response!.body = Buffer.concat([
        response!.body as Uint8Array,
        Utf8 === undefined ? Buffer.from(Base64!, "base64") : Buffer.from(Utf8),
      ]);
    }
  }
  return exchanges;
}
