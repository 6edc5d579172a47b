import { TucuxiError } from "./base.ts";

/** One finding of the validation of an input. */
export interface ValidationFinding {
  /** Where, from the input down: `Delete.Objects[3].Key`. */
  readonly path: string;
  /** What is wrong, and where it can be told, what was meant. */
  readonly message: string;
}

/**
 * An input that the service's model does not allow; nothing was sent. Carries every finding, not just the first.
 * boto3: `ParamValidationError`.
 */
export class ParamValidationError extends TucuxiError {
  static override readonly errorKind: string = "ParamValidationError";
  readonly operation: string;
  readonly findings: readonly ValidationFinding[];

  constructor(operation: string, findings: readonly ValidationFinding[]) {
    const lines = findings.map(({ path, message }) => `  ${path || "input"}: ${message}`);
    super(`${operation}: the input is not valid, nothing was sent:\n${lines.join("\n")}`);
    this.operation = operation;
    this.findings = findings;
  }
}

/** One provider of the credential chain that had nothing to give. */
export interface CredentialsAttempt {
  readonly provider: string;
  readonly reason: string;
}

/** No credentials were found; says what was tried, in order, and why each said no. boto3: `NoCredentialsError`. */
export class NoCredentialsError extends TucuxiError {
  static override readonly errorKind: string = "NoCredentialsError";
  readonly tried: readonly CredentialsAttempt[];

  constructor(tried: readonly CredentialsAttempt[]) {
    const lines = tried.map(({ provider, reason }) => `  ${provider}: ${reason}`);
    super(
      `No AWS credentials were found. Tried, in this order:\n${lines.join("\n")}\n` +
        'Give `credentials` to the session, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile; `credentials: "anonymous"` sends unsigned requests.',
    );
    this.tried = tried;
  }
}

/** A provider of credentials was chosen and failed. boto3: `CredentialRetrievalError`. */
export class CredentialsError extends TucuxiError {
  static override readonly errorKind: string = "CredentialsError";
}

/** No region is set, and the service needs one. Thrown when the client is made. boto3: `NoRegionError`. */
export class NoRegionError extends TucuxiError {
  static override readonly errorKind: string = "NoRegionError";

  constructor(service: string) {
    super(
      `No region is set for ${service}. Give \`region\` to the session or the client, ` +
        "set AWS_REGION, or set `region` in the profile.",
    );
  }
}

/** A setting (option, environment variable or profile entry) that cannot be used. boto3: `InvalidConfigError`. */
export class ConfigError extends TucuxiError {
  static override readonly errorKind: string = "ConfigError";
}

/** No such service; names the nearest ones. boto3: `UnknownServiceError`. */
export class UnknownServiceError extends TucuxiError {
  static override readonly errorKind: string = "UnknownServiceError";
}

/** No such operation, paginator, waiter or resource; names the nearest ones. boto3: `UnknownClientMethodError` and its like. */
export class UnknownNameError extends TucuxiError {
  static override readonly errorKind: string = "UnknownNameError";
}

/** A service model that cannot be read or contradicts itself. boto3: `DataNotFoundError`, `UndefinedModelAttributeError`. */
export class ModelError extends TucuxiError {
  static override readonly errorKind: string = "ModelError";
}

/** The endpoint rules refuse the settings or the input. boto3: `EndpointResolutionError`. */
export class EndpointError extends TucuxiError {
  static override readonly errorKind: string = "EndpointError";
}

/** An input that cannot be put on the wire. boto3: `ParamValidationError`, `UnseekableStreamError` and others. */
export class SerializationError extends TucuxiError {
  static override readonly errorKind: string = "SerializationError";
}

/** An answer that the protocol does not allow. boto3: `ResponseParserError`. */
export class ResponseParseError extends TucuxiError {
  static override readonly errorKind: string = "ResponseParseError";
  /** The answer's status. */
  readonly httpStatusCode?: number;
  readonly requestId?: string;
  /** The first bytes of the body, as text. */
  readonly bodyStart?: string;

  constructor(message: string, details: ResponseParseErrorDetails = {}) {
    super(message, "cause" in details ? { cause: details.cause } : undefined);
    if (details.httpStatusCode !== undefined) this.httpStatusCode = details.httpStatusCode;
    if (details.requestId !== undefined) this.requestId = details.requestId;
    if (details.bodyStart !== undefined) this.bodyStart = details.bodyStart;
  }
}

/** What is known of an answer that could not be read. */
export interface ResponseParseErrorDetails {
  readonly cause?: unknown;
  readonly httpStatusCode?: number | undefined;
  readonly requestId?: string | undefined;
  readonly bodyStart?: string | undefined;
}

/** The request could not be signed with what is there. */
export class SigningError extends TucuxiError {
  static override readonly errorKind: string = "SigningError";
}

/** A resource's attribute was read that is not loaded, or a resource could not be loaded. boto3: `ResourceLoadException`. */
export class ResourceError extends TucuxiError {
  static override readonly errorKind: string = "ResourceError";
}

/** The pages of a paginator do not end as they should. boto3: `PaginationError`. */
export class PaginationError extends TucuxiError {
  static override readonly errorKind: string = "PaginationError";
}

/** What a waiter came to. */
export interface WaiterOutcome {
  readonly name: string;
  readonly reason: string;
  readonly attempts: number;
  /** Milliseconds. */
  readonly elapsed: number;
  readonly lastResponse: Readonly<Record<string, unknown>> | undefined;
  readonly cause?: unknown;
}

/** A waiter's thing became what it must not, or did not become what it should in time. boto3: `WaiterError`. */
export class WaiterError extends TucuxiError {
  static override readonly errorKind: string = "WaiterError";
  readonly waiter: string;
  readonly reason: string;
  readonly attempts: number;
  /** Milliseconds that it waited. */
  readonly elapsed: number;
  /** The last answer, where it was a success; the last error is `cause`. */
  readonly lastResponse: Readonly<Record<string, unknown>> | undefined;

  constructor({ name, reason, attempts, elapsed, lastResponse, cause }: WaiterOutcome) {
    const seconds = (elapsed / 1000).toFixed(1);
    super(`Waiting for ${name} ended after ${seconds} s and ${attempts} attempts: ${reason}.`, { cause });
    this.waiter = name;
    this.reason = reason;
    this.attempts = attempts;
    this.elapsed = elapsed;
    this.lastResponse = lastResponse;
  }

  /** Without the last answer, which may hold what is no log's business. */
  override toJSON(): Record<string, unknown> {
    const { lastResponse: _, ...rest } = super.toJSON();
    return rest;
  }
}
