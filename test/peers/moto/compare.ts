import { type DeliberateDifference, deliberateDifferences } from "./deliberate.ts";
import { type ComparableRequest, comparableRequest } from "./requests.ts";
import type { Align } from "./results.ts";
import type { SentRequest, StepResult } from "./script.ts";

/** A step as both peers made it, in the form in which the two are to be equal. */
export interface Comparison {
  readonly theirs: ComparableStep;
  readonly ours: ComparableStep;
  /** What had to be allowed for. */
  readonly allowed: ReadonlySet<DeliberateDifference>;
}

interface ComparableStep {
  readonly requests: readonly ComparableRequest[];
  readonly result: unknown;
}

/** Brings boto3's step to ours: by chance (see `aligner`) and by what is meant to differ. */
export function compareStep(theirs: StepResult, ours: StepResult, align: Align): Comparison {
  const allowed = new Set<DeliberateDifference>();
  const { requests: sent, ...result } = ours;
  const { requests: theirsSent, ...theirResult } = theirs;
  const requests = sent.map(comparableRequest);
  const theirRequests = theirsSent.map((each, index) => inOurWay(each, requests[index], allowed));
  // The result first: later requests of the same step repeat page tokens that are in it.
  const alignedResult = align(theirResult, result);
  return {
    theirs: {
      requests: align(theirRequests, requests) as ComparableRequest[],
      result: resultInOurWay(alignedResult, result, allowed),
    },
    ours: { requests, result },
    allowed,
  };
}

function inOurWay(
  sent: SentRequest,
  ours: ComparableRequest | undefined,
  allowed: Set<DeliberateDifference>,
): ComparableRequest {
  let changed = sent;
  for (const difference of deliberateDifferences) {
    const next = difference.sent?.(changed) ?? changed;
    if (next !== changed) allowed.add(difference);
    changed = next;
  }
  let request = comparableRequest(changed);
  for (const difference of deliberateDifferences) {
    const headers = difference.headers?.(request.headers, ours?.headers ?? {}) ?? request.headers;
    if (headers !== request.headers) allowed.add(difference);
    request = { ...request, headers };
  }
  return request;
}

function resultInOurWay(
  theirs: unknown,
  ours: Omit<StepResult, "requests">,
  allowed: Set<DeliberateDifference>,
): unknown {
  const refusal = deliberateDifferences.find((each) => each.refusal?.test(ours.failure ?? ""));
  if (!refusal) return valueInOurWay(theirs, ours, "", allowed);
  allowed.add(refusal);
  return ours;
}

function valueInOurWay(theirs: unknown, ours: unknown, name: string, allowed: Set<DeliberateDifference>): unknown {
  if (Array.isArray(theirs) && Array.isArray(ours)) {
    return theirs.map((item, index) => valueInOurWay(item, ours[index], "", allowed));
  }
  if (isRecord(theirs) && isRecord(ours)) {
    const names = new Set([...Object.keys(theirs), ...Object.keys(ours)]);
    const members = [...names].map((each) => [each, valueInOurWay(theirs[each], ours[each], each, allowed)] as const);
    return Object.fromEntries(members.filter(([, value]) => value !== undefined));
  }
  let value = theirs;
  for (const difference of deliberateDifferences) {
    const next = difference.value ? difference.value(value, ours, name) : value;
    if (next !== value) allowed.add(difference);
    value = next;
  }
  return value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
