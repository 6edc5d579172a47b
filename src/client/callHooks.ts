import type { AuthScheme, AwsCredentialIdentity } from "../auth/index.ts";
import type { AnswerInPlace, HookContext, OperationHooks } from "../hooks/hooks.ts";
import type { SerializedRequest } from "../protocol/types.ts";
import type { Call, Input, Output } from "./currentCall.ts";
import type { Identity } from "./sign.ts";

export async function inputFromHooks(hooks: OperationHooks, context: HookContext, given: Input): Promise<Input> {
  // What is no object is for the validation to refuse; hooks may count on one.
  if (typeof given !== "object" || given === null) return given;
  let input = given;
  for (const hook of hooks.provideClientParams ?? []) input = (await hook({ ...context, input })) ?? input;
  if (!hooks.beforeParameterBuild) return input;
  const copy = { ...input };
  for (const hook of hooks.beforeParameterBuild) await hook({ ...context, input: copy });
  return copy;
}

/** The first answer that a hook gives in the service's place. */
export async function answerOfHooks(
  { hooks, context, input }: Call,
  request: SerializedRequest,
): Promise<AnswerInPlace | undefined> {
  for (const hook of hooks!.beforeCall!) {
    const answer = await hook({ ...context!, input, request });
    if (answer) return answer;
  }
  return undefined;
}

export async function outputFromHooks({ hooks, context, input }: Call, given: Output): Promise<Output> {
  let output = given;
  for (const hook of hooks!.afterCall!) output = (await hook({ ...context!, input, output })) ?? output;
  return output;
}

export async function errorFromHooks({ hooks, context, input }: Call, given: unknown): Promise<unknown> {
  let error = given;
  for (const hook of hooks!.afterCallError!) error = (await hook({ ...context!, input, error })) ?? error;
  return error;
}

export async function identityFromHooks(
  { hooks, context, input }: Call,
  scheme: AuthScheme,
  given: Identity | undefined,
): Promise<Identity | undefined> {
  let identity = given as AwsCredentialIdentity | undefined;
  for (const hook of hooks!.chooseIdentity!)
    identity = (await hook({ ...context!, input, scheme, identity })) ?? identity;
  return identity;
}
