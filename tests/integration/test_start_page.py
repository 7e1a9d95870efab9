"""The page for who comes without a link: the runs he may see, newest first, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from app.database import Database
from app.runs.states import RunStatus
from tests.conftest import MakeKey
from tests.integration.browsers import Browser, browser
from tests.integration.callers import Api, make_account, make_configuration, make_employer, store_run


@pytest.fixture
def visitor(api: Api, app: FastAPI) -> Iterator[Browser]:
    with browser(app) as opened:
        yield opened


def stored(api: Api, database: Database, employer: str, statuses: list[str], **fields: str) -> list[str]:
    """Runs of an account for this employer, newest first."""
    account = make_account(api, employer, **fields)
    configuration = make_configuration(api, account, data_stream="Afdelingen & meer")
    return [
        store_run(database, account_id=account, configuration_id=configuration, status=each)
        for each in statuses
    ][::-1]


def linked(page: str) -> list[str]:
    return re.findall(r'href="/v1/runs/([^/]+)/report\?format=html"', page)


def test_a_visitor_sees_his_runs_newest_first_and_no_others(
    api: Api, database: Database, visitor: Browser, make_key: MakeKey
) -> None:
    mine, foreign = make_employer(api), make_employer(api)
    wanted = stored(api, database, mine, ["succeeded", "failed"], name="<b>Mijn & account</b>")
    stored(api, database, foreign, ["succeeded"], name="Vreemd account")
    visitor.log_in(make_key("operator", employers=[mine]))

    page = visitor.open("/").text

    assert wanted == linked(page)
    assert "Vreemd account" not in page
    assert "&lt;b&gt;Mijn &amp; account&lt;/b&gt;" in page
    assert ("Geslaagd", "Mislukt", "Afdelingen &amp; meer") == tuple(
        each for each in ("Geslaagd", "Mislukt", "Afdelingen &amp; meer") if each in page
    )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_outcome_has_words(
    api: Api, database: Database, visitor: Browser, make_key: MakeKey, language: str
) -> None:
    employer = make_employer(api)
    for status in RunStatus:
        stored(api, database, employer, [status], username=f"{status}@voorbeeld.example")
    visitor.log_in(make_key("operator", employers=[employer]))

    page = visitor.open("/", accept_language=language).text

    assert len(RunStatus) == len(linked(page))
    assert not re.search(r"[a-z]_[a-z]", page.partition("<main>")[2])


def test_only_the_newest_twenty_are_shown(
    api: Api, database: Database, visitor: Browser, make_key: MakeKey
) -> None:
    runs = stored(api, database, make_employer(api), ["succeeded"] * 22)
    visitor.log_in(make_key())

    assert runs[:20] == linked(visitor.open("/").text)


def test_without_a_run_or_an_account_it_says_so_and_where_to_begin(
    visitor: Browser, make_key: MakeKey
) -> None:
    visitor.log_in(make_key())

    page = visitor.open("/").text

    assert "Er is nog niets uitgevoerd" in page
    assert "Er is nog geen account" in page


def test_each_account_in_use_has_its_checklist_for_who_may_see_it(
    api: Api, visitor: Browser, make_key: MakeKey
) -> None:
    mine = make_employer(api)
    account, archived = make_account(api, mine, name="Mijn <account>"), make_account(api, mine)
    assert 200 == api.post(f"/accounts/{archived}/archive", if_match="*").status_code
    make_account(api, make_employer(api), name="Vreemd account")
    visitor.log_in(make_key("operator", employers=[mine]))

    page = visitor.open("/").text
    links = re.findall(r'href="(/v1/accounts/[^"]+)"', page)

    assert [f"/v1/accounts/{account}/checklist?format=html"] == links
    assert "Mijn &lt;account&gt;" in page
    assert "Vreemd account" not in page
    assert "Checklist Mijn &lt;account&gt;" in visitor.open(links[0]).text
