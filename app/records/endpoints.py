"""Routes of imported records, for the other components of the suite."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from sqlmodel import Session, col

from app import models, web
from app.errors import NotFound
from app.fields import Moment, PathId, Reference
from app.records import repository
from app.records.schemas import AbsenceOut, DepartmentOut, EmployeeOut, EmploymentOut, PeriodOut, Record
from app.security import Caller, Cipher, Permission

router = APIRouter(tags=["Records"])


class Reading:
    """What every list of records takes: session, caller, page, employer, and changes since a moment."""

    def __init__(
        self,
        caller: web.Reader,
        session: web.SessionDep,
        paging: web.PagingDep,
        cipher: web.CipherDep,
        employer_id: Annotated[Reference | None, Query(description="Only of this employer")] = None,
        updated_since: Annotated[
            Moment | None,
            Query(description="Only what changed since; withdrawn records are then included"),
        ] = None,
    ) -> None:
        if employer_id is not None:
            caller.must_reach(employer_id)
        self.caller = caller
        self.cipher = cipher
        self._session = session
        self._paging = paging
        self._employer_id = employer_id
        self._since: datetime | None = updated_since

    def statement(self, table: type[models.Imported]) -> Any:
        """The records asked for, before anything a single kind adds."""
        return repository.current(table, self.caller, self._employer_id, self._since)

    def page(self, statement: Any, table: type[models.Imported], show: Callable[[Any], Any]) -> Any:
        """One page, each record shown by `show`."""
        rows, next_cursor = self._paging.page(self._session, statement, col(table.id))
        return web.Page(items=[show(row) for row in rows], next_cursor=next_cursor)


ReadingDep = Annotated[Reading, Depends(scope="function")]
On = Annotated[date | None, Query(description="Only what is in force on this day")]


@router.get("/departments", responses=web.problems(404, 422), summary="Departments")
def list_departments(reading: ReadingDep) -> web.Page[DepartmentOut]:
    """The departments of the employers your key reaches."""
    table = models.Department
    return reading.page(reading.statement(table), table, DepartmentOut.model_validate)  # type: ignore[no-any-return]


@router.get("/employees", responses=web.problems(404, 422), summary="Employees")
def list_employees(reading: ReadingDep, on: On = None) -> web.Page[EmployeeOut]:
    """The employees; with `on`, those with an employment that runs on that day."""
    table = models.Employee
    statement = reading.statement(table)
    if on is not None:
        statement = repository.employed_on(statement, on)
    return reading.page(  # type: ignore[no-any-return]
        statement, table, lambda row: _employee(row, reading.caller, reading.cipher)
    )


@router.get("/employments", responses=web.problems(404, 422), summary="Employments")
def list_employments(reading: ReadingDep, on: On = None) -> web.Page[EmploymentOut]:
    """The periods in service; with `on`, those that run on that day."""
    table = models.Employment
    statement = reading.statement(table)
    if on is not None:
        statement = repository.running_on(statement, on, col(table.start_date), col(table.end_date))
    return reading.page(statement, table, EmploymentOut.model_validate)  # type: ignore[no-any-return]


@router.get("/absences", responses=web.problems(404, 422), summary="Absence cases")
def list_absences(reading: ReadingDep, on: On = None) -> web.Page[AbsenceOut]:
    """The absence cases with their periods; with `on`, those that run on that day."""
    table = models.AbsenceCase
    statement = reading.statement(table)
    if on is not None:
        statement = repository.running_on(statement, on, col(table.first_sick_day), col(table.last_sick_day))
    return reading.page(  # type: ignore[no-any-return]
        statement, table, lambda row: _absence(row, reading.caller, reading.cipher)
    )


@router.get("/employees/{employee_id}", responses=web.problems(404), summary="One employee")
def show_employee(
    caller: web.Reader, employee_id: PathId, session: web.SessionDep, cipher: web.CipherDep
) -> EmployeeOut:
    """One employee, also when withdrawn."""
    return _employee(_get(session, caller, employee_id), caller, cipher)


def _get(session: Session, caller: Caller, employee_id: str) -> models.Employee:
    row = session.get(models.Employee, employee_id)
    if row is None or not caller.reaches([row.employer_id]):
        raise NotFound("EMPLOYEE_NOT_FOUND")
    return row


def _shared(row: models.Imported) -> dict[str, Any]:
    return {name: getattr(row, name) for name in Record.model_fields}


def _employee(row: models.Employee, caller: Caller, cipher: Cipher) -> EmployeeOut:
    bsn = None
    if row.bsn_encrypted is not None and Permission.BSN in caller.permissions:
        bsn = cipher.decrypt(row.bsn_encrypted, f"{row.id}:bsn")
    names = EmployeeOut.model_fields.keys() - {"bsn"}
    return EmployeeOut(**{name: getattr(row, name) for name in names}, bsn=bsn)


def _absence(row: models.AbsenceCase, caller: Caller, cipher: Cipher) -> AbsenceOut:
    code = None
    if Permission.CLASSIFICATION in caller.permissions:
        code = cipher.decrypt(row.classification_encrypted, f"{row.id}:classification")
    return AbsenceOut(
        **_shared(row),
        employee_id=row.employee_id,
        kind=row.kind,
        safety_net=row.safety_net,
        classification=code,
        first_sick_day=row.first_sick_day,
        last_sick_day=row.last_sick_day,
        periods=[PeriodOut.model_validate(period) for period in row.periods],
        pending_withdrawal=row.pending_withdrawal_run_id is not None and row.withdrawn_at is None,
    )
