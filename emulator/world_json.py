"""The whole world as JSON values, for tests that compare it with what the product made of it. No tokens."""

from dataclasses import asdict

from emulator.payroll_period import written
from emulator.terms_json import (
    Json,
    address_json,
    contract_json,
    employer_json,
    salary_json,
    salary_table_json,
    schedule_json,
    since_json,
)
from emulator.world import (
    Absence,
    Company,
    Department,
    DepartmentRow,
    Employee,
    Employment,
    Job,
    JobRow,
    PersonRow,
    User,
    World,
)


def world_json(world: World) -> Json:
    return {
        "seed": world.seed,
        "today": world.today,
        "employee_types": world.employee_types,
        "companies": [_company(world, company) for company in world.companies.values()],
        "users": [user_json(user) for user in world.users.values()],
    }


def user_json(user: User) -> Json:
    return {
        "username": user.username,
        "domain": user.domain,
        "company_ids": user.company_ids and sorted(user.company_ids),
        "denied_operations": sorted(user.denied_operations),
        "extra_operations": sorted(user.extra_operations),
    }


def employee_json(world: World, employee: Employee) -> Json:
    """`display_name` and the fields of a person are those of the newest of `personal_info`."""
    tables = world.companies[employee.company_id].salary_tables
    return {
        "id": employee.id,
        "company_id": employee.company_id,
        "personnel_number": employee.number,
        "employee_type": employee.employee_type,
        "display_name": employee.person.display_name,
        **asdict(employee.person),
        "personal_info": [_person_row(row) for row in employee.person_rows],
        "addresses": [address_json(each) for each in employee.addresses],
        "employments": [_employment(each) for each in employee.employments],
        "departments": [_department_row(row) for row in employee.department_rows],
        "jobs": [_job_row(row) for row in employee.job_rows],
        "contracts": [contract_json(each) for each in employee.contracts],
        "schedules": [schedule_json(each) for each in employee.schedules],
        "salaries": [salary_json(each, tables) for each in employee.salaries],
        "absences": [_absence(row) for row in employee.absences],
    }


def _company(world: World, company: Company) -> Json:
    return {
        "id": company.id,
        "number": company.number,
        "name": company.name,
        "period_type": company.period_type,
        "current_period": written(world.current_period(company), company.period_type),
        "visible": company.visible,
        "part_time_unit": company.part_time_unit,
        **employer_json(company.employer),
        "departments": [_unit(each) for each in company.departments.values()],
        "jobs": [_unit(each) for each in company.jobs.values()],
        "salary_tables": [salary_table_json(each) for each in company.salary_tables.values()],
        "employees": [employee_json(world, each) for each in company.employees.values()],
    }


def _unit(of: Department | Job) -> Json:
    return {"id": of.id, "code": of.code, "description": of.description}


def _department_row(row: DepartmentRow) -> Json:
    return {
        "department_id": row.department_id,
        **since_json(row.start),
        "created_at": row.created_at,
    }


def _job_row(row: JobRow) -> Json:
    return {
        "record_id": row.id,
        "job_id": row.job_id,
        **since_json(row.start),
        "created_at": row.created_at,
    }


def _person_row(row: PersonRow) -> Json:
    return {
        "record_id": row.id,
        "display_name": row.person.display_name,
        **asdict(row.person),
        **since_json(row.start),
        "created_at": row.created_at,
    }


def _employment(employment: Employment) -> Json:
    return {
        "id": employment.id,
        "start_date": employment.start,
        "end_date": employment.end,
        "initial_start_date": employment.initial_start,
        "created_at": employment.created_at,
    }


def _absence(row: Absence) -> Json:
    return {
        "absence_id": row.id,
        "dossier_number": row.dossier_number,
        "dossier": row.dossier,
        "percentage": row.percentage,
        "start": row.start,
        "end": row.end,
        "registered": row.registered,
        "registered_end": row.registered_end,
        "comment": row.comment,
    }
