"""What a reading should deliver, told by the look-alike's world and by nothing of the adapter."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from app.hr.delivery import Delivery
from app.hr.periods import PeriodType
from app.hr.records import (
    AbsenceRow,
    Address,
    AddressKind,
    BankAccount,
    Contract,
    Department,
    Employee,
    EmployeeKind,
    EmployerDetails,
    Employment,
    Job,
    JobPlacement,
    NameStyle,
    Placement,
    PostalAddress,
    Schedule,
    SocialSecurity,
    Wage,
    WageKind,
)

Json = dict[str, Any]

KINDS: Final = {
    "Payroll": EmployeeKind.ACTIVE,
    "New hire": EmployeeKind.FUTURE,
    "Former payroll": EmployeeKind.LEFT,
}
NAME_STYLES: Final = {
    "Eigen naam": NameStyle.OWN,
    "Partnernaam": NameStyle.PARTNER,
    "Partnernaam - Eigen naam": NameStyle.PARTNER_OWN,
    "Eigen naam - Partnernaam": NameStyle.OWN_PARTNER,
}
ADDRESS_KINDS: Final = {
    "HomeAddress": AddressKind.HOME,
    "PostAddress": AddressKind.POST,
    "AbsenceAddress": AddressKind.ABSENCE,
    "HolidaysAddress": AddressKind.HOLIDAYS,
    "WeekendAddress": AddressKind.WEEKEND,
}
#: In the order of the vendor's enumeration, of which an answer has the number.
WAGE_KINDS: Final = (
    WageKind.UNKNOWN,
    WageKind.GROSS_FULL_TIME,
    WageKind.GROSS_PART_TIME,
    WageKind.GROSS_HOURLY,
    WageKind.NET_PART_TIME_WITH_COMPONENTS,
    WageKind.NET_PART_TIME_WITHOUT_COMPONENTS,
    WageKind.NET_HOURLY_WITHOUT_COMPONENTS,
    WageKind.EMPLOYER_COST,
    WageKind.NET_HOURLY_WITH_COMPONENTS,
)
PERIOD_TYPES: Final = {"Month": PeriodType.MONTH, "Week4": PeriodType.FOUR_WEEKS}
#: What is compared of a delivery; how it was read is another matter.
RECORDS: Final = (
    "employer", "departments", "placements", "employees", "employments", "contracts", "jobs",
    "job_placements", "schedules", "wages", "addresses", "absences",
)  # fmt: skip


def delivered(delivery: Delivery) -> Json:
    """The records of a delivery, by the name of their field."""
    return {name: getattr(delivery, name) for name in RECORDS}


def expected(company: Json, known: Collection[str]) -> Json:
    """What the world holds of a company whose payroll is in step with the calendar."""
    people = [
        each
        for each in company["employees"]
        if each["employee_type"] in KINDS
        and (each["employee_type"] != "Former payroll" or str(each["id"]) in known)
    ]
    departments, placements = _units(
        company, people, ("departments", "department_id"), (Department, Placement)
    )
    jobs, job_placements = _units(company, people, ("jobs", "job_id"), (Job, JobPlacement))
    period = _current(company)
    return {
        "employer": employer(company),
        "departments": departments,
        "placements": placements,
        "employees": _ordered(_employee(each, period) for each in people),
        "employments": _ordered(_employment(each, row) for each, row in _rows(people, "employments")),
        "contracts": _ordered(_contract(each, row) for each, row in _rows(people, "contracts")),
        "jobs": jobs,
        "job_placements": job_placements,
        "schedules": _ordered(_schedule(each, row) for each, row in _one_a_day(people, "schedules")),
        "wages": _ordered(_wage(company, each, row) for each, row in _one_a_day(people, "salaries")),
        "addresses": _ordered(
            _address(each, row) for each, row in _rows(people, "addresses") if _holds(row, period)
        ),
        "absences": _ordered(_absence(each, row) for each, row in _rows(people, "absences")),
    }


def employer(company: Json) -> EmployerDetails:
    account, security = company["bank_account"], company["social_security"]
    kind = PERIOD_TYPES[company["period_type"]]
    year, number = _current(company)
    return EmployerDetails(
        source_key=str(company["id"]),
        period_type=kind,
        period=(year, number),
        period_starts_on=first_day(company, year, number),
        address=company["address"] and _postal(company["address"]),
        bank_account=account and BankAccount(account["iban"], account["bic"], account["name"]),
        full_time=tuple(_hours(each) for each in company["full_time_schedules"]),
        social_security=security
        and SocialSecurity(
            sector_code=str(security["sector"]["code"]),
            risk_group_code=str(security["risk_group"]["code"]),
            labour_agreement_code=str(security["labour_agreement"]["code"]),
            labour_agreement=security["labour_agreement"]["description"],
            own_risk_sickness=security["self_insured_sickness"],
            own_risk_disability=security["self_insured_wga"],
        ),
    )


def first_day(company: Json, year: int, period: int) -> date:
    if company["period_type"] == "Month":
        return date(year, period, 1)
    return date.fromisocalendar(year, 4 * period - 3, 1)


def _current(company: Json) -> tuple[int, int]:
    year, number, _ = company["current_period"].split("-")
    return int(year), int(number)


def _units(
    company: Json, people: list[Json], names: tuple[str, str], kinds: tuple[Any, Any]
) -> tuple[Any, Any]:
    """Departments or jobs somebody has or had, and who had which from when: the row entered last."""
    (history, unit_id), (unit, place) = names, kinds
    chosen: dict[tuple[int, int, int], Json] = {}
    for person, row in _rows(people, history):
        since = person["id"], row["year"], row["period"]
        if since not in chosen or row["created_at"] > chosen[since]["created_at"]:
            chosen[since] = row
    used = {row[unit_id] for _, row in _rows(people, history)}
    units = (
        unit(str(each["id"]), str(each["code"]), each["description"])
        for each in company[history]
        if each["id"] in used
    )
    places = (
        place(
            f"{key}/{row[unit_id] or 0}/{year}/{period}",
            str(key),
            row[unit_id] and str(row[unit_id]),
            first_day(company, year, period),
        )
        for (key, year, period), row in chosen.items()
    )
    return _ordered(units), _ordered(places)


def _employee(person: Json, period: tuple[int, int]) -> Employee:
    """As the person is known in a period; before the first, by what that one says."""
    known = [row for row in person["personal_info"] if (row["year"], row["period"]) <= period]
    history = known or sorted(person["personal_info"], key=_since)[:1] or [person]
    now = max(history, key=_since) if len(history) > 1 else history[0]
    same_name = (
        "first_name", "initials", "prefix", "last_name", "partner_prefix", "partner_last_name", "gender",
        "bsn", "phone_private", "phone_work", "mobile_private", "mobile_work", "email_private", "email_work",
    )  # fmt: skip
    return Employee(
        source_key=str(person["id"]),
        kind=KINDS[person["employee_type"]],
        personnel_number=str(person["personnel_number"]),
        call_name=now["nickname"],
        birth_date=_day(now["birthday"]),
        name_style=NAME_STYLES.get(now["name_order"]),
        **{name: now[name] for name in same_name},
    )


def _since(row: Json) -> tuple[int, int, str]:
    return row["year"], row["period"], row["created_at"]


def _employment(person: Json, row: Json) -> Employment:
    dates = (_day(row[name]) for name in ("start_date", "end_date", "initial_start_date"))
    start, end, initial = dates
    assert start is not None
    return Employment(str(row["id"]), str(person["id"]), start, end, initial)


def _contract(person: Json, row: Json) -> Contract:
    hours = row["hours_per_week"]
    return Contract(
        source_key=f"{row['contract_id']}/{datetime.fromisoformat(row['created_at']).isoformat()}",
        employee_key=str(person["id"]),
        start_date=_day(row["start_date"]),
        end_date=_day(row["end_date"]),
        trial_ends_on=_day(row["trial_end_date"]),
        indefinite=row["indefinite"],
        written=row["written"],
        hours_per_week=hours and Decimal(hours),
        employment_type=str(row["nature"]),
        phase=None if row["phase"] is None else str(row["phase"]),
        income_relation=str(row["income_relation"]),
    )


def _schedule(person: Json, row: Json) -> Schedule:
    part = Decimal(row["part_time"])
    return Schedule(str(row["id"]), str(person["id"]), _day(row["start_date"]), _hours(row), part)


def _wage(company: Json, person: Json, row: Json) -> Wage:
    return Wage(
        source_key=str(row["id"]),
        employee_key=str(person["id"]),
        valid_from=_day(row["start_date"]),
        amount=Decimal(row["amount"]),
        kind=WAGE_KINDS[row["kind"]],
        period=PERIOD_TYPES[company["period_type"]],
        table_code=row["table"] and str(row["table"]),
        scale=row["scale"],
        step=row["step"],
    )


def _address(person: Json, row: Json) -> Address:
    kind = ADDRESS_KINDS[row["kind"]]
    return Address(f"{person['id']}/{kind.value}", str(person["id"]), kind, _postal(row))


def _holds(row: Json, period: tuple[int, int]) -> bool:
    since = row["year"], row["period"]
    until = row["end_year"], row["end_period"]
    return since <= period and (until == (None, None) or until >= period)


def _absence(person: Json, row: Json) -> AbsenceRow:
    first_day = _day(row["start"])
    assert first_day is not None
    return AbsenceRow(
        source_key=str(row["absence_id"]),
        employee_key=str(person["id"]),
        dossier_key=f"{person['id']}/{row['dossier_number']}",
        percentage=row["percentage"],
        first_day=first_day,
        last_day=_day(row["end"]),
        reported_on=_day(row["registered"]),
        label=row["dossier"],
    )


def _postal(place: Json) -> PostalAddress:
    names = "street", "house_number", "addition", "postal_code", "city", "province", "country"
    return PostalAddress(*(place[name] for name in names))


def _hours(of: Json) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, of["hours"]))


def _rows(people: Iterable[Json], name: str) -> Iterable[tuple[Json, Json]]:
    return [(person, row) for person in people for row in person[name]]


def _one_a_day(people: Iterable[Json], name: str) -> Iterable[tuple[Json, Json]]:
    """Of what somebody has from one day on, what was entered last."""
    entered = sorted(_rows(people, name), key=lambda each: (each[1]["created_at"] or "", each[1]["id"]))
    return {(person["id"], row["start_date"]): (person, row) for person, row in entered}.values()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _ordered(records: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(records, key=lambda record: record.source_key))
