import { platform } from "#platform";
import { type AuthScheme, STREAMING_EVENTS } from "../auth/index.ts";
import { withHostPrefix } from "../endpoint/index.ts";
import type { Endpoint } from "../endpoint/types.ts";
import type { SerializedRequest } from "../protocol/types.ts";
import type { Call, Prepared } from "./currentCall.ts";
import type { EventSource } from "./eventInput.ts";
import { checkLength, type InputBody, inputBody, requireLength } from "./inputBody.ts";
import { type Payload, type PayloadQuestion, payloadOfBytes, payloadOfStream } from "./payload.ts";
import { setChecksumHeader, setMd5Header } from "./requestChecksum.ts";
import { checksumMode } from "./responseChecksum.ts";
import { collectBody } from "./streamingBody.ts";

/**
 * What is done once for all attempts: endpoint, scheme, compression, checksums. Nothing of a stream is read here, but
 * where a service can have it only whole.
 */
export async function prepare(current: Call, request: SerializedRequest): Promise<Prepared> {
  const { runtime, plan, input } = current;
  const { config } = runtime.context;
  const { endpoint, scheme } = await destinationOf(current, request);
  const { modeHeader } = plan.responseChecksum ?? {};
  if (modeHeader && runtime.responsePolicy(endpoint) === "when_supported") request.headers[modeHeader] ??= checksumMode;
  if (plan.compress) await plan.compress(request, config.requestMinCompressionSizeBytes);
  const checksum = plan.requestChecksum?.(input, request, runtime.requestPolicy(endpoint));
  if (checksum?.required && !plan.codec.inputStream && !runtime.isAws(endpoint)) setMd5Header(request);
  const question: PayloadQuestion = {
    scheme,
    streams: plan.codec.inputStream !== undefined,
    secure: endpoint.origin.startsWith("https:"),
    unsigned: plan.unsignedPayload,
    payloadSigning: config.s3.payloadSigningEnabled,
    checksum,
  };
  const { payload, stream, events } = await payloadOf(current, request, question);
  return { request, endpoint, scheme, payload, stream, events, invocationId: platform.randomUUID() };
}

/** Where a request goes and how it is signed. */
export interface Destination {
  readonly endpoint: Endpoint;
  readonly scheme: AuthScheme;
}

/** Asks the endpoint rules and the hooks; credentials are waited for only where the rules ask for their account. */
export async function destinationOf(current: Call, request: SerializedRequest): Promise<Destination> {
  const { runtime, plan, hooks, context, input } = current;
  const accountId = runtime.needsAccountId ? await runtime.accountId() : undefined;
  let resolve = runtime.endpoint;
  for (const hook of hooks?.beforeEndpointResolution ?? []) {
    const changes = await hook({ ...context!, input });
    if (changes) resolve = runtime.endpointWith(changes);
  }
  let endpoint = resolve(plan.operation, input, accountId);
  for (const hook of hooks?.endpointResolved ?? []) {
    endpoint = (await hook({ ...context!, input, endpoint })) ?? endpoint;
  }
  if (request.hostPrefix && !runtime.context.config.disableHostPrefix) {
    endpoint = withHostPrefix(endpoint, request.hostPrefix);
  }
  let scheme = plan.scheme(endpoint);
  for (const hook of hooks?.chooseSigner ?? []) scheme = (await hook({ ...context!, scheme })) ?? scheme;
  return { endpoint, scheme };
}

interface BodyPlan {
  readonly payload: Payload;
  readonly stream?: InputBody;
  readonly events?: EventSource;
}

/** A promise only where a checksum's code must be loaded, or a stream must be read. */
function payloadOf(current: Call, request: SerializedRequest, question: PayloadQuestion): BodyPlan | Promise<BodyPlan> {
  const { plan } = current;
  if (plan.codec.inputStream?.kind === "events") {
    return { payload: { hash: STREAMING_EVENTS }, events: request.body as EventSource };
  }
  if (plan.codec.inputStream === undefined) return withChecksum(request, question);
  const body = inputBody(request.body);
  checkLength(body, request.headers, plan.operation.name);
  if (body.bytes) {
    request.body = body.bytes;
    return withChecksum(request, question);
  }
  const payload = isEmpty(body, request.headers) ? undefined : payloadOfStream(question);
  if (!payload) return readWhole(current, body, request, question);
  const mustKnow = plan.codec.inputStream.requiresLength || payload.needsLength;
  if (mustKnow) requireLength(body, request.headers, plan.operation.name);
  return { payload, stream: body };
}

function withChecksum(request: SerializedRequest, question: PayloadQuestion): BodyPlan | Promise<BodyPlan> {
  const done = question.checksum && setChecksumHeader(request, question.checksum);
  const payload = payloadOfBytes(question, request.headers);
  return done ? done.then(() => ({ payload })) : { payload };
}

/** Of nothing there are no chunks, and not every store understands that. */
function isEmpty({ length }: InputBody, headers: Readonly<Record<string, string>>): boolean {
  return (length ?? Number(headers["content-length"])) === 0;
}

/**
 * The service wants the hash of the whole body, so it must be there before it is sent. Without credentials nothing will
 * be sent, and the stream is left as it is.
 */
async function readWhole(
  { runtime, plan }: Call,
  stream: InputBody,
  request: SerializedRequest,
  question: PayloadQuestion,
): Promise<BodyPlan> {
  if (question.scheme.name !== "none") await runtime.identity(question.scheme);
  const bytes = await collectBody(stream.open() as AsyncIterable<Uint8Array>);
  checkLength({ length: bytes.length }, request.headers, plan.operation.name);
  request.body = bytes;
  return withChecksum(request, question);
}
