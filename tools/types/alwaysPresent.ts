import type { AlwaysPresent } from "./shapeTypes.ts";

/**
 * Members of outputs that always come though the models do not say so: service → source → shape → members. The source
 * is the page of an operation in the service's API reference (`referencePage`): what it says of the response, and the
 * responses that it shows. Models that say it themselves, as those of IAM, Kinesis, Route 53 and Step Functions, need
 * no entry.
 */
const sources: Readonly<Record<string, Readonly<Record<string, Shapes>>>> = {
  apigateway: {
    GetResource: { Resource: ["id", "path"] },
    GetRestApi: { RestApi: ["id", "name"] },
    GetStage: { Stage: ["stageName"] },
  },
  athena: {
    GetQueryExecution: {
      GetQueryExecutionOutput: ["QueryExecution"],
      QueryExecution: ["QueryExecutionId", "Status"],
      QueryExecutionStatus: ["State"],
    },
    StartQueryExecution: { StartQueryExecutionOutput: ["QueryExecutionId"] },
  },
  cloudformation: {
    CreateStack: { CreateStackOutput: ["StackId"] },
    DescribeStackResource: { DescribeStackResourceOutput: ["StackResourceDetail"] },
    UpdateStack: { UpdateStackOutput: ["StackId"] },
  },
  cloudwatch: {
    DescribeAlarms: { MetricAlarm: ["AlarmName", "AlarmArn", "StateValue"] },
    ListMetrics: { Metric: ["Namespace", "MetricName"] },
  },
  "cognito-idp": {
    AdminCreateUser: { AdminCreateUserResponse: ["User"] },
    CreateUserPool: { CreateUserPoolResponse: ["UserPool"] },
    DescribeUserPool: { DescribeUserPoolResponse: ["UserPool"], UserPoolType: ["Id", "Name", "Arn"] },
    ListUserPools: { UserPoolDescriptionType: ["Id", "Name"] },
    ListUsers: { UserType: ["Username", "UserStatus"] },
  },
  dynamodb: {
    CreateTable: { CreateTableOutput: ["TableDescription"] },
    DeleteTable: { DeleteTableOutput: ["TableDescription"] },
    DescribeTable: { DescribeTableOutput: ["Table"], TableDescription: ["TableName", "TableStatus", "TableArn"] },
    ListTables: { ListTablesOutput: ["TableNames"] },
    Query: { QueryOutput: ["Count", "ScannedCount"] },
    Scan: { ScanOutput: ["Count", "ScannedCount"] },
    UpdateTable: { UpdateTableOutput: ["TableDescription"] },
  },
  ec2: {
    DescribeImages: { Image: ["ImageId"] },
    DescribeInstances: {
      Instance: ["InstanceId", "ImageId", "InstanceType", "State"],
      InstanceState: ["Code", "Name"],
      Reservation: ["ReservationId", "Instances"],
    },
    DescribeInternetGateways: { InternetGateway: ["InternetGatewayId"] },
    DescribeNetworkInterfaces: { NetworkInterface: ["NetworkInterfaceId"] },
    DescribeRegions: { Region: ["RegionName", "Endpoint"] },
    DescribeRouteTables: { RouteTable: ["RouteTableId"] },
    DescribeSecurityGroups: { SecurityGroup: ["GroupId", "GroupName"] },
    DescribeSnapshots: { Snapshot: ["SnapshotId", "State"] },
    DescribeSubnets: { Subnet: ["SubnetId", "VpcId", "CidrBlock"] },
    DescribeVolumes: { Volume: ["VolumeId", "State"] },
    DescribeVpcs: { Tag: ["Key", "Value"], Vpc: ["VpcId", "State"] },
  },
  ecr: {
    CreateRepository: { CreateRepositoryResponse: ["repository"] },
    DescribeRepositories: { Repository: ["registryId", "repositoryArn", "repositoryName", "repositoryUri"] },
    GetAuthorizationToken: { AuthorizationData: ["authorizationToken", "expiresAt", "proxyEndpoint"] },
  },
  ecs: {
    CreateCluster: { CreateClusterResponse: ["cluster"] },
    CreateService: { CreateServiceResponse: ["service"] },
    DescribeClusters: {
      Cluster: ["clusterArn", "clusterName", "status"],
      DescribeClustersResponse: ["clusters", "failures"],
    },
    DescribeServices: {
      DescribeServicesResponse: ["services", "failures"],
      Service: ["serviceArn", "serviceName", "clusterArn", "status"],
    },
    DescribeTaskDefinition: { TaskDefinition: ["taskDefinitionArn", "family", "revision", "containerDefinitions"] },
    DescribeTasks: {
      DescribeTasksResponse: ["tasks", "failures"],
      Task: ["taskArn", "clusterArn", "taskDefinitionArn", "lastStatus"],
    },
    RegisterTaskDefinition: { RegisterTaskDefinitionResponse: ["taskDefinition"] },
    RunTask: { RunTaskResponse: ["tasks", "failures"] },
  },
  events: {
    ListRules: { Rule: ["Name", "Arn"] },
    PutEvents: { PutEventsResponse: ["FailedEntryCount", "Entries"] },
    PutRule: { PutRuleResponse: ["RuleArn"] },
    PutTargets: { PutTargetsResponse: ["FailedEntryCount", "FailedEntries"] },
  },
  glue: {
    GetDatabase: { GetDatabaseResponse: ["Database"] },
    GetJob: { GetJobResponse: ["Job"] },
    GetJobRun: { GetJobRunResponse: ["JobRun"], JobRun: ["Id", "JobName", "JobRunState"] },
    GetTable: { GetTableResponse: ["Table"] },
    StartJobRun: { StartJobRunResponse: ["JobRunId"] },
  },
  kms: {
    CreateKey: { CreateKeyResponse: ["KeyMetadata"] },
    Decrypt: { DecryptResponse: ["KeyId"] },
    DescribeKey: { DescribeKeyResponse: ["KeyMetadata"] },
    Encrypt: { EncryptResponse: ["CiphertextBlob", "KeyId"] },
    GenerateDataKey: { GenerateDataKeyResponse: ["CiphertextBlob", "KeyId"] },
    Sign: { SignResponse: ["Signature", "KeyId", "SigningAlgorithm"] },
    Verify: { VerifyResponse: ["SignatureValid", "KeyId", "SigningAlgorithm"] },
  },
  lambda: {
    GetFunctionConfiguration: { FunctionConfiguration: ["FunctionName", "FunctionArn"] },
    Invoke: { InvocationResponse: ["StatusCode"] },
  },
  logs: {
    DescribeLogGroups: { LogGroup: ["logGroupName", "arn", "creationTime"] },
    DescribeLogStreams: { LogStream: ["logStreamName", "arn", "creationTime"] },
    StartQuery: { StartQueryResponse: ["queryId"] },
  },
  rds: {
    CreateDBInstance: { CreateDBInstanceResult: ["DBInstance"] },
    DescribeDBClusters: { DBCluster: ["DBClusterIdentifier", "DBClusterArn", "Status"] },
    DescribeDBInstances: { DBInstance: ["DBInstanceIdentifier", "DBInstanceArn", "DBInstanceStatus", "Engine"] },
  },
  s3: {
    CompleteMultipartUpload: { CompleteMultipartUploadOutput: ["Location", "Bucket", "Key", "ETag"] },
    CopyObject: { CopyObjectOutput: ["CopyObjectResult"], CopyObjectResult: ["ETag", "LastModified"] },
    CreateMultipartUpload: { CreateMultipartUploadOutput: ["Bucket", "Key", "UploadId"] },
    HeadObject: { HeadObjectOutput: ["ContentLength", "LastModified", "ETag"] },
    ListBuckets: { Bucket: ["Name"], ListBucketsOutput: ["Buckets"] },
    ListMultipartUploads: { MultipartUpload: ["Key", "UploadId", "Initiated"] },
    ListObjectVersions: {
      DeleteMarkerEntry: ["Key", "VersionId", "IsLatest", "LastModified"],
      ObjectVersion: ["Key", "VersionId", "IsLatest", "LastModified", "ETag", "Size"],
    },
    ListObjects: { ListObjectsOutput: ["IsTruncated", "Name", "MaxKeys"] },
    ListObjectsV2: {
      CommonPrefix: ["Prefix"],
      ListObjectsV2Output: ["IsTruncated", "Name", "KeyCount", "MaxKeys"],
      Object: ["Key", "LastModified", "ETag", "Size"],
    },
    ListParts: { Part: ["PartNumber", "LastModified", "ETag", "Size"] },
    PutObject: { PutObjectOutput: ["ETag"] },
    UploadPart: { UploadPartOutput: ["ETag"] },
    UploadPartCopy: { CopyPartResult: ["ETag", "LastModified"], UploadPartCopyOutput: ["CopyPartResult"] },
  },
  secretsmanager: {
    CreateSecret: { CreateSecretResponse: ["ARN", "Name"] },
    DescribeSecret: { DescribeSecretResponse: ["ARN", "Name"] },
    GetSecretValue: { GetSecretValueResponse: ["ARN", "Name", "VersionId", "CreatedDate"] },
    ListSecrets: { SecretListEntry: ["ARN", "Name"] },
    PutSecretValue: { PutSecretValueResponse: ["ARN", "Name", "VersionId"] },
  },
  sns: {
    CreateTopic: { CreateTopicResponse: ["TopicArn"] },
    ListSubscriptions: { Subscription: ["SubscriptionArn", "Owner", "Protocol", "TopicArn"] },
    ListTopics: { Topic: ["TopicArn"] },
    Publish: { PublishResponse: ["MessageId"] },
    Subscribe: { SubscribeResponse: ["SubscriptionArn"] },
  },
  sqs: {
    CreateQueue: { CreateQueueResult: ["QueueUrl"] },
    GetQueueUrl: { GetQueueUrlResult: ["QueueUrl"] },
    ReceiveMessage: { Message: ["MessageId", "ReceiptHandle", "Body", "MD5OfBody"] },
    SendMessage: { SendMessageResult: ["MessageId", "MD5OfMessageBody"] },
  },
  ssm: {
    GetParameter: {
      GetParameterResult: ["Parameter"],
      Parameter: ["Name", "Type", "Value", "Version", "ARN", "LastModifiedDate"],
    },
    ListCommands: { Command: ["CommandId", "Status"] },
    PutParameter: { PutParameterResult: ["Version"] },
    SendCommand: { SendCommandResult: ["Command"] },
  },
  sts: {
    AssumeRole: { AssumeRoleResponse: ["Credentials", "AssumedRoleUser"] },
    AssumeRoleWithSAML: { AssumeRoleWithSAMLResponse: ["Credentials", "AssumedRoleUser"] },
    AssumeRoleWithWebIdentity: { AssumeRoleWithWebIdentityResponse: ["Credentials", "AssumedRoleUser"] },
    GetCallerIdentity: { GetCallerIdentityResponse: ["UserId", "Account", "Arn"] },
    GetFederationToken: { GetFederationTokenResponse: ["Credentials", "FederatedUser"] },
    GetSessionToken: { GetSessionTokenResponse: ["Credentials"] },
  },
};

type Shapes = Readonly<Record<string, readonly string[]>>;

/** What always comes in a service's outputs. */
export function alwaysPresentIn(service: string): AlwaysPresent {
  const shapes = Object.values(sources[service] ?? {}).flatMap((each) => Object.entries(each));
  return new Map(shapes.map(([shape, members]) => [shape, new Set(members)]));
}

/** The operations whose pages say so, with the shapes that they say it of. */
export function presenceSources(service: string): [operation: string, shapes: readonly string[]][] {
  return Object.entries(sources[service] ?? {}).map(([operation, shapes]) => [operation, Object.keys(shapes)]);
}

/** The services of which something is known. */
export const servicesWithSources: readonly string[] = Object.keys(sources);
