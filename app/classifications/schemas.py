"""Bodies of the catalogue of absence classifications and of an employer's part in it."""

from __future__ import annotations

from datetime import datetime

from pydantic import ConfigDict, Field

from app import examples
from app.fields import Line, Reference
from app.web import Schema


class ClassificationCreate(Schema):
    """A classification of your own."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"code": "ZIEK_ZWANGER", "name": "Ziekte door zwangerschap"}]}
    )
    code: Line
    name: Line


class Classification(Schema):
    """One line of the catalogue."""

    id: str
    code: str
    name: str
    source_label: str | None = Field(description="The text at Nmbrs it stands for; only the seven have one")
    created_at: datetime


class EmployerClassifications(Schema):
    """All classifications the employer may receive from now on."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"classification_ids": examples.CLASSIFICATIONS}]}
    )
    classification_ids: list[Reference] = Field(max_length=1000)
