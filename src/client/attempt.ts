import { type AwsCredentialIdentity, amzDate } from "../auth/index.ts";
import type { Endpoint } from "../endpoint/types.ts";
import { headerBytes } from "../headerText.ts";
import type { HttpRequest, HttpRequestBody, HttpResponse } from "../http/types.ts";
import type { SerializedRequest } from "../protocol/types.ts";
import { outputOf } from "./answer.ts";
import { identityFromHooks } from "./callHooks.ts";
import type { Call, Output, Prepared } from "./currentCall.ts";
import { eventBytes } from "./eventInput.ts";
import { responseMetadata } from "./metadata.ts";
import { announceChunks, frameBody } from "./payload.ts";
import { checkedResponse, checksumMode } from "./responseChecksum.ts";
import { signingContext, signRequest } from "./sign.ts";

/** One attempt: sign, send, parse. */
export async function send(current: Call, prepared: Prepared, attempt: number, delay: number): Promise<Output> {
  const { runtime, plan, hooks, context, deadline } = current;
  const { scheme, payload, events } = prepared;
  const ttl = attempt === 1 ? "" : timeToLive(current, prepared);
  current.lastHeaders = undefined;
  // Mostly at hand; waited for only where it must be fetched.
  const source = scheme.name === "none" ? undefined : runtime.identity(scheme);
  let identity = source instanceof Promise ? await source : source;
  if (deadline?.signal.aborted) throw deadline.reason();
  const request = httpRequest(current, prepared, `${ttl}attempt=${attempt}; max=${runtime.context.retry.maxAttempts}`);
  if (hooks?.chooseIdentity) identity = await identityFromHooks(current, scheme, identity);
  for (const hook of hooks?.beforeSign ?? []) {
    await hook({ ...context!, request, attempt, scheme, identity: identity as AwsCredentialIdentity });
  }
  // Before the signature: what it adds is ASCII.
  const encoded = headerBytes(request.headers);
  const signing = signingContext(request, scheme, identity, payload.hash, runtime.clock);
  const signed = signRequest(request, scheme, identity, signing);
  if (signed) await signed;
  if (payload.framing) await frameBody(request, payload.framing, signing);
  if (events) request.body = eventBytes(events, plan.codec.serializeEvent!, request, signing);
  if (encoded) Object.assign(request.headers, encoded);

  let response: HttpResponse | undefined;
  for (const hook of hooks?.beforeSend ?? []) {
    response = (await hook({ ...context!, request, attempt })) ?? undefined;
    if (response) break;
  }
  response ??= await runtime.context.http(request);
  current.lastHeaders = response.headers;
  current.clockSkewCorrected = runtime.clock.learn(request.origin, response.headers.date);
  for (const hook of hooks?.beforeParse ?? []) {
    response = (await hook({ ...context!, response, attempt })) ?? response;
  }
  const { responseChecksum } = plan;
  if (responseChecksum && response.status < 300 && request.headers[responseChecksum.modeHeader] === checksumMode) {
    response = await checkedResponse(response, responseChecksum);
  }
  const metadata = responseMetadata(response.status, response.headers, attempt, delay);
  const output = await outputOf(plan, response, metadata, deadline);
  for (const hook of hooks?.responseReceived ?? []) await hook({ ...context!, attempt, output, response });
  return output;
}

function httpRequest({ runtime, plan, deadline }: Call, prepared: Prepared, sdkRequest: string): HttpRequest {
  const { request, endpoint, scheme, payload, stream, invocationId } = prepared;
  const { userAgent } = runtime.context;
  const headers: Record<string, string> = {
    ...request.headers,
    host: endpoint.host,
    "user-agent": userAgent,
    "amz-sdk-invocation-id": invocationId,
    "amz-sdk-request": sdkRequest,
  };
  // An unsigned request says by itself what a signature would say of its body.
  if (payload.framing && scheme.name === "none") headers["x-amz-content-sha256"] = payload.hash!;
  for (const name in endpoint.headers) headers[name] = endpoint.headers[name]!.join(", ");
  const result: HttpRequest = {
    method: request.method,
    origin: endpoint.origin,
    path: targetOf(endpoint, request),
    headers,
    body: request.body as HttpRequestBody | undefined,
    signal: deadline?.signal,
    timeouts: runtime.timeouts,
  };
  const { outputStream } = plan.codec;
  // Whoever leaves a body unread is told where it came from.
  if (outputStream?.kind === "blob") result.caller = new Error("The call was made here.");
  if (outputStream?.kind === "events") result.mayFallSilent = true;
  if (prepared.events) {
    result.body = undefined;
    result.http2 = true;
    result.mayFallSilent = true;
  }
  if (stream) {
    result.body = stream.open();
    if (stream.length !== undefined) headers["content-length"] = String(stream.length);
    if (payload.framing) announceChunks(result, scheme, payload.framing, stream);
  }
  return result;
}

/**
 * Until when the service need not have answered any more: told with a retry, once the service's time is known.
 * boto3: the `ttl` of `amz-sdk-request`.
 */
function timeToLive({ runtime, lastHeaders }: Call, { endpoint, stream }: Prepared): string {
  const { headers: readTimeout } = runtime.timeouts;
  if (!lastHeaders?.date || stream || !readTimeout) return "";
  const end = new Date(runtime.clock.now(endpoint.origin).getTime() + readTimeout);
  return `ttl=${amzDate(end)}; `;
}

/** Path and query as they are sent. */
export function targetOf(endpoint: Endpoint, { path: ownPath, query }: SerializedRequest): string {
  const path = endpoint.path === "" ? ownPath : joinPaths(endpoint.path, ownPath);
  return query === "" ? path : `${path}?${query}`;
}

/** `/base` and `/` are `/base/`, as `/base` and `/key` are `/base/key`. */
function joinPaths(base: string, path: string): string {
  return path === "/" ? base : base + path;
}
