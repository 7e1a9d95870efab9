"""Records of EmployeeService's bulk answers: everybody of a company, with history."""

from emulator.contract import (
    Field,
    ListOf,
    Record,
    boolean,
    date_time,
    decimal,
    integer,
    optional,
    text,
)
from emulator.records_company import HOURS
from emulator.records_employee import (
    ABSENCE,
    ADDRESS_TYPE,
    CONTACT,
    GENDER,
    IN_CASE_OF_EMERGENCY,
    NAMES,
    PLACE,
)

_SINCE = (date_time("CreationDate"), integer("StartPeriod"), integer("StartYear"))
_UNIT = (integer("Id"), integer("Code"), text("Description"))


def _per_employee(name: str, rows: str, row: Record) -> Record:
    """A bulk answer has an item for each employee with records, and in it a list of those."""
    return Record(name, (integer("EmployeeId"), optional(rows, ListOf(row))))


DEPARTMENT_ITEM = _per_employee(
    "EmployeeDepartmentItem", "EmployeeDepartments", Record("Department_V2", (*_UNIT, *_SINCE))
)
EMPLOYMENT_ITEM = _per_employee(
    "EmployeeEmploymentItem",
    "EmployeeEmployments",
    Record(
        "Employment",
        (
            integer("EmploymentId"),
            date_time("CreationDate"),
            date_time("StartDate"),
            date_time("EndDate"),
            date_time("InitialStartDate"),
        ),
    ),
)
FUNCTION_ITEM = _per_employee(
    "EmployeeFunctionItem", "EmployeeFunctions", Record("Function_V2", (*_UNIT, *_SINCE))
)
FUNCTION_ITEM_V2 = _per_employee(
    "EmployeeFunctionItem_V2",
    "EmployeeFunctions",
    Record(
        "EmployeeFunction",
        (integer("RecordId"), optional("Function", Record("Function", _UNIT)), *_SINCE),
    ),
)
SCHEDULE_ITEM = _per_employee(
    "EmployeeScheduleItem",
    "EmployeeSchedules",
    Record(
        "Schedule_V2",
        (
            decimal("Id"),
            *(decimal(name) for name in HOURS),
            decimal("ParttimePercentage"),
            date_time("StartDate", nillable=False),
            date_time("CreationDate", nillable=False),
        ),
    ),
)
# The last three are new in v3. Nobody has seen whether they can be null, so here they can.
CONTRACT_ITEM = _per_employee(
    "EmployeeContractItemGlobal",
    "EmployeeContracts",
    Record(
        "EmployeeContract",
        (
            integer("ContractID"),
            date_time("CreationDate"),
            date_time("StartDate"),
            date_time("TrialPeriod"),
            date_time("EndDate"),
            integer("EmployementType"),
            integer("EmploymentSequenceTaxId"),
            boolean("Indefinite", nillable=True),
            integer("PhaseClassification", nillable=True),
            boolean("WrittenContract", nillable=True),
            decimal("HoursPerWeek", nillable=True),
        ),
    ),
)

_SCALE = Record(
    "SalaryTableScale",
    (
        text("Scale"),
        text("SchaalDescription"),
        decimal("ScaleValue"),
        decimal("ScalePercentageMax"),
        decimal("ScalePercentageMin"),
    ),
)
_STEP = Record("SalaryTableStep", (text("Step"), text("StepDescription"), decimal("StepValue")))
_SALARY_TABLE = Record(
    "SalaryTableEmployee",
    (optional("Schaal", _SCALE), optional("Trede", _STEP)),
    base=Record("SalaryTable", (integer("Code"), text("Description"))),
)
SALARY_ITEM = _per_employee(
    "EmployeeSalaryItem",
    "EmployeeSalaries",
    Record(
        "Salary_V2",
        (
            integer("ID"),
            decimal("Value"),
            integer("Type"),
            optional("SalaryTable", _SALARY_TABLE),
            date_time("StartDate", nillable=False),
            date_time("CreationDate", nillable=False),
        ),
    ),
)

# Flat: an absence row each, with the employee last.
EMPLOYEE_ABSENCE = Record("EmployeeAbsence", (integer("EmployeeId"),), base=ABSENCE)
PERSONAL_INFO_ITEM = _per_employee(
    "PersonalInfoItem",
    "EmployeePersonalInfos",
    Record(
        "PersonalInfo_V2",
        (
            integer("Id"),
            text("DisplayName"),
            integer("EmployeeNumber"),
            *NAMES,
            Field("Gender", GENDER, required=True),
            integer("NationalityCode"),
            *CONTACT,
            integer("BurgerlijkeStaat"),
            integer("Naamstelling"),
            date_time("Birthday"),
            *_SINCE,
            *IN_CASE_OF_EMERGENCY,
        ),
    ),
)
ADDRESS_ITEM = _per_employee(
    "EmployeeAddressItem",
    "EmployeeAddresses",
    Record(
        "EmployeeAddress_V2",
        (
            integer("Id"),
            integer("StartPeriod"),
            integer("StartYear"),
            integer("EndPeriod", nillable=True),
            integer("EndYear", nillable=True),
            *PLACE,
            date_time("CreationDate"),
            text("CountryISOCode"),
            Field("Type", ADDRESS_TYPE, required=True),
        ),
    ),
)
