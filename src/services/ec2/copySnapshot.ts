import type { HookStages } from "../../hooks/hooks.ts";

/**
 * A copy from another region has a request to that region in it, presigned.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CopySnapshot.html
 */
export const presignSnapshotCopy: HookStages["beforeCall"] = async (event) => {
  const { input, request, client } = event;
  if (input.PresignedUrl !== undefined) return;
  const { presignedCopy, withFields, withoutField } = await import("../common/crossRegionCopy.ts");
  const { region } = (client as { meta: { region: string } }).meta;
  const destination = { DestinationRegion: region };
  request.body = withoutField(request.body, "DestinationRegion");
  const url = await presignedCopy(event, { sourceRegion: String(input.SourceRegion), destination });
  if (url) request.body = withFields(request.body, { ...destination, PresignedUrl: url });
};
