/** A DynamoDB item of about 400 bytes, as the service sends it. */
export function getItemAnswer(): string {
  return JSON.stringify({
    Item: {
      customer: { S: "c#000000000017" },
      order: { S: "2026-07-14T09:21:07Z#81723" },
      total: { N: "129.95" },
      paid: { BOOL: true },
      lines: {
        L: [
          { M: { sku: { S: "DOLPHIN-01" }, count: { N: "2" }, price: { N: "49.95" } } },
          { M: { sku: { S: "RIVER-MAP" }, count: { N: "1" }, price: { N: "30.05" } } },
        ],
      },
      tags: { SS: ["gift", "express"] },
      note: { NULL: true },
    },
  });
}

/** S3's listing of so many keys, as the service sends it. */
export function listObjectsAnswer(count: number): string {
  const contents = Array.from({ length: count }, (_, index) => {
    const key = `photos/2026/07/${String(index).padStart(6, "0")}-dolphin.jpg`;
    const tag = index.toString(16).padStart(32, "0");
    return (
      `<Contents><Key>${key}</Key><LastModified>2026-07-14T09:21:07.000Z</LastModified>` +
      `<ETag>&quot;${tag}&quot;</ETag><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm>` +
      `<ChecksumType>FULL_OBJECT</ChecksumType><Size>${100_000 + index}</Size>` +
      "<StorageClass>STANDARD</StorageClass></Contents>"
    );
  });
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
    `<Name>photos</Name><Prefix></Prefix><KeyCount>${count}</KeyCount><MaxKeys>1000</MaxKeys>` +
    `<IsTruncated>false</IsTruncated>${contents.join("")}</ListBucketResult>`
  );
}
