// The client is the AWS API itself: one method per operation, answers as plain objects.
import { client } from "tucuxi";

const s3 = client("s3");
const Bucket = "holiday-photos";

await s3.createBucket({ Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } });
for (const Key of ["beach.txt", "boat.txt", "dolphin.txt"]) {
  await s3.putObject({ Bucket, Key, Body: `a picture of a ${Key.replace(".txt", "")}` });
}

// One call lists, one call gets each object; the body is a stream that is read as you like it.
const { Contents = [] } = await s3.listObjectsV2({ Bucket });
for (const { Key } of Contents) {
  const object = await s3.getObject({ Bucket, Key });
  console.log(Key, object.LastModified?.toISOString(), JSON.stringify(await object.Body.text()));
}

// A call is a page, and S3's pages end at 1,000 keys. With 2,500 objects that shows.
console.log("putting 2,500 objects …");
const keys = Array.from({ length: 2_500 }, (_, index) => `log/${String(index).padStart(4, "0")}`);
while (keys.length > 0) {
  await Promise.all(keys.splice(0, 100).map((Key) => s3.putObject({ Bucket, Key, Body: "…" })));
}

const page = await s3.listObjectsV2({ Bucket, Prefix: "log/" });
console.log(`one call: ${page.KeyCount} keys, is there more? ${page.IsTruncated}`);

let count = 0;
for await (const { Size } of s3.paginate("listObjectsV2", { Bucket, Prefix: "log/" }).items()) {
  if (Size !== undefined) count++;
}
console.log(`the paginator: ${count} keys, page after page`);

await s3.close();
