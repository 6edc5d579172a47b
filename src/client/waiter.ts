import {
  CallTimeoutError,
  ClientError,
  didYouMean,
  ParamValidationError,
  UnknownNameError,
  WaiterError,
} from "../errors/index.ts";
import { methodName } from "../model/names.ts";
import { compilePath, type Path } from "../model/path.ts";
import type { WaiterAcceptor, WaiterModel } from "../model/types.ts";
import type { Input, Output } from "./currentCall.ts";
import { sleep } from "./deadline.ts";
import type { WaiterOptions } from "./options.ts";
import type { ClientRuntime } from "./runtime.ts";

type Matches = (output: Output | undefined, error: ClientError | undefined) => boolean;

/** Milliseconds that the last question may take, which is asked when the time is over. */
const LAST_ANSWER = 5_000;

interface Acceptor {
  readonly state: WaiterAcceptor["state"];
  readonly matches: Matches;
  readonly model: WaiterAcceptor;
}

/**
 * Asks with growing, jittered delays until an acceptor of the waiter says success; resolves to the last answer (its
 * metadata alone where the success is an error, as with "not found"). Throws `WaiterError` on failure and when the time
 * is over.
 */
export async function waitUntil(
  runtime: ClientRuntime,
  name: string,
  input: Input,
  options: WaiterOptions,
): Promise<Output> {
  const model = waiterOf(runtime, name);
  checkOptions(name, options);
  const plan = await runtime.planOfOperation(model.operation);
  const acceptors = await Promise.all(model.acceptors.map(compileAcceptor));
  const { maxWaitTime = model.delay * model.maxAttempts, onPoll, signal } = options;
  const { minDelay, maxDelay } = delaysOf(model, options);
  const ownTimeout = runtime.context.config.timeout || Number.POSITIVE_INFINITY;
  const started = Date.now();
  for (let attempt = 1; ; attempt++) {
    // A service that does not answer must not hold the waiter for long after its time.
    const timeLeft = Math.max(started + maxWaitTime * 1000 - Date.now(), LAST_ANSWER);
    const { output, error, silence } = await ask(
      () => plan.call(input, { signal, timeout: Math.min(ownTimeout, timeLeft) }),
      timeLeft < ownTimeout,
    );
    const accepted = acceptors.find(({ matches }) => matches(output, error));
    if (accepted?.state === "success") return output ?? { $metadata: error!.$metadata };
    const elapsed = Date.now() - started;
    const outcome = { name, attempts: attempt, elapsed, lastResponse: output, cause: error ?? silence };
    if (accepted?.state === "failure") throw new WaiterError({ ...outcome, reason: describe(accepted.model) });
    if (!accepted && error) throw new WaiterError({ ...outcome, reason: `an error ended it: ${error.message}` });
    const left = maxWaitTime * 1000 - elapsed;
    if (silence || left <= 0) {
      const last = silence ? "there was no answer" : accepted && describe(accepted.model);
      const reason = `it is not so within ${maxWaitTime} s (maxWaitTime)${last ? `; at the end ${last}` : ""}`;
      throw new WaiterError({ ...outcome, reason });
    }
    // The last question is asked when the time is over, not earlier.
    const delay = Math.min(left, nextDelay(attempt, minDelay * 1000, maxDelay * 1000));
    onPoll?.({ attempt, output, error, elapsed, delay });
    await sleep(delay, signal);
  }
}

const optionNames = ["maxWaitTime", "minDelay", "maxDelay", "onPoll", "signal"];

function checkOptions(name: string, options: WaiterOptions): void {
  const unknown = Object.keys(options)
    .filter((each) => !optionNames.includes(each))
    .map((path) => ({ path, message: `is no option of waitUntil.${didYouMean(path, optionNames)}` }));
  const wrong = (["maxWaitTime", "minDelay", "maxDelay"] as const)
    .filter((each) => options[each] !== undefined && !(options[each] >= 0))
    .map((path) => ({ path, message: `must be seconds, not ${options[path]}` }));
  const { minDelay = 0, maxDelay = Number.POSITIVE_INFINITY } = options;
  const crossed = minDelay > maxDelay ? [{ path: "minDelay", message: `is more than maxDelay (${maxDelay})` }] : [];
  const findings = [...unknown, ...wrong, ...crossed];
  if (findings.length > 0) throw new ParamValidationError(name, findings);
}

