"""Makes with boto3 the calls of requests.test.ts, in the same order, against the endpoint that is given."""
import sys
from decimal import Decimal

import boto3
from boto3.dynamodb.conditions import Attr, Key

endpoint = sys.argv[1]
dynamodb = boto3.resource(
    "dynamodb",
    endpoint_url=endpoint,
    region_name="eu-west-1",
    aws_access_key_id="AKIDEXAMPLE",
    aws_secret_access_key="EXAMPLE",
)
table = dynamodb.Table("orders")


def is_paid(paid):
    return {
        "ConditionExpression": "#n0 = :v0",
        "ExpressionAttributeNames": {"#n0": "paid"},
        "ExpressionAttributeValues": {":v0": paid},
    }


key = {"customer": "c#1", "order": 7}

table.put_item(
    Item={
        **key,
        "total": Decimal("129.95"),
        "big": 12345678901234567890,
        "precise": Decimal("0.12345678901234567890123456789012345678"),
        "tiny": Decimal("1E-130"),
        "paid": True,
        "note": None,
        "empty": "",
        "tags": {"gift", "express"},
        "sizes": {1, 2, Decimal("2.5")},
        "parts": {b"\x01", b"\x02\x03"},
        "picture": b"\x00\xff",
        "lines": [{"sku": "map", "count": 1}, "text", [1, [2]], []],
        "address": {"city": "Bel\u00e9m", "geo": {"lat": Decimal("-1.45")}},
        "nothing": {},
    }
)
table.put_item(
    Item=key,
    ConditionExpression=Attr("order").not_exists() & (Attr("total").lt(5) | ~Attr("tags").contains("gift")),
    ReturnValues="ALL_OLD",
)
table.get_item(Key=key, ConsistentRead=True, ProjectionExpression="#t, paid", ExpressionAttributeNames={"#t": "total"})
table.delete_item(Key=key, ConditionExpression=Attr("address.city").begins_with("B"))
table.update_item(
    Key=key,
    UpdateExpression="SET #s = :s ADD hits :one",
    ExpressionAttributeNames={"#s": "status"},
    ExpressionAttributeValues={":s": "paid", ":one": 1},
    ConditionExpression=Attr("status").ne("paid"),
    ReturnValues="ALL_NEW",
)
conditions = [
    Attr("a").eq(1),
    Attr("a").ne("x"),
    Attr("a").lt(Decimal("1.5")),
    Attr("a").lte(1),
    Attr("a").gt(1),
    Attr("a").gte(b"\x01"),
    Attr("a").between(1, 9),
    Attr("a").begins_with("x"),
    Attr("a").contains("x"),
    Attr("a").exists(),
    Attr("a").not_exists(),
    Attr("a").attribute_type("S"),
    Attr("a").is_in([1, "two", None]),
    Attr("a").size().gt(3),
    Attr("a").size().between(1, 2),
    Attr("a").eq(Attr("b")),
    Attr("a.b[0].c[1][2]").eq({"x": [1]}),
    Attr("a").eq(1) & Attr("b").eq(2) & Attr("c").eq(3),
    Attr("a").eq(1) | Attr("b").eq(2) & ~Attr("c").eq(3),
    ~(Attr("a").eq(1) | Attr("a").eq(2)),
]
for condition in conditions:
    table.scan(FilterExpression=condition)
keys = [
    Key("customer").eq("c#1"),
    Key("customer").eq("c#1") & Key("order").lt(1),
    Key("customer").eq("c#1") & Key("order").lte(1),
    Key("customer").eq("c#1") & Key("order").gt(1),
    Key("customer").eq("c#1") & Key("order").gte(1),
    Key("customer").eq("c#1") & Key("order").between(1, 2),
    Key("customer").eq("c#1") & Key("order").begins_with("2026-"),
]
for condition in keys:
    table.query(KeyConditionExpression=condition)
table.query(
    IndexName="byTotal",
    KeyConditionExpression=Key("total").eq(1),
    FilterExpression=Attr("paid").eq(True),
    ProjectionExpression="#x",
    ExpressionAttributeNames={"#x": "customer"},
    ScanIndexForward=False,
    Limit=10,
    ExclusiveStartKey={"customer": "c#1", "order": 6},
)
table.query(
    FilterExpression=Attr("paid").eq(True),
    KeyConditionExpression=Key("customer").eq("c#1"),
    Select="COUNT",
)
table.scan(
    FilterExpression="total > :least",
    ExpressionAttributeValues={":least": Decimal("1.5")},
    Segment=1,
    TotalSegments=4,
)
table.scan(ScanFilter={"total": {"ComparisonOperator": "GT", "AttributeValueList": [5]}})
table.put_item(Item=key, Expected={"total": {"Value": 1, "Exists": True}})
table.update_item(Key=key, AttributeUpdates={"total": {"Value": 5, "Action": "ADD"}})
with table.batch_writer(overwrite_by_pkeys=["customer", "order"]) as writer:
    for index in range(30):
        writer.put_item(Item={"customer": "c#1", "order": index})
    writer.delete_item(Key={"customer": "c#1", "order": 29})
dynamodb.batch_get_item(
    RequestItems={"orders": {"Keys": [key], "ProjectionExpression": "total", "ConsistentRead": True}}
)
dynamodb.batch_write_item(
    RequestItems={"orders": [{"PutRequest": {"Item": key}}, {"DeleteRequest": {"Key": key}}]}
)
client = dynamodb.meta.client
# boto3's conditions do not work in transactions: their names and values would come beside TransactItems.
client.transact_write_items(
    TransactItems=[
        {
            "Put": {
                "TableName": "orders",
                "Item": key,
                "ConditionExpression": "attribute_not_exists(#n0)",
                "ExpressionAttributeNames": {"#n0": "total"},
            }
        },
        {
            "Update": {
                "TableName": "orders",
                "Key": key,
                "UpdateExpression": "SET total = :t",
                "ExpressionAttributeValues": {":t": 5},
            }
        },
        {"Delete": {"TableName": "orders", "Key": key, **is_paid(False)}},
        {"ConditionCheck": {"TableName": "orders", "Key": key, **is_paid(True)}},
    ],
    ClientRequestToken="token",
)
client.transact_get_items(TransactItems=[{"Get": {"TableName": "orders", "Key": key}}])
client.execute_statement(Statement="SELECT * FROM orders WHERE customer = ? AND total > ?", Parameters=["c#1", 5])
client.batch_execute_statement(Statements=[{"Statement": "DELETE FROM orders WHERE customer = ?", "Parameters": ["c#1"]}])
client.execute_transaction(
    TransactStatements=[{"Statement": "DELETE FROM orders WHERE customer = ?", "Parameters": ["c#1"]}],
    ClientRequestToken="token",
)
