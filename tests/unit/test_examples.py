"""The examples of the contract work: what Swagger UI offers to send is accepted as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from app.main import create_app
from app.settings import Settings
from app.web import Schema

ROOT = Path(__file__).resolve().parents[2]


def _bodies(of: type[BaseModel] = Schema) -> Iterator[type[BaseModel]]:
    for child in of.__subclasses__():
        yield child
        yield from _bodies(child)


def _examples(body: type[BaseModel]) -> list[Any]:
    extra = body.model_config.get("json_schema_extra")
    found = extra.get("examples") if isinstance(extra, dict) else None
    return found if isinstance(found, list) else []


EXAMPLES = [
    pytest.param(body, example, id=f"{body.__name__}-{number}")
    for body in _bodies()
    for number, example in enumerate(_examples(body))
]


@pytest.mark.parametrize(("body", "example"), EXAMPLES)
def test_example_is_a_right_body(body: type[BaseModel], example: Any) -> None:
    assert set(example) <= set(body.model_validate(example).model_fields_set)


def test_every_body_of_a_request_has_an_example(tmp_path: Path) -> None:
    settings = Settings(_env_file=ROOT / ".env.example", database_url=f"sqlite:///{tmp_path}/unused.db")
    contract = create_app(settings).openapi()
    sent = {
        operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        for item in contract["paths"].values()
        for operation in item.values()
        if "requestBody" in operation
    }

    schemas = contract["components"]["schemas"]
    assert set() == {name for name in sent if not schemas[name].get("examples")}
