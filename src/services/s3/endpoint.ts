import type { ResolvedConfig } from "../../client/options.ts";
import type { EndpointChanges } from "../../endpoint/types.ts";
import type { HookStages } from "../../hooks/hooks.ts";
import { learntRegion } from "./bucketRegion.ts";

/** S3's settings under the names that its endpoint rules have for them. */
export function endpointBuiltIns(config: ResolvedConfig): Readonly<Record<string, unknown>> {
  const { s3 } = config;
  return {
    "AWS::S3::ForcePathStyle": goesByPath(config),
    "AWS::S3::Accelerate": s3.useAccelerateEndpoint ?? false,
    "AWS::S3::UseArnRegion": s3.useArnRegion,
    "AWS::S3::DisableMultiRegionAccessPoints": s3.disableMultiregionAccessPoints ?? false,
    DisableS3ExpressSessionAuth: s3.disableExpressSessionAuth,
    "AWS::S3::UseGlobalEndpoint": s3.usEast1RegionalEndpoint === "legacy",
  };
}

/** Few endpoints but AWS's own have a host name for each bucket. Source: boto3's `addressing_style`. */
function goesByPath({ endpoint, s3: { addressingStyle, useAccelerateEndpoint } }: ResolvedConfig): boolean {
  if (useAccelerateEndpoint) return false;
  return addressingStyle === "path" || (endpoint !== undefined && addressingStyle !== "virtual");
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
