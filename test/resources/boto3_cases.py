"""Calls the members of boto3's resources that the cases name, against the recorder; prints what each came to."""

import json
import sys
import urllib.parse
import urllib.request

import boto3
from boto3.resources.base import ServiceResource
from botocore import xform_name
from botocore.config import Config

endpoint = sys.argv[1]
cases = json.load(sys.stdin)
session = boto3.session.Session("AKIDEXAMPLE", "secret", region_name="us-east-1")
config = Config(retries={"total_max_attempts": 1}, parameter_validation=False)
services = {}


def snake(name):
    return xform_name(name[0].upper() + name[1:])


def service_of(name):
    if name not in services:
        services[name] = session.resource(name, endpoint_url=endpoint, config=config)
    return services[name]


def factory_of(service, resource):
    for sub in service.meta.resource_model.subresources:
        if sub.resource.type == resource:
            return getattr(service, sub.name)
    return getattr(service, resource)


def shown(value):
    if isinstance(value, ServiceResource):
        name = type(value).__name__.split(".")[-1]
        identifiers = [getattr(value, each) for each in value.meta.identifiers]
        return {"resource": name, "identifiers": sorted(identifiers, key=str)}
    if isinstance(value, list) and any(isinstance(each, ServiceResource) for each in value):
        return [shown(each) for each in value]
    return None


def member(target, names):
    for name in names:
        if hasattr(type(target), name):
            return getattr(target, name)
    raise AttributeError(f"none of {names}")


def run(case):
    target = service_of(case["service"])
    if case["resource"] != "ServiceResource":
        target = factory_of(target, case["resource"])(*case["identifiers"])
    if "data" in case:
        target.meta.data = case["data"]
    kind, name = case["kind"], case["member"]
    if kind == "load":
        target.load()
        return shown(target)
    if kind == "reference":
        return shown(member(target, [snake(name), snake(name) + "_reference"]))
    if kind == "subresource":
        return shown(getattr(target, name)(*case["given"]))
    if kind == "waiter":
        member(target, [snake(name)])()
        return shown(target)
    if kind == "action":
        return shown(member(target, [snake(name), snake(name) + "_action"])(**case["input"]))
    if kind == "collection":
        return shown(list(member(target, [snake(name), snake(name) + "_collection"]).all()))
    collection = getattr(target, snake(case["collection"]))
    getattr(collection, snake(name))(**case["input"])
    return None


def begin(case_id):
    url = f"{endpoint}/case/{urllib.parse.quote(case_id)}"
    with urllib.request.urlopen(urllib.request.Request(url, method="POST")) as response:
        return json.load(response)


for case in cases:
    begin(case["id"])
    outcome = {"id": case["id"]}
    try:
        outcome["result"] = run(case)
    except Exception as error:
        outcome["error"] = f"{type(error).__name__}: {error}"
    outcome["requests"] = begin("")
    print(json.dumps(outcome))
