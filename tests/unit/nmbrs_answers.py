"""Answers of Nmbrs as bytes, for the adapter's own tests: what is not told is ordinary.

Nothing here reads the contract: what is written here is what the vendor's manual says of the wire.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import httpx

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
COMPANY_OPERATIONS = (
    "List_GetAll",
    "Company_GetCurrentPeriod",
    "Address_GetCurrent",
    "BankAccount_GetCurrent",
    "Schedule_GetCurrent",
    "SVW_GetCurrent",
)
_BULK = "{0}_GetAll_AllEmployeesByCompany"
DEPARTMENT_HISTORY: Final = _BULK.format("Department")
EMPLOYMENT_HISTORY: Final = _BULK.format("Employment")
FUNCTION_HISTORY: Final = _BULK.format("Function")
FUNCTION_HISTORY_V2: Final = f"{FUNCTION_HISTORY}_V2"
SCHEDULE_HISTORY: Final = _BULK.format("Schedule")
CONTRACT_HISTORY: Final = _BULK.format("Contract")
SALARY_HISTORY: Final = _BULK.format("Salary")
ALL_PERSONS: Final = _BULK.format("PersonalInfo")
ALL_ADDRESSES: Final = _BULK.format("Address")
ALL_ABSENCES: Final = _BULK.format("Absence")
EXTRA = (ALL_ABSENCES, ALL_PERSONS, ALL_ADDRESSES)

#: Per bulk operation: an employee's item, the list in it, and a row of that.
_NESTED: Final[Mapping[str, tuple[str, str, str]]] = {
    DEPARTMENT_HISTORY: ("EmployeeDepartmentItem", "EmployeeDepartments", "Department_V2"),
    EMPLOYMENT_HISTORY: ("EmployeeEmploymentItem", "EmployeeEmployments", "Employment"),
    FUNCTION_HISTORY: ("EmployeeFunctionItem", "EmployeeFunctions", "Function_V2"),
    FUNCTION_HISTORY_V2: ("EmployeeFunctionItem_V2", "EmployeeFunctions", "EmployeeFunction"),
    SCHEDULE_HISTORY: ("EmployeeScheduleItem", "EmployeeSchedules", "Schedule_V2"),
    CONTRACT_HISTORY: ("EmployeeContractItemGlobal", "EmployeeContracts", "EmployeeContract"),
    SALARY_HISTORY: ("EmployeeSalaryItem", "EmployeeSalaries", "Salary_V2"),
    ALL_PERSONS: ("PersonalInfoItem", "EmployeePersonalInfos", "PersonalInfo_V2"),
    ALL_ADDRESSES: ("EmployeeAddressItem", "EmployeeAddresses", "EmployeeAddress_V2"),
}
_ENTERED: Final = "2020-01-01T00:00:00"
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def namespace(operation: str) -> str:
    service = "CompanyService" if operation in COMPANY_OPERATIONS else "EmployeeService"
    return f"https://api.nmbrs.nl/soap/v3/{service}"


def enveloped(content: str, status: int = 200, **headers: str) -> httpx.Response:
    text = (
        f'<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="{ENVELOPE}"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soap:Body>'
        f"{content}</soap:Body></soap:Envelope>"
    )
    return httpx.Response(
        status,
        content=text.encode(),
        headers={"Content-Type": "text/xml; charset=utf-8", **headers},
    )


def answer(operation: str, result: str = "") -> httpx.Response:
    """The answer to a call, around the content of its result."""
    inner = f"<{operation}Result>{result}</{operation}Result>"
    return enveloped(f'<{operation}Response xmlns="{namespace(operation)}">{inner}</{operation}Response>')


def fault(number: int, text: str = "Text of the vendor") -> httpx.Response:
    return fault_text(f"Server was unable to process request. ---&gt; {number}: {text}")


def fault_text(text: str, status: int = 500) -> httpx.Response:
    return enveloped(
        f"<soap:Fault><faultcode>soap:Server</faultcode><faultstring>{text}</faultstring>"
        "<detail /></soap:Fault>",
        status,
    )


def unknown_action() -> httpx.Response:
    """What a server says that does not have the operation (soap.md §6.1)."""
    said = "Unable to handle request without a valid action parameter. Please supply a valid soap action."
    return enveloped(
        f"<soap:Fault><faultcode>soap:Client</faultcode><faultstring>{said}</faultstring>"
        "<detail /></soap:Fault>",
        500,
    )


def page(status: int = 503, **headers: str) -> httpx.Response:
    """What stands in front of Nmbrs says when Nmbrs is away."""
    return httpx.Response(
        status,
        content=b"<html><body>Service Unavailable</body></html>",
        headers={"Content-Type": "text/html", **headers},
    )


def fields(**values: object) -> str:
    """Elements in this order. None leaves one out, `NIL` is null on the wire."""
    return "".join(
        f'<{name} xsi:nil="true" />' if value is NIL else f"<{name}>{value}</{name}>"
        for name, value in values.items()
        if value is not None
    )


NIL = object()


def rows(item: str, *contents: str) -> str:
    return "".join(f"<{item}>{content}</{item}>" for content in contents)


def company(key: int = 1, **values: object) -> str:
    given = {"ID": key, "Number": 100, "Name": "Voorbeeld B.V.", "LoonaangifteTijdvak": "Month"}
    return fields(**given | values)


def listed(*keys: int) -> httpx.Response:
    found = (fields(Id=key, Number=key, DisplayName="Somebody") for key in keys)
    return answer("List_GetByCompany", rows("Employee", *found))


def types(**ids: str) -> httpx.Response:
    """Employee types, as `t2="Payroll"`."""
    found = (fields(Id=name[1:], Description=text) for name, text in ids.items())
    return answer("EmployeeType_GetList", rows("EmployeeType", *found))


def person(key: int | str, **values: object) -> httpx.Response:
    """One employee. Names of fields in the order of the contract."""
    given: dict[str, object] = {
        "Id": key, "Number": key, "DisplayName": "D", "EmployeeNumber": None, "BSN": None,
        "FirstName": "Anna", "Initials": None, "Prefix": None, "LastName": "Jansen",
        "Nickname": None, "Gender": "female", "IdentificationType": 0, "PartnerPrefix": None,
        "PartnerLastName": None, "Birthday": "1990-02-03T00:00:00",
    }  # fmt: skip
    return answer("PersonalInfo_GetCurrent", fields(**given | values))


def department(key: int, year: int, period: int, **values: object) -> str:
    given: dict[str, object] = {
        "Id": key, "Code": key, "Description": f"Afdeling {key}",
        "CreationDate": "2020-01-01T00:00:00", "StartPeriod": period, "StartYear": year,
    }  # fmt: skip
    return fields(**given | values)


def departments(**of: str | list[str]) -> httpx.Response:
    """Department history, as `e1=[department(…), …]`."""
    return history(DEPARTMENT_HISTORY, **of)


def employment(key: int, start: object = "2020-01-01T00:00:00", **values: object) -> str:
    given: dict[str, object] = {
        "EmploymentId": key, "CreationDate": "2020-01-01T00:00:00", "StartDate": start,
        "EndDate": NIL, "InitialStartDate": NIL,
    }  # fmt: skip
    return fields(**given | values)


def employments(**of: str | list[str]) -> httpx.Response:
    return history(EMPLOYMENT_HISTORY, **of)


def absence(key: int, start: object = "2026-10-01T00:00:00", **values: object) -> str:
    given: dict[str, object] = {
        "AbsenceId": key, "Comment": None, "Percentage": 100, "Start": start,
        "RegistrationStartDate": NIL, "End": NIL, "RegistrationEndDate": NIL,
        "Dossier": "Ziekte", "Dossiernr": key * 10,
    }  # fmt: skip
    return fields(**given | values)


def absences(*found: str) -> httpx.Response:
    return answer("Absence_GetList", rows("Absence", *found))


def history(operation: str, **of: str | list[str]) -> httpx.Response:
    """A bulk answer with a list per employee, as `e1=[…]`; an empty list is one on the wire too."""
    item, inner, row = _NESTED[operation]
    items = []
    for name, found in of.items():
        given = [found] if isinstance(found, str) else found
        items.append(fields(EmployeeId=name[1:]) + f"<{inner}>{rows(row, *given)}</{inner}>")
    return answer(operation, rows(item, *items))


def all_absences(*found: tuple[int, str]) -> httpx.Response:
    """The flat bulk answer: whose, and which row."""
    mixed = (content + fields(EmployeeId=key) for key, content in found)
    return answer(ALL_ABSENCES, rows("EmployeeAbsence", *mixed))


def person_row(year: int, period: int, **values: object) -> str:
    """One row of the bulk form of personal information; `Id` is the row's there."""
    given: dict[str, object] = {
        "Id": 90_000 + year * 20 + period, "EmployeeNumber": 17, "FirstName": "Anna", "LastName": "Jansen",
        "Gender": "female", "NationalityCode": 1, "IdentificationType": 0, "BurgerlijkeStaat": 1,
        "Naamstelling": 1, "Birthday": "1990-02-03T00:00:00", "CreationDate": _ENTERED,
        "StartPeriod": period, "StartYear": year,
    }  # fmt: skip
    return fields(**given | values)


