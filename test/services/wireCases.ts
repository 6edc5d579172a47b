/** A case: calls, the answers that they get, and what else is set. */
export interface WireCase {
  readonly name: string;
  readonly service: string;
  readonly region?: string;
  readonly endpoint?: string;
  readonly calls: readonly { readonly operation: string; readonly input?: Readonly<Record<string, unknown>> }[];
  /** The last one serves for all requests after it. */
  readonly answers?: readonly Answer[];
  readonly variables?: Readonly<Record<string, string>>;
  /** The client's settings, as they are called here and there. */
  readonly options?: Readonly<Record<string, unknown>>;
  readonly config?: Readonly<Record<string, unknown>>;
  /** Whether the outputs are compared, or that both sides refuse. */
  readonly outcomes?: boolean;
  /** Headers that differ, and why. */
  readonly except?: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const bytes = (text: string) => ({ $blob: Buffer.from(text).toString("base64") });
const stream = (text: string) => ({ $stream: Buffer.from(text).toString("base64") });

function wire(
  service: string,
  operation: string,
  input?: Readonly<Record<string, unknown>>,
  more: object = {},
): WireCase {
  return { name: `${service} ${operation}`, service, calls: [{ operation, ...(input && { input }) }], ...more };
}

function answered(
  case_: WireCase,
  body: string,
  headers: Readonly<Record<string, string>> = {},
  status = 200,
): WireCase {
  return { ...case_, answers: [{ status, headers, body }], outcomes: true };
}

const object = { Bucket: "photos", Key: "a b/ü+c.jpg" };
const keyText = "0123456789abcdef0123456789abcdef";
const earlyContinue = {
  expect: "bytes, which can be sent again, do not wait for 100 Continue; boto3 makes a file of them and waits",
  "content-encoding": "the checksum of bytes goes into a header; boto3 trails it in chunks",
  "x-amz-content-sha256": "so do the marks of chunks",
  "x-amz-decoded-content-length": "so do the marks of chunks",
  "x-amz-trailer": "so do the marks of chunks",
  "x-amz-checksum-crc32": "so does the checksum",
};
const listing = (root: string, inner: string) => `<?xml version="1.0"?>
<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><EncodingType>url</EncodingType>${inner}</${root}>`;

const s3: readonly WireCase[] = [
  { ...wire("s3", "GetObject", { ...object, Bucket: "a/b" }), name: "s3 refuses what is no bucket", outcomes: true },
  {
    ...wire("s3", "GetObject", { ...object, Bucket: "arn:aws:s3:eu-west-1:1:bucket" }),
    name: "s3 refuses an ARN of no access point",
    outcomes: true,
  },
  { ...wire("s3", "GetObject", { ...object, Bucket: "dotted.photos" }), name: "s3 takes dotted buckets by path" },
  { ...wire("s3", "GetObject", { ...object, Bucket: "Upper_Case" }), name: "s3 takes old buckets by path" },
  answered(
    wire("s3", "ListObjectsV2", { Bucket: "photos", Prefix: "a b/ü" }),
    listing(
      "ListBucketResult",
      "<Prefix>a+b/%C3%BC</Prefix><Delimiter>%2F</Delimiter><StartAfter>a%26b</StartAfter><Contents><Key>a+b%2B%00.jpg</Key></Contents><Contents><Key>plain</Key></Contents><CommonPrefixes><Prefix>x%20y/</Prefix></CommonPrefixes>",
    ),
  ),
  answered(
    wire("s3", "ListObjectsV2", { Bucket: "photos", EncodingType: "url" }),
    listing("ListBucketResult", "<Contents><Key>a+b%2B.jpg</Key></Contents>"),
  ),
  answered(
    wire("s3", "ListObjects", { Bucket: "photos", Marker: "m+m" }),
    listing(
      "ListBucketResult",
      "<Marker>m%2Bm</Marker><NextMarker>n+n</NextMarker><Contents><Key>%E2%98%83</Key></Contents>",
    ),
  ),
  answered(
    wire("s3", "ListObjectVersions", { Bucket: "photos" }),
    listing(
      "ListVersionsResult",
      "<KeyMarker>a%20b</KeyMarker><Prefix>%70</Prefix><Version><Key>a+b</Key><VersionId>1</VersionId></Version><DeleteMarker><Key>c%2Bd</Key></DeleteMarker><CommonPrefixes><Prefix>e+f</Prefix></CommonPrefixes>",
    ),
  ),
  wire("s3", "CopyObject", { ...object, CopySource: "photos/ünï code +%.jpg?versionId=v.1" }),
  wire("s3", "CopyObject", { ...object, CopySource: { Bucket: "photos", Key: "a?versionId=b c", VersionId: "v2" } }),
  wire("s3", "CopyObject", {
    ...object,
    CopySource: { Bucket: "arn:aws:s3:eu-west-1:123456789012:accesspoint/point", Key: "a/b c" },
  }),
  wire("s3", "UploadPartCopy", { ...object, CopySource: "photos/k", PartNumber: 1, UploadId: "u" }),
  {
    ...wire("s3", "CopyObject", { ...object, CopySource: { Bucket: "photos" } }),
    name: "s3 refuses half a source",
    outcomes: true,
  },
  {
    ...wire("s3", "PutObject", { ...object, Metadata: { a: "ü" } }),
    name: "s3 refuses metadata that is no ASCII",
    outcomes: true,
  },
  {
    ...wire("s3", "CreateMultipartUpload", { ...object, Metadata: { ü: "a" } }),
    name: "s3 refuses names that are no ASCII",
    outcomes: true,
  },
  wire("s3", "CreateMultipartUpload", { ...object, Metadata: { author: "me" } }),
  ...["HeadObject", "GetObject", "CreateMultipartUpload"].map((operation) =>
    wire("s3", operation, { ...object, SSECustomerAlgorithm: "AES256", SSECustomerKey: keyText }),
  ),
  wire("s3", "GetObject", {
    ...object,
    SSECustomerAlgorithm: "AES256",
    SSECustomerKey: "as it is",
    SSECustomerKeyMD5: "m",
  }),
  wire("s3", "CopyObject", {
    ...object,
    CopySource: "photos/k",
    SSECustomerAlgorithm: "AES256",
    SSECustomerKey: keyText,
    CopySourceSSECustomerAlgorithm: "AES256",
    CopySourceSSECustomerKey: `${keyText.slice(1)}\xff`,
  }),
  wire("s3", "UploadPartCopy", {
    ...object,
    CopySource: "photos/k",
    PartNumber: 1,
    UploadId: "u",
    CopySourceSSECustomerAlgorithm: "AES256",
    CopySourceSSECustomerKey: keyText,
  }),
  wire("s3", "CompleteMultipartUpload", {
    ...object,
    UploadId: "u",
    MultipartUpload: { Parts: [{ ETag: "e", PartNumber: 1 }] },
    SSECustomerKey: keyText,
  }),
  { ...wire("s3", "PutObject", { ...object, Body: bytes("cat"), SSECustomerKey: keyText }), except: earlyContinue },
  {
    ...wire("s3", "UploadPart", { ...object, Body: bytes("cat"), PartNumber: 2, UploadId: "u" }),
    except: earlyContinue,
  },
  {
    ...wire("s3", "PutObject", { ...object, Body: stream("cat"), ContentLength: 3 }),
    name: "s3 PutObject of a stream",
  },
  wire("s3", "DeleteObjects", { Bucket: "photos", Delete: { Objects: [{ Key: "a\rb\nc & <d>" }, { Key: "e" }] } }),
  wire("s3", "PutBucketLifecycleConfiguration", {
    Bucket: "photos",
    LifecycleConfiguration: { Rules: [{ ID: "a\r\nb", Filter: { Prefix: "p\n" }, Status: "Enabled" }] },
  }),
  answered(
    wire("s3", "GetBucketLocation", { Bucket: "photos" }),
    '<?xml version="1.0"?>\n<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">eu-west-1</LocationConstraint>',
  ),
  answered(
    wire("s3", "GetBucketLocation", { Bucket: "photos" }),
    '<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>',
  ),
  answered(wire("s3", "GetObject", object), "cat", { expires: "Wed, 21 Oct 2026 07:28:00 GMT", "content-length": "3" }),
  answered(wire("s3", "HeadObject", object), "", { expires: "never" }),
  answered(wire("s3", "HeadObject", object), "", { expires: "0" }),
  answered(wire("s3", "HeadObject", object), "", {}, 404),
  answered(wire("s3", "HeadBucket", { Bucket: "photos" }), "", {}, 403),
  answered(
    wire("s3", "CopyObject", { ...object, CopySource: "a/b" }),
    '\n  <?xml version="1.0"?>\n<Error><Code>InternalError</Code><Message>m</Message></Error>'.trimStart(),
  ),
  ...[
    {
      name: "s3 is redirected by 301 with a header",
      answers: [
        {
          status: 301,
          headers: { "x-amz-bucket-region": "us-west-2" },
          body: "<Error><Code>PermanentRedirect</Code><Message>m</Message></Error>",
        },
        {},
      ],
    },
    {
      name: "s3 is redirected by a malformed authorization",
      answers: [
        {
          status: 400,
          body: "<Error><Code>AuthorizationHeaderMalformed</Code><Message>m</Message><Region>eu-central-1</Region></Error>",
        },
        {},
      ],
    },
    {
      name: "s3 is redirected by 307",
      answers: [
        {
          status: 307,
          headers: { "x-amz-bucket-region": "ap-south-1" },
          body: "<Error><Code>TemporaryRedirect</Code><Message>m</Message></Error>",
        },
        {},
      ],
    },
    {
      name: "s3 is redirected by a constraint",
      answers: [
        {
          status: 400,
          headers: { "x-amz-bucket-region": "af-south-1" },
          body: "<Error><Code>IllegalLocationConstraintException</Code><Message>m</Message></Error>",
        },
        {},
      ],
    },
    {
      name: "s3 asks where a bucket is",
      answers: [
        { status: 301, body: "<Error><Code>PermanentRedirect</Code><Message>m</Message></Error>" },
        { headers: { "x-amz-bucket-region": "us-west-1" } },
        {},
      ],
    },
    {
      name: "s3 is redirected once",
      answers: [
        {
          status: 301,
          headers: { "x-amz-bucket-region": "us-west-2" },
          body: "<Error><Code>PermanentRedirect</Code><Message>m</Message></Error>",
        },
      ],
    },
  ].map((each) => ({
    service: "s3",
    calls: [
      { operation: "GetBucketAcl", input: { Bucket: "photos" } },
      { operation: "GetBucketTagging", input: { Bucket: "photos" } },
    ],
    ...each,
  })),
  {
    name: "s3 learns from HEAD",
    service: "s3",
    calls: [
      { operation: "HeadObject", input: object },
      { operation: "HeadBucket", input: { Bucket: "photos" } },
    ],
    answers: [{ status: 400, headers: { "x-amz-bucket-region": "us-east-2" } }, {}],
  },
  {
    name: "s3 learns from HEAD on the bucket",
    service: "s3",
    calls: [{ operation: "HeadBucket", input: { Bucket: "photos" } }],
    answers: [{ status: 301, headers: { "x-amz-bucket-region": "us-east-2" } }, {}],
  },
  {
    name: "s3 is not redirected by another 400",
    service: "s3",
    calls: [{ operation: "GetBucketAcl", input: { Bucket: "photos" } }],
    answers: [
      {
        status: 400,
        headers: { "x-amz-bucket-region": "us-east-2" },
        body: "<Error><Code>InvalidRequest</Code></Error>",
      },
      {},
    ],
  },
  ...[
    "arn:aws:s3:us-west-2:123456789012:accesspoint/point",
    "arn:aws:s3:us-west-2:123456789012:accesspoint:point",
    "arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/banner",
    "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01234567890123456/accesspoint/point",
  ].map((Bucket) => ({
    ...wire("s3", "GetObject", { ...object, Bucket }),
    name: `s3 GetObject of ${Bucket}`,
    // The rules want SigV4a for Outposts, which boto3 has only with the package awscrt.
    options: { authSchemePreference: ["sigv4"] },
  })),
  {
    ...wire("s3", "GetObject", { ...object, Bucket: "arn:aws:s3:us-west-2:123456789012:accesspoint/point" }),
    name: "s3 has no path for ARNs",
    options: { s3: { addressingStyle: "path" } },
    config: { s3: { addressing_style: "path" } },
  },
  {
    ...wire("s3", "GetObject", { ...object, Bucket: "arn:aws:s3:us-west-2:123456789012:accesspoint/point" }),
    name: "s3 keeps to its own region where it is told to",
    options: { s3: { useArnRegion: false } },
    config: { s3: { use_arn_region: false } },
    outcomes: true,
  },
  {
    ...wire("s3", "WriteGetObjectResponse", {
      RequestRoute: "io-cell1",
      RequestToken: "t",
      StatusCode: 200,
      Body: bytes("cat"),
    }),
    name: "s3 answers for Object Lambda",
    except: earlyContinue,
  },
  wire("s3", "CreateSession", { Bucket: "photos--usw2-az1--x-s3" }, { region: "us-west-2" }),
  wire("s3", "ListDirectoryBuckets", {}, { region: "us-west-2" }),
  {
    ...wire("s3", "HeadObject", { ...object, Bucket: "photos--usw2-az1--x-s3" }),
    name: "s3 express without sessions",
    region: "us-west-2",
    options: { s3: { disableExpressSessionAuth: true } },
    config: { s3: { disable_s3_express_session_auth: true } },
  },
  {
    name: "s3 express by a session",
    service: "s3",
    region: "us-west-2",
    calls: [
      { operation: "HeadObject", input: { ...object, Bucket: "photos--usw2-az1--x-s3" } },
      {
        operation: "PutObjectTagging",
        input: { ...object, Bucket: "photos--usw2-az1--x-s3", Tagging: { TagSet: [{ Key: "k", Value: "v" }] } },
      },
    ],
    answers: [
      {
        body: `<CreateSessionResult><Credentials><AccessKeyId>EXPRESS</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${new Date(Date.now() + 300_000).toISOString()}</Expiration></Credentials></CreateSessionResult>`,
      },
      {},
    ],
  },
];

const encodedPolicy =
  "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%7D%5D%7D";

const others: readonly WireCase[] = [
  wire("s3control", "GetAccessPoint", { AccountId: "123456789012", Name: "point" }),
  wire("s3control", "ListJobs", { AccountId: "123456789012" }),
  wire("s3control", "GetAccessPoint", {
    AccountId: "123456789012",
    Name: "arn:aws:s3-outposts:eu-west-1:123456789012:outpost/op-01234567890123456/accesspoint/point",
  }),
  answered(
    wire("sqs", "GetQueueUrl", { QueueName: "none" }),
    '{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"m"}',
    { "x-amzn-query-error": "AWS.SimpleQueueService.NonExistentQueue;Sender" },
    400,
  ),
  answered(
    wire("sso-oidc", "CreateToken", { clientId: "i", clientSecret: "s", grantType: "g" }),
    '{"error":"invalid_grant","error_description":"expired"}',
    { "x-amzn-errortype": "InvalidGrantException" },
    400,
  ),
  answered(
    wire("iam", "GetRolePolicy", { RoleName: "r", PolicyName: "p" }),
    `<GetRolePolicyResponse><GetRolePolicyResult><RoleName>r</RoleName><PolicyName>p</PolicyName><PolicyDocument>${encodedPolicy}</PolicyDocument></GetRolePolicyResult></GetRolePolicyResponse>`,
  ),
  answered(
    wire("iam", "GetAccountAuthorizationDetails"),
    `<R><GetAccountAuthorizationDetailsResult><UserDetailList><member><UserName>u</UserName><UserPolicyList><member><PolicyName>p</PolicyName><PolicyDocument>${encodedPolicy}</PolicyDocument></member></UserPolicyList></member></UserDetailList><RoleDetailList><member><AssumeRolePolicyDocument>no json</AssumeRolePolicyDocument></member></RoleDetailList></GetAccountAuthorizationDetailsResult></R>`,
  ),
  answered(
    wire("cloudformation", "GetTemplate", { StackName: "s" }),
    '<R><GetTemplateResult><TemplateBody>{"Resources":{"b":1,"a":[]}}</TemplateBody></GetTemplateResult></R>',
  ),
  answered(
    wire("cloudformation", "GetTemplate", { StackName: "s" }),
    "<R><GetTemplateResult><TemplateBody>Resources:\n  a: b</TemplateBody></GetTemplateResult></R>",
  ),
  answered(
    wire("ec2", "GetConsoleOutput", { InstanceId: "i-1" }),
    `<R><instanceId>i-1</instanceId><output>${Buffer.from("boot ü ☃").toString("base64")}</output></R>`,
  ),
  wire("ec2", "RunInstances", { MinCount: 1, MaxCount: 1, ClientToken: "t", UserData: "#!/bin/sh\necho ü" }),
  wire("ec2", "CopySnapshot", { Description: "a b/+", SourceRegion: "us-west-2", SourceSnapshotId: "snap-1" }),
  wire("ec2", "CopySnapshot", { SourceRegion: "us-west-2", SourceSnapshotId: "snap-1", PresignedUrl: "https://own" }),
  wire("ec2", "DescribeFlowLogs", { Filters: [{ Name: "n", Values: ["v"] }] }),
  wire("ec2", "DescribeFlowLogs", { Filter: [{ Name: "n", Values: ["v"] }] }),
  { ...wire("ec2", "DescribeFlowLogs", { Filter: [], Filters: [] }), name: "ec2 refuses both names", outcomes: true },
  wire("ec2", "DescribeInstances", { Filters: [{ Name: "n", Values: ["v"] }] }),
  wire("autoscaling", "CreateLaunchConfiguration", { LaunchConfigurationName: "l", UserData: bytes("\u0000 text") }),
  wire("glacier", "ListVaults"),
  wire("glacier", "ListVaults", { accountId: "123456789012" }),
  wire("glacier", "UploadArchive", { vaultName: "v", body: bytes("a".repeat(3 * 2 ** 20 + 7)) }),
  wire("glacier", "UploadArchive", { vaultName: "v", body: stream("b".repeat(2 ** 20)) }),
  wire("glacier", "UploadMultipartPart", { vaultName: "v", uploadId: "u", range: "bytes 0-2/*", body: bytes("cat") }),
  wire("glacier", "UploadArchive", { vaultName: "v", body: bytes("cat"), checksum: "given" }),
  wire("route53", "GetHostedZone", { Id: "/hostedzone/Z1" }),
  wire("route53", "GetChange", { Id: "/change/C1" }),
  wire("route53", "ListResourceRecordSets", { HostedZoneId: "Z2" }),
  wire("route53", "GetReusableDelegationSet", { Id: "/delegationset/N1" }),
  wire("rds", "CopyDBSnapshot", {
    SourceDBSnapshotIdentifier: "arn:aws:rds:us-east-1:1:snapshot:s",
    TargetDBSnapshotIdentifier: "t",
    KmsKeyId: "k",
    SourceRegion: "us-east-1",
  }),
  wire("rds", "CopyDBSnapshot", { SourceDBSnapshotIdentifier: "s", TargetDBSnapshotIdentifier: "t" }),
  wire("rds", "CopyDBSnapshot", {
    SourceDBSnapshotIdentifier: "s",
    TargetDBSnapshotIdentifier: "t",
    SourceRegion: "us-east-1",
    PreSignedUrl: "https://own",
  }),
  wire("rds", "CopyDBClusterSnapshot", {
    SourceDBClusterSnapshotIdentifier: "s",
    TargetDBClusterSnapshotIdentifier: "t",
    SourceRegion: "us-east-1",
  }),
  wire("rds", "CreateDBCluster", { DBClusterIdentifier: "c", Engine: "aurora", SourceRegion: "us-east-1" }),
  wire("rds", "CreateDBInstanceReadReplica", { DBInstanceIdentifier: "i", SourceRegion: "us-east-1" }),
  wire("rds", "StartDBInstanceAutomatedBackupsReplication", { SourceDBInstanceArn: "a", SourceRegion: "us-east-1" }),
  ...["neptune", "docdb"].flatMap((service) => [
    wire(service, "CopyDBClusterSnapshot", {
      SourceDBClusterSnapshotIdentifier: "s",
      TargetDBClusterSnapshotIdentifier: "t",
      SourceRegion: "us-east-1",
    }),
    wire(service, "CreateDBCluster", { DBClusterIdentifier: "c", Engine: service, SourceRegion: "us-west-2" }),
  ]),
  wire("apigateway", "GetRestApis"),
  wire(
    "machinelearning",
    "Predict",
    { MLModelId: "m", Record: {}, PredictEndpoint: "https://realtime.machinelearning.us-east-1.amazonaws.com/x" },
    { region: "us-east-1" },
  ),
  wire(
    "cloudsearchdomain",
    "Search",
    { query: "a b&c", returnFields: "_all_fields" },
    { endpoint: "https://search.example" },
  ),
  wire("logs", "CreateExportTask", { logGroupName: "l", fromTime: 1, to: 2, destination: "d" }),
  wire("cognito-identity", "GetId", { IdentityPoolId: "eu-west-1:a" }),
  wire("cognito-identity", "GetOpenIdToken", { IdentityId: "eu-west-1:a" }),
  wire("cognito-identity", "UnlinkIdentity", { IdentityId: "eu-west-1:a", Logins: {}, LoginsToRemove: [] }),
  wire("cognito-identity", "GetCredentialsForIdentity", { IdentityId: "eu-west-1:a" }),
  wire("sts", "AssumeRoleWithSAML", {
    RoleArn: "arn:aws:iam::123456789012:role/r",
    PrincipalArn: "arn:aws:iam::123456789012:saml/s",
    SAMLAssertion: "abcd",
  }),
  wire("sts", "AssumeRoleWithWebIdentity", {
    RoleArn: "arn:aws:iam::123456789012:role/r",
    RoleSessionName: "sn",
    WebIdentityToken: "abcd",
  }),
  wire("polly", "SynthesizeSpeech", { OutputFormat: "mp3", Text: "t", VoiceId: "Amy" }),
  wire("dynamodb", "DescribeEndpoints"),
  {
    ...wire("sts", "GetCallerIdentity"),
    name: "the trace of a Lambda function",
    variables: {
      AWS_LAMBDA_FUNCTION_NAME: "f",
      _X_AMZN_TRACE_ID: "Root=1-a;Parent=b;Sampled=1;Lineage=ü a|{}[]\"'(),$",
    },
  },
  { ...wire("sts", "GetCallerIdentity"), name: "no trace outside Lambda", variables: { _X_AMZN_TRACE_ID: "Root=1-a" } },
  wire("bedrock-agentcore", "CreateEvent", {
    memoryId: "memory-1234567890",
    actorId: "a",
    sessionId: "s",
    clientToken: "c",
    eventTimestamp: { $date: 1_760_000_000_123 },
    payload: [],
  }),
  ...discovery("timestream-write", "ListDatabases"),
  ...discovery("timestream-query", "DescribeAccountSettings"),
  {
    ...discovered("dynamodb", "ListTables"),
    name: "dynamodb discovers where it is told to",
    options: { endpointDiscoveryEnabled: true },
    config: { endpoint_discovery_enabled: true },
  },
  { ...discovered("dynamodb", "ListTables"), name: "dynamodb does not discover by itself" },
];

function discovered(service: string, operation: string): WireCase {
  const endpoints = '{"Endpoints":[{"Address":"cell-1.example.com","CachePeriodInMinutes":60}]}';
  return {
    name: `${service} discovers its endpoint`,
    service,
    calls: [{ operation }, { operation }],
    answers: [{ body: endpoints }, { body: "{}" }],
  };
}

function discovery(service: string, operation: string): WireCase[] {
  const found = discovered(service, operation);
  const gone = { status: 421, body: '{"__type":"InvalidEndpointException","message":"m"}' };
  return [
    found,
    {
      ...found,
      name: `${service} discovers its endpoint anew`,
      calls: [{ operation }],
      answers: [
        found.answers![0]!,
        gone,
        { body: '{"Endpoints":[{"Address":"https://cell-2.example.com","CachePeriodInMinutes":1}]}' },
        { body: "{}" },
      ],
    },
    {
      ...found,
      name: `${service} may not go undiscovered`,
      options: { endpointDiscoveryEnabled: false },
      config: { endpoint_discovery_enabled: false },
      outcomes: true,
    },
  ];
}

/** Every customization, as a request or as what is made of an answer. */
export const wireCases: readonly WireCase[] = [...s3, ...others];
