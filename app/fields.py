"""The types of single values in paths, queries and bodies. What passes here can be stored anywhere.

PostgreSQL stores no NUL, so texts exclude it (and lines every control character); truth and numbers are
taken as JSON has them: `"no"` is not false and `true` is not one.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated, Final

from fastapi import Path, Query
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, Strict, StringConstraints

from app import examples
from app.errors import NotFound

_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_YEAR: Final = re.compile(r"\d{4}-")
ONE_LINE: Final = r"^[^\x00-\x1f\x7f]*$"


def _known_form(value: str) -> str:
    """What has not the form of our ids names nothing: no database needs to be asked."""
    if not _ID.fullmatch(value):
        raise NotFound("NOT_FOUND")
    return value


def _written_out(value: object) -> object:
    """A day or moment is a text that begins with its year: pydantic also takes seconds since 1970."""
    if isinstance(value, int | float) or (isinstance(value, str) and not _YEAR.match(value)):
        raise ValueError("write it as 2026-01-31, and a moment with its time and zone")
    return value


def _as_utc(moment: datetime) -> datetime:
    """Near the ends of the calendar a zone can push a moment off it."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("this moment does not exist in UTC") from None


Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=ONE_LINE)
]
Notes = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")]
Reference = Annotated[str, StringConstraints(min_length=1, max_length=36, pattern=ONE_LINE)]
Day = Annotated[date, BeforeValidator(_written_out)]
Moment = Annotated[AwareDatetime, BeforeValidator(_written_out), AfterValidator(_as_utc)]
Flag = Annotated[bool, Strict()]
Count = Annotated[int, Strict(), Field(ge=1, le=100_000)]

# What an id in the path or in a filter is of; the example is that object of the demo.
_KNOWN: Final = AfterValidator(_known_form)
AccountId = Annotated[str, _KNOWN, Path(description="The id of an account", examples=[examples.ACCOUNT])]
SpareAccountId = Annotated[
    str, _KNOWN, Path(description="The id of an account", examples=[examples.SPARE_ACCOUNT])
]
ConfigurationId = Annotated[
    str, _KNOWN, Path(description="The id of a configuration", examples=[examples.CONFIGURATION])
]
DiscoveryId = Annotated[
    str, _KNOWN, Path(description="The id of a configuration", examples=[examples.DISCOVERY])
]
EmployeeId = Annotated[
    str, _KNOWN, Path(description="The id of an imported employee", examples=[examples.EMPLOYEE])
]
EmployerId = Annotated[str, _KNOWN, Path(description="The id of an employer", examples=[examples.EMPLOYER])]
GroupId = Annotated[str, _KNOWN, Path(description="The id of an employer group", examples=[examples.GROUP])]
KeyId = Annotated[
    str, _KNOWN, Path(description="The id of an API key, not the key", examples=[examples.SPARE_KEY])
]
RunId = Annotated[str, _KNOWN, Path(description="The id of a run", examples=[examples.RUN])]
SuiteEmployeeId = Annotated[
    str, _KNOWN, Path(description="The `id` that the list shows", examples=[examples.SUITE_EMPLOYEE])
]
OfAccount = Annotated[
    Reference | None, Query(description="Only of this account", examples=[examples.ACCOUNT])
]
OfConfiguration = Annotated[
    Reference | None, Query(description="Only of this configuration", examples=[examples.CONFIGURATION])
]
OfEmployee = Annotated[
    Reference | None, Query(description="Only of this employee", examples=[examples.EMPLOYEE])
]
OfEmployer = Annotated[
    Reference | None, Query(description="Only of this employer", examples=[examples.EMPLOYER])
]
WithCode = Annotated[
    str | None,
    Query(
        min_length=1,
        max_length=200,
        pattern=ONE_LINE,
        description="Only the employer with this code",
        examples=[examples.EMPLOYER_CODE],
    ),
]
