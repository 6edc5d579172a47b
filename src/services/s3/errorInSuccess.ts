import { platform } from "#platform";
import { collectBody } from "../../client/streamingBody.ts";
import type { HookStages } from "../../hooks/hooks.ts";
import type { HttpResponse } from "../../http/types.ts";
import type { Shape } from "../../model/service.ts";

const errorRoot = /^(?:<\?xml[^>]*>\s*)?<Error[\s>]/;
/** Bytes within which the root element begins. */
const LONGEST_BEGINNING = 200;

/** Answers that take S3 long: it sends their status, then white space, and in the end what came of it. */
const slow: ReadonlySet<string> = new Set(["CompleteMultipartUpload", "CopyObject", "UploadPartCopy"]);

const brokenOff = platform.utf8Encode(
  "<Error><Code>InternalError</Code><Message>The answer ended before it said what came of the call.</Message></Error>",
);

/**
 * S3 may answer 200 and then send an error as the body (CopyObject, CompleteMultipartUpload and others say so on their
 * pages of the API reference), or break off before it has sent anything. Such an answer is a 500, which is retried.
 */
export const errorInSuccess: HookStages["beforeParse"] = ({ operation, response }) => {
  if (response.status !== 200 || !operation.output || isOpaque(operation.output)) return undefined;
  const mayBreakOff = slow.has(operation.name);
  const body = collectBody(response.body);
  if (body instanceof Uint8Array) return withStatus(response, body, mayBreakOff);
  return body.then((whole) => withStatus(response, whole, mayBreakOff));
};

function withStatus(response: HttpResponse, body: Uint8Array, mayBreakOff: boolean): HttpResponse {
  const start = rootOf(body);
  if (start === body.length) return mayBreakOff ? { ...response, status: 500, body: brokenOff } : { ...response, body };
  const beginning = platform.utf8Decode(body.subarray(start, start + LONGEST_BEGINNING));
  return { ...response, body, ...(errorRoot.test(beginning) && { status: 500 }) };
}

/** Where what is no white space begins. */
function rootOf(body: Uint8Array): number {
  let start = 0;
  while (start < body.length && body[start]! <= 0x20) start++;
  return start;
}

/** An object's own bytes, or a policy, may begin with anything. */
function isOpaque(output: Shape): boolean {
  const payload = output.traits.payload === undefined ? undefined : output.members.get(output.traits.payload);
  if (!payload) return false;
  const { type, traits } = payload.shape;
  return type === "blob" || type === "string" || traits.streaming === true || traits.eventstream === true;
}
