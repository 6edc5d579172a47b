import { platform } from "#platform";
import type { AuthScheme, AwsCredentialIdentity } from "../auth/index.ts";
import { withHostPrefix } from "../endpoint/index.ts";
import type { Endpoint } from "../endpoint/types.ts";
import { ClientError, type ResponseMetadata, TucuxiError } from "../errors/index.ts";
import type { HookContext, OperationHooks } from "../hooks/hooks.ts";
import type { HttpRequest, HttpRequestBody, HttpResponse } from "../http/types.ts";
import type { ParsedError, SerializedRequest } from "../protocol/types.ts";
import type { AttemptFailure, RetryDecision } from "../retry/types.ts";
import { withCallerStack } from "./callerStack.ts";
import { type Deadline, deadlineOf, sleep } from "./deadline.ts";
import { exceptionClass, faultOf } from "./exceptions.ts";
import { type InputBody, inputBody, requireLength } from "./inputBody.ts";
import { responseMetadata } from "./metadata.ts";
import type { CallOptions } from "./options.ts";
import type { OperationPlan } from "./plan.ts";
import type { ClientRuntime } from "./runtime.ts";
import { signRequest } from "./sign.ts";
import { collectBody, StreamingBody } from "./streamingBody.ts";
import { attemptChannel, callChannel, type TraceSubject } from "./tracing.ts";

export type Input = Record<string, unknown>;
export type Output = Record<string, unknown>;

/** One call under way. */
interface Call {
  readonly runtime: ClientRuntime;
  readonly plan: OperationPlan;
  readonly hooks: OperationHooks | undefined;
  readonly context: HookContext | undefined;
  input: Input;
  readonly deadline: Deadline | undefined;
  /** The last attempt's answer, as far as the retry strategy asks for it. */
  lastHeaders: Readonly<Record<string, string>> | undefined;
  /** Whether that answer told that this machine's clock is wrong. */
  clockSkewCorrected: boolean;
}

/** A call that is ready to be sent: written, with its endpoint and its signature's scheme. */
interface Prepared {
  readonly request: SerializedRequest;
  readonly endpoint: Endpoint;
  readonly scheme: AuthScheme;
  readonly stream: InputBody | undefined;
  readonly invocationId: string;
}

const nothing = new Uint8Array(0);
const unsent: ResponseMetadata = { attempts: 0, totalRetryDelay: 0 };

/**
 * The way of one call: input → validate → serialize → endpoint → sign → send → parse → output, with the attempts of the
 * retry strategy around the part from the signature on.
 */
export function call(
  runtime: ClientRuntime,
  plan: OperationPlan,
  given: Input = {},
  options?: CallOptions,
): Promise<Output> {
  if (!callChannel?.hasSubscribers) return run(runtime, plan, given, options);
  const trace = { ...traceOf(runtime, plan), input: given };
  return callChannel.tracePromise(() => run(runtime, plan, given, options), trace);
}

async function run(
  runtime: ClientRuntime,
  plan: OperationPlan,
  given: Input,
  options: CallOptions | undefined,
): Promise<Output> {
  const { hooks } = plan;
  const context = hooks && { operation: plan.operation, client: runtime.client, state: new Map() };
  const deadline = deadlineOf(options?.signal, options?.timeout ?? runtime.context.config.timeout);
  const current: Call = {
    runtime,
    plan,
    hooks,
    context,
    input: given,
    deadline,
    lastHeaders: undefined,
    clockSkewCorrected: false,
  };
  try {
    if (hooks) current.input = await inputFromHooks(hooks, context!, given);
    const output = await perform(current);
    if (!hooks?.afterCall) return output;
    return await outputFromHooks(current, output);
  } catch (error) {
    const wanted = deadline?.signal.aborted ? deadline.reason() : withCallerStack(error);
    if (!hooks?.afterCallError) throw wanted;
    throw await errorFromHooks(current, wanted);
  } finally {
    deadline?.clear();
  }
}

async function perform(current: Call): Promise<Output> {
  const { runtime, plan, hooks, context, input, deadline } = current;
  if (deadline?.signal.aborted) throw deadline.reason();
  plan.validate?.(input);
  const request = plan.codec.serialize(input);
  if (hooks?.beforeCall) {
    for (const hook of hooks.beforeCall) {
      const answer = await hook({ ...context!, input, request });
      if (answer) return { $metadata: unsent, ...answer.output };
    }
  }
  const prepared = await prepare(current, request);
  const { retry } = runtime.context;
  let totalDelay = 0;
  let failure: AttemptFailure | undefined;
  for (let attempt = 1; ; attempt++) {
    const turn = retry.beforeAttempt();
    if (turn > 0) await sleep(turn, deadline?.signal);
    try {
      const output = await (attemptChannel?.hasSubscribers
        ? attemptChannel.tracePromise(() => send(current, prepared, attempt, totalDelay), {
            ...traceOf(runtime, plan),
            attempt,
          })
        : send(current, prepared, attempt, totalDelay));
      retry.onSuccess(attempt, failure);
      return output;
    } catch (error) {
      failure = failureOf(current, error);
      const { retry: again, delay } = await decide(current, prepared, attempt, failure);
      if (delay > 0) await sleep(delay, deadline?.signal);
      if (!again) throw error;
      totalDelay += turn + delay;
    }
  }
}

