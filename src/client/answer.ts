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
  if (status >= 300) {
    const parsed = plan.codec.parseError({ status, headers, body: await collectBody(response.body) });
    // Not in a function of its own: a stack has ten lines, and is to reach the line that called a paginator.
    throw clientError(plan, parsed.message === "" ? { ...parsed, message: redirection(response) } : parsed, metadata);
  }
  const stream = plan.codec.outputStream;
  if (stream) {
    const output = plan.codec.parse({ status, headers, body: nothing });
    const body = deadline ? deadline.outlivedBy(response.body) : response.body;
    output[stream.name] =
      stream.kind === "blob"
        ? new StreamingBody(body, lengthOf(response))
        : await eventsOf(plan, body, metadata, output);
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

/** The events of a body that are still to come. The output gets the members that come before them. */
async function eventsOf(
  plan: OperationPlan,
  body: HttpResponse["body"],
  metadata: ResponseMetadata,
  output: Output,
): Promise<EventStream> {
  const { codec, operation } = plan;
  const events = new EventStream(parsedMessages(body, codec.parseEvent!), (error) =>
    clientError(plan, error, metadata),
  );
  if (hasInitialMessage(operation)) Object.assign(output, await events.initialOutput());
  return events;
}

/** The rest protocols send an output's other members in the answer's headers. */
function hasInitialMessage({ service, output }: OperationPlan["operation"]): boolean {
  return !service.metadata.protocol.startsWith("rest") && output!.members.size > 1;
}

function lengthOf({ headers, body, decoded }: HttpResponse): number | undefined {
  const length = headers["content-length"];
  if (length === undefined || decoded) return undefined;
  // The library's own handlers say whether they have undone an encoding; those of others may have done so silently.
  if (headers["content-encoding"] !== undefined && !("collect" in body)) return undefined;
  return Number(length);
}

/** What a redirection says that is not the service's own: a proxy's, or that of an endpoint that is elsewhere. */
function redirection({ headers: { location } }: HttpResponse): string {
  if (location === undefined) return "";
  // Its path and query may hold secrets.
  const place = URL.canParse(location) ? new URL(location).origin : "another path";
  return `The answer leads to ${place}, which is not followed: is the endpoint the right one?`;
}

/** Makes an error of what the protocol read: of the modelled class where the code has one. */
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
