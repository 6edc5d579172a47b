import type { Operation } from "../model/service.ts";
import type { EndpointParameter, EndpointRuleSet } from "../model/types.ts";
import { inputPath } from "./inputPath.ts";
import type { EndpointConfig } from "./types.ts";

/** A parameter whose value differs from call to call. */
export interface InputParameter {
  /** The parameter's place in the rule set. */
  readonly index: number;
  readonly read: (input: Readonly<Record<string, unknown>>, accountId: string | undefined) => unknown;
}

/** Where an operation's endpoint parameters come from. */
export interface OperationParameters {
  /** The values that are the same in every call, in the rule set's order. */
  readonly fixed: readonly unknown[];
  readonly fromInput: readonly InputParameter[];
}

/**
 * Binds a rule set's parameters for one operation: the first that has a value of a static context parameter, the
 * input's (`contextParam`, `operationContextParams`), the client's (`clientContextParams`), a built-in, the default.
 * Source: https://smithy.io/2.0/additional-specs/rules-engine/parameters.html
 */
export function bindParameters(
  ruleSet: EndpointRuleSet,
  operation: Operation,
  config: EndpointConfig,
): OperationParameters {
  const inputMembers = contextMembers(operation);
  const fixed: unknown[] = [];
  const fromInput: InputParameter[] = [];
  for (const [name, parameter] of Object.entries(ruleSet.parameters)) {
    const index = fixed.length;
    const fixedValue = operation.traits.staticContextParams?.[name]?.value;
    const fallback = config.clientContextParams[name] ?? builtIn(name, parameter, config) ?? parameter.default;
    fixed.push(fixedValue ?? fallback);
    if (fixedValue !== undefined) continue;
    const read = inputReader(name, parameter, operation, inputMembers, config);
    // S3's rules declare Key and never look at it: reading it would make every object an endpoint of its own.
    if (read && referencedParameters(ruleSet).has(name)) {
      fromInput.push({ index, read: (input, accountId) => read(input, accountId) ?? fallback });
    }
  }
  return { fixed, fromInput };
}

function inputReader(
  name: string,
  parameter: EndpointParameter,
  operation: Operation,
  inputMembers: ReadonlyMap<string, string>,
  config: EndpointConfig,
): InputParameter["read"] | undefined {
  const member = inputMembers.get(name);
  if (member !== undefined) return (input) => input[member];
  const path = operation.traits.operationContextParams?.[name]?.path;
  if (path !== undefined) return inputPath(path);
  if (parameter.builtIn !== "AWS::Auth::AccountId" || config.accountIdEndpointMode === "disabled") return undefined;
  return (_input, accountId) => accountId;
}

/** The input's members that are context parameters, by the parameter's name. */
function contextMembers(operation: Operation): ReadonlyMap<string, string> {
  const members = new Map<string, string>();
  for (const member of operation.input?.members.values() ?? []) {
    if (member.traits.contextParam) members.set(member.traits.contextParam.name, member.name);
  }
  return members;
}

function builtIn(name: string, { builtIn }: EndpointParameter, config: EndpointConfig): unknown {
  if (builtIn === undefined) return config.builtIns[name];
  if (Object.hasOwn(config.builtIns, builtIn)) return config.builtIns[builtIn];
  return standardBuiltIns[builtIn]?.(config);
}

const standardBuiltIns: Readonly<Record<string, (config: EndpointConfig) => unknown>> = {
  "AWS::Region": (config) => config.region,
  "AWS::UseFIPS": (config) => config.useFipsEndpoint,
  "AWS::UseDualStack": (config) => config.useDualstackEndpoint,
  "SDK::Endpoint": (config) => config.endpoint,
  "AWS::Auth::AccountIdEndpointMode": (config) => config.accountIdEndpointMode,
};

const referencedOf = new WeakMap<EndpointRuleSet, ReadonlySet<string>>();

/** The names of the parameters that a rule set's rules look at. */
function referencedParameters(ruleSet: EndpointRuleSet): ReadonlySet<string> {
  const known = referencedOf.get(ruleSet);
  if (known) return known;
  const text = JSON.stringify([ruleSet.conditions, ruleSet.properties, ruleSet.results]);
  const isReferenced = (name: string): boolean => text.includes(`{${name}}`) || text.includes(`{${name}#`);
  const names = new Set(Object.keys(ruleSet.parameters).filter(isReferenced));
  referencedOf.set(ruleSet, names);
  return names;
}