function traceOf({ context }: ClientRuntime, { operation }: OperationPlan): TraceSubject {
  return { service: context.service.name, operation: operation.name, region: context.config.region };
}

/** Finds endpoint and scheme; the promise is there for credentials that must be fetched to know the account. */
async function prepare(current: Call, request: SerializedRequest): Promise<Prepared> {
  const { runtime, plan, hooks, context, input } = current;
  const accountId = runtime.needsAccountId ? await runtime.accountId() : undefined;
  let endpoint = runtime.endpoint(plan.operation, input, accountId);
  for (const hook of hooks?.endpointResolved ?? []) {
    endpoint = (await hook({ ...context!, input, endpoint })) ?? endpoint;
  }
  if (request.hostPrefix && !runtime.context.config.disableHostPrefix) {
    endpoint = withHostPrefix(endpoint, request.hostPrefix);
  }
  let scheme = plan.scheme(endpoint);
  for (const hook of hooks?.chooseSigner ?? []) scheme = (await hook({ ...context!, scheme })) ?? scheme;
  const { inputStream } = plan.codec;
  const stream = inputStream?.kind === "blob" && request.body !== undefined ? streamOf(request) : undefined;
  if (stream && inputStream?.requiresLength) requireLength(stream, request.headers, plan.operation.name);
  return { request, endpoint, scheme, stream, invocationId: platform.randomUUID() };
}

/** Text and bytes need no further care; everything else is opened anew for each attempt. */
function streamOf({ body }: SerializedRequest): InputBody | undefined {
  return typeof body === "string" || body instanceof Uint8Array ? undefined : inputBody(body);
}

/** One attempt: sign, send, parse. */
async function send(current: Call, prepared: Prepared, attempt: number, delay: number): Promise<Output> {
  const { runtime, plan, hooks, context, deadline } = current;
  const { scheme } = prepared;
  const request = httpRequest(current, prepared, attempt);
  current.lastHeaders = undefined;
  const identity = scheme.name === "none" ? undefined : await runtime.identity(scheme);
  for (const hook of hooks?.beforeSign ?? []) {
    await hook({ ...context!, request, attempt, scheme, identity: identity as AwsCredentialIdentity });
  }
  const signed = signRequest(request, plan.operation, scheme, identity, runtime.clock);
  if (signed) await signed;

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
  const metadata = responseMetadata(response.status, response.headers, attempt, delay);
  const output = await parse(plan, response, metadata, deadline);
  for (const hook of hooks?.responseReceived ?? []) await hook({ ...context!, attempt, output, response });
  return output;
}

function httpRequest({ runtime, deadline }: Call, prepared: Prepared, attempt: number): HttpRequest {
  const { request, endpoint, stream, invocationId } = prepared;
  const { userAgent, retry } = runtime.context;
  const headers: Record<string, string> = {
    ...request.headers,
    host: endpoint.host,
    "user-agent": userAgent,
    "amz-sdk-invocation-id": invocationId,
    "amz-sdk-request": `attempt=${attempt}; max=${retry.maxAttempts}`,
  };
  for (const name in endpoint.headers) headers[name] = endpoint.headers[name]!.join(", ");
  const path = endpoint.path === "" ? request.path : joinPaths(endpoint.path, request.path);
  const result: HttpRequest = {
    method: request.method,
    origin: endpoint.origin,
    path: request.query === "" ? path : `${path}?${request.query}`,
    headers,
    body: request.body as HttpRequestBody | undefined,
    signal: deadline?.signal,
    timeouts: runtime.timeouts,
  };
  if (stream) {
    result.body = stream.open();
    if (stream.length !== undefined) headers["content-length"] = String(stream.length);
  }
  return result;
}

/** `/base` and `/` are `/base/`, as `/base` and `/key` are `/base/key`. */
function joinPaths(base: string, path: string): string {
  return path === "/" ? base : base + path;
}

async function parse(
  plan: OperationPlan,
  response: HttpResponse,
  metadata: ResponseMetadata,
  deadline: Deadline | undefined,
): Promise<Output> {
  const { status, headers } = response;
  if (status >= 300) throw await errorOf(plan, response, metadata);
  const stream = plan.codec.outputStream;
  if (stream?.kind === "blob") {
    const output = plan.codec.parse({ status, headers, body: nothing });
    output[stream.name] = new StreamingBody(response.body, lengthOf(headers));
    output.$metadata = metadata;
    return output;
  }
  const collected = collectBody(response.body);
  const body = collected instanceof Uint8Array ? collected : await collected;
  if (deadline?.signal.aborted) throw deadline.reason();
  const output = plan.codec.parse({ status, headers, body });
  output.$metadata = metadata;
  return output;
}