/** What the caller does not say fits itself to what is said. */
function delaysOf({ delay }: WaiterModel, options: WaiterOptions): { minDelay: number; maxDelay: number } {
  const maxDelay = options.maxDelay ?? Math.max(delay, options.minDelay ?? 0);
  return { minDelay: options.minDelay ?? Math.min(2, maxDelay), maxDelay };
}

interface Answer {
  readonly output?: Output;
  readonly error?: ClientError;
  /** There was no answer in the waiter's time. */
  readonly silence?: CallTimeoutError;
}

/** @param isLimited whether it is the waiter that limits the question's time, and not the caller's own settings */
async function ask(question: () => Promise<Output>, isLimited: boolean): Promise<Answer> {
  try {
    return { output: await question() };
  } catch (error) {
    if (error instanceof ClientError) return { error };
    if (isLimited && error instanceof CallTimeoutError) return { silence: error };
    throw error;
  }
}

/** Doubles from the least to the most; the jitter keeps many waiters from asking at once. */
function nextDelay(attempt: number, least: number, most: number): number {
  const ceiling = Math.min(most, least * 2 ** (attempt - 1));
  return least >= ceiling ? ceiling : least + Math.random() * (ceiling - least);
}

function waiterOf(runtime: ClientRuntime, name: string): WaiterModel {
  const { service } = runtime.context;
  const waiters = service.model.waiters ?? {};
  const found = Object.keys(waiters).find((each) => methodName(each) === name || each === name);
  if (found !== undefined) return waiters[found]!;
  const names = Object.keys(waiters).map(methodName);
  throw new UnknownNameError(`${service.name} has no waiter "${name}".${didYouMean(name, names)}`);
}

async function compileAcceptor(model: WaiterAcceptor): Promise<Acceptor> {
  const path = model.argument === undefined ? undefined : lenient(await compilePath(model.argument));
  return { state: model.state, matches: matcher(model, path), model };
}

/** An answer that lacks what an expression asks for (`length(Images)`) is none that it accepts. */
function lenient(path: Path): Path {
  return (data) => {
    try {
      return path(data);
    } catch {
      return undefined;
    }
  };
}

function matcher({ matcher: kind, expected }: WaiterAcceptor, path: Path | undefined): Matches {
  switch (kind) {
    case "status":
      return (output, error) => statusOf(output, error) === expected;
    case "error":
      if (expected === true) return (_output, error) => error !== undefined;
      if (expected === false) return (output) => output !== undefined;
      return (_output, error) => error?.code === expected;
    case "path":
      return (output) => output !== undefined && same(path!(output), expected);
    case "pathAll":
      return (output) => {
        const found = output === undefined ? undefined : path!(output);
        return Array.isArray(found) && found.length > 0 && found.every((value) => same(value, expected));
      };
    case "pathAny":
      return (output) => {
        const found = output === undefined ? undefined : path!(output);
        return Array.isArray(found) && found.some((value) => same(value, expected));
      };
  }
}

function statusOf(output: Output | undefined, error: ClientError | undefined): number | undefined {
  const metadata = error?.$metadata ?? (output?.$metadata as ClientError["$metadata"] | undefined);
  return metadata?.httpStatusCode;
}

function same(value: unknown, expected: unknown): boolean {
  return value === expected || JSON.stringify(value) === JSON.stringify(expected);
}

function describe({ matcher: kind, argument, expected }: WaiterAcceptor): string {
  const wanted = JSON.stringify(expected);
  if (kind === "error") return expected === true ? "an error came back" : `the error ${wanted} came back`;
  return kind === "status" ? `the status is ${wanted}` : `${argument} is ${wanted}`;
}
