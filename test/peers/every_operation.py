"""One request of every operation of every service, as boto3 would send it.

Prints a service a line, in JSON: its operations, each with an input that has a value for nearly all members, and the request
that it came to; without one where boto3 itself refuses. Nothing is sent.
"""

import base64
import datetime
import json
import re

import boto3
import botocore.config

CONFIG = botocore.config.Config(
    retries={"total_max_attempts": 1},
    parameter_validation=False,
    s3={"us_east_1_regional_endpoint": "regional"},
)
# Below these levels only what is required has values.
DEPTH = 3
SCALARS = {
    "integer": 5,
    "long": 5,
    "double": 1.5,
    "float": 1.5,
    "boolean": True,
    "timestamp": {"$date": 1700000000000},
    "blob": {"$text": "blob"},
}


class Sent(Exception):
    """Ends a call where its request would go out."""


def text(name, service):
    if name == "Bucket":
        return "bucket"
    if name == "CopySource":
        return "bucket/key"
    if re.search("account_?id$", name, re.I):
        return "123456789012"
    if re.search("arn$", name, re.I):
        return f"arn:aws:{service}:us-east-1:123456789012:stream/name"
    return "a-b"


def value(shape, name, service, parents=()):
    """A value for the shape, the same in every run; None where there is none to give."""
    parents = (*parents, shape.name)
    if shape.type_name == "structure":
        return structure(shape, service, parents)
    if shape.type_name == "list":
        item = None if shape.member.name in parents else value(shape.member, name, service, parents)
        return [] if item is None else [item]
    if shape.type_name == "map":
        item = None if shape.value.name in parents else value(shape.value, name, service, parents)
        return {} if item is None else {"key": item}
    if shape.type_name == "string":
        return shape.enum[0] if shape.enum else text(name, service)
    return SCALARS.get(shape.type_name)


def structure(shape, service, parents):
    if shape.is_document_type:
        return {"document": 1}
    members = {}
    for name, member in shape.members.items():
        wanted = name in shape.required_members or len(parents) <= DEPTH
        if not wanted or member.name in parents or name == "ContentLength" or "eventstream" in member.serialization:
            continue
        given = value(member, name, service, parents)
        if given is not None:
            members[name] = given
        if given is not None and shape.is_tagged_union:
            break
    return members


def native(given):
    if isinstance(given, list):
        return [native(item) for item in given]
    if not isinstance(given, dict):
        return given
    if "$text" in given:
        return given["$text"].encode()
    if "$date" in given:
        return datetime.datetime.fromtimestamp(given["$date"] / 1000, datetime.timezone.utc)
    return {key: native(item) for key, item in given.items()}


def noted(request):
    origin, target = re.fullmatch(r"(https?://[^/?]+)(.*)", request.url).groups()
    body = request.body.read() if hasattr(request.body, "read") else request.body or b""
    body = body.encode() if isinstance(body, str) else bytes(body)
    headers = {
        name.lower(): given.decode() if isinstance(given, bytes) else given for name, given in request.headers.items()
    }
    headers["host"] = origin.partition("://")[2]
    return {
        "method": request.method,
        "origin": origin,
        "target": target,
        "headers": headers,
        "body": base64.b64encode(body).decode(),
    }


def operations(service):
    client = boto3.client(
        service, region_name="us-east-1", aws_access_key_id="AKID", aws_secret_access_key="secret", config=CONFIG
    )
    requests = []

    def send(request, **_):
        requests.append(noted(request))
        raise Sent

    client.meta.events.register("before-send", send)
    for method, operation in sorted(client.meta.method_to_api_mapping.items()):
        requests.clear()
        shape = client.meta.service_model.operation_model(operation).input_shape
        given = value(shape, "", service) if shape else {}
        try:
            getattr(client, method)(**native(given))
        except Exception:  # Sent, or what boto3 has against the input.
            pass
        yield {"operation": operation, "input": given, "requests": list(requests)}


def main():
    for service in boto3.session.Session().get_available_services():
        print(json.dumps({"service": service, "operations": list(operations(service))}), flush=True)


main()
