import type { AnswerInPlace } from "../hooks/hooks.ts";
import type { Call, Output } from "./currentCall.ts";

type Answer = Extract<AnswerInPlace, { attempt: unknown }>["attempt"];

/** A call that a hook answers, attempt by attempt; nothing is sent, so nothing is signed or streamed. */
export interface StandIn {
  readonly answer: Answer;
  readonly stream: undefined;
  readonly events: undefined;
}

export function standIn(answer: Answer): StandIn {
  return { answer, stream: undefined, events: undefined };
}

/** One attempt without a request. */
export async function standInOutput(
  { hooks, context, deadline }: Call,
  { answer }: StandIn,
  attempt: number,
  totalRetryDelay: number,
): Promise<Output> {
  const given = await answer(attempt, deadline?.signal);
  const output = { $metadata: { httpStatusCode: 200, attempts: attempt, totalRetryDelay }, ...given };
  for (const hook of hooks?.responseReceived ?? []) await hook({ ...context!, attempt, output });
  return output;
}
