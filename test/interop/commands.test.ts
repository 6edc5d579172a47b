import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as ec2 from "@aws-sdk/client-ec2";
import * as lambda from "@aws-sdk/client-lambda";
import * as revenue from "@aws-sdk/client-partnercentral-revenue-measurement";
import * as s3 from "@aws-sdk/client-s3";
import * as sqs from "@aws-sdk/client-sqs";
import * as sts from "@aws-sdk/client-sts";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OfficialCommand, UntypedClient } from "../../src/client/types.ts";
import { loadService } from "../../src/model/loader.ts";
import type { Operation } from "../../src/model/service.ts";
import { decodeCbor } from "../../src/protocol/cborDecoder.ts";
import { Session } from "../../src/session/session.ts";
import { portable, withoutAdded } from "../peers/values.ts";
import { testEnvironment } from "../session/testEnvironment.ts";
import { answerOf, inputOf } from "./samples.ts";
import { type Sent, startWire, type Wire } from "./wire.ts";

type Official = Readonly<Record<string, unknown>>;

/** The official clients of all protocols, and operations of each, with optional members that shall be there. */
const clients: readonly [
  service: string,
  module: Official,
  client: string,
  operations: Readonly<Record<string, string>>,
][] = [
  // rest-xml
  [
    "s3",
    s3,
    "S3Client",
    {
      ListBuckets: "",
      ListObjectsV2: "Prefix MaxKeys StartAfter FetchOwner",
      ListObjectVersions: "Prefix KeyMarker",
      GetObject: "Range IfModifiedSince ResponseContentType VersionId",
      HeadObject: "IfMatch",
      PutObject: "Body ContentType Metadata StorageClass Tagging",
      DeleteObject: "VersionId",
      DeleteObjects: "",
      CopyObject: "MetadataDirective",
      CreateMultipartUpload: "ContentType",
      UploadPart: "Body",
      CompleteMultipartUpload: "MultipartUpload",
      GetBucketCors: "",
      GetBucketTagging: "",
      PutBucketTagging: "",
      GetBucketAcl: "",
      PutBucketCors: "",
      PutBucketLifecycleConfiguration: "LifecycleConfiguration",
      GetBucketVersioning: "",
    },
  ],
  // json
  [
    "dynamodb",
    dynamodb,
    "DynamoDBClient",
    {
      PutItem: "ConditionExpression ExpressionAttributeValues ReturnValues",
      GetItem: "ConsistentRead ProjectionExpression",
      UpdateItem: "UpdateExpression ExpressionAttributeNames",
      DeleteItem: "",
      Query: "KeyConditionExpression Limit ScanIndexForward ExclusiveStartKey",
      Scan: "Segment TotalSegments",
      BatchGetItem: "",
      BatchWriteItem: "",
      TransactWriteItems: "",
      DescribeTable: "",
      CreateTable: "BillingMode AttributeDefinitions",
      ListTables: "Limit",
    },
  ],
  [
    "sqs",
    sqs,
    "SQSClient",
    {
      SendMessage: "MessageAttributes DelaySeconds MessageGroupId",
      SendMessageBatch: "",
      ReceiveMessage: "MaxNumberOfMessages MessageAttributeNames WaitTimeSeconds",
      DeleteMessage: "",
      ChangeMessageVisibility: "",
      CreateQueue: "Attributes tags",
      ListQueues: "QueueNamePrefix",
      GetQueueAttributes: "AttributeNames",
      SetQueueAttributes: "",
      TagQueue: "",
    },
  ],
  // query
  [
    "sts",
    sts,
    "STSClient",
    {
      AssumeRole: "Policy PolicyArns Tags DurationSeconds",
      AssumeRoleWithWebIdentity: "",
      GetCallerIdentity: "",
      GetSessionToken: "DurationSeconds",
      GetFederationToken: "Policy Tags",
      GetAccessKeyInfo: "",
      DecodeAuthorizationMessage: "",
    },
  ],
  // ec2
  [
    "ec2",
    ec2,
    "EC2Client",
    {
      DescribeInstances: "Filters InstanceIds MaxResults",
      RunInstances: "BlockDeviceMappings TagSpecifications UserData",
      StartInstances: "",
      CreateTags: "",
      CreateVpc: "CidrBlock DryRun",
      DescribeVpcs: "VpcIds",
      DescribeImages: "Owners",
      CreateSecurityGroup: "",
      AuthorizeSecurityGroupIngress: "IpPermissions",
      DescribeSpotPriceHistory: "StartTime",
    },
  ],
  // rest-json
  [
    "lambda",
    lambda,
    "LambdaClient",
    {
      Invoke: "Payload InvocationType ClientContext",
      ListFunctions: "MaxItems",
      GetFunction: "Qualifier",
      CreateFunction: "Environment Timeout Tags",
      UpdateFunctionCode: "ZipFile",
      AddPermission: "Principal",
      GetPolicy: "",
      CreateAlias: "RoutingConfig",
      ListTags: "",
      DeleteFunction: "",
    },
  ],
  // smithy-rpc-v2-cbor
  [
    "partnercentral-revenue-measurement",
    revenue,
    "PartnerCentralRevenueMeasurementClient",
    {
      CreateRevenueAttribution: "Description Tags",
      UpdateRevenueAttribution: "Description",
      CreateMarketplaceRevenueShare: "Tags",
      ListTagsForResource: "",
      TagResource: "",
      UntagResource: "",
    },
  ],
];

