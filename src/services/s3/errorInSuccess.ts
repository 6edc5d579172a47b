import { platform } from "#platform";
import { collectBody } from "../../client/streamingBody.ts";
import type { HookStages } from "../../hooks/hooks.ts";
import type { Shape } from "../../model/service.ts";

const errorRoot = /^\s*(?:<\?xml[^>]*>\s*)?<Error[\s>]/;
/** What goes before the root element: the declaration, and the white space that keeps a slow answer alive. */
const LONGEST_BEGINNING = 4_096;

/** Answers that take S3 long: it sends their status, then white space, and in the end what came of it. */
const slow: ReadonlySet<string> = new Set(["CompleteMultipartUpload", "CopyObject", "UploadPartCopy"]);

const brokenOff = platform.utf8Encode(
  "<Error><Code>InternalError</Code><Message>The answer ended before it said what came of the call.</Message></Error>",
);

/**
 * S3 may answer 200 and then send an error as the body (CopyObject, CompleteMultipartUpload and others say so on their
 * pages of the API reference), or break off before it has sent anything. Such an answer is a 500, which is retried.
 */
export const errorInSuccess: HookStages["beforeParse"] = async ({ operation, response }) => {
  if (response.status !== 200 || !operation.output || isOpaque(operation.output)) return undefined;
  const body = await collectBody(response.body);
  if (body.length === 0 && !slow.has(operation.name)) return { ...response, body };
  const beginning = platform.utf8Decode(afterSpace(body).subarray(0, LONGEST_BEGINNING));
  if (errorRoot.test(beginning)) return { ...response, status: 500, body };
  return beginning === "" && slow.has(operation.name)
    ? { ...response, status: 500, body: brokenOff }
    : { ...response, body };
};

function afterSpace(body: Uint8Array): Uint8Array {
  let start = 0;
  while (start < body.length && body[start]! <= 0x20) start++;
  return start === 0 ? body : body.subarray(start);
}

/** An object's own bytes, or a policy, may begin with anything. */
function isOpaque(output: Shape): boolean {
  const payload = output.traits.payload === undefined ? undefined : output.members.get(output.traits.payload);
  if (!payload) return false;
  const { type, traits } = payload.shape;
  return type === "blob" || type === "string" || traits.streaming === true || traits.eventstream === true;
}
