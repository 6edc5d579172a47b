import { client, type DocumentType } from "tucuxi";
import "tucuxi/bedrock-runtime";
import type { shapes as bedrock } from "tucuxi/bedrock-runtime";
import type { S3Errors, shapes } from "tucuxi/s3";

// Events of an output: exactly one member is there, or one that is not known yet
const { Payload } = await client("s3").selectObjectContent({
  Bucket: "photos",
  Key: "index.csv",
  Expression: "SELECT * FROM S3Object",
  ExpressionType: "SQL",
  InputSerialization: { CSV: {} },
  OutputSerialization: { JSON: {} },
});
for await (const event of Payload) {
  if (event.Records) event.Records.Payload satisfies Uint8Array | undefined;
  else if (event.SDK_UNKNOWN_MEMBER) event.SDK_UNKNOWN_MEMBER.name satisfies string;
  else event.Records satisfies undefined;
  if (event.Stats && event.Records) event satisfies never;
  event.Recrds; //! Did you mean 'Records'?
}
await Payload.close();

// Documents: any JSON value
const bedrockRuntime = client("bedrock-runtime");
const answer = await bedrockRuntime.converse({
  modelId: "m",
  messages: [{ role: "user", content: [{ text: "hello" }] }],
  additionalModelRequestFields: { top_k: 200, stop: ["a", null], nested: { deep: [{ on: true }] } },
});
answer.additionalModelResponseFields satisfies DocumentType | undefined;
bedrockRuntime.converse({ modelId: "m", additionalModelRequestFields: { when: new Date() } }); //! Date

// Unions
const block: bedrock.ContentBlockInput = { text: "hello" };
const two: bedrock.ContentBlockInput = { text: "hello", image: { format: "png", source: { bytes: new Uint8Array() } } }; //! not assignable
const none: bedrock.ContentBlockInput = { txt: "hello" }; //! 'txt' does not exist
const told = (each: bedrock.ContentBlock): string | undefined => {
  if (each.text !== undefined) return each.text;
  if (each.toolUse) return each.toolUse.name;
  return each.SDK_UNKNOWN_MEMBER?.name;
};

// What an operation throws by its model
const errors: S3Errors["createBucket"]["name"][] = ["BucketAlreadyExists", "BucketAlreadyOwnedByYou"];
const other: S3Errors["createBucket"]["name"] = "NoSuchKey"; //! not assignable

// A new value of an enum is let through, in both directions
const tier: shapes.StorageClass = "COLDER_THAN_ICE";

export { block, errors, none, other, tier, told, two };
