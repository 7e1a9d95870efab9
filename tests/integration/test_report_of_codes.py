"""The report of a discovery: the table of the manual, section 4, in each form."""

from __future__ import annotations

import re
from typing import Any

from tests.integration.report_forms import fetch, page, rows, texts
from tests.nmbrs_control import Nmbrs
from tests.suite import Suite

CONTRACTS = "Contract_GetAll_AllEmployeesByCompany"
SCHEDULES = "Schedule_GetAll_AllEmployeesByCompany"
DANGEROUS = '=HYPERLINK("http://elsewhere.example";"klik")'


def test_a_discovery_is_the_table_of_the_manual_in_every_form(
    nmbrs: Nmbrs, suite: Suite, bakery: int
) -> None:
    butcher, hairdresser = nmbrs.add_company("Slagerij"), nmbrs.add_company("Kapper")
    linked = suite.add_employer("Bakkerij", bakery)
    named = suite.add_employer("Slagerij")
    suite.add_account({"scope": "all_employers"})
    run = suite.run(suite.add_configuration("nmbrs_employer_codes"))

    report, shown_page, text = suite.report(run), page(suite, run), fetch(suite, run, "txt").text
    table = shown_page.xpath("//table[@class='companies']")[0]
    shown = [texts(row, "th | td") for row in table.xpath(".//tbody/tr")]
    lines = rows(suite, run)

    assert {
        (each["nmbrs_id"], each["state"], each["employer_id"], each["proposal"])
        for each in report["companies"]
    } == {
        (str(bakery), "linked", linked, None),
        (str(butcher), "known_name", None, named),
        (str(hairdresser), "unknown", None, None),
    }
    assert texts(table, ".//thead//th")[0] == "Id"
    assert {row[0]: row[3:] for row in shown} == {
        str(bakery): ["ja", f"Bakkerij ({bakery})"],
        str(butcher): ["nee, wel een werkgever met deze naam", "Slagerij (te koppelen?)"],
        str(hairdresser): ["nee", ""],
    }
    assert [list(row.values()) for row in lines] == shown
    assert list(lines[0]) == ["id", "number", "name", "known", "employer"]
    for row in shown:
        assert re.search(r"^" + r"\s+".join(map(re.escape, filter(None, row))) + r"$", text, re.MULTILINE)
    advice = "Haal daarna het tijdstip weg bij de configuratie of archiveer haar."
    assert advice in report["advice"]
    assert text.rstrip().endswith(advice)
    assert advice in texts(shown_page, "//main/div/*[last()]")[0]


def test_a_discovery_names_no_employer_that_its_reader_does_not_reach(
    nmbrs: Nmbrs, suite: Suite, make_key: Any, bakery: int
) -> None:
    mine = suite.add_employer("Kapper")
    suite.add_employer("Geheime Bakkerij", bakery)
    suite.add_account({"scope": "employer", "employer_id": mine})
    run = suite.run(suite.add_configuration("nmbrs_employer_codes"))
    suite.headers = make_key(employers=[mine])

    shown = [fetch(suite, run, form).text for form in ("html", "txt", "csv", "json")]

    assert [text for text in shown if "Geheime" in text] == []
    assert "buiten de autorisatie" in shown[0]


def test_a_discovery_that_failed_tells_why(nmbrs: Nmbrs, suite: Suite, bakery: int) -> None:
    suite.add_account({"scope": "all_employers"}, token="ANOTHER-TOKEN")
    run = suite.run(suite.add_configuration("nmbrs_employer_codes"))

    assert suite.report(run)["outcome"] == "Mislukt: er is niets verwerkt"
    assert "Nmbrs weigert de gegevens van het account" in fetch(suite, run, "txt").text
    assert texts(page(suite, run), "//article/h3")[0].startswith("1× Nmbrs weigert")
    assert next(row["code"] for row in rows(suite, run)) == "CREDENTIALS_REJECTED"