function lengthOf(headers: Readonly<Record<string, string>>): number | undefined {
  const length = headers["content-length"];
  return length === undefined || headers["content-encoding"] ? undefined : Number(length);
}

/** The error that an answer stands for: the modelled class where the code has one. */
async function errorOf(plan: OperationPlan, response: HttpResponse, metadata: ResponseMetadata): Promise<ClientError> {
  const { status, headers } = response;
  const parsed = plan.codec.parseError({ status, headers, body: await collectBody(response.body) });
  return clientError(plan, parsed, metadata);
}

/** Makes an error of what the protocol read. */
export function clientError(plan: OperationPlan, parsed: ParsedError, metadata: ResponseMetadata): ClientError {
  const { service } = plan.operation;
  const shape = parsed.shape === undefined ? undefined : service.shape(parsed.shape);
  const Exception = parsed.shape === undefined ? ClientError : exceptionClass(service, parsed.shape);
  return new Exception({
    code: parsed.code,
    message: parsed.message,
    operation: plan.operation.name,
    fault: parsed.fault ?? faultOf(shape, metadata.httpStatusCode ?? 400),
    metadata: {
      ...metadata,
      ...(metadata.requestId === undefined && parsed.requestId !== undefined && { requestId: parsed.requestId }),
      ...(parsed.extendedRequestId !== undefined && { extendedRequestId: parsed.extendedRequestId }),
    },
    data: parsed.data ?? {},
    retryable: shape?.traits.retryable !== undefined,
  });
}

/** Whether the call is made again; hooks are asked first, and what was sent once is not sent twice. */
async function decide(
  { runtime, plan, hooks, context, input, deadline }: Call,
  { stream }: Prepared,
  attempt: number,
  failure: AttemptFailure,
): Promise<RetryDecision> {
  const { error } = failure;
  for (const hook of hooks?.responseReceived ?? []) await hook({ ...context!, attempt, error });
  if (deadline?.signal.aborted) return givenUp;
  const asked = await askHooks(hooks, context, attempt, error, input);
  if (asked === false) return givenUp;
  const decision =
    asked === undefined
      ? runtime.context.retry.onFailure(attempt, failure, plan.operation.name)
      : { retry: true, delay: asked };
  if (!decision.retry || !stream || stream.replayable) return decision;
  // What is left of a stream that was sent once would be another body.
  if (error instanceof TucuxiError) markUnrepeatable(error);
  return givenUp;
}

const givenUp: RetryDecision = { retry: false, delay: 0 };

async function askHooks(
  hooks: OperationHooks | undefined,
  context: HookContext | undefined,
  attempt: number,
  error: unknown,
  input: Input,
): Promise<number | false | undefined> {
  for (const hook of hooks?.needsRetry ?? []) {
    const asked = await hook({ ...context!, attempt, error, input });
    if (asked !== undefined) return asked as number | false;
  }
  return undefined;
}

function failureOf({ plan, lastHeaders, clockSkewCorrected }: Call, error: unknown): AttemptFailure {
  if (!(error instanceof ClientError)) return { error };
  const { code, $metadata } = error;
  const { shapes } = plan.operation.service.model;
  const shape = Object.hasOwn(shapes, code) ? plan.operation.service.shape(code) : undefined;
  return {
    error,
    code,
    ...($metadata.httpStatusCode !== undefined && { status: $metadata.httpStatusCode }),
    ...(lastHeaders && { headers: lastHeaders }),
    ...(shape?.traits.retryable && { retryable: shape.traits.retryable }),
    clockSkewCorrected,
  };
}

function markUnrepeatable(error: TucuxiError): void {
  error.message +=
    " It was not sent again: its body is a stream that can be read once. " +
    "Give bytes, a Blob, or a function that makes the stream, to have such calls repeated.";
  Object.defineProperty(error, "retryable", { value: false, enumerable: true, configurable: true });
}

async function inputFromHooks(hooks: OperationHooks, context: HookContext, given: Input): Promise<Input> {
  let input = given;
  for (const hook of hooks.provideClientParams ?? []) input = (await hook({ ...context, input })) ?? input;
  if (!hooks.beforeParameterBuild) return input;
  const copy = { ...input };
  for (const hook of hooks.beforeParameterBuild) await hook({ ...context, input: copy });
  return copy;
}

async function outputFromHooks({ hooks, context, input }: Call, given: Output): Promise<Output> {
  let output = given;
  for (const hook of hooks!.afterCall!) output = (await hook({ ...context!, input, output })) ?? output;
  return output;
}

async function errorFromHooks({ hooks, context, input }: Call, given: unknown): Promise<unknown> {
  let error = given;
  for (const hook of hooks!.afterCallError!) error = (await hook({ ...context!, input, error })) ?? error;
  return error;
}
