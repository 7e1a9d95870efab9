"""Reading what was imported. Every statement is limited to the employers the caller reaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app import models
from app.errors import NotFound
from app.hr.delivery import Completeness, Stream
from app.models import Imported
from app.records.schemas import StreamFreshness
from app.security import Caller

Child = TypeVar("Child", bound=models.OfEmployee)

#: Which stream brings the records of a table.
STREAM: Final[Mapping[type[Imported], Stream]] = {
    models.EmployerDetails: Stream.EMPLOYER,
    models.Department: Stream.DEPARTMENTS,
    models.Employee: Stream.EMPLOYEES,
    models.Employment: Stream.EMPLOYMENTS,
    models.Contract: Stream.CONTRACTS,
    models.Placement: Stream.PLACEMENTS,
    models.Job: Stream.JOBS,
    models.Schedule: Stream.SCHEDULES,
    models.Address: Stream.ADDRESSES,
    models.Wage: Stream.WAGES,
    models.AbsenceCase: Stream.ABSENCES,
}
#: The first and last day of what holds for a while.
_DAYS: Final[Mapping[type[Imported], tuple[str, str]]] = {
    models.Employment: ("start_date", "end_date"),
    models.Contract: ("start_date", "end_date"),
    models.Placement: ("valid_from", "valid_to"),
    models.Job: ("valid_from", "valid_to"),
    models.Schedule: ("valid_from", "valid_to"),
    models.Wage: ("valid_from", "valid_to"),
    models.AbsenceCase: ("first_sick_day", "last_sick_day"),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose records are asked for: all that the caller reaches, one employer's, or one employee's."""

    caller: Caller
    employer_id: str | None = None
    employee_id: str | None = None

    def employers(self, employer_id: Any) -> Iterator[sa.ColumnElement[bool]]:
        """The conditions on a column with the id of an employer."""
        if self.caller.employers is not None:
            yield employer_id.in_(self.caller.employers)
        if self.employer_id is not None:
            yield employer_id == self.employer_id
        if self.employee_id is not None:
            employee = models.Employee
            yield employer_id.in_(select(employee.employer_id).where(employee.id == self.employee_id))


def see_one_moment(session: Session) -> None:
    """Let every later statement of this session see the same moment, as on SQLite they do anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def current(table: type[Imported], scope: Scope, updated_since: datetime | None) -> Any:
    """The standing records of one kind; withdrawn ones too when changes since a moment are asked for.

    A consumer that keeps a copy must hear of what was withdrawn; one that asks for the state must not.
    """
    statement = select(table).where(*scope.employers(col(table.employer_id)))
    if scope.employee_id is not None and issubclass(table, models.OfEmployee):
        statement = statement.where(table.employee_id == scope.employee_id)
    if updated_since is not None:
        return statement.where(col(table.updated_at) >= updated_since)
    return statement.where(col(table.withdrawn_at).is_(None))


def in_force(table: type[Imported], day: date) -> sa.ColumnElement[bool]:
    """What holds on `day`; both ends are included, and an open end holds for ever, back or on."""
    first, last = (col(getattr(table, name)) for name in _DAYS[table])
    holds = sa.and_(sa.or_(first.is_(None), first <= day), sa.or_(last.is_(None), last >= day))
    if issubclass(table, models.AbsenceCase):
        return sa.and_(holds, sa.or_(col(table.closed_on).is_(None), col(table.closed_on) > day))
    return holds


def employed_on(day: date) -> sa.ColumnElement[bool]:
    """Employees with an employment that runs on `day`."""
    return _standing(models.Employment, day, col(models.Employment.employee_id) == models.Employee.id)


def placed_on(day: date) -> sa.ColumnElement[bool]:
    """Departments in which somebody is placed on `day`."""
    return _standing(models.Placement, day, col(models.Placement.department_id) == models.Department.id)


def _standing(table: type[Imported], day: date, of: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.exists().where(of, col(table.withdrawn_at).is_(None), in_force(table, day))


def freshness(session: Session, scope: Scope, stream: Stream) -> tuple[datetime | None, bool]:
    """When the employers asked for were last read whole, and whether the last reading of all was whole.

    Only those count of whom anything was ever imported.
    """
    reading = models.EmployerStream
    of_stream = col(reading.stream) == stream
    whole_at = sa.case((of_stream, col(reading.complete_at)))
    is_whole = sa.case((sa.and_(of_stream, col(reading.state) == Completeness.COMPLETE), 1))
    imported, once_whole, oldest, whole = session.execute(
        sa.select(
            sa.func.count(col(reading.employer_id).distinct()),
            sa.func.count(whole_at),
            sa.func.min(whole_at),
            sa.func.count(is_whole),
        ).where(*scope.employers(col(reading.employer_id)))
    ).one()
    return oldest if once_whole == imported else None, whole == imported > 0


def departments(session: Session, ids: Iterable[str]) -> dict[str, models.Department]:
    """These departments, by id."""
    table = models.Department
    return {row.id: row for row in session.exec(select(table).where(col(table.id).in_(set(ids))))}


# --- one employee -------------------------------------------------------------------------------


def employee(session: Session, caller: Caller, employee_id: str) -> models.Employee:
    """The employee, withdrawn or not, if the caller reaches his employer."""
    row = session.get(models.Employee, employee_id)
    if row is None or not caller.reaches([row.employer_id]):
        raise NotFound("EMPLOYEE_NOT_FOUND")
    return row


def standing_of(session: Session, table: type[Child], employee_id: str) -> Sequence[Child]:
    """What stands of one kind of an employee, oldest first."""
    standing = select(table).where(table.employee_id == employee_id, col(table.withdrawn_at).is_(None))
    rows = session.exec(standing.order_by(col(table.id))).all()
    first = _DAYS.get(table, ("", ""))[0]
    return sorted(rows, key=lambda row: getattr(row, first, None) or date.min)


def streams(session: Session, employer_id: str) -> dict[str, StreamFreshness]:
    """How far each stream of an employer can be trusted."""
    reading = models.EmployerStream
    found = {
        row.stream: row for row in session.exec(select(reading).where(reading.employer_id == employer_id))
    }
    return {
        stream.value: StreamFreshness(state=row.state, as_of=row.complete_at)
        if (row := found.get(stream.value))
        else StreamFreshness(state=None, as_of=None)
        for stream in Stream
    }
