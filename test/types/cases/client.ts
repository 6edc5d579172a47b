import { type CheckedName, client, type InputOf, type MethodOf, Session } from "tucuxi";
import { type S3Client, s3 as s3Service } from "tucuxi/s3";

const session = new Session({ region: "eu-west-1" });
const s3 = session.client("s3");

const same: typeof s3 = client("s3");
const byValue: typeof s3 = session.client(s3Service);

export { byValue, same };

// Options
client("s3", { region: "eu-west-1", maxAttempts: 5 });
client("s3", { regoin: "eu-west-1" }); //! Did you mean to write 'region'?
client("s3", { region: undefined });
new Session({ profil: "prod" }); //! Did you mean to write 'profile'?

// Names
client("dynmodb"); //! "dynamodb"
client("rds").describeDBInstances(); //! import "tucuxi/rds"
const chosen: string = "s3";
const untyped = client(chosen);
untyped.meta.serviceName satisfies string;
untyped.listBuckets(); //! possibly 'undefined'
const output = await untyped.listBuckets!({});
output.Buckets.length; //! unknown
const either = client(chosen === "s3" ? "s3" : "sqs");
either.meta.region satisfies string | undefined;

// Operations
await s3.listBuckets();
await s3.headBucket({ Bucket: "photos" });
s3.headBucket(); //! Expected 1-2 arguments
s3.headBucket({}); //! Property 'Bucket' is missing
s3.headBucket({ Bucket: "photos", Buckett: 1 }); //! 'Buckett' does not exist
s3.headBucket({ Bucket: 1 }); //! Type 'number' is not assignable to type 'string'
s3.headBuckt({ Bucket: "photos" }); //! Did you mean 'headBucket'?
s3.getObject({ Bucket: "photos", Key: "k", Range: undefined });
s3.headBucket({ Bucket: "photos" }, { timeout: 1000, signal: new AbortController().signal }); //! Cannot find name 'AbortController'

// Meta
s3.meta.methodToApiMapping satisfies Readonly<Record<string, string>>;
s3.meta.serviceName = "x"; //! read-only

// Paginators
for await (const page of s3.paginate("listObjectsV2", { Bucket: "photos" })) page.KeyCount satisfies number;
for await (const object of s3.paginate("listObjectsV2", { Bucket: "photos" }).items()) object.Key satisfies string;
const prefixes = s3
  .paginate("listObjectsV2", { Bucket: "photos", Delimiter: "/" }, { limit: 10 })
  .items("CommonPrefixes");
for await (const { Prefix } of prefixes) Prefix satisfies string;
s3.paginate("listBuckets");
s3.paginate("listObjectsV2"); //! Expected 2-3 arguments
s3.paginate("listObjectsV2", { Bucket: "photos", Prefx: "a" }); //! 'Prefix'
s3.paginate("getObject", { Bucket: "photos", Key: "k" }); //! keyof S3Paginators
s3.paginate("lstObjectsV2", { Bucket: "photos" }); //! parameter of type '"listObjectsV2"'
s3.paginate("listobjcetsv2", { Bucket: "photos" }); //! parameter of type '"listObjectsV2"'
s3.paginate("listObjectsV2", { Bucket: "photos" }).items("Content"); //! parameter of type '"Contents"'
s3.paginate("listObjectsV2", { Bucket: "photos" }, { limt: 1 }); //! Did you mean to write 'limit'?
s3.headBucket({ Bucket: "photos" }, { timout: 1 }); //! Did you mean to write 'timeout'?
s3.canPaginate("getObject");
s3.canPaginate("getObjct"); //! parameter of type '"getObject"'

// Waiters
(await s3.waitUntil("bucketExists", { Bucket: "photos" }, { maxWaitTime: 20 })).BucketRegion satisfies
  | string
  | undefined;
s3.waitUntil("bucketExist", { Bucket: "photos" }); //! parameter of type '"bucketExists"'
s3.waitUntil("bucketIsThere", { Bucket: "photos" }); //! keyof S3Waiters
s3.waitUntil("bucketExists", {}); //! Property 'Bucket' is missing

// Presigned requests
(await s3.presign("getObject", { Bucket: "photos", Key: "k" }, { expiresIn: 60 })).headers satisfies object;
(await s3.generatePresignedUrl("putObject", { Bucket: "photos", Key: "k" })) satisfies string;
s3.presign("getObject", { Bucket: "photos" }); //! Property 'Key' is missing
s3.presign("getObjet", { Bucket: "photos", Key: "k" }); //! parameter of type '"getObject"'
s3.generatePresignedUrl("puttObject", { Bucket: "photos", Key: "k" }); //! parameter of type '"putObject"'
s3.presign("paginate", {}); //! not assignable

// A function of a user's own over any method takes its name in the same way
const presigned = <const Method extends string>(
  method: CheckedName<Method, MethodOf<S3Client>>,
  input: InputOf<S3Client, Method & MethodOf<S3Client>>,
) => s3.presign(method, input);
(await presigned("getObject", { Bucket: "photos", Key: "k" })).url satisfies string;
presigned("getObjct", { Bucket: "photos", Key: "k" }); //! parameter of type '"getObject"'
presigned("getObject", { Bucket: "photos" }); //! Property 'Key' is missing
const several: MethodOf<S3Client> = "headObject";
s3.canPaginate(several);

await using disposed = client("s3");
await disposed.close();

client("sqs").meta.session.region satisfies string | undefined;
client("sqs").hooks.register("beforeSend", ({ request }) => console.log(request.path)); //! Cannot find name 'console'
(await s3.generatePresignedPost({ Bucket: "photos", Key: "k", Conditions: [["content-length-range", 0, 10]] }))
  .fields satisfies object;
client("sqs").generatePresignedPost({}); //! does not exist
