/// <reference lib="esnext.disposable" preserve="true" />
import { Client as ClientClass } from "../client/client.ts";
import { sleep } from "../client/deadline.ts";
import { operationNameOf } from "../client/methods.ts";
import type {
  EventStream,
  InputOf,
  MethodOf,
  OutputOf,
  StreamingBody,
  StreamingInput,
  UntypedClient,
} from "../client/types.ts";
import { didYouMean, ParamValidationError, TucuxiError } from "../errors/index.ts";
import type { AnswerInPlace, HookContext } from "../hooks/hooks.ts";
import type { AbortSignalLike } from "../http/types.ts";
import { methodName } from "../model/names.ts";
import type { Operation, Service } from "../model/service.ts";
import { checkError, checkOutput, errorFor, outputFor, type StubbedError } from "./answers.ts";
import { type Expected, mismatches } from "./expected.ts";

export type { StubbedError } from "./answers.ts";

export interface StubberOptions {
  /**
   * Whether calls must come in the order in which their answers were added. With `"any"`, a call takes the first answer
   * that is left for its operation and whose expected input fits. Default: `"strict"`, as in boto3.
   */
  readonly order?: "strict" | "any" | undefined;
}

export interface StubOptions {
  /** How often the answer is given; `Infinity` as often as it is asked for, in any order. Default: once. */
  readonly times?: number | undefined;
  /** Milliseconds until the answer. Default: 0. */
  readonly delay?: number | undefined;
}

/**
 * An output to be given: as much of it as the program under test looks at, but for what the service's model requires.
 * Streams may be bytes or text, bytes text, events an array.
 */
export type StubOutput<Output> = {
  readonly [Name in keyof Output as Name extends "$metadata" ? never : Name]?: StubValue<Output[Name]>;
};

type StubValue<Value> = Value extends StreamingBody
  ? Value | StreamingInput
  : Value extends EventStream<infer Event>
    ? Value | Iterable<StubValue<Event>> | AsyncIterable<StubValue<Event>>
    : Value extends Uint8Array
      ? Value | string
      : Value extends Date | string | number | bigint | boolean | null | undefined
        ? Value
        : Value extends readonly (infer Item)[]
          ? readonly StubValue<Item>[]
          : { readonly [Name in keyof Value]?: StubValue<Value[Name]> };

/** One call, or one attempt of it, that a stubber answered or refused. */
export interface StubbedCall {
  /** `getObject` */
  readonly method: string;
  /** `GetObject` */
  readonly operation: string;
  /** The input as it was given. */
  readonly input: Readonly<Record<string, unknown>>;
  /** 1, and more where the call was made again. */
  readonly attempt: number;
  readonly output?: Readonly<Record<string, unknown>>;
  readonly error?: unknown;
}

/** A call that was not expected, or an expected one that did not come. boto3: `StubResponseError` and its like. */
export class StubberError extends TucuxiError {
  static override readonly errorKind: string = "StubberError";
}

type Input = Record<string, unknown>;
type Output = Record<string, unknown>;
type Answer = (input: Input, attempt: number) => Output | Promise<Output>;

interface Stub {
  readonly operation: Operation;
  readonly answer: Answer;
  readonly expected: unknown;
  readonly delay: number;
  left: number;
}

/**
 * Answers a client's calls in the service's place, also those of its paginators, waiters and resources. Nothing is sent
 * and no credentials are needed; validation, hooks and retries are the client's own. boto3: `botocore.stub.Stubber`.
 *
 * @example
 * import { Stubber } from "tucuxi/testing";
 * const s3 = client("s3");
 * using stubber = new Stubber(s3).activate();
 * stubber.addResponse("getObject", { Body: "meow" }, { Bucket: "photos", Key: "cat.txt" });
 * console.log(await (await s3.getObject({ Bucket: "photos", Key: "cat.txt" })).Body.text());
 * stubber.assertDone();
 */
