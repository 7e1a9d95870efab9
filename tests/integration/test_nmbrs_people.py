"""Who is delivered where a configuration says so: leavers who were absent, and types of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.hr.delivery import Delivery, Request, Stream
from app.hr.records import EmployeeKind
from app.nmbrs.source import Nmbrs
from tests.integration.nmbrs_employer import (
    ABSENCE_LIST,
    CREDENTIALS,
    EXTRA,
    PERSON,
    Employer,
    Reader,
    all_complete,
    keys,
    states,
)
from tests.integration.nmbrs_truth import delivered, expected
from tests.nmbrs_control import Nmbrs as LookAlike

DAY, SINCE = date(2026, 11, 23), date(2025, 6, 1)
EACH_WAY = pytest.mark.parametrize("extra", [(), tuple(EXTRA)], ids=["each", "bulk"])


def absent_since(company: dict[str, Any]) -> set[str]:
    """Leavers with an absence that was not over before the day."""
    return {
        str(person["id"])
        for person in company["employees"]
        if person["employee_type"] == "Former payroll"
        and any(row["end"] is None or row["end"] >= SINCE.isoformat() for row in person["absences"])
    }


def looked_at(connection: Nmbrs, company: dict[str, Any], extra: tuple[str, ...]) -> Delivery:
    request = Request(str(company["id"]), frozenset(Stream), SINCE, include_leavers=True)
    source = connection.source(CREDENTIALS, today=DAY, extra=extra)
    return source.read(request, cancelled=lambda: False)


@EACH_WAY
def test_leavers_who_were_absent_are_what_the_world_holds_of_them(
    connection: Nmbrs, nmbrs: LookAlike, extra: tuple[str, ...]
) -> None:
    nmbrs.reset(companies=1, employees=60, today=DAY)
    nmbrs.allow(*EXTRA)
    company = nmbrs.visible_companies()[0]
    leavers = [each for each in company["employees"] if each["employee_type"] == "Former payroll"]
    over, late = (each["id"] for each in leavers[:2])
    nmbrs.report_sick(over, date(2025, 5, 1), end=date(2025, 5, 31))
    nmbrs.report_sick(late, date(2025, 5, 1), end=SINCE)
    company = nmbrs.visible_companies()[0]
    let_in = absent_since(company)
    assert str(late) in let_in
    assert len(let_in) < len(leavers)

    delivery = looked_at(connection, company, extra)

    assert expected(company, let_in) == delivered(delivery)
    assert all_complete() == states(delivery)
    assert let_in == keys(each for each in delivery.employees if each.kind is EmployeeKind.LEFT)


def test_leaver_who_was_never_absent_costs_one_call(
    read: Reader, nmbrs: LookAlike, employer: Employer
) -> None:
    left = nmbrs.hire(employer.key, start_date=date(2024, 1, 1))
    nmbrs.leave(left, date(2025, 1, 1))

    delivery = read(include_leavers=True, known_employees=frozenset())

    assert {str(employer.ill), str(employer.well), str(employer.gone)} == keys(delivery.employees)
    asked = [call["operation"] for call in nmbrs.calls() if call["employee_id"] == left]
    assert [ABSENCE_LIST] == asked
    assert 3 == len(nmbrs.calls(PERSON))


def test_external_is_delivered_where_it_was_told_and_an_applicant_never(
    read: Reader, nmbrs: LookAlike, employer: Employer
) -> None:
    external = nmbrs.hire(employer.key, employee_type="External")
    told = dict.fromkeys(("EXTERNAL", "Applicant", "Rejected applicant"), EmployeeKind.ACTIVE)
    before = keys(read(Stream.EMPLOYEES).employees)

    delivery = read(Stream.EMPLOYEES, employee_types=told)

    externals = {
        str(each["id"]) for each in nmbrs.world()["companies"][0]["employees"]
        if each["employee_type"] == "External"
    }  # fmt: skip
    assert str(external) in externals
    assert before | externals == keys(delivery.employees)
    assert () == delivery.remarks
