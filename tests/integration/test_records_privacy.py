"""Who sees what of imported records: nothing of other employers, and what is protected by permission only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.integration.baker import BSN, DAYS, IBAN, Bakery, open_bakery
from tests.integration.by_hand import ByHand
from tests.integration.callers import NOBODY
from tests.nmbrs_control import Nmbrs
from tests.suite import KINDS, Suite

OF_EMPLOYEE = (*DAYS, "addresses")
MakeKey = Callable[..., dict[str, str]]


@pytest.fixture
def bakery(nmbrs: Nmbrs, by_hand: ByHand) -> Bakery:
    return open_bakery(nmbrs, by_hand, store_bsn=True).bring_in()


@pytest.fixture
def stranger(bakery: Bakery, make_key: MakeKey) -> Suite:
    """Who reads the records of another employer only."""
    other = bakery.suite.add_employer("Slagerij")
    return Suite(bakery.suite.client, make_key("reader", employers=[other], permissions=["bsn"]))


def test_a_key_of_another_employer_finds_nothing(bakery: Bakery, stranger: Suite) -> None:
    assert stranger.state() == {kind: [] for kind in KINDS}
    for kind in KINDS:
        path = f"/{kind}?employer_id={bakery.employer_id}"
        assert stranger.ask("GET", path, status=404)["code"] == "EMPLOYER_NOT_FOUND"
    for kind in OF_EMPLOYEE:
        page = stranger.ask("GET", f"/{kind}?employee_id={bakery.employee_id}")
        assert page == {"items": [], "next_cursor": None, "as_of": None, "complete": False}


def test_a_foreign_employee_and_none_are_told_apart_by_nobody(bakery: Bakery, stranger: Suite) -> None:
    foreign, unknown = (
        stranger.ask("GET", f"/employees/{each}", status=404) for each in (bakery.employee_id, NOBODY)
    )

    del foreign["request_id"], unknown["request_id"]
    assert foreign == unknown
    assert foreign["code"] == "EMPLOYEE_NOT_FOUND"


def test_a_key_of_the_employer_sees_what_an_administrator_sees(bakery: Bakery, make_key: MakeKey) -> None:
    reader = Suite(bakery.suite.client, make_key("reader", employers=[bakery.employer_id]))

    assert reader.state() == bakery.suite.state()
    assert reader.ask("GET", f"/employees/{bakery.employee_id}") == bakery.history()


def _seen(suite: Suite, bakery: Bakery) -> tuple[set[Any], set[Any]]:
    """The BSNs and classifications that are shown, anywhere."""
    state = suite.state()
    history = suite.ask("GET", f"/employees/{bakery.employee_id}")
    people, cases = [*state["employees"], history], [*state["absences"], *history["absences"]]
    return {each["bsn"] for each in people}, {each["classification"] for each in cases}


@pytest.mark.parametrize("role", ["reader", "admin"])
def test_bsn_and_classification_are_for_who_may_see_them(
    bakery: Bakery, make_key: MakeKey, role: str
) -> None:
    def seen(*permissions: str) -> tuple[set[Any], set[Any]]:
        return _seen(Suite(bakery.suite.client, make_key(role, permissions=permissions)), bakery)

    hidden: set[Any] = {None}
    _, codes = seen("classification")
    assert codes != hidden
    assert seen() == (hidden, hidden)
    assert seen("bsn") == ({BSN}, hidden)
    assert seen("classification") == (hidden, codes)
    assert seen("bsn", "classification") == ({BSN}, codes)


def test_of_an_iban_nobody_sees_more_than_its_end(bakery: Bakery, make_key: MakeKey) -> None:
    headers = make_key("admin", permissions=["bsn", "classification"])
    everything = Suite(bakery.suite.client, headers)

    [details] = everything.all("/employer-details")

    assert details["iban_last4"] == IBAN[-4:]
    assert IBAN[:-4] not in str(everything.state())


@pytest.mark.parametrize("iban", [None, "4300", "04171643"])
def test_what_is_too_short_for_an_iban_is_not_shown_at_all(
    bakery: Bakery, nmbrs: Nmbrs, iban: str | None
) -> None:
    nmbrs.change_company(bakery.company, bank_account={"iban": iban, "name": "Bakkerij"})

    bakery.suite.run()

    [details] = bakery.suite.all("/employer-details")
    assert (details["iban_last4"], details["account_holder"]) == (None, "Bakkerij")
