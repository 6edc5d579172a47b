import type { HookStages } from "../../hooks/hooks.ts";

/**
 * Copies of databases from another region: `SourceRegion` is no parameter of the API, but says where the request's
 * `PreSignedUrl` leads. Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CopyDBSnapshot.html
 */
export const presignDatabaseCopy: HookStages["beforeCall"] = async (event) => {
  const { input, request, client } = event;
  const { SourceRegion } = input;
  if (typeof SourceRegion !== "string") return;
  const { presignedCopy, withFields, withoutField } = await import("./crossRegionCopy.ts");
  request.body = withoutField(request.body, "SourceRegion");
  if (input.PreSignedUrl !== undefined) return;
  const { region } = (client as { meta: { region: string } }).meta;
  const url = await presignedCopy(event, { sourceRegion: SourceRegion, destination: { DestinationRegion: region } });
  if (url) request.body = withFields(request.body, { PreSignedUrl: url });
};
