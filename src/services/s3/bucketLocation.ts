import { platform } from "#platform";
import { collectBody } from "../../client/streamingBody.ts";
import type { HookStages } from "../../hooks/hooks.ts";

/** The answer to GetBucketLocation is its only member, as no other answer is: it gets the element around it. */
export const wrapLocation: HookStages["beforeParse"] = async ({ response }) => {
  if (response.status !== 200) return undefined;
  const text = platform.utf8Decode(await collectBody(response.body)).replace(/^\s*<\?xml[^>]*>/, "");
  return { ...response, body: platform.utf8Encode(`<GetBucketLocationOutput>${text}</GetBucketLocationOutput>`) };
};

/** A bucket in us-east-1 has no location. */
export const dropEmptyLocation: HookStages["afterCall"] = ({ output }) => {
  if (output.LocationConstraint === "") delete output.LocationConstraint;
};
