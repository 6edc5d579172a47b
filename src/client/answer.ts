import { ClientError, type ResponseMetadata } from "../errors/index.ts";
import type { HttpResponse } from "../http/types.ts";
import type { ParsedError } from "../protocol/types.ts";
import type { Output } from "./currentCall.ts";
import type { Deadline } from "./deadline.ts";
import { EventStream, parsedMessages } from "./eventStream.ts";
import { exceptionClass, faultOf } from "./exceptions.ts";
import type { OperationPlan } from "./plan.ts";
import { collectBody, StreamingBody } from "./streamingBody.ts";

const nothing = new Uint8Array(0);

/** The output that an answer stands for; throws the error where it stands for one. */
export async function outputOf(
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
  if (stream) return eventOutput(plan, response, metadata, stream.name);
  const collected = collectBody(response.body);
  const body = collected instanceof Uint8Array ? collected : await collected;
  if (deadline?.signal.aborted) throw deadline.reason();
  const output = plan.codec.parse({ status, headers, body });
  output.$metadata = metadata;
  return output;
}

/** An output whose events are still to come. */
async function eventOutput(
  plan: OperationPlan,
  { status, headers, body }: HttpResponse,
  metadata: ResponseMetadata,
  member: string,
): Promise<Output> {
  const { codec, operation } = plan;
  const events = new EventStream(parsedMessages(body, codec.parseEvent!), (error) =>
    clientError(plan, error, metadata),
  );
  const output = codec.parse({ status, headers, body: nothing });
  if (hasInitialMessage(operation)) Object.assign(output, await events.initialOutput());
  output[member] = events;
  output.$metadata = metadata;
  return output;
}

/** The rest protocols send an output's other members in the answer's headers. */
function hasInitialMessage({ service, output }: OperationPlan["operation"]): boolean {
  return !service.metadata.protocol.startsWith("rest") && output!.members.size > 1;
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
  const Exception = parsed.shape === undefined ? ClientError : exceptionClass(service.metadata.serviceId, parsed.shape);
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
