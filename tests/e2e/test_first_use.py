"""From an empty database to a first import, by nothing but what the service shows a new administrator.

Whatever he sends is an example of the contract with his own ids and the customer's five items in it; which
route comes next is read in the text above Swagger and, from the account on, in the checklist. So a text
that stops naming its route, or an example that stops working, fails here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from html import unescape
from pathlib import Path
from typing import Final

import httpx
import pytest

from app.demo.processes import run as run_command
from tests.e2e import processes
from tests.e2e.newcomer import Json, Newcomer, Route
from tests.nmbrs_control import DOMAIN, TOKEN, USERNAME, Nmbrs

#: What the text of each step must name, in the order in which it is to be sent.
ROUTES: Final = {
    "CREDENTIALS": ["POST /v1/accounts/{account_id}/check"],
    "DISCOVERY_CONFIGURATION": ["POST /v1/accounts/{account_id}/configurations"],
    "DISCOVERY_RUN": ["POST /v1/configurations/{configuration_id}/runs"],
    "EMPLOYER_CODES": [
        "GET /v1/accounts/{account_id}/employer-codes",
        "POST /v1/accounts/{account_id}/employer-codes/assign",
    ],
    "CLASSIFICATIONS_LINKED": ["POST /v1/employers/{employer_id}/classifications/nmbrs"],
    "IMPORT_CONFIGURATION": ["POST /v1/accounts/{account_id}/configurations"],
    "FIRST_RUN": ["POST /v1/configurations/{configuration_id}/runs"],
}
WELL: Final = ("succeeded", "succeeded_with_warnings", "previewed")


@dataclass(frozen=True)
class Place:
    """A service with nothing in it, a key for it, its outbox, and a customer at Nmbrs."""

    address: str
    key: str
    outbox: Path
    companies: list[str]


@pytest.fixture
def place(tmp_path: Path, empty_database_url: str) -> Iterator[Place]:
    nmbrs = processes.emulator(tmp_path)
    # Among so many are some without a department; from a warning on, the example mails.
    nmbrs.arguments = ["emulator", "--companies", "4", "--employees", "20"]
    service = processes.service(
        empty_database_url,
        f"{nmbrs.address}/soap/v3",
        tmp_path,
        MAIL_OUTBOX=str(tmp_path / "outbox"),
    )
    service.arguments.append("--migrate")
    service.environment = {**service.environment, "PUBLIC_URL": service.address}
    with processes.ended_afterwards(nmbrs), processes.ended_afterwards(service):
        nmbrs.start()
        service.start()
        with httpx.Client(base_url=nmbrs.address, timeout=30, trust_env=False) as http:
            companies = _customer(Nmbrs(nmbrs.address, http))
        key = run_command(
            ["app", "api-key", "create", "--name", "First administrator", "--role", "admin"],
            dict(service.environment),
            tmp_path,
        )
        yield Place(service.address, key, tmp_path / "outbox", companies)


def _customer(nmbrs: Nmbrs) -> list[str]:
    return [each["name"] for each in nmbrs.visible_companies()]


@dataclass
class FirstUse:
    """What the newcomer does with each route, and what he has seen so far."""

    newcomer: Newcomer
    customer: Json
    companies: list[str]
    told: list[Route]
    employers: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    run: Json = field(default_factory=dict)

    # --- before there is an account: the text above Swagger

    @property
    def checklist(self) -> Route:
        """The last that the first text names."""
        return self.told[-1]

    def begin(self) -> None:
        """Do what the first text says, route by route."""
        acts = {
            "GET /v1/customer-instructions": self._ask_the_customer,
            "POST /v1/employers": self._add_employers,
            "POST /v1/employer-groups": self._add_group,
            "PUT /v1/employer-groups/{group_id}/employers": self._fill_group,
            "POST /v1/accounts": self._add_account,
        }
        named = [str(route) for route in self.told]
        assert [*acts, "GET /v1/accounts/{account_id}/checklist"] == named
        for route in self.told[:-1]:
            acts[str(route)](route)

    def _ask_the_customer(self, route: Route) -> None:
        asked = [item["name"] for item in self.newcomer.send(route)["hand_over"]]
        assert set(self.customer) == set(asked)

    def _add_employers(self, route: Route) -> None:
        example = self.newcomer.example(route)
        self.employers = [
            self.newcomer.send(route, _filled(example, name=name))["id"] for name in self.companies
        ]

    def _add_group(self, route: Route) -> None:
        self.ids["group_id"] = self.newcomer.send(route, self.newcomer.example(route))["id"]

    def _fill_group(self, route: Route) -> None:
        body = _filled(self.newcomer.example(route), employer_ids=self.employers)
        self.newcomer.send(route, body, **self.ids)

    def _add_account(self, route: Route) -> None:
        example = self.newcomer.example(route)
        group = _filled(example["authorization"], employer_group_id=self.ids["group_id"])
        account = self.newcomer.send(route, _filled(example, **self.customer, authorization=group))
        self.ids["account_id"] = account["id"]

    # --- from then on: the checklist

    def follow(self) -> list[str]:
        """Take the first step that is to do, as long as there is one; give the steps in their order."""
        taken: list[str] = []
        while step := self._first_to_do():
            assert step["actor"] == "administrator", step
            assert step["code"] not in taken, f"done as it says, and still to do: {step}"
            taken.append(step["code"])
            self._take(step)
        return taken

    def _first_to_do(self) -> Json | None:
        shown = self.newcomer.send(self.checklist, None, **self.ids)
        steps = [step for section in shown["sections"] for step in section["steps"]]
        found = next((step for step in steps if step["state"] == "todo"), None)
        assert shown["ready"] == (found is None)
        return found

    def _take(self, step: Json) -> None:
        named = self.newcomer.routes_in(step["next_step"]["nl"])
        for language in ("nl", "en"):
            told = step["next_step"][language]
            assert ROUTES[step["code"]] == [str(each) for each in self.newcomer.routes_in(told)], step
            assert "<id>" not in told or step["employers"], step
        self._acts[step["code"]](step, named)

    @property
    def _acts(self) -> dict[str, Callable[[Json, list[Route]], None]]:
        return {
            "CREDENTIALS": self._check,
            "DISCOVERY_CONFIGURATION": self._configure,
            "DISCOVERY_RUN": self._run_discovery,
            "EMPLOYER_CODES": self._assign,
            "CLASSIFICATIONS_LINKED": self._link,
            "IMPORT_CONFIGURATION": self._configure,
            "FIRST_RUN": self._run_import,
        }

    def _check(self, step: Json, routes: list[Route]) -> None:
        assert self.newcomer.send(routes[0])["ok"], "the customer did what the mail asked"

    def _configure(self, step: Json, routes: list[Route]) -> None:
        self.newcomer.send(routes[0], self.newcomer.example(routes[0], step["next_step"]["nl"]))

    def _run_discovery(self, step: Json, routes: list[Route]) -> None:
        self._run(routes[0], self.newcomer.example(routes[0]))

    def _assign(self, step: Json, routes: list[Route]) -> None:
        """The companies have the names of the employers, so each is proposed to the right one."""
        show, assign = routes
        example = self.newcomer.example(assign)
        row = example["assignments"][0]
        assignments = [
            _filled(row, nmbrs_id=found["nmbrs_id"], employer_id=found["proposal"])
            for found in self.newcomer.send(show)["items"]
        ]
        self.newcomer.send(assign, _filled(example, assignments=assignments))

    def _link(self, step: Json, routes: list[Route]) -> None:
        for employer in step["employers"]:
            self.newcomer.send(routes[0], id=employer["employer_id"])

    def _run_import(self, step: Json, routes: list[Route]) -> None:
        """First the example, which is a preview as the step says, and then the other mode it names."""
        example = self.newcomer.example(routes[0])
        assert [example["mode"]] == re.findall(r"\bpreview\b", step["next_step"]["nl"])
        assert re.search(r"\bapply\b", step["next_step"]["nl"])
        self._run(routes[0], example)
        self.run = self._run(routes[0], _filled(example, mode="apply"))

    def _run(self, route: Route, body: Json) -> Json:
        run = self.newcomer.send(route, body)
        assert run["status"] in WELL, run
        return run


def _filled(example: Json, **own: object) -> Json:
    """An example with one's own values in the place of its; it has a place for each."""
    assert own.keys() <= example.keys(), f"the example has no {own.keys() - example.keys()}"
    return {**example, **own}


