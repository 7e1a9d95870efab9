"""Out of one answer about everybody: who is in it, who is missing, and what counts today."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from app.hr.delivery import Completeness, Remark, Stream, StreamReading
from app.hr.records import EmployeeKind
from tests.unit.nmbrs_answers import (
    ALL_ABSENCES,
    ALL_ADDRESSES,
    ALL_PERSONS,
    EXTRA,
    absence,
    address,
    address_row,
    addresses,
    all_absences,
    answer,
    fault,
    fields,
    history,
    person_row,
    rows,
)
from tests.unit.nmbrs_wire import Wire, two_at_work

EMPLOYEES, ADDRESSES, ABSENCES = Stream.EMPLOYEES, Stream.ADDRESSES, Stream.ABSENCES
PEOPLE = (EMPLOYEES, ADDRESSES, ABSENCES)
COMPLETE, FAILED = Completeness.COMPLETE, Completeness.FAILED
PERSON, ADDRESS_LIST, ABSENCE_LIST = "PersonalInfo_GetCurrent", "Address_GetListCurrent", "Absence_GetList"
UNREADABLE = "SOURCE_UNREADABLE"


def keys(records: Any) -> list[str]:
    return [record.source_key for record in records]


@pytest.fixture
def wire() -> Wire:
    return two_at_work()


# --- who is in it ---------------------------------------------------------------------------------


def test_employee_missing_from_the_personal_information_is_asked_for_by_name(wire: Wire) -> None:
    wire.on(ALL_PERSONS, history(ALL_PERSONS, e1=person_row(2020, 1, EmployeeNumber=1), e2=[]))

    delivery = wire.read(EMPLOYEES, extra=EXTRA)

    assert (["1", "2"], ["2"]) == (keys(delivery.employees), wire.asked_about(PERSON))
    assert StreamReading(COMPLETE, count=2) == delivery.streams[EMPLOYEES]


def test_everybody_is_asked_for_by_name_when_the_personal_information_is_empty(wire: Wire) -> None:
    wire.on(ALL_PERSONS, answer(ALL_PERSONS))

    delivery = wire.read(EMPLOYEES, extra=EXTRA)

    assert ["1", "2"] == keys(delivery.employees) == wire.asked_about(PERSON)


def test_employee_missing_from_addresses_and_absences_has_none(wire: Wire) -> None:
    wire.on(ALL_ADDRESSES, history(ALL_ADDRESSES, e2=address_row(2, 2020, 1)))
    wire.on(ALL_ABSENCES, all_absences((2, absence(20))))

    delivery = wire.read(*PEOPLE, extra=EXTRA)

    assert (["2/home"], ["20"]) == (keys(delivery.addresses), keys(delivery.absences))
    assert frozenset({"1", "2"}) == delivery.addresses_read_for == delivery.absences_read_for
    assert {COMPLETE} == {delivery.streams[stream].state for stream in PEOPLE}


def test_rows_of_applicants_and_of_leavers_nobody_holds_are_nobodys(wire: Wire) -> None:
    wire.lists(active=[1], left=[2])
    mixed = all_absences((1, absence(10)), (2, absence(20)), (99, absence(990)))
    wire.on(ALL_ABSENCES, mixed)

    delivery = wire.read(*PEOPLE, extra=EXTRA)

    assert [["1"], ["1/home"], ["10"]] == [
        keys(found) for found in (delivery.employees, delivery.addresses, delivery.absences)
    ]


@pytest.mark.parametrize(
    ("stream", "bulk", "foreign"),
    [
        (EMPLOYEES, ALL_PERSONS, history(ALL_PERSONS, e98=person_row(2020, 1), e99=person_row(2020, 1))),
        (ADDRESSES, ALL_ADDRESSES, history(ALL_ADDRESSES, e99=address_row(99, 2020, 1))),
    ],
    ids=["persons", "addresses"],
)
def test_bulk_answer_of_another_company_is_never_taken(
    wire: Wire, stream: Stream, bulk: str, foreign: httpx.Response
) -> None:
    wire.on(bulk, foreign)

    delivery = wire.read(EMPLOYEES, ADDRESSES, extra=EXTRA, known_employees=frozenset({"1"}))

    assert UNREADABLE == delivery.streams[stream].code
    assert (FAILED, bulk, UNREADABLE) == (
        delivery.streams[EMPLOYEES].state,
        delivery.streams[EMPLOYEES].operation,
        delivery.streams[EMPLOYEES].code,
    )
    assert {"98", "99"}.isdisjoint(keys(delivery.employees))
    assert "99/home" not in keys(delivery.addresses)


def test_absence_of_nobody_listed_is_not_taken_and_everybody_is_asked(wire: Wire) -> None:
    # It may be another company's, but also of somebody here who is neither on the payroll nor was.
    wire.on(ALL_ABSENCES, all_absences((98, absence(980)), (99, absence(990))))

    delivery = wire.read(*PEOPLE, extra=EXTRA)

    assert (["10", "20"], ["1", "2"]) == (keys(delivery.absences), wire.asked_about(ABSENCE_LIST))
    assert {COMPLETE} == {delivery.streams[stream].state for stream in PEOPLE}


def test_absence_row_of_two_people_in_one_answer_is_believed_of_neither(wire: Wire) -> None:
    wire.lists(active=[1, 2, 3])
    mixed = all_absences((1, absence(5)), (3, absence(30)), (2, absence(5)))
    wire.on(ALL_ABSENCES, mixed)

    delivery = wire.read(ABSENCES, extra=EXTRA)

    assert ["30"] == keys(delivery.absences)
    assert frozenset({"3"}) == delivery.absences_read_for
    assert (Remark("ABSENCE_INVALID", ABSENCES, "5", {"employee": "1"}),) == delivery.remarks


@pytest.mark.parametrize("content", ["", fields(EmployeeId="nobody")], ids=["no key", "no number"])
def test_absence_row_that_does_not_say_whose_it_is_makes_the_answer_unreadable(
    wire: Wire, content: str
) -> None:
    wire.on(ALL_ABSENCES, answer(ALL_ABSENCES, rows("EmployeeAbsence", absence(5) + content)))

    delivery = wire.read(ABSENCES, extra=EXTRA)

    assert (["10", "20"], ["1", "2"]) == (keys(delivery.absences), wire.asked_about(ABSENCE_LIST))


# --- persons: the row of today ---------------------------------------------------------------------


@pytest.mark.parametrize("current", ["2026-11-M", "2026-8-M", "2027-2-M"], ids=["in step", "lags", "ahead"])
def test_name_of_today_counts_wherever_the_payroll_is(wire: Wire, current: str) -> None:
    wire.on("Company_GetCurrentPeriod", answer("Company_GetCurrentPeriod", current))
    names = {(2020, 1): "Ooit", (2026, 10): "Nu", (2026, 12): "Straks"}
    history_rows = [person_row(*since, LastName=name) for since, name in names.items()]
    wire.on(ALL_PERSONS, history(ALL_PERSONS, e1=history_rows, e2=person_row(2020, 1)))

    delivery = wire.read(EMPLOYEES, extra=EXTRA)

    assert "Nu" == delivery.employees[0].last_name


@pytest.mark.parametrize(("period", "name"), [(12, "Nu"), (13, "Ooit")])
def test_name_is_dated_by_the_companys_own_calendar(wire: Wire, period: int, name: str) -> None:
    wire.on("Company_GetCurrentPeriod", answer("Company_GetCurrentPeriod", "2026-12-4W"))
    history_rows = [person_row(2020, 1, LastName="Ooit"), person_row(2026, period, LastName="Nu")]
    wire.on(ALL_PERSONS, history(ALL_PERSONS, e1=history_rows, e2=person_row(2020, 1)))

    assert name == wire.read(EMPLOYEES, extra=EXTRA).employees[0].last_name


def test_who_comes_later_is_who_he_will_be(wire: Wire) -> None:
    wire.lists(active=[1], future=[2])
    later = [person_row(2027, 3, LastName="Gehuwd"), person_row(2027, 1, LastName="Nieuw")]
    wire.on(ALL_PERSONS, history(ALL_PERSONS, e1=person_row(2020, 1), e2=later))

    delivery = wire.read(EMPLOYEES, extra=EXTRA)

    assert [("1", EmployeeKind.ACTIVE, "Jansen"), ("2", EmployeeKind.FUTURE, "Nieuw")] == [
        (each.source_key, each.kind, each.last_name) for each in delivery.employees
    ]


def test_employee_whose_rows_are_all_in_no_period_is_that_employees_gap(wire: Wire) -> None:
    wire.on(ALL_PERSONS, history(ALL_PERSONS, e1=person_row(2020, 13), e2=person_row(2020, 1)))

    delivery = wire.read(EMPLOYEES, extra=EXTRA)

    assert ["2"] == keys(delivery.employees)
    assert StreamReading(FAILED, ALL_PERSONS, UNREADABLE, 1) == delivery.streams[EMPLOYEES]
    assert (Remark(UNREADABLE, EMPLOYEES, "1", {"operation": ALL_PERSONS}),) == delivery.remarks


def test_persons_are_asked_one_by_one_when_the_calendar_is_unknown(wire: Wire) -> None:
    wire.on("Company_GetCurrentPeriod", fault(1002))

    delivery = wire.read(EMPLOYEES, extra=EXTRA)

    assert ALL_PERSONS not in wire.operations()
    assert StreamReading(COMPLETE, count=2) == delivery.streams[EMPLOYEES]


# --- addresses ------------------------------------------------------------------------------------


def test_addresses_are_asked_one_by_one_when_the_calendar_is_unknown(wire: Wire) -> None:
    wire.on("Company_GetCurrentPeriod", fault(1002))

    delivery = wire.read(ADDRESSES, extra=EXTRA)

    assert ALL_ADDRESSES not in wire.operations()
    assert ["1", "2"] == wire.asked_about(ADDRESS_LIST)
    assert StreamReading(COMPLETE, count=2) == delivery.streams[ADDRESSES]


@pytest.mark.parametrize("extra", [(), EXTRA], ids=["each", "bulk"])
def test_address_of_a_new_kind_proves_nothing_about_the_others_of_that_employee(
    wire: Wire, extra: tuple[str, ...]
) -> None:
    wire.per_employee(ADDRESS_LIST, addresses(address(2)), e1=addresses(address(1, Type="NewAddress")))
    rows_of = {"e1": address_row(1, 2020, 1, Type="NewAddress"), "e2": address_row(2, 2020, 1)}
    wire.on(ALL_ADDRESSES, history(ALL_ADDRESSES, **rows_of))

    delivery = wire.read(ADDRESSES, extra=extra)

    assert (["2/home"], frozenset({"2"})) == (keys(delivery.addresses), delivery.addresses_read_for)
    drift = {"operation": ADDRESS_LIST, "elements": "EmployeeAddress.Type"}
    assert (Remark("CONTRACT_DRIFT", ADDRESSES, params=drift),) == delivery.remarks


def test_address_in_a_period_that_does_not_exist_is_named_and_its_owner_not_proven(wire: Wire) -> None:
    wire.on(
        ALL_ADDRESSES,
        history(ALL_ADDRESSES, e1=address_row(5, 2020, 13), e2=address_row(6, 2020, 12)),
    )

    delivery = wire.read(ADDRESSES, extra=EXTRA)

    assert (["2/home"], frozenset({"2"})) == (keys(delivery.addresses), delivery.addresses_read_for)
    assert (Remark("PERIOD_INVALID", ADDRESSES, "1/5"),) == delivery.remarks
