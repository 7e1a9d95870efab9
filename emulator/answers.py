"""Which function answers which operation."""

from collections.abc import Callable

from emulator import answers_bulk as bulk
from emulator import answers_company as company
from emulator import answers_employee as employee
from emulator.contract import Parameters
from emulator.world import User, World

Answer = Callable[[World, User, Parameters], object]

ANSWERS: dict[str, dict[str, Answer]] = {
    "CompanyService": {
        "List_GetAll": company.companies,
        "Address_GetCurrent": company.address,
        "Company_GetCurrentPeriod": company.current_period,
        "BankAccount_GetCurrent": company.bank_account,
        "Schedule_GetCurrent": company.schedules,
        "SVW_GetCurrent": company.social_security,
    },
    "EmployeeService": {
        "EmployeeType_GetList": employee.employee_types,
        "List_GetByCompany": employee.employees,
        "PersonalInfo_GetCurrent": employee.personal_info,
        "Address_GetListCurrent": employee.addresses,
        "Absence_GetList": employee.absences,
        "Department_GetAll_AllEmployeesByCompany": bulk.departments,
        "Employment_GetAll_AllEmployeesByCompany": bulk.employments,
        "Function_GetAll_AllEmployeesByCompany": bulk.jobs,
        "Function_GetAll_AllEmployeesByCompany_V2": bulk.jobs_with_record_ids,
        "Schedule_GetAll_AllEmployeesByCompany": bulk.schedules,
        "Contract_GetAll_AllEmployeesByCompany": bulk.contracts,
        "Salary_GetAll_AllEmployeesByCompany": bulk.salaries,
        "Absence_GetAll_AllEmployeesByCompany": bulk.absences,
        "PersonalInfo_GetAll_AllEmployeesByCompany": bulk.personal_infos,
        "Address_GetAll_AllEmployeesByCompany": bulk.addresses,
    },
    "DebtorService": {"List_GetAll": company.debtors},
    "ReportService": {},
}
