import { collectBody } from "../../client/streamingBody.ts";
import type { HookStages } from "../../hooks/hooks.ts";
import type { Shape } from "../../model/service.ts";

const errorRoot = /^\s*(?:<\?xml[^>]*>\s*)?<Error[\s>]/;

/**
 * S3 may answer 200 and then send an error as the body (CopyObject, CompleteMultipartUpload and others say so on their
 * pages of the API reference). Such an answer is a 500, which is retried.
 */
export const errorInSuccess: HookStages["beforeParse"] = async ({ operation, response }) => {
  if (response.status !== 200 || !operation.output || streams(operation.output)) return undefined;
  if (!mayBeError(response.body)) return undefined;
  const body = await collectBody(response.body);
  const beginning = new TextDecoder().decode(body.subarray(0, 200));
  return errorRoot.test(beginning) ? { ...response, status: 500, body } : { ...response, body };
};

/** Nothing is looked at that is known to be empty. */
function mayBeError(body: Uint8Array | AsyncIterable<Uint8Array>): boolean {
  return !(body instanceof Uint8Array) || body.length > 0;
}

/** An object's own bytes may begin with `<Error>`. */
function streams(output: Shape): boolean {
  const payload = output.traits.payload === undefined ? undefined : output.members.get(output.traits.payload);
  if (!payload) return false;
  const { type, traits } = payload.shape;
  return type === "blob" || traits.streaming === true || traits.eventstream === true;
}
