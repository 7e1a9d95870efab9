"""What happens at a company in the pretended Nmbrs, told in plain numbers so that a history can shrink.

Only what may truly happen there: absence of one employee never overlaps, as Nmbrs sees to it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeAlias

from tests.nmbrs_control import Nmbrs, Refused

LABELS = ("Ziekte", "Geen vangnetgeval", "Adoptie / Pleegzorg")
Json: TypeAlias = dict[str, Any]


@dataclass
class Life:
    """One company, and what day it is."""

    nmbrs: Nmbrs
    today: date
    company: int
    table: int
    departments: list[int]
    jobs: list[int]
    tried: list[str] = field(default_factory=list)

    @classmethod
    def begin(cls, nmbrs: Nmbrs, today: date) -> Life:
        """A bakery with two departments, two jobs and a salary table; nobody works there yet."""
        nmbrs.reset(today=today)
        company = nmbrs.add_company("Bakkerij")
        table = nmbrs.add_salary_table(company, {"A": {"1": 2500, "2": 2600}, "B": 3000})
        departments = [nmbrs.add_department(company, name) for name in ("Winkel", "Oven")]
        jobs = [nmbrs.add_job(company, name) for name in ("Bakker", "Verkoper")]
        return cls(nmbrs, today, company, table, departments, jobs)

    def happen(self, event: Event, who: int, what: int) -> None:
        """Let it happen; what Nmbrs itself refuses does not."""
        with suppress(Refused):
            event(self, who, what)

    def people(self) -> list[Json]:
        found: list[Json] = next(
            each["employees"] for each in self.nmbrs.world()["companies"] if each["id"] == self.company
        )
        return found

    def somebody(self, who: int) -> Json | None:
        people = self.people()
        return people[who % len(people)] if people else None

    def left(self) -> set[str]:
        """Who is listed as having left; a fresh import leaves them out."""
        return {str(each["id"]) for each in self.people() if each["employee_type"] == "Former payroll"}

    def day(self, what: int) -> date:
        """A day around today, from long ago to soon."""
        return self.today + timedelta(days=what % 120 - 100)


Event: TypeAlias = Callable[[Life, int, int], None]


def somebody_is_hired(life: Life, who: int, what: int) -> None:
    kind = "New hire" if what % 7 == 6 else "Payroll"
    start = life.today + timedelta(days=20) if what % 7 == 6 else life.day(what)
    life.nmbrs.hire(
        life.company, complete=True, department_id=life.departments[what % len(life.departments)],
        job_id=life.jobs[who % len(life.jobs)], start_date=start, employee_type=kind,
    )  # fmt: skip


def somebody_leaves(life: Life, who: int, what: int) -> None:
    person = life.somebody(who)
    if person and any(each["end_date"] is None for each in person["employments"]):
        life.nmbrs.leave(person["id"], life.today - timedelta(days=what % 10))


def somebody_comes_back(life: Life, who: int, what: int) -> None:
    person = life.somebody(who)
    if person and person["employee_type"] == "Former payroll":
        life.nmbrs.rehire(person["id"], life.today)


def somebody_is_renamed(life: Life, who: int, what: int) -> None:
    if person := life.somebody(who):
        life.nmbrs.change_employee(person["id"], last_name=f"Achternaam {what}")


def contact_data_change(life: Life, who: int, what: int) -> None:
    if person := life.somebody(who):
        email = f"naam{what}@voorbeeldgroep.example" if what % 3 else None
        life.nmbrs.change_employee(person["id"], email_work=email, mobile_private=str(what))


def a_department_is_renamed(life: Life, who: int, what: int) -> None:
    life.nmbrs.change_department(
        life.departments[who % len(life.departments)], description=f"Afdeling {what}"
    )


def a_job_is_renamed(life: Life, who: int, what: int) -> None:
    life.nmbrs.change_job(life.jobs[who % len(life.jobs)], description=f"Functie {what}")


def a_department_is_added(life: Life, who: int, what: int) -> None:
    life.departments.append(life.nmbrs.add_department(life.company, f"Nieuw {what}"))


def somebody_moves(life: Life, who: int, what: int) -> None:
    """From this period on, or one to come."""
    if person := life.somebody(who):
        since = life.today + timedelta(days=31 * (what % 3))
        life.nmbrs.change_employee(
            person["id"], department_id=life.departments[what % len(life.departments)],
            year=since.year, period=since.month,
        )  # fmt: skip


def a_department_is_emptied(life: Life, who: int, what: int) -> None:
    one, other = (life.departments[each % len(life.departments)] for each in (who, who + 1))
    if one != other:
        life.nmbrs.empty_department(one, into=other)


def a_contract_is_renewed(life: Life, who: int, what: int) -> None:
    if person := life.somebody(who):
        life.nmbrs.renew_contract(person["id"], life.day(what), hours_per_week=what % 40)


def hours_change(life: Life, who: int, what: int) -> None:
    if person := life.somebody(who):
        life.nmbrs.reschedule(person["id"], life.day(what), part_time=(what % 5 + 1) / 5)


def pay_changes(life: Life, who: int, what: int) -> None:
    person = life.somebody(who)
    if person and what % 2:
        life.nmbrs.raise_salary(person["id"], life.day(what), table=life.table, scale="A", step="1")
    elif person:
        life.nmbrs.raise_salary(person["id"], life.day(what), amount=2000 + what)


def the_salary_table_rises(life: Life, who: int, what: int) -> None:
    life.nmbrs.increase_salary_table(life.company, life.table, 1 + what % 4)


def somebody_moves_house(life: Life, who: int, what: int) -> None:
    if person := life.somebody(who):
        kind = ("HomeAddress", "PostAddress")[what % 2]
        life.nmbrs.move_house(person["id"], street=f"Straat {what}", kind=kind)


def an_address_is_removed(life: Life, who: int, what: int) -> None:
    person = life.somebody(who)
    if person and person["addresses"]:
        life.nmbrs.remove_address(person["addresses"][what % len(person["addresses"])]["id"])


def terms_are_taken_back(life: Life, who: int, what: int) -> None:
    """A row of contract, schedule or salary was a mistake."""
    subject, key = (("contracts", "record_id"), ("schedules", "id"), ("salaries", "id"))[what % 3]
    person = life.somebody(who)
    if person and len(person[subject]) > 1:
        row = person[subject][what % len(person[subject])]
        life.nmbrs.take_back(subject, row.get(key, row.get("id")))


# --- absence


def somebody_falls_ill(life: Life, who: int, what: int) -> None:
    """Later than any absence he has had, or it would overlap."""
    person = life.somebody(who)
    if person is None or any(row["end"] is None for row in person["absences"]):
        return
    ended = [date.fromisoformat(row["end"]) for row in person["absences"]]
    start = max([life.day(what), *(each + timedelta(days=3 + what % 40) for each in ended)])
    life.nmbrs.report_sick(person["id"], start, dossier=LABELS[what % 3], comment=f"Merkteken {what}")


def _row(life: Life, who: int, *, running: bool) -> Json | None:
    rows = [row for person in life.people() for row in person["absences"] if (row["end"] is None) is running]
    return rows[who % len(rows)] if rows else None


def somebody_recovers_partly(life: Life, who: int, what: int) -> None:
    if row := _row(life, who, running=True):
        since = date.fromisoformat(row["start"]) + timedelta(days=1 + what % 20)
        life.nmbrs.recover_partly(row["dossier_number"], since, 1 + what % 99)


def somebody_recovers(life: Life, who: int, what: int) -> None:
    if row := _row(life, who, running=True):
        last = date.fromisoformat(row["start"]) + timedelta(days=what % 30)
        life.nmbrs.recover(row["dossier_number"], last)


def the_last_recovery_is_undone(life: Life, who: int, what: int) -> None:
    person = life.somebody(who)
    if person and person["absences"]:
        latest = max(person["absences"], key=lambda row: str(row["start"]))
        life.nmbrs.reopen(latest["dossier_number"])


def a_first_day_is_corrected(life: Life, who: int, what: int) -> None:
    """By a day, to either side: never into another absence, or behind its own end."""
    row = _row(life, who, running=True)
    person = life.somebody(who)
    if row and person:
        start = date.fromisoformat(row["start"])
        life.nmbrs.change_absence(row["absence_id"], start=start + timedelta(days=1))


def a_report_is_withdrawn(life: Life, who: int, what: int) -> None:
    if row := _row(life, who, running=bool(what % 2)):
        life.nmbrs.withdraw(row["dossier_number"])


EVENTS: tuple[Event, ...] = (
    somebody_is_hired,
    somebody_falls_ill,
    somebody_recovers,
    a_report_is_withdrawn,
    somebody_leaves,
    somebody_moves,
    somebody_is_renamed,
    pay_changes,
    somebody_recovers_partly,
    the_last_recovery_is_undone,
    a_first_day_is_corrected,
    somebody_comes_back,
    a_department_is_renamed,
    a_department_is_added,
    a_department_is_emptied,
    a_job_is_renamed,
    a_contract_is_renewed,
    hours_change,
    the_salary_table_rises,
    terms_are_taken_back,
    somebody_moves_house,
    an_address_is_removed,
    contact_data_change,
)
