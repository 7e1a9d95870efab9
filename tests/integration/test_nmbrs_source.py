"""The adapter against the look-alike, over loopback: all is well, or all is over.

Refusals, lies, nothing at all and mistakes have files of their own beside this one.
"""

from __future__ import annotations

from datetime import date

import pytest
from structlog.testing import capture_logs

from app.hr.delivery import Delivery, Request, Stream
from app.hr.records import EmployeeKind
from app.nmbrs.errors import CredentialsRejected, NmbrsDown
from app.nmbrs.source import Credentials, Nmbrs, NmbrsSource
from tests.integration.nmbrs_employer import (
    ABSENCE_LIST,
    CREDENTIALS,
    EMPLOYEE_LIST,
    EXTRA,
    HISTORIES,
    OF_COMPANY,
    OF_EMPLOYEE,
    PERIOD,
    Employer,
    Reader,
    all_complete,
    keys,
    states,
    today,
)
from tests.nmbrs_control import DOMAIN, USERNAME
from tests.nmbrs_control import Nmbrs as LookAlike

CALLS_AT_ONCE = 4


# --- a healthy Nmbrs ----------------------------------------------------------------------------


def test_everything_there_is_arrives(read: Reader, employer: Employer) -> None:
    delivery = read()

    people = {str(employer.ill), str(employer.well), str(employer.gone)}
    assert all_complete() == states(delivery)
    assert people == keys(delivery.employees) == delivery.absences_read_for == delivery.addresses_read_for
    assert {str(employer.department)} == keys(delivery.departments)
    assert {f"{employer.ill}/{employer.dossier}"} <= {each.dossier_key for each in delivery.absences}
    of_people = (delivery.placements, delivery.employments, delivery.contracts, delivery.job_placements)
    for records in (*of_people, delivery.schedules, delivery.wages, delivery.addresses):
        assert people == {each.employee_key for each in records}
    kinds = {each.source_key: each.kind for each in delivery.employees}
    assert EmployeeKind.LEFT is kinds[str(employer.gone)]
    assert EmployeeKind.ACTIVE is kinds[str(employer.ill)]


def test_second_reading_equals_the_first(read: Reader) -> None:
    assert read() == read()


def test_companies_the_user_may_not_see_are_not_listed(
    source: NmbrsSource, nmbrs: LookAlike, employer: Employer
) -> None:
    nmbrs.add_company("Onzichtbaar B.V.", visible=False)

    assert {str(employer.key)} == keys(source.employers())


# --- credentials --------------------------------------------------------------------------------


@pytest.mark.parametrize("operation", [PERIOD, *OF_COMPANY, EMPLOYEE_LIST, *HISTORIES, *OF_EMPLOYEE, *EXTRA])
def test_reject_ends_the_run_and_every_further_call(
    connection: Nmbrs, nmbrs: LookAlike, employer: Employer, operation: str
) -> None:
    extra = [operation] if operation in EXTRA else []
    nmbrs.allow(*extra)
    source = connection.source(CREDENTIALS, today=today(), extra=extra)
    nmbrs.fault("reject", operation=operation, times=1)

    with pytest.raises(CredentialsRejected) as caught:
        Reader(source, employer)()
    assert ("CREDENTIALS_REJECTED", operation) == (caught.value.code, caught.value.operation)
    # Calls that were under way at that moment may have arrived, and none after them.
    assert 1 <= len(nmbrs.calls(operation)) <= CALLS_AT_ONCE

    before = len(nmbrs.calls())
    for _ in range(2):
        with pytest.raises(CredentialsRejected):
            source.employers()
    assert before == len(nmbrs.calls())


def test_new_token_may_call_again(connection: Nmbrs, nmbrs: LookAlike, employer: Employer) -> None:
    wrong = Credentials(USERNAME, "outdated", DOMAIN)
    with pytest.raises(CredentialsRejected):
        connection.source(wrong, today=today()).employers()

    employers = connection.source(CREDENTIALS, today=today()).employers()

    assert {str(employer.key)} == keys(employers)


# --- down and back ------------------------------------------------------------------------------


def test_nmbrs_that_stays_away_ends_the_run_and_is_said_once(
    source: NmbrsSource, nmbrs: LookAlike, employer: Employer
) -> None:
    for _ in range(20):
        nmbrs.hire(employer.key)
    nmbrs.fault("html", operation=ABSENCE_LIST)
    request = Request(str(employer.key), frozenset(Stream), date(2024, 1, 1))

    with capture_logs() as said, pytest.raises(NmbrsDown) as caught:
        source.read(request, cancelled=lambda: False)
    nmbrs.lift_faults()
    with capture_logs() as said_later:
        source.employers()

    assert ("NMBRS_DOWN", ABSENCE_LIST) == (caught.value.code, caught.value.operation)
    # Five reads of two attempts, and those that were under way with the fifth.
    assert 5 * 2 <= len(nmbrs.calls(ABSENCE_LIST)) <= (5 + CALLS_AT_ONCE) * 2
    assert 1 == [line["event"] for line in said].count("nmbrs.unavailable")
    assert ["nmbrs.available"] == [line["event"] for line in said_later]


def test_cancelled_reading_delivers_nothing(
    source: NmbrsSource, nmbrs: LookAlike, employer: Employer
) -> None:
    request = Request(str(employer.key), frozenset(Stream), date(2024, 1, 1))

    delivery = source.read(request, cancelled=lambda: len(nmbrs.calls()) >= 3)

    assert Delivery(cancelled=True) == delivery
    assert 3 == len(nmbrs.calls())
