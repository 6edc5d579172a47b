"""Reads cases of an environment and files (JSON on stdin) and prints what boto3 makes of each (JSON on stdout)."""

import json
import os
import sys
import tempfile

import boto3
from botocore.config import Config

SETTINGS = ("use_fips_endpoint", "use_dualstack_endpoint", "max_attempts", "retry_mode", "request_checksum_calculation")


def settings_of(case, home):
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(case["variables"])
    for name in ("config", "credentials"):
        path = os.path.join(home, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(case[name])
    os.environ["AWS_CONFIG_FILE"] = os.path.join(home, "config")
    os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.path.join(home, "credentials")
    try:
        session = boto3.Session(**case["session"])
        core = session._session
        client = session.client("s3", config=Config(**case["client"]))
        credentials = session.get_credentials()
        answer = {name: core.get_config_variable(name) for name in SETTINGS}
        answer["region"] = client.meta.region_name
        answer["endpoint"] = client.meta.endpoint_url
        answer["addressing_style"] = (client.meta.config.s3 or {}).get("addressing_style")
        answer["app_id"] = client.meta.config.user_agent_appid
        answer["account_id_mode"] = client.meta.config.account_id_endpoint_mode
        answer["profiles"] = sorted(session.available_profiles)
        answer["credentials"] = credentials and [
            credentials.access_key,
            credentials.secret_key,
            credentials.token,
            credentials.account_id,
        ]
        return answer
    except Exception as error:
        return {"error": type(error).__name__}


with tempfile.TemporaryDirectory() as folder:
    json.dump([settings_of(case, folder) for case in json.load(sys.stdin)], sys.stdout)
