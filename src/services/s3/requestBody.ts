import type { HookStages } from "../../hooks/hooks.ts";

/**
 * A stream is sent when S3 says that it will take it: a request that is refused or sent elsewhere has not used it up.
 * Bytes, which can be sent again, do not wait for that.
 */
export const expectContinue: HookStages["beforeCall"] = ({ request }) => {
  const { method, body, headers } = request;
  if (method !== "PUT" && method !== "POST") return;
  if (body === undefined || typeof body === "string" || body instanceof Uint8Array) return;
  headers.expect ??= "100-continue";
};

/** An XML parser makes one character of every end of a line; keys must arrive as they are. */
export const escapeLineEnds: HookStages["beforeCall"] = ({ request }) => {
  if (typeof request.body !== "string") return;
  request.body = request.body.replaceAll("\r", "&#xD;").replaceAll("\n", "&#xA;");
};
