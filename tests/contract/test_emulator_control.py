"""The control API changes the world as life does, and SOAP shows it at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx
import pytest
import zeep

from emulator.background import serve
from emulator.server import create_app
from emulator.world import DEMO_USER, World

TODAY = "2026-11-23"
HEADER = {"Username": DEMO_USER.username, "Token": DEMO_USER.token, "Domain": DEMO_USER.domain}


@dataclass(frozen=True)
class Remote:
    """The control API on one side, what SOAP answers on the other."""

    http: httpx.Client
    companies: zeep.Client
    employees: zeep.Client

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        answer = self.http.request(method, f"/control{path}", json=body)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def status(self, method: str, path: str, body: dict[str, Any] | None = None) -> int:
        return self.http.request(method, f"/control{path}", json=body).status_code

    def soap(self, operation: str, /, **arguments: int) -> Any:
        in_companies = operation in ("List_GetAll", "Company_GetCurrentPeriod")
        client = self.companies if in_companies else self.employees
        call = getattr(client.service, operation)
        return call(**arguments, _soapheaders={"AuthHeaderWithDomain": HEADER})

    def company(self, **fields: Any) -> int:
        return int(self.ask("POST", "/companies", {"name": "Testbedrijf 1", **fields})["id"])

    def hire(self, company: int, **fields: Any) -> int:
        return int(self.ask("POST", f"/companies/{company}/employees", fields)["id"])

    def listed(self, company: int, employee_type: int) -> list[int]:
        rows = self.soap("List_GetByCompany", CompanyId=company, EmployeeType=employee_type)
        return sorted(row.Id for row in rows or [])

    def absences(self, employee: int) -> list[tuple[Any, ...]]:
        rows = self.soap("Absence_GetList", EmployeeId=employee) or []
        return sorted(
            (str(row.Start.date()), row.End and str(row.End.date()), row.Percentage, row.Dossiernr)
            for row in rows
        )


@pytest.fixture(scope="module")
def running() -> Iterator[Remote]:
    with (
        serve(create_app(World(seed=1, today=date.fromisoformat(TODAY)))) as url,
        httpx.Client(base_url=url) as http,
    ):
        yield Remote(
            http,
            zeep.Client(f"{url}/soap/v3/CompanyService.asmx?wsdl"),
            zeep.Client(f"{url}/soap/v3/EmployeeService.asmx?wsdl"),
        )


@pytest.fixture
def remote(running: Remote) -> Remote:
    running.ask("POST", "/reset", {"companies": 0})
    return running


def test_health(remote: Remote) -> None:
    assert {"status": "ok"} == remote.ask("GET", "/health")


def test_new_company_is_listed_unless_invisible(remote: Remote) -> None:
    seen = remote.company(name="Zichtbaar B.V.", number=7, period_type="Week4")
    remote.company(name="Verborgen B.V.", visible=False)

    (row,) = remote.soap("List_GetAll")

    assert (seen, 7, "Zichtbaar B.V.", "Week4") == (row.ID, row.Number, row.Name, row.LoonaangifteTijdvak)
    assert "2026-12-4W" == remote.soap("Company_GetCurrentPeriod", CompanyId=seen)


def test_company_is_renamed_hidden_and_closed(remote: Remote) -> None:
    company = remote.company()

    remote.ask("PATCH", f"/companies/{company}", {"name": "Nieuwe naam B.V."})
    renamed = [row.Name for row in remote.soap("List_GetAll")]
    remote.ask("PATCH", f"/companies/{company}", {"visible": False})
    hidden = remote.soap("List_GetAll")
    remote.ask("DELETE", f"/companies/{company}")

    assert (["Nieuwe naam B.V."], None) == (renamed, hidden)
    assert [] == remote.ask("GET", "/world")["companies"]


def test_current_period_may_lag_and_follows_the_calendar_again(remote: Remote) -> None:
    company = remote.company()

    remote.ask("PATCH", f"/companies/{company}", {"current_period": {"year": 2026, "period": 9}})
    lagging = remote.soap("Company_GetCurrentPeriod", CompanyId=company)
    remote.ask("PATCH", f"/companies/{company}", {"current_period": None})
    remote.ask("PUT", "/today", {"today": "2027-01-04"})

    assert "2026-9-M" == lagging
    assert "2027-1-M" == remote.soap("Company_GetCurrentPeriod", CompanyId=company)


def test_reset_brings_back_the_first_day(remote: Remote) -> None:
    remote.ask("PUT", "/today", {"today": "2027-01-04"})

    remote.ask("POST", "/reset", {"companies": 1, "employees": 2})

    world = remote.ask("GET", "/world")
    assert TODAY == world["today"]
    assert [2] == [len(company["employees"]) for company in world["companies"]]


def test_hired_employee_is_listed_with_what_was_told(remote: Remote) -> None:
    company = remote.company()
    department = remote.ask("POST", f"/companies/{company}/departments", {"description": "Inpak"})["id"]
    employee = remote.hire(
        company,
        first_name="Zoë",
        last_name="Test",
        birthday=None,
        bsn=None,
        start_date="2026-03-02",
        personnel_number=77,
    )

    person = remote.soap("PersonalInfo_GetCurrent", EmployeeId=employee)
    (employments,) = remote.soap("Employment_GetAll_AllEmployeesByCompany", CompanyID=company)
    (departments,) = remote.soap("Department_GetAll_AllEmployeesByCompany", CompanyID=company)

    assert [employee] == remote.listed(company, 2)
    assert ("Zoë Test", 77, None, None) == (
        person.DisplayName,
        person.EmployeeNumber,
        person.Birthday,
        person.BSN,
    )
    (employment,) = employments.EmployeeEmployments.Employment
    assert ("2026-03-02", None) == (str(employment.StartDate.date()), employment.EndDate)
    (row,) = departments.EmployeeDepartments.Department_V2
    assert (department, "Inpak", 2026, 3) == (row.Id, row.Description, row.StartYear, row.StartPeriod)


def test_employee_moves_and_the_department_is_renamed(remote: Remote) -> None:
    company = remote.company()
    first, second = (
        remote.ask("POST", f"/companies/{company}/departments", {"description": name})["id"]
        for name in ("Oud", "Nieuw")
    )
    employee = remote.hire(company, department_id=first, start_date="2026-01-01")

    moved = {"department_id": second, "year": 2026, "period": 6}
    remote.ask("PATCH", f"/employees/{employee}", moved)
    remote.ask("PATCH", f"/departments/{second}", {"description": "Nieuwst"})

    (item,) = remote.soap("Department_GetAll_AllEmployeesByCompany", CompanyID=company)
    rows = item.EmployeeDepartments.Department_V2
    assert {("Oud", 1), ("Nieuwst", 6)} == {(row.Description, row.StartPeriod) for row in rows}


def test_leaver_is_former_payroll_and_may_be_hired_again(remote: Remote) -> None:
    company = remote.company()
    employee = remote.hire(company, start_date="2025-01-01")

    remote.ask("POST", f"/employees/{employee}/leave", {"end_date": "2026-06-30"})
    left = (remote.listed(company, 2), remote.listed(company, 4))
    remote.ask("POST", f"/employees/{employee}/employments", {"start_date": "2026-10-01"})

    assert ([], [employee]) == left
    assert [employee] == remote.listed(company, 2)
    (item,) = remote.soap("Employment_GetAll_AllEmployeesByCompany", CompanyID=company)
    initial = {str(row.InitialStartDate.date()) for row in item.EmployeeEmployments.Employment}
    assert {"2025-01-01"} == initial


def test_vanished_employee_is_nowhere(remote: Remote) -> None:
    company = remote.company()
    employee = remote.hire(company)

    remote.ask("DELETE", f"/employees/{employee}")

    assert [] == remote.listed(company, 2)
    with pytest.raises(zeep.exceptions.Fault, match="2003: Unauthorized access"):
        remote.soap("PersonalInfo_GetCurrent", EmployeeId=employee)


def test_applicant_has_no_employment(remote: Remote) -> None:
    company = remote.company()
    applicant = remote.hire(company, employee_type="Applicant")

    assert [applicant] == remote.listed(company, 0)
    assert remote.soap("Employment_GetAll_AllEmployeesByCompany", CompanyID=company) is None


def test_case_recovers_in_parts_is_reopened_and_withdrawn(remote: Remote) -> None:
    employee = remote.hire(remote.company(), start_date="2025-01-01")
    told = {"start": "2026-10-01", "dossier": "Geen vangnetgeval", "comment": "Griep"}

    number = remote.ask("POST", f"/employees/{employee}/absences", told)["dossier_number"]
    remote.ask("POST", f"/dossiers/{number}/partial-recovery", {"from": "2026-10-12", "percentage": 50})
    partly = remote.absences(employee)
    remote.ask("POST", f"/dossiers/{number}/recovery", {"last_day": "2026-10-20"})
    recovered = remote.absences(employee)
    remote.ask("POST", f"/dossiers/{number}/reopen")
    reopened = remote.absences(employee)
    remote.ask("DELETE", f"/dossiers/{number}")

    first = ("2026-10-01", "2026-10-11", 100, number)
    assert [first, ("2026-10-12", None, 50, number)] == partly == reopened
    assert [first, ("2026-10-12", "2026-10-20", 50, number)] == recovered
    assert [] == remote.absences(employee)


def test_absence_row_is_corrected_and_removed(remote: Remote) -> None:
    employee = remote.hire(remote.company(), start_date="2025-01-01")
    told = remote.ask("POST", f"/employees/{employee}/absences", {"start": "2026-10-01", "end": "2026-10-02"})
    row, number = told["absence_id"], told["dossier_number"]

    corrected = {"start": "2026-10-05", "end": None, "percentage": 40, "dossier": "Onbekend label"}
    remote.ask("PATCH", f"/absences/{row}", corrected)
    after = remote.absences(employee)
    (shown,) = remote.ask("GET", f"/employees/{employee}")["absences"]
    remote.ask("DELETE", f"/absences/{row}")

    assert [("2026-10-05", None, 40, number)] == after
    assert ("Onbekend label", None) == (shown["dossier"], shown["registered_end"])
    assert [] == remote.absences(employee)


def test_row_added_to_a_dossier_shares_its_number(remote: Remote) -> None:
    employee = remote.hire(remote.company(), start_date="2025-01-01")
    path = f"/employees/{employee}/absences"
    number = remote.ask("POST", path, {"start": "2026-09-01", "end": "2026-09-03"})["dossier_number"]

    relapse = remote.ask("POST", path, {"start": "2026-09-10", "dossier_number": number})

    assert number == relapse["dossier_number"]
    assert [number, number] == [row[-1] for row in remote.absences(employee)]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/companies/1/employees", {}),
        ("PATCH", "/companies/1", {"name": "x"}),
        ("PATCH", "/departments/1", {"description": "x"}),
        ("PATCH", "/employees/1", {"last_name": "x"}),
        ("DELETE", "/employees/1", None),
        ("POST", "/dossiers/1/reopen", None),
        ("PATCH", "/absences/1", {"percentage": 1}),
        ("DELETE", "/faults/1", None),
    ],
)
def test_what_is_not_there_is_not_found(
    remote: Remote, method: str, path: str, body: dict[str, Any] | None
) -> None:
    assert 404 == remote.status(method, path, body)


def test_what_cannot_happen_conflicts(remote: Remote) -> None:
    employee = remote.hire(remote.company(), start_date="2026-01-01")
    told = remote.ask("POST", f"/employees/{employee}/absences", {"start": "2026-10-01", "end": "2026-10-02"})
    dossier = f"/dossiers/{told['dossier_number']}"

    assert 409 == remote.status("POST", f"{dossier}/recovery", {"last_day": "2026-10-03"})
    assert 409 == remote.status("POST", f"/employees/{employee}/employments", {"start_date": "2026-10-01"})


def test_misspelt_field_is_not_swallowed(remote: Remote) -> None:
    company = remote.company()

    assert 422 == remote.status("POST", f"/companies/{company}/employees", {"surname": "x"})


def test_faults_are_listed_and_lifted(remote: Remote) -> None:
    number = remote.ask("POST", "/faults", {"kind": "deny", "operation": "List_GetAll", "times": 1})["id"]

    (listed,) = remote.ask("GET", "/faults")
    remote.ask("DELETE", f"/faults/{number}")

    assert ("deny", "List_GetAll", 0) == (listed["kind"], listed["operation"], listed["struck"])
    assert [] == remote.ask("GET", "/faults")
