import { ConnectionError, type ResponseMetadata, TucuxiError } from "../errors/index.ts";

/** A connection's error knows its request alone. Whoever made the call knows an operation, and asks how often it was tried. */
export function tellOfCall(error: unknown, operation: string, metadata: ResponseMetadata): unknown {
  if (!(error instanceof ConnectionError) || error.operation !== undefined) return error;
  const { attempts } = metadata;
  reword(error, `${operation}: ${error.message}${attempts > 1 ? ` It was tried ${attempts} times.` : ""}`);
  return Object.assign(error, { operation, $metadata: metadata });
}

/** Says why a call was tried less often than the settings have it. boto3: `RetryQuotaReached`. */
export function tellOfQuota(error: unknown): void {
  if (!(error instanceof TucuxiError)) return;
  reword(error, `${error.message} It was not tried again: too many calls fail, and the quota of retries is used up.`);
}

/** Says why a call was not made again that would have been, had its body been one that can be sent again. */
export function tellOfStream(error: unknown): void {
  if (!(error instanceof TucuxiError)) return;
  reword(
    error,
    `${error.message} It was not sent again: its body is a stream that can be read once. ` +
      "Give bytes, a Blob, or a function that makes the stream, to have such calls repeated.",
  );
  Object.defineProperty(error, "retryable", { value: false, enumerable: true, configurable: true });
}

/** Changes what an error says, also in its stack, which is what consoles show. */
function reword(error: Error, message: string): void {
  const { stack, message: before } = error;
  error.message = message;
  if (stack !== undefined) error.stack = stack.replace(before, () => message);
}
