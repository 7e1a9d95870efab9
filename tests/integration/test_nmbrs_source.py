"""The adapter against the look-alike, over loopback: each fault ends in a named outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from time import monotonic
from typing import Any, get_args

import pytest
from structlog.testing import capture_logs

from app.hr.records import (
    Completeness,
    Delivery,
    EmployeeKind,
    Remark,
    Request,
    Stream,
    StreamReading,
)
from app.nmbrs.errors import CredentialsRejected, NmbrsDown
from app.nmbrs.source import Credentials, Nmbrs, NmbrsSource
from emulator.faults import Kind
from tests.nmbrs_control import DOMAIN, TOKEN, USERNAME
from tests.nmbrs_control import Nmbrs as LookAlike

CREDENTIALS = Credentials(USERNAME, TOKEN, DOMAIN)
COMPLETE, FAILED = Completeness.COMPLETE, Completeness.FAILED
DENIED = Completeness.DENIED
EMPLOYEES, DEPARTMENTS = Stream.EMPLOYEES, Stream.DEPARTMENTS
EMPLOYMENTS, ABSENCES = Stream.EMPLOYMENTS, Stream.ABSENCES
UNAUTHORISED, UNAVAILABLE = "SOURCE_UNAUTHORISED", "SOURCE_UNAVAILABLE"
UNREADABLE = "SOURCE_UNREADABLE"
ABSENCE_LIST, PERSON = "Absence_GetList", "PersonalInfo_GetCurrent"
EMPLOYMENT_HISTORY = "Employment_GetAll_AllEmployeesByCompany"
DEPARTMENT_HISTORY = "Department_GetAll_AllEmployeesByCompany"


def today() -> date:
    return datetime.now(UTC).date()


@pytest.fixture
def connection(nmbrs: LookAlike) -> Iterator[Nmbrs]:
    opened = Nmbrs(
        soap_url=nmbrs.soap_url,
        calls_per_second=1000,
        timeout_seconds=1,
        attempts=2,
        retry_seconds=0.01,
    )
    yield opened
    opened.close()


@pytest.fixture
def source(connection: Nmbrs) -> NmbrsSource:
    return connection.source(CREDENTIALS, today=today())


@dataclass(frozen=True)
class Employer:
    """A company with one who is ill, one who is well and one who left."""

    key: int
    department: int
    ill: int
    well: int
    gone: int
    dossier: int


@pytest.fixture
def employer(nmbrs: LookAlike) -> Employer:
    key = nmbrs.add_company("Voorbeeld B.V.")
    department = nmbrs.add_department(key, "Zorg")
    started = {"start_date": date(2024, 1, 1), "department_id": department}
    ill, well, gone = (nmbrs.hire(key, **started) for _ in range(3))
    dossier = nmbrs.report_sick(ill, date(2026, 3, 2), comment="never to be seen")
    nmbrs.report_sick(gone, date(2026, 3, 3), end=date(2026, 3, 5))
    nmbrs.leave(gone, date(2026, 6, 30))
    nmbrs.hire(key, employee_type="Applicant")
    nmbrs.hire(key, employee_type="External")
    return Employer(key, department, ill, well, gone, dossier)


Read = Callable[..., Delivery]


@pytest.fixture
def read(source: NmbrsSource, employer: Employer) -> Read:
    def read_employer(*streams: Stream, **changed: Any) -> Delivery:
        given: dict[str, Any] = {
            "company_key": str(employer.key),
            "streams": frozenset(streams or Stream),
            "since": date(2024, 1, 1),
            "known_employees": frozenset({str(employer.gone)}),
        }
        return source.read(Request(**given | changed), cancelled=lambda: False)

    return read_employer


def states(delivery: Delivery) -> dict[Stream, Completeness]:
    return {stream: reading.state for stream, reading in delivery.streams.items()}


def all_complete(**but: Completeness) -> dict[Stream, Completeness]:
    return {stream: but.get(stream.value, COMPLETE) for stream in Stream}


def keys(records: Any) -> set[str]:
    return {record.source_key for record in records}


# --- a healthy Nmbrs ----------------------------------------------------------------------------


def test_everything_there_is_arrives(read: Read, employer: Employer) -> None:
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


def test_second_reading_equals_the_first(read: Read) -> None:
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
    read: Read, nmbrs: LookAlike, operation: str, outcome: dict[str, Completeness]
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


def test_deny_as_a_fault_is_the_same(read: Read, nmbrs: LookAlike) -> None:
    nmbrs.fault("deny", operation=ABSENCE_LIST)

    assert StreamReading(DENIED, ABSENCE_LIST, UNAUTHORISED) == read().streams[ABSENCES]


def test_reject_ends_the_run_and_every_further_call(
    read: Read, source: NmbrsSource, nmbrs: LookAlike
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


def test_refuse_company_denies_what_is_about_it(read: Read, nmbrs: LookAlike) -> None:
    nmbrs.fault("refuse_company", operation=EMPLOYMENT_HISTORY)

    delivery = read()

    assert StreamReading(DENIED, EMPLOYMENT_HISTORY, UNAUTHORISED) == delivery.streams[EMPLOYMENTS]
    assert all_complete(employments=DENIED) == states(delivery)


def test_foreign_company_is_refused_and_not_empty(read: Read) -> None:
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
    read: Read, nmbrs: LookAlike, employer: Employer, operation: str, stream: Stream
) -> None:
    nmbrs.fault("refuse_employee", operation=operation, employee_id=employer.well)

    delivery = read(known_employees=frozenset({str(employer.well), str(employer.gone)}))

    key = str(employer.well)
    assert all_complete(**{stream.value: FAILED}) == states(delivery)
    assert (Remark(UNAUTHORISED, stream, key, {"operation": operation}),) == delivery.remarks
    left_out = {PERSON: keys(delivery.employees), ABSENCE_LIST: delivery.absences_read_for}
    assert {str(employer.ill), str(employer.gone)} == left_out[operation]


@pytest.mark.parametrize("kind", ["unknown", "login_failure", "html", "html_ok", "too_many", "reset"])
def test_passing_trouble_is_overcome(read: Read, nmbrs: LookAlike, kind: str) -> None:
    nmbrs.fault(kind, operation=EMPLOYMENT_HISTORY, times=1, seconds=1)

    assert all_complete() == states(read())
    assert 2 == len(nmbrs.calls(EMPLOYMENT_HISTORY))


@pytest.mark.parametrize("kind", ["unknown", "login_failure", "html", "html_ok", "too_many", "reset"])
def test_lasting_trouble_is_a_failed_stream(read: Read, nmbrs: LookAlike, kind: str) -> None:
    nmbrs.fault(kind, operation=EMPLOYMENT_HISTORY, seconds=1)

    delivery = read()

    assert StreamReading(FAILED, EMPLOYMENT_HISTORY, UNAVAILABLE) == delivery.streams[EMPLOYMENTS]
    assert all_complete(employments=FAILED) == states(delivery)
    assert 2 == len(nmbrs.calls(EMPLOYMENT_HISTORY))


def test_too_many_is_waited_for_as_long_as_nmbrs_asks(read: Read, nmbrs: LookAlike) -> None:
    nmbrs.fault("too_many", operation=EMPLOYMENT_HISTORY, times=1, seconds=2)
    started = monotonic()

    read(EMPLOYMENTS)

    assert monotonic() - started >= 2


def test_delay_beyond_our_patience_is_a_failed_stream(read: Read, nmbrs: LookAlike) -> None:
    nmbrs.fault("delay", operation=EMPLOYMENT_HISTORY, seconds=3)

    reading = read(EMPLOYMENTS).streams[EMPLOYMENTS]

    assert StreamReading(FAILED, EMPLOYMENT_HISTORY, UNAVAILABLE) == reading


def test_delay_within_our_patience_is_nothing(read: Read, nmbrs: LookAlike) -> None:
    nmbrs.fault("delay", operation=EMPLOYMENT_HISTORY, seconds=0.2)

    assert COMPLETE is read(EMPLOYMENTS).streams[EMPLOYMENTS].state


@pytest.mark.parametrize("kind", ["cut", "unknown_element", "rename_item"])
@pytest.mark.parametrize(
    ("operation", "stream"), [(EMPLOYMENT_HISTORY, EMPLOYMENTS), (DEPARTMENT_HISTORY, DEPARTMENTS)]
)
def test_bent_bulk_answer_is_unreadable_and_not_empty(
    read: Read, nmbrs: LookAlike, kind: str, operation: str, stream: Stream
) -> None:
    nmbrs.fault(kind, operation=operation)

    delivery = read()

    assert StreamReading(FAILED, operation, UNREADABLE) == delivery.streams[stream]
    assert all_complete(**{stream.value: FAILED}) == states(delivery)
    assert 1 == len(nmbrs.calls(operation))


@pytest.mark.parametrize("kind", ["cut", "unknown_element", "rename_item"])
def test_bent_absence_is_that_employees_gap(
    read: Read, nmbrs: LookAlike, employer: Employer, kind: str
) -> None:
    nmbrs.fault(kind, operation=ABSENCE_LIST, employee_id=employer.ill)

    delivery = read()

    assert {str(employer.well), str(employer.gone)} == delivery.absences_read_for
    assert FAILED is delivery.streams[ABSENCES].state
    remark = Remark(UNREADABLE, ABSENCES, str(employer.ill), {"operation": ABSENCE_LIST})
    assert (remark,) == delivery.remarks


@pytest.mark.parametrize("kind", ["cut", "unknown_element"])
def test_bent_person_is_that_employees_gap(
    read: Read, nmbrs: LookAlike, employer: Employer, kind: str
) -> None:
    nmbrs.fault(kind, operation=PERSON, employee_id=employer.ill)

    delivery = read()

    assert str(employer.ill) not in keys(delivery.employees)
    assert (FAILED, UNREADABLE) == (
        delivery.streams[EMPLOYEES].state,
        delivery.streams[EMPLOYEES].code,
    )


@pytest.mark.parametrize("kind", ["cut", "unknown_element", "rename_item"])
def test_bent_list_of_employees_proves_nothing(read: Read, nmbrs: LookAlike, kind: str) -> None:
    nmbrs.fault(kind, operation="List_GetByCompany")

    delivery = read()

    assert COMPLETE not in set(states(delivery).values())
    assert (FAILED, UNREADABLE) == (
        delivery.streams[EMPLOYEES].state,
        delivery.streams[EMPLOYEES].code,
    )


@pytest.mark.parametrize("kind", ["empty", "nil_result", "omit_result"])
@pytest.mark.parametrize(
    ("operation", "stream"),
    [
        (EMPLOYMENT_HISTORY, EMPLOYMENTS),
        (DEPARTMENT_HISTORY, DEPARTMENTS),
        (ABSENCE_LIST, ABSENCES),
        ("List_GetByCompany", EMPLOYEES),
    ],
)
def test_empty_is_a_value_for_the_planner_to_judge(
    read: Read, nmbrs: LookAlike, kind: str, operation: str, stream: Stream
) -> None:
    nmbrs.fault(kind, operation=operation)

    delivery = read()

    assert StreamReading(COMPLETE) == delivery.streams[stream]
    assert all_complete() == states(delivery)


@pytest.mark.parametrize("kind", ["empty", "nil_result", "omit_result"])
def test_empty_employee_types_prove_nothing(read: Read, nmbrs: LookAlike, kind: str) -> None:
    nmbrs.fault(kind, operation="EmployeeType_GetList")

    reading = read().streams[EMPLOYEES]

    assert StreamReading(FAILED, "EmployeeType_GetList", UNREADABLE) == reading


@pytest.mark.parametrize("kind", ["empty", "nil_result", "omit_result"])
def test_empty_person_is_that_employees_gap(
    read: Read, nmbrs: LookAlike, employer: Employer, kind: str
) -> None:
    nmbrs.fault(kind, operation=PERSON, employee_id=employer.well)

    delivery = read()

    assert str(employer.well) not in keys(delivery.employees)
    assert FAILED is delivery.streams[EMPLOYEES].state


@pytest.mark.parametrize("kind", ["empty", "omit_result"])
def test_empty_period_fails_departments_only(read: Read, nmbrs: LookAlike, kind: str) -> None:
    nmbrs.fault(kind, operation="Company_GetCurrentPeriod")

    assert all_complete(departments=FAILED) == states(read())


@pytest.mark.parametrize(
    "operation", ["List_GetByCompany", ABSENCE_LIST, EMPLOYMENT_HISTORY, DEPARTMENT_HISTORY]
)
@pytest.mark.parametrize("kind", ["nil_item", "repeat_rows"])
def test_nil_items_and_repeated_rows_change_nothing(
    read: Read, nmbrs: LookAlike, kind: str, operation: str
) -> None:
    healthy = read()

    nmbrs.fault(kind, operation=operation)

    assert healthy == read()


def test_year_one_in_a_first_day_is_no_first_day(read: Read, nmbrs: LookAlike, employer: Employer) -> None:
    [row] = [each["absence_id"] for each in nmbrs.employee(employer.ill)["absences"]]
    nmbrs.fault("year_one", operation=ABSENCE_LIST, employee_id=employer.ill)

    delivery = read()

    assert (Remark("ABSENCE_INVALID", ABSENCES, str(row)),) == delivery.remarks
    assert {str(employer.well), str(employer.gone)} == delivery.absences_read_for
    assert str(row) not in keys(delivery.absences)


@pytest.mark.parametrize("operation", [EMPLOYMENT_HISTORY, DEPARTMENT_HISTORY])
def test_empty_rows_of_people_without_history_change_nothing(
    read: Read, nmbrs: LookAlike, employer: Employer, operation: str
) -> None:
    nmbrs.hire(employer.key, department_id=None)
    healthy = read()

    nmbrs.fault("empty_rows", operation=operation)

    assert healthy == read()


def test_unknown_literal_is_no_value(read: Read, source: NmbrsSource, nmbrs: LookAlike) -> None:
    nmbrs.fault("unknown_literal")

    delivery = read()

    assert all_complete() == states(delivery)
    assert {None} == {each.gender for each in delivery.employees}
    assert 1 == len(source.employers())


@pytest.fixture
def neighbour(nmbrs: LookAlike, employer: Employer) -> int:
    """Another company of the same customer, where somebody is ill too."""
    key = nmbrs.add_company("Elders B.V.")
    person = nmbrs.hire(key, department_id=nmbrs.add_department(key, "Elders"))
    nmbrs.report_sick(person, date(2026, 4, 1))
    return key


@pytest.mark.usefixtures("neighbour")
@pytest.mark.parametrize(
    ("operation", "stream"), [(EMPLOYMENT_HISTORY, EMPLOYMENTS), (DEPARTMENT_HISTORY, DEPARTMENTS)]
)
def test_other_company_in_a_bulk_answer_does_not_pass_for_an_empty_one(
    read: Read, nmbrs: LookAlike, operation: str, stream: Stream
) -> None:
    nmbrs.fault("other_company", operation=operation)

    delivery = read()

    assert StreamReading(FAILED, operation, UNREADABLE) == delivery.streams[stream]
    assert all_complete(**{stream.value: FAILED, "employees": FAILED}) == states(delivery)


@pytest.mark.usefixtures("neighbour")
def test_other_company_in_the_list_of_employees_is_betrayed_by_the_bulk_answers(
    read: Read, nmbrs: LookAlike
) -> None:
    nmbrs.fault("other_company", operation="List_GetByCompany")

    lost = {"employees": FAILED, "departments": FAILED, "employments": FAILED}
    assert all_complete(**lost) == states(read())


@pytest.mark.usefixtures("neighbour")
def test_person_of_another_company_is_not_whom_we_asked_for(
    read: Read, nmbrs: LookAlike, employer: Employer
) -> None:
    nmbrs.fault("other_company", operation=PERSON, employee_id=employer.well)

    delivery = read()

    assert str(employer.well) not in keys(delivery.employees)
    assert StreamReading(FAILED, PERSON, UNREADABLE, 2) == delivery.streams[EMPLOYEES]


@pytest.mark.usefixtures("neighbour")
def test_absence_of_another_company_given_twice_proves_nothing_about_either(
    read: Read, nmbrs: LookAlike, employer: Employer
) -> None:
    for each in (employer.ill, employer.well):
        nmbrs.fault("other_company", operation=ABSENCE_LIST, employee_id=each)

    delivery = read()

    assert {str(employer.gone)} == delivery.absences_read_for
    assert ["ABSENCE_INVALID"] == [each.code for each in delivery.remarks]


@pytest.mark.parametrize(
    ("kind", "operation"),
    [
        ("drop_rows", ABSENCE_LIST),
        ("drop_rows", EMPLOYMENT_HISTORY),
        ("swap_ids", EMPLOYMENT_HISTORY),
        ("swap_ids", DEPARTMENT_HISTORY),
        ("swap_ids", "List_GetByCompany"),
    ],
)
def test_some_lies_are_beyond_us_and_look_complete(
    read: Read, nmbrs: LookAlike, kind: str, operation: str
) -> None:
    """Nothing in such an answer gives it away: guards and second deliveries are for these."""
    nmbrs.fault(kind, operation=operation)

    assert all_complete() == states(read())


def test_every_fault_there_is_has_a_test_here() -> None:
    tried = {
        "deny", "reject", "refuse_company", "refuse_employee", "unknown", "login_failure", "html",
        "html_ok", "too_many", "delay", "reset", "cut", "empty", "unknown_element", "rename_item",
        "nil_item", "year_one", "drop_rows", "repeat_rows", "other_company", "swap_ids", "empty_rows",
        "nil_result", "omit_result", "unknown_literal",
    }  # fmt: skip

    assert tried == set(get_args(Kind))


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
