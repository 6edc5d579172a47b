import { platform } from "#platform";
import { ConnectionError } from "../../errors/index.ts";
import type { HttpHandler } from "../../http/types.ts";

export interface LocalRequest {
  readonly method: "GET" | "PUT";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds until the connection stands, and until the answer is there. */
  readonly timeout: number;
}

export interface LocalResponse {
  readonly status: number;
  readonly text: string;
}

/** Credentials are small; whatever is larger is none. */
const LONGEST_ANSWER = 1 << 20;

/** Asks a service of the machine that is no AWS service: the metadata of an instance or of a container. */
export async function askLocalService(http: HttpHandler, request: LocalRequest): Promise<LocalResponse> {
  const url = new URL(request.url);
  const response = await http({
    method: request.method,
    origin: url.origin,
    path: url.pathname + url.search,
    headers: { host: url.host, ...(request.method === "PUT" && { "content-length": "0" }), ...request.headers },
    timeouts: { connect: request.timeout, headers: request.timeout, body: request.timeout },
  });
  return { status: response.status, text: await textOf(response.body) };
}

async function textOf(body: Uint8Array | AsyncIterable<Uint8Array>): Promise<string> {
  if (body instanceof Uint8Array) return platform.utf8Decode(body);
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > LONGEST_ANSWER) throw new ConnectionError("The answer is longer than credentials can be.");
  }
  return text + decoder.decode();
}
