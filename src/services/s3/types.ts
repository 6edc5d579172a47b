import type { CallOptions } from "../../client/options.ts";
import type { LoadedObjectVersion } from "./s3.d.ts";
import type { GetObjectRequest, HeadBucketRequest, ListObjectVersionsRequest } from "./shapes.d.ts";

/** What the types of S3's resources have besides what is generated: see `tools/types/additions.ts`. */

export interface S3ClientAdditions {
  /**
   * What a browser's form needs to upload an object by itself. boto3: `generate_presigned_post`.
   *
   * @example
   * const { url, fields } = await s3.generatePresignedPost({ Bucket: "photos", Key: "incoming/${filename}", expiresIn: 600 });
   */
  generatePresignedPost(input: PresignedPostInput): Promise<PresignedPost>;
}

export interface PresignedPostInput {
  Bucket: string;
  /** `${filename}` at its end stands for the name of the file that is uploaded. */
  Key: string;
  /** Further fields of the form, each also a condition: `{ "Content-Type": "image/jpeg" }`. */
  Fields?: Readonly<Record<string, string>> | undefined;
  /** What the upload must keep to: `["content-length-range", 0, 1048576]`, `{ acl: "private" }`. */
  Conditions?: readonly (Readonly<Record<string, string>> | readonly (string | number)[])[] | undefined;
  /** Seconds that the form holds. Default: 3,600. */
  expiresIn?: number | undefined;
}

/** An address, and the fields that a form sent to it must have. */
export interface PresignedPost {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface BucketAdditions {
  /** Whether the service finds it; a bucket that is someone else's is found too, and refused with an error. */
  exists(input?: Omit<HeadBucketRequest, "Bucket">, options?: CallOptions): Promise<boolean>;
}

type GetInput = Omit<GetObjectRequest, "Bucket" | "Key">;

/** What has a body. */
interface Reading {
  /** The whole body as UTF-8, in one call of GetObject. */
  text(input?: GetInput, options?: CallOptions): Promise<string>;
  /** The whole body, parsed as JSON, in one call of GetObject. */
  json<T = unknown>(input?: GetInput, options?: CallOptions): Promise<T>;
  /** The whole body, in one call of GetObject. */
  bytes(input?: GetInput, options?: CallOptions): Promise<Uint8Array>;
}

export interface ObjectAdditions extends Reading {
  /** The object's versions and delete markers, page by page: first versions, then markers. */
  versions(
    input?: Omit<ListObjectVersionsRequest, "Bucket" | "Prefix">,
    options?: CallOptions,
  ): AsyncIterable<LoadedObjectVersion>;
}

export interface ObjectSummaryAdditions extends ObjectAdditions {}

export interface ObjectVersionAdditions extends Reading {}

/** A plain object or an array is stored as JSON. */
export interface PutObjectInputAdditions {
  Body: object;
}
