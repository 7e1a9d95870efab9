"""What a reading may be recognised by: only what would come to the same if it were read again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from app.hr.delivery import Completeness, Delivery, Stream, StreamReading
from app.hr.records import Entity
from app.runs import accepted, plan
from app.runs.plan import Operation, Plan, PlannedChange
from tests.unit.agreements import whole

FINGERPRINT = "recognised by this"
BUT_ABSENCE = [stream for stream in Stream if stream is not Stream.ABSENCES]


def _planned(*changes: tuple[Entity, Operation]) -> Plan:
    return plan.Plan(
        tuple(
            PlannedChange(entity, "id", "key", operation, {}, "REASON", "before", "after")
            for entity, operation in changes
        ),
        (),
        {},
    )


def _of(delivered: Delivery, *changes: tuple[Entity, Operation]) -> str:
    return accepted.fingerprint(replace(delivered, fingerprint=FINGERPRINT), _planned(*changes))


def _in_state(state: Completeness, streams: Iterable[Stream]) -> Delivery:
    delivered = whole()
    return replace(delivered, streams={**delivered.streams, **dict.fromkeys(streams, StreamReading(state))})


def test_whole_reading_is_recognised_whatever_it_changes() -> None:
    changes = [(entity, each) for entity in Entity for each in Operation if each is not Operation.MARK]

    assert FINGERPRINT == _of(whole()) == _of(whole(), *changes)


def test_reading_without_a_fingerprint_has_none() -> None:
    assert accepted.fingerprint(whole(), _planned()) == ""


@pytest.mark.parametrize("entity", Entity)
def test_mark_has_to_be_followed_by_a_withdrawal_unless_it_is_of_absence(entity: Entity) -> None:
    expected = FINGERPRINT if entity is Entity.ABSENCE_CASE else ""

    assert expected == _of(whole(), (Entity.WAGE, Operation.UPDATE), (entity, Operation.MARK))


@pytest.mark.parametrize("stream", BUT_ABSENCE)
@pytest.mark.parametrize("state", [Completeness.FAILED, Completeness.DENIED, Completeness.EMPTY_BUT_WAS_NOT])
def test_stream_that_is_not_believed_is_read_again(stream: Stream, state: Completeness) -> None:
    assert _of(_in_state(state, [stream])) == ""


@pytest.mark.parametrize("state", Completeness)
def test_absence_may_be_in_any_state(state: Completeness) -> None:
    assert FINGERPRINT == _of(_in_state(state, [Stream.ABSENCES]))


def test_what_nobody_asked_for_is_not_missed() -> None:
    assert FINGERPRINT == _of(_in_state(Completeness.SKIPPED, [Stream.WAGES, Stream.ABSENCES]))


@pytest.mark.parametrize("stream", Stream)
def test_doubt_counts_where_absence_is_compared_with_it(stream: Stream) -> None:
    doubted = replace(whole(), doubted={stream: frozenset({"E1"})})

    assert ("" if stream is Stream.EMPLOYMENTS else FINGERPRINT) == _of(doubted)
