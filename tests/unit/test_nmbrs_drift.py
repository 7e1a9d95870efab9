"""What Nmbrs sends that the contract does not have: named once, nothing lost, nothing believed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from app.nmbrs.errors import NmbrsUnreadable
from app.nmbrs.operations import ABSENCES, DEPARTMENTS
from app.nmbrs.soap import Soap
from tests.unit.nmbrs_answers import (
    absence,
    absences,
    answer,
    rows,
)
from tests.unit.nmbrs_wire import Wire

ROW = absence(5)


def soap(wire: Wire) -> Soap:
    return wire.source(attempts=1)._connect()


@pytest.mark.parametrize(
    "row",
    [
        ROW.replace("<Start>", "<New>1</New><Start>"),
        ROW + "<New>1</New>",
        "<New><Deeper>1</Deeper></New>" + ROW,
        ROW.replace("<Start>", "<New xsi:nil='true' /><Start>"),
    ],
    ids=["middle", "end", "beginning, with content", "nil"],
)
def test_new_element_is_named_once_and_loses_nothing(row: str) -> None:
    wire = Wire()
    wire.on("Absence_GetList", absences(row, row))
    line = soap(wire)

    with capture_logs() as said:
        found = line.rows(ABSENCES, "1") + line.rows(ABSENCES, "2")

    wire.on("Absence_GetList", absences(ROW))
    assert soap(wire).rows(ABSENCES, "1") * 4 == found
    assert {"Absence_GetList": ("Absence.New",)} == line.drift.found()
    assert [
        {
            "event": "nmbrs.contract.drift",
            "log_level": "warning",
            "operation": "Absence_GetList",
            "element": "Absence.New",
        }
    ] == said


def test_name_of_a_new_element_is_not_passed_on_when_it_is_no_word() -> None:
    wire = Wire()
    wire.on("Absence_GetList", absences(ROW + "<Müller-Jansen.1980>1</Müller-Jansen.1980>"))
    line = soap(wire)

    line.rows(ABSENCES, "1")

    assert {"Absence_GetList": ("Absence.?",)} == line.drift.found()


def test_renamed_list_of_an_employee_is_not_an_empty_one() -> None:
    wire = Wire()
    item = rows("EmployeeDepartmentItem", "<EmployeeId>1</EmployeeId><Departments><Id>1</Id></Departments>")
    wire.on(DEPARTMENTS.name, answer(DEPARTMENTS.name, item))

    with pytest.raises(NmbrsUnreadable):
        soap(wire).rows(DEPARTMENTS, "1")


def test_answer_that_began_well_and_broke_off_leaves_nothing_behind() -> None:
    wire = Wire()
    whole = absences(*(absence(key) for key in range(2000)))
    broken = httpx.Response(200, content=whole.content[:-500], headers=whole.headers)
    wire.on("Absence_GetList", broken)
    seen: list[int] = []

    def keep(found: Iterator[Any]) -> None:
        seen.extend(each["AbsenceId"] for each in found)

    with pytest.raises(NmbrsUnreadable):
        soap(wire).rows(ABSENCES, "1", into=keep)

    assert seen, "rows were handed on while they came"
