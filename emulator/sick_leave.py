"""What happens to a case of absence: reported, partly recovered, recovered, reopened, withdrawn."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from emulator import ids
from emulator.refusals import Impossible, Unknown
from emulator.world import Absence, Employee, World


def report(world: World, employee: Employee, told: Mapping[str, Any]) -> Absence:
    """Add a row; without a dossier number it opens a case of its own."""
    registered = told.get("registered") or world.today
    number = told.get("dossier_number")
    if number is None:
        number = ids.new(world, "dossier")
    world.taken("dossier", number)
    row = Absence(
        id=ids.new(world, "absence"),
        dossier_number=number,
        dossier=told.get("dossier", "Ziekte"),
        percentage=told["percentage"],
        start=told["start"],
        end=told.get("end"),
        registered=registered,
        registered_end=registered if told.get("end") else None,
        comment=told.get("comment"),
    )
    employee.absences.append(row)
    return row


def recover_partly(world: World, dossier_number: int, since: date, percentage: int) -> Absence:
    """End the open row on the day before, and go on in the same case with another percentage."""
    employee, rows = dossier(world, dossier_number)
    open_row = _open_row(rows)
    if since <= open_row.start:
        raise Impossible("the recovery begins before the open row does")
    _end(world, open_row, since - timedelta(days=1))
    told = {
        "start": since,
        "percentage": percentage,
        "dossier": open_row.dossier,
        "dossier_number": dossier_number,
    }
    return report(world, employee, told)


def recover(world: World, dossier_number: int, last_day: date) -> None:
    _, rows = dossier(world, dossier_number)
    _end(world, _open_row(rows), last_day)


def reopen(world: World, dossier_number: int) -> None:
    """Take back the end of the latest row."""
    _, rows = dossier(world, dossier_number)
    latest = max(rows, key=lambda row: row.start)
    if latest.end is None:
        raise Impossible("the dossier is open")
    latest.end = latest.registered_end = None


def change(world: World, row: Absence, told: Mapping[str, Any]) -> None:
    """Correct a row; a null end opens it again."""
    for name, value in told.items():
        if value is not None or name in ("comment", "dossier"):
            setattr(row, name, value)
    if "end" in told:
        row.end = told["end"]
        row.registered_end = world.today if row.end else None


def withdraw(world: World, dossier_number: int) -> None:
    """Remove every row of the case; it leaves no trace."""
    employee, _ = dossier(world, dossier_number)
    employee.absences = [row for row in employee.absences if row.dossier_number != dossier_number]


def dossier(world: World, dossier_number: int) -> tuple[Employee, list[Absence]]:
    for company in world.companies.values():
        for employee in company.employees.values():
            rows = [row for row in employee.absences if row.dossier_number == dossier_number]
            if rows:
                return employee, rows
    raise Unknown("dossier")


def absence(world: World, absence_id: int) -> tuple[Employee, Absence]:
    for company in world.companies.values():
        for employee in company.employees.values():
            for row in employee.absences:
                if row.id == absence_id:
                    return employee, row
    raise Unknown("absence")


def _open_row(rows: list[Absence]) -> Absence:
    open_rows = [row for row in rows if row.end is None]
    if not open_rows:
        raise Impossible("the dossier is closed")
    return max(open_rows, key=lambda row: row.start)


def _end(world: World, row: Absence, last_day: date) -> None:
    row.end = last_day
    row.registered_end = world.today
