"""An employer is recognised by its last reading only if that is what its records were made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from app import models
from app.database import Database
from app.hr.delivery import Completeness, Stream, StreamReading
from app.runs import accepted, repository
from app.runs.plan import Plan
from app.runs.states import EmployerStatus
from tests.integration.books import LATER, NOW, Books, open_books
from tests.unit.deliveries import delivery

MINUTE = timedelta(minutes=1)


@pytest.fixture
def books(database: Database) -> Books:
    with database.transaction() as session:
        return open_books(session, database, "Bakkerij")


def _read(books: Books, started_at: datetime) -> str:
    """A run that has read the employer, and has still to be applied."""
    run_id = books.run()
    with books.database.transaction() as session:
        repository.add_employers(session, run_id, {books.employer_id: "101"})
        row = _row(session, books, run_id)
        row.fingerprint, row.planned_after = f"of {run_id}", accepted.last_run(session, books.employer_id)
        repository.set_employer(session, row, EmployerStatus.READING, now=started_at)
        readings = {Stream.WAGES: StreamReading(Completeness.COMPLETE)}
        repository.store_readings(session, run_id, books.employer_id, readings, {})
    return run_id


def _applied(books: Books, run_id: str, now: datetime) -> None:
    with books.database.transaction() as session:
        row = _row(session, books, run_id)
        accepted.store(session, row)
        repository.set_employer(session, row, EmployerStatus.APPLIED, now=now)


def _row(session: Session, books: Books, run_id: str) -> models.RunEmployer:
    return session.get_one(models.RunEmployer, (run_id, books.employer_id))


def _recognised_by(books: Books) -> list[str]:
    with books.database.reading() as session:
        return [each for each in session.exec(select(models.AcceptedReading.fingerprint)) if each]


def test_the_last_applied_reading_is_the_one_to_recognise(books: Books) -> None:
    for number in range(2):
        run_id = _read(books, NOW + 2 * number * MINUTE)
        _applied(books, run_id, NOW + (2 * number + 1) * MINUTE)

    assert [f"of {run_id}"] == _recognised_by(books)


@pytest.mark.parametrize("theirs_ended", [-2, 0, 2])
def test_a_run_that_was_overtaken_leaves_nothing_to_recognise(books: Books, theirs_ended: int) -> None:
    """Its own changes stand, and those of the other one as well: no one reading says all of that.

    What an apply says of its moment is when it began, which may be long before others see of it.
    """
    theirs = _read(books, NOW - 3 * MINUTE)
    ours = _read(books, NOW)
    _applied(books, theirs, NOW + theirs_ended * MINUTE)
    assert [f"of {theirs}"] == _recognised_by(books)

    _applied(books, ours, NOW + 3 * MINUTE)

    assert [] == _recognised_by(books)


def test_neither_another_day_nor_other_settings_recognise_a_reading(books: Books) -> None:
    """What holds today may not tomorrow, and what was wanted may not be now."""

    def circumstances(day: date) -> str:
        with books.database.reading() as session:
            configuration = session.get_one(models.Configuration, books.configuration_id)
            return accepted.recognition(
                session, configuration, books.employer_id, day, books.cipher
            ).circumstances

    today = circumstances(NOW.date())

    assert today == circumstances(NOW.date())
    assert today != circumstances(LATER.date())
    with books.database.transaction() as session:
        session.get_one(models.Configuration, books.configuration_id).version += 1
    assert today != circumstances(NOW.date())


def test_what_a_second_reading_would_tell_otherwise_is_not_recognised() -> None:
    """Of whom an employment could not be read, nothing is told about absence outside it."""
    nothing = Plan((), (), {})
    read = replace(delivery(), fingerprint="of this")

    assert "of this" == accepted.fingerprint(read, nothing)
    assert "" == accepted.fingerprint(replace(read, doubted={Stream.EMPLOYMENTS: frozenset({"E1"})}), nothing)
