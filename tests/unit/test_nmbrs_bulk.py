"""One call for everybody instead of a call for each: when it is used, and what takes its place."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from app.hr.delivery import Completeness, Delivery, Stream, StreamReading
from app.nmbrs.errors import CredentialsRejected
from tests.unit.nmbrs_answers import (
    ALL_ABSENCES,
    ALL_ADDRESSES,
    ALL_PERSONS,
    EXTRA,
    answer,
    fault,
    fields,
    page,
    rows,
    unknown_action,
)
from tests.unit.nmbrs_wire import Wire, two_at_work

EMPLOYEES, ADDRESSES, ABSENCES = Stream.EMPLOYEES, Stream.ADDRESSES, Stream.ABSENCES
PEOPLE = (EMPLOYEES, ADDRESSES, ABSENCES)
COMPLETE, FAILED = Completeness.COMPLETE, Completeness.FAILED
PERSON, ADDRESS_LIST, ABSENCE_LIST = "PersonalInfo_GetCurrent", "Address_GetListCurrent", "Absence_GetList"
UNAVAILABLE, UNREADABLE = "SOURCE_UNAVAILABLE", "SOURCE_UNREADABLE"
#: The stream, the bulk operation, and the call per employee that it replaces.
REPLACED = [
    (EMPLOYEES, ALL_PERSONS, PERSON),
    (ADDRESSES, ALL_ADDRESSES, ADDRESS_LIST),
    (ABSENCES, ALL_ABSENCES, ABSENCE_LIST),
]
each_bulk = pytest.mark.parametrize(
    ("stream", "bulk", "single"), REPLACED, ids=[each[0] for each in REPLACED]
)


def keys(records: Any) -> list[str]:
    return [record.source_key for record in records]


def records(delivery: Delivery) -> tuple[Any, ...]:
    return (
        delivery.employees,
        delivery.addresses,
        delivery.addresses_read_for,
        delivery.absences,
        delivery.absences_read_for,
    )


@pytest.fixture
def wire() -> Wire:
    return two_at_work()


# --- used where the account has it ----------------------------------------------------------------


def test_both_ways_of_reading_give_the_same(wire: Wire) -> None:
    each, bulk = wire.read(*PEOPLE), wire.read(*PEOPLE, extra=EXTRA)

    assert records(each) == records(bulk)
    assert each.streams == bulk.streams
    assert [["1", "2"], ["1/home", "2/home"], ["10", "20"]] == [
        keys(found) for found in (bulk.employees, bulk.addresses, bulk.absences)
    ]


@each_bulk
def test_bulk_call_replaces_a_call_for_each(wire: Wire, stream: Stream, bulk: str, single: str) -> None:
    wire.read(stream, extra=[bulk])

    assert (1, 0) == (wire.operations().count(bulk), wire.operations().count(single))


@each_bulk
def test_bulk_call_the_account_was_not_found_to_have_is_never_tried(
    wire: Wire, stream: Stream, bulk: str, single: str
) -> None:
    others = [each for each in EXTRA if each != bulk]

    wire.read(*PEOPLE, extra=others)

    assert bulk not in wire.operations()
    assert ["1", "2"] == wire.asked_about(single)


@each_bulk
def test_bulk_call_about_nobody_is_not_made(wire: Wire, stream: Stream, bulk: str, single: str) -> None:
    wire.lists()

    delivery = wire.read(stream, extra=EXTRA)

    assert {bulk, single}.isdisjoint(wire.operations())
    assert StreamReading(COMPLETE) == delivery.streams[stream]


# --- refused, unreadable, unavailable -------------------------------------------------------------

RENAMED = answer(ALL_PERSONS, rows("PersonalInfoItemGlobal", fields(EmployeeId=1)))
CUT = httpx.Response(200, content=RENAMED.content[:-40], headers=RENAMED.headers)


@each_bulk
@pytest.mark.parametrize(
    ("answered", "lost"),
    [
        (fault(1002), True),
        (fault(3001), True),
        (fault(1003), False),
        (fault(2004), False),
        (page(403), False),
        (CUT, False),
        (RENAMED, False),
        (fault(2001), False),
        (unknown_action(), False),
    ],
    ids=["denied", "country", "tag", "company", "403", "cut", "other items", "new fault", "unknown"],
)
def test_bulk_answer_that_cannot_be_had_is_replaced_by_a_call_for_each_in_the_same_reading(
    wire: Wire, stream: Stream, bulk: str, single: str, answered: httpx.Response, lost: bool
) -> None:
    healthy = wire.read(*PEOPLE)
    wire.calls.clear()
    wire.on(bulk, answered)

    delivery = wire.read(*PEOPLE, extra=EXTRA)

    assert records(healthy) == records(delivery)
    assert healthy.streams == delivery.streams
    assert (1, ["1", "2"]) == (wire.operations().count(bulk), wire.asked_about(single))
    # A refusal of this company says nothing of the others of the account.
    assert ((bulk,) if lost else ()) == delivery.lost_operations


@each_bulk
@pytest.mark.parametrize("answered", [page(), fault(9999), httpx.ReadTimeout("slow")], ids=str)
def test_bulk_answer_that_does_not_come_fails_the_stream_without_a_call_for_each(
    wire: Wire, stream: Stream, bulk: str, single: str, answered: Any
) -> None:
    wire.on(bulk, answered)

    delivery = wire.read(stream, extra=EXTRA)

    assert StreamReading(FAILED, bulk, UNAVAILABLE) == delivery.streams[stream]
    assert single not in wire.operations()
    assert () == delivery.lost_operations
    assert frozenset() == delivery.addresses_read_for | delivery.absences_read_for


@each_bulk
def test_credentials_rejected_in_a_bulk_call_end_the_reading(
    wire: Wire, stream: Stream, bulk: str, single: str
) -> None:
    wire.on(bulk, fault(1001))

    with pytest.raises(CredentialsRejected):
        wire.read(stream, extra=EXTRA)

    assert bulk == wire.operations()[-1]


def test_people_nobody_knew_get_nothing_when_their_bulk_answer_does_not_come(wire: Wire) -> None:
    wire.on(ALL_PERSONS, page())

    delivery = wire.read(*PEOPLE, extra=EXTRA, known_employees=frozenset({"2"}))

    assert ((), ["2/home"], ["20"]) == (
        delivery.employees,
        keys(delivery.addresses),
        keys(delivery.absences),
    )
    assert {FAILED} == {delivery.streams[stream].state for stream in PEOPLE}
