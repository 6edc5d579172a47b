"""Things in moto, listed and waited for by boto3.

Makes a few things of each service in the server at the given address, pages over all that lists them with boto3, one item
a page where the operation lets its caller choose, asks each waiter once, and prints what came, one paginator or waiter a
line, in JSON.
"""

import base64
import datetime
import io
import json
import sys
import zipfile

import boto3
import botocore.config
import botocore.exceptions

ROLE = "arn:aws:iam::123456789012:role/service"
TRUST = json.dumps({"Version": "2012-10-17", "Statement": []})
TEMPLATE = json.dumps({"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {}}}})
STATES = json.dumps({"StartAt": "a", "States": {"a": {"Type": "Pass", "End": True}}})
SIZES = {"minSize": 1, "maxSize": 1, "desiredSize": 1}


def code():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("index.py", "def handler(event, context): return 1")
    return buffer.getvalue()


def subnets(make):
    found = make("ec2").describe_subnets()["Subnets"]
    return [each["SubnetId"] for each in found][:2]


# What makes one thing of a service; {n} counts. Each is done three times.
THINGS = {
    "acm": lambda c, n: c.request_certificate(DomainName=f"d{n}.example.com"),
    "acm-pca": lambda c, n: c.create_certificate_authority(
        CertificateAuthorityConfiguration={
            "KeyAlgorithm": "RSA_2048",
            "SigningAlgorithm": "SHA256WITHRSA",
            "Subject": {"CommonName": f"c{n}"},
        },
        CertificateAuthorityType="ROOT",
    ),
    "amp": lambda c, n: c.create_workspace(alias=f"w{n}"),
    "apigateway": lambda c, n: [c.create_rest_api(name=f"a{n}"), c.create_api_key(name=f"k{n}")],
    "apigatewayv2": lambda c, n: c.create_api(Name=f"a{n}", ProtocolType="HTTP"),
    "appconfig": lambda c, n: c.create_application(Name=f"a{n}"),
    "appsync": lambda c, n: c.create_graphql_api(name=f"a{n}", authenticationType="API_KEY"),
    "athena": lambda c, n: c.create_work_group(Name=f"w{n}"),
    "autoscaling": lambda c, n: [
        c.create_launch_configuration(
            LaunchConfigurationName=f"l{n}", ImageId="ami-12c6146b", InstanceType="t2.micro"
        ),
        c.create_auto_scaling_group(
            AutoScalingGroupName=f"g{n}",
            LaunchConfigurationName=f"l{n}",
            MinSize=0,
            MaxSize=0,
            AvailabilityZones=["us-east-1a"],
        ),
    ],
    "backup": lambda c, n: c.create_backup_vault(BackupVaultName=f"v{n}"),
    "ce": lambda c, n: c.create_cost_category_definition(
        Name=f"c{n}",
        RuleVersion="CostCategoryExpression.v1",
        Rules=[{"Value": "v", "Rule": {"CostCategories": {"Key": "k", "Values": ["v"]}}}],
    ),
    "cloudformation": lambda c, n: [
        c.create_stack(StackName=f"s{n}", TemplateBody=TEMPLATE),
        c.create_stack_set(StackSetName=f"t{n}", TemplateBody=TEMPLATE),
    ],
    "cloudtrail": lambda c, n: c.create_trail(Name=f"trail{n}", S3BucketName="bucket0"),
    "cloudwatch": lambda c, n: [
        c.put_metric_alarm(
            AlarmName=f"a{n}",
            ComparisonOperator="GreaterThanThreshold",
            EvaluationPeriods=1,
            MetricName="m",
            Namespace="n",
            Period=60,
            Statistic="Sum",
            Threshold=1.0,
        ),
        c.put_dashboard(DashboardName=f"d{n}", DashboardBody='{"widgets": []}'),
        c.put_metric_data(Namespace="n", MetricData=[{"MetricName": f"m{n}", "Value": 1.0}]),
    ],
    "codecommit": lambda c, n: c.create_repository(repositoryName=f"r{n}"),
    "cognito-identity": lambda c, n: c.create_identity_pool(
        IdentityPoolName=f"p{n}", AllowUnauthenticatedIdentities=True
    ),
    "cognito-idp": lambda c, n: c.create_user_pool(PoolName=f"p{n}"),
    "databrew": lambda c, n: c.create_ruleset(
        Name=f"r{n}", TargetArn="arn:aws:databrew:us-east-1:1:dataset/d", Rules=[{"Name": "n", "CheckExpression": "c"}]
    ),
    "datasync": lambda c, n: c.create_location_smb(
        ServerHostname="h", Subdirectory=f"/s{n}", User="u", Password="p", AgentArns=[f"arn:aws:datasync:us-east-1:1:agent/agent-0123456789abcdef{n}"]
    ),
    "directconnect": lambda c, n: c.create_connection(location="l", bandwidth="1Gbps", connectionName=f"c{n}"),
    "dynamodb": lambda c, n: [
        c.create_table(
            TableName=f"table{n}",
            KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        ),
        [c.put_item(TableName=f"table{n}", Item={"k": {"S": f"k{i}"}, "b": {"B": b"\x01"}}) for i in range(3)],
    ],
    "ec2": lambda c, n: [
        c.create_key_pair(KeyName=f"k{n}"),
        c.create_vpc(CidrBlock=f"10.{n}.0.0/16"),
        c.create_security_group(GroupName=f"g{n}", Description="d"),
        c.run_instances(ImageId="ami-12c6146b", MinCount=1, MaxCount=1),
        c.create_volume(AvailabilityZone="us-east-1a", Size=1),
        c.create_internet_gateway(),
    ],
    "ecr": lambda c, n: c.create_repository(repositoryName=f"repo{n}"),
    "ecs": lambda c, n: [
        c.create_cluster(clusterName=f"c{n}"),
        c.register_task_definition(family=f"f{n}", containerDefinitions=[{"name": "n", "image": "i", "memory": 1}]),
    ],
    "efs": lambda c, n: c.create_file_system(CreationToken=f"t{n}"),
    "eks": lambda c, n: c.create_cluster(name=f"c{n}", roleArn=ROLE, resourcesVpcConfig={}),
    "elasticache": lambda c, n: c.create_user(
        UserId=f"user{n}", UserName=f"user{n}", Engine="redis", AccessString="on", NoPasswordRequired=True
    ),
    "elasticbeanstalk": lambda c, n: c.create_application(ApplicationName=f"a{n}"),
    "elb": lambda c, n: c.create_load_balancer(
        LoadBalancerName=f"b{n}",
        Listeners=[{"Protocol": "tcp", "LoadBalancerPort": 80, "InstancePort": 80}],
        AvailabilityZones=["us-east-1a"],
    ),
    "elbv2": lambda c, n: [
        c.create_load_balancer(Name=f"b{n}", Subnets=subnets(client)),
        c.create_target_group(Name=f"t{n}", Protocol="HTTP", Port=80, VpcId="vpc-1"),
    ],
    "emr": lambda c, n: c.run_job_flow(Name=f"j{n}", Instances={"InstanceCount": 1}, JobFlowRole="r", ServiceRole="s"),
    "events": lambda c, n: c.put_rule(Name=f"r{n}", ScheduleExpression="rate(5 minutes)"),
    "fsx": lambda c, n: c.create_file_system(FileSystemType="LUSTRE", StorageCapacity=1200, SubnetIds=["subnet-12345678"]),
    "glacier": lambda c, n: c.create_vault(vaultName=f"v{n}"),
    "glue": lambda c, n: [
        c.create_database(DatabaseInput={"Name": f"d{n}"}),
        c.create_table(DatabaseName="d0", TableInput={"Name": f"t{n}"}),
        c.create_job(Name=f"j{n}", Role=ROLE, Command={"Name": "glueetl"}),
        c.create_crawler(Name=f"c{n}", Role=ROLE, DatabaseName="d0", Targets={"S3Targets": []}),
    ],
    "guardduty": lambda c, n: c.create_detector(Enable=True),
    "iam": lambda c, n: [
        c.create_user(UserName=f"u{n}"),
        c.create_group(GroupName=f"g{n}"),
        c.create_role(RoleName=f"r{n}", AssumeRolePolicyDocument=TRUST),
        c.create_instance_profile(InstanceProfileName=f"i{n}"),
        c.create_access_key(UserName="u0") if n < 2 else None,
    ],
    "iot": lambda c, n: [c.create_thing(thingName=f"t{n}"), c.create_thing_group(thingGroupName=f"g{n}")],
    "ivs": lambda c, n: c.create_channel(name=f"c{n}"),
    "kafka": lambda c, n: c.create_cluster_v2(
        ClusterName=f"c{n}", Serverless={"VpcConfigs": [{"SubnetIds": ["s"], "SecurityGroupIds": ["g"]}]}
    ),
    "kinesis": lambda c, n: c.create_stream(StreamName=f"s{n}", ShardCount=3),
    "kms": lambda c, n: c.create_alias(AliasName=f"alias/a{n}", TargetKeyId=c.create_key()["KeyMetadata"]["KeyId"]),
    "lambda": lambda c, n: [
        c.create_function(
            FunctionName=f"f{n}", Runtime="python3.11", Role=ROLE, Handler="index.handler", Code={"ZipFile": code()}
        ),
        c.publish_layer_version(LayerName=f"l{n}", Content={"ZipFile": code()}),
    ],
    "logs": lambda c, n: [
        c.create_log_group(logGroupName=f"g{n}"),
        c.create_log_stream(logGroupName="g0", logStreamName=f"s{n}"),
        c.put_log_events(logGroupName="g0", logStreamName="s0", logEvents=[{"timestamp": 1700000000000 + n, "message": f"m{n}"}]),
    ],
    "mediastore": lambda c, n: c.create_container(ContainerName=f"c{n}"),
    "mq": lambda c, n: c.create_broker(
        BrokerName=f"b{n}",
        AutoMinorVersionUpgrade=False,
        DeploymentMode="SINGLE_INSTANCE",
        EngineType="ACTIVEMQ",
        EngineVersion="5.15",
        HostInstanceType="mq.t2.micro",
        PubliclyAccessible=False,
        Users=[{"Username": "u", "Password": "passwordpassword"}],
    ),
    "networkmanager": lambda c, n: c.create_global_network(Description=f"d{n}"),
    "opensearch": lambda c, n: c.create_domain(DomainName=f"domain{n}"),
    "organizations": lambda c, n: [
        c.create_organization(FeatureSet="ALL") if n == 0 else None,
        c.create_account(Email=f"a{n}@example.com", AccountName=f"a{n}"),
    ],
    "pipes": lambda c, n: c.create_pipe(Name=f"p{n}", RoleArn=ROLE, Source="arn:aws:sqs:us-east-1:1:a", Target="arn:aws:sqs:us-east-1:1:b"),
    "ram": lambda c, n: c.create_resource_share(name=f"s{n}"),
    "rds": lambda c, n: [
        c.create_db_instance(
            DBInstanceIdentifier=f"d{n}",
            DBInstanceClass="db.t3.micro",
            Engine="mysql",
            MasterUsername="user",
            MasterUserPassword="password",
            AllocatedStorage=10,
        ),
        c.create_db_parameter_group(DBParameterGroupName=f"g{n}", DBParameterGroupFamily="mysql8.0", Description="d"),
    ],
    "redshift": lambda c, n: c.create_cluster(
        ClusterIdentifier=f"c{n}", NodeType="ds2.xlarge", MasterUsername="user", MasterUserPassword="Passw0rd"
    ),
    "resource-groups": lambda c, n: c.create_group(
        Name=f"g{n}", ResourceQuery={"Type": "TAG_FILTERS_1_0", "Query": "{}"}
    ),
    "route53": lambda c, n: c.create_hosted_zone(Name=f"z{n}.example.com", CallerReference=f"{n}"),
    "route53resolver": lambda c, n: c.create_resolver_query_log_config(
        Name=f"q{n}", DestinationArn="arn:aws:s3:::bucket0", CreatorRequestId=f"{n}"
    ),
    "s3": lambda c, n: [
        c.create_bucket(Bucket=f"bucket{n}"),
        c.put_object(Bucket="bucket0", Key=f"dir{n}/ö &{n}", Body=b"1"),
        c.put_object(Bucket="bucket0", Key=f"key{n}", Body=b"1"),
        c.create_multipart_upload(Bucket="bucket0", Key=f"upload{n}"),
    ],
    "sagemaker": lambda c, n: [
        c.create_model(ModelName=f"m{n}", ExecutionRoleArn=ROLE, PrimaryContainer={"Image": "i"}),
        c.create_experiment(ExperimentName=f"e{n}"),
    ],
    "scheduler": lambda c, n: c.create_schedule_group(Name=f"g{n}"),
    "secretsmanager": lambda c, n: c.create_secret(Name=f"s{n}", SecretString="x"),
    "servicediscovery": lambda c, n: c.create_http_namespace(Name=f"n{n}"),
    "ses": lambda c, n: c.verify_email_identity(EmailAddress=f"a{n}@example.com"),
    "sesv2": lambda c, n: c.create_email_identity(EmailIdentity=f"a{n}@example.com"),
    "sns": lambda c, n: [
        c.subscribe(TopicArn=c.create_topic(Name=f"t{n}")["TopicArn"], Protocol="email", Endpoint="a@example.com")
    ],
    "sqs": lambda c, n: c.create_queue(QueueName=f"q{n}"),
    "ssm": lambda c, n: [
        c.put_parameter(Name=f"/p/{n}", Value="x", Type="String"),
        c.create_document(Content='{"schemaVersion": "2.2"}', Name=f"doc{n}", DocumentType="Command"),
    ],
    "stepfunctions": lambda c, n: c.create_state_machine(name=f"s{n}", definition=STATES, roleArn=ROLE),
    "swf": lambda c, n: c.register_domain(name=f"d{n}", workflowExecutionRetentionPeriodInDays="1"),
    "synthetics": lambda c, n: None,
    "timestream-query": lambda c, n: None,
    "transcribe": lambda c, n: c.create_vocabulary(VocabularyName=f"v{n}", LanguageCode="en-US", Phrases=["a"]),
    "transfer": lambda c, n: c.create_server(),
    "workspaces": lambda c, n: None,
    "xray": lambda c, n: c.put_trace_segments(
        TraceSegmentDocuments=[json.dumps({"id": f"70de5b6f19ff9a{n}a", "trace_id": f"1-{int(datetime.datetime.now().timestamp()):x}-5d5b6f19ff9a70de5b6f19f{n}", "start_time": 1, "end_time": 2, "name": "n"})]
    ),
    "polly": lambda c, n: None,
    "support": lambda c, n: c.create_case(subject=f"s{n}", communicationBody="b"),
    "cloudfront": lambda c, n: c.create_cloud_front_origin_access_identity(
        CloudFrontOriginAccessIdentityConfig={"CallerReference": f"{n}", "Comment": "c"}
    ),
    "config": lambda c, n: c.put_config_rule(
        ConfigRule={"ConfigRuleName": f"r{n}", "Source": {"Owner": "AWS", "SourceIdentifier": "S3_BUCKET_VERSIONING_ENABLED"}}
    ),
    "dms": lambda c, n: c.create_replication_instance(
        ReplicationInstanceIdentifier=f"i{n}", ReplicationInstanceClass="dms.t2.micro"
    ),
    "batch": lambda c, n: c.create_scheduling_policy(name=f"p{n}"),
    "codebuild": lambda c, n: c.create_project(
        name=f"p{n}",
        source={"type": "S3", "location": "bucket0/path"},
        artifacts={"type": "NO_ARTIFACTS"},
        environment={"type": "LINUX_CONTAINER", "image": "i", "computeType": "BUILD_GENERAL1_SMALL"},
        serviceRole=ROLE,
    ),
    "wafv2": lambda c, n: None,
}
# The inputs of what lists no whole service.
INPUTS = {
    "s3": {
        "list_objects": {"Bucket": "bucket0", "Delimiter": "/"},
        "list_objects_v2": {"Bucket": "bucket0", "Delimiter": "/"},
        "list_object_versions": {"Bucket": "bucket0"},
        "list_multipart_uploads": {"Bucket": "bucket0"},
    },
    "dynamodb": {"scan": {"TableName": "table0"}},
    "kinesis": {"list_shards": {"StreamName": "s0"}, "describe_stream": {"StreamName": "s0"}},
    "logs": {"describe_log_streams": {"logGroupName": "g0"}, "filter_log_events": {"logGroupName": "g0"}},
    "iam": {"list_access_keys": {"UserName": "u0"}},
    "glue": {"get_tables": {"DatabaseName": "d0"}},
    "ssm": {"get_parameters_by_path": {"Path": "/p"}},
    "swf": {"list_domains": {"registrationStatus": "REGISTERED"}},
    "cognito-identity": {"list_identity_pools": {"MaxResults": 60}},
    "cognito-idp": {"list_user_pools": {"MaxResults": 60}},
}

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
# With more pages than these the rest is listed in large ones.
MOST = 40
ADDRESS = sys.argv[1]
CONFIG = botocore.config.Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}, read_timeout=30)


