"""What Swagger UI sends when somebody presses "Try it out" and "Execute" on a route, and types nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Operation = dict[str, Any]


class WithoutExample(Exception):
    """Swagger could not send anything; the text says what the route lacks."""


@dataclass(frozen=True)
class Try:
    """One request, as the contract has it."""

    method: str
    path: str
    query: dict[str, Any]
    headers: dict[str, str]
    body: Any
    operation: Operation

    @property
    def needs_version(self) -> bool:
        """Whether it takes the ETag of what was read."""
        return any(each["name"] == "If-Match" for each in self.operation.get("parameters", []))

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def tries(document: dict[str, Any]) -> Iterator[Try]:
    """Every example of the contract, from the top of the page to its end."""
    tags = [tag["name"] for tag in document["tags"]]
    routes = [
        (method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    for method, path, operation in sorted(routes, key=lambda route: tags.index(route[2]["tags"][0])):
        for body in _bodies(f"{method.upper()} {path}", operation):
            yield _try(method.upper(), path, operation, body)


def _bodies(name: str, operation: Operation) -> list[Any]:
    if "requestBody" not in operation:
        return [None]
    content = operation["requestBody"]["content"]["application/json"]
    examples = [each["value"] for each in content.get("examples", {}).values()]
    if "example" in content:
        examples.append(content["example"])
    if not examples:
        raise WithoutExample(f"{name}: give its body `json_schema_extra={{'examples': […]}}`")
    return examples


def _try(method: str, path: str, operation: Operation, body: Any) -> Try:
    places: dict[str, dict[str, Any]] = {"path": {}, "query": {}, "header": {}}
    for parameter in operation.get("parameters", []):
        value = parameter.get("example", parameter["schema"].get("default"))
        if value is not None:
            places[parameter["in"]][parameter["name"]] = value
        elif parameter.get("required"):
            raise WithoutExample(
                f"{method} {path}: give `{parameter['name']}` a type with an example, as in app/fields.py, of"
                " an object that the demo makes (app/examples.py)"
            )
    return Try(method, path.format_map(places["path"]), places["query"], places["header"], body, operation)
