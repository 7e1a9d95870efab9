"""An employer is recognised by its answers: nothing is asked twice, and nothing but absence is decoded."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import httpx
import pytest

from app.hr.delivery import Completeness, Delivery, Remark, Stream, StreamReading
from tests.unit import nmbrs_answers as answers
from tests.unit.nmbrs_answers import (
    ALL_ABSENCES,
    ALL_ADDRESSES,
    ALL_PERSONS,
    DEPARTMENT_HISTORY,
    EMPLOYMENT_HISTORY,
    EXTRA,
    FUNCTION_HISTORY,
    FUNCTION_HISTORY_V2,
    answer,
    fault,
    history,
    person_row,
    types,
    unknown_action,
)
from tests.unit.nmbrs_wire import CREDENTIALS, HISTORIES, TODAY, Wire, request
from tests.unit.recognised import asked, calls, plainly, read, small_employer, without_fingerprint

COMPLETE, SKIPPED = Completeness.COMPLETE, Completeness.SKIPPED
#: Everything but absence, once.
HASHED = (
    "Company_GetCurrentPeriod", "Address_GetCurrent", "BankAccount_GetCurrent", "Schedule_GetCurrent",
    "SVW_GetCurrent", "EmployeeType_GetList", "List_GetByCompany", *HISTORIES.values(), ALL_PERSONS,
    ALL_ADDRESSES,
)  # fmt: skip
ONE_BY_ONE = (ALL_PERSONS, ALL_ADDRESSES)


@pytest.fixture
def wire() -> Wire:
    return small_employer()


# --- the same again -------------------------------------------------------------------------------


@pytest.mark.parametrize("extra", [EXTRA, ONE_BY_ONE], ids=["absence of all", "absence of each"])
def test_same_answers_are_recognised_and_absence_is_delivered(wire: Wire, extra: tuple[str, ...]) -> None:
    first = read(wire, extra=extra)

    again = read(wire, first.fingerprint, extra=extra)

    assert (False, True) == (first.unchanged, again.unchanged)
    assert first.fingerprint == again.fingerprint != ""
    assert first.absences == again.absences
    assert first.absences_read_for == again.absences_read_for == {"1", "2"}
    assert again == Delivery(
        absences=first.absences,
        absences_read_for=first.absences_read_for,
        streams=dict.fromkeys(Stream, StreamReading(COMPLETE))
        | {Stream.ABSENCES: first.streams[Stream.ABSENCES]},
        fingerprint=first.fingerprint,
        unchanged=True,
    )


def test_being_recognised_takes_the_same_calls_and_none_twice(wire: Wire) -> None:
    fingerprint = read(wire).fingerprint
    without = calls(wire, lambda: plainly(wire))

    recognised = calls(wire, lambda: read(wire, fingerprint))

    assert without == recognised == calls(wire, lambda: read(wire))
    assert {1} == set(without.values())
    assert {*HASHED, ALL_ABSENCES} == {operation for operation, *_ in recognised}


def test_every_attempt_is_counted_once(wire: Wire) -> None:
    fingerprint = read(wire).fingerprint
    for accepted in ("", fingerprint, "of another day"):
        counted: list[str] = []
        nmbrs = wire.nmbrs(count=lambda operation, _, counted=counted: counted.append(operation))
        source = nmbrs.source(CREDENTIALS, today=TODAY, extra=EXTRA)
        again = request(*Stream, recognition=asked(accepted))

        made = calls(wire, lambda source=source, again=again: source.read(again, cancelled=lambda: False))

        assert Counter(counted) == Counter(operation for operation, *_ in made.elements())


def test_what_is_recognised_is_not_decoded(wire: Wire) -> None:
    wire.bend(DEPARTMENT_HISTORY, "<Code>", "<New>x</New><Code>")
    wire.bend(ALL_ABSENCES, "<Percentage>", "<New>x</New><Percentage>")
    first = read(wire)

    again = read(wire, first.fingerprint)

    of = [[each.params["operation"] for each in delivery.remarks] for delivery in (first, again)]
    assert again.unchanged
    assert [sorted([ALL_ABSENCES, DEPARTMENT_HISTORY]), [ALL_ABSENCES]] == [sorted(each) for each in of]


def test_unknown_type_is_named_each_time_as_the_types_are_read_each_time(wire: Wire) -> None:
    wire.on("EmployeeType_GetList", types(t1="New hire", t2="Payroll", t4="Former payroll", t7="Stagiair"))
    first = read(wire)

    again = read(wire, first.fingerprint)

    assert again.unchanged
    assert first.remarks == again.remarks
    assert (Remark("EMPLOYEE_TYPE_UNKNOWN", Stream.EMPLOYEES, params={"label": "Stagiair"}),) == again.remarks


def test_only_what_was_asked_for_is_compared(wire: Wire) -> None:
    streams = (Stream.EMPLOYER, Stream.DEPARTMENTS)
    first = wire.read(*streams, recognition=asked(), extra=EXTRA)

    again = wire.read(*streams, recognition=asked(first.fingerprint), extra=EXTRA)

    assert again.unchanged
    assert StreamReading(SKIPPED) == again.streams[Stream.ABSENCES] == first.streams[Stream.ABSENCES]


def test_absence_alone_is_never_recognised(wire: Wire) -> None:
    first = wire.read(Stream.ABSENCES, recognition=asked(), extra=EXTRA)

    again = wire.read(Stream.ABSENCES, recognition=asked(first.fingerprint), extra=EXTRA)

    assert not again.unchanged
    assert first.absences == again.absences


# --- something else -------------------------------------------------------------------------------


@pytest.mark.parametrize("operation", HASHED)
def test_one_other_byte_in_any_answer_and_all_is_delivered(wire: Wire, operation: str) -> None:
    fingerprint = read(wire).fingerprint
    wire.bend(operation, '"utf-8"', '"Utf-8"')
    expected = plainly(wire)

    found: list[Delivery] = []
    made = calls(wire, lambda: found.append(read(wire, fingerprint)))

    assert not found[0].unchanged
    assert expected == without_fingerprint(found[0])
    assert {1} == set(made.values())
    assert found[0].fingerprint not in ("", fingerprint)
    assert read(wire, found[0].fingerprint).unchanged


def test_somebody_else_on_a_list_is_a_change_though_he_is_nobody_to_us(wire: Wire) -> None:
    fingerprint = read(wire).fingerprint
    wire.lists(active=[1, 2], left=[8, 9])

    assert not read(wire, fingerprint).unchanged


def test_leaver_whom_we_know_by_now_is_a_change(wire: Wire) -> None:
    fingerprint = read(wire).fingerprint

    assert not read(wire, fingerprint, known_employees=frozenset({"9"})).unchanged
    assert read(wire, fingerprint, known_employees=frozenset({"1", "2"})).unchanged


def test_same_answers_under_other_circumstances_are_not_the_same(wire: Wire) -> None:
    monday = read(wire)

    tuesday = read(wire, recognition=asked(monday.fingerprint, "a Tuesday, as configured"))

    assert not tuesday.unchanged
    assert "" != tuesday.fingerprint != monday.fingerprint
    assert without_fingerprint(monday) == without_fingerprint(tuesday)


@pytest.mark.parametrize("accepted", ["", "no hash of anything"])
def test_nothing_is_recognised_by_what_was_never_accepted(wire: Wire, accepted: str) -> None:
    assert without_fingerprint(read(wire, accepted)) == plainly(wire)


# --- what cannot be recognised --------------------------------------------------------------------


@pytest.mark.parametrize("operation", HASHED)
@pytest.mark.parametrize("wrong", [fault(1002), fault(9999)], ids=["denied", "failed"])
def test_reading_with_a_gap_has_no_fingerprint(wire: Wire, operation: str, wrong: httpx.Response) -> None:
    fingerprint = read(wire).fingerprint
    wire.on(operation, wrong)

    for accepted in ("", fingerprint):
        found = read(wire, accepted)
        assert ("", False) == (found.fingerprint, found.unchanged)
        assert plainly(wire) == without_fingerprint(found)


@pytest.mark.parametrize(
    ("operation", "response"),
    [
        (ALL_PERSONS, history(ALL_PERSONS, e1=person_row(2020, 1))),
        (ALL_PERSONS, answer(ALL_PERSONS, "<Other />")),
        (ALL_ADDRESSES, answer(ALL_ADDRESSES, "<Other />")),
        (FUNCTION_HISTORY, unknown_action()),
    ],
    ids=["somebody missing", "persons unreadable", "addresses unreadable", "newer form"],
)
def test_whoever_is_asked_for_apart_or_otherwise_leaves_no_fingerprint(
    wire: Wire, operation: str, response: httpx.Response
) -> None:
    fingerprint = read(wire).fingerprint
    wire.on(operation, response)
    wire.on(FUNCTION_HISTORY_V2, history(FUNCTION_HISTORY_V2, e1=answers.job_v2(21, 2020, 1)))

    found = read(wire, fingerprint)

    assert {COMPLETE} == {each.state for each in found.streams.values()}
    assert ("", False) == (found.fingerprint, found.unchanged)
    assert plainly(wire) == without_fingerprint(found)


@pytest.mark.parametrize("extra", [(), (ALL_ABSENCES,), (ALL_PERSONS,), (ALL_ADDRESSES,)])
def test_without_both_bulk_operations_nothing_is_recognised_or_fetched(
    wire: Wire, extra: tuple[str, ...]
) -> None:
    fingerprint = read(wire).fingerprint
    expected = calls(wire, lambda: plainly(wire, extra=extra))

    found = read(wire, fingerprint, extra=extra)

    assert ("", False) == (found.fingerprint, found.unchanged)
    assert expected == calls(wire, lambda: read(wire, fingerprint, extra=extra))


def test_employer_of_another_company_has_no_fingerprint(wire: Wire) -> None:
    wire.on(EMPLOYMENT_HISTORY, history(EMPLOYMENT_HISTORY, e77=answers.employment(1)))

    found = read(wire)

    assert ("", plainly(wire)) == (found.fingerprint, replace(found, fingerprint=""))
