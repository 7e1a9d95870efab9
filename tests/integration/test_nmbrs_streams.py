"""Every stream over HTTP against what the world of the look-alike holds, call by call and in bulk."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.hr.delivery import Completeness, Delivery, Request, Stream
from app.nmbrs import operations
from app.nmbrs.source import Nmbrs
from tests.integration.nmbrs_employer import CREDENTIALS
from tests.integration.nmbrs_truth import delivered, expected
from tests.nmbrs_control import Nmbrs as LookAlike

EXTRA = [each.name for each in operations.EXTRA]
#: An ordinary day, one that is still in week 53 of the year before, and one in week 1 of the next.
DAYS = [date(2026, 11, 23), date(2027, 1, 1), date(2024, 12, 30)]


def read(connection: Nmbrs, company: dict[str, Any], day: date, *, bulk: bool) -> Delivery:
    """Read everything; every second leaver is somebody we knew."""
    known = leavers(company)[::2]
    request = Request(str(company["id"]), frozenset(Stream), date(2020, 1, 1), frozenset(known))
    nmbrs = connection.source(CREDENTIALS, today=day, extra=EXTRA if bulk else ())
    return nmbrs.read(request, cancelled=lambda: False)


def leavers(company: dict[str, Any]) -> list[str]:
    return [str(each["id"]) for each in company["employees"] if each["employee_type"] == "Former payroll"]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_stream_of_a_generated_world_is_what_the_world_holds(
    connection: Nmbrs, nmbrs: LookAlike, day: date
) -> None:
    nmbrs.reset(companies=3, employees=45, today=day)
    nmbrs.allow(*EXTRA)

    for company in nmbrs.visible_companies():
        each, bulk = (read(connection, company, day, bulk=way) for way in (False, True))

        truth = expected(company, leavers(company)[::2])
        assert truth == delivered(each)
        # Its payroll is in step with the calendar, and nothing is said of the way of reading.
        assert each == bulk
        assert {Completeness.COMPLETE} == {each.state for each in bulk.streams.values()}
        assert {each.source_key for each in truth["employees"]} == bulk.absences_read_for
        assert bulk.addresses_read_for == bulk.absences_read_for


def test_generated_world_has_what_makes_the_comparison_worth_its_while(nmbrs: LookAlike) -> None:
    """Else the test above could hold because there is nothing to compare."""
    nmbrs.reset(companies=3, employees=45, today=DAYS[0])
    companies = nmbrs.visible_companies()
    people = [each for company in companies for each in company["employees"]]

    def of(name: str) -> list[dict[str, Any]]:
        return [row for each in people for row in each[name]]

    assert {"Month", "Week4"} == {each["period_type"] for each in companies}
    assert {"percent", "fraction"} == {each["part_time_unit"] for each in companies}
    assert {True, False} == {each["bank_account"] is None for each in companies}
    assert {True, False} == {each["social_security"] is None for each in companies}
    assert {"HomeAddress", "PostAddress", "AbsenceAddress"} < {each["kind"] for each in of("addresses")}
    assert 1 < len({each["name_order"] for each in people})
    assert {True, False} == {each["table"] is None for each in of("salaries")}
    assert {True, False} == {each["step"] is None for each in of("salaries") if each["scale"]}
    assert {True, False} == {each["start_date"] is None for each in of("schedules") + of("salaries")}
    assert any(Decimal(each["part_time"]) == 0 for each in of("schedules"))
    assert any(1 < len(each["personal_info"]) for each in people)
    contracts = [[row["contract_id"] for row in each["contracts"]] for each in people]
    assert any(len(set(each)) < len(each) for each in contracts)
    for history in ("departments", "jobs"):
        starts = [[(row["year"], row["period"]) for row in each[history]] for each in people]
        assert any(len(set(each)) < len(each) for each in starts), f"two {history} in one period"
