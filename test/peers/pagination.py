"""Page sequences, paginated by botocore.

For every paginator of the services given as arguments (all where there is none) this makes random sequences of pages,
lets botocore's paginator go over them, and prints what it asked for and gave, one case a line, in JSON. Bytes are
{"$blob": base64}.
"""

import base64
import copy
import json
import random
import sys

import botocore.paginate
import botocore.session

LOADER = botocore.session.get_session().get_component("data_loader")
TEXTS = ["a", "tøken/2==", "x\u2028y", '"q"', "___", "~\x7f\\"]


def place(page, path, value):
    *parents, last = path.split(".")
    for name in parents:
        page = page.setdefault(name, {})
    page.setdefault(last, value)


def shape_at(shape, path):
    for name in path.split("."):
        if shape is None or not hasattr(shape, "members"):
            return None
        shape = shape.members.get(name)
    return shape


def result(random_, kind, number):
    count = random_.randrange(4)
    if kind == "list":
        return [{"n": f"{number}.{index}"} for index in range(count)]
    if kind == "string":
        return "".join(random_.choice("aé𝒳\n") for _ in range(count))
    if kind in ("integer", "long"):
        return random_.randrange(100)
    return {f"k{number}.{index}": [index] for index in range(count)}


def token(random_, kind, number):
    if kind == "map":
        return {"pk": {"S": f"{number}"}, "sk": {"B": random_.randbytes(3)}}
    if kind in ("integer", "long"):
        return number
    return f"{random_.choice(TEXTS)}{number}"


def make_pages(random_, config, output):
    results = as_list(config["result_key"])
    tokens = as_list(config["output_token"])
    length = random_.randrange(1, 5)
    pages = []
    for number in range(length):
        page = {}
        for path in results:
            if random_.random() < 0.9:
                place(page, path, result(random_, kind_at(output, path), number))
        is_last = number == length - 1
        for path in tokens:
            for option in path.split(" || ")[:1]:
                if "[" in option:
                    list_path, member = option.split("[-1].")
                    place(page, list_path, [] if is_last else [{member: token(random_, "string", number)}])
                elif not is_last or random_.random() < 0.2:
                    kind = kind_at(output, option)
                    place(page, option, ("" if kind == "string" else {}) if is_last else token(random_, kind, number))
        if "more_results" in config:
            place(page, config["more_results"], not is_last)
        for path in config.get("non_aggregate_keys", []):
            place(page, path, f"{path} {number}")
        pages.append(page)
    if length > 2 and random_.random() < 0.1:
        pages[1:] = [copy.deepcopy(pages[1]) for _ in range(3)]
    return pages


def as_list(value):
    return value if isinstance(value, list) else [value]


def kind_at(shape, path):
    found = shape_at(shape, path)
    return found.type_name if found is not None else "string"


def paginate(model, config, pages, paging, inputs):
    def method(**kwargs):
        inputs.append(copy.deepcopy(kwargs))
        return copy.deepcopy(pages[len(inputs) - 1])

    return botocore.paginate.Paginator(method, config, model).paginate(PaginationConfig=paging, Fixed="as given")


def run(model, config, pages, paging):
    outcome = {"pages": [], "inputs": []}
    try:
        iterator = paginate(model, config, pages, paging, outcome["inputs"])
        for page in iterator:
            outcome["pages"].append(page)
        outcome["resume"] = iterator.resume_token
    except botocore.paginate.PaginationError as error:
        outcome["error"] = str(error)
        return outcome
    outcome["full"] = paginate(model, config, pages, paging, []).build_full_result()
    return outcome


def paging_of(random_, config, model, kinds):
    paging = {}
    if kinds[0] in ("list", "string") and random_.random() < 0.7:
        paging["MaxItems"] = random_.randrange(0, 7)
    if "limit_key" in config and random_.random() < 0.5:
        paging["PageSize"] = random_.randrange(1, 100)
    # botocore cannot go on in the middle of a map, and leaves it out.
    if kinds[0] in ("list", "string") and random_.random() < 0.4:
        names = as_list(config["input_token"])
        kind = kind_at(model.input_shape, names[0])
        start = {name: token(random_, kind, 9) for name in names[: random_.randrange(1, len(names) + 1)]}
        start = {name: start.get(name) for name in names}
        # Without this botocore leaves out the secondary results of a page that was not begun.
        if len(kinds) > 1 or random_.random() < 0.7:
            start["boto_truncate_amount"] = random_.randrange(0, 3)
        paging["StartingToken"] = botocore.paginate.TokenEncoder().encode(start)
    return paging


def portable(value):
    if isinstance(value, bytes):
        return {"$blob": base64.b64encode(value).decode()}
    if isinstance(value, dict):
        return {key: portable(member) for key, member in value.items()}
    return [portable(member) for member in value] if isinstance(value, list) else value


def main(seed, services):
    session = botocore.session.get_session()
    for service in services or session.get_available_services():
        try:
            paginators = LOADER.load_service_model(service, "paginators-1")["pagination"]
        except botocore.exceptions.UnknownServiceError:
            continue
        service_model = session.get_service_model(service)
        for name, config in sorted(paginators.items()):
            if name not in service_model.operation_names or "result_key" not in config:
                continue
            model = service_model.operation_model(name)
            random_ = random.Random(f"{seed} {service} {name}")
            kinds = [kind_at(model.output_shape, path) for path in as_list(config["result_key"])]
            for _ in range(3):
                pages = make_pages(random_, config, model.output_shape)
                paging = paging_of(random_, config, model, kinds)
                case = {"service": service, "operation": name, "kinds": kinds, "pages": pages, "paging": paging}
                print(json.dumps(portable({**case, "outcome": run(model, config, pages, paging)})))


main(sys.argv[1], sys.argv[2:])
