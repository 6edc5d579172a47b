import type { HookStages } from "../../hooks/hooks.ts";

/**
 * The model's paths begin with the bucket, and so does what the endpoint rules give: as part of the host, or of the
 * endpoint's path. The rules' word stands.
 */
export const removeBucketFromPath: HookStages["beforeCall"] = ({ operation, request }) => {
  if (!operation.requestPath.startsWith("/{Bucket}")) return;
  const end = request.path.indexOf("/", 1);
  request.path = end < 0 ? "/" : request.path.slice(end);
};
