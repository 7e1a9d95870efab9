"""Terms of employment, addresses and what a company has, as JSON values. Numbers with decimals are texts."""

from dataclasses import asdict
from decimal import Decimal

from emulator.employer import Coded, Employer
from emulator.payroll_period import PayrollPeriod
from emulator.places import Address
from emulator.terms import Contract, Salary, SalaryTable, Schedule

Json = dict[str, object]


def employer_json(employer: Employer) -> Json:
    address, account, security = employer.address, employer.bank_account, employer.social_security
    return {
        "address": address and {"id": address.id, **asdict(address.place)},
        "bank_account": account and asdict(account),
        "full_time_schedules": [
            {"calculation": each.calculation, "hours": _texts(each.hours)} for each in employer.schedules
        ],
        "social_security": security
        and {
            "sector": _coded(security.sector),
            "risk_group": _coded(security.risk_group),
            "labour_agreement": _coded(security.labour_agreement),
            "employee_share": str(security.employee_share),
            "employer_share": str(security.employer_share),
            "self_insured_wga": security.self_insured_wga,
            "self_insured_wao": security.self_insured_wao,
            "self_insured_sickness": security.self_insured_sickness,
        },
    }


def salary_table_json(table: SalaryTable) -> Json:
    return {
        "code": table.code,
        "description": table.description,
        "scales": [
            {
                "scale": scale.name,
                "description": scale.description,
                "amount": str(scale.amount),
                "steps": {name: str(amount) for name, amount in scale.steps.items()},
            }
            for scale in table.scales.values()
        ],
    }


def contract_json(contract: Contract) -> Json:
    hours = contract.hours_per_week
    return {
        "contract_id": contract.id,
        "start_date": contract.start,
        "end_date": contract.end,
        "trial_end_date": contract.trial_end,
        "nature": contract.nature,
        "income_relation": contract.income_relation,
        "indefinite": contract.indefinite,
        "phase": contract.phase,
        "written": contract.written,
        "hours_per_week": None if hours is None else str(hours),
        "created_at": contract.created_at,
    }


def schedule_json(schedule: Schedule) -> Json:
    """`part_time` is always a fraction here, whatever the company sends."""
    return {
        "id": schedule.id,
        "hours": _texts(schedule.hours),
        "part_time": str(schedule.part_time),
        "start_date": schedule.start,
        "created_at": schedule.created_at,
    }


def salary_json(salary: Salary, tables: dict[int, SalaryTable]) -> Json:
    """`amount` is what Nmbrs shows: with a place in a table that is what the table says now."""
    place = salary.place
    return {
        "id": salary.id,
        "kind": salary.kind,
        "amount": str(tables[place.table].amount(place) if place else salary.amount),
        "table": place and place.table,
        "scale": place and place.scale,
        "step": place and place.step,
        "start_date": salary.start,
        "created_at": salary.created_at,
    }


def address_json(address: Address) -> Json:
    return {
        "id": address.id,
        "kind": address.kind,
        **asdict(address.place),
        **since_json(address.start),
        "end_year": address.end and address.end.year,
        "end_period": address.end and address.end.number,
        "created_at": address.created_at,
    }


def since_json(start: PayrollPeriod) -> Json:
    return {"year": start.year, "period": start.number}


def _coded(of: Coded) -> Json:
    return {"code": of.code, "description": of.description}


def _texts(hours: tuple[Decimal, ...]) -> list[str]:
    return [str(each) for each in hours]
