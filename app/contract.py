"""The OpenAPI document: what FastAPI cannot say by itself, and the order in which people read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from fastapi.routing import APIRoute
from starlette.routing import compile_path

JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"

_HEADERS: Final = {
    "ETag": "The version of what is shown; send it as `If-Match` with a change",
    "Location": "Where to find what was made or begun",
    "Preference-Applied": "How long was waited, if `Prefer` asked for that",
    "WWW-Authenticate": "`Bearer`",
}
#: These are there on every such answer, the others only if they apply.
_ALWAYS: Final = ("ETag", "Location", "WWW-Authenticate")


def headers(status: int, *names: str) -> dict[int | str, dict[str, Any]]:
    """A part of the `responses=` of a route: the headers that its answers of this status have."""
    described = {
        name: {
            "description": _HEADERS[name],
            "schema": {"type": "string"},
            **({"required": True} if name in _ALWAYS else {}),
        }
        for name in names
    }
    return {status: {"headers": described}}


def operation_id(route: APIRoute) -> str:
    """The name of a route in generated clients: that of its function, so no two functions share one."""
    return route.name


def complete(document: dict[str, Any]) -> None:
    """Put right in the document what FastAPI has no word for."""
    schemas = document["components"]["schemas"]
    for operation in operations(document):
        _give_problems_their_media_type(operation)
        _drop_needless_422(operation)
        for parameter in operation.get("parameters", []):
            _put_right(parameter)
        for content in operation.get("requestBody", {}).get("content", {}).values():
            _show_examples(content, schemas)
    _name_pages(document)


def operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every operation of the document."""
    for path in document["paths"].values():
        yield from path.values()


def _give_problems_their_media_type(operation: dict[str, Any]) -> None:
    """FastAPI knows one media type per route, and gives the schema to that."""
    for answer in operation["responses"].values():
        content = answer.get("content", {})
        if PROBLEM in content and JSON in content:
            content[PROBLEM] = content.pop(JSON)


def _drop_needless_422(operation: dict[str, Any]) -> None:
    if not operation.get("parameters") and "requestBody" not in operation:
        operation["responses"].pop("422", None)


def _put_right(parameter: dict[str, Any]) -> None:
    """Give a parameter its example where tools look for it. One that may be left out still is never null."""
    schema = parameter["schema"]
    if found := schema.pop("examples", None):
        parameter["example"] = found[0]
    forms = [each for each in schema.get("anyOf", []) if each != {"type": "null"}]
    if len(forms) == 1:
        del schema["anyOf"]
        schema.update(forms[0])


def _show_examples(content: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Say what to send where every tool looks for it, and not in the schema alone."""
    name = content["schema"].get("$ref", "").rpartition("/")[2]
    found = schemas.get(name, {}).get("examples", [])
    if len(found) == 1:
        content["example"] = found[0]
    elif found:
        content["examples"] = {_name(each, at): {"value": each} for at, each in enumerate(found, start=1)}


def _name(example: dict[str, Any], at: int) -> str:
    """What people choose it by: its `option`, the one thing in which our examples of one body differ."""
    return str(example.get("option", f"Example {at}"))


def _name_pages(document: dict[str, Any]) -> None:
    """A page of accounts is an `AccountPage`: its title, where pydantic's key is `Page_Account_`."""
    schemas = document["components"]["schemas"]
    titles = {name: schemas[name]["title"] for name in schemas if name.endswith("_")}
    document["components"]["schemas"] = {titles.get(name, name): schemas[name] for name in schemas}
    for reference in _references(document):
        path, _, name = reference["$ref"].rpartition("/")
        reference["$ref"] = f"{path}/{titles.get(name, name)}"


def _references(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict) and isinstance(part.get("$ref"), str):
        yield part
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _references(each)


def methods_at(document: dict[str, Any], path: str) -> list[str]:
    """The methods an address knows. Starlette tells those of the first of its routes alone."""
    return sorted(
        method.upper()
        for template, methods in document["paths"].items()
        if compile_path(template)[0].fullmatch(path)
        for method in methods
    )
