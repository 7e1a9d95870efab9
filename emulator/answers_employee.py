"""What EmployeeService answers about kinds of employee, and about one employee as he is now."""

from emulator.answers_company import place
from emulator.contract import Parameters
from emulator.disorder import unsorted
from emulator.wire import NIL, Row
from emulator.world import Absence, Employee, Person, User, World


def employee_types(world: World, _: User, __: Parameters) -> list[Row]:
    """EmployeeType_GetList."""
    return [{"Id": number, "Description": text} for number, text in world.employee_types.items()]


def employees(world: World, _: User, parameters: Parameters) -> list[Row]:
    """List_GetByCompany: an employee is listed under exactly one type; an unknown type lists nobody."""
    company = world.companies[parameters["CompanyId"]]
    wanted = world.employee_types.get(parameters["EmployeeType"])
    return [
        {"Id": each.id, "Number": each.number, "DisplayName": each.person.display_name}
        for each in unsorted(company.employees.values())
        if each.employee_type == wanted
    ]


def personal_info(world: World, _: User, parameters: Parameters) -> Row:
    """PersonalInfo_GetCurrent: as it is in the company's current payroll period."""
    employee = _employee(world, parameters)
    current = employee.person_in(world.current_period(world.companies[employee.company_id]))
    # Both ways to say "no birthday" are right, so both occur.
    no_birthday = NIL if employee.id % 2 else None
    return {
        "Id": employee.id,
        "Number": employee.number,
        **person(current),
        "EmployeeNumber": employee.number,
        "BurgerlijkeStaat": current.marital_status,
        "Naamstelling": current.name_order,
        "Birthday": current.birthday or no_birthday,
    }


def addresses(world: World, _: User, parameters: Parameters) -> list[Row]:
    """Address_GetListCurrent: those that hold in the company's current payroll period."""
    employee = _employee(world, parameters)
    current = world.current_period(world.companies[employee.company_id])
    return [
        {
            "Id": each.id,
            "Default": each.kind == "HomeAddress",
            **place(each.place),
            "Type": each.kind,
        }
        for each in unsorted(employee.addresses)
        if each.holds_in(current)
    ]


def absences(world: World, _: User, parameters: Parameters) -> list[Row]:
    """Absence_GetList."""
    return [absence(row) for row in unsorted(_employee(world, parameters).absences)]


def person(of: Person) -> dict[str, object]:
    """Write what both forms of personal information share."""
    return {
        "DisplayName": of.display_name,
        "BSN": of.bsn,
        "Title": of.title,
        "FirstName": of.first_name,
        "Initials": of.initials,
        "Prefix": of.prefix,
        "LastName": of.last_name,
        "Nickname": of.nickname,
        "Gender": of.gender,
        "NationalityCode": 1,
        "PlaceOfBirth": of.place_of_birth,
        "CountryOfBirthISOCode": "NL",
        "IdentificationType": 0,
        "PartnerPrefix": of.partner_prefix,
        "PartnerLastName": of.partner_last_name,
        "TelephonePrivate": of.phone_private,
        "TelephoneWork": of.phone_work,
        "TelephoneMobilePrivate": of.mobile_private,
        "TelephoneMobileWork": of.mobile_work,
        "EmailPrivate": of.email_private,
        "EmailWork": of.email_work,
    }


def absence(row: Absence) -> dict[str, object]:
    """Write what both forms of an absence row share."""
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


def _employee(world: World, parameters: Parameters) -> Employee:
    employee = world.employee(parameters["EmployeeId"])
    assert employee is not None  # noqa: S101 - the entrance has checked the employee
    return employee
