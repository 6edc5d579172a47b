import { platform } from "#platform";
import { collectBody } from "../../client/streamingBody.ts";
import type { HookStages } from "../../hooks/hooks.ts";
import type { HttpResponse } from "../../http/types.ts";
import type { Shape } from "../../model/service.ts";

const rootElement = /^(?:<\?xml[^>]*>\s*)?<([\w:.-]+)[\s>/]/;
/** Bytes within which the root element begins, or ends. */
const EDGE = 200;

/** Answers that take S3 long: it sends their status, then white space, and in the end what came of it. */
const slow: ReadonlySet<string> = new Set(["CompleteMultipartUpload", "CopyObject", "UploadPartCopy"]);

const brokenOff = platform.utf8Encode(
  "<Error><Code>InternalError</Code><Message>The answer ended before it said what came of the call.</Message></Error>",
);

/**
 * S3 may answer 200 and then send an error as the body (CopyObject, CompleteMultipartUpload and others say so on their
 * pages of the API reference), or break off before it has sent all. Such an answer is a 500, which is retried.
 */
export const errorInSuccess: HookStages["beforeParse"] = ({ operation, response }) => {
  if (response.status !== 200 || !operation.output || isOpaque(operation.output)) return undefined;
  const mustSaySomething = slow.has(operation.name);
  const body = collectBody(response.body);
  if (body instanceof Uint8Array) return withStatus(response, body, mustSaySomething);
  return body.then((whole) => withStatus(response, whole, mustSaySomething));
};

function withStatus(response: HttpResponse, body: Uint8Array, mustSaySomething: boolean): HttpResponse {
  const start = rootOf(body);
  if (start === body.length)
    return mustSaySomething ? { ...response, status: 500, body: brokenOff } : { ...response, body };
  const beginning = platform.utf8Decode(body.subarray(start, start + EDGE));
  const [, name] = rootElement.exec(beginning) ?? [];
  if (name === undefined) return { ...response, body };
  if (!isWhole(body, name)) return { ...response, status: 500, body: brokenOff };
  return { ...response, body, ...(name === "Error" && { status: 500 }) };
}

/** Whether a document ends as it should; the parser finds out what else is wrong with it. */
function isWhole(body: Uint8Array, name: string): boolean {
  const end = platform.utf8Decode(body.subarray(-EDGE)).trimEnd();
  return end.endsWith(`</${name}>`) || end.endsWith("/>");
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
