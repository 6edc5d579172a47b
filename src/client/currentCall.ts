import type { AuthScheme } from "../auth/index.ts";
import type { Endpoint } from "../endpoint/types.ts";
import type { HookContext, OperationHooks } from "../hooks/hooks.ts";
import type { SerializedRequest } from "../protocol/types.ts";
import type { Deadline } from "./deadline.ts";
import type { EventSource } from "./eventInput.ts";
import type { InputBody } from "./inputBody.ts";
import type { Payload } from "./payload.ts";
import type { OperationPlan } from "./plan.ts";
import type { ClientRuntime } from "./runtime.ts";

export type Input = Record<string, unknown>;
export type Output = Record<string, unknown>;

/** One call under way. */
export interface Call {
  readonly runtime: ClientRuntime;
  readonly plan: OperationPlan;
  readonly hooks: OperationHooks | undefined;
  readonly context: HookContext | undefined;
  input: Input;
  readonly deadline: Deadline | undefined;
  /** The last attempt's answer, as far as the retry strategy asks for it. */
  lastHeaders: Readonly<Record<string, string>> | undefined;
  /** Whether that answer told that this machine's clock is wrong. */
  clockSkewCorrected: boolean;
}

/** A call that is ready to be sent: written, with its endpoint and its signature's scheme. */
export interface Prepared {
  readonly request: SerializedRequest;
  readonly endpoint: Endpoint;
  readonly scheme: AuthScheme;
  /** How the signature covers the body. */
  readonly payload: Payload;
  /** The body, where it streams. */
  readonly stream: InputBody | undefined;
  /** The body's events, where it is a stream of them. */
  readonly events: EventSource | undefined;
  readonly invocationId: string;
}
