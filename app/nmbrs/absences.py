"""Absence, employee by employee: what one of them hides says nothing of the others.

It is read of leavers nobody knows before all else, where they are asked for: it decides who of them is
delivered at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import date
from functools import cached_property

from app.hr.delivery import Stream
from app.hr.records import AbsenceRow
from app.nmbrs import operations, people, rows
from app.nmbrs.decoding import Raw
from app.nmbrs.reading import Reading


class Absences:
    """What has been read so far. Nobody is asked about twice, and after a closed door nobody at all."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._found: list[AbsenceRow] = []
        self._asked: set[str] = set()
        self._read_for: set[str] = set()
        self._owners: dict[str, str] = {}
        self._doubted: set[str] = set()

    def let_leavers_in(self) -> None:
        """Admit those who left, whom nobody knows, and who were absent since the day that is asked about."""
        reading, request = self._reading, self._reading.request
        unknown = reading.found.leavers() - request.known_employees
        if not (unknown and request.include_leavers and reading.ledger.wants(Stream.ABSENCES)):
            return
        reading.admitted = unknown  # for the bulk answer is read once, with their rows in it
        self._read(sorted(unknown))
        reading.admitted = unknown & self._absent_since(request.since)

    def of(self, ours: Set[str], coming: Set[str]) -> tuple[list[AbsenceRow], Set[str]]:
        """Read what is left to read, and give what is ours."""
        if not self._reading.ledger.wants(Stream.ABSENCES):
            return [], set()
        self._read(people.reachable(self._reading, Stream.ABSENCES, ours, coming))
        return [row for row in self._sound() if row.employee_key in ours], self._read_for & ours

    def _read(self, keys: Iterable[str]) -> None:
        reading = self._reading
        if Stream.ABSENCES in reading.over:
            return
        left = [key for key in keys if key not in self._asked]
        self._asked.update(left)
        with reading.at_stake(Stream.ABSENCES):
            answers = reading.lists(left, self._bulk, operations.ABSENCES)
            for key, (found, invalid) in reading.taken(Stream.ABSENCES, answers, self._take):
                self._found += found
                self._read_for.add(key)
                for row_key in invalid:
                    owner = self._owners.get(row_key, key)
                    reading.ledger.remark("ABSENCE_INVALID", Stream.ABSENCES, row_key, employee=owner)
                    self._read_for -= {key, owner}
                self._doubted.update(invalid)

    @cached_property
    def _bulk(self) -> dict[str, list[Raw]] | None:
        return self._reading.everybody(Stream.ABSENCES, operations.ALL_ABSENCES, None)

    def _take(self, key: str, raws: list[Raw]) -> tuple[tuple[AbsenceRow, ...], tuple[str, ...]]:
        return rows.absences(raws, employee_key=key, owners=self._owners)

    def _sound(self) -> list[AbsenceRow]:
        return rows.without_dossiers_of(self._found, self._doubted)

    def _absent_since(self, day: date) -> Set[str]:
        return {row.employee_key for row in self._sound() if row.last_day is None or row.last_day >= day}
