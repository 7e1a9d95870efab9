"""One employer with two configurations, since two may import the same, and the catalogue linked to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Final

from sqlmodel import Session, col, select

from app import models
from tests.property.world import FIRST_DAY, LINKED

CODE: Final = "101"
BEGAN: Final = datetime.combine(FIRST_DAY, time(6), UTC)
TICKS: Final = ("import_departments", "import_employees", "import_wages", "import_absence")


def set_up(session: Session) -> tuple[str, list[str]]:
    """The id of the employer, and those of its configurations."""
    employer = models.Employer(name="Bakkerij", employer_code=CODE, created_at=BEGAN, updated_at=BEGAN)
    session.add(employer)
    session.flush()
    account = models.Account(
        name="Groep", account_type="hr_system_api", hr_system="nmbrs", transport="soap",
        username="koppeling@groep.example", token_encrypted="", domain="groep", culture="nl-NL",
        scope="employer", employer_id=employer.id, created_at=BEGAN, updated_at=BEGAN,
    )  # fmt: skip
    session.add(account)
    session.flush()
    linked: Iterable[models.AbsenceClassification] = session.exec(
        select(models.AbsenceClassification).where(col(models.AbsenceClassification.source_label).in_(LINKED))
    )
    session.add_all(
        models.EmployerClassification(employer_id=employer.id, classification_id=each.id) for each in linked
    )
    configurations = [
        models.Configuration(
            account_id=account.id, data_stream=f"Werknemers {number}", option="nmbrs_employee",
            mail_level="all", mapping="standard", created_at=BEGAN, updated_at=BEGAN,
            settings={}, **dict.fromkeys(TICKS, True),
        )
        for number in (1, 2)
    ]  # fmt: skip
    session.add_all(configurations)
    session.flush()
    return employer.id, [each.id for each in configurations]
