"""A bakery with one baker of whom everything changed on one day: what the tests of records read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.integration.by_hand import ByHand
from tests.nmbrs_control import LONG_AGO, Nmbrs

Json = dict[str, Any]

_TODAY = date.today()  # noqa: DTZ011  (the service's day, to a few hours; no test depends on the hour)
#: The day on which everything of the baker changed. Inside the history of absence, whatever the day is.
TURN = date(_TODAY.year - 1, 7, 1)
EVE = TURN - timedelta(days=1)
SICK = TURN - timedelta(days=20)
IBAN = "NL91ABNA0417164300"
BSN = "123456782"
#: Kinds of which the baker has one record up to `EVE` and one from `TURN` on, and where their days are.
DAYS = {
    "employments": ("start_date", "end_date"),
    "contracts": ("start_date", "end_date"),
    "placements": ("valid_from", "valid_to"),
    "jobs": ("valid_from", "valid_to"),
    "schedules": ("valid_from", "valid_to"),
    "wages": ("valid_from", "valid_to"),
    "absences": ("first_sick_day", "last_sick_day"),
}


@dataclass
class Bakery:
    """A company at Nmbrs, and what is imported of it. `numbers` are those of the baker's rows there."""

    nmbrs: Nmbrs
    suite: ByHand
    company: int
    baker: int
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def employer_id(self) -> str:
        return self.suite.employer_ids[self.company]

    @property
    def employee_id(self) -> str:
        """Ours, of the baker."""
        [found] = [each for each in self.suite.all("/employees") if each["source_key"] == str(self.baker)]
        return str(found["id"])

    def bring_in(self) -> Bakery:
        """Import all of it; only that the baker fell ill again so soon is worth a warning."""
        run = self.suite.run()
        assert (run["status"], self.suite.codes(run, "warning")) == (
            "succeeded_with_warnings", ["ABSENCE_WITHIN_28_DAYS"],
        )  # fmt: skip
        return self

    def page(self, path: str, **params: Any) -> Json:
        page: Json = self.suite.ask("GET", path, params=params)
        return page

    def history(self, **params: Any) -> Json:
        """The baker with his history."""
        return self.page(f"/employees/{self.employee_id}", **params)


def open_bakery(nmbrs: Nmbrs, by_hand: ByHand, **settings: Any) -> Bakery:
    """A bakery that is set up, and not yet imported."""
    account = {"iban": IBAN, "bic": "ABNANL2A", "name": "Bakkerij"}
    company = nmbrs.add_company("Bakkerij", bank_account=account)
    shop, oven = (nmbrs.add_department(company, name) for name in ("Winkel", "Oven"))
    apprentice, baker = (nmbrs.add_job(company, name) for name in ("Leerling", "Bakker"))
    person = nmbrs.hire(
        company, department_id=shop, job_id=apprentice, end_date=EVE, bsn=BSN,
        name_order="Eigen naam", email_work="bakker@voorbeeldgroep.example",
    )  # fmt: skip
    nmbrs.rehire(person, TURN)
    nmbrs.change_employee(person, department_id=oven, job_id=baker, year=TURN.year, period=TURN.month)
    nmbrs.renew_contract(person, LONG_AGO, end=EVE, hours_per_week=Decimal("36.5"))
    numbers = {"contracts": nmbrs.renew_contract(person, TURN, indefinite=True)}
    nmbrs.reschedule(person, None)
    numbers["schedules"] = nmbrs.reschedule(person, TURN, part_time=Decimal("0.8"))
    nmbrs.raise_salary(person, None, amount=Decimal("2800.50"), kind=1)
    numbers["salaries"] = nmbrs.raise_salary(person, TURN, amount=Decimal(3000), kind=1)
    nmbrs.move_house(person, street="Dorpsstraat", city="Ons Dorp")
    numbers["addresses"] = nmbrs.move_house(person, kind="PostAddress", street="Postbus", house_number="1")
    nmbrs.report_sick(person, SICK, end=EVE)
    numbers["absences"] = nmbrs.report_sick(person, TURN)
    by_hand.set_up({company: "Bakkerij"}, import_wages=True, settings=settings)
    return Bakery(nmbrs, by_hand, company, person, numbers)
