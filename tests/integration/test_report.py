"""The log report in its four forms: of the same rows, by cause, in plain words, safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re

import pytest

from tests.integration.report_forms import Json, fetch, page, rows, texts
from tests.nmbrs_control import Nmbrs
from tests.suite import Suite

CONTRACTS = "Contract_GetAll_AllEmployeesByCompany"
SCHEDULES = "Schedule_GetAll_AllEmployeesByCompany"
DANGEROUS = '=HYPERLINK("http://elsewhere.example";"klik")'


def test_every_form_tells_the_same(suite: Suite, busy: Json) -> None:
    report, lines, shown = suite.report(busy), rows(suite, busy), page(suite, busy)
    text = fetch(suite, busy, "txt").text

    told = [(each["code"], each["reference"], each["message"], each["next_step"]) for each in report["lines"]]
    assert sorted(told) == sorted(
        (row["code"], row["reference"], row["message"], row["next_step"]) for row in lines
    )
    assert report["lines_total"] == len(lines) == sum(report["levels"].values())
    assert {row["run_id"] for row in lines} == {busy["id"]}
    assert report["outcome"] == "Deels verwerkt"
    assert f"Uitkomst:       {report['outcome']}" in text
    assert texts(shown, "//h1")[0].endswith(report["outcome"])
    assert texts(shown, "//p[@class='to-do']") == [report["to_do"]]
    loud = [each for each in report["causes"] if each["level"] in ("warning", "failure")]
    assert [f"{each['lines']}× {each['message']}" for each in loud] == texts(shown, "//article/h3")
    for each in report["causes"]:
        if each["level"] != "metadata":
            assert re.search(rf"\s{each['lines']} x {re.escape(each['message'])}  \[", text)
    told = [list(each.values()) for each in report["run"]["counts"].values()]
    figures = [
        [int(cell) for cell in texts(row, "td[@class!='picture']")]
        for row in shown.xpath("//table[@class='figures']/tbody/tr")
    ]
    in_text = [
        list(map(int, row.split()[-8:])) for row in text.splitlines() if re.match(r"\w+( +\d+){8}$", row)
    ]
    assert figures == in_text
    assert sorted(figures) == sorted(each for each in told if any(each))


def test_what_is_refused_for_one_reason_is_one_cause_with_what_differs(suite: Suite, busy: Json) -> None:
    causes = {(each["code"], each["actor"]): each for each in suite.report(busy)["causes"]}

    denied = causes["SOURCE_UNAUTHORISED", "customer"]
    unmapped = causes["CLASSIFICATION_NOT_MAPPED", "administrator"]
    assert (denied["lines"], denied["streams"]) == (2, ["AO", "RO"])
    assert denied["next_step"].startswith(f"Laat de klant {CONTRACTS} en {SCHEDULES} op Active zetten")
    assert unmapped["lines"] == 2
    assert unmapped["help_desk_text"].splitlines() == [
        f"{label} dient te verwijzen naar verzuimclassificatie [X] met code [Y]"
        for label in ("Overige oorzaken", "Zwangerschapverlof")
    ]
    assert "(3 gevallen)" in unmapped["examples"][0]["message"]
    assert "(een of meer gevallen)" in unmapped["examples"][1]["message"]
    assert causes["CLASSIFICATION_UNKNOWN", "customer"]["why"]
    assert busy["counts"]["absences"]["refused"] == 5


def test_causes_come_the_worst_first_and_are_few(suite: Suite, busy: Json) -> None:
    causes = suite.report(busy)["causes"]

    order = ["failure", "warning", "notice", "metadata"]
    assert sorted(causes, key=lambda each: order.index(each["level"])) == causes
    assert len({(each["code"], each["message"]) for each in causes}) == len(causes) < 25
    assert {each["actor"] for each in causes} == {"customer", "administrator", "nobody"}


def test_completeness_of_each_employer_is_told_in_words(suite: Suite, busy: Json) -> None:
    shown, text = page(suite, busy), fetch(suite, busy, "txt").text

    [bakery] = texts(shown, "//section[@aria-labelledby='completeness']//tbody/tr")
    assert "Bakkerij" in bakery
    assert f"Arbeidsovereenkomsten: geen rechten ({CONTRACTS})" in bakery
    assert f"Roosters: geen rechten ({SCHEDULES})" in bakery
    assert f"verwerkt; Arbeidsovereenkomsten: geen rechten ({CONTRACTS}); Roosters:" in text
    assert "Slagerij" in texts(shown, "//section[@aria-labelledby='completeness']/details")[0]


def test_an_english_account_is_told_in_english(nmbrs: Nmbrs, suite: Suite, bakery: int) -> None:
    employer = suite.add_employer("Bakery", bakery)
    suite.link_classifications(employer)
    suite.add_account({"scope": "employer", "employer_id": employer}, culture="en-GB")
    run = suite.run(suite.add_configuration())

    shown = page(suite, run)

    assert shown.get("lang") == "en"
    assert suite.report(run)["outcome"] == "Succeeded"
    assert "Outcome:        Succeeded" in fetch(suite, run, "txt").text
    assert "partially" not in shown.text_content()


@pytest.mark.parametrize("form", ["html", "txt", "csv"])
def test_no_form_shows_a_raw_state(suite: Suite, busy: Json, form: str) -> None:
    shown = fetch(suite, busy, form).text

    for raw in ("partially_applied", "succeeded_with", "empty_but_was_not", "administrator:"):
        assert raw not in shown


def test_an_employer_without_a_code_is_named(suite: Suite, bakery: int) -> None:
    suite.set_up({bakery: "Bakkerij"})
    nameless = suite.add_employer("Kapper zonder code")
    group = suite.all("/employer-groups")[0]["id"]
    members = [*suite.employer_ids.values(), nameless]
    suite.ask("PUT", f"/employer-groups/{group}/employers", json={"employer_ids": members})
    run = suite.run()

    [row] = [row for row in rows(suite, run) if row["code"] == "EMPLOYER_WITHOUT_CODE"]
    assert row["employer"] == "Kapper zonder code"
    assert "          - Kapper zonder code\n" in fetch(suite, run, "txt").text
    assert "Kapper zonder code" in page(suite, run).text_content()


def test_a_case_that_was_closed_is_counted_as_ended(
    nmbrs: Nmbrs, suite: Suite, bakery: int, sick: int
) -> None:
    suite.set_up({bakery: "Bakkerij"}, settings={"absence_delete_action": "close"})
    suite.run()
    nmbrs.fault("empty", operation="Absence_GetList", employee_id=sick)
    suite.run()

    closed = suite.run()

    counts = closed["counts"]["absences"]
    assert (counts["ended"], counts["withdrawn"], counts["read"], counts["unchanged"]) == (1, 0, 1, 1)


def test_nothing_in_the_csv_is_computed_by_a_spreadsheet(nmbrs: Nmbrs, suite: Suite, bakery: int) -> None:
    for name in (DANGEROUS, "+1", "-1", "@SUM(A1)", "\t=1"):
        suite.add_employer(name, None)
    suite.set_up({bakery: DANGEROUS})
    nmbrs.add_company("=1+1")
    run = suite.run()
    nmbrs.change_company(bakery, name=DANGEROUS)
    discovery = suite.run(suite.add_configuration("nmbrs_employer_codes"))

    written = [fetch(suite, each, "csv").content.decode("utf-8-sig") for each in (run, discovery)]
    cells = [cell for text in written for row in csv.reader(io.StringIO(text, newline="")) for cell in row]

    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))] == []
    assert f"'{DANGEROUS}" in cells
    assert any(DANGEROUS in cell for cell in cells if cell.startswith("'"))


def test_the_csv_is_read_as_what_it_is(suite: Suite, busy: Json) -> None:
    answer = fetch(suite, busy, "csv")

    assert answer.content.startswith(b"\xef\xbb\xbfrun_id,at,level,stream,code,")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="report-{busy["id"]}.csv"'
