"""A bakery of two employees, one of them ill, and what the tests of runs ask about it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.nmbrs_control import Nmbrs
from tests.suite import Suite

TODAY = date.today()  # noqa: DTZ011  (the service's day, to a few hours; no test depends on the hour)
JUNE = TODAY.replace(day=1) - timedelta(days=60)


def found_bakery(nmbrs: Nmbrs) -> int:
    """A company with one department and two employees, one of them sick since June."""
    company = nmbrs.add_company("Bakkerij")
    department = nmbrs.add_department(company, "Winkel")
    nmbrs.hire(company, department_id=department)
    nmbrs.report_sick(nmbrs.hire(company, department_id=department), JUNE)
    return company


def hire_sick(nmbrs: Nmbrs, company: int) -> int:
    """Another sick employee."""
    employee = nmbrs.hire(company)
    nmbrs.report_sick(employee, JUNE)
    return employee


def withhold(nmbrs: Nmbrs, employee_id: int) -> None:
    """Nmbrs says that this employee has no absence, until the faults are lifted."""
    nmbrs.fault("empty", operation="Absence_GetList", employee_id=employee_id)


def counted(run: dict[str, Any], kind: str) -> dict[str, int]:
    """How many records of each stream a run created, changed and so on, but for those of which none."""
    return {stream: each[kind] for stream, each in run["counts"].items() if each[kind]}


def employer_statuses(suite: Suite, run: dict[str, Any]) -> dict[str, str]:
    return {each["employer_code"]: each["status"] for each in suite.report(run)["employers"]}
