"""Each fault of the pretended Nmbrs through whole runs: a named outcome, and nothing goes that is there.

What is read is compared with the world itself, not with an earlier reading. Faults that lie are in
`test_faults_that_lie.py`.
"""

from __future__ import annotations

import pytest

from tests.integration.by_hand import ByHand
from tests.integration.nmbrs_employer import ABSENCE_LIST, PERSON
from tests.integration.nmbrs_standing import (
    CODE,
    COMPANIES,
    FINE,
    HARMLESS,
    OPERATIONS,
    SUDDENLY_EMPTY,
    UNAVAILABLE,
    UNREADABLE,
    ago,
    outcome_of,
    staffed_company,
    standing,
    truth,
)
from tests.nmbrs_control import Nmbrs


def _expected(kind: str, operation: str) -> tuple[str, list[str]]:
    if kind in HARMLESS or (kind, operation) == ("rename_item", PERSON):  # a person is no list
        return FINE
    code = CODE[kind]
    if kind == "unknown_element":  # of the list of companies only the log says it
        return FINE if operation == COMPANIES else ("succeeded_with_warnings", code)
    if code == SUDDENLY_EMPTY and operation == COMPANIES:
        return "failed", ["EMPLOYER_NOT_DELIVERED", "NO_EMPLOYER"]
    if code == SUDDENLY_EMPTY and operation == PERSON:
        return "partially_applied", UNREADABLE
    return "failed" if operation == COMPANIES else "partially_applied", code


@pytest.mark.parametrize("kind", [*CODE, *HARMLESS])
def test_a_fault_that_shows_has_a_name_and_touches_nothing(nmbrs: Nmbrs, imported: ByHand, kind: str) -> None:
    before = imported.state()
    outcomes = {}

    for operation in OPERATIONS:
        nmbrs.fault(kind, operation=operation, seconds=0.05)
        outcomes[operation] = outcome_of(imported)
        nmbrs.lift_faults()
        assert imported.state() == before, operation

    assert outcomes == {operation: _expected(kind, operation) for operation in OPERATIONS}
    assert outcome_of(imported) == FINE
    assert imported.state() == before


@pytest.mark.parametrize("kind", ["deny", "html", "cut", "empty"])
def test_a_fault_that_stays_never_withdraws_and_the_rest_goes_on(
    nmbrs: Nmbrs, imported: ByHand, kind: str
) -> None:
    nmbrs.fault(kind, operation=ABSENCE_LIST)
    [company] = nmbrs.world()["companies"]
    hired = nmbrs.hire(company["id"], start_date=ago(10))

    outcomes = [outcome_of(imported) for _ in range(3)]

    assert outcomes == [("partially_applied", CODE[kind])] * 3
    assert standing(imported) == truth(nmbrs, imported)
    assert str(hired) in {each["source_key"] for each in imported.all("/employees")}


@pytest.mark.parametrize("operation", [ABSENCE_LIST, PERSON])
def test_a_case_that_is_gone_is_not_missed_while_somebody_is_unread(
    nmbrs: Nmbrs, imported: ByHand, operation: str
) -> None:
    [unread, _, gone] = [each for company in nmbrs.world()["companies"] for each in company["employees"]]
    cases = imported.all("/absences")
    nmbrs.withdraw(gone["absences"][0]["dossier_number"])
    nmbrs.fault("unknown", operation=operation, employee_id=unread["id"])

    outcomes = [outcome_of(imported) for _ in range(3)]

    assert outcomes == [("partially_applied", UNAVAILABLE)] * 3
    assert imported.all("/absences") == cases
    nmbrs.lift_faults()
    assert [outcome_of(imported)[1] for _ in range(2)] == [["ABSENCE_NOT_DELIVERED"], ["ABSENCE_DELETED"]]
    assert standing(imported) == truth(nmbrs, imported)


@pytest.mark.parametrize("kind", ["deny", "cut", "empty", "drop_rows", "swap_ids", "unknown_literal"])
def test_a_first_import_that_goes_wrong_is_put_right_by_the_next(
    nmbrs: Nmbrs, by_hand: ByHand, kind: str
) -> None:
    by_hand.set_up({staffed_company(nmbrs, "Bakkerij"): "Bakkerij"})
    for operation in OPERATIONS[1:]:
        nmbrs.fault(kind, operation=operation, seconds=0.05, after=1)
    by_hand.run()
    nmbrs.lift_faults()

    assert by_hand.run()["status"] == "succeeded"
    assert standing(by_hand) == truth(nmbrs, by_hand)
    assert by_hand.changes(by_hand.run()) == []
