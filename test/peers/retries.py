"""What botocore does about failed attempts.

Reads a list of cases from standard input, in JSON, and prints botocore's decisions in all of them, in JSON. A case is a
service's calls one after the other over one quota, each a list of failures that ends with "success" or not.
"""

import copy
import json
import random
import sys
from types import SimpleNamespace

import botocore.session
from botocore import exceptions, retryhandler, translate
from botocore.retries import adaptive, bucket, quota, standard, throttling

LOADER = botocore.session.get_session().get_component("data_loader")
RETRY_MODEL = LOADER.load_data("_retry")
EXCEPTIONS = {
    "ConnectTimeoutError": exceptions.ConnectTimeoutError(endpoint_url="u", error="e"),
    "ReadTimeoutError": exceptions.ReadTimeoutError(endpoint_url="u", error="e"),
    "ConnectionError": exceptions.EndpointConnectionError(endpoint_url="u"),
    "ValueError": ValueError("v"),
}


def operation_of(case, failure):
    shapes = []
    if failure.get("retryable") is not None:
        metadata = {"retryable": failure["retryable"]}
        shapes.append(SimpleNamespace(name=failure["code"], metadata=metadata))
    service = SimpleNamespace(service_name=case["service"])
    return SimpleNamespace(name=case["operation"], error_shapes=shapes, service_model=service)


def keywords_of(case, failure, attempt, context):
    response = caught = None
    if "exception" in failure:
        caught = EXCEPTIONS[failure["exception"]]
    else:
        http = SimpleNamespace(status_code=failure["status"], headers=failure.get("headers", {}), content=b"")
        response = (http, {"Error": {"Code": failure["code"]}, "ResponseMetadata": {}})
    return {
        "response": response,
        "attempts": attempt,
        "operation": operation_of(case, failure),
        "caught_exception": caught,
        "request_dict": {"context": context},
    }


class Standard:
    def __init__(self, case):
        self.slept = []
        standard.NEW_RETRIES_ENABLED = new = case["newRetries"]
        adapter = standard.RetryEventAdapter()
        detector = standard.ThrottlingErrorDetector(adapter) if new else None
        service = case["eventName"]
        default = standard._SERVICE_MAX_ATTEMPTS.get(service, 3) if new else 3
        self.quota = quota.RetryQuota()
        self.checker = standard.RetryQuotaChecker(self.quota, detector)
        backoff = standard.ExponentialBackoff(
            random=lambda: case["random"], service_name=service if new else None, throttling_detector=detector
        )
        conditions = standard.StandardRetryConditions(max_attempts=case["maxAttempts"] or default)
        self.handler = standard.RetryHandler(
            retry_policy=standard.RetryPolicy(retry_checker=conditions, retry_backoff=backoff),
            retry_event_adapter=adapter,
            retry_quota=self.checker,
            service_name=service if new else None,
            sleep=self.slept.append,
        )

    def decide(self, keywords):
        self.slept.clear()
        delay = self.handler.needs_retry(**keywords)
        if delay is None or delay is False:
            return {"retry": False, "delay": sum(self.slept)}
        return {"retry": True, "delay": delay}

    def succeed(self, context):
        self.checker.release_retry_quota(context, SimpleNamespace(status_code=200))


class Legacy:
    def __init__(self, case):
        client_config = {"total_max_attempts": case["maxAttempts"]} if case["maxAttempts"] else {}
        # botocore writes into what it is given: after organizations no service would be retried for its status 429.
        model = copy.deepcopy(RETRY_MODEL)
        config = translate.build_retry_config(
            case["endpointPrefix"], model["retry"], model["definitions"], client_config
        )
        if case["maxAttempts"]:
            config["__default__"]["max_attempts"] = case["maxAttempts"]
        self.handler = retryhandler.create_retry_handler(config, case["operation"])
        random.random = lambda: case["random"]
        self.quota = SimpleNamespace(available_capacity=500)

    def decide(self, keywords):
        try:
            delay = self.handler(**keywords)
        except Exception:
            delay = None
        return {"retry": delay is not None, "delay": delay or 0}

    def succeed(self, context):
        pass


def decisions(case):
    policy = (Standard if case["mode"] == "standard" else Legacy)(case)
    made = []
    for call in case["calls"]:
        context = {}
        for attempt, failure in enumerate(call, 1):
            if failure == "success":
                policy.succeed(context)
                break
            decision = policy.decide(keywords_of(case, failure, attempt, context))
            made.append(decision)
            if not decision["retry"]:
                break
    return {"decisions": made, "quota": policy.quota.available_capacity}


class Clock:
    def __init__(self):
        self.now = 1000.0

    def current_time(self):
        return self.now


def rates(case):
    clock = Clock()
    token_bucket = bucket.TokenBucket(max_rate=1, clock=clock)
    adapter = standard.RetryEventAdapter()
    limiter = adaptive.ClientRateLimiter(
        rate_adjustor=throttling.CubicCalculator(starting_max_rate=0, start_time=clock.now),
        rate_clocker=adaptive.RateClocker(clock),
        token_bucket=token_bucket,
        throttling_detector=standard.ThrottlingErrorDetector(adapter),
        clock=clock,
    )
    found = []
    for seconds, throttled in case["events"]:
        clock.now += seconds
        wait = 0
        if limiter._enabled:
            token_bucket._refill()
            wait = max(0, token_bucket._sleep_amount(1))
            clock.now += wait
            token_bucket._refill()
            token_bucket._current_capacity -= 1
        failure = {"code": "Throttling" if throttled else "Fine", "status": 400}
        limiter.on_receiving_response(**keywords_of({"service": "s", "operation": "O"}, failure, 1, {}))
        found.append([wait, token_bucket.max_rate])
    return found


print(json.dumps([rates(case) if case["mode"] == "adaptive" else decisions(case) for case in json.load(sys.stdin)]))
