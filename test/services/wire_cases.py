"""What boto3 sends, and makes of the answers, for the cases of `wireCases.ts`.

Reads a JSON list of cases from standard input and prints, one case a line, the requests as they would go over the wire
and the outcome of each call. Nothing is sent: the answers are the case's own. Timestamps are {"$date": milliseconds},
blobs {"$blob": base64}, a stream {"$stream": base64}.
"""

import base64
import datetime
import io
import json
import os
import sys
from urllib.parse import urlsplit

import boto3
import botocore.auth
import botocore.signers
from botocore.awsrequest import AWSResponse, HeadersDict
from botocore.config import Config

NOW = datetime.datetime(2026, 1, 20, 10, 30, 15)
botocore.auth.get_current_datetime = lambda *_: NOW
botocore.signers.get_current_datetime = lambda *_: NOW

KEYS = {
    "aws_access_key_id": "AKIDEXAMPLE",
    "aws_secret_access_key": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    "aws_session_token": "a token/+=",
}


class Raw(io.BytesIO):
    def stream(self, *_, **__):
        yield self.read()


def native(value):
    if isinstance(value, list):
        return [native(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$date" in value:
        return datetime.datetime.fromtimestamp(value["$date"] / 1000, datetime.timezone.utc)
    if "$blob" in value:
        return base64.b64decode(value["$blob"])
    if "$stream" in value:
        return io.BytesIO(base64.b64decode(value["$stream"]))
    return {key: native(item) for key, item in value.items()}


def portable(value):
    if isinstance(value, dict):
        return {key: portable(item) for key, item in value.items() if key != "ResponseMetadata" and item is not None}
    if isinstance(value, (list, tuple)):
        return [portable(item) for item in value]
    if isinstance(value, datetime.datetime):
        return {"$date": int(value.timestamp() * 1000)}
    if isinstance(value, bytes):
        return {"$blob": base64.b64encode(value).decode()}
    if hasattr(value, "read"):
        return {"$blob": base64.b64encode(value.read()).decode()}
    return value


def body_of(request):
    body = request.body
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    if isinstance(body, (bytes, bytearray)):
        return bytes(body)
    return body.read()


def recorded(request):
    url = urlsplit(request.url)
    headers = {}
    for name, value in request.headers.items():
        headers[name.lower()] = value.decode() if isinstance(value, bytes) else str(value)
    return {
        "method": request.method,
        "origin": f"{url.scheme}://{url.netloc}",
        "path": url.path or "/",
        "query": url.query,
        "headers": headers,
        "body": base64.b64encode(body_of(request)).decode(),
    }


def run(case):
    for name in ("AWS_LAMBDA_FUNCTION_NAME", "_X_AMZN_TRACE_ID"):
        os.environ.pop(name, None)
    os.environ.update(case.get("variables", {}))
    session = boto3.Session(region_name=case.get("region", "eu-west-1"), **KEYS)
    config = Config(retries={"max_attempts": 0}, **case.get("config", {}))
    client = session.client(case["service"], config=config, endpoint_url=case.get("endpoint"))
    requests = []
    answers = case.get("answers", [])

    def answer(request, **_):
        requests.append(recorded(request))
        given = answers[min(len(requests), len(answers)) - 1] if answers else {}
        raw = Raw(given.get("body", "").encode())
        return AWSResponse(request.url, given.get("status", 200), HeadersDict(given.get("headers", {})), raw)

    client.meta.events.register_last("before-send", answer)
    methods = {operation: method for method, operation in client.meta.method_to_api_mapping.items()}
    outcomes = []
    for call in case["calls"]:
        try:
            output = getattr(client, methods[call["operation"]])(**native(call.get("input", {})))
            outcomes.append({"output": portable(output)})
        except Exception as error:  # the outcome of the case
            code = getattr(error, "response", {}).get("Error", {}).get("Code")
            outcomes.append({"error": type(error).__name__, "code": code, "message": str(error)})
    return {"requests": requests, "outcomes": outcomes}


for case in json.load(sys.stdin):
    print(json.dumps(run(case)))
