"""The contract keeps to what every route promises alike: addresses, lists, errors, versions, examples.

A rule yields a sentence for each thing that breaks it. What stands outside a rule is named with its reason.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

CONTRACT = Path("openapi/openapi.json")
PROBLEM: Final = "application/problem+json"
PROBLEM_FIELDS: Final = {"type", "title", "status", "code", "detail"}
SNAKE: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
KEBAB: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
#: What supervisors ask for, at the addresses they expect.
WITHOUT_PREFIX: Final = ("/health/live", "/health/ready", "/metrics")
#: There is one for the whole installation.
SINGLE: Final = ("classification-mapping",)
#: `items` that are no list of the API: all there are belong to one answer.
WHOLE: Final = ("EmployerCodes", "Readiness")
#: Whose changes must name the version that was read.
VERSIONED: Final = ("accounts", "configurations", "classification-mapping")
REPEATABLE: Final = {
    "create_api_key": "the stored answer would hold the key in plain text",
    "cancel_run": "asking twice is asking once",
}
LIMIT: Final = {"minimum": 1, "maximum": 200, "default": 50}


@dataclass(frozen=True)
class Route:
    """One operation of the contract."""

    method: str
    path: str
    operation: dict[str, Any]
    document: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @cached_property
    def public(self) -> bool:
        """Whether it is part of the API that keys open."""
        return self.path not in WITHOUT_PREFIX

    @cached_property
    def segments(self) -> list[str]:
        """The parts of the path after the version."""
        return self.path.removeprefix("/v1").strip("/").split("/")

    @cached_property
    def parameters(self) -> dict[str, dict[str, Any]]:
        """By name."""
        return {each["name"]: each for each in self.operation.get("parameters", [])}

    @cached_property
    def answers(self) -> dict[str, dict[str, Any]]:
        """By status."""
        answers: dict[str, dict[str, Any]] = self.operation.get("responses", {})
        return answers

    @cached_property
    def bodies(self) -> list[dict[str, Any]]:
        """What may be sent, one for each media type."""
        return list(self.operation.get("requestBody", {}).get("content", {}).values())

    def schema(self, status: str) -> tuple[str, dict[str, Any]]:
        """Name and schema of the JSON that is answered with this status."""
        given = self.answers.get(status, {}).get("content", {}).get("application/json", {}).get("schema", {})
        name = given.get("$ref", "").rpartition("/")[2]
        return name, self.document["components"]["schemas"].get(name, given)

    @cached_property
    def successes(self) -> list[str]:
        """The statuses of answers that are no errors."""
        return [status for status in self.answers if status < "300"]


Rule = Callable[[Route], Iterator[str]]


def addresses(route: Route) -> Iterator[str]:
    """`/v1/plural-words/{an_id}`."""
    if route.public and not route.path.startswith("/v1/"):
        yield "begins with /v1/"
    for segment, after in zip(route.segments, [*route.segments[1:], ""], strict=True):
        if segment.startswith("{"):
            if not SNAKE.fullmatch(segment.strip("{}")):
                yield f"writes {segment} in snake_case"
        elif not KEBAB.fullmatch(segment):
            yield f"writes {segment} in lower case, with hyphens"
        elif after.startswith("{") and not segment.endswith("s"):
            yield f"has {segment} in the plural, before {after}"
    first = route.segments[0]
    if route.public and not first.endswith("s") and first not in SINGLE:
        yield f"begins with a plural, not {first}"


def parameters(route: Route) -> Iterator[str]:
    """Snake case, and an example of everything that must be filled in or names an object."""
    for name, each in route.parameters.items():
        if each["in"] != "header" and not SNAKE.fullmatch(name):
            yield f"writes the parameter {name} in snake_case"
        shown = "example" in each or "default" in each["schema"] or "enum" in each["schema"]
        if not shown and (each.get("required") or name.endswith("_id")):
            yield (
                f"has an example of {name}: a type as in app/fields.py, with an object of the demo"
                " (app/examples.py)"
            )


def lists(route: Route) -> Iterator[str]:
    """`{items, next_cursor}` with `limit` and `cursor`."""
    if route.method != "GET":
        return
    name, schema = route.schema("200")
    fields = schema.get("properties", {})
    if schema.get("type") == "array":
        yield "wraps a list as {items, next_cursor}"
    if "items" not in fields or name in WHOLE:
        return
    if "next_cursor" not in fields:
        yield "has next_cursor beside items"
    if not route.segments[-1].endswith("s"):
        yield "has the address of a list in the plural"
    limit = route.parameters.get("limit", {}).get("schema", {})
    if {key: limit.get(key) for key in LIMIT} != LIMIT:
        yield "takes limit: 1 to 200, 50 if not told"
    if "cursor" not in route.parameters:
        yield "takes cursor"


def errors(route: Route) -> Iterator[str]:
    """Each error is a problem, and those that any route of its form has are documented."""
    if not route.public:
        return
    needed = {"401": True, "403": True, "404": "{" in route.path}
    needed |= {"400": bool(route.bodies), "413": bool(route.bodies)}
    needed |= {"422": bool(route.bodies) or any(each["in"] == "query" for each in route.parameters.values())}
    yield from (
        f"documents {status}" for status, must in needed.items() if must and status not in route.answers
    )
    if "422" in route.answers and not route.bodies and not route.parameters:
        yield "documents no 422: there is nothing that could have a wrong form"
    for status, answer in route.answers.items():
        if status >= "400":
            given = answer.get("content", {}).get(PROBLEM, {}).get("schema", {}).get("$ref", "")
            schema = route.document["components"]["schemas"].get(given.rpartition("/")[2], {})
            if not set(schema.get("required", [])) >= PROBLEM_FIELDS:
                yield f"answers {status} with a problem: {', '.join(sorted(PROBLEM_FIELDS))}"


def versions(route: Route) -> Iterator[str]:
    """Changes of what several people set up name the version that was read."""
    changes = route.method in ("PATCH", "PUT") or route.segments[-1] == "archive"
    must = changes and route.segments[0] in VERSIONED
    if must and "If-Match" not in route.parameters:
        yield "takes If-Match"
    if must and "428" not in route.answers:
        yield "documents 428, for a change without If-Match"
    if "If-Match" in route.parameters:
        if "412" not in route.answers:
            yield "documents 412, for a change of another version"
        yield from _lacking(route, "ETag")
        yield from _unreadable(route)


def _unreadable(route: Route) -> Iterator[str]:
    """What takes a version must be readable with one, at its own address or the one it is an action of."""
    paths, path = route.document["paths"], route.path
    while path and "get" not in paths.get(path, {}):
        path = path.rpartition("/")[0]
    answer = paths.get(path, {}).get("get", {}).get("responses", {}).get("200", {})
    if "ETag" not in answer.get("headers", {}):
        yield "can be read before, with an ETag to send as If-Match"


def once(route: Route) -> Iterator[str]:
    """What creates or triggers can be sent twice, and says where the result is."""
    if route.method != "POST" or not {"201", "202"} & route.answers.keys():
        return
    if route.operation.get("operationId") not in REPEATABLE:
        if "Idempotency-Key" not in route.parameters:
            yield "takes Idempotency-Key"
        if "409" not in route.answers:
            yield "documents 409, for another request under the same key"
    if route.operation.get("operationId") != "cancel_run":
        for status in {"201", "202"} & route.answers.keys():
            yield from _lacking(route, "Location", status)
    if "Prefer" in {name.title() for name in route.parameters}:
        yield from _lacking(route, "Preference-Applied")


def _lacking(route: Route, header: str, status: str = "") -> Iterator[str]:
    for each in [status] if status else route.successes:
        if header not in route.answers[each].get("headers", {}):
            yield f"documents the header {header} of {each}: `contract.headers({each}, …)`"


def words(route: Route) -> Iterator[str]:
    """A person finds out what it does, and a generated client has a name for it."""
    operation = route.operation
    yield from (f"has a {each}" for each in ("summary", "description") if not operation.get(each))
    if not SNAKE.fullmatch(operation.get("operationId", "")):
        yield "has an operationId in snake_case"
    tags = [tag["name"] for tag in route.document.get("tags", [])]
    if len(operation.get("tags", [])) != 1 or operation["tags"][0] not in tags:
        yield "has one tag, of those in app/main.py"
    if route.public and not operation.get("security"):
        yield "asks for a key"
    if any("example" not in body and not body.get("examples") for body in route.bodies):
        yield "has an example of its body: `json_schema_extra={'examples': […]}`"


RULES: Final[tuple[Rule, ...]] = (addresses, parameters, lists, errors, versions, once, words)


def routes(document: dict[str, Any]) -> Iterator[Route]:
    """Every operation."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield Route(method.upper(), path, operation, document)


