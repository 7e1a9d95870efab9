"""Records of EmployeeService about one employee as he is now, in the vendor's order and words."""

from emulator.contract import (
    Enumeration,
    Field,
    Record,
    Scalar,
    boolean,
    date_time,
    integer,
    optional,
    text,
)

EMPLOYEE_TYPE = Record("EmployeeType", (integer("Id"), text("Description")))
EMPLOYEE = Record("Employee", (integer("Id"), integer("Number"), text("DisplayName")))

GENDER = Enumeration("Gender", ("undefined", "male", "female"))
# Both forms of personal information have these between the nationality and the marital status.
CONTACT = (
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
)
NAMES = (
    text("BSN"),
    text("Title"),
    text("FirstName"),
    text("Initials"),
    text("Prefix"),
    text("LastName"),
    text("Nickname"),
)
IN_CASE_OF_EMERGENCY = (
    optional("DeceasedDate", Scalar.DATETIME, nillable=True),
    text("InCaseOfEmergency"),
    text("InCaseOfEmergencyPhone"),
    text("InCaseOfEmergencyRelation"),
    text("TitleAfter"),
)
PERSONAL_INFO = Record(
    "PersonalInfo",
    (
        optional("EmployeeNumber", Scalar.INT, nillable=True),
        *NAMES,
        optional("Gender", GENDER, nillable=True),
        optional("NationalityCode", Scalar.INT, nillable=True),
        *CONTACT,
        text("BurgerlijkeStaat"),
        text("Naamstelling"),
        optional("Birthday", Scalar.DATETIME, nillable=True),
        *IN_CASE_OF_EMERGENCY,
    ),
    base=EMPLOYEE,
)

ADDRESS_TYPE = Enumeration(
    "AddressType",
    ("HomeAddress", "PostAddress", "AbsenceAddress", "HolidaysAddress", "WeekendAddress"),
)
PLACE = (
    text("Street"),
    text("HouseNumber"),
    text("HouseNumberAddition"),
    text("PostalCode"),
    text("City"),
    text("StateProvince"),
)
EMPLOYEE_ADDRESS = Record(
    "EmployeeAddress",
    (
        integer("Id"),
        boolean("Default"),
        *PLACE,
        text("CountryISOCode"),
        Field("Type", ADDRESS_TYPE, required=True),
    ),
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
