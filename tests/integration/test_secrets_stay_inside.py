"""What is secret or about somebody's health is said to nobody who did not ask for it and may know it.

Marked values go through whole imports, good and bad. Then everything that was logged, answered, printed
or stored is searched for the marks.
"""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

from app import log
from app.database import Database, make_engine
from app.settings import Settings
from tests.integration.mailed import Postman, with_mail
from tests.integration.marks import (
    AMOUNT,
    BSN,
    CODE,
    DAYS,
    EVER,
    LABEL,
    PERSONAL,
    STREET,
    SURNAME,
    TOKEN,
    UNMAPPED,
    add_company,
    found,
    set_up,
)
from tests.mail_server import MailServer, Received, serving
from tests.nmbrs_control import Nmbrs
from tests.suite import Suite

Json = dict[str, Any]
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def company(nmbrs: Nmbrs) -> int:
    return add_company(nmbrs)


# --- everything that is said ----------------------------------------------------------------------


@dataclass
class Said:
    """What left the process, by the way it left."""

    logged: io.StringIO = field(default_factory=io.StringIO)
    warned: list[warnings.WarningMessage] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    mailed: list[Received] = field(default_factory=list)

    def text(self) -> str:
        parts = [self.logged.getvalue(), *self.answered, *(str(each.message) for each in self.warned)]
        for mail in self.mailed:
            parts += [str(mail.message.items()), mail.part("plain"), mail.part("html")]
        return "\n".join(parts)


@pytest.fixture
def said() -> Iterator[Said]:
    """The log as the service writes it when asked to tell most, and every warning."""
    said = Said()
    root, ours = logging.getLogger(), logging.getLogger("app")
    before = root.handlers[:], root.level, ours.level
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        said.warned = warned
        log.configure("DEBUG", stream=said.logged)
        yield said
    log.configure()
    root.handlers[:] = before[0]
    root.setLevel(before[1])
    ours.setLevel(before[2])


@pytest.fixture
def client(said: Said, app: FastAPI) -> Iterator[TestClient]:
    """The service, running; a bug of ours is answered and not raised."""
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def server() -> Iterator[MailServer]:
    """Where mail goes: nothing is held back by its level, and all of it is kept."""
    server = MailServer()
    with serving(server):
        yield server


@pytest.fixture
def settings(settings: Settings, server: MailServer) -> Settings:
    return with_mail(settings, server)


def _told(suite: Suite, run: Json) -> list[str]:
    """Everything that tells of a run without naming people to who may know them."""
    path = f"/runs/{run['id']}"
    forms = [f"/report?format={form}" for form in ("json", "html", "csv", "txt")]
    lines = str(suite.all("/report-lines", configuration_id=run["configuration_id"]))
    return [lines, *(str(suite.ask("GET", f"{path}{part}")) for part in ("", *forms))]


def _refused(suite: Suite, database: Database) -> list[str]:
    """The answers to requests that are wrong in many ways, with a mark in each."""
    body = suite.account_body({"scope": "all_employers"}, token=TOKEN)
    json = {"Content-Type": "application/json"}
    account, version = f"/accounts/{suite.account_id}", {"If-Match": '"1"'}
    wrong: list[tuple[int, str, str, dict[str, Any]]] = [
        (422, "POST", "/accounts", {"json": {**body, "token": TOKEN * 50, "username": SURNAME}}),
        (422, "POST", "/accounts", {"json": {**body, "token": [TOKEN], "culture": BSN}}),
        (422, "POST", "/accounts", {"json": {**body, "domain": f"{SURNAME}.example"}}),
        (422, "PATCH", account, {"json": {"token": {TOKEN: BSN}}, "headers": version}),
        (400, "POST", "/accounts", {"content": f'{{"token": "{TOKEN}", "name": "{SURNAME}', "headers": json}),
        (409, "POST", "/accounts", {"json": body, "headers": {"Idempotency-Key": SURNAME}}),
        (422, "GET", f"/absences?on={SURNAME}&limit={BSN}0&cursor={SURNAME}", {}),
        (404, "GET", f"/employees/{BSN}", {}),
        (404, "GET", f"/{SURNAME}/{DAYS[0]}", {}),
        (401, "GET", "/employees", {"headers": {"Authorization": f"Bearer {TOKEN}"}}),
    ]
    answers = [suite.ask(method, path, status=status, **rest) for status, method, path, rest in wrong]

    _rename(database, "employer_groups", "gone")  # an error of the database quotes the row
    answers.append(suite.ask("POST", "/employer-groups", status=500, json={"name": SURNAME, "notes": TOKEN}))
    _rename(database, "gone", "employer_groups")
    return [str(answer) for answer in answers]


def _rename(database: Database, old: str, new: str) -> None:
    with database.transaction() as session:
        session.execute(sa.text(f"ALTER TABLE {old} RENAME TO {new}"))