def problems(document: dict[str, Any]) -> list[str]:
    """Every place where the contract leaves its conventions, one sentence each."""
    found = [f"{route} {told}" for route in routes(document) for rule in RULES for told in rule(route)]
    return [*found, *_names_used_twice(document), *_order_of_tags(document), *_schemas(document)]


def _names_used_twice(document: dict[str, Any]) -> Iterator[str]:
    names = [route.operation.get("operationId") for route in routes(document)]
    for name in sorted({str(each) for each in names if names.count(each) > 1}):
        yield f"operationId {name} belongs to one route"


def _order_of_tags(document: dict[str, Any]) -> Iterator[str]:
    names = [tag["name"] for tag in document.get("tags", [])]
    sections = [name for name in names if name[0].isdigit()]
    if names[: len(sections)] != sorted(sections):
        yield "tags begin with the sections of the manual, in their order"


def _schemas(document: dict[str, Any]) -> Iterator[str]:
    text = json.dumps(document)
    for name, schema in document["components"]["schemas"].items():
        if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", name):
            yield f"schema {name} has a name that a client can use, like NamesOfTypes"
        if f'"#/components/schemas/{name}"' not in text:
            yield f"schema {name} is used"
        for field in schema.get("properties", {}):
            if not SNAKE.fullmatch(field):
                yield f"schema {name} writes {field} in snake_case"


if __name__ == "__main__":
    told = problems(json.loads(CONTRACT.read_text(encoding="utf-8")))
    sys.exit(
        "\n".join(["The contract is not as every route promises. What it should be:", *told])
        if told
        else None
    )
