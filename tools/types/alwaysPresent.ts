import type { AlwaysPresent } from "./shapeTypes.ts";

/**
 * Members of outputs that always come though the models do not say so: service → shape → members. The source of each is
 * the page of the shape, or of the operation whose output it is, in the service's API reference (`API_<page>`), whose
 * response every example shows with them.
 */
const members: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  athena: {
    GetQueryExecutionOutput: ["QueryExecution"],
    QueryExecution: ["QueryExecutionId", "Status"],
    QueryExecutionStatus: ["State"],
    StartQueryExecutionOutput: ["QueryExecutionId"],
  },
  apigateway: { RestApi: ["id", "name"], Stage: ["stageName"], Resource: ["id", "path"] },
  cloudformation: {
    CreateStackOutput: ["StackId"],
    DescribeStackResourceOutput: ["StackResourceDetail"],
    UpdateStackOutput: ["StackId"],
  },
  cloudwatch: { Metric: ["Namespace", "MetricName"], MetricAlarm: ["AlarmName", "AlarmArn", "StateValue"] },
  "cognito-idp": {
    AdminCreateUserResponse: ["User"],
    CreateUserPoolResponse: ["UserPool"],
    DescribeUserPoolResponse: ["UserPool"],
    UserPoolDescriptionType: ["Id", "Name"],
    UserPoolType: ["Id", "Name", "Arn"],
    UserType: ["Username", "UserStatus"],
  },
  dynamodb: {
    CreateTableOutput: ["TableDescription"],
    DeleteTableOutput: ["TableDescription"],
    DescribeTableOutput: ["Table"],
    ListTablesOutput: ["TableNames"],
    QueryOutput: ["Count", "ScannedCount"],
    ScanOutput: ["Count", "ScannedCount"],
    TableDescription: ["TableName", "TableStatus", "TableArn"],
    UpdateTableOutput: ["TableDescription"],
  },
  ec2: {
    Image: ["ImageId"],
    Instance: ["InstanceId", "ImageId", "InstanceType", "State"],
    InstanceState: ["Code", "Name"],
    InternetGateway: ["InternetGatewayId"],
    NetworkInterface: ["NetworkInterfaceId"],
    Region: ["RegionName", "Endpoint"],
    Reservation: ["ReservationId", "Instances"],
    RouteTable: ["RouteTableId"],
    SecurityGroup: ["GroupId", "GroupName"],
    Snapshot: ["SnapshotId", "State"],
    Subnet: ["SubnetId", "VpcId", "CidrBlock"],
    Tag: ["Key", "Value"],
    Volume: ["VolumeId", "State"],
    Vpc: ["VpcId", "State"],
  },
  ecr: {
    AuthorizationData: ["authorizationToken", "expiresAt", "proxyEndpoint"],
    CreateRepositoryResponse: ["repository"],
    Repository: ["registryId", "repositoryArn", "repositoryName", "repositoryUri"],
  },
  ecs: {
    Cluster: ["clusterArn", "clusterName", "status"],
    CreateClusterResponse: ["cluster"],
    CreateServiceResponse: ["service"],
    RegisterTaskDefinitionResponse: ["taskDefinition"],
    Service: ["serviceArn", "serviceName", "clusterArn", "status"],
    Task: ["taskArn", "clusterArn", "taskDefinitionArn", "lastStatus"],
    TaskDefinition: ["taskDefinitionArn", "family", "revision", "containerDefinitions"],
  },
  events: {
    PutEventsResponse: ["FailedEntryCount", "Entries"],
    PutRuleResponse: ["RuleArn"],
    PutTargetsResponse: ["FailedEntryCount", "FailedEntries"],
    Rule: ["Name", "Arn"],
  },
  glue: {
    GetDatabaseResponse: ["Database"],
    GetJobResponse: ["Job"],
    GetJobRunResponse: ["JobRun"],
    GetTableResponse: ["Table"],
    JobRun: ["Id", "JobName", "JobRunState"],
    StartJobRunResponse: ["JobRunId"],
  },
  kms: {
    CreateKeyResponse: ["KeyMetadata"],
    DecryptResponse: ["Plaintext", "KeyId"],
    DescribeKeyResponse: ["KeyMetadata"],
    EncryptResponse: ["CiphertextBlob", "KeyId"],
    GenerateDataKeyResponse: ["CiphertextBlob", "KeyId"],
    SignResponse: ["Signature", "KeyId", "SigningAlgorithm"],
    VerifyResponse: ["SignatureValid", "KeyId", "SigningAlgorithm"],
  },
  lambda: {
    FunctionConfiguration: ["FunctionName", "FunctionArn"],
    InvocationResponse: ["StatusCode"],
  },
  logs: {
    LogGroup: ["logGroupName", "arn", "creationTime"],
    LogStream: ["logStreamName", "arn", "creationTime"],
    StartQueryResponse: ["queryId"],
  },
  rds: {
    CreateDBInstanceResult: ["DBInstance"],
    DBCluster: ["DBClusterIdentifier", "DBClusterArn", "Status"],
    DBInstance: ["DBInstanceIdentifier", "DBInstanceArn", "DBInstanceStatus", "Engine"],
  },
  s3: {
    Bucket: ["Name"],
    CommonPrefix: ["Prefix"],
    CopyObjectOutput: ["CopyObjectResult"],
    CreateMultipartUploadOutput: ["Bucket", "Key", "UploadId"],
    DeleteMarkerEntry: ["Key", "VersionId", "IsLatest", "LastModified"],
    HeadObjectOutput: ["ContentLength", "LastModified", "ETag"],
    ListObjectsOutput: ["IsTruncated", "Name", "MaxKeys"],
    ListObjectsV2Output: ["IsTruncated", "Name", "KeyCount", "MaxKeys"],
    MultipartUpload: ["Key", "UploadId", "Initiated"],
    Object: ["Key", "LastModified", "ETag", "Size"],
    ObjectVersion: ["Key", "VersionId", "IsLatest", "LastModified", "ETag", "Size"],
    Part: ["PartNumber", "LastModified", "ETag", "Size"],
    PutObjectOutput: ["ETag"],
    UploadPartOutput: ["ETag"],
  },
  secretsmanager: {
    CreateSecretResponse: ["ARN", "Name"],
    DescribeSecretResponse: ["ARN", "Name"],
    GetSecretValueResponse: ["ARN", "Name", "VersionId", "CreatedDate"],
    PutSecretValueResponse: ["ARN", "Name", "VersionId"],
    SecretListEntry: ["ARN", "Name"],
  },
  sns: {
    CreateTopicResponse: ["TopicArn"],
    PublishResponse: ["MessageId"],
    SubscribeResponse: ["SubscriptionArn"],
    Subscription: ["SubscriptionArn", "Owner", "Protocol", "TopicArn"],
    Topic: ["TopicArn"],
  },
  sqs: {
    CreateQueueResult: ["QueueUrl"],
    GetQueueUrlResult: ["QueueUrl"],
    Message: ["MessageId", "ReceiptHandle", "Body", "MD5OfBody"],
    SendMessageResult: ["MessageId", "MD5OfMessageBody"],
  },
  ssm: {
    GetParameterResult: ["Parameter"],
    Parameter: ["Name", "Type", "Value", "Version", "ARN", "LastModifiedDate"],
    PutParameterResult: ["Version"],
    SendCommandResult: ["Command"],
    Command: ["CommandId", "Status"],
  },
  sts: {
    AssumeRoleResponse: ["Credentials", "AssumedRoleUser"],
    AssumeRoleWithSAMLResponse: ["Credentials", "AssumedRoleUser"],
    AssumeRoleWithWebIdentityResponse: ["Credentials", "AssumedRoleUser"],
    GetCallerIdentityResponse: ["UserId", "Account", "Arn"],
    GetFederationTokenResponse: ["Credentials", "FederatedUser"],
    GetSessionTokenResponse: ["Credentials"],
  },
};

/** What always comes in a service's outputs. */
export function alwaysPresentIn(service: string): AlwaysPresent {
  const shapes = Object.entries(members[service] ?? {});
  return new Map(shapes.map(([shape, names]) => [shape, new Set(names)]));
}
