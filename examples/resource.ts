// A resource is an object: it knows its own name, and what belongs to it pages by itself.
import { resource } from "tucuxi";

const s3 = resource("s3");
const bucket = s3.Bucket("diary");

await bucket.create({ CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } });
for (let day = 1; day <= 31; day++) {
  await bucket.Object(`2026/07/${String(day).padStart(2, "0")}.txt`).put({ Body: `July ${day}: saw a dolphin` });
}

// A collection is lazy: nothing is asked for until it is iterated, and no page before it is needed.
for await (const object of bucket.objects.limit(3)) {
  console.log(object.key, object.lastModified?.toISOString(), `${object.size} bytes`);
}

for await (const page of bucket.objects.pageSize(10).pages()) {
  console.log(`a page of ${page.length}: ${page[0]?.key} to ${page.at(-1)?.key}`);
}

// Its items can do all that the thing itself can.
const first = await bucket.objects.first();
const { Body } = await first!.get();
console.log(first!.key, "says", JSON.stringify(await Body.text()));

// An unloaded object has only its name; a loaded one has its attributes.
const loaded = await bucket.Object("2026/07/01.txt").load();
console.log(loaded.key, loaded.contentLength, loaded.eTag);

// A batch action works on all that a collection holds, in as few calls as AWS allows.
await bucket.objects.filter({ Prefix: "2026/07/1" }).delete();
console.log(`${(await bucket.objects.toArray()).length} days are left`);

await bucket.objects.delete();
await bucket.delete();
console.log("does the bucket exist?", await bucket.exists());
