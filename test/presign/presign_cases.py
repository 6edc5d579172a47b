"""Presigned URLs as boto3 makes them, for operations of the services given as arguments.

Prints one JSON object a line: an operation, an input that has what the model requires, and boto3's URL for it, or the
error that it raised. Timestamps are {"$date": milliseconds}, blobs {"$blob": base64}. The first argument says how many
operations a service; 0 means all.
"""

import base64
import datetime
import json
import sys

import boto3
import botocore.auth
import botocore.signers
from botocore.config import Config

NOW = datetime.datetime(2026, 1, 20, 10, 30, 15)
botocore.auth.get_current_datetime = lambda *_: NOW
botocore.signers.get_current_datetime = lambda *_: NOW

session = boto3.Session(
    aws_access_key_id="AKIDEXAMPLE",
    aws_secret_access_key="wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    aws_session_token="a token/+=",
    region_name="eu-west-1",
)


def make(shape, name="", depth=0):
    kind = shape.type_name
    if kind == "structure":
        if getattr(shape, "is_document_type", False):
            return {"a": 1}
        return make_structure(shape, depth)
    if kind == "list":
        return [make(shape.member, name, depth + 1) for _ in range(min(shape.metadata.get("min", 0), 3))]
    if kind == "map":
        return {"k": make(shape.value, "", depth + 1)} if shape.metadata.get("min", 0) else {}
    if kind == "boolean":
        return False
    if kind in ("integer", "long"):
        return max(shape.metadata.get("min", 1), 1)
    if kind in ("float", "double"):
        return shape.metadata.get("min", 0) + 0.5
    if kind == "timestamp":
        return datetime.datetime(2026, 1, 19, 8, 7, 6, tzinfo=datetime.timezone.utc)
    if kind == "blob":
        return b"some bytes"
    if shape.enum:
        return shape.enum[0]
    text = "photos-1" if name == "Bucket" else "x y/z+ü" if name in ("Key", "Prefix") else "abc-1"
    return text.ljust(shape.metadata.get("min", 0), "x")


def make_structure(shape, depth):
    names = [name for name in shape.members if name in shape.required_members]
    if getattr(shape, "is_tagged_union", False) and shape.members:
        names = [next(iter(shape.members))]
    if depth == 0:
        # A token that is left out is filled in, at random.
        tokens = [name for name in shape.members if getattr(shape.members[name], "idempotency_token", False)]
        tokens += [name for name in shape.members if shape.members[name].metadata.get("idempotencyToken")]
        names = [name for name in shape.members if name in names or name in tokens]
    return {name: make(shape.members[name], name, depth + 1) for name in names} if depth < 8 else {}


def portable(value):
    if isinstance(value, dict):
        return {key: portable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [portable(each) for each in value]
    if isinstance(value, datetime.datetime):
        return {"$date": value.timestamp() * 1000}
    return {"$blob": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def sample(names, count):
    if count == 0 or len(names) <= count:
        return names
    step = len(names) / count
    return [names[int(index * step)] for index in range(count)]


def run(service, count):
    config = Config(signature_version="s3v4") if service == "s3" else None
    client = session.client(service, config=config)
    operations = {operation: method for method, operation in client.meta.method_to_api_mapping.items()}
    for operation in sample(sorted(operations), count):
        shape = client.meta.service_model.operation_model(operation).input_shape
        params = make_structure(shape, 0) if shape else {}
        case = {"operation": operation, "input": portable(params)}
        try:
            case["url"] = client.generate_presigned_url(operations[operation], Params=params, ExpiresIn=900)
        except Exception as error:
            case["error"] = f"{type(error).__name__}: {error}"
        print(json.dumps(case))


for name in sys.argv[2:]:
    run(name, int(sys.argv[1]))
