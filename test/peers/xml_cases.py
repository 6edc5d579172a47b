"""Cases for the XML protocols, as botocore sees them.

For every operation of the services given as arguments this makes a random input and a random answer, lets botocore
write the one and read the other, and prints both with botocore's result, one case a line, in JSON. Timestamps are
{"$date": milliseconds}, blobs {"$blob": base64}.
"""

import base64
import datetime
import json
import random
import sys
from xml.sax.saxutils import escape

import botocore.parsers
import botocore.serialize
import botocore.session

TEXTS = ["a", "", " leading and trailing ", "<&>\"'", "ünï ☃ 𝒳", "x" * 40, "0", "true", "a]]>b", "tab\there"]
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def scalar(random_, shape):
    kind = shape.type_name
    if kind == "boolean":
        return random_.random() < 0.5
    if kind == "integer":
        return random_.randrange(-(2**31), 2**31)
    if kind == "long":
        return random_.randrange(-(2**53) + 1, 2**53)
    if kind in ("float", "double"):
        return random_.choice([0.5, -12.25, 1e21, 0.001, 3.0])
    if kind == "timestamp":
        return EPOCH + datetime.timedelta(milliseconds=random_.randrange(0, 4 * 10**12, random_.choice([1, 1000])))
    if kind == "blob":
        return random_.randbytes(random_.randrange(5))
    return random_.choice(shape.enum) if shape.enum and random_.random() < 0.7 else random_.choice(TEXTS)


def make_input(random_, shape, depth=0):
    kind = shape.type_name
    if kind == "structure":
        names = list(shape.members)
        if shape.is_tagged_union:
            names = [random_.choice(names)]
        made = {}
        for name in names:
            member = shape.members[name]
            is_required = name in shape.required_members or member.serialization.get("location") == "uri"
            is_token = name in getattr(shape, "idempotent_members", []) or member.metadata.get("idempotencyToken")
            if is_required or is_token or shape.is_tagged_union or random_.random() < 0.8 / (depth + 1):
                if depth < 5 or is_required:
                    made[name] = make_input(random_, member, depth + 1)
                    if member.serialization.get("location"):
                        made[name] = plain(made[name])
        return made
    if kind == "list":
        # An empty flattened list has no item that names it, and botocore names it unlike its items.
        least = 1 if shape.serialization.get("flattened") else 0
        count = random_.randrange(least, 3) if depth < 8 else least
        return [make_input(random_, shape.member, depth + 1) for _ in range(count)]
    if kind == "map":
        keys = random_.sample(["k", "<&>", "constructor", "b c"], random_.randrange(3) if depth < 8 else 0)
        return {key: make_input(random_, shape.value, depth + 1) for key in keys}
    return scalar(random_, shape)


def plain(value):
    """What stands in paths, queries and headers is no matter of XML."""
    if isinstance(value, dict):
        return {}
    return "plain" if isinstance(value, str) else value


def iso(value):
    text = value.strftime("%Y-%m-%dT%H:%M:%S")
    return text + (f".{value.microsecond // 1000:03d}Z" if value.microsecond else "Z")


def wire(random_, shape, value):
    kind = shape.type_name
    if kind == "boolean":
        return "true" if value else "false"
    if kind == "timestamp":
        forms = [
            iso(value),
            repr(value.timestamp()),
            value.strftime("%a, %d %b %Y %H:%M:%S GMT") if not value.microsecond else iso(value),
            value.astimezone(datetime.timezone(datetime.timedelta(hours=2))).isoformat(),
        ]
        return random_.choice(forms)
    if kind == "blob":
        return base64.b64encode(value).decode()
    if kind == "string":
        form = random_.random()
        if form < 0.2 and value and "]]>" not in value:
            return f"<![CDATA[{value}]]>"
        if form < 0.3 and value:
            return "".join(f"&#{ord(c)};" if random_.random() < 0.5 else f"&#x{ord(c):x};" for c in value)
        return escape(value)
    return str(value)


def noise(random_):
    return random_.choice(
        ["", "", "", "\n  ", "<!-- a <b> comment -->", "<NoSuchElement a='>'><Key>no</Key><x/></NoSuchElement>", "<?a pi?>"]
    )


def element(random_, tag, content, attributes=""):
    if random_.random() < 0.1:
        attributes += ' xmlns="urn:x"'
    if random_.random() < 0.05:
        return f'<p:{tag} xmlns:p="urn:p"{attributes}>{content}</p:{tag} >'
    if content == "" and random_.random() < 0.5:
        return f"<{tag}{attributes}/>"
    return f"<{tag}{attributes}>{content}</{tag}>"


def attributes_of(random_, shape):
    text = ""
    for name, member in shape.members.items():
        if member.serialization.get("xmlAttribute"):
            attribute = member.serialization["name"]
            prefix = attribute.split(":")[0]
            declared = f' xmlns:{prefix}="urn:{prefix}"' if ":" in attribute else ""
            text += f'{declared} {attribute}="{random_.choice(["Group", "a &amp; b"])}"'
    return text


