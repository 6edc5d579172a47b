import { platform } from "#platform";

/** Which operation a trace is of. */
export interface TraceSubject {
  /** The client's name: `s3`. */
  readonly service: string;
  /** The operation by its API name: `GetObject`. */
  readonly operation: string;
  readonly region: string | undefined;
}

/**
 * What subscribers of `tucuxi:call` are told of a call: on `start`, `end`, `asyncStart`, `asyncEnd` and `error`, always the
 * same object, so that a subscriber may keep its span on it. Of the input and the result nothing is copied or hidden: a
 * subscriber that writes them down decides what of them is secret.
 */
export interface CallTrace extends TraceSubject {
  readonly input: Readonly<Record<string, unknown>>;
  /** The output, once the call has succeeded; `$metadata` tells attempts and the request's id. */
  result?: Readonly<Record<string, unknown>>;
  /** The error, once the call has failed. */
  error?: unknown;
}

/** What subscribers of `tucuxi:attempt` are told of one attempt of a call. */
export interface AttemptTrace extends TraceSubject {
  /** 1 for the first. */
  readonly attempt: number;
  result?: Readonly<Record<string, unknown>>;
  error?: unknown;
}

/** What is used of a `TracingChannel` of `node:diagnostics_channel`. */
export interface TraceChannel<Context extends object> {
  /** Asked before each call: without a subscriber a call costs this question. */
  readonly hasSubscribers: boolean;
  tracePromise<Result>(run: () => Promise<Result>, context: Context): Promise<Result>;
}

/**
 * The channels that APM tools subscribe to; `undefined` on platforms without `node:diagnostics_channel`.
 *
 * @example
 * import { tracingChannel } from "node:diagnostics_channel";
 * tracingChannel("tucuxi:call").subscribe({
 *   asyncEnd: ({ service, operation, error }) => console.log(service, operation, error ? "failed" : "done"),
 * });
 */
export const callChannel: TraceChannel<CallTrace> | undefined = channel("tucuxi:call");
export const attemptChannel: TraceChannel<AttemptTrace> | undefined = channel("tucuxi:attempt");

function channel<Context extends object>(name: string): TraceChannel<Context> | undefined {
  return platform.tracingChannel(name) as TraceChannel<Context> | undefined;
}
