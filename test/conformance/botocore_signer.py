"""Signs the requests that come in as JSON with botocore's own signers, and gives back what they made of them."""

import datetime
import json
import sys
import time
from types import SimpleNamespace

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

NOW = (2026, 1, 20, 10, 30, 15)
botocore.auth.get_current_datetime = lambda *_: datetime.datetime(*NOW)
# Signature Version 2 asks another clock.
botocore.auth.time = SimpleNamespace(strftime=time.strftime, gmtime=lambda: (*NOW, 1, 20, 0))

SIGNERS = {
    ("sigv4", "headers"): botocore.auth.SigV4Auth,
    ("sigv4", "query"): botocore.auth.SigV4QueryAuth,
    ("sigv2", "form"): botocore.auth.SigV2Auth,
    ("s3", "headers"): botocore.auth.S3SigV4Auth,
    ("s3", "query"): botocore.auth.S3SigV4QueryAuth,
    ("s3", "post"): botocore.auth.S3SigV4PostAuth,
    ("s3express", "headers"): botocore.auth.S3ExpressAuth,
    ("s3express", "query"): botocore.auth.S3ExpressQueryAuth,
}


def sign(case):
    credentials = Credentials(case["accessKeyId"], case["secretAccessKey"], case.get("sessionToken"))
    signer_class = SIGNERS[(case["style"], case["kind"])]
    if case["kind"] == "form":
        request = AWSRequest("POST", case["url"], case["headers"], dict(case["form"]))
        signer_class(credentials).add_auth(request)
        return {"form": request.data}
    arguments = {"identity_cache": {}} if case["style"] == "s3express" else {}
    if case["kind"] == "query":
        arguments["expires"] = case["expiresIn"]
    signer = signer_class(credentials, case["service"], case["region"], **arguments)
    request = AWSRequest(case["method"], case["url"], case["headers"], case["body"].encode())
    if case["kind"] == "query":
        request.data = ""
    request.context["s3-presign-post-fields"] = {}
    request.context["s3-presign-post-policy"] = case.get("policy", {})
    signer.add_auth(request)
    if case["kind"] == "post":
        return {"fields": request.context["s3-presign-post-fields"]}
    return {"url": request.url, "headers": {name.lower(): value for name, value in request.headers.items()}}


json.dump([sign(case) for case in json.load(sys.stdin)], sys.stdout)
