"""Faults of the pretended Nmbrs that do not show, through whole runs: the truth puts everything right."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from emulator.faults import Kind
from tests.integration.by_hand import ByHand
from tests.integration.nmbrs_employer import ABSENCE_LIST, DEPARTMENT_HISTORY, EMPLOYMENT_HISTORY, PERSON
from tests.integration.nmbrs_standing import (
    CODE,
    COMPANIES,
    EMPLOYEE_LIST,
    FINE,
    HARMLESS,
    SUDDENLY_EMPTY,
    Records,
    outcome_of,
    staffed_company,
    standing,
)
from tests.nmbrs_control import Nmbrs


def _touched(before: Records, after: Records) -> dict[str, list[str]]:
    """Per kind with a record that was touched, what became of those."""
    fates = {
        kind: sorted({_fate(values, after[kind].get(key)) for key, values in records.items()} - {"same"})
        for kind, records in before.items()
    }
    return {kind: found for kind, found in fates.items() if found}


def _fate(before: tuple[Any, ...], after: tuple[Any, ...] | None) -> str:
    if after is None:
        return "gone"
    if after == before:
        return "same"
    if after[-1] is True:
        return "marked"
    emptied = any(new is None and old is not None for old, new in zip(before, after, strict=True))
    return "emptied" if emptied else "changed"


#: Per fault and operation: the outcome, and what is touched. What an answer leaves out looks like what is
#: not there, and what it swaps like a change; absence has a second look before it goes.
LIES: dict[str, dict[str, tuple[str, list[str], dict[str, list[str]]]]] = {
    "year_one": {
        ABSENCE_LIST: ("partially_applied", ["ABSENCE_INVALID", *SUDDENLY_EMPTY], {}),
        EMPLOYMENT_HISTORY: ("succeeded", [], {}),
    },
    "drop_rows": {
        COMPANIES: ("failed", ["EMPLOYER_NOT_DELIVERED", "NO_EMPLOYER"], {}),
        EMPLOYEE_LIST: ("succeeded", [], {}),
        EMPLOYMENT_HISTORY: ("partially_applied", ["EMPLOYEE_INVALID"], {}),
        ABSENCE_LIST: ("succeeded_with_warnings", ["ABSENCE_NOT_DELIVERED"], {"absences": ["marked"]}),
        DEPARTMENT_HISTORY: (
            "succeeded_with_warnings", ["EMPLOYEE_NO_DEPARTMENT"], {"employees": ["emptied"]},
        ),
    },
    "unknown_literal": {
        PERSON: ("succeeded_with_warnings", ["CONTRACT_DRIFT"], {"employees": ["changed"]}),
    },
    "swap_ids": {
        EMPLOYEE_LIST: ("succeeded", [], {}),
        ABSENCE_LIST: ("succeeded", [], {}),
        DEPARTMENT_HISTORY: ("succeeded", [], {"employees": ["changed"]}),
        EMPLOYMENT_HISTORY: ("succeeded", [], {"employments": ["changed"]}),
    },
}  # fmt: skip


@pytest.mark.parametrize("kind", LIES)
def test_a_lie_that_looks_complete_removes_no_record_and_is_put_right_by_the_truth(
    nmbrs: Nmbrs, imported: ByHand, kind: str
) -> None:
    before, ids = standing(imported), _ids(imported)
    found = {}

    for operation in LIES[kind]:
        nmbrs.fault(kind, operation=operation)
        outcome = outcome_of(imported)
        found[operation] = (*outcome, _touched(before, standing(imported)))
        nmbrs.lift_faults()
        assert outcome_of(imported) == FINE
        assert (standing(imported), _ids(imported)) == (before, ids), operation

    assert found == LIES[kind]


def _ids(by_hand: ByHand) -> set[str]:
    """Of what stands and will stay: what a lie brought has its second look still before it."""
    everything = (each for records in by_hand.state().values() for each in records)
    return {each["id"] for each in everything if not each.get("pending_withdrawal")}


def _nothing_of_another_company(nmbrs: Nmbrs, by_hand: ByHand, *operations: str) -> None:
    by_hand.set_up({staffed_company(nmbrs, name): name for name in ("Bakkerij", "Kapper")})
    by_hand.run()
    before = by_hand.state()

    for operation in operations:
        nmbrs.fault("other_company", operation=operation)
        status, codes = outcome_of(by_hand)
        nmbrs.lift_faults()
        assert (status, bool(codes)) == ("partially_applied", True), operation
        assert by_hand.state() == before, operation

    assert outcome_of(by_hand) == FINE
    assert by_hand.state() == before


def test_an_answer_about_another_company_brings_nothing_of_it(nmbrs: Nmbrs, by_hand: ByHand) -> None:
    operations = (PERSON, DEPARTMENT_HISTORY, EMPLOYMENT_HISTORY, ABSENCE_LIST)
    _nothing_of_another_company(nmbrs, by_hand, *operations)


def test_a_list_of_the_employees_of_another_company_brings_none_of_them(
    nmbrs: Nmbrs, by_hand: ByHand
) -> None:
    _nothing_of_another_company(nmbrs, by_hand, EMPLOYEE_LIST)


def test_rejected_credentials_end_the_run_and_touch_nothing(nmbrs: Nmbrs, imported: ByHand) -> None:
    before = imported.state()
    nmbrs.fault("reject", operation=ABSENCE_LIST, times=1)

    assert outcome_of(imported) == ("failed", ["CREDENTIALS_REJECTED"])
    assert outcome_of(imported) == ("failed", ["CREDENTIALS_REJECTED"])

    assert imported.state() == before
    nmbrs.set_user(token="ANOTHER-TOKEN")
    path, version = f"/accounts/{imported.account_id}", {"If-Match": '"1"'}
    imported.ask("PATCH", path, json={"token": "ANOTHER-TOKEN"}, headers=version)
    assert outcome_of(imported) == FINE
    assert imported.state() == before


def test_every_fault_there_is_goes_through_a_run_here() -> None:
    assert {*CODE, *HARMLESS, *LIES, "other_company", "reject"} == set(get_args(Kind))
