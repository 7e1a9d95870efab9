"""Nothing of a person, and no token, is seen in a repr, an error or a log line of the adapter.

Every secret is a marked word; each way in which a call can end is provoked, with every logger of
the process turned up as far as it goes.
"""

from __future__ import annotations

import io
import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
import structlog

from app import log
from app.hr.delivery import Delivery
from app.nmbrs import operations
from app.nmbrs.source import Credentials
from tests.unit.nmbrs_answers import (
    absence,
    absences,
    department,
    departments,
    enveloped,
    fault,
    person,
    types,
)
from tests.unit.nmbrs_wire import TODAY, Wire, request

TOKEN, COMMENT = "MARKED-TOKEN", "MARKED-COMMENT"
SECRETS = {
    "token": TOKEN,
    "username": "marked-user@example.org",
    "domain": "markeddomain",
    "bsn": "999990019",
    "surname": "Markedsurname",
    "label": "Marked-classification",
    "comment": COMMENT,
    "department": "Marked-department",
}
CREDENTIALS = Credentials(SECRETS["username"], TOKEN, SECRETS["domain"])

PERSON = person(1, BSN=SECRETS["bsn"], LastName=SECRETS["surname"])
ABSENCES = absences(absence(5, Comment=COMMENT, Dossier=SECRETS["label"]))


def cut(response: httpx.Response) -> httpx.Response:
    """Ends in the middle, after everything that is worth stealing."""
    return httpx.Response(200, content=response.content[:-60], headers=response.headers)


def bent(response: httpx.Response, old: str, new: str) -> httpx.Response:
    return httpx.Response(
        response.status_code,
        content=response.content.replace(old.encode(), new.encode()),
        headers={"Content-Type": response.headers["Content-Type"]},
    )


def with_status(response: httpx.Response, status: int, media_type: str) -> httpx.Response:
    headers = {"Content-Type": media_type}
    return httpx.Response(status, content=response.content, headers=headers)


WORDS = " ".join(SECRETS.values())
ENDINGS: dict[str, tuple[str, Any]] = {
    "well": ("Absence_GetList", ABSENCES),
    "cut person": ("PersonalInfo_GetCurrent", cut(PERSON)),
    "cut absence": ("Absence_GetList", cut(ABSENCES)),
    "unknown element": ("Absence_GetList", bent(ABSENCES, "<Start>", f"<New>{WORDS}</New><Start>")),
    "renamed element": ("PersonalInfo_GetCurrent", bent(PERSON, "LastName>", "FamilyName>")),
    "no number": ("Absence_GetList", bent(ABSENCES, ">100<", f">{WORDS}<")),
    "no date": ("PersonalInfo_GetCurrent", bent(PERSON, "1990-02-03T00:00:00", WORDS)),
    "no key": ("PersonalInfo_GetCurrent", bent(PERSON, "<Id>1</Id>", f"<Id>{WORDS}</Id>")),
    "impossible row": ("Absence_GetList", bent(ABSENCES, ">100<", ">0<")),
    "fault": ("Absence_GetList", fault(1002, WORDS)),
    "unknown fault": ("PersonalInfo_GetCurrent", fault(4711, WORDS)),
    "rejected": ("PersonalInfo_GetCurrent", fault(1001, WORDS)),
    "unavailable": ("Absence_GetList", fault(9999, WORDS)),
    "error page": ("Absence_GetList", with_status(ABSENCES, 503, "text/html")),
    "no fault in a 500": ("Absence_GetList", with_status(ABSENCES, 500, "text/xml")),
    "fault word in a 500": (
        "PersonalInfo_GetCurrent",
        enveloped(f"<Answer>Fault {WORDS}</Answer>", 500),
    ),
    "time-out": ("Absence_GetList", httpx.ReadTimeout(WORDS)),
    "entity": (
        "Absence_GetList",
        bent(ABSENCES, "?>", f'?><!DOCTYPE x [<!ENTITY y "{WORDS}">]>'),
    ),
}


