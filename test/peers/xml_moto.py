"""Calls XML services of a moto server by boto3 and prints each call: what was given, what came back, what boto3 made of it.

First line: the server's URL. Then a JSON object a line, then `end`. The server runs until standard input is closed.
"""

import base64
import datetime
import json
import os
import sys

import boto3
import botocore.parsers
from botocore.config import Config
from botocore.exceptions import ClientError
from moto.server import ThreadedMotoServer

os.environ.update(AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_EC2_METADATA_DISABLED="true")
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
TRUST = json.dumps({"Version": "2012-10-17", "Statement": []})
TEMPLATE = json.dumps({"Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "q<&>"}}}})
KEYS = ["plain.txt", "a b+c%20.txt", "ünï/☃.txt", "<&>'\".xml", "dir//double", "tab\there"]

CALLS = [
    ("sts", "GetCallerIdentity", {}),
    ("sts", "AssumeRole", {"RoleArn": "arn:aws:iam::123456789012:role/r", "RoleSessionName": "session"}),
    ("iam", "CreateUser", {"UserName": "ann", "Path": "/a/", "Tags": [{"Key": "k", "Value": "<&> ü"}]}),
    ("iam", "CreateRole", {"RoleName": "r", "AssumeRolePolicyDocument": TRUST, "Description": "a\nb"}),
    ("iam", "ListUsers", {}),
    ("iam", "GetUser", {"UserName": "ann"}),
    ("iam", "GetUser", {"UserName": "nobody"}),
    ("iam", "GetAccountSummary", {}),
    ("iam", "ListRoles", {"PathPrefix": "/"}),
    ("ec2", "RunInstances", {"ImageId": "ami-12c6146b", "MinCount": 2, "MaxCount": 2, "TagSpecifications": [
        {"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": "one two"}]}]}),
    ("ec2", "DescribeInstances", {"Filters": [{"Name": "tag:Name", "Values": ["one two", "x"]}]}),
    ("ec2", "DescribeVpcs", {}),
    ("ec2", "DescribeSecurityGroups", {}),
    ("ec2", "DescribeRegions", {"AllRegions": True}),
    ("ec2", "DescribeInstances", {"InstanceIds": ["i-nonsense"]}),
    ("ec2", "DescribeInstanceTypes", {"InstanceTypes": ["t2.micro", "m5.large"]}),
    ("sns", "CreateTopic", {"Name": "t", "Attributes": {"DisplayName": "a <b>"}}),
    ("sns", "ListTopics", {}),
    ("sns", "GetTopicAttributes", {"TopicArn": "arn:aws:sns:us-east-1:123456789012:t"}),
    ("sns", "GetTopicAttributes", {"TopicArn": "arn:aws:sns:us-east-1:123456789012:no"}),
    ("s3", "CreateBucket", {"Bucket": "photos"}),
    *[("s3", "PutObject", {"Bucket": "photos", "Key": key, "Body": key}) for key in KEYS],
    ("s3", "ListBuckets", {}),
    ("s3", "ListObjectsV2", {"Bucket": "photos", "EncodingType": "url"}),
    ("s3", "ListObjectsV2", {"Bucket": "photos", "Delimiter": "/", "MaxKeys": 3, "FetchOwner": True, "EncodingType": "url"}),
    ("s3", "ListObjectVersions", {"Bucket": "photos", "EncodingType": "url"}),
    ("s3", "PutBucketTagging", {"Bucket": "photos", "Tagging": {"TagSet": [{"Key": "k", "Value": "a<b"}]}}),
    ("s3", "GetBucketTagging", {"Bucket": "photos"}),
    ("s3", "GetBucketAcl", {"Bucket": "photos"}),
    ("s3", "PutBucketLifecycleConfiguration", {"Bucket": "photos", "LifecycleConfiguration": {"Rules": [
        {"ID": "r", "Status": "Enabled", "Filter": {"Prefix": "tmp/"}, "Expiration": {"Days": 1}}]}}),
    ("s3", "GetBucketLifecycleConfiguration", {"Bucket": "photos"}),
    ("s3", "DeleteObjects", {"Bucket": "photos", "Delete": {"Objects": [{"Key": key} for key in KEYS[:4]]}}),
    ("s3", "ListObjectsV2", {"Bucket": "nowhere"}),
    ("s3", "GetBucketPolicy", {"Bucket": "photos"}),
    ("rds", "CreateDBInstance", {"DBInstanceIdentifier": "d", "DBInstanceClass": "db.t3.micro", "Engine": "mysql",
                                 "AllocatedStorage": 10, "MasterUsername": "u", "MasterUserPassword": "password"}),
    ("rds", "DescribeDBInstances", {}),
    ("rds", "DescribeDBInstances", {"DBInstanceIdentifier": "no"}),
    ("cloudformation", "CreateStack", {"StackName": "s", "TemplateBody": TEMPLATE, "Tags": [{"Key": "k", "Value": "v"}]}),
    ("cloudformation", "DescribeStacks", {}),
    ("cloudformation", "ListStacks", {"StackStatusFilter": ["CREATE_COMPLETE"]}),
    ("cloudformation", "GetTemplate", {"StackName": "s"}),
    ("route53", "CreateHostedZone", {"Name": "example.com.", "CallerReference": "c", "HostedZoneConfig": {"Comment": "<c>"}}),
    ("route53", "ListHostedZones", {}),
    ("route53", "GetHostedZone", {"Id": "NONE"}),
    ("cloudfront", "ListDistributions", {}),
    ("cloudfront", "GetDistribution", {"Id": "NONE"}),
    ("autoscaling", "DescribeAutoScalingGroups", {}),
    ("elbv2", "DescribeLoadBalancers", {}),
    ("elasticache", "DescribeCacheClusters", {}),
    ("redshift", "DescribeClusters", {}),
    ("ses", "VerifyEmailIdentity", {"EmailAddress": "a@example.com"}),
    ("ses", "ListIdentities", {}),
    ("ses", "GetSendQuota", {}),
    ("sdb", "CreateDomain", {"DomainName": "d"}),
    ("sdb", "ListDomains", {}),
]