const credentials = { accessKeyId: "AKID", secretAccessKey: "secret" };
const region = "us-east-1";
/** What the official client does with any endpoint. */
const checksums = {
  requestChecksumCalculation: "when_supported",
  responseChecksumValidation: "when_supported",
} as const;
let wire: Wire;
let session: Session;

beforeAll(async () => {
  wire = await startWire();
  const options = {
    region,
    endpoint: wire.endpoint,
    credentials,
    ...checksums,
  } as const;
  session = new Session(options, testEnvironment());
});
afterAll(async () => {
  await session.close();
  wire.close();
});

interface Sender {
  send(command: unknown): Promise<Record<string, unknown>>;
  destroy(): void;
}

function officialClient(module: Official, name: string): Sender {
  const Client = module[name] as new (options: object) => Sender;
  return new Client({ region, credentials, endpoint: wire.endpoint, forcePathStyle: true, md5: false, maxAttempts: 1 });
}

describe.each(clients)("commands of the official client of %s", (service, module, clientName, operations) => {
  it.each(Object.entries(operations))("%s", async (name, wanted) => {
    wire.sent.splice(0);
    const operation = loadService(service).operation(name);
    const input = inputOf(operation, wanted.split(" "));
    const Command = module[`${name}Command`] as new (input: object) => OfficialCommand<object>;
    wire.answer = answerOf(operation);
    const official = officialClient(module, clientName);
    const theirs = await plainOutput(await official.send(new Command(input)));
    official.destroy();
    const client = session.client<string>(service) as unknown as UntypedClient;
    const ours = await plainOutput((await client.send(new Command(input))) as Record<string, unknown>);
    const [theirRequest, ourRequest] = wire.sent.splice(0) as [Sent, Sent];
    expect(comparable(operation, ourRequest)).toEqual(comparable(operation, theirRequest));
    expect(withoutAdded(ours, theirs)).toEqual(theirs);
  });
});

it("compares sixty commands and more", () => {
  expect(clients.flatMap(([, , , operations]) => Object.keys(operations)).length).toBeGreaterThanOrEqual(60);
});

/** An output as JSON has it, its bodies read in the official SDK's way. */
async function plainOutput({ $metadata: _, ...output }: Record<string, unknown>): Promise<unknown> {
  const entries = Object.entries(output).map(async ([name, value]) => {
    const body = value as { transformToString?: () => string | Promise<string> };
    return [name, typeof body?.transformToString === "function" ? await body.transformToString() : value];
  });
  return JSON.parse(JSON.stringify(portable(Object.fromEntries(await Promise.all(entries)))));
}

/** What of a request a service looks at, in one form. */
function comparable({ service }: Operation, { method, target, headers, body }: Sent): unknown {
  const { pathname, searchParams } = new URL(target, "http://localhost");
  // The official client names the operation for those who read S3's access logs.
  searchParams.delete("x-id");
  // boto3, and so this library, asks S3 for keys that XML can hold, and gives them decoded.
  searchParams.delete("encoding-type");
  const { protocol } = service.metadata;
  return {
    method,
    // A bucket in the path is the same with a slash at its end, and without.
    path: pathname.replace(/(.)\/$/, "$1"),
    query: [...searchParams].sort(),
    headers: telling(headers, body),
    body: bodyOf(protocol, headers, body),
  };
}

/** Headers that are not about the sender, the connection or the signature. */
function telling(headers: Sent["headers"], body: Buffer): Record<string, string | undefined> {
  // The official client begins XML with a declaration, so that its checksums are others; and stores that are not AWS's
  // get an MD5 from this library, which is all that many of them know.
  const isXml = body.toString("utf8", 0, 1) === "<";
  const own =
    /^(?:host|connection|user-agent|x-amz-user-agent|authorization|amz-sdk-.*|x-amz-region-set|x-amz-date|x-amz-content-sha256|content-length|accept.*|transfer-encoding|expect)$/;
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !own.test(name) && !(isXml && /^(?:x-amz-checksum-.*|content-md5)$/.test(name)),
    ),
  );
}

