"""Every list says as of when it is, and whether the last reading was whole: a reader can wait or warn."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.integration.baker import Bakery, open_bakery
from tests.integration.by_hand import ByHand
from tests.nmbrs_control import Nmbrs
from tests.suite import KINDS, Suite

WAGES = "Salary_GetAll_AllEmployeesByCompany"
MakeKey = Callable[..., dict[str, str]]
Told = tuple[str | None, bool]
NEVER: Told = (None, False)


@pytest.fixture
def bakery(nmbrs: Nmbrs, by_hand: ByHand) -> Bakery:
    return open_bakery(nmbrs, by_hand)


def _told(suite: Suite, kind: str, **params: str) -> Told:
    page = suite.ask("GET", f"/{kind}", params=params)
    return page["as_of"], page["complete"]


def _all_told(suite: Suite, **params: str) -> dict[str, Told]:
    return {kind: _told(suite, kind, **params) for kind in KINDS}


def _whole(suite: Suite, kind: str, **params: str) -> str:
    as_of, complete = _told(suite, kind, **params)
    assert complete
    assert as_of is not None
    return as_of


def test_before_anything_was_imported_nothing_is_complete(bakery: Bakery) -> None:
    bakery.suite.run(mode="preview")

    assert _all_told(bakery.suite) == dict.fromkeys(KINDS, NEVER)
    assert _all_told(bakery.suite, employer_id=bakery.employer_id) == dict.fromkeys(KINDS, NEVER)


def test_after_a_whole_import_every_list_is_of_its_moment(bakery: Bakery) -> None:
    run = bakery.suite.run()

    told = _all_told(bakery.suite)
    [(as_of, complete)] = set(told.values())
    assert complete
    assert run["started_at"] <= as_of <= run["finished_at"]
    bakery.suite.run()
    assert _whole(bakery.suite, "wages") > as_of


@pytest.mark.parametrize(
    ("operation", "kinds"),
    [
        (WAGES, {"wages"}),
        ("Absence_GetList", {"absences"}),
        ("Department_GetAll_AllEmployeesByCompany", {"departments", "placements"}),
        ("BankAccount_GetCurrent", {"employer-details"}),
        ("Address_GetListCurrent", {"addresses"}),
    ],
)
def test_a_denied_operation_makes_its_lists_incomplete_and_as_old_as_they_are(
    bakery: Bakery, operation: str, kinds: set[str]
) -> None:
    bakery.suite.run()
    before, state = _all_told(bakery.suite), bakery.suite.state()
    bakery.nmbrs.deny(operation)

    bakery.suite.run()

    after = _all_told(bakery.suite)
    for kind in KINDS:
        as_of, complete = after[kind]
        if kind in kinds:
            assert (as_of, complete) == (before[kind][0], False), kind
        else:
            assert complete, kind
            assert str(as_of) > str(before[kind][0]), kind
    assert bakery.suite.state() == state
    bakery.nmbrs.deny()
    bakery.suite.run()
    assert {complete for _, complete in _all_told(bakery.suite).values()} == {True}


def test_a_list_of_several_employers_is_as_old_as_the_oldest(
    nmbrs: Nmbrs, bakery: Bakery, make_key: MakeKey
) -> None:
    suite = bakery.suite
    butcher = nmbrs.add_company("Slagerij")
    nmbrs.hire(butcher, complete=True)
    other = suite.add_employer("Slagerij", butcher)
    suite.link_classifications(other)
    suite.run()  # of the bakery alone
    first = _whole(suite, "wages")
    assert _told(suite, "wages", employer_id=other) == NEVER

    account = suite.account_id
    suite.add_account({"scope": "employer", "employer_id": other}, username="slager@voorbeeld.example")
    nmbrs.set_user("slager@voorbeeld.example", company_ids=[butcher])
    nmbrs.fault("deny", operation=WAGES, company_id=butcher)
    suite.run(suite.add_configuration(import_wages=True))

    assert _told(suite, "wages") == NEVER  # of the butcher they were never read
    assert _told(suite, "wages", employer_id=other) == NEVER
    assert _told(suite, "wages", employer_id=bakery.employer_id) == (first, True)
    assert _told(suite, "wages", employee_id=bakery.employee_id) == (first, True)
    assert _told(suite, "wages", employee_id="nobody") == NEVER
    second = _whole(suite, "contracts", employer_id=other)
    assert first < second
    assert _whole(suite, "contracts") == first
    scoped = Suite(suite.client, make_key("reader", employers=[other]))
    assert _whole(scoped, "contracts") == second
    assert _told(scoped, "contracts", employee_id=bakery.employee_id) == NEVER
    nmbrs.lift_faults()
    suite.account_id = account
    suite.run()
    assert _whole(suite, "contracts") == second
