import type { CallOptions } from "../../client/options.ts";
import type { StreamingBody } from "../../client/streamingBody.ts";
import { ClientError, ParamValidationError } from "../../errors/index.ts";
import type { ResourceExtension } from "../resourceExtension.ts";

type Data = Record<string, unknown>;

/** As much of the S3 client as these resources use. */
interface S3Client {
  headBucket(input: Data, options?: CallOptions): Promise<Data>;
  paginate(method: "listBuckets", input: Data, options?: CallOptions): AsyncIterable<{ Buckets?: readonly Data[] }>;
}

interface Bucket {
  readonly name: string;
  readonly meta: { readonly client: S3Client };
}

/** What has a `get`: an object, an object of a listing, a version of an object. */
interface Readable {
  get(input?: Data, options?: CallOptions): Promise<{ readonly Body: StreamingBody }>;
}

interface ObjectVersion {
  readonly objectKey: string;
}

interface S3Object {
  readonly key: string;
  Bucket(): {
    readonly objectVersions: { filter(input: Data): { pages(options?: CallOptions): AsyncIterable<ObjectVersion[]> } };
  };
}

/** The whole body of a thing in one call, as text. */
async function text(this: Readable, input?: Data, options?: CallOptions): Promise<string> {
  return (await this.get(input, options)).Body.text();
}

async function json(this: Readable, input?: Data, options?: CallOptions): Promise<unknown> {
  return (await this.get(input, options)).Body.json();
}

async function bytes(this: Readable, input?: Data, options?: CallOptions): Promise<Uint8Array> {
  return (await this.get(input, options)).Body.bytes();
}

/** The object's versions and delete markers. Pages go by key, so that none follow one that has other keys. */
async function* versions(this: S3Object, input?: Data, options?: CallOptions): AsyncGenerator<ObjectVersion> {
  for await (const page of this.Bucket()
    .objectVersions.filter({ ...input, Prefix: this.key })
    .pages(options)) {
    const own = page.filter(({ objectKey }) => objectKey === this.key);
    yield* own;
    if (own.length < page.length) return;
  }
}

export const s3Resources: ResourceExtension = {
  members: {
    Bucket: {
      async exists(this: Bucket, input?: Data, options?: CallOptions): Promise<boolean> {
        try {
          await this.meta.client.headBucket({ Bucket: this.name, ...input }, options);
          return true;
        } catch (error) {
          if (error instanceof ClientError && error.$metadata.httpStatusCode === 404) return false;
          throw error;
        }
      },
    },
    Object: { text, json, bytes, versions },
    ObjectSummary: { text, json, bytes, versions },
    ObjectVersion: { text, json, bytes },
  },
  loaders: { Bucket: loadBucket },
  transform: {
    /** A plain object or an array as a body is stored as JSON. */
    input(operation, input) {
      if (operation !== "PutObject" || !isPlain(input.Body)) return input;
      return { ContentType: "application/json", ...input, Body: jsonOf(input.Body) };
    },
  },
};

/**
 * No operation gives all that a listing of buckets tells of one, so the listing is searched, as boto3 does. A bucket of
 * another account, or without the right to list, is asked itself; that answer has no creation date.
 */
async function loadBucket(bucket: Bucket, input?: Data, options?: CallOptions): Promise<Data> {
  const { client } = bucket.meta;
  const listed = await findListed(bucket, input, options);
  if (listed) return listed;
  const { BucketRegion, BucketArn } = await client.headBucket({ Bucket: bucket.name }, options);
  return { Name: bucket.name, BucketRegion, BucketArn };
}

async function findListed(bucket: Bucket, input?: Data, options?: CallOptions): Promise<Data | undefined> {
  const { client } = bucket.meta;
  try {
    for await (const { Buckets = [] } of client.paginate("listBuckets", { Prefix: bucket.name, ...input }, options)) {
      const listed = Buckets.find(({ Name }) => Name === bucket.name);
      if (listed) return listed;
    }
  } catch (error) {
    if (!(error instanceof ClientError) || error.code !== "AccessDenied") throw error;
  }
  return undefined;
}

function jsonOf(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch (error) {
    throw new ParamValidationError("PutObject", [
      { path: "Body", message: `cannot be stored as JSON: ${(error as Error).message}` },
    ]);
  }
}

function isPlain(value: unknown): boolean {
  // Bytes in pieces are none.
  if (Array.isArray(value)) return !value.some((each) => ArrayBuffer.isView(each) || each instanceof ArrayBuffer);
  if (typeof value !== "object" || value === null) return false;
  if (Symbol.iterator in value || Symbol.asyncIterator in value) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
