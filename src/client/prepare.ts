import { platform } from "#platform";
import { type AuthScheme, STREAMING_EVENTS } from "../auth/index.ts";
import { withHostPrefix } from "../endpoint/index.ts";
import type { Endpoint } from "../endpoint/types.ts";
import type { SerializedRequest } from "../protocol/types.ts";
import type { Call, Prepared } from "./currentCall.ts";
import type { EventSource } from "./eventInput.ts";
import { type InputBody, inputBody, requireLength } from "./inputBody.ts";
import { type Payload, type PayloadQuestion, payloadOfBytes, payloadOfStream } from "./payload.ts";
import { setChecksumHeader } from "./requestChecksum.ts";
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
  const question: PayloadQuestion = {
    scheme,
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
function payloadOf(
  { plan }: Call,
  request: SerializedRequest,
  question: PayloadQuestion,
): BodyPlan | Promise<BodyPlan> {
  if (plan.codec.inputStream?.kind === "events") {
    return { payload: { hash: STREAMING_EVENTS }, events: request.body as EventSource };
  }
  const stream = plan.codec.inputStream?.kind === "blob" ? streamOf(request) : undefined;
  if (!stream) return withChecksum(request, question);
  const payload = payloadOfStream(question);
  if (!payload) return readWhole(stream, request, question);
  const mustKnow = plan.codec.inputStream?.requiresLength || payload.framing?.signed;
  if (mustKnow) requireLength(stream, request.headers, plan.operation.name);
  return { payload, stream };
}

/** Text and bytes need no further care; everything else is opened anew for each attempt. */
function streamOf({ body }: SerializedRequest): InputBody | undefined {
  if (body === undefined || typeof body === "string" || body instanceof Uint8Array) return undefined;
  return inputBody(body);
}

function withChecksum(request: SerializedRequest, question: PayloadQuestion): BodyPlan | Promise<BodyPlan> {
  const done = question.checksum && setChecksumHeader(request, question.checksum);
  const payload = payloadOfBytes(question, request.headers);
  return done ? done.then(() => ({ payload })) : { payload };
}

/** The service wants the hash of the whole body, so it must be there before it is sent. */
async function readWhole(stream: InputBody, request: SerializedRequest, question: PayloadQuestion): Promise<BodyPlan> {
  const body = stream.open();
  request.body = typeof body === "string" ? body : await collectBody(body);
  return withChecksum(request, question);
}
