"""Every stream over HTTP against what the world of the look-alike holds, call by call and in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from app.hr.delivery import Completeness, Delivery, Request, Stream
from app.nmbrs import operations
from app.nmbrs.source import Nmbrs
from tests.integration.nmbrs_employer import CREDENTIALS, connected
from tests.integration.nmbrs_truth import delivered, expected
from tests.nmbrs_control import Nmbrs as LookAlike

EXTRA = [each.name for each in operations.EXTRA]
#: An ordinary day, one that is still in week 53 of the year before, and one in week 1 of the next.
DAYS = [date(2026, 11, 23), date(2027, 1, 1), date(2024, 12, 30)]


@pytest.fixture
def connection(nmbrs: LookAlike) -> Iterator[Nmbrs]:
    with connected(nmbrs) as opened:
        yield opened


def read(connection: Nmbrs, company: dict[str, Any], day: date, *, bulk: bool) -> Delivery:
    """Read everything; every second leaver is somebody we knew."""
    known = leavers(company)[::2]
    request = Request(str(company["id"]), frozenset(Stream), date(2020, 1, 1), frozenset(known))
    nmbrs = connection.source(CREDENTIALS, today=day, extra=EXTRA if bulk else ())
    return nmbrs.read(request, cancelled=lambda: False)


def leavers(company: dict[str, Any]) -> list[str]:
    return [str(each["id"]) for each in company["employees"] if each["employee_type"] == "Former payroll"]


@pytest.mark.parametrize("bulk", [False, True], ids=["each", "bulk"])
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_stream_of_a_generated_world_is_what_the_world_holds(
    connection: Nmbrs, nmbrs: LookAlike, day: date, bulk: bool
) -> None:
    nmbrs.reset(companies=3, employees=45, today=day)
    nmbrs.allow(*(EXTRA if bulk else ()))

    for company in nmbrs.visible_companies():
        delivery = read(connection, company, day, bulk=bulk)

        truth = expected(company, leavers(company)[::2])
        assert truth == delivered(delivery)
        assert {Completeness.COMPLETE} == {each.state for each in delivery.streams.values()}
        assert {str(each["id"]) for each in company["employees"]} >= delivery.absences_read_for
        assert {each.source_key for each in truth["employees"]} == delivery.absences_read_for
        assert delivery.addresses_read_for == delivery.absences_read_for