@contextmanager
def everything_logged() -> Iterator[io.StringIO]:
    """Our own logging with every library at its most talkative, and nothing lost at the end."""
    lines = io.StringIO()
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    loud = [root, *(logging.getLogger(name) for name in ("app", "zeep", "httpx", "httpcore"))]
    levels = [each.level for each in loud]
    plain = logging.StreamHandler(lines)
    try:
        log.configure("DEBUG", stream=lines)
        root.addHandler(plain)
        for each in loud:
            each.setLevel(logging.DEBUG)
        yield lines
    finally:
        structlog.reset_defaults()
        root.handlers[:] = handlers
        root.setLevel(level)
        for each, before in zip(loud, levels, strict=True):
            each.setLevel(before)


def seen(value: object) -> str:
    """All that a traceback, a log processor or a curious colleague could print of something."""
    if isinstance(value, BaseException):
        printed = "".join(traceback.format_exception(value))
        return f"{printed} {value!r} {value.args!r} {vars(value)!r} {value.__context__!r}"
    if isinstance(value, Delivery):
        parts = [value, *value.employees, *value.absences, *value.departments, *value.placements]
        parts += [*value.employments, value.streams, value.remarks, value.absences_read_for]
        return " ".join(f"{part!r} {part!s}" for part in parts)
    return f"{value!r} {value!s}"


@pytest.mark.parametrize("ending", ENDINGS)
def test_marked_words_appear_nowhere(ending: str) -> None:
    operation, answered = ENDINGS[ending]
    wire = Wire()
    wire.on("PersonalInfo_GetCurrent", PERSON)
    wire.on("Absence_GetList", ABSENCES)
    wire.on(
        "Department_GetAll_AllEmployeesByCompany",
        departments(e1=department(7, 2020, 13, Description=SECRETS["department"])),
    )
    wire.on(operation, answered)

    outcome: object
    with everything_logged() as lines:
        nmbrs = wire.nmbrs()
        source = nmbrs.source(CREDENTIALS, today=TODAY)
        try:
            outcome = source.read(request(), cancelled=lambda: False)
        except Exception as error:
            outcome = error
        logging.getLogger("app").error("printed to prove that the lines are kept")

    told = {
        "log": lines.getvalue(),
        "outcome": seen(outcome),
        "objects": seen(CREDENTIALS) + seen(source) + seen(nmbrs) + seen(source._connect()),
    }
    assert "printed to prove" in told["log"]
    found = [(where, name) for where, text in told.items() for name, word in SECRETS.items() if word in text]
    assert [] == found


def test_failed_read_does_say_what_an_operator_needs() -> None:
    wire = Wire()
    wire.on("Absence_GetList", cut(ABSENCES))

    with everything_logged() as lines:
        wire.read()

    assert '"event": "nmbrs.read.failed"' in lines.getvalue()
    assert '"operation": "Absence_GetList"' in lines.getvalue()
    assert '"level": "error"' in lines.getvalue()


@pytest.mark.parametrize("ending", ["cut person", "no number", "unknown fault"])
def test_error_itself_leads_back_to_nothing(ending: str) -> None:
    operation, answered = ENDINGS[ending]
    wire = Wire()
    wire.on(operation, answered)
    soap = wire.source()._connect()
    ask = {
        "PersonalInfo_GetCurrent": lambda key: soap.record(operations.PERSON, key),
        "Absence_GetList": lambda key: soap.rows(operations.ABSENCES, key),
    }[operation]

    with pytest.raises(Exception, match=operation) as caught:
        ask("1")

    frames = [frame for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
    in_parsers = [frame for frame in frames if "decoding" in frame.f_code.co_filename]
    assert (None, None, []) == (caught.value.__cause__, caught.value.__context__, in_parsers)


def test_comment_of_an_absence_is_in_no_object() -> None:
    wire = Wire()
    wire.on("Absence_GetList", ABSENCES)

    raws = wire.source()._connect().rows(operations.ABSENCES, "1")
    delivery = wire.read()

    fields = [getattr(row, name) for row in delivery.absences for name in row.__slots__]
    assert COMMENT not in repr(raws) + repr(fields)


def test_label_of_an_unknown_type_is_for_the_report_and_not_for_the_log() -> None:
    wire = Wire()
    wire.on("EmployeeType_GetList", types(t1="New hire", t2="Payroll", t4="Ex-payroll", t9="Odd one"))

    with everything_logged() as lines:
        delivery = wire.read()

    assert "Odd one" == delivery.remarks[0].params["label"]
    assert "Odd one" not in lines.getvalue()
