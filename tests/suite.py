"""An administrator at work: the set-up of the manual through the HTTP API, so that tests read like days.

`Suite` knows routes and bodies; what a test asserts stays in the test.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from starlette.testclient import TestClient

from tests.nmbrs_control import DOMAIN, TOKEN, USERNAME

OPEN = ("queued", "running")
KINDS = (
    "employer-details", "departments", "employees", "employments", "contracts", "placements", "jobs",
    "schedules", "addresses", "wages", "absences",
)  # fmt: skip


@dataclass
class Suite:
    """The service as an administrator with `headers` sees it."""

    client: TestClient
    headers: dict[str, str]
    account_id: str = ""
    configuration_id: str = ""
    employer_ids: dict[int, str] = field(default_factory=dict)

    # --- the wire

    def ask(self, method: str, path: str, *, status: int = 200, **kwargs: Any) -> Any:
        """One request that must answer with `status`; gives its JSON."""
        headers = {**self.headers, **kwargs.pop("headers", {})}
        answer = self.client.request(method, f"/v1{path}", headers=headers, **kwargs)
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.headers.get("content-type", "").endswith("json") else answer.text

    def all(self, path: str, **params: Any) -> list[dict[str, Any]]:
        """Every item of a list, page by page."""
        items: list[dict[str, Any]] = []
        cursor = None
        while True:
            page = self.ask(
                "GET", path, params={**params, "limit": 200, **({"cursor": cursor} if cursor else {})}
            )
            items += page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                return items

    # --- set-up (sections 3 to 6)

    def add_employer(self, name: str, code: str | int | None = None) -> str:
        body = {"name": name, **({"employer_code": str(code)} if code is not None else {})}
        return str(self.ask("POST", "/employers", status=201, json=body)["id"])

    def group(self, name: str, employer_ids: Iterable[str]) -> str:
        group_id = str(self.ask("POST", "/employer-groups", status=201, json={"name": name})["id"])
        body = {"employer_ids": list(employer_ids)}
        self.ask("PUT", f"/employer-groups/{group_id}/employers", json=body)
        return group_id

    def account_body(self, authorization: dict[str, Any], **fields: Any) -> dict[str, Any]:
        return {
            "name": "Voorbeeldgroep",
            "username": USERNAME,
            "token": TOKEN,
            "domain": DOMAIN,
            "report_recipients": ["verslag@voorbeeldgroep.example"],
            "authorization": authorization,
            **fields,
        }

    def add_account(self, authorization: dict[str, Any], **fields: Any) -> str:
        body = self.account_body(authorization, **fields)
        self.account_id = str(self.ask("POST", "/accounts", status=201, json=body)["id"])
        return self.account_id

    def add_configuration(self, option: str = "nmbrs_employee", **fields: Any) -> str:
        body = {"data_stream": f"Nmbrs {option}", "option": option, "mail_level": "all", **fields}
        path = f"/accounts/{self.account_id}/configurations"
        return str(self.ask("POST", path, status=201, json=body)["id"])

    def link_classifications(self, employer_id: str) -> None:
        """Option 1: the seven with Nmbrs in their name."""
        self.ask("POST", f"/employers/{employer_id}/classifications/nmbrs")

    def tell(self, employer_id: str, employees: dict[str, str | None]) -> dict[str, Any]:
        """Employees the suite already has: its own id → the Nmbrs id, or none."""
        body = {
            "employees": [{"suite_id": each, "nmbrs_id": nmbrs_id} for each, nmbrs_id in employees.items()]
        }
        answer = self.client.post(f"/v1/employers/{employer_id}/employees", json=body, headers=self.headers)
        assert answer.is_success, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def set_up(self, companies: dict[int, str], **fields: Any) -> None:
        """Employers for these companies (id → name), a group, an account and an import configuration."""
        for company_id, name in companies.items():
            self.employer_ids[company_id] = self.add_employer(name, company_id)
            self.link_classifications(self.employer_ids[company_id])
        group_id = self.group("Voorbeeldgroep", self.employer_ids.values())
        self.add_account({"scope": "employer_group", "employer_group_id": group_id})
        self.configuration_id = self.add_configuration(**fields)

    # --- runs

    def start(self, configuration_id: str = "", mode: str = "apply", wait: int = 0) -> dict[str, Any]:
        path = f"/configurations/{configuration_id or self.configuration_id}/runs"
        headers = {"Prefer": f"wait={wait}"} if wait else {}
        run: dict[str, Any] = self.ask("POST", path, status=202, json={"mode": mode}, headers=headers)
        return run

    def run(self, configuration_id: str = "", mode: str = "apply") -> dict[str, Any]:
        """Run now and wait for the outcome."""
        run = self.start(configuration_id, mode, wait=60)
        assert run["status"] not in OPEN, run
        return run

    def report(self, run: dict[str, Any]) -> dict[str, Any]:
        told: dict[str, Any] = self.ask("GET", f"/runs/{run['id']}/report")
        return told

    def codes(self, run: dict[str, Any], at_least: str = "notice") -> list[str]:
        """The message codes of a run's report from a level up, sorted."""
        order = ["metadata", "notice", "warning", "failure"]
        levels = order[order.index(at_least) :]
        return sorted(line["code"] for line in self.report(run)["lines"] if line["level"] in levels)

    def changes(self, run: dict[str, Any]) -> list[dict[str, Any]]:
        return self.all(f"/runs/{run['id']}/changes")

    def state(self) -> dict[str, list[dict[str, Any]]]:
        """Every record that stands, by the route of its kind."""
        return {
            kind: self.all(f"/{kind}", **({"archived": True} if kind == "departments" else {}))
            for kind in KINDS
        }
