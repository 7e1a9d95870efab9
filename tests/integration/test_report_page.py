"""The log report as a page: it needs nothing, can be read by ear, and stays small for a run of thousands."""

from __future__ import annotations

import itertools
from datetime import datetime

import pytest
from lxml import html

from app import models
from app.database import insert_all
from app.runs.messages import MESSAGES
from tests.integration.by_hand import ByHand
from tests.integration.report_forms import Json, fetch, page, rows
from tests.nmbrs_control import Nmbrs
from tests.suite import Suite

CONTRACTS = "Contract_GetAll_AllEmployeesByCompany"
SCHEDULES = "Schedule_GetAll_AllEmployeesByCompany"
DANGEROUS = '=HYPERLINK("http://elsewhere.example";"klik")'


def test_the_page_needs_nothing_from_anywhere_and_runs_nothing(suite: Suite, busy: Json) -> None:
    answer = fetch(suite, busy, "html")
    shown = html.fromstring(answer.content)

    assert answer.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert shown.xpath("//script | //iframe | //img | //*[@style] | //@*[starts-with(name(), 'on')]") == []
    for link in shown.xpath("//@href | //@src"):
        assert link in ("data:,", "/")
    assert "url(" not in answer.text
    assert "@import" not in answer.text


def test_the_page_can_be_read_by_ear(suite: Suite, busy: Json) -> None:
    shown = page(suite, busy)

    assert len(shown.xpath("//main")) == len(shown.xpath("//h1")) == 1
    levels = [int(each.tag[1]) for each in shown.xpath("//h1 | //h2 | //h3")]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert shown.xpath("//thead//th[not(@scope='col')] | //tbody//th[not(@scope='row')]") == []
    assert shown.xpath("//table[not(thead)]") == []
    assert shown.xpath("//figure[not(figcaption)]") == []
    assert shown.xpath("//svg[not(@aria-hidden='true')]") == []
    named = set(shown.xpath("//@id"))
    assert set(shown.xpath("//@aria-labelledby")) | set(shown.xpath("//@aria-describedby")) <= named
    assert len(shown.xpath("//@id")) == len(named)


def test_what_comes_from_outside_is_text_on_thepage(nmbrs: Nmbrs, suite: Suite) -> None:
    name = "<script>alert(1)</script> & Zn."
    nmbrs.add_company(name)
    suite.add_account({"scope": "all_employers"})
    run = suite.run(suite.add_configuration("nmbrs_employer_codes"))

    shown = fetch(suite, run, "html").text

    assert "<script" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Zn." in shown


MANY = 10_000


@pytest.fixture
def crowded(by_hand: ByHand, nmbrs: Nmbrs, bakery: int) -> Json:
    """A run with a journal and remarks as of an employer of thousands."""
    by_hand.set_up({bakery: "Bakkerij"})
    run = by_hand.run()
    [employer_id] = by_hand.employer_ids.values()
    kinds = [("employee", "EMPLOYEE_CREATED"), ("contract", "CONTRACT_CREATED"), ("wage", "WAGE_CREATED")]
    changes = [
        {
            "run_id": run["id"], "employer_id": employer_id, "entity": entity, "record_id": str(number),
            "source_key": str(number), "operation": "create", "fields": {}, "reason": reason,
            "base_hash": None, "content_hash": "",
        }
        for entity, reason in kinds
        for number in range(MANY)
    ]  # fmt: skip
    at = datetime.fromisoformat(run["created_at"])
    remarks = [
        {
            "run_id": run["id"], "employer_id": employer_id, "at": at, "since": None,
            "level": int(MESSAGES["EMPLOYEE_NO_DEPARTMENT"].level), "stream": "OG",
            "code": "EMPLOYEE_NO_DEPARTMENT", "reference": str(number), "params": {},
        }
        for number in range(MANY)
    ]  # fmt: skip
    with by_hand.database.transaction() as session:
        insert_all(session, models.Change, changes)
        insert_all(session, models.ReportLine, remarks)
    return run


def test_the_report_of_thousands_stays_small(by_hand: ByHand, crowded: Json) -> None:
    shown, text = fetch(by_hand, crowded, "html"), fetch(by_hand, crowded, "txt")
    report = by_hand.report(crowded)
    few = by_hand.ask("GET", f"/runs/{crowded['id']}/report", params={"lines_limit": 3})

    assert shown.elapsed.total_seconds() < 2
    assert len(shown.content) < 60_000
    assert "10.000" in shown.text
    assert len(text.text.splitlines()) < 80
    assert (len(report["lines"]), len(few["lines"])) == (1000, 3)
    assert report["lines_total"] == few["lines_total"] > 4 * MANY
    assert few["causes"] == report["causes"]
    [many] = [each for each in report["causes"] if each["code"] == "EMPLOYEE_NO_DEPARTMENT"]
    assert many["lines"] >= MANY
    assert len(many["examples"]) == 20


def test_the_csv_has_every_line_once(by_hand: ByHand, crowded: Json) -> None:
    lines = rows(by_hand, crowded)

    assert len(lines) == by_hand.report(crowded)["lines_total"]
    remarked = [row["reference"] for row in lines if row["code"] == "EMPLOYEE_NO_DEPARTMENT"]
    wages = [row["reference"] for row in lines if row["code"] == "WAGE_CREATED"]
    assert {str(number) for number in range(MANY)} <= set(remarked)
    assert sorted(wages, key=int) == [str(number) for number in range(MANY)]
