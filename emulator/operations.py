"""What the look-alike offers over SOAP: the table of types and operations, in the vendor's order and words.

To add an operation: its types and an `Operation` here, and the function that fills it in `answers.py`.
"""

from emulator.contract import (
    Enumeration,
    Field,
    ListOf,
    Operation,
    Record,
    Scalar,
    Service,
    date_time,
    integer,
    optional,
    text,
)

TAX_RETURN_PERIOD = Enumeration("LoonaangifteTijdvak", ("None", "Month", "Week4", "Month6", "Year"))
COMPANY = Record(
    "Company",
    (
        integer("ID"),
        integer("Number"),
        text("Name"),
        text("PhoneNumber"),
        text("FaxNumber"),
        text("Email"),
        text("Website"),
        Field("LoonaangifteTijdvak", TAX_RETURN_PERIOD, required=True),
        text("KvkNr"),
    ),
)

EMPLOYEE_TYPE = Record("EmployeeType", (integer("Id"), text("Description")))
EMPLOYEE = Record("Employee", (integer("Id"), integer("Number"), text("DisplayName")))
GENDER = Enumeration("Gender", ("undefined", "male", "female"))
PERSONAL_INFO = Record(
    "PersonalInfo",
    (
        optional("EmployeeNumber", Scalar.INT, nillable=True),
        text("BSN"),
        text("Title"),
        text("FirstName"),
        text("Initials"),
        text("Prefix"),
        text("LastName"),
        text("Nickname"),
        optional("Gender", GENDER, nillable=True),
        optional("NationalityCode", Scalar.INT, nillable=True),
        text("PlaceOfBirth"),
        text("CountryOfBirthISOCode"),
        text("IdentificationNumber"),
        integer("IdentificationType"),
        text("PartnerPrefix"),
        text("PartnerLastName"),
        text("TelephonePrivate"),
        text("TelephoneWork"),
        text("TelephoneMobilePrivate"),
        text("TelephoneMobileWork"),
        text("TelephoneOther"),
        text("EmailPrivate"),
        text("EmailWork"),
        text("BurgerlijkeStaat"),
        text("Naamstelling"),
        optional("Birthday", Scalar.DATETIME, nillable=True),
        optional("DeceasedDate", Scalar.DATETIME, nillable=True),
        text("InCaseOfEmergency"),
        text("InCaseOfEmergencyPhone"),
        text("InCaseOfEmergencyRelation"),
        text("TitleAfter"),
    ),
    base=EMPLOYEE,
)
DEPARTMENT = Record(
    "Department_V2",
    (
        integer("Id"),
        integer("Code"),
        text("Description"),
        date_time("CreationDate"),
        integer("StartPeriod"),
        integer("StartYear"),
    ),
)
DEPARTMENT_ITEM = Record(
    "EmployeeDepartmentItem",
    (integer("EmployeeId"), optional("EmployeeDepartments", ListOf(DEPARTMENT))),
)
EMPLOYMENT = Record(
    "Employment",
    (
        integer("EmploymentId"),
        date_time("CreationDate"),
        date_time("StartDate"),
        date_time("EndDate"),
        date_time("InitialStartDate"),
    ),
)
EMPLOYMENT_ITEM = Record(
    "EmployeeEmploymentItem",
    (integer("EmployeeId"), optional("EmployeeEmployments", ListOf(EMPLOYMENT))),
)
ABSENCE = Record(
    "Absence",
    (
        integer("AbsenceId"),
        text("Comment"),
        integer("Percentage"),
        date_time("Start", nillable=False),
        date_time("RegistrationStartDate"),
        date_time("End"),
        date_time("RegistrationEndDate"),
        text("Dossier"),
        integer("Dossiernr"),
    ),
)

COMPANY_SERVICE = Service(
    "CompanyService",
    (
        Operation("List_GetAll", "Lists the companies the caller may see.", ListOf(COMPANY)),
        Operation(
            "Company_GetCurrentPeriod",
            "Gives the company's current payroll period as yyyy-pp-type.",
            Scalar.STRING,
            (integer("CompanyId"),),
            "company",
        ),
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
        Operation(
            "PersonalInfo_GetCurrent",
            "Gives an employee's personal information as it is now.",
            PERSONAL_INFO,
            (integer("EmployeeId"),),
            "employee",
        ),
        Operation(
            "Department_GetAll_AllEmployeesByCompany",
            "Lists the department history of a company's employees.",
            ListOf(DEPARTMENT_ITEM),
            (integer("CompanyID"),),
            "company",
        ),
        Operation(
            "Employment_GetAll_AllEmployeesByCompany",
            "Lists the employments of a company's employees.",
            ListOf(EMPLOYMENT_ITEM),
            (integer("CompanyID"),),
            "company",
        ),
        Operation(
            "Absence_GetList",
            "Lists an employee's absence rows.",
            ListOf(ABSENCE),
            (integer("EmployeeId"),),
            "employee",
        ),
    ),
)

# The connector's template switches all of these off: they are there, and refuse.
DEBTOR_SERVICE = Service("DebtorService", ())
REPORT_SERVICE = Service("ReportService", ())

SERVICES = {
    service.name: service for service in (COMPANY_SERVICE, EMPLOYEE_SERVICE, DEBTOR_SERVICE, REPORT_SERVICE)
}
