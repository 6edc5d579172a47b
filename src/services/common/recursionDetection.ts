import { percentEncode } from "../../auth/percentEncode.ts";
import type { HookStages } from "../../hooks/hooks.ts";

type Variables = Readonly<Record<string, string | undefined>>;

const toEncode = /[^A-Za-z0-9_.~=;:+&[\]{}"',-]+/g;

/**
 * Inside a Lambda function every request carries the trace of the event that it serves, so that Lambda can stop a
 * function that calls itself without end. The trace changes from event to event: it is read anew for each call.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
export function recursionDetection(variables: () => Variables): HookStages["beforeCall"] {
  return ({ request }) => {
    const trace = variables()._X_AMZN_TRACE_ID;
    if (trace) request.headers["x-amzn-trace-id"] ??= trace.replace(toEncode, percentEncode);
  };
}
