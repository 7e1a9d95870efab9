"""A delivery on its way, and everything a source may do to it: fail, deny, drop, repeat, invent, swap.

What is proven is kept apart from what is delivered: a source may be wrong about either.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

from app.hr.delivery import Completeness, Delivery, Remark, Request, Stream, StreamReading
from app.hr.records import AbsenceRow
from tests.property.world import LABELS, TERMS, World

#: The field of a delivery that a stream is about. Placements come with the departments, whole or not.
FIELD: Final = {
    Stream.EMPLOYER: "employer",
    Stream.DEPARTMENTS: "placements",
    Stream.EMPLOYEES: "employees",
    Stream.EMPLOYMENTS: "employments",
    Stream.CONTRACTS: "contracts",
    Stream.JOBS: "job_placements",
    Stream.SCHEDULES: "schedules",
    Stream.ADDRESSES: "addresses",
    Stream.WAGES: "wages",
    Stream.ABSENCES: "absences",
}
#: One answer about everybody, in which a row of somebody may make no sense.
HISTORY: Final = tuple(
    stream for stream, name in FIELD.items() if name not in ("employer", "employees", "addresses", "absences")
)
#: What lies are told of: mostly of what is easily spoilt.
STREAMS: Final = (*FIELD, *HISTORY, Stream.EMPLOYEES, Stream.ABSENCES)


@dataclass
class Draft:
    """A delivery that can still be spoilt. `read_for`: who was read, of what is asked one by one."""

    records: dict[str, list[Any]]
    read_for: dict[str, set[str]]
    states: dict[Stream, Completeness]
    doubted: dict[Stream, set[str]] = field(default_factory=dict)
    shuffled: int = 0

    def rows(self, stream: Stream) -> list[Any]:
        return self.records[FIELD[stream]]


def truth(world: World, request: Request) -> Draft:
    """What a source says that neither lies nor fails."""
    people = world.delivers(request)
    return Draft(
        records={
            "employer": [world.employer()],
            "departments": [world.department(index) for index in range(len(world.departments))],
            "jobs": [world.job(index) for index in range(len(world.jobs))],
            "employees": [world.employee(person) for person in people],
            **{kind: [row for person in people for row in world.rows(person, kind)] for kind in TERMS},
            "absences": [
                replace(row, label=dossier.label)
                for person in people
                for dossier in person.dossiers.values()
                for row in dossier.rows.values()
            ],
        },
        read_for={kind: {person.key for person in people} for kind in ("absences", "addresses")},
        states={
            stream: Completeness.COMPLETE if stream in request.streams else Completeness.SKIPPED
            for stream in FIELD
        },
    )


def delivery(draft: Draft) -> Delivery:
    """The delivery as it arrives, in any order at all."""
    records = {name: list(rows) for name, rows in draft.records.items()}
    for stream, state in draft.states.items():
        if state is Completeness.SKIPPED:
            records[FIELD[stream]] = []
    # Departments and jobs are read from the history of who had which.
    for units, places, name in (
        ("departments", "placements", "department_key"),
        ("jobs", "job_placements", "job_key"),
    ):
        named = {getattr(each, name) for each in records[places]}
        records[units] = [each for each in records[units] if each.source_key in named]
    for rows in records.values():
        random.Random(draft.shuffled).shuffle(rows)  # noqa: S311
    employer = records.pop("employer")
    counts = {name: len(rows) for name, rows in records.items()} | {"employer": len(employer[:1])}
    states = {**draft.states, Stream.PLACEMENTS: draft.states[Stream.DEPARTMENTS]}
    codes = {Completeness.FAILED: "SOURCE_UNAVAILABLE", Completeness.DENIED: "SOURCE_UNAUTHORISED"}
    return Delivery(
        **{name: tuple(rows) for name, rows in records.items()},
        employer=employer[0] if employer else None,
        absences_read_for=frozenset(draft.read_for["absences"]),
        addresses_read_for=frozenset(draft.read_for["addresses"]),
        streams={
            stream: StreamReading(state, f"Read_{stream}", codes.get(state, ""), counts[stream.value])
            for stream, state in states.items()
        },
        doubted={stream: frozenset(keys) for stream, keys in draft.doubted.items()},
        remarks=tuple(
            Remark("SOURCE_UNAVAILABLE", Stream.ABSENCES, key, {"operation": "Read_absences"})
            for key in sorted({row.source_key for row in records["employees"]} - draft.read_for["absences"])
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


def somebody_is_forgotten(draft: Draft, stream: Stream, number: int) -> None:
    """As if he had never been there, or because something broke off."""
    people = draft.rows(Stream.EMPLOYEES)
    if people:
        key = people[number % len(people)].source_key
        people[:] = [each for each in people if each.source_key != key]
        for name in (*TERMS, "absences"):
            draft.records[name][:] = [each for each in draft.records[name] if each.employee_key != key]
        for read_for in draft.read_for.values():
            read_for.discard(key)
        if number % 2:
            draft.states[Stream.EMPLOYEES] = Completeness.FAILED


def somebody_is_not_read(draft: Draft, stream: Stream, number: int) -> None:
    """His absence or addresses: these are asked for one by one."""
    stream = Stream.ADDRESSES if stream in HISTORY else Stream.ABSENCES
    read_for = draft.read_for[FIELD[stream]]
    if read_for:
        key = sorted(read_for)[number % len(read_for)]
        read_for.discard(key)
        rows = draft.rows(stream)
        rows[:] = [row for row in rows if row.employee_key != key]
        if number % 2:  # the planner must not need to be told twice
            draft.states[stream] = Completeness.FAILED


def somebody_is_doubted(draft: Draft, stream: Stream, number: int) -> None:
    """A row of his makes no sense, or is also somebody else's; it is left out, and he is named."""
    if stream not in HISTORY:
        stream = HISTORY[number % len(HISTORY)]
    rows = draft.rows(stream)
    if rows:
        spoilt = rows.pop(number % len(rows))
        draft.doubted.setdefault(stream, set()).add(spoilt.employee_key)
        if number % 2:
            draft.states[stream] = Completeness.FAILED


