"""What boto3 signs without a request. Reads a list of calls as JSON, prints the list of their results."""

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


def run(call):
    session = boto3.Session(
        aws_access_key_id="AKIDEXAMPLE",
        aws_secret_access_key="wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        aws_session_token=call.get("token"),
        region_name=call.get("region", "eu-west-1"),
    )
    signature = {"signature_version": "s3v4"} if call["service"] == "s3" else {}
    config = Config(**signature, **call.get("config", {}))
    client = session.client(call["service"], config=config, endpoint_url=call.get("endpoint"))
    return getattr(client, call["method"])(**call["arguments"])


def sign_for_cloudfront(call):
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import padding

    key = serialization.load_pem_private_key(call["privateKey"].encode(), None)
    signer = botocore.signers.CloudFrontSigner("K1EXAMPLE", lambda text: key.sign(text, padding.PKCS1v15(), hashes.SHA1()))
    dates = {name: datetime.datetime.fromisoformat(value) for name, value in call["dates"].items()}
    if call["custom"]:
        policy = signer.build_policy(call["resource"], dates["date_less_than"], dates.get("date_greater_than"), call.get("ip"))
        return {"policy": policy, "url": signer.generate_presigned_url(call["url"], policy=policy)}
    return {"url": signer.generate_presigned_url(call["url"], **dates)}


calls = json.load(sys.stdin)
json.dump([sign_for_cloudfront(call) if "privateKey" in call else run(call) for call in calls], sys.stdout)