def client(name):
    keys = {"aws_access_key_id": "AKID", "aws_secret_access_key": "secret"}
    return boto3.client(name, region_name="us-east-1", endpoint_url=ADDRESS, config=CONFIG, **keys)


def make_things(service, make):
    for number in range(3):
        try:
            make(client(service), number)
        except Exception as error:  # Whatever moto cannot do is left out.
            print(f"{service}: {str(error)[:200]}", file=sys.stderr)


def listed(service):
    """Each paginator of the service that needs no input, or is given one."""
    found = client(service)
    for method, operation in sorted(found.meta.method_to_api_mapping.items()):
        if not found.can_paginate(method):
            continue
        given = INPUTS.get(service, {}).get(method)
        shape = found.meta.service_model.operation_model(operation).input_shape
        if given is None and shape is not None and shape.required_members:
            continue
        yield found, method, operation, given or {}


def page(found, method, inputs):
    paginator = found.get_paginator(method)
    paging = {"PageSize": 1} if paginator._limit_key else {}
    pages = [page for page, _ in zip(paginator.paginate(PaginationConfig=paging, **inputs), range(MOST))]
    if len(pages) == MOST:
        paging = {}
    full = paginator.paginate(PaginationConfig=paging, **inputs).build_full_result()
    first = paginator.paginate(PaginationConfig={**paging, "MaxItems": 1}, **inputs).build_full_result()
    return {"paging": paging, "pages": len(pages) if len(pages) < MOST else None, "full": full, "first": first}


