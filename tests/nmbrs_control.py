"""A remote control over the Nmbrs look-alike, so that tests read like sentences.

It speaks the look-alike's `/control` API and nothing else; what a call leaves out is made up there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import httpx

# The look-alike's own user: who may see every visible company.
USERNAME = "api.demo@voorbeeldgroep.example"
TOKEN = "DEMO-0000-TOKEN-0000"
DOMAIN = "voorbeeldgroep"
LONG_AGO = date(2020, 1, 1)


class Refused(AssertionError):
    """The look-alike does not do that; a test that does not expect it has made a mistake."""


@dataclass(frozen=True)
class Nmbrs:
    """What a test may do to the pretended Nmbrs. Fields have the names of `emulator/control_requests.py`."""

    address: str
    http: httpx.Client

    @property
    def soap_url(self) -> str:
        return f"{self.address}/soap/v3"

    # --- the world

    def reset(
        self, *, companies: int = 0, employees: int = 0, seed: int = 1, today: date | None = None
    ) -> list[int]:
        """A new world, without companies unless told; gives their ids."""
        body = {"companies": companies, "employees": employees, "seed": seed}
        found: list[int] = self._post("/reset", body | _json({"today": today} if today else {}))["companies"]
        return found

    def set_today(self, today: date) -> None:
        self._ask("PUT", "/today", {"today": today})

    def world(self) -> dict[str, Any]:
        """Everything there is, for comparison with what was imported."""
        told: dict[str, Any] = self._ask("GET", "/world")
        return told

    def absences(self) -> list[dict[str, Any]]:
        """Every absence row of everybody."""
        people = [each for company in self.world()["companies"] for each in company["employees"]]
        return [row for person in people for row in person["absences"]]

    def visible_companies(self) -> list[dict[str, Any]]:
        return [company for company in self.world()["companies"] if company["visible"]]

    # --- companies and departments

    def add_company(self, name: str, **fields: Any) -> int:
        return _id(self._post("/companies", {"name": name, **fields}))

    def change_company(self, company_id: int, **fields: Any) -> None:
        self._ask("PATCH", f"/companies/{company_id}", fields)

    def close_company(self, company_id: int) -> None:
        self._ask("DELETE", f"/companies/{company_id}")

    def add_department(self, company_id: int, description: str, **fields: Any) -> int:
        return _id(self._post(f"/companies/{company_id}/departments", {"description": description, **fields}))

    def change_department(self, department_id: int, **fields: Any) -> None:
        self._ask("PATCH", f"/departments/{department_id}", fields)

    def empty_department(self, department_id: int, into: int, **fields: Any) -> list[int]:
        """Everybody in it moves to another, from `year` and `period` or the current one; gives whom."""
        answer = self._post(f"/departments/{department_id}/empty", {"into": into, **fields})
        moved: list[int] = answer["moved"]
        return moved

    # --- jobs (what Nmbrs calls functions) and salary tables

    def add_job(self, company_id: int, description: str, **fields: Any) -> int:
        return _id(self._post(f"/companies/{company_id}/jobs", {"description": description, **fields}))

    def change_job(self, job_id: int, **fields: Any) -> None:
        self._ask("PATCH", f"/jobs/{job_id}", fields)

    def add_salary_table(self, company_id: int, scales: dict[str, Any], **fields: Any) -> int:
        """Per scale an amount, or a dictionary of amounts by step; gives the table's code."""
        answer = self._post(f"/companies/{company_id}/salary-tables", {"scales": scales, **fields})
        return int(answer["code"])

    def increase_salary_table(self, company_id: int, code: int, percentage: float) -> None:
        """Every amount rises, in every row that is in the table; there are no new rows."""
        self._post(f"/companies/{company_id}/salary-tables/{code}/increase", {"percentage": percentage})

    # --- employees

    def hire(self, company_id: int, **fields: Any) -> int:
        """Since long ago; without terms, job or address unless `complete`. `Hire` says what can be told."""
        told = {"start_date": LONG_AGO, **fields}
        return _id(self._post(f"/companies/{company_id}/employees", told))

    def employee(self, employee_id: int) -> dict[str, Any]:
        told: dict[str, Any] = self._ask("GET", f"/employees/{employee_id}")
        return told

    def change_employee(self, employee_id: int, **fields: Any) -> None:
        self._ask("PATCH", f"/employees/{employee_id}", fields)

    def leave(self, employee_id: int, end_date: date, **fields: Any) -> None:
        self._post(f"/employees/{employee_id}/leave", {"end_date": end_date, **fields})

    def rehire(self, employee_id: int, start_date: date, **fields: Any) -> None:
        self._post(f"/employees/{employee_id}/employments", {"start_date": start_date, **fields})

    def remove_employee(self, employee_id: int) -> None:
        """As if the employee had never been there."""
        self._ask("DELETE", f"/employees/{employee_id}")

    # --- addresses and terms

    def move_house(self, employee_id: int, **fields: Any) -> int:
        """From `year` and `period`, or the current one; another `kind` than `HomeAddress` may be told."""
        return _id(self._post(f"/employees/{employee_id}/addresses", fields))

    def remove_address(self, address_id: int) -> None:
        self._ask("DELETE", f"/addresses/{address_id}")

    def renew_contract(self, employee_id: int, start: date, **fields: Any) -> int:
        """With `contract_id` that contract is entered once more, with another creation date."""
        return _id(self._post(f"/employees/{employee_id}/contracts", {"start": start, **fields}))

    def reschedule(self, employee_id: int, start: date | None, **fields: Any) -> int:
        """`part_time` is a fraction; `hours` are of seven or fourteen days."""
        return _id(self._post(f"/employees/{employee_id}/schedules", {"start": start, **fields}))

    def raise_salary(self, employee_id: int, start: date | None, **fields: Any) -> int:
        """To an `amount`, or to a `scale` and `step` of a `table`; else a step up, or three percent."""
        return _id(self._post(f"/employees/{employee_id}/salaries", {"start": start, **fields}))

    def take_back(self, subject: str, number: int) -> None:
        """A row of `contracts`, `schedules` or `salaries` was a mistake: it is gone."""
        self._ask("DELETE", f"/terms/{subject}/{number}")

    # --- absence: a row is a percentage over dates, a dossier is the case

    def report_sick(self, employee_id: int, start: date, **fields: Any) -> int:
        """Begin a dossier (or, with `dossier_number`, add a row to one); gives its number."""
        return int(
            self._post(f"/employees/{employee_id}/absences", {"start": start, **fields})["dossier_number"]
        )

    def change_absence(self, absence_id: int, **fields: Any) -> None:
        self._ask("PATCH", f"/absences/{absence_id}", fields)

    def remove_absence(self, absence_id: int) -> None:
        self._ask("DELETE", f"/absences/{absence_id}")

    def recover_partly(self, dossier_number: int, start: date, percentage: int) -> None:
        """From `start` on the person is absent for `percentage`."""
        self._post(f"/dossiers/{dossier_number}/partial-recovery", {"from": start, "percentage": percentage})

    def recover(self, dossier_number: int, last_day: date) -> None:
        self._post(f"/dossiers/{dossier_number}/recovery", {"last_day": last_day})

    def reopen(self, dossier_number: int) -> None:
        self._post(f"/dossiers/{dossier_number}/reopen", {})

    def withdraw(self, dossier_number: int) -> None:
        """The report was a mistake: the dossier is gone."""
        self._ask("DELETE", f"/dossiers/{dossier_number}")

    # --- users and employee types

    def set_user(self, username: str = USERNAME, **fields: Any) -> None:
        """Make or change a user: `token`, `domain`, `company_ids`, `denied_` and `extra_operations`."""
        self._ask("PUT", f"/users/{username}", {"token": TOKEN, "domain": DOMAIN, **fields})

    def user(self, username: str = USERNAME) -> dict[str, Any]:
        """What a user may, without the token."""
        told: dict[str, Any] = self._ask("GET", f"/users/{username}")
        return told

    def deny(self, *operations: str) -> None:
        """The template of our user no longer permits these operations; what is extra stays so."""
        self.set_user(**self._rights() | {"denied_operations": list(operations)})

    def allow(self, *operations: str) -> None:
        """These operations, and no other extra ones, are on besides the template; denied ones stay so.

        The bulk ones are called by their names, the debtors' is `DebtorService/List_GetAll`.
        """
        self.set_user(**self._rights() | {"extra_operations": list(operations)})

    def _rights(self) -> dict[str, Any]:
        user = self.user()
        return {name: user[name] for name in ("company_ids", "denied_operations", "extra_operations")}

    def set_employee_types(self, types: dict[int, str]) -> None:
        self._ask("PUT", "/employee-types", {"types": {str(key): text for key, text in types.items()}})

    # --- faults and calls

    def fault(self, kind: str, **fields: Any) -> int:
        """Order a fault: `operation`, `company_id`, `employee_id`, `after`, `times`, `seconds`, `text`."""
        return _id(self._post("/faults", {"kind": kind, **fields}))

    def lift_faults(self) -> None:
        self._ask("DELETE", "/faults")

    def calls(self, operation: str | None = None) -> list[dict[str, Any]]:
        """The calls that arrived, oldest first; also refused ones."""
        seen: list[dict[str, Any]] = self._ask("GET", "/calls")
        return [call for call in seen if operation in (None, call["operation"])]

    def forget_calls(self) -> None:
        self._ask("DELETE", "/calls")

    # --- the wire

    def _post(self, path: str, fields: dict[str, Any]) -> Any:
        return self._ask("POST", path, fields)

    def _ask(self, method: str, path: str, fields: dict[str, Any] | None = None) -> Any:
        body = None if fields is None else _json(fields)
        answer = self.http.request(method, f"{self.address}/control{path}", json=body)
        if answer.is_error:
            raise Refused(f"the look-alike refused {method} {path}: {answer.text}")
        return answer.json() if answer.content else None


def _json(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in fields.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return _json(value)
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def _id(answer: dict[str, Any]) -> int:
    return int(answer["id"])
