"""Who is mailed what about a run: the four mail levels against what a run can have to say, to the letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.database import Database
from app.settings import Settings
from tests.integration.mailed import PUBLIC_URL, Postman, text_of, with_mail
from tests.integration.small_employer import TODAY
from tests.mail_server import MailServer, serving
from tests.nmbrs_control import Nmbrs
from tests.suite import Suite

Json = dict[str, Any]
#: `domain.md` §2.3, as it stands there: mail level → what is in a mail, and what a run must have for one.
MATRIX = {
    "failures": (("failure",), {"failure", "all of it"}),
    "warnings": (("failure", "warning"), {"warning", "failure", "all of it"}),
    "all": (("failure", "warning", "notice"), {"notice", "warning", "failure", "all of it"}),
    "all_with_metadata": (
        ("failure", "warning", "notice", "metadata"),
        {"no line", "notice", "warning", "failure", "all of it"},
    ),
}


@pytest.fixture
def server() -> Iterator[MailServer]:
    server = MailServer()
    with serving(server):
        yield server


@pytest.fixture
def settings(settings: Settings, server: MailServer) -> Settings:
    return with_mail(settings, server)


@pytest.fixture
def postman(suite: Suite, server: MailServer) -> Postman:
    return Postman(suite, server)


def _company(nmbrs: Nmbrs) -> tuple[int, int]:
    """A bakery with somebody in its shop."""
    company = nmbrs.add_company("Bakkerij")
    return company, nmbrs.hire(company, department_id=nmbrs.add_department(company, "Winkel"))


def _recovers_too_late(nmbrs: Nmbrs, employee: int) -> None:
    """What a run warns of, however often it has seen it."""
    nmbrs.report_sick(employee, TODAY - timedelta(days=9), end=TODAY + timedelta(days=9))


def _levels(postman: Postman, run: Json) -> set[str]:
    return {name for name, number in postman.suite.report(run)["levels"].items() if number}


@pytest.mark.parametrize("mail_level", MATRIX)
def test_a_mail_is_sent_and_filled_as_its_level_says(nmbrs: Nmbrs, postman: Postman, mail_level: str) -> None:
    company, employee = _company(nmbrs)
    postman.suite.set_up({company: "Bakkerij"}, mail_level=mail_level)
    mails = {"notice": postman.run(), "no line": postman.run()}
    dossier = nmbrs.report_sick(employee, TODAY - timedelta(days=9), dossier="Onbekende ziekte")
    mails["failure"] = postman.run()
    nmbrs.withdraw(dossier)
    _recovers_too_late(nmbrs, nmbrs.hire(company))
    postman.run()
    mails["warning"] = postman.run()
    nmbrs.report_sick(employee, TODAY - timedelta(days=8), dossier="Onbekende ziekte")
    nmbrs.hire(company)
    mails["all of it"] = postman.run()

    levels, mailed = MATRIX[mail_level]
    assert {situation: _levels(postman, run) - {"metadata"} for situation, (run, _) in mails.items()} == {
        "notice": {"notice"}, "no line": set(), "failure": {"failure"}, "warning": {"warning"},
        "all of it": {"notice", "warning", "failure"},
    }  # fmt: skip
    assert {situation for situation, (_, mail) in mails.items() if mail} == mailed
    for run, mail in mails.values():
        told = postman.suite.ask("GET", f"/runs/{run['id']}")["mail"]
        if mail is None:
            assert (told["state"], told["code"], told["attempts"]) == ("none", "BELOW_MAIL_LEVEL", 0)
            continue
        expected = postman.lines(run, levels)
        assert mail.causes() == expected
        in_html = text_of(mail.part("html"))
        everything = postman.lines(run, ("failure", "warning", "notice", "metadata"))
        assert {code for code in everything if code in in_html} == set(expected)
        assert mail.message["Message-ID"] == f"<{run['id']}.report@connector.example>"
        assert (run["id"] in in_html) == (mail_level == "all_with_metadata")


@pytest.mark.parametrize("mail_level", MATRIX)
def test_a_technical_failure_is_mailed_at_every_level(
    nmbrs: Nmbrs, postman: Postman, mail_level: str
) -> None:
    company, _ = _company(nmbrs)
    postman.suite.set_up({company: "Bakkerij"}, mail_level=mail_level)
    mailed = []

    for fault in ("html", "deny", "reject"):  # what is rejected stays so
        nmbrs.fault(fault, operation="List_GetAll")
        run, mail = postman.run()
        nmbrs.lift_faults()
        assert mail is not None
        assert mail.message["Subject"] == "Technische storing bij Nmbrs nmbrs_employee: mislukt, 1 uitval"
        assert mail.message["Message-ID"] == f"<{run['id']}.technical@connector.example>"
        mailed.append((run["status"], [code for code in mail.causes() if code != "RUN_SUMMARY"]))

    codes = ("SOURCE_UNAVAILABLE", "SOURCE_UNAUTHORISED", "CREDENTIALS_REJECTED")
    assert mailed == [("failed", [code]) for code in codes]


def test_a_bug_of_ours_is_mailed_as_a_technical_failure(
    nmbrs: Nmbrs, postman: Postman, database: Database
) -> None:
    company, _ = _company(nmbrs)
    nmbrs.hire(company)
    postman.suite.set_up({company: "Bakkerij"}, mail_level="failures")
    with database.transaction() as session:  # the database refuses the second employee
        session.execute(sa.text("CREATE UNIQUE INDEX refusing ON employees (employer_id)"))

    run, mail = postman.run()

    assert mail is not None
    assert mail.causes() == {"INTERNAL_ERROR": 1}
    assert mail.message["Message-ID"] == f"<{run['id']}.technical@connector.example>"


# --- what it says ---------------------------------------------------------------------------------


def test_a_mail_says_what_happened_what_to_do_and_where_to_read_on(nmbrs: Nmbrs, postman: Postman) -> None:
    company, employee = _company(nmbrs)
    _recovers_too_late(nmbrs, employee)
    postman.suite.set_up({company: "Bakkerij"}, mail_level="warnings", data_stream="Werknemers & verzuim")

    run, mail = postman.run()

    assert mail is not None
    link = f"{PUBLIC_URL}/v1/runs/{run['id']}/report?format=html"
    report = postman.suite.report(run)
    assert mail.message["Subject"] == "Logverslag Werknemers & verzuim: geslaagd, 1 waarschuwing"
    assert mail.to == ["verslag@voorbeeldgroep.example"]
    levels = report["levels"]
    for text in (mail.part("plain"), text_of(mail.part("html")).replace("&amp;", "&")):
        assert "Voorbeeldgroep" in text
        assert "Werknemers & verzuim" in text
        assert "1 waarschuwing" in text
        assert f"{levels['notice']} meldingen" in text
        assert "Actie (klant): Laat de klant de hersteldatum in Nmbrs nakijken." in text
        assert "Bakkerij" not in text
    assert link in mail.part("plain")
    assert f'href="{link}"' in mail.part("html")
    row = [line.split() for line in mail.part("plain").splitlines() if line.startswith("Werknemers  ")]
    assert row == [["Werknemers", "1", "1", "0"]]
    assert "http" not in mail.part("html").replace(link, "")


def test_a_mail_speaks_the_language_of_its_account(nmbrs: Nmbrs, postman: Postman) -> None:
    company, employee = _company(nmbrs)
    _recovers_too_late(nmbrs, employee)
    suite = postman.suite
    suite.set_up({company: "Bakkerij"}, mail_level="warnings")
    path = f"/accounts/{suite.account_id}"
    suite.ask("PATCH", path, json={"culture": "en-GB"}, headers={"If-Match": '"1"'})

    _, mail = postman.run()

    assert mail is not None
    assert mail.message["Subject"] == "Log report Nmbrs nmbrs_employee: succeeded, 1 warning"
    assert mail.message["Content-Language"] == "en"
    assert "Action (customer): Let the customer check the day of recovery" in mail.part("plain")
    assert '<html lang="en">' in mail.part("html")


def test_a_preview_is_mailed_as_any_run_and_says_so(nmbrs: Nmbrs, postman: Postman) -> None:
    company, _ = _company(nmbrs)
    postman.suite.set_up({company: "Bakkerij"}, mail_level="all")

    run, mail = postman.run(mode="preview")

    assert mail is not None
    assert mail.message["Subject"] == "Logverslag proefuitvoering Nmbrs nmbrs_employee: niets gewijzigd"
    assert mail.causes() == postman.lines(run, ("notice",))


def test_a_discovery_is_mailed_without_a_name_and_points_to_the_codes(nmbrs: Nmbrs, postman: Postman) -> None:
    company, _ = _company(nmbrs)
    postman.suite.set_up({company: "Bakkerij"})
    discovery = postman.suite.add_configuration("nmbrs_employer_codes", mail_level="all")

    _, mail = postman.run(configuration_id=discovery)

    assert mail is not None
    assert mail.causes() == {"EMPLOYER_CODE_FOUND": 1}
    assert "De werkgevercodes staan in het logverslag" in mail.part("plain")
    assert "Bakkerij" not in mail.part("plain") + mail.part("html")


def test_several_absences_of_one_cause_are_added_up(nmbrs: Nmbrs, postman: Postman) -> None:
    company, employee = _company(nmbrs)
    for each in (employee, nmbrs.hire(company), nmbrs.hire(company)):
        nmbrs.report_sick(each, TODAY - timedelta(days=9), dossier="Zwangerschapverlof")
    postman.suite.set_up({company: "Bakkerij"}, mail_level="failures")

    _, mail = postman.run()

    assert mail is not None
    assert mail.causes() == {"CLASSIFICATION_NOT_MAPPED": 1}
    told = "1 x Verzuim niet verwerkt (3 gevallen): een classificatie uit Nmbrs verwijst nergens naar"
    assert told in mail.part("plain")
    assert "Zwangerschapverlof" not in mail.part("plain") + mail.part("html")


def test_without_recipients_nothing_is_mailed_and_that_shows(
    nmbrs: Nmbrs, postman: Postman, database: Database
) -> None:
    company, _ = _company(nmbrs)
    postman.suite.set_up({company: "Bakkerij"}, mail_level="all_with_metadata")
    with database.transaction() as session:  # as an account from before there was mail
        session.execute(sa.text("UPDATE accounts SET report_recipients = '[]'"))

    run, mail = postman.run()

    told = postman.suite.report(run)["run"]["mail"]
    assert mail is None
    assert (told["state"], told["code"], told["recipients"]) == ("none", "NO_RECIPIENTS", 0)
    assert told["message"].startswith("Het account heeft geen ontvangers")


def test_everybody_of_the_account_is_mailed_once(nmbrs: Nmbrs, postman: Postman) -> None:
    company, _ = _company(nmbrs)
    suite = postman.suite
    suite.set_up({company: "Bakkerij"}, mail_level="all")
    recipients = [f"lezer-{number}@voorbeeld.example" for number in range(20)]
    path = f"/accounts/{suite.account_id}"
    suite.ask("PATCH", path, json={"report_recipients": recipients}, headers={"If-Match": '"1"'})

    run, mail = postman.run()

    assert mail is not None
    assert mail.to == recipients
    assert suite.ask("GET", f"/runs/{run['id']}")["mail"]["recipients"] == 20
    assert Counter(each.message["Message-ID"] for each in postman.server.received) == {
        mail.message["Message-ID"]: 1
    }
