import { platform } from "#platform";
import { Client } from "../../client/client.ts";
import { collectBody } from "../../client/streamingBody.ts";
import type { EndpointChanges } from "../../endpoint/types.ts";
import { ClientError } from "../../errors/index.ts";
import type { HookContext, HookStages } from "../../hooks/hooks.ts";
import type { HttpResponse } from "../../http/types.ts";

type Input = Readonly<Record<string, unknown>>;

/** Statuses of answers that may say where a bucket is. */
const telling: ReadonlySet<number> = new Set([301, 302, 307, 400]);
const regionElement = /<Region>([^<]+)<\/Region>/;
const regionName = /^[a-z0-9-]{1,63}$/;

/** Buckets kept a session. */
const CAPACITY = 1_000;

/** Notes the region that an answer names: in a header, else in the error. */
export const noteRegion: HookStages["beforeParse"] = ({ response, state }) => {
  if (!telling.has(response.status)) return undefined;
  const named = response.headers["x-amz-bucket-region"];
  if (named === undefined) return noteRegionOfBody(response, state);
  state.set(noteRegion, named);
  return undefined;
};

async function noteRegionOfBody(response: HttpResponse, state: Map<unknown, unknown>): Promise<HttpResponse> {
  const body = await collectBody(response.body);
  const [, region] = regionElement.exec(platform.utf8Decode(body)) ?? [];
  if (region !== undefined) state.set(noteRegion, region);
  return { ...response, body };
}

/**
 * A bucket answers in its own region only. A call that went to another one is made again where the bucket is, and all
 * clients of the session go there at once from then on. boto3: `S3RegionRedirectorv2`.
 */
export const redirect: HookStages["needsRetry"] = async (event) => {
  const { operation, input, error, state } = event;
  const bucket = input.Bucket;
  if (typeof bucket !== "string" || bucket.startsWith("arn:") || state.has(redirect)) return undefined;
  const noted = state.get(noteRegion) as string | undefined;
  if (!isElsewhere(operation.name, error, noted)) return undefined;
  const region = noted ?? (await askForRegion(event, bucket));
  if (region === undefined || !regionName.test(region)) return undefined;
  state.set(redirect, true);
  keep(event, bucket, region);
  return 0;
};

/** The region that was learnt of the call's bucket, where it is not the client's. */
export function learntRegion(event: HookContext & { readonly input: Input }): EndpointChanges["region"] {
  const bucket = event.input.Bucket;
  return typeof bucket === "string" ? regionsOf(event).get(bucket) : undefined;
}

/** By the code of the error; an answer to HEAD has none, only its status. */
function isElsewhere(operation: string, error: unknown, region: string | undefined): boolean {
  if (!(error instanceof ClientError)) return false;
  const { code, $metadata } = error;
  const status = $metadata.httpStatusCode ?? 0;
  if (code === "PermanentRedirect" || status === 301 || status === 302 || status === 307) return true;
  if (code === "AuthorizationHeaderMalformed") return region !== undefined;
  if (code === "IllegalLocationConstraintException") return operation !== "CreateBucket";
  if (status !== 400) return false;
  return operation === "HeadObject" || (operation === "HeadBucket" && region !== undefined);
}

/** HEAD on the bucket tells, by its success or by its failure. */
async function askForRegion(event: HookContext, bucket: string): Promise<string | undefined> {
  if (event.operation.name === "HeadBucket") return undefined;
  try {
    const { BucketRegion } = await Client.call(event.client as Client, "headBucket", { Bucket: bucket });
    return BucketRegion as string | undefined;
  } catch {
    return regionsOf(event).get(bucket);
  }
}

function keep(event: HookContext, bucket: string, region: string): void {
  const regions = regionsOf(event);
  if (regions.size >= CAPACITY) regions.delete(regions.keys().next().value!);
  regions.set(bucket, region);
}

const ofClients = new WeakMap<object, Map<string, string>>();

/** What the session learnt: by partition, where names are unique, or by the custom endpoint. */
function regionsOf({ client }: HookContext): Map<string, string> {
  const found = ofClients.get(client);
  if (found) return found;
  const { context, partition } = Client.runtimeOf(client as Client);
  const key = `bucket regions of ${context.config.endpoint ?? partition}`;
  const regions = (context.cache.get(key) as Map<string, string> | undefined) ?? new Map<string, string>();
  context.cache.set(key, regions);
  ofClients.set(client, regions);
  return regions;
}
