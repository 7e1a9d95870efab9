"""The table of a discovery report: the Id of each company, and which employer it is or may be (section 4)."""

from __future__ import annotations

from typing import Final

from app.accounts.code_schemas import FoundCode
from app.runs.message import Both
from app.runs.report import Report

#: The line of a company; the table tells the same.
CODE: Final = "EMPLOYER_CODE_FOUND"
COLUMNS: Final = (
    Both("Id", "Id"),
    Both("Nummer", "Number"),
    Both("Naam", "Name"),
    Both("Bekend in Xpert Suite", "Known in Xpert Suite"),
    Both("Werkgever", "Employer"),
)
_STATES: Final = {
    "linked": Both("ja", "yes"),
    "known_name": Both("nee, wel een werkgever met deze naam", "no, but an employer has this name"),
    "out_of_scope": Both(
        "ja, buiten de autorisatie van dit account", "yes, outside this account's authorisation"
    ),
    "unknown": Both("nee", "no"),
}
_MAY_BE: Final = Both("{} (te koppelen?)", "{} (to be assigned?)")


def rows(report: Report) -> list[list[str]]:
    """A row per company, as the database has it at this moment."""
    return [
        [
            each.nmbrs_id,
            each.number,
            each.name,
            _STATES[each.state].to(report.language),
            _employer(each, report),
        ]
        for each in report.companies
    ]


def _employer(company: FoundCode, report: Report) -> str:
    if company.employer_id:
        return report.names[company.employer_id]
    if company.proposal:
        return _MAY_BE.to(report.language).format(report.names[company.proposal])
    return ""
