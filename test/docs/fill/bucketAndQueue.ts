/** The bucket and the queue of the samples. */
import { resource } from "tucuxi";

const bucket = await resource("s3").createBucket({
  Bucket: "photos",
  CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
});
const keys = ["cat.jpg", "dog.jpg", "notes.txt", "tmp/1", "2026/07/map.jpg"];
for (const Key of keys) await bucket.putObject({ Key, Body: "meow\n".repeat(500) });
await resource("sqs").createQueue({ QueueName: "jobs" });
