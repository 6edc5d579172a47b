import { ClientError, type ResponseMetadata } from "../errors/index.ts";
import type { HookContext, OperationHooks } from "../hooks/hooks.ts";
import type { AttemptFailure, RetryDecision } from "../retry/types.ts";
import { send } from "./attempt.ts";
import { withCallerStack } from "./callerStack.ts";
import { answerOfHooks, errorFromHooks, inputFromHooks, outputFromHooks } from "./callHooks.ts";
import type { Call, Input, Output, Prepared } from "./currentCall.ts";
import { type Deadline, deadlineOf, sleep } from "./deadline.ts";
import { isReplayable } from "./eventInput.ts";
import { tellOfCall, tellOfQuota, tellOfStream } from "./failure.ts";
import type { CallOptions } from "./options.ts";
import type { OperationPlan } from "./plan.ts";
import { destinationOf, prepare } from "./prepare.ts";
import type { ClientRuntime } from "./runtime.ts";
import { type StandIn, standIn, standInOutput } from "./standIn.ts";
import { attemptChannel, callChannel, type TraceSubject } from "./tracing.ts";

export type { Input, Output } from "./currentCall.ts";

const unsent: ResponseMetadata = { attempts: 0, totalRetryDelay: 0 };

/**
 * The way of one call: input → validate → serialize → endpoint → sign → send → parse → output, with the attempts of the
 * retry strategy around the part from the signature on.
 */
export function call(
  runtime: ClientRuntime,
  plan: OperationPlan,
  given: Input = {},
  options?: CallOptions,
  verbatim?: true,
): Promise<Output> {
  if (!callChannel?.hasSubscribers) return run(runtime, plan, given, options, verbatim);
  const trace = { ...traceOf(runtime, plan), input: given };
  return callChannel.tracePromise(() => run(runtime, plan, given, options, verbatim), trace);
}

async function run(
  runtime: ClientRuntime,
  plan: OperationPlan,
  given: Input,
  options: CallOptions | undefined,
  verbatim: true | undefined,
): Promise<Output> {
  const { hooks } = plan;
  const context: HookContext | undefined = hooks && {
    operation: plan.operation,
    client: runtime.client,
    state: new Map(),
    ...(verbatim && { verbatim }),
  };
  const deadline = deadlineOf(options?.signal, options?.timeout ?? runtime.context.config.timeout);
  const current: Call = {
    runtime,
    plan,
    hooks,
    context,
    input: given,
    deadline,
    lastHeaders: undefined,
    clockSkewCorrected: false,
  };
  try {
    // Where no hook has a say, the input is read at once: its caller may change it for the next call.
    if (hooks?.provideClientParams || hooks?.beforeParameterBuild) {
      current.input = await within(deadline, inputFromHooks(hooks, context!, given));
    }
    const output = await within(deadline, perform(current));
    if (!hooks?.afterCall) return output;
    return await within(deadline, outputFromHooks(current, output));
  } catch (error) {
    const wanted = deadline?.signal.aborted ? deadline.reason() : withCallerStack(error);
    if (!hooks?.afterCallError) throw wanted;
    throw await errorFromHooks(current, wanted);
  } finally {
    deadline?.clear();
  }
}

function within<T>(deadline: Deadline | undefined, waiting: Promise<T>): Promise<T> {
  return deadline ? deadline.limit(waiting) : waiting;
}

