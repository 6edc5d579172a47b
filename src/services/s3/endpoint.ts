import type { ResolvedConfig } from "../../client/options.ts";
import type { EndpointChanges } from "../../endpoint/types.ts";
import type { HookStages } from "../../hooks/hooks.ts";
import { learntRegion } from "./bucketRegion.ts";

/** S3's settings under the names that its endpoint rules have for them. */
export function endpointBuiltIns({ s3 }: ResolvedConfig): Readonly<Record<string, unknown>> {
  return {
    "AWS::S3::ForcePathStyle": s3.addressingStyle === "path",
    "AWS::S3::Accelerate": s3.useAccelerateEndpoint ?? false,
    "AWS::S3::UseArnRegion": s3.useArnRegion,
    "AWS::S3::DisableMultiRegionAccessPoints": s3.disableMultiregionAccessPoints ?? false,
    "AWS::S3::DisableS3ExpressSessionAuth": s3.disableExpressSessionAuth,
    "AWS::S3::UseGlobalEndpoint": s3.usEast1RegionalEndpoint === "legacy",
  };
}

const byPath = { "AWS::S3::ForcePathStyle": true };
const byHost = { "AWS::S3::ForcePathStyle": false };

/**
 * A bucket whose region was learnt is called there. GetBucketLocation goes by the path, where the signature's region
 * does not matter: whoever asks where a bucket is does not know it. ARNs have no path.
 */
export const endpointChanges: HookStages["beforeEndpointResolution"] = (event) => {
  const region = learntRegion(event);
  const builtIns = addressing(event.operation.name, event.input.Bucket);
  if (region === undefined && builtIns === undefined) return undefined;
  const changes: EndpointChanges = { ...(region !== undefined && { region }), ...(builtIns && { builtIns }) };
  return changes;
};

function addressing(operation: string, bucket: unknown): EndpointChanges["builtIns"] {
  if (operation === "GetBucketLocation") return byPath;
  return typeof bucket === "string" && bucket.startsWith("arn:") ? byHost : undefined;
}
