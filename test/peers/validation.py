"""Inputs, most of them wrong, with what botocore's validator finds in them.

For every operation of every service this makes a random input, damages it here and there, and prints it with the
findings of botocore/validate.py as [kind, path], one case a line, in JSON.
"""

import json
import random
import sys

import botocore.session
import botocore.validate

WRONG = {
    "structure": [None, 5, "text", [], True],
    "map": [None, 5, "text", [], True],
    "list": [None, 5, "text", {}, True],
    "string": [None, 5, 1.5, {}, [], True],
    "integer": [None, 1.5, "5", {}, []],
    "long": [None, 1.5, "5", {}, []],
    "float": [None, "5", {}, []],
    "double": [None, "5", {}, []],
    "boolean": [None, 0, "true", {}, []],
    "timestamp": [None, "no date", {}, []],
    "blob": [None, 5, True, {}],
}
RIGHT = {
    "integer": [0, 1, 100, -1],
    "long": [0, 1, 2**40, -1],
    "float": [0.5, -2.25, 0, 7],
    "double": [0.5, -2.25, 0, 7],
    "boolean": [True, False],
    "timestamp": ["2024-02-29T12:00:00Z", "2024-02-29", 1700000000, 0.5, "1700000000", "Thu, 29 Feb 2024 12:00:00 GMT"],
    "blob": ["", "bytes"],
    "string": ["", "a", "text", "𝒳", "a longer text that is long enough for most, with ünïcode"],
}


class Inputs:
    def __init__(self, random_, damage):
        self.random = random_
        self.damage = damage

    def make(self, shape, depth=0):
        kind = shape.type_name
        if kind == "structure" and shape.is_document_type:
            return {"any": [1, "json", None, True]}
        if self.random.random() < self.damage:
            return self.random.choice(WRONG[kind])
        if kind == "structure":
            return self.structure(shape, depth)
        if kind == "list":
            return [self.make(shape.member, depth + 1) for _ in range(self.random.randrange(3) if depth < 6 else 0)]
        if kind == "map":
            count = self.random.randrange(3) if depth < 6 else 0
            keys = [self.random.choice(RIGHT["string"]) for _ in range(count)]
            return {key: self.make(shape.value, depth + 1) for key in keys}
        if kind == "string" and shape.enum and self.random.random() < 0.7:
            return self.random.choice(shape.enum)
        return self.random.choice(RIGHT[kind])

    def structure(self, shape, depth):
        names = [name for name, member in shape.members.items() if not member.serialization.get("eventstream")]
        required = shape.metadata.get("required", [])
        if shape.is_tagged_union:
            count = self.random.choice([1, 1, 1, 0, 2]) if self.random.random() < 4 * self.damage else 1
            names = self.random.sample(names, min(count, len(names)))
        else:
            share = 0.8 / (depth + 1) if depth < 6 else 0
            names = [name for name in names if name in required or self.random.random() < share]
            names = [name for name in names if self.random.random() >= self.damage / 2]
        made = {name: self.make(shape.members[name], depth + 1) for name in names}
        if self.random.random() < self.damage / 2:
            made[self.random.choice(["Unknown", *[name[:-1] for name in shape.members if len(name) > 4]])] = 1
        return made


def findings(shape, params):
    found = botocore.validate.ParamValidator().validate(params, shape)._errors
    return sorted([kind, path_of(kind, path, more)] for kind, path, more in found)


def path_of(kind, path, more):
    if kind == "missing required field":
        return f"{path}.{more['required_name']}"
    return f"{path}.{more['unknown_param']}" if kind == "unknown field" else path


def without_tokens(shape, found):
    """A token that is missing is filled in before botocore validates."""
    names = {f".{name}" for name, member in shape.members.items() if member.metadata.get("idempotencyToken")}
    return [each for each in found if each[0] != "missing required field" or each[1] not in names]


def main(seed):
    session = botocore.session.get_session()
    for service in session.get_available_services():
        model = session.get_service_model(service)
        for name in model.operation_names:
            shape = model.operation_model(name).input_shape
            if shape is None:
                continue
            random_ = random.Random(f"{seed} {service} {name}")
            params = Inputs(random_, random_.choice([0, 0.03, 0.1, 0.3])).make(shape)
            if not isinstance(params, dict):
                continue
            found = without_tokens(shape, findings(shape, params))
            print(json.dumps({"service": service, "operation": name, "input": params, "findings": found}))


main(sys.argv[1])
