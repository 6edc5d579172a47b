"""Prints (JSON on stdout) the regions of every service that boto3 knows, by partition, without and with what is no region."""

import json
import sys

import boto3

session = boto3.Session()
json.dump(
    {
        "partitions": session.get_available_partitions(),
        "resources": session.get_available_resources(),
        "regions": {
            service: {
                partition: [
                    sorted(session.get_available_regions(service, partition)),
                    sorted(session.get_available_regions(service, partition, allow_non_regional=True)),
                ]
                for partition in session.get_available_partitions()
            }
            for service in session.get_available_services()
        },
    },
    sys.stdout,
)
