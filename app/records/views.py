"""Imported records as callers see them: what is protected is opened for who may see it, else null."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlmodel import Session

from app import models
from app.hr import employment
from app.hr.records import Employment
from app.records import repository
from app.records.schemas import (
    AbsenceOut,
    AddressOut,
    ContractOut,
    EmployeeHistoryOut,
    EmployeeOut,
    EmployerDetailsOut,
    EmploymentOut,
    JobOut,
    PlacementOut,
    Record,
    ScheduleOut,
    WageOut,
)
from app.security import Caller, Cipher, Permission

Body = TypeVar("Body", bound=Record)

#: How many signs of an IBAN are shown, and how many it must have for that to give nothing away.
_SHOWN, _LONG_ENOUGH = 4, 12


def of(body: type[Body], row: models.Imported, **more: Any) -> Body:
    """A record as its body; `more` are the fields that are not columns of it."""
    if isinstance(row, models.OfEmployee):
        more["pending_withdrawal"] = row.pending_withdrawal_run_id is not None and row.withdrawn_at is None
    return body(**{name: getattr(row, name) for name in body.model_fields.keys() - more.keys()}, **more)


def each(body: type[Body]) -> Callable[[Iterable[models.Imported]], list[Body]]:
    """What shows records of which everything is theirs to show."""
    return lambda rows: [of(body, row) for row in rows]


def placements(session: Session, rows: Sequence[models.Placement]) -> list[PlacementOut]:
    """Placements, with the departments they name."""
    named = repository.departments(session, (row.department_id for row in rows))
    return [
        of(
            PlacementOut,
            row,
            department_code=named[row.department_id].code,
            department_name=named[row.department_id].name,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, and what opens the protected values that he may see."""

    caller: Caller
    cipher: Cipher = field(repr=False)

    def employer_details(self, row: models.EmployerDetails) -> EmployerDetailsOut:
        """The details, with the end of the IBAN."""
        iban = self._opened(row, "iban", row.iban_encrypted) or ""
        return of(EmployerDetailsOut, row, iban_last4=iban[-_SHOWN:] if len(iban) >= _LONG_ENOUGH else None)

    def employee(self, row: models.Employee) -> EmployeeOut:
        """The employee, with the BSN for who may see it."""
        return of(EmployeeOut, row, bsn=self._bsn(row))

    def absence(self, row: models.AbsenceCase) -> AbsenceOut:
        """The case, with its classification for who may see it."""
        code = None
        if Permission.CLASSIFICATION in self.caller.permissions:
            code = self._opened(row, "classification", row.classification_encrypted)
        return of(AbsenceOut, row, classification=code)

    def history(self, session: Session, row: models.Employee, day: date) -> EmployeeHistoryOut:
        """The employee with all that stands of him: as many statements, however much it is."""

        def standing(table: type[repository.Child]) -> Sequence[repository.Child]:
            return repository.standing_of(session, table, row.id)

        employments = standing(models.Employment)
        return of(
            EmployeeHistoryOut,
            row,
            bsn=self._bsn(row),
            current_employment_id=_current(employments, day),
            employments=each(EmploymentOut)(employments),
            contracts=each(ContractOut)(standing(models.Contract)),
            placements=placements(session, standing(models.Placement)),
            jobs=each(JobOut)(standing(models.Job)),
            schedules=each(ScheduleOut)(standing(models.Schedule)),
            addresses=each(AddressOut)(standing(models.Address)),
            wages=each(WageOut)(standing(models.Wage)),
            absences=[self.absence(case) for case in standing(models.AbsenceCase)],
            streams=repository.streams(session, row.employer_id),
        )

    def _bsn(self, row: models.Employee) -> str | None:
        if Permission.BSN not in self.caller.permissions:
            return None
        return self._opened(row, "bsn", row.bsn_encrypted)

    def _opened(self, row: models.Imported, name: str, sealed: str | None) -> str | None:
        return None if sealed is None else self.cipher.decrypt(sealed, f"{row.id}:{name}")


def _current(rows: Iterable[models.Employment], day: date) -> str | None:
    ids = {row.source_key: row.id for row in rows}
    found = employment.current(
        (
            Employment(row.source_key, row.employee_id, row.start_date, row.end_date, row.initial_start_date)
            for row in rows
        ),
        day,
    )
    return ids[found.source_key] if found else None
