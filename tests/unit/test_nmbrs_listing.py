"""Employee types are known by their text, never by their number."""

from __future__ import annotations

import pytest

from app.hr.records import EmployeeKind
from app.nmbrs import listing
from app.nmbrs.listing import EmployeeTypes

ACTIVE, FUTURE, LEFT = EmployeeKind.ACTIVE, EmployeeKind.FUTURE, EmployeeKind.LEFT


def sorted_types(*labels: str | None, **told: EmployeeKind | None) -> EmployeeTypes:
    rows = ({"Id": number, "Description": label} for number, label in enumerate(labels))
    return listing.employee_types(rows, told)


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


# --- what a configuration tells -------------------------------------------------------------------


@pytest.mark.parametrize("label", ["Stagiair", " STAGIAIR", "stag-iair"])
def test_type_can_be_told_and_is_then_no_news(label: str) -> None:
    found = sorted_types("Payroll", "Former payroll", label, Stagiair=ACTIVE)

    assert (0, 2) == found.ids[ACTIVE]
    assert () == found.unknown


def test_told_type_is_compared_as_ours_are() -> None:
    found = sorted_types("Stagiair", "Payroll", **{" Sta-giair ": FUTURE, "PAY ROLL": LEFT})

    assert ((), (0,), (1,)) == tuple(found.ids[kind] for kind in (ACTIVE, FUTURE, LEFT))


def test_type_that_is_told_not_to_be_imported_is_left_out_without_a_word() -> None:
    found = sorted_types("Stagiair", "New hire", "Payroll", "Stagiair", Stagiair=None, newhire=None)

    assert {ACTIVE: (2,)} == {kind: ids for kind, ids in found.ids.items() if ids}
    assert () == found.unknown


def test_external_can_be_told_and_applicant_never() -> None:
    applicants = ("Applicant", "Rejected applicant", "Rejected", "Sollicitanten 2026", "Afgewezen")
    told = dict.fromkeys((*applicants, "External"), ACTIVE)

    found = sorted_types(*applicants, "External", **told)

    assert {ACTIVE: (5,)} == {kind: ids for kind, ids in found.ids.items() if ids}
    assert () == found.unknown


@pytest.mark.parametrize(
    ("labels", "told", "missing"),
    [
        (["Payroll", "Former payroll"], {}, set()),
        (["Payroll"], {}, {LEFT}),
        (["Payroll", "Former payroll"], {"Former payroll": None}, set()),
        (["Payroll", "Former payroll"], {"Payroll": None, "Former payroll": None}, set()),
        (["Payroll", "Former payroll"], {"Payroll": FUTURE}, set()),
        (["Payroll"], {"Former payroll": None}, {LEFT}),
        (["Loondienst", "Uit dienst"], {}, {ACTIVE}),
        (["Loondienst", "Uit dienst"], {"Loondienst": ACTIVE}, set()),
        (["Loondienst", "Uit dienst"], {"Loondienst": None}, {ACTIVE}),
    ],
)
def test_kind_is_missing_only_when_the_environment_has_no_type_for_it(
    labels: list[str], told: dict[str, EmployeeKind | None], missing: set[EmployeeKind]
) -> None:
    assert missing == sorted_types(*labels, **told).missing


def test_nothing_can_be_told_of_a_type_without_a_description() -> None:
    assert ("",) == sorted_types(None, **{" - ": ACTIVE}).unknown


def test_type_without_a_number_cannot_be_listed_whatever_is_told() -> None:
    found = listing.employee_types([{"Description": "Stagiair"}], {"Stagiair": ACTIVE})

    assert (("Stagiair",), {ACTIVE, LEFT}) == (found.unknown, found.missing)
