"""A delivery on its way, and everything a source may do to it: fail, deny, drop, repeat, invent, swap.

What is proven is kept apart from what is delivered: a source may be wrong about either.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from app.hr.delivery import Completeness, Delivery, Remark, Request, Stream, StreamReading
from app.hr.records import AbsenceRow, Employment, Placement
from app.runs.plan import IMPORTED
from tests.property.world import LABELS, World

FIELD = {
    Stream.DEPARTMENTS: "placements",
    Stream.EMPLOYEES: "employees",
    Stream.EMPLOYMENTS: "employments",
    Stream.ABSENCES: "absences",
}


@dataclass
class Draft:
    """A delivery that can still be spoilt."""

    records: dict[str, list[Any]]
    read_for: set[str]
    states: dict[Stream, Completeness] = field(default_factory=dict)
    shuffled: int = 0

    def rows(self, stream: Stream) -> list[Any]:
        return self.records[FIELD[stream]]


def truth(world: World, request: Request) -> Draft:
    """What a source says that neither lies nor fails."""
    people = world.delivers(request)
    return Draft(
        records={
            "departments": [world.department(index) for index in range(len(world.departments))],
            "placements": [each for person in people for each in world.placed(person)],
            "employees": [world.employee(person) for person in people],
            "employments": [each for person in people for each in person.employments.values()],
            "absences": [
                replace(row, label=dossier.label)
                for person in people
                for dossier in person.dossiers.values()
                for row in dossier.rows.values()
            ],
        },
        read_for={person.key for person in people},
        states={
            stream: Completeness.COMPLETE if stream in request.streams else Completeness.SKIPPED
            for stream in IMPORTED
        },
    )


def delivery(draft: Draft) -> Delivery:
    """The delivery as it arrives, in any order at all."""
    placed = {each.department_key for each in draft.records["placements"]}
    records = {name: list(rows) for name, rows in draft.records.items()}
    # Departments are read from the history of who was where.
    records["departments"] = [each for each in records["departments"] if each.source_key in placed]
    for stream, state in draft.states.items():
        if state is Completeness.SKIPPED:
            records[FIELD[stream]] = []
    if draft.states[Stream.DEPARTMENTS] is Completeness.SKIPPED:
        records["departments"] = []
    for rows in records.values():
        random.Random(draft.shuffled).shuffle(rows)  # noqa: S311
    codes = {Completeness.FAILED: "SOURCE_UNAVAILABLE", Completeness.DENIED: "SOURCE_UNAUTHORISED"}
    return Delivery(
        **{name: tuple(rows) for name, rows in records.items()},
        absences_read_for=frozenset(draft.read_for),
        streams={
            stream: StreamReading(
                state, f"Read_{stream.value}", codes.get(state, ""), len(records[stream.value])
            )
            for stream, state in draft.states.items()
        },
        remarks=tuple(
            Remark("SOURCE_UNAVAILABLE", Stream.ABSENCES, key, {"operation": "Read_absences"})
            for key in sorted({row.source_key for row in records["employees"]} - draft.read_for)
        ),
    )


# --- lies -----------------------------------------------------------------------------------------

Lie: TypeAlias = Callable[[Draft, Stream, int], None]


def a_stream_fails_half_way(draft: Draft, stream: Stream, number: int) -> None:
    rows = draft.rows(stream)
    rows[:] = [row for index, row in enumerate(rows) if number >> (index % 8) & 1]
    draft.states[stream] = Completeness.FAILED


def a_stream_is_denied(draft: Draft, stream: Stream, number: int) -> None:
    draft.rows(stream).clear()
    draft.states[stream] = Completeness.DENIED


def a_stream_answers_nothing(draft: Draft, stream: Stream, number: int) -> None:
    draft.rows(stream).clear()


def a_row_is_dropped(draft: Draft, stream: Stream, number: int) -> None:
    rows = draft.rows(stream)
    if rows:
        del rows[number % len(rows)]


def rows_are_repeated(draft: Draft, stream: Stream, number: int) -> None:
    rows = draft.rows(stream)
    rows += rows[: number % 4]


def everything_is_shuffled(draft: Draft, stream: Stream, number: int) -> None:
    draft.shuffled = number


def the_absence_of_somebody_is_not_read(draft: Draft, stream: Stream, number: int) -> None:
    people = sorted(draft.read_for)
    if people:
        key = people[number % len(people)]
        draft.read_for.discard(key)
        rows = draft.rows(Stream.ABSENCES)
        rows[:] = [row for row in rows if row.employee_key != key]
        if number % 2:  # the planner must not need to be told twice
            draft.states[Stream.ABSENCES] = Completeness.FAILED


def somebody_elses_rows_arrive(draft: Draft, stream: Stream, number: int) -> None:
    stranger = f"X{number % 3}"
    rows = draft.rows(Stream.ABSENCES)
    rows += [
        replace(row, employee_key=stranger, dossier_key=f"{stranger}/1", source_key="X") for row in rows[:1]
    ]
    for each in draft.rows(Stream.EMPLOYMENTS)[:1]:
        draft.rows(Stream.EMPLOYMENTS).append(
            Employment(f"V-{stranger}", stranger, each.start_date, None, None)
        )
    for each in draft.rows(Stream.DEPARTMENTS)[:1]:
        draft.rows(Stream.DEPARTMENTS).append(
            Placement(f"{stranger}/1", stranger, each.department_key, each.valid_from)
        )


def a_label_is_garbled(draft: Draft, stream: Stream, number: int) -> None:
    rows: list[AbsenceRow] = draft.rows(Stream.ABSENCES)
    if rows:
        at = number % len(rows)
        rows[at] = replace(rows[at], label=LABELS[number % len(LABELS)])


def two_people_are_mixed_up(draft: Draft, stream: Stream, number: int) -> None:
    people = draft.rows(Stream.EMPLOYEES)
    if len(people) > 1:
        first, second = people[number % len(people)], people[(number + 1) % len(people)]
        people[people.index(first)] = replace(first, last_name=second.last_name, birth_date=None)


LIES: tuple[Lie, ...] = (
    a_row_is_dropped,
    a_stream_answers_nothing,
    a_stream_fails_half_way,
    a_stream_is_denied,
    the_absence_of_somebody_is_not_read,
    rows_are_repeated,
    everything_is_shuffled,
    somebody_elses_rows_arrive,
    a_label_is_garbled,
    two_people_are_mixed_up,
)
