"""Cases for the JSON protocols and CBOR, as botocore sees them.

For every operation of the services given as arguments this makes a random input, a random answer and a random error,
lets botocore write the one and read the others, and prints them with botocore's results, one case a line, in JSON.
Timestamps are {"$date": milliseconds}, blobs {"$blob": base64}.
"""

import base64
import datetime
import json
import random
import sys

import botocore.parsers
import botocore.serialize
import botocore.session
from botocore.awsrequest import HeadersDict
from botocore.utils import percent_encode_sequence

TEXTS = ["a", "", " leading and trailing ", "<&>\"'", "ünï ☃ 𝒳", "x" * 40, "0", "true", "null", "tab\there", "\\u0000", "NaN"]
HEADER_TEXTS = ["a", "b c", "x" * 40, "t-1"]
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
KEYS = ["k", "<&>", "constructor", "__proto__", "b c", "null"]


def scalar(random_, shape, texts=TEXTS):
    kind = shape.type_name
    if kind == "boolean":
        return random_.random() < 0.5
    if kind == "integer":
        return random_.randrange(-(2**31), 2**31)
    if kind == "long":
        return random_.randrange(-(2**53) + 1, 2**53)
    if kind in ("float", "double"):
        return random_.choice([0.5, -12.25, 1e21, 0.001953125])
    if kind == "timestamp":
        return EPOCH + datetime.timedelta(milliseconds=random_.randrange(0, 4 * 10**12, random_.choice([1, 1000])))
    if kind == "blob":
        return random_.randbytes(random_.randrange(5))
    return random_.choice(shape.enum) if shape.enum and random_.random() < 0.7 else random_.choice(texts)


def is_document(shape):
    return shape.type_name == "structure" and shape.is_document_type


def document(random_):
    return random_.choice([{"a": [1, None, "x"], "b": {}}, [], "text", 1.5, True, {}])


def make(random_, shape, depth=0, texts=TEXTS):
    """A random value of a shape."""
    kind = shape.type_name
    if kind == "structure":
        return document(random_) if is_document(shape) else make_structure(random_, shape, depth, texts)
    if kind == "list":
        count = random_.randrange(3) if depth < 6 else 0
        return [make(random_, shape.member, depth + 1, texts) for _ in range(count)]
    if kind == "map":
        keys = random_.sample(KEYS, random_.randrange(3) if depth < 6 else 0)
        return {key: make(random_, shape.value, depth + 1, texts) for key in keys}
    return scalar(random_, shape, texts)


def make_structure(random_, shape, depth, texts):
    names = list(shape.members)
    if shape.is_tagged_union and names:
        names = [random_.choice(names)]
    made = {}
    for name in names:
        member = shape.members[name]
        is_required = name in shape.required_members or shape.is_tagged_union
        if depth < 5 and (is_required or random_.random() < 0.8 / (depth + 1)) or shape.is_tagged_union:
            made[name] = make(random_, member, depth + 1, texts)
    return made


def make_input(random_, shape):
    made = make_structure(random_, shape, 0, TEXTS)
    for name, member in shape.members.items():
        location = member.serialization.get("location")
        is_label = location == "uri" or member.serialization.get("hostLabel")
        if member.metadata.get("idempotencyToken") and name not in made:
            made[name] = "token"
        if is_label:
            made[name] = random_.choice(["a b/c?é~", "x"]) if location == "uri" and member.type_name == "string" else make_label(random_, member)
        elif location in ("header", "headers") and name in made:
            made[name] = make_bound(random_, member)
    return made


def make_label(random_, member):
    return "label" if member.type_name == "string" else scalar(random_, member)


def make_bound(random_, member):
    if member.serialization.get("jsonvalue"):
        return {"a": [1, "e"]}
    if member.type_name == "list":
        return [make(random_, member.member, 5, HEADER_TEXTS) for _ in range(random_.randrange(1, 3))]
    if member.type_name == "map":
        return {key: "value" for key in random_.sample(["a", "b-c"], random_.randrange(3))}
    return scalar(random_, member, HEADER_TEXTS)


def iso(value):
    text = value.strftime("%Y-%m-%dT%H:%M:%S")
    return text + (f".{value.microsecond // 1000:03d}Z" if value.microsecond else "Z")


def timestamp_forms(value):
    forms = [value.timestamp(), iso(value), repr(value.timestamp())]
    if not value.microsecond:
        forms += [int(value.timestamp()), value.strftime("%a, %d %b %Y %H:%M:%S GMT")]
    return forms


def to_json(random_, shape, value):
    """A value as a service might put it into JSON, with what the model does not know beside it."""
    kind = shape.type_name
    if kind == "structure":
        if is_document(shape):
            return value
        wire = {}
        for name, item in value.items():
            member = shape.members[name]
            wire[member.serialization.get("name", name)] = to_json(random_, member, item)
        if not shape.is_tagged_union:
            for name, extra in [("NoSuchMember", {"a": [None]}), ("__type", "x#Y"), ("__proto__", {"polluted": True})]:
                if random_.random() < 0.1:
                    wire[name] = extra
            absent = [m.serialization.get("name", n) for n, m in shape.members.items() if n not in value]
            if absent and random_.random() < 0.2:
                wire[random_.choice(absent)] = None
        return wire
    if kind == "list":
        return [to_json(random_, shape.member, item) for item in value]
    if kind == "map":
        return {key: to_json(random_, shape.value, item) for key, item in value.items()}
    if kind == "timestamp":
        return random_.choice(timestamp_forms(value))
    if kind == "blob":
        return base64.b64encode(value).decode()
    return value


