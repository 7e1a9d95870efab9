"""What CompanyService and DebtorService answer from the world."""

from emulator.contract import Parameters
from emulator.disorder import unsorted
from emulator.employer import Coded, FullTimeSchedule
from emulator.payroll_period import written
from emulator.places import Place
from emulator.records_company import FULL_TIME, HOURS
from emulator.wire import Row
from emulator.world import Company, User, World


def companies(world: World, user: User, _: Parameters) -> list[Row]:
    """List_GetAll: what the user may not see is left out without a word."""
    return [
        {
            "ID": company.id,
            "Number": company.number,
            "Name": company.name,
            "LoonaangifteTijdvak": company.period_type,
        }
        for company in unsorted(world.companies.values())
        if user.may_see(company)
    ]


def debtors(world: World, _: User, __: Parameters) -> list[Row]:
    """DebtorService List_GetAll."""
    return [{"Id": each.id, "Number": each.number, "Name": each.name} for each in world.debtors]


def current_period(world: World, _: User, parameters: Parameters) -> str:
    """Company_GetCurrentPeriod."""
    company = _company(world, parameters)
    return written(world.current_period(company), company.period_type)


def address(world: World, _: User, parameters: Parameters) -> Row | None:
    """Address_GetCurrent."""
    found = _company(world, parameters).employer.address
    if found is None:
        return None
    return {"Id": found.id, "Default": True, **place(found.place)}


def bank_account(world: World, _: User, parameters: Parameters) -> Row | None:
    """BankAccount_GetCurrent."""
    found = _company(world, parameters).employer.bank_account
    if found is None:
        return None
    return {
        "Id": found.id,
        "Number": found.number,
        "Description": found.description,
        "IBAN": found.iban,
        "BIC": found.bic,
        "City": found.city,
        "Name": found.name,
        "Type": found.kind,
    }


def schedules(world: World, _: User, parameters: Parameters) -> Row | None:
    """Schedule_GetCurrent: up to four; one that is not used is left out."""
    found = _company(world, parameters).employer.schedules
    if not found:
        return None
    return {name: _full_time(schedule) for name, schedule in zip(FULL_TIME, found, strict=False)}


def social_security(world: World, _: User, parameters: Parameters) -> Row | None:
    """SVW_GetCurrent."""
    found = _company(world, parameters).employer.social_security
    if found is None:
        return None
    return {
        "SVWSettings": {
            "CodeCao": found.labour_agreement.code,
            "EigenrisicodragerGediffWGA": found.self_insured_wga,
            "EigenrisicodragerUniformeWAO": found.self_insured_wao,
            "EigenrisicodragerZiektewet": found.self_insured_sickness,
            "RisicoGroep": found.risk_group.code,
            "Gediff_WGA_wn": found.employee_share,
            "Gediff_WGA_wg": found.employer_share,
            "Sector": found.sector.code,
        },
        "Sector": _coded(found.sector),
        "Risicogroep": _coded(found.risk_group),
        "CAO": _coded(found.labour_agreement),
    }


def place(of: Place) -> Row:
    """Write a place the way every address has it."""
    return {
        "Street": of.street,
        "HouseNumber": of.house_number,
        "HouseNumberAddition": of.addition,
        "PostalCode": of.postal_code,
        "City": of.city,
        "StateProvince": of.province,
        "CountryISOCode": of.country,
    }


def _company(world: World, parameters: Parameters) -> Company:
    return world.companies[parameters["CompanyId"]]


def _full_time(schedule: FullTimeSchedule) -> Row:
    return {
        "ScheduleCalcMethod": schedule.calculation,
        **dict(zip(HOURS, schedule.hours, strict=True)),
    }


def _coded(of: Coded) -> Row:
    return {"Code": of.code, "Description": of.description}