async function perform(current: Call): Promise<Output> {
  const { runtime, plan, hooks, input, deadline } = current;
  if (deadline?.signal.aborted) throw deadline.reason();
  plan.validate?.(input);
  const request = plan.codec.serialize(input);
  const answer = hooks?.beforeCall && (await answerOfHooks(current, request));
  if (answer && "output" in answer) return { $metadata: unsent, ...answer.output };
  let prepared: Prepared | StandIn = answer ? standIn(answer.attempt) : await prepare(current, request);
  const { retry } = runtime.context;
  let totalDelay = 0;
  let failure: AttemptFailure | undefined;
  for (let attempt = 1; ; attempt++) {
    const turn = retry.beforeAttempt();
    if (turn > 0) await sleep(turn, deadline?.signal);
    try {
      const output = await (attemptChannel?.hasSubscribers
        ? attemptChannel.tracePromise(() => attemptOnce(current, prepared, attempt, totalDelay), {
            ...traceOf(runtime, plan),
            attempt,
          })
        : attemptOnce(current, prepared, attempt, totalDelay));
      retry.onSuccess(attempt, failure);
      return output;
    } catch (error) {
      failure = failureOf(current, error);
      const { retry: again, delay, asked } = await decide(current, prepared, attempt, failure);
      if (delay > 0) await sleep(delay, deadline?.signal);
      if (!again) {
        throw tellOfCall(error, plan.operation.name, { attempts: attempt, totalRetryDelay: totalDelay });
      }
      // What a hook learnt from the failure may lead elsewhere: to a bucket's own region.
      if (asked && !("answer" in prepared)) prepared = { ...prepared, ...(await destinationOf(current, request)) };
      totalDelay += turn + delay;
    }
  }
}

function attemptOnce(current: Call, prepared: Prepared | StandIn, attempt: number, delay: number): Promise<Output> {
  return "answer" in prepared
    ? standInOutput(current, prepared, attempt, delay)
    : send(current, prepared, attempt, delay);
}

function traceOf({ context }: ClientRuntime, { operation }: OperationPlan): TraceSubject {
  return { service: context.service.name, operation: operation.name, region: context.config.region };
}

/** Whether the call is made again; hooks are asked first, and what was sent once is not sent twice. */
async function decide(
  { runtime, plan, hooks, context, input, deadline }: Call,
  { stream, events }: Prepared | StandIn,
  attempt: number,
  failure: AttemptFailure,
): Promise<Decision> {
  const { error } = failure;
  for (const hook of hooks?.responseReceived ?? []) await hook({ ...context!, attempt, error });
  if (deadline?.signal.aborted) return givenUp;
  const asked = await askHooks(hooks, context, attempt, error, input);
  if (asked === false) return givenUp;
  const { retry } = runtime.context;
  // What is left of a stream that was sent once would be another body.
  const replayable = (!stream || stream.replayable || !stream.touched) && (!events || isReplayable(events));
  if (replayable && asked !== undefined) return { retry: true, delay: asked, asked: true };
  // An attempt that cannot be repeated is the last one, and takes nothing from the quota.
  const decision = retry.onFailure(replayable ? attempt : retry.maxAttempts, failure, plan.operation.name);
  if (!replayable && (asked !== undefined || decision.reason !== "not-retryable")) tellOfStream(error);
  if (decision.reason === "quota") tellOfQuota(error);
  return decision;
}

/** `asked` says that a hook wanted it. */
type Decision = RetryDecision & { readonly asked?: boolean };

const givenUp: Decision = { retry: false, delay: 0 };

async function askHooks(
  hooks: OperationHooks | undefined,
  context: HookContext | undefined,
  attempt: number,
  error: unknown,
  input: Input,
): Promise<number | false | undefined> {
  for (const hook of hooks?.needsRetry ?? []) {
    const asked = await hook({ ...context!, attempt, error, input });
    if (asked !== undefined) return asked as number | false;
  }
  return undefined;
}

function failureOf({ plan, lastHeaders, clockSkewCorrected }: Call, error: unknown): AttemptFailure {
  if (!(error instanceof ClientError)) return { error };
  const { code, $metadata } = error;
  const { shapes } = plan.operation.service.model;
  const shape = Object.hasOwn(shapes, code) ? plan.operation.service.shape(code) : undefined;
  return {
    error,
    code,
    ...($metadata.httpStatusCode !== undefined && { status: $metadata.httpStatusCode }),
    ...(lastHeaders && { headers: lastHeaders }),
    ...(shape?.traits.retryable && { retryable: shape.traits.retryable }),
    clockSkewCorrected,
  };
}