def header_text(random_, member, value):
    if member.serialization.get("jsonvalue"):
        return base64.b64encode(json.dumps(value).encode()).decode()
    if member.type_name == "list":
        return ", ".join(header_text(random_, member.member, item) for item in value)
    if member.type_name == "timestamp":
        return value.strftime("%a, %d %b %Y %H:%M:%S GMT")
    if member.type_name == "boolean":
        return "true" if value else "false"
    return str(value)


def answer(random_, model, serializer):
    shape = model.output_shape
    value = make_structure(random_, shape, 0, TEXTS)
    headers = {}
    in_body = {}
    for name, item in value.items():
        member = shape.members[name]
        location = member.serialization.get("location")
        key = member.serialization.get("name", name)
        if location == "header":
            headers[key.lower()] = header_text(random_, member, make_bound(random_, member))
        elif location == "headers":
            headers.update({key.lower() + extra: text for extra, text in make_bound(random_, member).items()})
        elif location is None:
            in_body[name] = item
    payload = shape.serialization.get("payload")
    if payload:
        member = shape.members[payload]
        # An empty body is a payload that is absent to us, and one that is empty to botocore.
        if member.type_name == "blob":
            return headers, b"bytes"
        if member.type_name == "string":
            return headers, "text é".encode()
        return headers, json.dumps(to_json(random_, member, in_body[payload] if payload in in_body else make(random_, member, 1))).encode()
    if model.service_model.resolved_protocol == "smithy-rpc-v2-cbor":
        body = bytearray()
        serializer._serialize_data_item(body, in_body, shape)
        return headers, bytes(body)
    return headers, json.dumps(to_json(random_, shape, in_body), ensure_ascii=random_.random() < 0.5).encode()


def error_answer(random_, model):
    names = [shape.name for shape in model.error_shapes] + ["NoSuchError"]
    name = random_.choice(names)
    body = {random_.choice(["message", "Message"]): random_.choice(["gone", "é"])}
    headers = {}
    code = random_.choice([name, f"com.amazonaws#{name}", f"{name}:http://internal/"])
    if model.service_model.resolved_protocol == "rest-json" and random_.random() < 0.5:
        headers["x-amzn-errortype"] = code
    elif random_.random() < 0.9:
        body["__type"] = code.split(":")[0]
    return headers, json.dumps(body).encode()


def portable(value):
    if isinstance(value, datetime.datetime):
        return {"$date": round((value - EPOCH).total_seconds() * 1000)}
    if isinstance(value, (bytes, bytearray)):
        return {"$blob": base64.b64encode(value).decode()}
    if isinstance(value, dict):
        return {key: portable(item) for key, item in value.items() if key != "ResponseMetadata"}
    if isinstance(value, list):
        return [portable(item) for item in value]
    return value


def is_streaming(shape):
    if shape is None:
        return False
    if any(member.serialization.get("eventstream") for member in shape.members.values()):
        return True
    payload = shape.serialization.get("payload")
    return payload is not None and bool(shape.members[payload].serialization.get("streaming"))


def request_of(serializer, given, operation):
    request = serializer.serialize_to_request(given, operation)
    query = request.get("query_string") or {}
    path, _, fixed = request["url_path"].partition("?")
    encoded = percent_encode_sequence(query) if query else ""
    return {
        "method": request["method"],
        "path": path,
        "query": "&".join(part for part in (fixed, encoded) if part),
        "headers": {key.lower(): value for key, value in request["headers"].items()},
        "hostPrefix": request.get("host_prefix"),
        "body": portable(request["body"].encode() if isinstance(request["body"], str) else request["body"]),
    }


def cases(service, seed):
    model = botocore.session.get_session().get_service_model(service)
    protocol = model.resolved_protocol
    parser = botocore.parsers.create_parser(protocol)
    serializer = botocore.serialize.create_serializer(protocol, include_validation=False)
    for name in model.operation_names:
        operation = model.operation_model(name)
        random_ = random.Random(f"{seed} {service} {name}")
        case = {"service": service, "operation": name, "protocol": protocol}
        if operation.output_shape is not None and not is_streaming(operation.output_shape):
            headers, body = answer(random_, operation, serializer)
            response = {"status_code": 200, "headers": HeadersDict(headers), "body": body}
            case["answer"] = {"headers": headers, "body": base64.b64encode(body).decode()}
            output = parser.parse(response, operation.output_shape)
            payload = operation.output_shape.serialization.get("payload")
            # botocore takes a whole body of bytes for text.
            if payload in output and operation.output_shape.members[payload].type_name == "blob":
                output[payload] = output[payload].encode()
            case["output"] = portable(output)
        if protocol != "smithy-rpc-v2-cbor":
            headers, body = error_answer(random_, operation)
            response = {"status_code": 400, "headers": HeadersDict(headers), "body": body}
            case["errorAnswer"] = {"headers": headers, "body": base64.b64encode(body).decode()}
            case["error"] = parser.parse(response, operation.output_shape)["Error"]
        if operation.input_shape is not None and not operation.has_event_stream_input:
            given = make_input(random_, operation.input_shape)
            case["input"] = portable(given)
            case["request"] = request_of(serializer, given, operation)
        yield case


for argument in sys.argv[2:]:
    for found in cases(argument, sys.argv[1]):
        print(json.dumps(found))