def members(random_, shape, depth, names=None):
    pieces = []
    names = list(shape.members) if names is None else names
    if shape.is_tagged_union:
        names = [random_.choice(names)]
    random_.shuffle(names) if random_.random() < 0.3 else None
    for name in names:
        member = shape.members[name]
        if member.serialization.get("location") or member.serialization.get("xmlAttribute"):
            continue
        if not shape.is_tagged_union and random_.random() > 0.9 / (depth / 2 + 1):
            continue
        tag = member.serialization.get("name", name)
        if member.serialization.get("flattened"):
            if member.type_name == "list":
                tag = member.member.serialization.get("name", tag)
                for _ in range(random_.randrange(1, 4)):
                    pieces.append(value_element(random_, tag, member.member, depth + 1))
                continue
            for entry in entries(random_, member, depth + 1):
                pieces.append(element(random_, tag, entry))
            continue
        pieces.append(value_element(random_, tag, member, depth + 1))
    if shape.is_tagged_union:
        return "".join(pieces)
    return "".join(piece + noise(random_) for piece in pieces)


def entries(random_, shape, depth):
    key_tag = shape.key.serialization.get("name", "key")
    value_tag = shape.value.serialization.get("name", "value")
    for key in random_.sample(["k", "constructor", "__proto__", "a &amp; b"], random_.randrange(1, 4)):
        yield element(random_, key_tag, key) + value_element(random_, value_tag, shape.value, depth + 1)


def value_element(random_, tag, shape, depth):
    kind = shape.type_name
    if kind == "structure":
        content = members(random_, shape, depth) if depth < 12 or shape.is_tagged_union else ""
        return element(random_, tag, content, attributes_of(random_, shape))
    if kind == "list":
        item = shape.member.serialization.get("name", "member")
        count = random_.randrange(4) if depth < 8 else 0
        return element(random_, tag, "".join(value_element(random_, item, shape.member, depth + 1) for _ in range(count)))
    if kind == "map":
        pairs = "".join(element(random_, "entry", entry) for entry in entries(random_, shape, depth + 1))
        return element(random_, tag, pairs if depth < 8 else "")
    return element(random_, tag, wire(random_, shape, scalar(random_, shape)))


def answer(random_, model):
    shape = model.output_shape
    protocol = model.service_model.resolved_protocol
    declaration = random_.choice(["", '<?xml version="1.0" encoding="UTF-8"?>\n'])
    if protocol == "rest-xml":
        payload = shape.serialization.get("payload")
        if payload:
            return declaration + value_element(random_, "Root", shape.members[payload], 0)
        content = members(random_, shape, 0)
    else:
        content = members(random_, shape, 0)
        wrapper = shape.serialization.get("resultWrapper")
        if wrapper:
            content = f"<{wrapper}>{content}</{wrapper}><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata>"
    return f'{declaration}<Root xmlns="urn:root">{content}</Root>\n<!-- end -->'


def portable(value):
    if isinstance(value, datetime.datetime):
        return {"$date": round((value - EPOCH).total_seconds() * 1000)}
    if isinstance(value, bytes):
        return {"$blob": base64.b64encode(value).decode()}
    if isinstance(value, dict):
        return {key: portable(item) for key, item in value.items() if key != "ResponseMetadata"}
    if isinstance(value, list):
        return [portable(item) for item in value]
    return value


def is_plain(shape):
    if shape is None:
        return False
    payload = shape.serialization.get("payload")
    return payload is None or shape.members[payload].type_name == "structure"


def cases(service, seed):
    model = botocore.session.get_session().get_service_model(service)
    protocol = model.resolved_protocol
    parser = botocore.parsers.create_parser(protocol)
    serializer = botocore.serialize.create_serializer(protocol, include_validation=False)
    for name in model.operation_names:
        # Two of its members claim the same element, and botocore lets parts of its own tree out for one of them.
        if name == "GetBucketNotification":
            continue
        operation = model.operation_model(name)
        random_ = random.Random(f"{seed} {service} {name}")
        case = {"service": service, "operation": name}
        if is_plain(operation.output_shape) and not operation.has_event_stream_output:
            body = answer(random_, operation)
            response = {"status_code": 200, "headers": {}, "body": body.encode()}
            case["answer"] = body
            output = portable(parser.parse(response, operation.output_shape))
            bound = {n for n, m in operation.output_shape.members.items() if m.serialization.get("location")}
            case["output"] = {name: value for name, value in output.items() if name not in bound}
        if is_plain(operation.input_shape):
            given = make_input(random_, operation.input_shape)
            body = serializer.serialize_to_request(given, operation)["body"]
            case["input"] = portable(given)
            case["request"] = {key: str(item) for key, item in body.items()} if isinstance(body, dict) else body.decode()
        yield case


for argument in sys.argv[2:]:
    for found in cases(argument, sys.argv[1]):
        print(json.dumps(found))
