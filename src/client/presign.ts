import { type AwsCredentialIdentity, presign as presignRequest } from "../auth/index.ts";
import { didYouMean, ParamValidationError, SigningError } from "../errors/index.ts";
import type { HttpRequest } from "../http/types.ts";
import type { SerializedRequest } from "../protocol/types.ts";
import { targetOf } from "./attempt.ts";
import { identityFromHooks, inputFromHooks } from "./callHooks.ts";
import type { Call, Input } from "./currentCall.ts";
import type { OperationPlan } from "./plan.ts";
import { type Destination, destinationOf } from "./prepare.ts";
import { bodyInQuery, dropDefaultType } from "./presignedBody.ts";
import type { ClientRuntime } from "./runtime.ts";
import type { PresignedRequest, PresignOptions } from "./types.ts";

/** A request that is written and knows its place, but is not signed. */
export interface UnsignedRequest extends Destination {
  readonly request: HttpRequest;
  readonly identity: AwsCredentialIdentity | undefined;
}

/**
 * Signs an operation's request into its URL. Nothing is sent. What the input says in headers stays in headers, which
 * the answer names; a body that is a form or a JSON object goes into the query.
 */
export async function presign(
  runtime: ClientRuntime,
  method: string,
  input: Input = {},
  options: PresignOptions = {},
): Promise<PresignedRequest> {
  checkOptions(options);
  const plan = await runtime.plan(method);
  const { request, scheme, identity } = await unsignedRequest(runtime, plan, input, (serialized) => {
    bodyInQuery(serialized);
    if (options.httpMethod) serialized.method = options.httpMethod;
    for (const [name, value] of Object.entries(options.signedHeaders ?? {})) {
      serialized.headers[name.toLowerCase()] = value;
    }
  });
  if (scheme.name === "none" || identity === undefined) return unsigned(request);
  if (scheme.name === "sigv2") throw new SigningError(`${runtime.context.service.name} has no presigned URLs.`);
  const { body } = request;
  const { url, headers } = await presignRequest(request, {
    identity,
    scheme,
    date: options.signingDate ?? runtime.clock.now(request.origin),
    expiresIn: options.expiresIn,
  });
  const mustBeSent = isSigned(body) && !scheme.disableDoubleEncoding;
  return { url, method: request.method, headers, ...(mustBeSent && { body }) };
}

/** Does all of a call that comes before the signature: hooks, validation, writing, endpoint. */
export async function unsignedRequest(
  runtime: ClientRuntime,
  plan: OperationPlan,
  given: Input,
  change: (request: SerializedRequest) => void = () => undefined,
): Promise<UnsignedRequest> {
  const { hooks, operation } = plan;
  const context = { operation, client: runtime.client, state: new Map(), presigning: true } as const;
  const input = hooks ? await inputFromHooks(hooks, context, given) : given;
  plan.validate?.(input);
  const serialized = plan.codec.serialize(input);
  dropDefaultType(operation, input, serialized);
  for (const hook of hooks?.beforeCall ?? []) await hook({ ...context, input, request: serialized });
  change(serialized);
  const current: Call = {
    runtime,
    plan,
    hooks,
    context,
    input,
    deadline: undefined,
    lastHeaders: undefined,
    clockSkewCorrected: false,
  };
  const { endpoint, scheme } = await destinationOf(current, serialized);
  const request = httpRequest(serialized, endpoint);
  if (scheme.name === "bearer")
    throw new SigningError(`${operation.name} is authorized by a token: no URL can be signed.`);
  let identity = scheme.name === "none" ? undefined : ((await runtime.identity(scheme)) as AwsCredentialIdentity);
  if (hooks?.chooseIdentity) {
    identity = (await identityFromHooks(current, scheme, identity)) as AwsCredentialIdentity | undefined;
  }
  for (const hook of hooks?.beforeSign ?? []) await hook({ ...context, request, attempt: 1, scheme, identity });
  return { request, endpoint, scheme, identity };
}

/** A request without what is made for each attempt anew: a URL is used at another time, by another program. */
function httpRequest(serialized: SerializedRequest, endpoint: Destination["endpoint"]): HttpRequest {
  const headers: Record<string, string> = { ...serialized.headers, host: endpoint.host };
  for (const name in endpoint.headers) headers[name] = endpoint.headers[name]!.join(", ");
  return {
    method: serialized.method,
    origin: endpoint.origin,
    path: targetOf(endpoint, serialized),
    headers,
    body: serialized.body as HttpRequest["body"],
  };
}

function unsigned({ origin, path, method, headers }: HttpRequest): PresignedRequest {
  const { host: _, ...sent } = headers;
  return { url: origin + path, method, headers: sent };
}

/** Where the signature covers a body, whoever makes the request must send just that body. */
function isSigned(body: HttpRequest["body"]): body is string | Uint8Array {
  return body !== undefined && body !== "" && (typeof body === "string" || body instanceof Uint8Array);
}

const optionNames = ["expiresIn", "httpMethod", "signedHeaders", "signingDate"];

function checkOptions(options: PresignOptions): void {
  const findings = Object.keys(options)
    .filter((name) => !optionNames.includes(name))
    .map((path) => ({ path, message: `is no option of presign.${didYouMean(path, optionNames)}` }));
  const { signingDate } = options;
  if (signingDate && Number.isNaN(signingDate.getTime())) {
    findings.push({ path: "signingDate", message: "is an invalid Date" });
  }
  if (findings.length > 0) throw new ParamValidationError("presign", findings);
}
