"""The answer to a check of an account: what it may ask at Nmbrs, and what to do about it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from app.web import Schema


class Sentence(Schema):
    """One thing to know or to do, in Dutch and English."""

    nl: str
    en: str


class OperationCheck(Schema):
    """One call at Nmbrs, and whether the account may make it."""

    service: str
    operation: str = Field(description="The name of the web service in the API template of Nmbrs")
    state: Literal["allowed", "denied", "extra", "superfluous", "not_testable", "failed"] = Field(
        description="`extra`: not asked for, but allowed and used to save calls. `superfluous`: switch it"
        " off. `failed`: Nmbrs gave no usable answer this time"
    )
    needed: bool = Field(description="The manual asks for it (section 2, steps 6 and 7)")
    fault: int | None = Field(description="The number of Nmbrs's refusal")


class DriftOut(Schema):
    """Something in which the live description of Nmbrs differs from our contract."""

    service: str
    operation: str
    element: str = Field(description="Where in the answer; empty when the operation itself is gone")
    change: Literal["new", "gone", "changed"]
    harmless: bool = Field(description="Imports go on as they are")


class Check(Schema):
    """What a check found. `ok`: it found everything in order, and there is nothing to do."""

    checked_at: datetime
    ok: bool
    rejected: str | None = Field(description="Why Nmbrs refuses the credentials; nothing else was asked")
    companies: int | None = Field(description="How many companies the user sees; null: could not be listed")
    operations: list[OperationCheck]
    drift: list[DriftOut]
    drift_compared: bool = Field(description="False: the live description could not be read")
    advice: list[Sentence] = Field(description="What to do, in the order of the manual")