def somebody_elses_rows_arrive(draft: Draft, stream: Stream, number: int) -> None:
    stranger = f"X{number % 3}"
    for each in (*HISTORY, Stream.ADDRESSES):
        for row in draft.rows(each)[:1]:
            foreign = replace(row, employee_key=stranger, source_key=f"{each}/{stranger}")
            draft.rows(each).append(foreign)
    for row in draft.rows(Stream.ABSENCES)[:1]:
        foreign = replace(row, employee_key=stranger, dossier_key=f"{stranger}/1", source_key="X")
        draft.rows(Stream.ABSENCES).append(foreign)


def a_row_is_given_to_another(draft: Draft, stream: Stream, number: int) -> None:
    """Under its own key: those of the others have their employee's in them."""
    stream = (Stream.WAGES, Stream.SCHEDULES, Stream.EMPLOYMENTS)[number % 3]
    rows, people = draft.rows(stream), draft.rows(Stream.EMPLOYEES)
    if rows and people:
        other = people[number % len(people)].source_key
        row = rows[number % len(rows)]
        rows[:] = [each for each in rows if each.source_key != row.source_key]
        if not _begins_on_a_day_of(rows, replace(row, employee_key=other)):
            row = replace(row, employee_key=other)
        rows.append(row)


def _begins_on_a_day_of(rows: list[Any], row: Any) -> bool:
    """Whether somebody has another row of the day: of those one only is ever delivered."""
    taken = {(each.employee_key, getattr(each, "valid_from", each.source_key)) for each in rows}
    return (row.employee_key, getattr(row, "valid_from", row.source_key)) in taken


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


LIES: Final[tuple[Lie, ...]] = (
    a_row_is_dropped,
    a_row_is_dropped,
    a_stream_answers_nothing,
    a_stream_fails_half_way,
    a_stream_fails_half_way,
    a_stream_is_denied,
    somebody_is_forgotten,
    somebody_is_not_read,
    somebody_is_doubted,
    rows_are_repeated,
    everything_is_shuffled,
    somebody_elses_rows_arrive,
    a_row_is_given_to_another,
    a_label_is_garbled,
    two_people_are_mixed_up,
)