export class Stubber<Client extends object = UntypedClient> implements Disposable {
  readonly #client: ClientClass;
  readonly #service: Service;
  readonly #inOrder: boolean;
  readonly #calls: StubbedCall[] = [];
  readonly #refused: StubberError[] = [];
  #stubs: Stub[] = [];
  #remove: (() => void)[] = [];

  constructor(client: Client, { order = "strict" }: StubberOptions = {}) {
    this.#client = checkedClient(client);
    this.#service = ClientClass.runtimeOf(this.#client).context.service;
    if (order !== "strict" && order !== "any") {
      throw new ParamValidationError("Stubber", [{ path: "order", message: 'is "strict" or "any"' }]);
    }
    this.#inOrder = order === "strict";
  }

  /** Every attempt of every call so far, answered or refused. */
  get calls(): readonly StubbedCall[] {
    return this.#calls;
  }

  /** Answers from now on; before, and after `deactivate`, calls go to the service. */
  activate(): this {
    if (this.#remove.length > 0) return this;
    const { hooks } = this.#client;
    this.#remove = [
      hooks.registerFirst("provideClientParams", ({ input, state }) => {
        state.set(this, input);
      }),
      hooks.register("beforeCall", (event) => this.#answer(event)),
    ];
    return this;
  }

  deactivate(): void {
    for (const remove of this.#remove) remove();
    this.#remove = [];
  }

  [Symbol.dispose](): void {
    this.deactivate();
  }

  /**
   * Adds an answer. It is checked against the operation's output: a `ParamValidationError` says what the service would
   * never send. A function is asked at every attempt; what it throws is what the attempt comes to. boto3: `add_response`.
   */
  addResponse<Method extends MethodOf<Client>>(
    method: Method,
    output:
      | StubOutput<OutputOf<Client, Method>>
      | ((
          input: InputOf<Client, Method>,
          attempt: number,
        ) => StubOutput<OutputOf<Client, Method>> | Promise<StubOutput<OutputOf<Client, Method>>>),
    expected?: Expected<InputOf<Client, Method>>,
    options: StubOptions = {},
  ): this {
    const operation = this.#operation(method);
    if (typeof output === "function") {
      return this.#add(operation, expected, options, async (input, attempt) => {
        const made = (await output(input as never, attempt)) as Output;
        checkOutput(operation, made);
        return outputFor(operation, made);
      });
    }
    checkOutput(operation, output);
    return this.#add(operation, expected, options, () => outputFor(operation, output as Output));
  }

