"""Records of CompanyService and DebtorService, in the vendor's order and words."""

from emulator.contract import Enumeration, Field, Record, Scalar, boolean, decimal, integer, optional, text

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

ADDRESS = Record(
    "Address",
    (
        integer("Id"),
        boolean("Default"),
        text("Street"),
        text("HouseNumber"),
        text("HouseNumberAddition"),
        text("PostalCode"),
        text("City"),
        text("StateProvince"),
        text("CountryISOCode"),
    ),
)

BANK_ACCOUNT_TYPE = Enumeration(
    "BankAccountType",
    (
        "None",
        "Bankrekening1",
        "Spaarloon",
        "Bankrekening2",
        "Bankrekening3",
        "Bankrekening4",
        "Bankrekening5",
        "Standaard",
        "Levensloop",
    ),
)
BANK_ACCOUNT = Record(
    "BankAccount",
    (
        integer("Id"),
        text("Number"),
        text("Description"),
        text("IBAN"),
        text("BIC"),
        text("City"),
        text("Name"),
        Field("Type", BANK_ACCOUNT_TYPE, required=True),
    ),
)

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# The second seven are the second week of a roster of two weeks.
HOURS = tuple(f"Hours{day}{week}" for week in ("", "2") for day in _DAYS)
CALCULATION = Enumeration(
    "ScheduleCalcMethod",
    ("HoursYearDevidedPeriods", "Hours52WeeksDevidedPeriods", "ManualHoursPerYearPeriods"),
)
FULL_TIME_SCHEDULE = Record(
    "FulltimeSchedule",
    (Field("ScheduleCalcMethod", CALCULATION, required=True), *(decimal(name) for name in HOURS)),
)
# What the four schedules of a company are called.
FULL_TIME = tuple(f"FulltimeSchedule{number}" for number in ("One", "Two", "Three", "Four"))
COMPANY_SCHEDULES = Record(
    "BedrijfFulltimeSchedule", tuple(optional(name, FULL_TIME_SCHEDULE) for name in FULL_TIME)
)


def _coded(name: str) -> Record:
    return Record(name, (integer("Code"), text("Description")))


SVW_SETTINGS = Record(
    "CompanySVWSettings",
    (
        integer("CodeCao"),
        boolean("EigenrisicodragerGediffWGA"),
        boolean("EigenrisicodragerUniformeWAO"),
        boolean("EigenrisicodragerZiektewet"),
        integer("RisicoGroep"),
        decimal("Gediff_WGA_wn"),
        decimal("Gediff_WGA_wg"),
        integer("Sector"),
    ),
)
SVW = Record(
    "SVW",
    (
        optional("SVWSettings", SVW_SETTINGS),
        optional("Sector", _coded("Sector")),
        optional("Risicogroep", _coded("Risicogroep")),
        optional("CAO", _coded("CAO")),
    ),
)

DEBTOR = Record("Debtor", (integer("Id"), Field("Number", Scalar.STRING, required=False), text("Name")))