# What the things above are called, where a waiter asks for one.
NAMES = {
    "Bucket": "bucket0",
    "Key": "key0",
    "TableName": "table0",
    "StreamName": "s0",
    "FunctionName": "f0",
    "UserName": "u0",
    "RoleName": "r0",
    "InstanceProfileName": "i0",
    "StackName": "s0",
    "StackSetName": "t0",
    "DBInstanceIdentifier": "d0",
    "ClusterIdentifier": "c0",
    "LoadBalancerNames": ["b0"],
    "cluster": "c0",
    "name": "c0",
    "clusterName": "c0",
    "KeyNames": ["k0"],
    "GroupNames": ["g0"],
    "VaultName": "v0",
    "vaultName": "v0",
    "services": ["missing"],
    "tasks": ["missing"],
}


def input_of(shape):
    """The required members, and those that have a name; None where something else is required."""
    given = {}
    for name, member in (shape.members if shape is not None else {}).items():
        if name in NAMES and (member.type_name == "list") == isinstance(NAMES[name], list):
            given[name] = NAMES[name]
        elif name in shape.required_members:
            if member.type_name != "string":
                return None
            given[name] = "missing-thing-0"
    return given


def waited(service):
    """Each waiter of the service, asked once: whether it succeeds, fails, ends in an error, or would go on."""
    found = client(service)
    for name in found.waiter_names:
        waiter = found.get_waiter(name)
        inputs = input_of(found.meta.service_model.operation_model(waiter.config.operation).input_shape)
        if inputs is None:
            continue
        try:
            waiter.wait(WaiterConfig={"MaxAttempts": 1}, **inputs)
            state = "success"
        except botocore.exceptions.WaiterError as error:
            text = str(error)
            state = "failure" if "terminal failure" in text else "more" if "Max attempts" in text else "error"
        except Exception as error:
            print(f"{service} {name}: {str(error)[:100]}", file=sys.stderr)
            continue
        yield {"service": service, "waiter": waiter.name, "input": inputs, "state": state}


