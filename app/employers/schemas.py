"""Bodies of employers and employer groups. The answer for an employer is in `app/shapes.py`."""

from __future__ import annotations

from datetime import datetime

from pydantic import ConfigDict, Field

from app import examples
from app.fields import Flag, Line, Notes, Reference
from app.web import Schema
from app.writing import UNSENT, Patch

CODE = "The Id of the company at Nmbrs, as the discovery lists it; leave it out if it is not known yet"

ACCEPTS = (
    "Whether runs go on although the suite told of employees without a Nmbrs id. Holds for those told of"
    " so far: a new one ends it"
)


class EmployerCreate(Schema):
    """A new employer."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Testbedrijf 1"}]})
    name: Line
    employer_code: Line | None = Field(default=None, description=CODE)


class EmployerPatch(Patch):
    """What changes of an employer. `employer_code: null` takes the code away."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "Bakkerij De Gouden Korenaar", "employer_code": examples.EMPLOYER_CODE}]
        }
    )
    name: Line = UNSENT
    employer_code: Line | None = Field(default=None, description=CODE)
    accepts_unlinked_employees: Flag = Field(default=UNSENT, description=ACCEPTS)


class SuiteEmployeeIn(Schema):
    """An employee the suite has. Its own id says who; a name or number of a person does not belong here."""

    suite_id: Line = Field(description="The suite's own id of the employee, which never changes")
    nmbrs_id: Line | None = Field(
        default=None, description="The id of the same employee at Nmbrs; null while the suite knows none"
    )


class SuiteEmployees(Schema):
    """Employees the suite has at the employer at this moment."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "employees": [
                        {"suite_id": "2f6c0d1e", "nmbrs_id": "1230045"},
                        {"suite_id": "9b41aa07", "nmbrs_id": "1230046"},
                    ]
                }
            ]
        }
    )
    employees: list[SuiteEmployeeIn] = Field(min_length=1, max_length=5000)


class SuiteEmployee(Schema):
    """An employee of whom the suite told."""

    id: str
    suite_id: str
    nmbrs_id: str | None
    created_at: datetime
    updated_at: datetime


class SuiteEmployeesTold(Schema):
    """What is known of the suite's employees of an employer after telling."""

    employees: int = Field(description="Of how many employees the suite has told")
    unlinked: int = Field(description="How many of them have no Nmbrs id")
    accepts_unlinked_employees: bool = Field(
        description="Whether that is accepted. If not, and there are any, runs refuse this employer"
    )


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

    model_config = ConfigDict(json_schema_extra={"examples": [{"notes": "Holding", "selectable": True}]})
    name: Line = UNSENT
    code: Line | None = None
    notes: Notes | None = None
    selectable: Flag = UNSENT


class GroupEmployers(Schema):
    """All employers the group has from now on."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"employer_ids": examples.EMPLOYERS}]})
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
