import { TucuxiError } from "./base.ts";

/** What the service and the library know of a call besides its output; the names are the official SDK's. */
export interface ResponseMetadata {
  /** The HTTP status of the last answer. */
  readonly httpStatusCode?: number;
  /** `x-amzn-requestid` or its like: what AWS support asks for. */
  readonly requestId?: string;
  /** `x-amz-id-2` of S3. */
  readonly extendedRequestId?: string;
  /** `x-amz-cf-id` of CloudFront. */
  readonly cfId?: string;
  /** How often the request was sent, the first time included. */
  readonly attempts: number;
  /** Milliseconds spent waiting between attempts. */
  readonly totalRetryDelay: number;
}

/** Who is at fault, as the service says: the caller (`client`) or the service itself (`server`). */
export type ErrorFault = "client" | "server";

/** All that the parse of an error answer found. */
export interface ClientErrorDetails {
  readonly code: string;
  readonly message: string;
  readonly operation: string;
  readonly fault: ErrorFault;
  readonly metadata: ResponseMetadata;
  /** The members of a modelled exception, parsed by its shape. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly retryable?: boolean;
}

/**
 * An answer from AWS that says no. Modelled exceptions are subclasses of it, on `client.exceptions` and in the
 * service's module. The source of the codes is each operation's page in the AWS API reference.
 *
 * @example
 * import { ClientError } from "tucuxi";
 * try {
 *   await s3.headBucket({ Bucket: "nobody-has-this" });
 * } catch (error) {
 *   if (error instanceof ClientError && error.code === "404") console.log("no such bucket");
 * }
 */
export class ClientError extends TucuxiError {
  static override readonly errorKind: string = "ClientError";

  /** The error's code, as the service gives it: `NoSuchKey`, `ThrottlingException`, `404`. */
  readonly code: string;
  /** The operation that failed, by its API name: `GetObject`. */
  readonly operation: string;
  readonly $fault: ErrorFault;
  readonly $metadata: ResponseMetadata;
  /** The modelled exception's members; empty where the code is not modelled. */
  readonly data: Readonly<Record<string, unknown>>;
  override readonly retryable: boolean;

  constructor(details: ClientErrorDetails) {
    super(describe(details));
    this.code = details.code;
    this.operation = details.operation;
    this.$fault = details.fault;
    this.$metadata = details.metadata;
    this.data = details.data ?? {};
    this.retryable = details.retryable ?? false;
  }
}

/** What the statuses mean that come without a body, as answers to HEAD do. */
const statusTexts: Readonly<Record<string, string>> = {
  "301": "Moved Permanently",
  "302": "Found",
  "303": "See Other",
  "304": "Not Modified",
  "307": "Temporary Redirect",
  "308": "Permanent Redirect",
  "400": "Bad Request",
  "403": "Forbidden",
  "404": "Not Found",
  "405": "Method Not Allowed",
  "407": "Proxy Authentication Required",
  "412": "Precondition Failed",
  "413": "Content Too Large",
  "416": "Range Not Satisfiable",
  "429": "Too Many Requests",
  "431": "Request Header Fields Too Large",
  "500": "Internal Server Error",
  "501": "Not Implemented",
  "502": "Bad Gateway",
  "503": "Service Unavailable",
  "504": "Gateway Timeout",
};

function describe({ code, message, operation, metadata }: ClientErrorDetails): string {
  const facts = [`code ${code}`];
  if (metadata.httpStatusCode !== undefined) facts.push(`status ${metadata.httpStatusCode}`);
  if (metadata.requestId) facts.push(`request id ${metadata.requestId}`);
  if (metadata.attempts > 1) facts.push(`${metadata.attempts} attempts`);
  return `${operation}: ${message || (statusTexts[code] ?? code)} (${facts.join(", ")})`;
}
