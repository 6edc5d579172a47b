import { type BaseResource, defineResource, resource, Session } from "tucuxi";
import type { Bucket, LoadedBucket, LoadedObject, Object as S3Object, S3ServiceResource } from "tucuxi/s3";
import { type SQSServiceResource, sqs } from "tucuxi/sqs";

const s3: S3ServiceResource = resource("s3");
const bucket: Bucket = s3.Bucket("photos");
bucket.name satisfies string;
bucket.creationDate; //! 'creationDate' does not exist
const loaded: LoadedBucket = await bucket.load();
loaded.creationDate satisfies Date | undefined;
loaded.meta.data.Name satisfies string;
bucket.meta.data.Name; //! possibly 'undefined'
(await bucket.meta.client.listBuckets()).Buckets satisfies object | undefined;
bucket.name = "other"; //! read-only

// Collections
for await (const object of bucket.objects) {
  object.key satisfies string;
  object.lastModified satisfies Date;
  object.size satisfies number;
  object.contentLength; //! 'contentLength' does not exist
  const full: LoadedObject = await object.load();
  full.contentLength satisfies number;
}
for await (const page of bucket.objects.filter({ Prefix: "a" }).limit(10).pageSize(5).pages())
  page.length satisfies number;
(await bucket.objects.first())?.key satisfies string | undefined;
bucket.objects.filter({ Bucket: "other" }); //! 'Bucket' does not exist
bucket.objects.filter({ Prefx: "a" }); //! 'Prefix'
for await (const prefix of bucket.objects.filter({ Delimiter: "/" }).commonPrefixes) prefix satisfies string;
await bucket.objects.filter({ Prefix: "tmp/" }).delete();
await bucket.objects.delete({ Delete: { Quiet: true } });
s3.buckets.delete(); //! 'delete' does not exist

// Actions, factories, references, waiters
const object: S3Object = await bucket.putObject({ Key: "k", Body: "text" });
bucket.putObject({ Body: "text" }); //! 'Key' is missing
bucket.putObject({ Key: "k", Bucket: "other" }); //! 'Bucket' does not exist
await bucket.putObject({ Key: "k.json", Body: { stored: "as JSON" } });
(await object.json<{ stored: string }>()).stored satisfies string;
for await (const version of object.versions()) version.isLatest satisfies boolean;
(await bucket.exists()) satisfies boolean;
await resource("iam")
  .Role("r")
  .Policy("p")
  .put({ PolicyDocument: { Version: "2012-10-17", Statement: [] } });
(await object.get()).Body.text() satisfies Promise<string>;
bucket.Object(); //! Expected 1 arguments
bucket.Objekt("k"); //! 'Objekt' does not exist
(await bucket.waitUntilExists({}, { maxWaitTime: 10 })).creationDate satisfies Date | undefined;
(await object.exists()) satisfies boolean;
object.equals(bucket) satisfies boolean;

const ec2 = new Session({ region: "eu-west-1" }).resource("ec2");
const instance = await ec2.Instance("i-1").load();
instance.vpc?.id satisfies string | undefined;
instance.vpc.id; //! possibly 'undefined'
const instances = await ec2.createInstances({ ImageId: "ami-1", MinCount: 1, MaxCount: 1 });
await instances.stop();

// Names
resource("rds"); //! not assignable
resource("s4"); //! not assignable
resource("s3" as string).Bucket satisfies unknown;

for await (const summary of bucket.objects) (await summary.text()) satisfies string;
// An item of a listing is a thing of its kind, loaded or not.
const age = async (of: S3Object): Promise<Date> => (await of.load()).lastModified;
for await (const summary of bucket.objects) (await age(summary)) satisfies Date;
for await (const loaded of bucket.objects) (await age(await loaded.load())) satisfies Date;

// Resources of a user's own are as the user says
interface Cluster extends BaseResource {
  readonly arn: string;
  delete(): Promise<unknown>;
}
const resources = { Cluster: { identifiers: { arn: "cluster" }, actions: { delete: "DeleteCluster" } } };
const ecs = defineResource<{ Cluster(arn: string): Cluster }>("ecs", { resources });
resource(ecs).Cluster("c").arn satisfies string;
new Session().resource(ecs).Clustr("c"); //! Did you mean 'Cluster'?
const more = defineResource<SQSServiceResource & { MoveTask(taskHandle: string): BaseResource }>(sqs, {
  resources: {},
});
resource(more).MoveTask("t").equals(resource(more).Queue("q"));
resource(defineResource("ecs", { resources })).Cluster satisfies unknown;
defineResource("ecs", { resources: { Cluster: { identifers: {} } } }); //! Did you mean to write 'identifiers'?
defineResource("ecs", { resources: {}, collections: { all: { call: "ListClusters" } } }); //! 'each' is missing
