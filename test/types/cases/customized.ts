import { client } from "tucuxi";
import "tucuxi/cloudformation";
import "tucuxi/cloudwatch";
import "tucuxi/glacier";
import "tucuxi/logs";
import "tucuxi/mturk";
import "tucuxi/signin";
import "tucuxi/socialmessaging";

// What S3 takes and gives beyond its model
const s3 = client("s3");
const object = { Bucket: "photos", Key: "cat.jpg" };
await s3.copyObject({ ...object, CopySource: { Bucket: "photos", Key: "dog.jpg", VersionId: undefined } });
await s3.copyObject({ ...object, CopySource: "photos/dog.jpg", SSECustomerKey: new Uint8Array(32) });
await s3.copyObject({ ...object, CopySource: { Key: "dog.jpg" } }); //! Bucket
(await s3.headObject(object)).ExpiresString satisfies string | undefined;

// Documents are objects
const { Role } = await client("iam").getRole({ RoleName: "reader" });
Role.AssumeRolePolicyDocument?.Statement;
const { TemplateBody } = await client("cloudformation").getTemplate({ StackName: "site" });
if (typeof TemplateBody === "object") TemplateBody.Resources;

// User data is given as it is, filters by one name
await client("ec2").runInstances({ MinCount: 1, MaxCount: 1, UserData: new Uint8Array(3) });
await client("ec2").describeFlowLogs({ Filters: [{ Name: "resource-id", Values: ["vpc-1"] }] });

// boto3's other names
await client("logs").createExportTask({ logGroupName: "l", fromTime: 1, to: 2, destination: "d" });
await client("glacier").listVaults();
await client("cloudwatch").getOtelEnrichment();
await client("mturk").listHitsForQualificationType({ QualificationTypeId: "q" });
client("signin").createOauth2Token satisfies object;
client("socialmessaging").deleteWhatsappMediaMessage satisfies object;
