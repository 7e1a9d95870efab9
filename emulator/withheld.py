"""What Nmbrs has besides, and the connector's template switches off: such a call exists, and refuses.

Names only, of calls that read; what is neither here nor in `operations` Nmbrs does not have.
"""

from typing import Final

WITHHELD: Final[dict[str, frozenset[str]]] = {
    "CompanyService": frozenset(
        {
            "List_GetByDebtor",
            "CostCenter_GetList",
            "CostUnit_GetList",
            "ContactPerson_Get",
            "SalaryTable2_Get",
            "SalaryTable2_GetScales",
            "SalaryTable2_GetSteps",
            "Run_GetList",
            "WageTax_GetList",
        }
    ),
    "EmployeeService": frozenset(
        {
            "List_GetByDebtor",
            "Absence2_GetList",
            "Contract_GetCurrentPeriod",
            "CostCenter_GetAllEmployeesByCompany",
            "Department_GetCurrent",
            "Function_GetCurrent",
            "Schedule_GetCurrent",
            "Salary_GetCurrent",
            "Salary_GetList",
            "SVW_GetCurrent",
            "SVW_GetAll_AllEmployeesByCompany",
            "WageTax_GetCurrent",
            "Leave_GetList",
            "Leave_GetList_V2",
            "LeaveBalance_Get",
            "Service_GetList",
            "Manager_Get",
            "Manager_GetCurrent",
            "Partner_Get",
            "Children_Get",
            "BankAccount_GetListCurrent",
            "PersonalInfoContractSalaryAddress_GetAll_AllEmployeesByCompany",
        }
    ),
    "DebtorService": frozenset(
        {
            "Debtor_Get",
            "List_GetByNumber",
            "Address_Get",
            "BankAccount_Get",
            "ContactPerson_Get",
            "Department_GetList",
            "Function_GetList",
            "Title_GetList",
            "Tags_Get",
            "AbsenceXML_Get",
        }
    ),
    "ReportService": frozenset({"Reports_BackgroundTask_Result"}),
}
