"""What each operation answers from the world. Rows come in no useful order, as the vendor's do."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from emulator.payroll_period import written
from emulator.wire import NIL, Row
from emulator.world import Absence, Company, Employee, Employment, User, World

Parameters = Mapping[str, int]
Answer = Callable[[World, User, Parameters], object]


def company_list(world: World, user: User, _: Parameters) -> list[Row]:
    """List_GetAll: what the user may not see is left out without a word."""
    return [
        {
            "ID": company.id,
            "Number": company.number,
            "Name": company.name,
            "LoonaangifteTijdvak": company.period_type,
        }
        for company in _unsorted(world.companies.values())
        if user.may_see(company)
    ]


def company_current_period(world: World, _: User, parameters: Parameters) -> str:
    """Company_GetCurrentPeriod."""
    company = world.companies[parameters["CompanyId"]]
    return written(world.current_period(company), company.period_type)


def employee_types(world: World, _: User, __: Parameters) -> list[Row]:
    """EmployeeType_GetList."""
    return [{"Id": number, "Description": text} for number, text in world.employee_types.items()]


def employee_list(world: World, _: User, parameters: Parameters) -> list[Row]:
    """List_GetByCompany: an employee is listed under exactly one type; an unknown type lists nobody."""
    company = world.companies[parameters["CompanyId"]]
    wanted = world.employee_types.get(parameters["EmployeeType"])
    return [
        {"Id": each.id, "Number": each.number, "DisplayName": each.person.display_name}
        for each in _unsorted(company.employees.values())
        if each.employee_type == wanted
    ]


def personal_info(world: World, _: User, parameters: Parameters) -> Row:
    """PersonalInfo_GetCurrent."""
    employee = world.employee(parameters["EmployeeId"])
    assert employee is not None  # noqa: S101 - the entrance has checked the employee
    person = employee.person
    # Both ways to say "no birthday" are right, so both occur.
    no_birthday = NIL if employee.id % 2 else None
    return {
        "Id": employee.id,
        "Number": employee.number,
        "DisplayName": person.display_name,
        "EmployeeNumber": employee.number,
        "BSN": person.bsn,
        "FirstName": person.first_name,
        "Initials": person.initials,
        "Prefix": person.prefix,
        "LastName": person.last_name,
        "Nickname": person.nickname,
        "Gender": person.gender,
        "NationalityCode": 1,
        "CountryOfBirthISOCode": "NL",
        "IdentificationType": 0,
        "PartnerPrefix": person.partner_prefix,
        "PartnerLastName": person.partner_last_name,
        "EmailWork": person.email_work,
        "BurgerlijkeStaat": person.marital_status,
        "Naamstelling": person.name_order,
        "Birthday": person.birthday or no_birthday,
    }


def department_history(world: World, _: User, parameters: Parameters) -> list[Row]:
    """Department_GetAll_AllEmployeesByCompany: no row for who never had a department."""
    company = world.companies[parameters["CompanyID"]]
    return [
        {"EmployeeId": employee.id, "EmployeeDepartments": _departments(company, employee)}
        for employee in _unsorted(company.employees.values())
        if employee.department_rows
    ]


def employments(world: World, _: User, parameters: Parameters) -> list[Row]:
    """Employment_GetAll_AllEmployeesByCompany: leavers and future starters included."""
    company = world.companies[parameters["CompanyID"]]
    return [
        {
            "EmployeeId": employee.id,
            "EmployeeEmployments": [_employment(each) for each in _unsorted(employee.employments)],
        }
        for employee in _unsorted(company.employees.values())
        if employee.employments
    ]


def absences(world: World, _: User, parameters: Parameters) -> list[Row]:
    """Absence_GetList."""
    employee = world.employee(parameters["EmployeeId"])
    assert employee is not None  # noqa: S101 - the entrance has checked the employee
    return [_absence(row) for row in _unsorted(employee.absences)]


ANSWERS: dict[str, dict[str, Answer]] = {
    "CompanyService": {
        "List_GetAll": company_list,
        "Company_GetCurrentPeriod": company_current_period,
    },
    "EmployeeService": {
        "EmployeeType_GetList": employee_types,
        "List_GetByCompany": employee_list,
        "PersonalInfo_GetCurrent": personal_info,
        "Department_GetAll_AllEmployeesByCompany": department_history,
        "Employment_GetAll_AllEmployeesByCompany": employments,
        "Absence_GetList": absences,
    },
}


def _departments(company: Company, employee: Employee) -> list[Row]:
    rows: list[Row] = []
    for row in reversed(employee.department_rows):
        department = company.departments[row.department_id]
        rows.append(
            {
                "Id": department.id,
                "Code": department.code,
                "Description": department.description,
                "CreationDate": row.created_at,
                "StartPeriod": row.start.number,
                "StartYear": row.start.year,
            }
        )
    return rows


def _employment(employment: Employment) -> Row:
    return {
        "EmploymentId": employment.id,
        "CreationDate": employment.created_at,
        "StartDate": employment.start,
        "EndDate": employment.end,
        "InitialStartDate": employment.initial_start,
    }


def _absence(row: Absence) -> Row:
    return {
        "AbsenceId": row.id,
        "Comment": row.comment,
        "Percentage": row.percentage,
        "Start": row.start,
        "RegistrationStartDate": row.registered,
        "End": row.end,
        "RegistrationEndDate": row.registered_end,
        "Dossier": row.dossier,
        "Dossiernr": row.dossier_number,
    }


_Identified = TypeVar("_Identified", Company, Employee, Employment, Absence)


def _unsorted(rows: Iterable[_Identified]) -> list[_Identified]:
    """Mix rows so that nobody relies on an order, yet the same world always answers the same."""
    return sorted(rows, key=lambda row: row.id * 2_654_435_761 % 2**32)