def portable(value):
    if isinstance(value, (bytes, bytearray)):
        return {"$blob": base64.b64encode(value).decode()}
    if isinstance(value, datetime.datetime):
        aware = value.replace(tzinfo=value.tzinfo or datetime.timezone.utc)
        return {"$date": (aware - EPOCH) // datetime.timedelta(milliseconds=1)}
    if isinstance(value, dict):
        return {key: portable(member) for key, member in value.items()}
    return [portable(member) for member in value] if isinstance(value, (list, tuple)) else value


def is_lasting(listing):
    """Whether the same is listed once more: some of moto's listings tell the time of the question."""
    found = client(listing["service"])
    paginator = found.get_paginator(listing["method"])
    again = paginator.paginate(PaginationConfig=listing["paging"], **listing["input"]).build_full_result()
    return again == listing["full"]


def main():
    for service, make in THINGS.items():
        make_things(service, make)
    listings = []
    for service in THINGS:
        for found, method, operation, inputs in listed(service):
            try:
                outcome = page(found, method, inputs)
            except Exception as error:
                print(f"{service} {method}: {str(error)[:100]}", file=sys.stderr)
                continue
            if any(isinstance(each, list) and each for each in outcome["full"].values()) or "NextToken" in outcome["first"]:
                listings.append(
                    {"service": service, "method": method, "operation": operation, "input": inputs, **outcome}
                )
    for service in THINGS:
        for outcome in waited(service):
            print(json.dumps(outcome))
    for listing in listings:
        if is_lasting(listing):
            print(json.dumps(portable(listing)))


main()
