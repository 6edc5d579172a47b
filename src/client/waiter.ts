import { ClientError, didYouMean, UnknownNameError, WaiterError } from "../errors/index.ts";
import type { AbortSignalLike } from "../http/types.ts";
import { methodName } from "../model/names.ts";
import { compilePath, type Path } from "../model/path.ts";
import type { WaiterAcceptor, WaiterModel } from "../model/types.ts";
import { call, type Input, type Output } from "./call.ts";
import { deadlineOf, sleep } from "./deadline.ts";
import type { ClientRuntime } from "./runtime.ts";

/** Options of `client.waitUntil`. Seconds, as in the official SDK. */
export interface WaiterOptions {
  /** Seconds in all. Default: what the model's delay and number of attempts come to. */
  maxWaitTime?: number | undefined;
  /** Seconds before the second question. Default: the smaller of the model's delay and 2. */
  minDelay?: number | undefined;
  /** Seconds between two questions at most. Default: the model's delay. */
  maxDelay?: number | undefined;
  /** Told of every answer that says neither yes nor no. */
  onPoll?: ((poll: WaiterPoll) => void) | undefined;
  signal?: AbortSignalLike | undefined;
}

/** One question that a waiter asked. */
export interface WaiterPoll {
  readonly attempt: number;
  /** The answer, where it was a success. */
  readonly output: Output | undefined;
  readonly error: ClientError | undefined;
  /** Milliseconds since the waiter began. */
  readonly elapsed: number;
  /** Milliseconds until the next question. */
  readonly delay: number;
}

type Matches = (output: Output | undefined, error: ClientError | undefined) => boolean;

interface Acceptor {
  readonly state: WaiterAcceptor["state"];
  readonly matches: Matches;
  readonly model: WaiterAcceptor;
}

/**
 * Asks with growing, jittered delays until an acceptor of the waiter says success; resolves to the last answer. Throws
 * `WaiterError` on failure and when the time is over.
 */
export async function waitUntil(
  runtime: ClientRuntime,
  name: string,
  input: Input,
  options: WaiterOptions,
): Promise<Output> {
  const model = waiterOf(runtime, name);
  const plan = runtime.planOfOperation(model.operation);
  const acceptors = await Promise.all(model.acceptors.map(compileAcceptor));
  const { maxDelay = model.delay, maxWaitTime = model.delay * model.maxAttempts, onPoll } = options;
  const minDelay = Math.min(options.minDelay ?? 2, maxDelay);
  const started = Date.now();
  const deadline = deadlineOf(options.signal, 0);
  for (let attempt = 1; ; attempt++) {
    const { output, error } = await ask(() => call(runtime, plan, input, { signal: deadline?.signal }));
    const accepted = acceptors.find(({ matches }) => matches(output, error));
    if (accepted?.state === "success") return output ?? { $metadata: error!.$metadata };
    const elapsed = Date.now() - started;
    const outcome = { name, attempts: attempt, elapsed, lastResponse: output, cause: error };
    if (accepted?.state === "failure") throw new WaiterError({ ...outcome, reason: describe(accepted.model) });
    if (!accepted && error) throw new WaiterError({ ...outcome, reason: `an error ended it: ${error.message}` });
    const delay = nextDelay(attempt, minDelay * 1000, maxDelay * 1000);
    if (elapsed + delay > maxWaitTime * 1000) {
      throw new WaiterError({ ...outcome, reason: `it is not so after ${maxWaitTime} seconds (maxWaitTime)` });
    }
    onPoll?.({ attempt, output, error, elapsed, delay });
    await sleep(delay, options.signal);
  }
}

async function ask(question: () => Promise<Output>): Promise<{ output?: Output; error?: ClientError }> {
  try {
    return { output: await question() };
  } catch (error) {
    if (error instanceof ClientError) return { error };
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
  const path = model.argument === undefined ? undefined : await compilePath(model.argument);
  return { state: model.state, matches: matcher(model, path), model };
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
