"""The scripts of this folder, made by boto3.

Usage: boto3_calls.py ADDRESS [ENDPOINT], with the scripts on standard input. Requests are made for AWS's own endpoints, or
for that one, noted as they would be sent, and answered by the moto server at ADDRESS. Prints what came of each script, one
a line, in JSON.
"""

import base64
import datetime
import json
import re
import sys

import boto3
import botocore.config
import botocore.exceptions
import urllib3
from botocore.awsrequest import AWSResponse

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
ADDRESS = urllib3.util.parse_url(sys.argv[1])
ENDPOINT = sys.argv[2] if len(sys.argv) > 2 else None
SERVER = urllib3.HTTPConnectionPool(ADDRESS.host, ADDRESS.port, timeout=30, retries=False)
CONFIG = botocore.config.Config(
    retries={"total_max_attempts": 1},
    # The library's own default, as in all newer SDKs.
    s3={"us_east_1_regional_endpoint": "regional"},
    # Of other endpoints than AWS's the library asks only for what their services require.
    request_checksum_calculation="when_required" if ENDPOINT else None,
    response_checksum_validation="when_required" if ENDPOINT else None,
)
REFERENCE = re.compile(r"\$\{([^}]+)\}")


class Script:
    """One service's calls, in turn: each may refer to what the ones before gave."""

    def __init__(self, service):
        self.outputs = {}
        self.requests = []
        self.client = boto3.client(
            service,
            region_name="us-east-1",
            endpoint_url=ENDPOINT,
            aws_access_key_id="AKID",
            aws_secret_access_key="secret",
            config=CONFIG,
        )
        self.methods = {operation: method for method, operation in self.client.meta.method_to_api_mapping.items()}
        self.client.meta.events.register("before-send", self.send)

    def send(self, request, **_):
        origin, target = re.fullmatch(r"(https?://[^/?]+)(.*)", request.url).groups()
        body = request.body.read() if hasattr(request.body, "read") else request.body or b""
        body = body.encode() if isinstance(body, str) else body
        headers = {
            name.lower(): value.decode() if isinstance(value, bytes) else value for name, value in request.headers.items()
        }
        headers["host"] = origin.partition("://")[2]
        self.requests.append(
            {
                "method": request.method,
                "origin": origin,
                "target": target,
                "headers": headers,
                "body": base64.b64encode(bytes(body)).decode(),
            }
        )
        headers = {name: value for name, value in headers.items() if name != "transfer-encoding"}
        headers["content-length"] = str(len(body))
        target = target if target.startswith("/") else f"/{target}"
        raw = SERVER.urlopen(
            request.method, target, body=bytes(body), headers=headers, preload_content=False, decode_content=False, redirect=False
        )
        response = AWSResponse(request.url, raw.status, raw.headers, raw)
        if not request.stream_output:
            response.content
        return response

    def run(self, operation, parameters, options):
        self.requests = []
        result = {}
        try:
            result["output"] = self.perform(operation, self.resolved(parameters), options)
            self.outputs[operation] = result["output"]
        except botocore.exceptions.ClientError as error:
            result["error"] = error_of(error)
        except Exception as error:
            result["failure"] = f"{type(error).__name__}: {error}"[:1000]
        return {**result, "requests": self.requests}

    def perform(self, operation, parameters, options):
        method = self.methods[operation]
        if "waiter" in options:
            self.client.get_waiter(snake(options["waiter"])).wait(**parameters)
            return {}
        if "pageSize" in options:
            paginator = self.client.get_paginator(method)
            paging = {"PageSize": options["pageSize"]} if options["pageSize"] else {}
            return {"pages": [portable(page) for page in paginator.paginate(PaginationConfig=paging, **parameters)]}
        return portable(getattr(self.client, method)(**parameters))

    def resolved(self, value):
        if isinstance(value, list):
            return [self.resolved(item) for item in value]
        if isinstance(value, dict):
            if "$text" in value:
                return value["$text"].encode()
            if "$blob" in value:
                return base64.b64decode(value["$blob"])
            if "$date" in value:
                return EPOCH + datetime.timedelta(milliseconds=value["$date"])
            return {key: self.resolved(item) for key, item in value.items()}
        if not isinstance(value, str):
            return value
        whole = REFERENCE.fullmatch(value)
        if whole:
            return self.resolved(self.referred(whole[1]))
        return REFERENCE.sub(lambda found: str(self.referred(found[1])), value)

    def referred(self, path):
        value = self.outputs
        for step in path.split("."):
            value = value[int(step)] if isinstance(value, list) else value[step]
        return value


def error_of(error):
    described = error.response["Error"]
    return {
        "class": type(error).__name__,
        "status": error.response["ResponseMetadata"]["HTTPStatusCode"],
        "code": described["Code"],
        "message": described.get("Message") or described["Code"],
        "data": portable({name: value for name, value in error.response.items() if name != "Error"}),
    }


def snake(name):
    return botocore.xform_name(name)


def portable(value):
    if hasattr(value, "read"):
        value = value.read()
    if isinstance(value, (bytes, bytearray)):
        return {"$blob": base64.b64encode(value).decode()}
    if isinstance(value, datetime.datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=datetime.timezone.utc)
        return {"$date": (aware - EPOCH) // datetime.timedelta(milliseconds=1)}
    if isinstance(value, dict):
        return {key: portable(member) for key, member in value.items() if key != "ResponseMetadata"}
    return [portable(member) for member in value] if isinstance(value, (list, tuple)) else value


def tell(path):
    SERVER.urlopen("POST", path, headers={"content-length": "0"}).read()


def main():
    tell("/moto-api/reset")
    for service, steps in json.load(sys.stdin).items():
        # Random values are those that the other peer gets.
        tell("/moto-api/seed?a=1")
        script = Script(service)
        results = [script.run(operation, parameters, (options or [{}])[0]) for operation, parameters, *options in steps]
        print(json.dumps({"service": service, "results": results}), flush=True)


main()
