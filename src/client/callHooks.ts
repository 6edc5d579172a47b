import type { AuthScheme, AwsCredentialIdentity } from "../auth/index.ts";
import type { HookContext, OperationHooks } from "../hooks/hooks.ts";
import type { Call, Input, Output } from "./currentCall.ts";
import type { Identity } from "./sign.ts";

export async function inputFromHooks(hooks: OperationHooks, context: HookContext, given: Input): Promise<Input> {
  let input = given;
  for (const hook of hooks.provideClientParams ?? []) input = (await hook({ ...context, input })) ?? input;
  if (!hooks.beforeParameterBuild) return input;
  const copy = { ...input };
  for (const hook of hooks.beforeParameterBuild) await hook({ ...context, input: copy });
  return copy;
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