def address(key: int, **values: object) -> str:
    """An address of now."""
    given: dict[str, object] = {
        "Id": key, "Default": "false", "Street": "Molenweg", "HouseNumber": key, "PostalCode": "8011 AB",
        "City": "Zwolle", "CountryISOCode": "NL", "Type": "HomeAddress",
    }  # fmt: skip
    return fields(**given | values)


def addresses(*found: str) -> httpx.Response:
    return answer("Address_GetListCurrent", rows("EmployeeAddress", *found))


def address_row(key: int, year: int, period: int, **values: object) -> str:
    """An address of the bulk form: from a period on."""
    given: dict[str, object] = {
        "Id": key, "StartPeriod": period, "StartYear": year, "EndPeriod": NIL, "EndYear": NIL,
        "Street": "Molenweg", "HouseNumber": key, "PostalCode": "8011 AB", "City": "Zwolle",
        "CreationDate": _ENTERED, "CountryISOCode": "NL", "Type": "HomeAddress",
    }  # fmt: skip
    return fields(**given | values)


def contract(key: int, **values: object) -> str:
    given: dict[str, object] = {
        "ContractID": key, "CreationDate": _ENTERED, "StartDate": "2020-01-01T00:00:00", "TrialPeriod": NIL,
        "EndDate": NIL, "EmployementType": 1, "EmploymentSequenceTaxId": 1, "Indefinite": "true",
        "PhaseClassification": NIL, "WrittenContract": "true", "HoursPerWeek": "36.00",
    }  # fmt: skip
    return fields(**given | values)