def _link_in_mail(outbox: Path, run_id: str) -> str:
    """The address of the report, in the mail about that run."""
    found: list[str] = []

    def arrived() -> bool:
        for file in outbox.glob("*.eml"):
            body = message_from_bytes(file.read_bytes(), policy=policy.default).get_body(("plain",))
            assert body is not None
            found.extend(
                line for line in body.get_content().split() if line.startswith("http") and run_id in line
            )
        return bool(found)

    processes.wait_until(arrived, 20)
    return found[0]


def _log_in(browser: httpx.Client, link: str, key: str) -> httpx.Response:
    """Open a link, fill in the form that comes instead, and get where it led."""
    form = browser.get(link).text
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    asked = re.findall(r'<input type="password" id="\w+" name="(\w+)"', form)
    action = re.findall(r'<form method="post" action="([^"]+)"', form)
    assert (1, 1) == (len(asked), len(action)), form
    sent = {name: unescape(value) for name, value in fields.items()} | {asked[0]: key}
    return browser.post(action[0], data=sent)


def test_who_follows_the_texts_gets_from_nothing_to_a_first_import_and_its_report(place: Place) -> None:
    customer = {
        "username": USERNAME,
        "token": TOKEN,
        "domain": f"https://{DOMAIN}.nmbrs.nl/",  # as customers copy it
        "report_recipients": ["beheer@testbedrijf.example"],
        "authorised_employer_count": len(place.companies),
    }
    headers = {"Authorization": f"Bearer {place.key}"}
    with httpx.Client(base_url=place.address, headers=headers, timeout=60, trust_env=False) as http:
        newcomer = Newcomer(http)
        text = newcomer.open_swagger()
        first = FirstUse(newcomer, customer, place.companies, newcomer.routes_in(text))
        first.begin()
        taken = first.follow()

    assert list(ROUTES) == taken
    counts = first.run["counts"]
    assert min(counts[name]["created"] for name in ("departments", "employees", "absences")) > 0
    assert 0 == counts["absences"]["refused"]

    link = _link_in_mail(place.outbox, first.run["id"])
    with httpx.Client(base_url=place.address, timeout=60, trust_env=False, follow_redirects=True) as browser:
        report = _log_in(browser, link, place.key)
        start = browser.get("/").text
        checklist = browser.get(unescape(re.findall(r'href="(/v1/accounts/[^"]+)"', start)[0]))

    assert (200, link) == (report.status_code, str(report.url))
    assert report.headers["content-type"].startswith("text/html")
    assert first.run["id"] in report.text
    assert "Geslaagd" in report.text
    assert (200, True) == (checklist.status_code, "Te doen: 0" in checklist.text)
