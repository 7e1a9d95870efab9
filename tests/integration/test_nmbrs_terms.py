"""What happens in the world, one thing at a time, and what the adapter then delivers of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.hr.delivery import Delivery, Request, Stream
from app.hr.periods import PeriodType
from app.hr.records import AddressKind, NameStyle, PostalAddress, Wage, WageKind
from app.nmbrs.source import Nmbrs
from tests.integration.nmbrs_employer import CREDENTIALS, EXTRA, connected
from tests.nmbrs_control import Nmbrs as LookAlike

DAY = date(2026, 11, 23)


class Stage:
    """A company with one employee, read both ways; they must say the same."""

    def __init__(self, nmbrs: LookAlike, connection: Nmbrs) -> None:
        self.nmbrs = nmbrs
        self._ways = [connection.source(CREDENTIALS, today=DAY, extra=extra) for extra in ((), list(EXTRA))]
        self.company = nmbrs.add_company("Voorbeeld B.V.")
        self.department = nmbrs.add_department(self.company, "Zorg")
        self.person = nmbrs.hire(self.company, start_date=date(2024, 1, 1))

    def read(self, company: int | None = None) -> Delivery:
        request = Request(str(company or self.company), frozenset(Stream), date(2020, 1, 1))
        each, bulk = (source.read(request, cancelled=lambda: False) for source in self._ways)
        assert each == bulk
        assert each.complete(*Stream)
        return each


@pytest.fixture
def stage(nmbrs: LookAlike) -> Iterator[Stage]:
    nmbrs.reset(today=DAY)
    nmbrs.allow(*EXTRA)
    with connected(nmbrs) as connection:
        yield Stage(nmbrs, connection)


# --- the employer ---------------------------------------------------------------------------------


def test_employer_is_told_whole(stage: Stage) -> None:
    place = {"street": "Molenweg", "house_number": "12", "addition": "a", "postal_code": "8011 AB"}
    account = {"iban": "NL76XPRT0148692334", "bic": "XPRTNL2A", "name": "Voorbeeld B.V."}
    stage.nmbrs.change_company(
        stage.company,
        address=place | {"city": "Zwolle", "province": "Overijssel", "country": "NL"},
        bank_account=account,
        full_time_day=7.6,
    )

    told = stage.read().employer

    assert told is not None
    assert PostalAddress("Molenweg", "12", "a", "8011 AB", "Zwolle", "Overijssel", "NL") == told.address
    assert told.bank_account is not None
    assert tuple(account.values()) == (
        told.bank_account.iban,
        told.bank_account.bic,
        told.bank_account.holder,
    )
    assert ([Decimal("7.6")] * 5, 4) == (list(told.full_time[0][:5]), len(told.full_time))
    assert told.social_security is not None
    assert (PeriodType.MONTH, (2026, 11)) == (told.period_type, told.period)


def test_employer_of_whom_little_is_known_is_told_all_the_same(stage: Stage) -> None:
    stage.nmbrs.change_company(
        stage.company, address=None, bank_account=None, full_time_day=None, social_security=False
    )

    told = stage.read().employer

    assert told is not None
    assert (None, None, (), None) == (told.address, told.bank_account, told.full_time, told.social_security)


@pytest.mark.parametrize(
    ("kind", "period", "starts_on"),
    [
        ("Month", {"year": 2026, "period": 9}, date(2026, 9, 1)),
        ("Month", {"year": 2027, "period": 1}, date(2027, 1, 1)),
        ("Week4", {"year": 2026, "period": 1}, date(2025, 12, 29)),
        ("Week4", {"year": 2026, "period": 13}, date(2026, 11, 30)),
    ],
)
def test_period_of_the_payroll_may_lag_or_run_ahead_and_history_keeps_its_dates(
    stage: Stage, kind: str, period: dict[str, int], starts_on: date
) -> None:
    company = stage.nmbrs.add_company("Anders B.V.", period_type=kind)
    department = stage.nmbrs.add_department(company, "Zorg")
    stage.nmbrs.hire(company, start_date=date(2026, 1, 1), department_id=department)
    in_step = stage.read(company)
    stage.nmbrs.change_company(company, current_period=period)

    told = stage.read(company)

    assert told.employer is not None
    assert ((period["year"], period["period"]), starts_on) == (
        told.employer.period,
        told.employer.period_starts_on,
    )
    assert in_step.placements == told.placements
    first = {"Month": date(2026, 1, 1), "Week4": date(2025, 12, 29)}[kind]
    assert [first] == [each.valid_from for each in told.placements]


# --- departments and jobs -------------------------------------------------------------------------


def test_somebody_may_be_in_no_department_and_have_no_job_from_a_period_on(stage: Stage) -> None:
    nmbrs, person = stage.nmbrs, stage.person
    job = nmbrs.add_job(stage.company, "Verzorgende")
    nmbrs.change_employee(person, job_id=job, year=2025, period=1)

    nmbrs.change_employee(person, department_id=None, job_id=None, year=2026, period=6)

    told = stage.read()
    assert {(str(stage.department), date(2024, 1, 1)), (None, date(2026, 6, 1))} == {
        (each.department_key, each.valid_from) for each in told.placements
    }
    assert {(str(job), date(2025, 1, 1)), (None, date(2026, 6, 1))} == {
        (each.job_key, each.valid_from) for each in told.job_placements
    }
    assert [str(stage.department)] == [each.source_key for each in told.departments]
    assert [str(job)] == [each.source_key for each in told.jobs]


# --- contracts, hours and pay ---------------------------------------------------------------------


def test_contract_entered_twice_is_two_records(stage: Stage) -> None:
    first = {"hours_per_week": Decimal(36), "written": False}
    contract = stage.nmbrs.renew_contract(stage.person, date(2025, 1, 1), **first)
    stage.nmbrs.renew_contract(stage.person, date(2025, 1, 1), contract_id=contract, hours_per_week="32.5")

    found = stage.read().contracts

    assert {Decimal(36), Decimal("32.5")} == {each.hours_per_week for each in found}
    assert [str(contract)] * 2 == [each.source_key.partition("/")[0] for each in found]


def test_same_part_of_full_time_is_one_factor_whatever_a_company_writes(stage: Stage) -> None:
    factors = []
    for unit in ("percent", "fraction"):
        company = stage.nmbrs.add_company(f"{unit} B.V.", part_time_unit=unit)
        stage.nmbrs.add_department(company, "Zorg")
        for part in ("1", "0.8", "0"):
            person = stage.nmbrs.hire(company)
            stage.nmbrs.reschedule(person, date(2026, 1, 1), part_time=part)
        factors.append([each.part_time_factor for each in stage.read(company).schedules])

    assert [[Decimal(1), Decimal("0.8"), Decimal(0)]] * 2 == factors


def test_somebody_on_call_has_a_schedule_of_no_hours(stage: Stage) -> None:
    stage.nmbrs.reschedule(stage.person, None, part_time=0, hours=[0] * 14)

    [schedule] = stage.read().schedules

    assert ((Decimal(0),) * 14, Decimal(0), None) == (
        schedule.hours,
        schedule.part_time_factor,
        schedule.valid_from,
    )


def test_two_weeks_may_differ(stage: Stage) -> None:
    hours = [8, 8, 0, 8, 8, 0, 0, *[8, 8, "4.5", 8, 8, 0, 0]]
    stage.nmbrs.reschedule(stage.person, date(2026, 5, 4), part_time="0.9", hours=hours)

    [schedule] = stage.read().schedules

    assert tuple(Decimal(each) for each in hours) == schedule.hours
    assert date(2026, 5, 4) == schedule.valid_from


def test_raise_is_another_wage_and_an_increase_of_the_table_is_none(stage: Stage) -> None:
    nmbrs, person = stage.nmbrs, stage.person
    table = nmbrs.add_salary_table(stage.company, {"7": {"1": 2500, "2": 2600}, "A": 3000})
    amount = nmbrs.raise_salary(person, date(2025, 1, 1), amount="21.50", kind=3)
    step = nmbrs.raise_salary(person, date(2026, 1, 1), kind=1, table=table, scale="7", step="2")
    alone = nmbrs.raise_salary(person, date(2026, 7, 1), kind=1, table=table, scale="A")

    def wage(key: int, since: date, amount: str, *place: str | None) -> Wage:
        kind = WageKind.GROSS_FULL_TIME if place[0] else WageKind.GROSS_HOURLY
        return Wage(str(key), str(person), since, Decimal(amount), kind, PeriodType.MONTH, *place)

    of_table = str(table)
    before, outside = stage.read().wages, wage(amount, date(2025, 1, 1), "21.50", None, None, None)
    nmbrs.increase_salary_table(stage.company, table, 10)
    after = stage.read().wages

    assert {
        outside,
        wage(step, date(2026, 1, 1), "2600", of_table, "7", "2"),
        wage(alone, date(2026, 7, 1), "3000", of_table, "A", None),
    } == set(before)
    assert {
        outside,
        wage(step, date(2026, 1, 1), "2860", of_table, "7", "2"),
        wage(alone, date(2026, 7, 1), "3300", of_table, "A", None),
    } == set(after)


def test_what_was_entered_for_the_same_day_replaces_what_was_there(stage: Stage) -> None:
    nmbrs, person = stage.nmbrs, stage.person
    for day in (date(2026, 3, 1), None):
        nmbrs.raise_salary(person, day, amount=3000)
        nmbrs.reschedule(person, day, part_time="0.5")
    raised = {nmbrs.raise_salary(person, day, amount=3100) for day in (date(2026, 3, 1), None)}
    hours = {nmbrs.reschedule(person, day, part_time="0.6") for day in (date(2026, 3, 1), None)}

    told = stage.read()

    assert {str(each) for each in raised} == {each.source_key for each in told.wages}
    assert {str(each) for each in hours} == {each.source_key for each in told.schedules}


# --- people ---------------------------------------------------------------------------------------


def test_addresses_of_every_kind_arrive_and_a_move_replaces_one(stage: Stage) -> None:
    kinds = ("HomeAddress", "PostAddress", "AbsenceAddress", "HolidaysAddress", "WeekendAddress")
    for kind in kinds:
        stage.nmbrs.move_house(stage.person, year=2025, period=1, kind=kind, street=kind)
    stage.nmbrs.move_house(stage.person, year=2026, period=11, kind="PostAddress", street="Nieuw")
    stage.nmbrs.move_house(stage.person, year=2026, period=12, kind="HomeAddress", street="Straks")

    found = {each.kind: each.address.street for each in stage.read().addresses}

    assert {
        AddressKind.HOME: "HomeAddress",
        AddressKind.POST: "Nieuw",
        AddressKind.ABSENCE: "AbsenceAddress",
        AddressKind.HOLIDAYS: "HolidaysAddress",
        AddressKind.WEEKEND: "WeekendAddress",
    } == found


def test_somebody_can_be_reached(stage: Stage) -> None:
    reached: dict[str, Any] = {
        "phone_private": "038-0000001",
        "phone_work": "038-0000002",
        "mobile_private": "06-00000003",
        "mobile_work": "06-00000004",
        "email_private": "thuis@voorbeeldgroep.example",
        "email_work": "werk@voorbeeldgroep.example",
    }
    stage.nmbrs.change_employee(stage.person, **reached)

    [employee] = stage.read().employees

    assert reached == {name: getattr(employee, name) for name in reached}


@pytest.mark.parametrize(
    ("written", "style"),
    [
        ("Eigen naam", NameStyle.OWN),
        ("Partnernaam", NameStyle.PARTNER),
        ("Partnernaam - Eigen naam", NameStyle.PARTNER_OWN),
        ("Eigen naam - Partnernaam", NameStyle.OWN_PARTNER),
        (None, None),
    ],
)
def test_somebody_goes_by_the_name_he_chose(
    stage: Stage, written: str | None, style: NameStyle | None
) -> None:
    """A text in one form and a number in the other."""
    stage.nmbrs.change_employee(
        stage.person, name_order=written, partner_prefix="van 't", partner_last_name="Hof"
    )

    [employee] = stage.read().employees

    assert (style, "van 't", "Hof") == (
        employee.name_style,
        employee.partner_prefix,
        employee.partner_last_name,
    )