def portable(value):
    if isinstance(value, datetime.datetime):
        return {"$date": (value - EPOCH) // datetime.timedelta(milliseconds=1)}
    if isinstance(value, bytes):
        return {"$blob": base64.b64encode(value).decode()}
    if isinstance(value, dict):
        return {key: portable(item) for key, item in value.items() if key != "ResponseMetadata"}
    if isinstance(value, list):
        return [portable(item) for item in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def call(client, operation, params):
    raw = {}

    def keep(response_dict, operation_model, **_):
        headers = {name.lower(): value for name, value in response_dict["headers"].items()}
        body = base64.b64encode(response_dict["body"]).decode()
        raw.update(status=response_dict["status_code"], headers=headers, body=body)
        # boto3's own customizations (the decoding of S3's keys) come later, and are none of the parser's business.
        parser = botocore.parsers.create_parser(operation_model.service_model.resolved_protocol)
        if raw["status"] < 300:
            raw["output"] = portable(parser.parse(response_dict, operation_model.output_shape))

    client.meta.events.register("before-parse", keep)
    method = next(name for name, api in client.meta.method_to_api_mapping.items() if api == operation)
    try:
        getattr(client, method)(**params)
    except ClientError as error:
        raw["error"] = error.response["Error"]
    client.meta.events.unregister("before-parse", keep)
    return raw


server = ThreadedMotoServer(port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
url = f"http://127.0.0.1:{port}"
print(url, flush=True)
config = Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}, request_checksum_calculation="when_required")
clients = {}
for service, operation, params in CALLS:
    if service not in clients:
        clients[service] = boto3.client(service, region_name="us-east-1", endpoint_url=url, config=config)
    print(json.dumps({"service": service, "operation": operation, "params": params,
                      **call(clients[service], operation, params)}), flush=True)
print("end", flush=True)
sys.stdin.read()
server.stop()
