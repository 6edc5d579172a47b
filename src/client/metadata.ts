import type { ResponseMetadata } from "../errors/index.ts";

/** What an answer's headers say of the call; the request id's header differs from service to service. */
export function responseMetadata(
  status: number,
  headers: Readonly<Record<string, string>>,
  attempts: number,
  totalRetryDelay: number,
): ResponseMetadata {
  const requestId = headers["x-amzn-requestid"] ?? headers["x-amz-request-id"] ?? headers["x-amzn-request-id"];
  const extendedRequestId = headers["x-amz-id-2"];
  const cfId = headers["x-amz-cf-id"];
  // One shape for the usual answer, without spreads: this is made for every call.
  if (extendedRequestId === undefined && cfId === undefined && requestId !== undefined) {
    return { httpStatusCode: status, requestId, attempts, totalRetryDelay };
  }
  return {
    httpStatusCode: status,
    ...(requestId !== undefined && { requestId }),
    ...(extendedRequestId !== undefined && { extendedRequestId }),
    ...(cfId !== undefined && { cfId }),
    attempts,
    totalRetryDelay,
  };
}
