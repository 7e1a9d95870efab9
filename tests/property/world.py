"""An employer's HR system as it truly is. What may change in it is in `changes.py` and `changes_of_terms.py`.

A world delivers what the adapter would make of it: leavers only where they are known, or asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from app.hr.delivery import Request, Stream
from app.hr.periods import PeriodType
from app.hr.records import (
    AbsenceRow,
    BankAccount,
    Department,
    Employee,
    EmployeeKind,
    EmployerDetails,
    Job,
    PostalAddress,
    SocialSecurity,
)

FIRST_DAY: Final = date(2026, 3, 15)
#: Known and linked, known and not linked, known and outside the manual, unknown, none.
LABELS: Final = ("Ziekte", "Geen vangnetgeval", "Ziekte door bevalling", "Overige oorzaken", "Griep", "")
LINKED: Final = frozenset(LABELS[:2])
#: Of these somebody has one at a time, from a day on until the next begins.
HISTORIES: Final = ("placements", "job_placements", "schedules", "wages")
#: What somebody has besides absence, by the field of a delivery that it comes in.
TERMS: Final = ("employments", "contracts", *HISTORIES, "addresses")
CONTACT: Final = (
    "phone_private", "phone_work", "mobile_private", "mobile_work", "email_private", "email_work",
)  # fmt: skip


@dataclass
class Dossier:
    label: str
    rows: dict[str, AbsenceRow] = field(default_factory=dict)


@dataclass
class Person:
    """`has`: the rows of each kind, by key. `taken_back` and `erased`: what was deleted, and may return."""

    key: str
    kind: EmployeeKind = EmployeeKind.ACTIVE
    last_name: str | None = None
    birth_date: date | None = date(1980, 2, 29)
    bsn: str | None = None
    contact: dict[str, Any] = field(default_factory=dict)
    has: dict[str, dict[str, Any]] = field(default_factory=lambda: {kind: {} for kind in TERMS})
    taken_back: list[tuple[str, Any]] = field(default_factory=list)
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    erased: dict[str, Dossier] = field(default_factory=dict)

    def gets(self, kind: str, row: Any) -> None:
        """Have a row, in place of one that begins on the same day."""
        rows = self.has[kind]
        if kind in HISTORIES:
            for key in [key for key, each in rows.items() if each.valid_from == row.valid_from]:
                del rows[key]
        rows[row.source_key] = row

    def absent_since(self, day: date) -> bool:
        rows = (row for dossier in self.dossiers.values() for row in dossier.rows.values())
        return any(row.last_day is None or row.last_day >= day for row in rows)


@dataclass
class World:
    """Everybody of one employer, and what day it is."""

    today: date = FIRST_DAY
    people: list[Person] = field(default_factory=list)
    departments: list[str] = field(default_factory=lambda: ["Winkel", "Bakkerij"])
    jobs: list[str] = field(default_factory=lambda: ["Bakker"])
    #: What a scale of the salary table pays today.
    table: dict[str, Decimal] = field(default_factory=lambda: {"A": Decimal(2100), "B": Decimal("2500.5")})
    iban: str | None = None
    #: Where the next key comes from; keys are never used again.
    given: int = 0

    def key(self, kind: str) -> str:
        self.given += 1
        return f"{kind}{self.given}"

    def day(self, number: int) -> date:
        """A day around today: numbers from 0 go from long ago to soon."""
        return self.today + timedelta(days=(number % 160) - 130)

    # --- what is delivered

    def delivers(self, request: Request) -> list[Person]:
        asked = request.include_leavers and Stream.ABSENCES in request.streams
        return [
            each
            for each in self.people
            if each.kind is not EmployeeKind.LEFT
            or each.key in request.known_employees
            or (asked and each.absent_since(request.since))
        ]

    def employer(self) -> EmployerDetails:
        return EmployerDetails(
            source_key="101",
            period_type=PeriodType.MONTH,
            period=(FIRST_DAY.year, FIRST_DAY.month),
            period_starts_on=FIRST_DAY.replace(day=1),
            address=PostalAddress("Ovenweg", "1", None, "1234 AB", "Bakel", None, "NL"),
            bank_account=BankAccount(self.iban, None, "Bakkerij") if self.iban else None,
            full_time=((Decimal(8),) * 5 + (Decimal(0),) * 2,),
            social_security=SocialSecurity("19", None, None, None, False, None),
        )

    def employee(self, person: Person) -> Employee:
        return Employee(
            source_key=person.key,
            kind=person.kind,
            personnel_number=person.key[1:],
            first_name=f"Voornaam-{person.key}",
            call_name=None,
            initials="V.",
            prefix="",
            last_name=person.last_name,
            partner_prefix=None,
            partner_last_name=None,
            gender=None,
            birth_date=person.birth_date,
            bsn=person.bsn,
            **person.contact,
        )

    def department(self, index: int) -> Department:
        return Department(source_key=f"D{index}", code=str(index), name=self.departments[index])

    def job(self, index: int) -> Job:
        return Job(source_key=f"J{index}", code=str(index), name=self.jobs[index])

    def rows(self, person: Person, kind: str) -> list[Any]:
        """Of a wage in the table only the scale is kept; what it pays is looked up, for past wages too."""
        rows = list(person.has[kind].values())
        if kind != "wages":
            return rows
        return [replace(row, amount=self.table[row.scale]) if row.scale else row for row in rows]

    def in_force(self, person: Person, kind: str, day: date) -> Any | None:
        """What somebody has on a day: the row that began last."""
        started = [row for row in self.rows(person, kind) if (row.valid_from or date.min) <= day]
        return max(started, key=lambda row: row.valid_from or date.min, default=None)

    def department_today(self, person: Person) -> str | None:
        """Where someone works: since the latest day that has come, else from the first that will."""
        row = self.in_force(person, "placements", self.today)
        coming = min(person.has["placements"].values(), key=lambda row: row.valid_from, default=None)
        row = row or coming
        return row.department_key if row else None
