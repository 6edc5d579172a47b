import type { S3Options } from "../../client/options.ts";
import type { HookStages } from "../../hooks/hooks.ts";

/**
 * boto3's presigned URLs name S3's global endpoint, which leads to a bucket of any of the older regions as soon as the
 * bucket's name is known everywhere. They do so here where the setting `usEast1RegionalEndpoint` is "legacy"; the
 * regional endpoint, which is right from the first moment and for newer regions too, is the rule.
 */
export function globalEndpointOfUrls({ addressingStyle }: S3Options): HookStages["endpointResolved"] {
  return ({ endpoint, input, presigning, client }) => {
    if (!presigning || addressingStyle === "virtual" || addressingStyle === "path") return undefined;
    const { region } = (client as { meta: { region: string } }).meta;
    const bucket = typeof input.Bucket === "string" ? `${input.Bucket}.` : "";
    const regional = `${bucket}s3.${region}.amazonaws.com`;
    if (endpoint.host !== regional) return undefined;
    const host = `${bucket}s3.amazonaws.com`;
    return { ...endpoint, host, origin: endpoint.origin.replace(regional, host) };
  };
}