def job(key: int, year: int, period: int, **values: object) -> str:
    """Job history, in the plain form."""
    given: dict[str, object] = {
        "Id": key, "Code": key, "Description": f"Functie {key}", "CreationDate": _ENTERED,
        "StartPeriod": period, "StartYear": year,
    }  # fmt: skip
    return fields(**given | values)


def job_v2(key: int, year: int, period: int) -> str:
    """The same in the newer form, where the row has an id of its own."""
    unit = fields(Id=key, Code=key, Description=f"Functie {key}")
    since = fields(CreationDate=_ENTERED, StartPeriod=period, StartYear=year)
    return fields(RecordId=70_000 + key) + f"<Function>{unit}</Function>" + since


def schedule(key: object, *, hours: object = 8, part: object = 1, **values: object) -> str:
    """As many hours on each weekday of both weeks."""
    week = {f"Hours{day}": 0 if day.startswith("S") else hours for day in _DAYS}
    second = {f"{name}2": each for name, each in week.items()}
    rest = {"ParttimePercentage": part, "StartDate": "2020-01-01T00:00:00", "CreationDate": _ENTERED}
    return fields(Id=key, **week, **second, **rest | values)


def salary(key: int, amount: object = "3000.00", *, table: str = "", **values: object) -> str:
    """A wage; `table` is the content of its place in a salary table."""
    rest = {"StartDate": "2020-01-01T00:00:00", "CreationDate": _ENTERED} | values
    place = f"<SalaryTable>{table}</SalaryTable>" if table else ""
    return fields(ID=key, Value=amount, Type=rest.pop("Type", 1)) + place + fields(**rest)
