"""Absence is never hashed, so it is looked at however much all else is as it was."""

from __future__ import annotations

from datetime import date

import pytest

from app.hr.delivery import Stream
from tests.unit import nmbrs_answers as answers
from tests.unit.nmbrs_answers import (
    ALL_ABSENCES,
    ALL_ADDRESSES,
    ALL_PERSONS,
    EMPLOYMENT_HISTORY,
    EXTRA,
    absence,
    absences,
    all_absences,
    fault,
    history,
    person_row,
)
from tests.unit.nmbrs_wire import Wire
from tests.unit.recognised import Fed, asked, calls, keys, plainly, read, small_employer, without_fingerprint

ABSENCE_LIST = "Absence_GetList"
ONE_BY_ONE = (ALL_PERSONS, ALL_ADDRESSES)
COMMENT = "MARKED-COMMENT"
both_ways = pytest.mark.parametrize("extra", [EXTRA, ONE_BY_ONE], ids=["absence of all", "absence of each"])


@pytest.fixture
def wire() -> Wire:
    return small_employer()


@both_ways
def test_absence_is_never_fed_to_the_hash(wire: Wire, extra: tuple[str, ...]) -> None:
    row = absence(10, Comment=COMMENT, Dossier="Geen vangnetgeval")
    wire.on(ALL_ABSENCES, all_absences((1, row)))
    wire.per_employee(ABSENCE_LIST, absences(), e1=absences(row))
    fed = Fed()

    first = read(wire, extra=extra, recognition=asked(fed=fed))
    again = read(wire, extra=extra, recognition=asked(first.fingerprint, fed=fed))

    everything = b"".join(fed.everything)
    assert (["10"], ["10"], True) == (keys(first), keys(again), again.unchanged)
    assert 2 * len(first.employees) == everything.count(b"<LastName>Jansen</LastName>")
    for word in (COMMENT, "Absence", "Dossier", "vangnet", "<Percentage>"):
        assert word.encode() not in everything


@both_ways
def test_other_absence_is_delivered_of_who_is_recognised(wire: Wire, extra: tuple[str, ...]) -> None:
    fingerprint = read(wire, extra=extra).fingerprint
    recovered = absence(10, End="2026-10-09T00:00:00")
    wire.on(ALL_ABSENCES, all_absences((1, recovered), (1, absence(11, "2026-11-02T00:00:00"))))
    new = absences(recovered, absence(11, "2026-11-02T00:00:00"))
    wire.per_employee(ABSENCE_LIST, absences(), e1=new)

    again = read(wire, fingerprint, extra=extra)

    assert again.unchanged
    assert [("10", date(2026, 10, 9)), ("11", None)] == [
        (each.source_key, each.last_day) for each in again.absences
    ]
    assert again.absences == plainly(wire, extra=extra).absences


@both_ways
def test_absence_that_cannot_be_read_is_a_gap_in_what_is_recognised(
    wire: Wire, extra: tuple[str, ...]
) -> None:
    first = read(wire, extra=extra)
    wire.on(ALL_ABSENCES, fault(1002))
    wire.per_employee(ABSENCE_LIST, fault(2003), e1=absences(absence(10)))

    again, expected = read(wire, first.fingerprint, extra=extra), plainly(wire, extra=extra)

    assert again.unchanged
    assert (expected.absences, expected.absences_read_for) == (again.absences, again.absences_read_for)
    assert expected.streams[Stream.ABSENCES] == again.streams[Stream.ABSENCES]
    assert (expected.remarks, expected.lost_operations) == (again.remarks, again.lost_operations)
    assert first.fingerprint == again.fingerprint == read(wire, extra=extra).fingerprint


def _with_leavers(ill: dict[int, str]) -> Wire:
    wire = small_employer()
    wire.lists(active=[1, 2], left=[8, 9])
    of_all = {f"e{key}": answers.employment(key) for key in (1, 2, 8, 9)}
    wire.on(EMPLOYMENT_HISTORY, history(EMPLOYMENT_HISTORY, **of_all))
    people = {f"e{key}": person_row(2020, 1, EmployeeNumber=key) for key in (1, 2, 8, 9)}
    wire.on(ALL_PERSONS, history(ALL_PERSONS, **people))
    wire.on(ALL_ABSENCES, all_absences(*ill.items()))
    return wire


def test_leavers_whom_their_absence_lets_in_are_recognised_with_the_others() -> None:
    wire = _with_leavers({1: absence(10), 8: absence(80)})
    first = read(wire, include_leavers=True)

    again = read(wire, first.fingerprint, include_leavers=True, known_employees=frozenset({"1", "2", "8"}))

    assert ["1", "2", "8"] == [each.source_key for each in first.employees]
    assert again.unchanged
    assert ["10", "80"] == keys(first) == keys(again)
    assert 1 == calls(wire, lambda: read(wire, first.fingerprint, include_leavers=True))[ALL_ABSENCES, "1"]


def test_leaver_let_in_by_new_absence_is_delivered_with_all_there_is() -> None:
    wire = _with_leavers({1: absence(10), 8: absence(80)})
    fingerprint = read(wire, include_leavers=True).fingerprint
    wire.on(ALL_ABSENCES, all_absences((1, absence(10)), (8, absence(80)), (9, absence(90))))

    found = read(wire, fingerprint, include_leavers=True)

    assert not found.unchanged
    assert plainly(wire, include_leavers=True) == without_fingerprint(found)
    assert ["1", "2", "8", "9"] == [each.source_key for each in found.employees]
