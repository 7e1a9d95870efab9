"""A new administrator who knows nothing of us but what the service shows.

He reads the contract as Swagger UI shows it: its first text, the routes, their examples. What he fills in
himself is what the customer handed over, and ids that an earlier answer showed him.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import httpx

Json = dict[str, Any]

_NAMED = re.compile(r"\b(GET|POST|PUT|PATCH|DELETE) (/v1/[\w/{}<>-]*[\w}>])")
JSON = "application/json"


@dataclass(frozen=True)
class Route:
    """A route as a text names it, and as the contract has it."""

    method: str
    path: str
    template: str

    def at(self, **ids: str) -> str:
        """Its address: what the text already filled in, and these in the place of what it did not."""
        path = re.sub(r"<id>|\{\w+\}", lambda gap: ids.get(gap[0].strip("{}<>"), gap[0]), self.path)
        assert not set("{<") & set(path), f"the text does not say which: {self.method} {path}"
        return path

    def __str__(self) -> str:
        return f"{self.method} {self.template}"


@dataclass
class Newcomer:
    """Somebody with a key, Swagger UI and a customer's five items."""

    http: httpx.Client
    contract: Json = field(default_factory=dict)

    def open_swagger(self) -> str:
        """Read the contract, as the page does; give the text above the routes."""
        self.contract = self.http.get("/openapi.json").json()
        return str(self.contract["info"]["description"])

    def routes_in(self, text: str) -> list[Route]:
        """Every route that a text names, in its order. One that the contract does not have misleads."""
        return [self._route(method, path) for method, path in _NAMED.findall(text)]

    def _route(self, method: str, path: str) -> Route:
        fitting = [template for template in self.contract["paths"] if _fits(template, path)]
        found = [each for each in fitting if method.lower() in self.contract["paths"][each]]
        assert len(found) == 1, f"a text names {method} {path}; the contract has {found or 'no such route'}"
        return Route(method, path, found[0])

    def example(self, route: Route, chosen_by: str = "") -> Json:
        """The body that Swagger has filled in; of more than one, that whose name stands in `chosen_by`."""
        content = self._operation(route)["requestBody"]["content"][JSON]
        examples = {name: each["value"] for name, each in content.get("examples", {}).items()}
        if "example" in content:
            return dict(content["example"])
        named = [name for name in examples if name in chosen_by]
        assert len(named) == 1, f"which of {list(examples)} is meant by {chosen_by!r}?"
        return dict(examples[named[0]])

    def send(self, route: Route, body: Json | None = None, **ids: str) -> Json:
        """Press Execute, with the headers that Swagger has filled in."""
        headers = {
            each["name"]: each["example"]
            for each in self._operation(route).get("parameters", [])
            if each["in"] == "header" and "example" in each
        }
        answer = self.http.request(route.method, route.at(**ids), json=body, headers=headers)
        assert answer.is_success, f"{route}: {answer.status_code} {answer.text}"
        return dict(answer.json())

    def _operation(self, route: Route) -> Json:
        return dict(self.contract["paths"][route.template][route.method.lower()])


def _fits(template: str, path: str) -> bool:
    """Whether this is an address of the template; a gap may still be open."""
    parts = zip(template.split("/"), path.split("/"), strict=False)
    return template.count("/") == path.count("/") and all(
        theirs == ours or theirs.startswith("{") for theirs, ours in parts
    )
