import { client, type Known, type OutputOf } from "tucuxi";
import type { shapes as dynamodb } from "tucuxi/dynamodb";
import type { S3Client, shapes } from "tucuxi/s3";

const s3 = client("s3");

// Members that always come
const listing = await s3.listObjectsV2({ Bucket: "photos" });
listing.$metadata.requestId satisfies string | undefined;
for (const object of listing.Contents ?? []) {
  object.Key satisfies string;
  object.LastModified satisfies Date;
  object.Size satisfies number;
  object.Owner satisfies string; //! Owner | undefined
}
const identity = await client("sts").getCallerIdentity();
identity.Account satisfies string;

// Enums are open, and complete
const storageClass: shapes.StorageClass = "A_CLASS_OF_TOMORROW";
const known: Known<shapes.StorageClass> = "GLACIER_IR";
const unknown: Known<shapes.StorageClass> = "A_CLASS_OF_TOMORROW"; //! not assignable
const names: Record<Known<shapes.BucketVersioningStatus>, number> = { Enabled: 1, Suspended: 2 };

export { known, names, storageClass, unknown };

// Streams and blobs
const { Body } = await s3.getObject({ Bucket: "photos", Key: "cat.jpg" });
(await Body.text()) satisfies string;
(await Body.bytes()) satisfies Uint8Array;
for await (const chunk of Body) chunk satisfies Uint8Array;
await s3.putObject({ Bucket: "photos", Key: "k", Body: "text" });
await s3.putObject({ Bucket: "photos", Key: "k", Body: new Uint8Array(3) });
await s3.putObject({ Bucket: "photos", Key: "k", Body: chunks() });
await s3.putObject({ Bucket: "photos", Key: "k", Body });
await s3.putObject({ Bucket: "photos", Key: "k", Body: 3 }); //! not assignable

async function* chunks() {
  yield new Uint8Array(1);
}

// Numbers, timestamps, lists, maps
await s3.putObject({ Bucket: "b", Key: "k", ContentLength: 3n, Expires: new Date(), Metadata: { a: "b" } });
await s3.deleteObjects({ Bucket: "b", Delete: { Objects: [{ Key: "a" }] as const } });
const attributes = await client("sqs").getQueueAttributes({ QueueUrl: "u", AttributeNames: ["All"] });
attributes.Attributes?.ApproximateNumberOfMessages satisfies string | undefined;
await client("sqs").createQueue({ QueueName: "q", Attributes: { DelaySeconds: "3", AnyOther: "x" } });

// What comes out can go in again
const tags = await s3.getBucketTagging({ Bucket: "b" });
await s3.putBucketTagging({ Bucket: "b", Tagging: { TagSet: tags.TagSet } });
const output: OutputOf<S3Client, "getBucketTagging"> = tags;
const tag: { Key: string; Value: string } | undefined = output.TagSet[0];

export { tag };

// Under exactOptionalPropertyTypes, what is absent is absent
const item = await client("dynamodb").getItem({ TableName: "t", Key: { id: { S: "1" } } });
const value: dynamodb.AttributeValue | undefined = item.Item?.id;
const plain: { S?: string } | undefined = value?.S === undefined ? undefined : { S: value.S };

export { plain };

// Names of globals are theirs
const objects: shapes.Object[] = listing.Contents ?? [];
Object.keys(objects) satisfies string[];