def test_no_log_answer_metric_report_or_warning_ever_says_a_mark(
    suite: Suite,
    database: Database,
    nmbrs: Nmbrs,
    company: int,
    said: Said,
    server: MailServer,
    capfd: Captured,
) -> None:
    set_up(suite, company)
    runs = [suite.run(mode="preview"), suite.run()]
    assert suite.all("/absences")
    faults = [
        ("cut", "PersonalInfo_GetCurrent"),
        ("html", "Absence_GetList"),
        ("unknown_element", None),
        ("year_one", "Absence_GetList"),
        ("unknown_literal", "PersonalInfo_GetCurrent"),
        ("reject", "Absence_GetList"),
    ]
    for kind, operation in faults:
        nmbrs.fault(kind, operation=operation)
        runs.append(suite.run())
        nmbrs.lift_faults()

    for run in runs:
        said.answered += _told(suite, run)
    said.answered += _refused(suite, database)
    said.answered.append(suite.client.get("/metrics").text)
    said.answered.append(suite.client.get("/health/ready").text)
    assert {Postman(suite, server).mail_of(run)["state"] for run in runs} == {"sent"}
    said.mailed = server.received

    printed = capfd.readouterr()
    assert len(said.mailed) == len(runs)
    assert {"CLASSIFICATION_NOT_MAPPED", "CREDENTIALS_REJECTED"} <= {
        code for mail in said.mailed for code in mail.causes()
    }
    mails = "".join(mail.part("plain") + mail.part("html") for mail in said.mailed)
    keys = {line["reference"] for run in runs for line in suite.report(run)["lines"]} - {""}
    assert [key for key in keys if re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", mails)] == []
    assert found(mails, (UNMAPPED, "Bakkerij")) == []
    assert len(said.logged.getvalue().splitlines()) > 50
    assert {run["status"] for run in runs} == {"previewed", "partially_applied", "failed"}
    assert found(said.text() + printed.out + printed.err, (*EVER, *PERSONAL)) == []
    [line] = [line for line in suite.report(runs[1])["lines"] if line["code"] == "CLASSIFICATION_NOT_MAPPED"]
    assert (UNMAPPED in line["message"], line["reference"]) == (True, "")


@pytest.mark.parametrize("index", ["employees (last_name)", "changes (run_id, entity, operation)"])
def test_a_step_that_breaks_on_a_person_tells_nobody_who_it_was(
    suite: Suite, database: Database, company: int, said: Said, settings: Settings, index: str,
    capfd: Captured,
) -> None:  # fmt: skip
    set_up(suite, company)
    with database.transaction() as session:  # the database refuses the second of them, and quotes him
        session.execute(sa.text(f"CREATE UNIQUE INDEX refusing ON {index}"))

    run = suite.run()

    assert (run["status"], suite.codes(run, "failure")[-1]) == ("failed", "INTERNAL_ERROR")
    printed = capfd.readouterr()
    # What was written by COPY fails with the driver's own error.
    assert any(name in said.logged.getvalue() for name in ("IntegrityError", "UniqueViolation"))
    assert found(said.text() + printed.out + printed.err, (*EVER, *PERSONAL)) == []
    assert found(_rows_of_the_engine(settings), (*EVER, *PERSONAL)) == []


# --- everything that is stored --------------------------------------------------------------------


def _rows(engine: sa.Engine, schema: str) -> dict[str, str]:
    """Every row of every table of a schema as text, by table."""
    with engine.connect() as connection:
        return {
            name: "\n".join(
                str(tuple(row))
                for row in connection.execute(sa.text(f'SELECT * FROM {schema}."{name}"'))  # noqa: S608
            )
            for name in sa.inspect(engine).get_table_names(schema=schema)
        }


def _rows_of_the_engine(settings: Settings) -> str:
    """Everything in DBOS's own tables, which are in a file or a schema of their own."""
    engine = make_engine(settings.engine_url())
    rows = _rows(engine, "main" if engine.dialect.name == "sqlite" else "dbos")
    engine.dispose()
    assert "workflow_status" in rows
    return "\n".join(rows.values())


def _bytes_of_files(settings: Settings) -> bytes:
    """The SQLite files as they are on disk, with what has not been merged into them yet."""
    if not settings.database_url.startswith("sqlite"):
        return b""
    path = Path(settings.database_url.removeprefix("sqlite:///"))
    files = sorted(path.parent.glob(f"{path.stem}*"))
    assert len(files) > 2
    return b"".join(file.read_bytes() for file in files)


def test_no_secret_is_stored_in_plain_and_nothing_personal_in_the_engine(
    suite: Suite, database: Database, settings: Settings, nmbrs: Nmbrs, company: int
) -> None:
    set_up(suite, company)
    body = suite.account_body({"scope": "all_employers"}, token=TOKEN, username="ander@voorbeeld.example")
    suite.ask("POST", "/accounts", status=201, json=body, headers={"Idempotency-Key": "a"})
    suite.run(mode="preview")
    suite.run()
    nmbrs.fault("year_one", operation="Absence_GetList")
    suite.run()
    nmbrs.lift_faults()
    nmbrs.fault("reject", operation="Absence_GetList")
    suite.run()

    ours = _rows(database.engine, "main" if database.engine.dialect.name == "sqlite" else "public")

    kept = "".join(ours[name] for name in ("employees", "absence_cases", "addresses", "wages"))
    assert {SURNAME, DAYS[0], STREET, AMOUNT} <= {*found(kept, PERSONAL)}
    catalogue = ours.pop("absence_classifications")
    assert found(catalogue, EVER) == [LABEL, CODE]
    assert {name: marks for name, rows in ours.items() if (marks := found(rows, EVER))} == {}
    raw = _bytes_of_files(settings).decode(errors="replace")
    assert found(raw, set(EVER) - {LABEL, CODE}) == []
    assert found(_rows_of_the_engine(settings), (*EVER, *PERSONAL)) == []
