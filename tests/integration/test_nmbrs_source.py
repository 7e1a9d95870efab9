"""The adapter against the look-alike, over loopback: refusals and trouble end in a named outcome."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from time import monotonic

import pytest
from structlog.testing import capture_logs

from app.hr.delivery import Completeness, Delivery, Remark, Request, Stream, StreamReading
from app.hr.records import EmployeeKind
from app.nmbrs.errors import CredentialsRejected, NmbrsDown
from app.nmbrs.source import Credentials, Nmbrs, NmbrsSource
from tests.integration.nmbrs_employer import (
    ABSENCE_LIST,
    CREDENTIALS,
    DEPARTMENT_HISTORY,
    EMPLOYMENT_HISTORY,
    PERSON,
    Employer,
    Reader,
    all_complete,
    connected,
    found,
    keys,
    states,
    today,
)
from tests.nmbrs_control import DOMAIN, USERNAME
from tests.nmbrs_control import Nmbrs as LookAlike

COMPLETE, FAILED = Completeness.COMPLETE, Completeness.FAILED
DENIED = Completeness.DENIED
EMPLOYEES = Stream.EMPLOYEES
EMPLOYMENTS, ABSENCES = Stream.EMPLOYMENTS, Stream.ABSENCES
UNAUTHORISED, UNAVAILABLE = "SOURCE_UNAUTHORISED", "SOURCE_UNAVAILABLE"


@pytest.fixture
def connection(nmbrs: LookAlike) -> Iterator[Nmbrs]:
    with connected(nmbrs) as opened:
        yield opened


@pytest.fixture
def source(connection: Nmbrs) -> NmbrsSource:
    return connection.source(CREDENTIALS, today=today())


@pytest.fixture
def employer(nmbrs: LookAlike) -> Employer:
    return found(nmbrs)


@pytest.fixture
def read(source: NmbrsSource, employer: Employer) -> Reader:
    return Reader(source, employer)


# --- a healthy Nmbrs ----------------------------------------------------------------------------


def test_everything_there_is_arrives(read: Reader, employer: Employer) -> None:
    delivery = read()

    people = {str(employer.ill), str(employer.well), str(employer.gone)}
    assert all_complete() == states(delivery)
    assert people == keys(delivery.employees) == delivery.absences_read_for
    assert {str(employer.department)} == keys(delivery.departments)
    assert people == {each.employee_key for each in delivery.employments}
    assert {f"{employer.ill}/{employer.dossier}"} <= {each.dossier_key for each in delivery.absences}
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


def test_generated_world_arrives_whole(source: NmbrsSource, nmbrs: LookAlike) -> None:
    nmbrs.reset(companies=4, employees=60, today=today())

    for company in nmbrs.visible_companies():
        known = frozenset(str(each["id"]) for each in company["employees"])
        request = Request(str(company["id"]), frozenset(Stream), date(2020, 1, 1), known)
        delivery = source.read(request, cancelled=lambda: False)
        wanted = {
            str(each["id"])
            for each in company["employees"]
            if each["employee_type"] in ("Payroll", "Former payroll", "New hire")
        }
        assert all_complete() == states(delivery)
        assert wanted == keys(delivery.employees)


# --- one test per fault -------------------------------------------------------------------------

NOBODY_LISTED = {"employees": DENIED, "departments": FAILED, "employments": FAILED, "absences": FAILED}


@pytest.mark.parametrize(
    ("operation", "outcome"),
    [
        ("EmployeeType_GetList", NOBODY_LISTED),
        ("List_GetByCompany", NOBODY_LISTED),
        ("Company_GetCurrentPeriod", {"departments": FAILED}),
        (DEPARTMENT_HISTORY, {"departments": DENIED}),
        (EMPLOYMENT_HISTORY, {"employments": DENIED}),
        (PERSON, {"employees": DENIED, "absences": FAILED}),
        (ABSENCE_LIST, {"absences": DENIED}),
    ],
)
def test_deny_is_a_denied_stream(
    read: Reader, nmbrs: LookAlike, operation: str, outcome: dict[str, Completeness]
) -> None:
    nmbrs.deny(operation)

    delivery = read()

    assert all_complete(**outcome) == states(delivery)
    assert 1 == len(nmbrs.calls(operation))
    reasons = {
        (reading.operation, reading.code)
        for reading in delivery.streams.values()
        if reading.state is not COMPLETE
    }
    assert {(operation, UNAUTHORISED)} == reasons


def test_deny_as_a_fault_is_the_same(read: Reader, nmbrs: LookAlike) -> None:
    nmbrs.fault("deny", operation=ABSENCE_LIST)

    assert StreamReading(DENIED, ABSENCE_LIST, UNAUTHORISED) == read().streams[ABSENCES]


def test_reject_ends_the_run_and_every_further_call(
    read: Reader, source: NmbrsSource, nmbrs: LookAlike
) -> None:
    nmbrs.fault("reject", operation=PERSON, times=1)

    with pytest.raises(CredentialsRejected) as caught:
        read()
    assert ("CREDENTIALS_REJECTED", PERSON) == (caught.value.code, caught.value.operation)

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


def test_refuse_company_denies_what_is_about_it(read: Reader, nmbrs: LookAlike) -> None:
    nmbrs.fault("refuse_company", operation=EMPLOYMENT_HISTORY)

    delivery = read()

    assert StreamReading(DENIED, EMPLOYMENT_HISTORY, UNAUTHORISED) == delivery.streams[EMPLOYMENTS]
    assert all_complete(employments=DENIED) == states(delivery)


def test_foreign_company_is_refused_and_not_empty(read: Reader) -> None:
    delivery = read(company_key="1")

    reading = delivery.streams[EMPLOYEES]
    assert (DENIED, "List_GetByCompany", UNAUTHORISED) == (
        reading.state,
        reading.operation,
        reading.code,
    )
    assert COMPLETE not in set(states(delivery).values())


@pytest.mark.parametrize(("operation", "stream"), [(PERSON, EMPLOYEES), (ABSENCE_LIST, ABSENCES)])
def test_refuse_employee_is_that_employees_gap(
    read: Reader, nmbrs: LookAlike, employer: Employer, operation: str, stream: Stream
) -> None:
    nmbrs.fault("refuse_employee", operation=operation, employee_id=employer.well)

    delivery = read(known_employees=frozenset({str(employer.well), str(employer.gone)}))

    key = str(employer.well)
    assert all_complete(**{stream.value: FAILED}) == states(delivery)
    assert (Remark(UNAUTHORISED, stream, key, {"operation": operation}),) == delivery.remarks
    left_out = {PERSON: keys(delivery.employees), ABSENCE_LIST: delivery.absences_read_for}
    assert {str(employer.ill), str(employer.gone)} == left_out[operation]


@pytest.mark.parametrize("kind", ["unknown", "login_failure", "html", "html_ok", "too_many", "reset"])
def test_passing_trouble_is_overcome(read: Reader, nmbrs: LookAlike, kind: str) -> None:
    nmbrs.fault(kind, operation=EMPLOYMENT_HISTORY, times=1, seconds=1)

    assert all_complete() == states(read())
    assert 2 == len(nmbrs.calls(EMPLOYMENT_HISTORY))


@pytest.mark.parametrize("kind", ["unknown", "login_failure", "html", "html_ok", "too_many", "reset"])
def test_lasting_trouble_is_a_failed_stream(read: Reader, nmbrs: LookAlike, kind: str) -> None:
    nmbrs.fault(kind, operation=EMPLOYMENT_HISTORY, seconds=1)

    delivery = read()

    assert StreamReading(FAILED, EMPLOYMENT_HISTORY, UNAVAILABLE) == delivery.streams[EMPLOYMENTS]
    assert all_complete(employments=FAILED) == states(delivery)
    assert 2 == len(nmbrs.calls(EMPLOYMENT_HISTORY))


def test_too_many_is_waited_for_as_long_as_nmbrs_asks(read: Reader, nmbrs: LookAlike) -> None:
    nmbrs.fault("too_many", operation=EMPLOYMENT_HISTORY, times=1, seconds=2)
    started = monotonic()

    read(EMPLOYMENTS)

    assert monotonic() - started >= 2


def test_delay_beyond_our_patience_is_a_failed_stream(read: Reader, nmbrs: LookAlike) -> None:
    nmbrs.fault("delay", operation=EMPLOYMENT_HISTORY, seconds=3)

    reading = read(EMPLOYMENTS).streams[EMPLOYMENTS]

    assert StreamReading(FAILED, EMPLOYMENT_HISTORY, UNAVAILABLE) == reading


def test_delay_within_our_patience_is_nothing(read: Reader, nmbrs: LookAlike) -> None:
    nmbrs.fault("delay", operation=EMPLOYMENT_HISTORY, seconds=0.2)

    assert COMPLETE is read(EMPLOYMENTS).streams[EMPLOYMENTS].state


# --- down and back ------------------------------------------------------------------------------


def test_nmbrs_that_stays_away_ends_the_run_and_is_said_once(
    source: NmbrsSource, nmbrs: LookAlike, employer: Employer
) -> None:
    for _ in range(4):
        nmbrs.hire(employer.key)
    nmbrs.fault("html", operation=ABSENCE_LIST)
    request = Request(str(employer.key), frozenset(Stream), date(2024, 1, 1))

    with capture_logs() as said, pytest.raises(NmbrsDown) as caught:
        source.read(request, cancelled=lambda: False)
    nmbrs.lift_faults()
    with capture_logs() as said_later:
        source.employers()

    assert ("NMBRS_DOWN", ABSENCE_LIST) == (caught.value.code, caught.value.operation)
    assert 5 * 2 == len(nmbrs.calls(ABSENCE_LIST))
    assert 1 == [line["event"] for line in said].count("nmbrs.unavailable")
    assert ["nmbrs.available"] == [line["event"] for line in said_later]


def test_cancelled_reading_delivers_nothing(
    source: NmbrsSource, nmbrs: LookAlike, employer: Employer
) -> None:
    request = Request(str(employer.key), frozenset(Stream), date(2024, 1, 1))

    delivery = source.read(request, cancelled=lambda: len(nmbrs.calls()) >= 3)

    assert Delivery(cancelled=True) == delivery
    assert 3 == len(nmbrs.calls())
