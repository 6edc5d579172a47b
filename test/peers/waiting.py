"""Sequences of answers, waited over by botocore.

For every waiter this makes random answers of its operation until each acceptor has matched one, lets botocore's waiter
go over sequences of them, and prints what it came to, one case a line, in JSON.
"""

import json
import random
import re
import sys

import botocore.exceptions
import botocore.session
import botocore.waiter
import jmespath


class Answers:
    """Random answers of one operation, of what the waiter's acceptors look at."""

    def __init__(self, random_, acceptors, output):
        self.random = random_
        self.output = output
        self.names = {name for each in acceptors for name in re.findall(r"[A-Za-z_]\w*", each.argument or "")}
        texts = [text for each in acceptors for text in re.findall(r"'([^']*)'", each.argument or "")]
        expected = [each.expected for each in acceptors if each.matcher.startswith("path")]
        self.texts = ["other", *texts, *[str(value) for value in expected if not isinstance(value, bool)]]
        self.numbers = [0, 1, 2, *[value for value in expected if type(value) is int]]
        self.codes = ["Other", *[str(each.expected) for each in acceptors if each.matcher == "error"]]
        self.statuses = [200, 404, *[each.expected for each in acceptors if each.matcher == "status"]]

    def next(self):
        status = self.random.choice(self.statuses)
        if self.random.random() < 0.4:
            code = self.random.choice(self.codes)
            return {"Error": {"Code": code, "Message": "no"}, "ResponseMetadata": {"HTTPStatusCode": status}}
        # Few values in one answer, else lists whose members are all alike are seldom met.
        self.few = self.random.sample(self.texts, min(len(self.texts), self.random.randrange(1, 3)))
        made = self.value(self.output) if self.output else {}
        return {**made, "ResponseMetadata": {"HTTPStatusCode": status}}

    def value(self, shape, depth=0):
        kind = shape.type_name
        if kind == "structure":
            members = {name: each for name, each in shape.members.items() if name in self.names and depth < 8}
            return {name: self.value(each, depth + 1) for name, each in members.items() if self.random.random() < 0.9}
        if kind == "list":
            return [self.value(shape.member, depth + 1) for _ in range(self.random.randrange(4))]
        if kind == "map":
            return {f"k{number}": self.value(shape.value, depth + 1) for number in range(self.random.randrange(3))}
        if kind in ("integer", "long", "float", "double"):
            return self.random.choice(self.numbers)
        return self.random.random() < 0.5 if kind == "boolean" else self.random.choice(self.few)


def accepted_by(acceptors, answer):
    return next((index for index, each in enumerate(acceptors) if each.matcher_func(answer)), None)


def sequences(random_, acceptors, output):
    """One sequence for each acceptor that can be met, with answers before it and after it, and some that end in none."""
    answers = Answers(random_, acceptors, output)
    found = {}
    for _ in range(6000):
        answer = answers.next()
        try:
            accepted_by(acceptors, answer)
        except jmespath.exceptions.JMESPathTypeError:
            # The length of what is absent: botocore's waiter fails by this error.
            continue
        found.setdefault(accepted_by(acceptors, answer), []).append(answer)
        if len(found) > len(acceptors) and all(len(each) > 2 for each in found.values()):
            break
    ends = [index for index, each in enumerate(acceptors) if each.state != "retry" and index in found]
    waits = [index for index, each in enumerate(acceptors) if each.state == "retry" and index in found]
    unmatched = found.get(None, [])
    before = [answer for answer in unmatched if "Error" not in answer]
    before += [answer for index in waits for answer in found[index]]
    last = [answer for index in ends for answer in found[index][:3]]
    last += [answer for answer in unmatched if "Error" in answer][:3]
    for index in waits:
        yield [random_.choice(found[index]), random_.choice(last)]
    for answer in last:
        yield [random_.choice(before) for _ in range(random_.randrange(4)) if before] + [answer]


def wait(name, config, answers):
    asked = []

    def method(**kwargs):
        asked.append(kwargs)
        return answers[len(asked) - 1]

    waiter = botocore.waiter.Waiter(name, config, method)
    try:
        waiter.wait(WaiterConfig={"Delay": 0, "MaxAttempts": 100})
        return {"state": "success", "attempts": len(asked)}
    except botocore.exceptions.WaiterError as error:
        state = "failure" if "terminal failure state" in str(error) else "error"
        return {"state": state, "attempts": len(asked)}


def main(seed):
    session = botocore.session.get_session()
    loader = session.get_component("data_loader")
    for service in session.get_available_services():
        try:
            model = botocore.waiter.WaiterModel(loader.load_service_model(service, "waiters-2"))
        except botocore.exceptions.UnknownServiceError:
            continue
        service_model = session.get_service_model(service)
        for name in model.waiter_names:
            config = model.get_waiter(name)
            output = service_model.operation_model(config.operation).output_shape
            acceptors = config.acceptors
            random_ = random.Random(f"{seed} {service} {name}")
            for answers in sequences(random_, acceptors, output):
                matched = [accepted_by(acceptors, answer) for answer in answers]
                case = {"service": service, "waiter": name, "acceptors": len(acceptors), "matched": matched}
                print(json.dumps({**case, "answers": answers, "outcome": wait(name, config, answers)}))


main(sys.argv[1])