  /**
   * Adds an error that the service answers with. Those that a client asks again for lead to a further attempt.
   * boto3: `add_client_error`.
   *
   * @example
   * stubber.addClientError("getObject", { code: "NoSuchKey", message: "It is not there.", httpStatusCode: 404 });
   */
  addClientError<Method extends MethodOf<Client>>(
    method: Method,
    error: StubbedError,
    expected?: Expected<InputOf<Client, Method>>,
    options: StubOptions = {},
  ): this {
    const operation = this.#operation(method);
    checkError(operation, error);
    return this.#add(operation, expected, options, (_input, attempt) => {
      throw errorFor(operation, error, attempt);
    });
  }

  /** Adds answers that ask the client to slow down, which it does. */
  addThrottling<Method extends MethodOf<Client>>(method: Method, options: StubOptions = {}): this {
    const error = { code: "ThrottlingException", message: "Rate exceeded", httpStatusCode: 429 };
    return this.addClientError(method, error, undefined, options);
  }

  /**
   * Throws a `StubberError` where answers are left, or where a call was refused, even if the program under test swallowed
   * the error. boto3: `assert_no_pending_responses`.
   */
  assertDone(): void {
    const left = this.#stubs
      .filter(isPending)
      .map(({ operation, left: times }) => `  ${methodName(operation.name)} (${times})`);
    const findings = [
      ...this.#refused.map(({ message }) => message),
      ...(left.length > 0 ? [`Answers are left for calls that did not come:\n${left.join("\n")}`] : []),
    ];
    if (findings.length > 0) throw new StubberError(findings.join("\n"));
  }

  /** The same as {@link assertDone}, by boto3's name. */
  assertNoPendingResponses(): void {
    this.assertDone();
  }

  #operation(method: string): Operation {
    return this.#service.operation(operationNameOf(this.#service, method));
  }

  #add(operation: Operation, expected: unknown, options: StubOptions, answer: Answer): this {
    checkOptions(options);
    const { times = 1, delay = 0 } = options;
    this.#stubs.push({ operation, answer, expected, delay, left: times });
    return this;
  }

  #answer({ operation, input, state, presigning }: HookContext & { input: Input }): AnswerInPlace | undefined {
    if (presigning) return undefined;
    const given = (state.get(this) as Input | undefined) ?? input;
    return { attempt: (attempt, signal) => this.#attempt(operation, given, attempt, signal) };
  }

  async #attempt(operation: Operation, input: Input, attempt: number, signal?: AbortSignalLike): Promise<Output> {
    const call = { method: methodName(operation.name), operation: operation.name, input, attempt };
    try {
      const stub = this.#take(operation, input);
      if (stub.delay > 0) await sleep(stub.delay, signal);
      const output = await stub.answer(input, attempt);
      this.#calls.push({ ...call, output });
      return output;
    } catch (error) {
      this.#calls.push({ ...call, error });
      if (error instanceof StubberError) this.#refused.push(error);
      throw error;
    }
  }

  #take(operation: Operation, input: Input): Stub {
    const found = this.#candidates().find((stub) => fits(stub, operation, input));
    if (!found) throw this.#unexpected(operation, input);
    found.left--;
    this.#stubs = this.#stubs.filter(({ left }) => left > 0);
    return found;
  }

  /** In strict order only the first, and those that are for always. */
  #candidates(): readonly Stub[] {
    if (!this.#inOrder) return this.#stubs;
    const next = this.#stubs.find(isPending);
    return [...(next ? [next] : []), ...this.#stubs.filter((stub) => !isPending(stub))];
  }

  #unexpected(operation: Operation, input: Input): StubberError {
    const method = methodName(operation.name);
    const candidates = this.#candidates();
    const same = candidates.filter((stub) => stub.operation.name === operation.name);
    if (same.length > 0) {
      const reasons = same.flatMap(({ expected }) => mismatches(expected, input)).map((reason) => `  ${reason}`);
      return new StubberError(`${method} was called with another input than expected:\n${reasons.join("\n")}`);
    }
    const [next] = candidates;
    const instead = next ? `the next answer is for ${methodName(next.operation.name)}` : "no answer is left";
    return new StubberError(`${method} was called, and ${this.#inOrder ? instead : "no answer is left for it"}.`);
  }
}

function fits({ operation, expected }: Stub, called: Operation, input: Input): boolean {
  if (operation.name !== called.name) return false;
  return expected === undefined || mismatches(expected, input).length === 0;
}

function isPending({ left }: Stub): boolean {
  return left !== Number.POSITIVE_INFINITY;
}

/** Not every object that looks like a client is one. */
function checkedClient(client: object): ClientClass {
  if (client instanceof ClientClass) return client;
  throw new ParamValidationError("Stubber", [
    { path: "client", message: 'must be a client, of client("s3") or a resource\'s meta.client' },
  ]);
}

const optionNames = ["times", "delay"];

function checkOptions(options: StubOptions): void {
  const findings = Object.entries(options).flatMap(([path, value]) => {
    if (!optionNames.includes(path)) return [{ path, message: `is no option.${didYouMean(path, optionNames)}` }];
    if (value === undefined || (typeof value === "number" && value >= (path === "times" ? 1 : 0))) return [];
    return [{ path, message: `must be a number, not ${String(value)}` }];
  });
  if (findings.length > 0) throw new ParamValidationError("Stubber", findings);
}
