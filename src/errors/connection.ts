import { TucuxiError } from "./base.ts";
import type { ResponseMetadata } from "./clientError.ts";

/**
 * The request or its answer did not come through: the connection could not be made, broke, or was too slow.
 * boto3: `HTTPClientError` and its subclasses.
 */
export class ConnectionError extends TucuxiError {
  static override readonly errorKind: string = "ConnectionError";
  override readonly retryable: boolean = true;
  /** The operation that failed, by its API name: `GetObject`; absent where it is a body's reading that failed. */
  declare readonly operation?: string;
  /** How often the request was sent, and how long was waited in between; absent as `operation` is. */
  declare readonly $metadata?: ResponseMetadata;
}

/** No connection within `connectTimeout` (the wait for a free one in the pool included). */
export class ConnectTimeoutError extends ConnectionError {
  static override readonly errorKind: string = "ConnectTimeoutError";
}

/** No answer, or no further byte of it, within `readTimeout`. */
export class ReadTimeoutError extends ConnectionError {
  static override readonly errorKind: string = "ReadTimeoutError";
}

/** The whole call, its retries and waits included, took longer than its `timeout`. */
export class CallTimeoutError extends TucuxiError {
  static override readonly errorKind: string = "CallTimeoutError";

  constructor(timeout: number) {
    super(`The call was not finished within its timeout of ${timeout} ms.`);
  }
}

/** The body ended before the length that its headers promised. boto3: `IncompleteReadError`. */
export class IncompleteReadError extends ConnectionError {
  static override readonly errorKind: string = "IncompleteReadError";
}

/** The body's checksum is not the one that the service sent. boto3: `FlexibleChecksumError`. */
export class FlexibleChecksumError extends TucuxiError {
  static override readonly errorKind: string = "FlexibleChecksumError";
  override readonly retryable: boolean = true;
}

/** The caller's signal ended the call, as in the official SDK. */
export class AbortError extends TucuxiError {
  static override readonly errorKind: string = "AbortError";

  constructor(reason: unknown) {
    super("The call was aborted.", { cause: reason });
  }
}
