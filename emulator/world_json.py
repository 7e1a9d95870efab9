"""The whole world as JSON values, for tests that compare it with what the product made of it. No tokens."""

from dataclasses import asdict

from emulator.payroll_period import written
from emulator.world import Absence, Company, Department, DepartmentRow, Employee, Employment, User, World

Json = dict[str, object]


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


def employee_json(employee: Employee) -> Json:
    return {
        "id": employee.id,
        "company_id": employee.company_id,
        "personnel_number": employee.number,
        "employee_type": employee.employee_type,
        "display_name": employee.person.display_name,
        **asdict(employee.person),
        "employments": [_employment(each) for each in employee.employments],
        "departments": [_department_row(row) for row in employee.department_rows],
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
        "departments": [_department(each) for each in company.departments.values()],
        "employees": [employee_json(each) for each in company.employees.values()],
    }


def _department(department: Department) -> Json:
    return {
        "id": department.id,
        "code": department.code,
        "description": department.description,
    }


def _department_row(row: DepartmentRow) -> Json:
    return {
        "department_id": row.department_id,
        "year": row.start.year,
        "period": row.start.number,
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
