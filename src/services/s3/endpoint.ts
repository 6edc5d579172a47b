import type { ResolvedConfig } from "../../client/options.ts";

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
