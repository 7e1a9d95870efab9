"""Employee types are known by their text, never by their number."""

from __future__ import annotations

import pytest

from app.hr.records import EmployeeKind
from app.nmbrs import listing
from app.nmbrs.listing import EmployeeTypes

ACTIVE, FUTURE, LEFT = EmployeeKind.ACTIVE, EmployeeKind.FUTURE, EmployeeKind.LEFT


def sorted_types(*labels: str | None) -> EmployeeTypes:
    return listing.employee_types({"Id": number, "Description": label} for number, label in enumerate(labels))


def kinds(*labels: str | None) -> dict[EmployeeKind, tuple[int, ...]]:
    return {kind: ids for kind, ids in sorted_types(*labels).ids.items() if ids}


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Payroll", ACTIVE),
        ("  PAYROLL ", ACTIVE),
        ("pay-roll", ACTIVE),
        ("Verloond", ACTIVE),
        ("Verloonde medewerker", ACTIVE),
        ("New hire", FUTURE),
        ("newHire", FUTURE),
        ("New-Hire", FUTURE),
        ("Nieuwe medewerker", FUTURE),
        ("Former payroll", LEFT),
        ("formerPayroll", LEFT),
        ("Ex-payroll", LEFT),
        ("Ex verloond", LEFT),
        ("Ex-medewerker", LEFT),
        ("Voormalig verloond", LEFT),
    ],
)
def test_type_is_recognised_in_both_languages(label: str, kind: EmployeeKind) -> None:
    assert {kind: (0,)} == kinds(label)
    assert () == sorted_types(label).unknown


@pytest.mark.parametrize(
    "label",
    [
        "Applicant",
        "Sollicitant",
        "Rejected applicant",
        "rejectedApplicant",
        "Afgewezen sollicitant",
        "External",
        "Externe medewerker",
        "Former external",
        "Ex-extern",
    ],
)
def test_applicants_and_externals_are_known_and_never_wanted(label: str) -> None:
    assert ({}, ()) == (kinds(label), sorted_types(label).unknown)


def test_unknown_type_is_named_once_and_never_wanted() -> None:
    found = sorted_types("Stagiair", "Payroll", "Stagiair", None)

    assert ("Stagiair", "") == found.unknown
    assert {ACTIVE: (1,)} == kinds("Stagiair", "Payroll", "Stagiair", None)


def test_endless_label_is_cut_short() -> None:
    assert 60 == len(sorted_types("x" * 500).unknown[0])


def test_several_types_of_one_kind_are_all_wanted() -> None:
    assert {ACTIVE: (0, 2), LEFT: (1,)} == kinds("Payroll", "Former payroll", "Verloond")


def test_all_types_of_the_vendors_list_are_known() -> None:
    # The order of the REST document's EmployeeType (soap.md §5.2).
    labels = "applicant newHire payroll formerPayroll external formerExternal rejectedApplicant"

    assert () == sorted_types(*labels.split()).unknown
    assert {ACTIVE: (2,), FUTURE: (1,), LEFT: (3,)} == kinds(*labels.split())
