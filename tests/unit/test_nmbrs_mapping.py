"""Raw rows become records: text trimmed, dates as dates, nothing invented."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.hr.periods import PeriodType
from app.hr.records import (
    AbsenceRow,
    Company,
    Department,
    Employee,
    EmployeeKind,
    Employment,
    NameStyle,
    Placement,
)
from app.nmbrs import companies, mapping, values
from app.nmbrs.errors import NmbrsUnreadable

MIDNIGHT = datetime(2026, 10, 1)  # noqa: DTZ001  # Nmbrs has no zones

PERSON: dict[str, Any] = {
    "Id": 503293,
    "Number": 17,
    "EmployeeNumber": None,
    "DisplayName": "ignored",
    "BSN": " 012345678 ",
    "FirstName": " Anna Maria ",
    "Initials": "A.M.",
    "Prefix": "de",
    "LastName": "Vries",
    "Nickname": "An",
    "Gender": "female",
    "PartnerPrefix": "",
    "PartnerLastName": "   ",
    "Birthday": datetime(1990, 2, 3),  # noqa: DTZ001
}
ABSENCE: dict[str, Any] = {
    "AbsenceId": 75136,
    "Comment": None,
    "Percentage": 100,
    "Start": MIDNIGHT,
    "RegistrationStartDate": datetime(2026, 10, 2, 11, 12, 13),  # noqa: DTZ001
    "End": None,
    "RegistrationEndDate": None,
    "Dossier": " Ziekte ",
    "Dossiernr": 62101,
}
DEPARTMENT: dict[str, Any] = {
    "Id": 7,
    "Code": 20,
    "Description": " Zorg ",
    "CreationDate": MIDNIGHT,
    "StartPeriod": 7,
    "StartYear": 2026,
}
EMPLOYMENT: dict[str, Any] = {
    "EmploymentId": 11,
    "CreationDate": MIDNIGHT,
    "StartDate": MIDNIGHT,
    "EndDate": None,
    "InitialStartDate": datetime(2020, 5, 1),  # noqa: DTZ001
}


def person(**changed: Any) -> Employee:
    return mapping.current_employee(PERSON | changed, key="503293", kind=EmployeeKind.ACTIVE)


def row(**changed: Any) -> AbsenceRow:
    return mapping.absence_row(ABSENCE | changed, employee_key="503293")


def test_company_is_known_by_its_id() -> None:
    raw = {"ID": 54613, "Number": 444445, "Name": " DEMO B.V. ", "KvkNr": None}

    assert Company("54613", "444445", "DEMO B.V.") == companies.company(raw)


@pytest.mark.parametrize("missing", ["ID", "Number"])
def test_company_without_a_key_is_unreadable(missing: str) -> None:
    with pytest.raises(NmbrsUnreadable):
        companies.company({"ID": 1, "Number": 2, "Name": "X"} | {missing: None})


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("2026-11-M", PeriodType.MONTH),
        ("2010-5-M", PeriodType.MONTH),
        ("2024-03-M", PeriodType.MONTH),
        ("2026-12-4W", PeriodType.FOUR_WEEKS),
        ("2026-12-W4", PeriodType.FOUR_WEEKS),
        (" 2026-12-w4 ", PeriodType.FOUR_WEEKS),
        ("2026-48-1W", PeriodType.WEEK),
        ("2026-48-W1", PeriodType.WEEK),
        ("2026-1-Month6", PeriodType.HALF_YEAR),
        ("2026-1-Year", PeriodType.YEAR),
        ("2026-4-Kwartaal", PeriodType.QUARTER),
    ],
)
def test_period_type_is_read_in_every_spelling(answer: str, expected: PeriodType) -> None:
    assert expected is companies.payroll(answer).type


@pytest.mark.parametrize("answer", [None, "", "M", "2026-11", "2026-11-", "2026-11-X", "11-2026-M"])
def test_period_type_that_is_none_is_unreadable(answer: str | None) -> None:
    with pytest.raises(NmbrsUnreadable):
        companies.payroll(answer)


def test_employee_is_trimmed_and_empty_is_none() -> None:
    expected = Employee(
        source_key="503293",
        kind=EmployeeKind.ACTIVE,
        personnel_number="17",
        first_name="Anna Maria",
        call_name="An",
        initials="A.M.",
        prefix="de",
        last_name="Vries",
        partner_prefix=None,
        partner_last_name=None,
        gender="female",
        birth_date=date(1990, 2, 3),
        bsn="012345678",
    )

    assert expected == person()


@pytest.mark.parametrize(
    ("said", "understood"),
    [("male", "male"), ("Female", "female"), ("undefined", None), ("Other", "other"), (None, None)],
)
def test_gender_is_the_literal_and_a_new_one_is_not_lost(said: str | None, understood: str | None) -> None:
    assert understood == person(Gender=said).gender


@pytest.mark.parametrize(
    ("text", "number", "style"),
    [
        ("Eigen naam", 1, NameStyle.OWN),
        ("Partnernaam", 2, NameStyle.PARTNER),
        ("Naam partner", 2, NameStyle.PARTNER),
        ("Partnernaam - Eigen naam", 3, NameStyle.PARTNER_OWN),
        (" eigen naam-partnernaam ", 4, NameStyle.OWN_PARTNER),
        (None, None, None),
        ("Iets anders", 0, None),
        ("", 5, None),
    ],
)
def test_name_style_is_a_text_or_a_number(text: object, number: object, style: NameStyle | None) -> None:
    assert (style, style) == (person(Naamstelling=text).name_style, person(Naamstelling=number).name_style)


def test_employee_can_be_reached_in_six_ways_and_may_have_died() -> None:
    found = person(
        TelephonePrivate=" 1 ",
        TelephoneWork="2",
        TelephoneMobilePrivate="3",
        TelephoneMobileWork="4",
        EmailPrivate="5@example.org",
        EmailWork="6@example.org",
        TelephoneOther="7",
        DeceasedDate=MIDNIGHT,
    )

    assert ("1", "2", "3", "4") == (
        found.phone_private,
        found.phone_work,
        found.mobile_private,
        found.mobile_work,
    )
    assert ("5@example.org", "6@example.org") == (found.email_private, found.email_work)
    assert date(2026, 10, 1) == found.deceased_on


def test_personnel_number_prefers_the_one_that_bulk_answers_have() -> None:
    assert ("18", "17") == (person(EmployeeNumber=18).personnel_number, person().personnel_number)


def test_employee_without_birthday_is_an_employee() -> None:
    assert person(Birthday=None).birth_date is None


@pytest.mark.parametrize("changed", [{"Id": None}, {"Id": 503294}, {"Number": None}])
def test_person_who_is_not_whom_we_asked_for_is_unreadable(changed: dict[str, Any]) -> None:
    with pytest.raises(NmbrsUnreadable):
        person(**changed)


def test_no_person_at_all_is_unreadable() -> None:
    with pytest.raises(NmbrsUnreadable):
        mapping.current_employee(None, key="503293", kind=EmployeeKind.ACTIVE)


def test_department_and_placement_come_from_one_row() -> None:
    placement = mapping.placement(DEPARTMENT, employee_key="503293", period_type=PeriodType.MONTH)

    assert Department("7", "20", "Zorg") == mapping.department(DEPARTMENT)
    assert Placement("503293/7/2026/7", "503293", "7", date(2026, 7, 1)) == placement


def test_placement_may_point_at_no_department() -> None:
    nothing = DEPARTMENT | {"Id": 0, "Code": 0, "Description": None}

    placement = mapping.placement(nothing, employee_key="503293", period_type=PeriodType.MONTH)

    assert Placement("503293/0/2026/7", "503293", None, date(2026, 7, 1)) == placement


def test_department_without_a_name_goes_by_its_code() -> None:
    assert Department("7", "20", "20") == mapping.department(DEPARTMENT | {"Description": None})


@pytest.mark.parametrize("missing", ["Id", "StartYear", "StartPeriod"])
def test_placement_without_a_key_is_unreadable(missing: str) -> None:
    with pytest.raises(NmbrsUnreadable):
        mapping.placement(DEPARTMENT | {missing: None}, employee_key="1", period_type=PeriodType.MONTH)


def test_placement_in_a_period_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="out of range"):
        mapping.placement(DEPARTMENT | {"StartPeriod": 13}, employee_key="1", period_type=PeriodType.MONTH)


def test_employment_keeps_its_dates() -> None:
    expected = Employment("11", "503293", date(2026, 10, 1), None, date(2020, 5, 1))

    assert expected == mapping.employment(EMPLOYMENT, employee_key="503293")


@pytest.mark.parametrize("missing", ["EmploymentId", "StartDate"])
def test_employment_without_key_or_start_is_unreadable(missing: str) -> None:
    with pytest.raises(NmbrsUnreadable):
        mapping.employment(EMPLOYMENT | {missing: None}, employee_key="1")


def test_absence_row_is_a_percentage_over_dates_in_a_dossier() -> None:
    expected = AbsenceRow(
        source_key="75136",
        employee_key="503293",
        dossier_key="503293/62101",
        percentage=100,
        first_day=date(2026, 10, 1),
        last_day=None,
        reported_on=date(2026, 10, 2),
        label="Ziekte",
    )

    assert expected == row()


def test_absence_without_a_label_has_an_empty_one() -> None:
    assert ("", "") == (row(Dossier=None).label, row(Dossier="  ").label)


@pytest.mark.parametrize(
    "changed",
    [{"Start": None}, {"Percentage": 0}, {"Percentage": 101}, {"Percentage": -5}, {"Percentage": None}],
)
def test_absence_that_makes_no_sense_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="impossible"):
        row(**changed)


@pytest.mark.parametrize("percentage", [1, 100])
def test_absence_percentage_reaches_from_one_to_a_hundred(percentage: int) -> None:
    assert percentage == row(Percentage=percentage).percentage


def test_absence_may_end_on_its_first_day_but_not_before_it() -> None:
    eve = datetime(2026, 9, 30)  # noqa: DTZ001  # Nmbrs has no zones

    assert date(2026, 10, 1) == row(End=MIDNIGHT).last_day
    with pytest.raises(ValueError, match="before"):
        row(End=eve)


def test_absence_for_nothing_must_be_over() -> None:
    assert 0 == row(Percentage=0, End=MIDNIGHT).percentage


@pytest.mark.parametrize("missing", ["AbsenceId", "Dossiernr"])
def test_absence_without_a_key_is_unreadable(missing: str) -> None:
    with pytest.raises(NmbrsUnreadable):
        row(**{missing: None})


def test_moment_with_a_zone_falls_on_the_dutch_day() -> None:
    late = datetime(2026, 9, 30, 22, 30, tzinfo=UTC)

    assert date(2026, 10, 1) == row(Start=late).first_day


def test_row_that_does_not_say_when_it_was_entered_is_the_oldest() -> None:
    assert values.entered_at({}) < values.entered_at({"CreationDate": MIDNIGHT})
