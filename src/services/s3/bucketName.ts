import { ParamValidationError } from "../../errors/index.ts";
import type { HookStages } from "../../hooks/hooks.ts";

/** What buckets were ever allowed to be called, which is more than they are today. */
const name = /^[A-Za-z0-9.\-_]{1,255}$/;
const accessPoint = /^arn:aws.*:(?:s3|s3-object-lambda):[a-z\-0-9]*:[0-9]{12}:accesspoint[/:][a-zA-Z0-9\-.]{1,63}$/;
const outpost =
  /^arn:aws.*:s3-outposts:[a-z\-0-9]+:[0-9]{12}:outpost[/:][a-zA-Z0-9-]{1,63}[/:]accesspoint[/:][a-zA-Z0-9-]{1,63}$/;

/** Refuses what cannot be a bucket's name before it becomes part of a host or a path. */
export const checkBucketName: HookStages["beforeParameterBuild"] = ({ operation, input: { Bucket } }) => {
  if (typeof Bucket !== "string" || name.test(Bucket) || isAccessPoint(Bucket)) return;
  const message =
    `"${Bucket}" is no bucket: a name has letters, digits, dots, hyphens and underscores only, 1 to 255; ` +
    "an ARN must be an access point's";
  throw new ParamValidationError(operation.name, [{ path: "Bucket", message }]);
};

/** Whether a bucket is named by an access point's ARN. */
export function isAccessPoint(bucket: string): boolean {
  return bucket.startsWith("arn:") && (accessPoint.test(bucket) || outpost.test(bucket));
}
