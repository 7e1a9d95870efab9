"""The operations of Nmbrs SOAP v3 that we call, by the vendor's names and parameters (soap.md §5).

The seventeen of the manual must suffice. Three bulk operations replace calls per employee where an
account has them too; one more is the newer form of a permitted one; one should be off and is only asked
for when an account is checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

COMPANY: Final = "CompanyService"
EMPLOYEE: Final = "EmployeeService"
DEBTOR: Final = "DebtorService"
REPORT: Final = "ReportService"


@dataclass(frozen=True, slots=True)
class Operation:
    """One call. A parameter is misread as 0 when its case is wrong, so they are literal here."""

    service: str
    name: str
    parameters: tuple[str, ...] = ()


COMPANIES: Final = Operation(COMPANY, "List_GetAll")
COMPANY_ADDRESS: Final = Operation(COMPANY, "Address_GetCurrent", ("CompanyId",))
COMPANY_PERIOD: Final = Operation(COMPANY, "Company_GetCurrentPeriod", ("CompanyId",))
COMPANY_BANK_ACCOUNT: Final = Operation(COMPANY, "BankAccount_GetCurrent", ("CompanyId",))
COMPANY_SCHEDULE: Final = Operation(COMPANY, "Schedule_GetCurrent", ("CompanyId",))
COMPANY_SVW: Final = Operation(COMPANY, "SVW_GetCurrent", ("CompanyId",))

EMPLOYEE_TYPES: Final = Operation(EMPLOYEE, "EmployeeType_GetList")
EMPLOYEES: Final = Operation(EMPLOYEE, "List_GetByCompany", ("CompanyId", "EmployeeType"))
DEPARTMENTS: Final = Operation(EMPLOYEE, "Department_GetAll_AllEmployeesByCompany", ("CompanyID",))
EMPLOYMENTS: Final = Operation(EMPLOYEE, "Employment_GetAll_AllEmployeesByCompany", ("CompanyID",))
FUNCTIONS: Final = Operation(EMPLOYEE, "Function_GetAll_AllEmployeesByCompany", ("CompanyID",))
SCHEDULES: Final = Operation(EMPLOYEE, "Schedule_GetAll_AllEmployeesByCompany", ("CompanyID",))
CONTRACTS: Final = Operation(EMPLOYEE, "Contract_GetAll_AllEmployeesByCompany", ("CompanyID",))
SALARIES: Final = Operation(EMPLOYEE, "Salary_GetAll_AllEmployeesByCompany", ("CompanyID",))
PERSON: Final = Operation(EMPLOYEE, "PersonalInfo_GetCurrent", ("EmployeeId",))
ADDRESSES: Final = Operation(EMPLOYEE, "Address_GetListCurrent", ("EmployeeId",))
ABSENCES: Final = Operation(EMPLOYEE, "Absence_GetList", ("EmployeeId",))

#: What the manual lets the customer switch on (section 2, steps 6 and 7).
PERMITTED: Final = (
    COMPANIES, COMPANY_ADDRESS, COMPANY_PERIOD, COMPANY_BANK_ACCOUNT, COMPANY_SCHEDULE, COMPANY_SVW,
    EMPLOYEES, DEPARTMENTS, EMPLOYMENTS, FUNCTIONS, SCHEDULES, ABSENCES, PERSON, ADDRESSES, CONTRACTS,
    SALARIES, EMPLOYEE_TYPES,
)  # fmt: skip

#: The plain form is documented as replaced by this one; asked for when a server no longer has it.
FUNCTIONS_V2: Final = Operation(EMPLOYEE, "Function_GetAll_AllEmployeesByCompany_V2", ("CompanyID",))

ALL_ABSENCES: Final = Operation(EMPLOYEE, "Absence_GetAll_AllEmployeesByCompany", ("CompanyId",))
ALL_PERSONS: Final = Operation(EMPLOYEE, "PersonalInfo_GetAll_AllEmployeesByCompany", ("CompanyID",))
ALL_ADDRESSES: Final = Operation(EMPLOYEE, "Address_GetAll_AllEmployeesByCompany", ("CompanyID",))

#: One call for everybody, where the account has it beside the seventeen.
EXTRA: Final = (ALL_ABSENCES, ALL_PERSONS, ALL_ADDRESSES)

#: Should be off (manual, section 2, step 8): whoever can list debtors sees more than employers.
DEBTORS: Final = Operation(DEBTOR, "List_GetAll")

EVERY: Final = (*PERMITTED, FUNCTIONS_V2, *EXTRA, DEBTORS)
