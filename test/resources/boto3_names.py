"""Prints the names of all properties of boto3's resources, by service and resource."""

import json

import boto3

SERVICES = "cloudformation cloudwatch dynamodb ec2 glacier iam s3 sns sqs".split()
session = boto3.session.Session("AKIDEXAMPLE", "secret", region_name="us-east-1")
names = {}
for service in SERVICES:
    resource = session.resource(service)
    for sub in resource.meta.resource_model.subresources:
        kind = type(getattr(resource, sub.name)(*["x"] * len(sub.resource.identifiers)))
        names[kind.__name__] = sorted(each for each in dir(kind) if isinstance(getattr(kind, each), property))
print(json.dumps(names))
