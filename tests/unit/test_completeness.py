"""A stream that suddenly says nothing proves nothing, and every gap is named once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.hr.delivery import Completeness, Delivery, Remark, Stream, StreamReading
from app.hr.records import Entity
from app.runs import completeness
from app.runs.fields import OF_EMPLOYEE, STREAM
from tests.unit.agreements import crowd, whole
from tests.unit.deliveries import Records, absence_row, delivery

EMPTY = delivery(departments=[], placements=[], employees=[], employments=[], absences=[], read_for=["E1"])
#: What is empty in a delivery if its stream is; placements of jobs come with the jobs.
EMPTIED = {stream: {stream.value: []} for stream in STREAM.values()} | {
    Stream.EMPLOYER: {"employer": None},
    Stream.JOBS: {"jobs": [], "job_placements": []},
}


@pytest.fixture
def held() -> Records:
    """Three employees with one record of every kind each: more than may vanish unnoticed."""
    records = Records()
    records.take(crowd(3))
    return records


def _states(delivered: Delivery) -> dict[Stream, Completeness]:
    return {stream: reading.state for stream, reading in delivered.streams.items()}


def test_nothing_where_we_hold_something_is_not_proof(held: Records) -> None:
    doubted = completeness.doubt_empty(EMPTY, held.held)

    assert dict.fromkeys(Stream, Completeness.EMPTY_BUT_WAS_NOT) == _states(doubted)


def test_nothing_where_we_hold_nothing_is_complete() -> None:
    assert EMPTY == completeness.doubt_empty(EMPTY, Records().held)


@pytest.mark.parametrize("stream", Stream)
def test_one_empty_stream_says_nothing_of_the_others(held: Records, stream: Stream) -> None:
    delivered = crowd(3, **EMPTIED[stream])

    states = _states(completeness.doubt_empty(delivered, held.held))

    assert [stream] == [each for each, state in states.items() if state is not Completeness.COMPLETE]


def test_a_stream_that_delivers_anything_is_believed(held: Records) -> None:
    somebody_else = crowd(3, absences=[absence_row("A9", dossier="E1/9")])

    assert somebody_else == completeness.doubt_empty(somebody_else, held.held)


def test_withdrawn_records_are_nothing_that_we_hold(held: Records) -> None:
    another = absence_row("A9", of="E9", dossier="E9/9")
    for _ in range(2):
        held.take(crowd(3, absences=[another]))
    assert held.case().withdrawn

    doubted = completeness.doubt_empty(crowd(3, absences=[]), held.held)

    assert Completeness.COMPLETE is doubted.streams[Stream.ABSENCES].state


@pytest.mark.parametrize("state", [Completeness.FAILED, Completeness.DENIED, Completeness.SKIPPED])
def test_what_is_already_incomplete_keeps_its_own_reason(held: Records, state: Completeness) -> None:
    delivered = delivery(absences=[], incomplete={Stream.ABSENCES: state})

    assert state is completeness.doubt_empty(delivered, held.held).streams[Stream.ABSENCES].state


def test_an_empty_employee_list_ends_and_withdraws_nothing(held: Records) -> None:
    for _ in range(3):
        doubted = completeness.doubt_empty(EMPTY, held.held)

        assert () == held.take(doubted).changes


def test_a_doubted_stream_still_names_its_operation(held: Records) -> None:
    streams = {**EMPTY.streams, Stream.ABSENCES: StreamReading(Completeness.COMPLETE, "Absence_GetList")}
    delivered = Delivery(streams=streams)

    reading = completeness.doubt_empty(delivered, held.held).streams[Stream.ABSENCES]

    assert "Absence_GetList" == reading.operation


# --- gaps -----------------------------------------------------------------------------------------

DENIED = StreamReading(Completeness.DENIED, "Absence_GetList", "SOURCE_UNAUTHORISED")


def test_complete_and_skipped_streams_are_no_gaps() -> None:
    readings = {
        Stream.EMPLOYEES: StreamReading(Completeness.COMPLETE, count=3),
        Stream.ABSENCES: StreamReading(Completeness.SKIPPED),
    }

    assert [] == completeness.gaps(readings, [])


def test_an_incomplete_stream_is_named_with_its_operation() -> None:
    assert [
        Remark("SOURCE_UNAUTHORISED", Stream.ABSENCES, params={"operation": "Absence_GetList"})
    ] == completeness.gaps({Stream.ABSENCES: DENIED}, [])


def test_a_suddenly_empty_stream_is_named() -> None:
    readings = {Stream.EMPLOYEES: StreamReading(Completeness.EMPTY_BUT_WAS_NOT, "List_GetByCompany")}

    assert [Remark("SOURCE_SUDDENLY_EMPTY", Stream.EMPLOYEES)] == completeness.gaps(readings, [])


def test_what_the_source_already_said_is_not_said_again() -> None:
    of_somebody = Remark("SOURCE_UNAUTHORISED", Stream.ABSENCES, "E1", {"operation": "Absence_GetList"})

    assert [] == completeness.gaps({Stream.ABSENCES: DENIED}, [of_somebody])


@pytest.mark.parametrize(
    "said",
    [
        Remark("SOURCE_UNAUTHORISED", Stream.EMPLOYEES, "E1"),
        Remark("SOURCE_UNAVAILABLE", Stream.ABSENCES, "E1"),
    ],
)
def test_another_stream_or_reason_does_not_hide_a_gap(said: Remark) -> None:
    assert 1 == len(completeness.gaps({Stream.ABSENCES: DENIED}, [said]))


def test_every_stream_has_records_that_may_be_doubted() -> None:
    assert set(Stream) == set(STREAM.values())
    assert set(Entity) == set(STREAM)


# --- placements, which come with the departments --------------------------------------------------


def test_placements_that_fail_with_the_departments_are_no_gap_of_their_own() -> None:
    failed = StreamReading(Completeness.FAILED, "Department_GetAll", "SOURCE_UNAVAILABLE")

    found = completeness.gaps({Stream.DEPARTMENTS: failed, Stream.PLACEMENTS: failed}, [])

    assert [Stream.DEPARTMENTS] == [remark.stream for remark in found]


def test_placements_that_are_empty_on_their_own_are_named() -> None:
    readings = {
        Stream.DEPARTMENTS: StreamReading(Completeness.COMPLETE, count=3),
        Stream.PLACEMENTS: StreamReading(Completeness.EMPTY_BUT_WAS_NOT),
    }

    assert [Remark("SOURCE_SUDDENLY_EMPTY", Stream.PLACEMENTS)] == completeness.gaps(readings, [])


def test_departments_without_any_placement_empty_no_department(held: Records) -> None:
    for _ in range(3):
        doubted = completeness.doubt_empty(crowd(3, placements=[]), held.held)

        assert () == held.take(doubted).changes


@pytest.mark.parametrize("entity", OF_EMPLOYEE)
def test_a_stream_that_is_suddenly_empty_marks_nothing(held: Records, entity: Entity) -> None:
    for _ in range(3):
        doubted = completeness.doubt_empty(crowd(3, **EMPTIED[STREAM[entity]]), held.held)

        assert () == held.take(doubted).changes


# --- few records ----------------------------------------------------------------------------------


#: What everybody has, or nearly everybody.
ALWAYS_THERE = (Stream.EMPLOYER, Stream.DEPARTMENTS, Stream.PLACEMENTS, Stream.EMPLOYEES, Stream.EMPLOYMENTS)


@pytest.mark.parametrize("entity", [each for each in OF_EMPLOYEE if STREAM[each] not in ALWAYS_THERE])
def test_two_records_that_are_all_there_is_may_both_be_gone(entity: Entity) -> None:
    held = Records()
    held.take(crowd(2))
    without = crowd(2, **EMPTIED[STREAM[entity]])

    runs = [held.take(completeness.doubt_empty(without, held.held)) for _ in range(3)]

    operations = [
        [change.operation.value for change in made.changes if change.entity is entity] for made in runs
    ]
    assert [["mark"] * 2, ["withdraw"] * 2, []] == operations


@pytest.mark.parametrize("stream", ALWAYS_THERE)
def test_not_even_one_of_what_is_always_there_is_gone_because_nothing_was_answered(stream: Stream) -> None:
    held = Records()
    held.take(whole())

    doubted = completeness.doubt_empty(whole(**EMPTIED[stream]), held.held)

    assert Completeness.EMPTY_BUT_WAS_NOT is doubted.streams[stream].state


def test_who_is_not_looked_at_is_not_doubted(held: Records) -> None:
    unchanged = replace(EMPTY, unchanged=True)

    doubted = completeness.doubt_empty(unchanged, held.held)

    assert [Stream.ABSENCES] == [
        each for each, state in _states(doubted).items() if state is not Completeness.COMPLETE
    ]
