"""What is secret or about somebody's health, marked, so that whatever a run leaves behind can be searched.

One employer with a person who has every mark, one with a surname like his, and one whose absence nobody
maps.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from tests.nmbrs_control import Nmbrs
from tests.suite import Suite

TODAY = date.today()  # noqa: DTZ011  (the service's day, to a few hours; no test depends on the hour)
SICK = TODAY - timedelta(days=401)

TOKEN = "MARKED-TOKEN-zx81-qqrst"
BSN = "918273641"
SURNAME = "Zoutketelaar-Merkteken"
COMMENT = "Merkteken: gebroken sleutelbeen"
UNKNOWN_LABEL = "Merktekenziekte van Zoutelande"
LABEL, CODE = "Ziekte door orgaandonatie (vangnet)", "NMBRS_ORGAANDONATIE"
UNMAPPED = "Zwangerschapverlof"
DAYS = (SICK.isoformat(), SICK.strftime("%d-%m-%Y"), SICK.strftime("%Y%m%d"), repr(SICK))
IBAN = "NL02RABO0123498765"
STREET, AMOUNT = "Merktekenkade", "98765.43"

#: What is never said, and stored only where nobody can read it; and what is only told to who may know.
EVER = (TOKEN, BSN, COMMENT, UNKNOWN_LABEL, LABEL, CODE, IBAN)
PERSONAL = (SURNAME, *DAYS, STREET, AMOUNT)


def found(text: str, marks: Iterable[str]) -> list[str]:
    """The marks that are in a text, whatever the case."""
    return [mark for mark in marks if mark.casefold() in text.casefold()]


def add_company(nmbrs: Nmbrs) -> int:
    """The employer, as Nmbrs has it."""
    company = nmbrs.add_company("Bakkerij", bank_account={"iban": IBAN})
    nmbrs.add_department(company, "Winkel")
    job = nmbrs.add_job(company, "Verkoper")
    marked = nmbrs.hire(company, complete=True, job_id=job, last_name=SURNAME, bsn=BSN)
    nmbrs.move_house(marked, street=STREET)
    nmbrs.raise_salary(marked, TODAY - timedelta(days=90), amount=AMOUNT)
    nmbrs.report_sick(marked, SICK, dossier=LABEL, comment=COMMENT)
    nmbrs.report_sick(marked, SICK, dossier=UNKNOWN_LABEL, comment=COMMENT)
    nmbrs.report_sick(nmbrs.hire(company, last_name=SURNAME), SICK, dossier=UNMAPPED)
    nmbrs.set_user(token=TOKEN)
    return company


def set_up(suite: Suite, company: int) -> None:
    employer = suite.add_employer("Bakkerij", company)
    suite.link_classifications(employer)
    suite.employer_ids[company] = employer
    suite.add_account({"scope": "employer", "employer_id": employer}, token=TOKEN)
    suite.configuration_id = suite.add_configuration(
        import_wages=True, mail_level="all_with_metadata", settings={"store_bsn": True}
    )
