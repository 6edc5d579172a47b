/**
 * One call: the operation, its input, and how it is made where it is more than a plain call. Values of inputs refer to
 * what earlier calls of the script gave: `"${CreateQueue.QueueUrl}"`. Bytes are `{ $text }` or `{ $blob: base64 }`,
 * dates `{ $date: milliseconds }`.
 */
export type Step = readonly [operation: string, input: Record<string, unknown>, options?: StepOptions];

export interface StepOptions {
  /** The code of the error that the call is to end in. */
  readonly error?: string;
  /** All pages of the operation, with so many items each; 0 where the service has no such parameter. */
  readonly pageSize?: number;
  /** The waiter, by its model's name, that asks by this operation. */
  readonly waiter?: string;
}

/** Each service's calls, made in turn. */
export type Scripts = Readonly<Record<string, readonly Step[]>>;

/** A request as it would have gone to AWS. */
export interface SentRequest {
  readonly method: string;
  readonly origin: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** In base64. */
  readonly body: string;
}

/** What came of a step: one of output, error (an answer of the service) and failure (of the caller's own). */
export interface StepResult {
  readonly requests: readonly SentRequest[];
  readonly output?: unknown;
  readonly error?: StepError;
  readonly failure?: string;
}

export interface StepError {
  /** The name of the exception's class. */
  readonly class: string;
  readonly status: number;
  readonly code: string;
  /** The code, where the service says no more. */
  readonly message: string;
  /** The modelled exception's members. */
  readonly data: Readonly<Record<string, unknown>>;
}

export interface ScriptResult {
  readonly service: string;
  readonly results: readonly StepResult[];
}