function bodyOf(protocol: string, headers: Sent["headers"], body: Buffer): unknown {
  if (body.length === 0) return "";
  if (protocol === "query" || protocol === "ec2") return [...new URLSearchParams(body.toString())].sort();
  if (/json/.test(headers["content-type"] ?? "")) return JSON.parse(body.toString());
  if (protocol === "smithy-rpc-v2-cbor") return decodeCbor(body);
  const text = body.toString();
  return text.startsWith("<")
    ? elementsOf(text.replace(/^<\?xml[^>]*>\s*/, "").replace(/<(\w+)\/>/g, "<$1></$1>"))
    : text;
}

/** The elements of a text without white space between them, sorted: the two SDKs' models have them in other orders. */
function elementsOf(text: string): unknown {
  const elements = [...text.matchAll(/<(\w+)([^>]*)>(.*?)<\/\1>/gs)];
  if (elements.length === 0) return text;
  return elements.map(([, name, attributes, inner]) => [name, attributes, elementsOf(inner!)]).sort();
}

describe("client.send", () => {
  it("says whose command it was given", async () => {
    const command = new s3.GetObjectCommand({ Bucket: "b", Key: "k" });
    const client = session.client("dynamodb") as unknown as UntypedClient;
    await expect(client.send(command as never)).rejects.toThrow(
      "GetObjectCommand is a command of S3Client; this client is of dynamodb.",
    );
    await expect(client.send({} as never)).rejects.toThrow("takes a command of the official SDK");
    await expect(client.send(undefined as never)).rejects.toThrow("takes a command of the official SDK");
    const plain = new GetCommand({ TableName: "t", Key: { id: 1 } });
    await expect(client.send(plain as never)).rejects.toThrow("document client");
  });

  it("knows a command whose class was renamed by a minifier", async () => {
    const command = new sts.GetCallerIdentityCommand({});
    Object.defineProperty(command.constructor, "name", { value: "a" });
    wire.answer = answerOf(loadService("sts").operation("GetCallerIdentity"));
    const { Account } = await session.client("sts").send(command);
    expect(Account).toBe("Account");
    wire.sent.splice(0);
  });

  it("leaves inputs as programs for the official SDK make them", async () => {
    wire.answer = answerOf(loadService("s3").operation("CopyObject"));
    const input = { Bucket: "b", Key: "k", CopySource: "b/%C3%BC%20?versionId=1" };
    await session.client("s3").send(new s3.CopyObjectCommand(input));
    await session.client("s3").copyObject({ ...input, CopySource: "b/ü " });
    const [sent, called] = wire.sent.splice(0);
    expect(sent!.headers["x-amz-copy-source"]).toBe("b/%C3%BC%20?versionId=1");
    expect(called!.headers["x-amz-copy-source"]).toBe("b/%C3%BC%20");
  });

  it("gives errors by the same names", async () => {
    const body = Buffer.from("<Error><Code>NoSuchKey</Code><Message>It is not there.</Message></Error>");
    wire.answer = { status: 404, headers: {}, body };
    const command = () => new s3.GetObjectCommand({ Bucket: "b", Key: "k" });
    const theirs = await officialClient(s3, "S3Client")
      .send(command())
      .catch((error: Error) => error);
    const ours = await session
      .client("s3")
      .send(command())
      .catch((error: Error) => error);
    expect(theirs).toMatchObject({ name: "NoSuchKey", $fault: "client", $metadata: { httpStatusCode: 404 } });
    expect(ours).toMatchObject({ name: "NoSuchKey", $fault: "client", $metadata: { httpStatusCode: 404 } });
    wire.sent.splice(0);
  });

  it("sends a command as often as it is given, and takes the official SDK's signal", async () => {
    const command = new sqs.ListQueuesCommand({});
    wire.answer = answerOf(loadService("sqs").operation("ListQueues"));
    const client = session.client("sqs");
    await client.send(command);
    await client.send(command);
    expect(wire.sent.splice(0)).toHaveLength(2);
    const abortSignal = AbortSignal.abort();
    await expect(client.send(command, { abortSignal })).rejects.toMatchObject({ name: "AbortError" });
    const options = { requestTimeout: 5_000 } as object;
    await expect(client.send(command, options)).rejects.toThrow('no option "requestTimeout". Here it is "timeout".');
    await expect(client.send(command, null as never)).rejects.toThrow("send: the options of a call are an object");
  });

  it("has bodies answer to the official SDK's names", async () => {
    wire.answer = { status: 200, headers: {}, body: Buffer.from("meow") };
    const client = session.client("s3");
    const get = async () => (await client.send(new s3.GetObjectCommand({ Bucket: "b", Key: "k" }))).Body!;
    expect(await (await get()).transformToString()).toBe("meow");
    expect(await (await get()).transformToString("base64")).toBe("bWVvdw==");
    expect(Buffer.from(await (await get()).transformToByteArray()).toString()).toBe("meow");
    expect(await new Response((await get()).transformToWebStream() as ReadableStream).text()).toBe("meow");
    wire.sent.splice(0);
  });
});
