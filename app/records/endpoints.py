"""Routes of imported records, for the other components of the suite."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Query
from sqlmodel import col

from app import models, web
from app.fields import Day, EmployeeId, Moment, OfEmployee, OfEmployer
from app.records import repository, views
from app.records.schemas import (
    AbsenceOut,
    AddressOut,
    ContractOut,
    DepartmentOut,
    EmployeeHistoryOut,
    EmployeeOut,
    EmployerDetailsOut,
    EmploymentOut,
    JobOut,
    PlacementOut,
    RecordPage,
    ScheduleOut,
    WageOut,
)
from app.records.views import Body, Viewer

router = APIRouter(tags=["Records"], responses=web.problems(404))


class Reading:
    """What every list of records takes: session, caller, page, employer, and changes since a moment."""

    def __init__(
        self,
        caller: web.Reader,
        session: web.SessionDep,
        paging: web.PagingDep,
        cipher: web.CipherDep,
        employer_id: OfEmployer = None,
        updated_since: Annotated[
            Moment | None,
            Query(
                description="Only what changed since; withdrawn records and archived departments are then"
                " included"
            ),
        ] = None,
    ) -> None:
        if employer_id is not None:
            caller.must_reach(employer_id)
        self.session = session
        self.viewer = Viewer(caller, cipher)
        self.since: datetime | None = updated_since
        self._paging = paging
        self._employer_id = employer_id

    def page(
        self,
        table: type[models.Imported],
        show: Callable[[Sequence[Any]], list[Body]],
        *conditions: sa.ColumnElement[bool],
        employee_id: str | None = None,
    ) -> RecordPage[Body]:
        """One page of what was asked for, as `show` makes of its rows."""
        repository.see_one_moment(self.session)
        scope = repository.Scope(self.viewer.caller, self._employer_id, employee_id)
        as_of, complete = repository.freshness(self.session, scope, repository.STREAM[table])
        statement = repository.current(table, scope, self.since).where(*conditions)
        rows, next_cursor = self._paging.page(self.session, statement, col(table.id))
        return RecordPage(items=show(rows), next_cursor=next_cursor, as_of=as_of, complete=complete)

    def history(
        self,
        table: type[models.OfEmployee],
        show: Callable[[Sequence[Any]], list[Body]],
        employee_id: str | None,
        on: date | None,
    ) -> RecordPage[Body]:
        """One page of what employees have, or had."""
        conditions = [] if on is None else [repository.in_force(table, on)]
        return self.page(table, show, *conditions, employee_id=employee_id)


ReadingDep = Annotated[Reading, Depends(scope="function")]
On = Annotated[Day | None, Query(description="Only what is in force on this day; a first and a last day are")]
Archived = Annotated[bool, Query(description="Archived ones too")]


# --- employers, departments, employees ----------------------------------------------------------


@router.get("/employer-details", summary="Details of employers")
def list_employer_details(reading: ReadingDep) -> RecordPage[EmployerDetailsOut]:
    """What the payroll of the employers your key reaches is about, as it is now: address, full-time hours,
    insurance. Of the bank account only the last four signs of the IBAN are shown, to whoever asks.
    """
    return reading.page(models.EmployerDetails, lambda rows: list(map(reading.viewer.employer_details, rows)))


@router.get("/departments", summary="Departments")
def list_departments(
    reading: ReadingDep, on: On = None, archived: Archived = False
) -> RecordPage[DepartmentOut]:
    """The departments of the employers your key reaches; with `on`, those in which somebody is placed on
    that day.

    Archived departments, in which nobody works any more, are left out, whatever the day, unless you ask
    for them with `archived=true` or for changes with `updated_since`.
    """
    conditions = [] if on is None else [repository.placed_on(on)]
    if not archived and reading.since is None:
        conditions.append(col(models.Department.archived).is_(False))
    return reading.page(models.Department, views.each(DepartmentOut), *conditions)


@router.get("/employees", summary="Employees")
def list_employees(reading: ReadingDep, on: On = None) -> RecordPage[EmployeeOut]:
    """The employees; with `on`, those with an employment that runs on that day."""
    conditions = [] if on is None else [repository.employed_on(on)]
    return reading.page(models.Employee, lambda rows: list(map(reading.viewer.employee, rows)), *conditions)


@router.get("/employees/{employee_id}", summary="One employee with his history")
def show_employee(
    caller: web.Reader,
    employee_id: EmployeeId,
    session: web.SessionDep,
    cipher: web.CipherDep,
    today: web.TodayDep,
    on: Annotated[
        Day | None,
        Query(description="The day of `current_employment_id`; today in the Netherlands if not told"),
    ] = None,
) -> EmployeeHistoryOut:
    """One employee, also when withdrawn, with everything that stands of him, past and to come.

    `on` says for which day the current employment is meant, and leaves nothing out. `streams` says of
    each kind of record whether it was read whole, and when it last was.
    """
    repository.see_one_moment(session)
    row = repository.employee(session, caller, employee_id)
    return Viewer(caller, cipher).history(session, row, on or today)


# --- what employees have ------------------------------------------------------------------------


@router.get("/employments", summary="Employments")
def list_employments(
    reading: ReadingDep, employee_id: OfEmployee = None, on: On = None
) -> RecordPage[EmploymentOut]:
    """The periods in service; with `on`, those that run on that day."""
    return reading.history(models.Employment, views.each(EmploymentOut), employee_id, on)


@router.get("/contracts", summary="Contracts")
def list_contracts(
    reading: ReadingDep, employee_id: OfEmployee = None, on: On = None
) -> RecordPage[ContractOut]:
    """What was agreed with employees; with `on`, the contracts that run on that day."""
    return reading.history(models.Contract, views.each(ContractOut), employee_id, on)


@router.get("/placements", summary="Placements")
def list_placements(
    reading: ReadingDep, employee_id: OfEmployee = None, on: On = None
) -> RecordPage[PlacementOut]:
    """Who is placed in which department, from when until when; with `on`, on that day."""
    return reading.history(models.Placement, partial(views.placements, reading.session), employee_id, on)


@router.get("/jobs", summary="Jobs")
def list_jobs(reading: ReadingDep, employee_id: OfEmployee = None, on: On = None) -> RecordPage[JobOut]:
    """Who has which job, from when until when; with `on`, on that day."""
    return reading.history(models.Job, views.each(JobOut), employee_id, on)


@router.get("/schedules", summary="Schedules")
def list_schedules(
    reading: ReadingDep, employee_id: OfEmployee = None, on: On = None
) -> RecordPage[ScheduleOut]:
    """The hours employees work, over two weeks; with `on`, those that hold on that day."""
    return reading.history(models.Schedule, views.each(ScheduleOut), employee_id, on)


@router.get("/addresses", summary="Addresses")
def list_addresses(reading: ReadingDep, employee_id: OfEmployee = None) -> RecordPage[AddressOut]:
    """The addresses employees have now, one of each kind; of earlier ones nothing is known."""
    return reading.history(models.Address, views.each(AddressOut), employee_id, None)


@router.get("/wages", summary="Wages")
def list_wages(reading: ReadingDep, employee_id: OfEmployee = None, on: On = None) -> RecordPage[WageOut]:
    """What employees earn, as the source has it; with `on`, the wages that hold on that day."""
    return reading.history(models.Wage, views.each(WageOut), employee_id, on)


@router.get("/absences", summary="Absence cases")
def list_absences(
    reading: ReadingDep, employee_id: OfEmployee = None, on: On = None
) -> RecordPage[AbsenceOut]:
    """The absence cases with their periods; with `on`, those that run on that day.

    A closed case is in the list like one that has recovered; from the day of `closed_on` on it runs no
    more.
    """

    def show(rows: Sequence[models.AbsenceCase]) -> list[AbsenceOut]:
        return list(map(reading.viewer.absence, rows))

    return reading.history(models.AbsenceCase, show, employee_id, on)
