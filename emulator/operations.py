"""What the look-alike offers over SOAP: the table of operations, in the vendor's words.

To add an operation: its records in a `records_*.py`, an `Operation` here, and the function that fills it
in an `answers_*.py`.
"""

from emulator.contract import ListOf, Operation, Record, Scalar, Scope, Service, Type, integer
from emulator.records_company import ADDRESS, BANK_ACCOUNT, COMPANY, COMPANY_SCHEDULES, DEBTOR, SVW
from emulator.records_employee import ABSENCE, EMPLOYEE, EMPLOYEE_ADDRESS, EMPLOYEE_TYPE, PERSONAL_INFO
from emulator.records_history import (
    ADDRESS_ITEM,
    CONTRACT_ITEM,
    DEPARTMENT_ITEM,
    EMPLOYEE_ABSENCE,
    EMPLOYMENT_ITEM,
    FUNCTION_ITEM,
    FUNCTION_ITEM_V2,
    PERSONAL_INFO_ITEM,
    SALARY_ITEM,
    SCHEDULE_ITEM,
)

_SCOPES: dict[str, Scope] = {"CompanyId": "company", "CompanyID": "company", "EmployeeId": "employee"}


def _about(parameter: str, name: str, documentation: str, result: Type) -> Operation:
    """Ask about one company or employee, and nothing else."""
    return Operation(name, documentation, result, (integer(parameter),), _SCOPES[parameter])


def _bulk(name: str, of_what: str, item: Record) -> Operation:
    """Ask for everybody of a company. Nearly all of these spell the parameter so."""
    documentation = f"Lists the {of_what} of a company's employees."
    return _about("CompanyID", f"{name}_GetAll_AllEmployeesByCompany", documentation, ListOf(item))


COMPANY_SERVICE = Service(
    "CompanyService",
    (
        Operation("List_GetAll", "Lists the companies the caller may see.", ListOf(COMPANY)),
        _about("CompanyId", "Address_GetCurrent", "Gives the address of a company.", ADDRESS),
        _about(
            "CompanyId",
            "Company_GetCurrentPeriod",
            "Gives the company's current payroll period as yyyy-pp-type.",
            Scalar.STRING,
        ),
        _about("CompanyId", "BankAccount_GetCurrent", "Gives a company's bank account.", BANK_ACCOUNT),
        _about(
            "CompanyId",
            "Schedule_GetCurrent",
            "Gives the full-time schedules of a company.",
            COMPANY_SCHEDULES,
        ),
        _about("CompanyId", "SVW_GetCurrent", "Gives a company's social security settings.", SVW),
    ),
)

EMPLOYEE_SERVICE = Service(
    "EmployeeService",
    (
        Operation("EmployeeType_GetList", "Lists the kinds of employee.", ListOf(EMPLOYEE_TYPE)),
        Operation(
            "List_GetByCompany",
            "Lists the company's employees of one kind.",
            ListOf(EMPLOYEE),
            (integer("CompanyId"), integer("EmployeeType")),
            "company",
        ),
        _about(
            "EmployeeId",
            "PersonalInfo_GetCurrent",
            "Gives an employee's personal information as it is now.",
            PERSONAL_INFO,
        ),
        _about(
            "EmployeeId",
            "Address_GetListCurrent",
            "Lists an employee's addresses as they are now.",
            ListOf(EMPLOYEE_ADDRESS),
        ),
        _about("EmployeeId", "Absence_GetList", "Lists an employee's absence rows.", ListOf(ABSENCE)),
        _bulk("Department", "department history", DEPARTMENT_ITEM),
        _bulk("Employment", "employments", EMPLOYMENT_ITEM),
        _bulk("Function", "job history", FUNCTION_ITEM),
        _about(
            "CompanyID",
            "Function_GetAll_AllEmployeesByCompany_V2",
            "Lists the job history of a company's employees, with the number of each record.",
            ListOf(FUNCTION_ITEM_V2),
        ),
        _bulk("Schedule", "schedules", SCHEDULE_ITEM),
        _bulk("Contract", "contracts", CONTRACT_ITEM),
        _bulk("Salary", "salaries", SALARY_ITEM),
        _about(
            "CompanyId",
            "Absence_GetAll_AllEmployeesByCompany",
            "Lists the absence rows of a company's employees.",
            ListOf(EMPLOYEE_ABSENCE),
        ).extra(),
        _bulk("PersonalInfo", "personal information", PERSONAL_INFO_ITEM).extra(),
        _bulk("Address", "addresses", ADDRESS_ITEM).extra(),
    ),
)

DEBTOR_SERVICE = Service(
    "DebtorService",
    (Operation("List_GetAll", "Lists the debtors the caller may see.", ListOf(DEBTOR)).extra(),),
)
REPORT_SERVICE = Service("ReportService", ())

SERVICES = {
    service.name: service for service in (COMPANY_SERVICE, EMPLOYEE_SERVICE, DEBTOR_SERVICE, REPORT_SERVICE)
}
