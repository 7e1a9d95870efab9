"""Bodies of employers and employer groups. The answer for an employer is in `app/shapes.py`."""

from __future__ import annotations

from datetime import datetime

from pydantic import ConfigDict, Field

from app.fields import Flag, Line, Notes, Reference
from app.web import Schema
from app.writing import UNSENT, Patch

CODE = "The Id of the company at Nmbrs, as the discovery lists it; leave it out if it is not known yet"


class EmployerCreate(Schema):
    """A new employer."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Testbedrijf 1"}]})
    name: Line
    employer_code: Line | None = Field(default=None, description=CODE)


class EmployerPatch(Patch):
    """What changes of an employer. `employer_code: null` takes the code away."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Testbedrijf 1 B.V.", "employer_code": "12345"}]}
    )
    name: Line = UNSENT
    employer_code: Line | None = Field(default=None, description=CODE)


class GroupCreate(Schema):
    """A new employer group."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Testgroep", "code": "TESTGROEP", "selectable": True}]}
    )
    name: Line
    code: Line | None = None
    notes: Notes | None = None
    selectable: Flag = Field(default=True, description="Whether employers may still be added")


class GroupPatch(Patch):
    """What changes of an employer group; its employers have a route of their own."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"notes": "Holding", "selectable": False}]})
    name: Line = UNSENT
    code: Line | None = None
    notes: Notes | None = None
    selectable: Flag = UNSENT


class GroupEmployers(Schema):
    """All employers the group has from now on."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"employer_ids": ["01990000-0000-7000-8000-00000000000a"]}]}
    )
    employer_ids: list[Reference] = Field(max_length=5000)


class Group(Schema):
    """An employer group and its employers of this moment."""

    id: str
    name: str
    code: str | None
    notes: str | None
    selectable: bool
    employer_ids: list[str]
    created_at: datetime
    updated_at: datetime
