"""Bodies of employer codes: what a discovery found, and what is assigned of it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from app import examples
from app.fields import Line, Reference
from app.web import Schema

State = Literal["linked", "known_name", "unknown", "out_of_scope"]


class FoundCode(Schema):
    """A company of the last discovery, and what it is to us at this moment."""

    nmbrs_id: str = Field(description="Column Id of the report: this becomes the employer code")
    number: str = Field(description="The company's number at Nmbrs: never use it as employer code")
    name: str
    state: State = Field(
        description="linked: an employer has this code; known_name: an employer without a code has this "
        "name; out_of_scope: an employer outside this account has this code; unknown: none of these"
    )
    employer_id: str | None = Field(description="The employer that has this code, if you may see it")
    proposal: str | None = Field(description="The employer you may want to assign this code to")


class Advice(Schema):
    """What to do next, in both languages."""

    nl: str
    en: str


class EmployerCodes(Schema):
    """The last discovery of an account."""

    run_id: str
    discovered_at: datetime
    items: list[FoundCode]
    advice: Advice


class Assignment(Schema):
    """This company is that employer."""

    nmbrs_id: Line
    employer_id: Reference


class Assignments(Schema):
    """What is assigned: all of it or nothing."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"assignments": [{"nmbrs_id": examples.EMPLOYER_CODE, "employer_id": examples.EMPLOYER}]}
            ]
        }
    )
    assignments: list[Assignment] = Field(min_length=1, max_length=5000)
