"""Reads all items of a query with boto3's Table, so many times; prints CPU microseconds an item, one a line."""
import resource
import sys

import boto3
from boto3.dynamodb.conditions import Key

endpoint, rounds = sys.argv[1], int(sys.argv[2])
table = boto3.resource(
    "dynamodb",
    endpoint_url=endpoint,
    region_name="eu-west-1",
    aws_access_key_id="AKIDEXAMPLE",
    aws_secret_access_key="EXAMPLE",
).Table("orders")


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


for _ in range(rounds):
    before, count, total, start = cpu(), 0, 0, {}
    while start is not None:
        page = table.query(KeyConditionExpression=Key("customer").eq("c#000000000017"), **start)
        for item in page["Items"]:
            count += 1
            total += item["total"]
        last = page.get("LastEvaluatedKey")
        start = {"ExclusiveStartKey": last} if last else None
    print((cpu() - before) * 1e6 / count, flush=True)
