"""The command of scripts before the service itself, over the wire: what came of a run, and its exit code."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from tests import command
from tests.command import Ended
from tests.conftest import Headers, Kind, MakeKey
from tests.integration.callers import NOBODY
from tests.integration.served import served
from tests.nmbrs_control import Nmbrs
from tests.suite import Suite

WAIT = ("--wait", "--timeout", "50")


@pytest.fixture
def database_kind() -> Kind:
    """One will do: the command sees no database, and each test takes a process."""
    return "sqlite"


@pytest.fixture
def suite(app: FastAPI, admin: Headers) -> Iterator[Suite]:
    """An administrator of the service, which is served on a port of its own."""
    with served(app) as address, httpx.Client(base_url=address, timeout=70, trust_env=False) as http:
        yield Suite(http, admin)  # type: ignore[arg-type]  # asks as a TestClient does


@pytest.fixture
def bakery_is_set_up(suite: Suite, bakery: int) -> None:
    suite.set_up({bakery: "Bakkerij"})


def _key(headers: Headers) -> str:
    return headers["Authorization"].removeprefix("Bearer ")


def _run(suite: Suite, *options: str, **how: Any) -> Ended:
    """Run the configuration, with the administrator's key unless told otherwise."""
    address = str(suite.client.base_url)
    return command.run_apart(address, suite.configuration_id, *options, **{"key": _key(suite.headers), **how})


def _only_run(suite: Suite) -> dict[str, Any]:
    [run] = suite.all("/runs")
    return run


def test_an_import_that_succeeds_ends_with_0_and_tells_where_its_report_is(
    suite: Suite, bakery_is_set_up: None
) -> None:
    ended = _run(suite, *WAIT)

    run = _only_run(suite)
    assert (0, "succeeded", run["id"]) == (ended.code, ended.told["outcome"], ended.told["run"])
    assert ("apply", "succeeded") == (run["mode"], run["status"])
    assert ended.told["report"].startswith(
        f"{str(suite.client.base_url).rstrip('/')}/v1/runs/{run['id']}/report"
    )
    assert len(suite.all("/employees")) > 0


def test_a_preview_ends_with_0_and_changes_nothing(suite: Suite, bakery_is_set_up: None) -> None:
    ended = _run(suite, "--mode", "preview", *WAIT)

    assert (0, "previewed", []) == (ended.code, ended.told["outcome"], suite.all("/employees"))


def test_without_waiting_the_id_of_the_run_is_all_that_is_printed(
    suite: Suite, bakery_is_set_up: None
) -> None:
    ended = _run(suite)

    assert (0, f"{_only_run(suite)['id']}\n") == (ended.code, ended.out)


def test_an_operator_of_the_employer_may_run_it(
    suite: Suite, bakery_is_set_up: None, make_key: MakeKey
) -> None:
    operator = make_key("operator", employers=suite.employer_ids.values())

    assert 0 == _run(suite, *WAIT, key=_key(operator)).code


def test_warnings_end_with_3(suite: Suite, bakery_is_set_up: None) -> None:
    path = f"/accounts/{suite.account_id}"
    suite.ask("PATCH", path, json={"authorised_employer_count": 5}, headers={"If-Match": "*"})

    ended = _run(suite, *WAIT, language="nl")

    assert (3, "succeeded_with_warnings") == (ended.code, ended.told["outcome"])
    assert "lees de waarschuwingen in het verslag" in ended.err


def test_what_nmbrs_denies_ends_with_4(nmbrs: Nmbrs, suite: Suite, bakery_is_set_up: None) -> None:
    nmbrs.deny("Absence_GetList")

    ended = _run(suite, *WAIT)

    assert (4, "partially_applied") == (ended.code, ended.told["outcome"])


def test_credentials_that_nmbrs_rejects_end_with_6(
    nmbrs: Nmbrs, suite: Suite, bakery_is_set_up: None
) -> None:
    nmbrs.set_user(token="ANOTHER")

    ended = _run(suite, *WAIT, "--json")

    assert (6, "failed", "CREDENTIALS_REJECTED") == (
        ended.code, ended.json["outcome"], ended.json["run"]["code"],
    )  # fmt: skip
    assert "(CREDENTIALS_REJECTED)" in ended.json["message"]


def test_a_run_that_somebody_cancels_ends_with_6(nmbrs: Nmbrs, suite: Suite, bakery_is_set_up: None) -> None:
    nmbrs.fault("delay", operation="List_GetByCompany", seconds=1)

    def cancel() -> None:
        while not nmbrs.calls("List_GetByCompany"):
            pass
        suite.ask("POST", f"/runs/{_only_run(suite)['id']}/cancel", status=202)

    other = Thread(target=cancel)
    other.start()
    ended = _run(suite, *WAIT)
    other.join()

    assert (6, "cancelled") == (ended.code, ended.told["outcome"])


# --- refused ----------------------------------------------------------------------------------------


def _refusal(ended: Ended) -> tuple[int, str, str]:
    return ended.code, ended.json["outcome"], ended.json["problem"]["code"]


def test_a_key_that_is_not_known_ends_with_7_in_the_language_of_the_user(
    suite: Suite, bakery_is_set_up: None
) -> None:
    dutch = _run(suite, *WAIT, "--json", key="unknown", language="nl")
    english = _run(suite, *WAIT, "--json", key="unknown")

    assert (7, "refused", "UNAUTHENTICATED") == _refusal(dutch) == _refusal(english)
    assert "Een geldige API-sleutel is nodig" in dutch.err
    assert "A valid API key is needed" in english.err


def test_who_may_not_run_it_is_refused_with_7(
    suite: Suite, bakery_is_set_up: None, make_key: MakeKey
) -> None:
    reader = make_key("reader")
    foreign = make_key("operator", employers=[suite.add_employer("Slagerij")])

    assert (7, "refused", "ROLE_NOT_ALLOWED") == _refusal(_run(suite, "--json", key=_key(reader)))
    assert (7, "refused", "CONFIGURATION_NOT_FOUND") == _refusal(_run(suite, "--json", key=_key(foreign)))


@pytest.mark.parametrize("configuration", [NOBODY, "no-id", "../x"])
def test_a_configuration_there_is_not_ends_with_7(
    suite: Suite, bakery_is_set_up: None, configuration: str
) -> None:
    suite.configuration_id = configuration

    ended = _run(suite, *WAIT)

    assert (7, True) == (ended.code, "GET /v1/configurations" in ended.err)


def test_a_configuration_that_runs_or_is_archived_ends_with_7(
    nmbrs: Nmbrs, suite: Suite, bakery_is_set_up: None
) -> None:
    nmbrs.fault("delay", seconds=3)
    open_run = _run(suite).out.strip()
    busy = _run(suite, *WAIT, "--json")
    nmbrs.lift_faults()
    suite.ask("GET", f"/runs/{open_run}", headers={"Prefer": "wait=30"})
    suite.ask("POST", f"/configurations/{suite.configuration_id}/archive", headers={"If-Match": "*"})
    archived = _run(suite, *WAIT, "--json")

    assert (7, "refused", "RUN_OPEN") == _refusal(busy)
    assert open_run in busy.err
    assert (7, "refused", "CONFIGURATION_ARCHIVED") == _refusal(archived)
