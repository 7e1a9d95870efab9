"""Which cases should stand, and what is said of those that should not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.hr.classification import Codes
from app.hr.delivery import Remark, Stream
from app.hr.records import Entity
from app.runs.wanted import Wanted
from tests.unit.deliveries import absence_row, build, delivery


def _keys(wanted: Wanted) -> dict[str, list[str]]:
    return {entity.value: sorted(records) for entity, records in wanted.records.items() if records}


def _case(wanted: Wanted, key: str = "E1/1") -> dict[str, Any]:
    return wanted.records[Entity.ABSENCE_CASE][key]


def test_absence_counts_for_who_is_held_also_when_they_were_not_delivered() -> None:
    unread = delivery(
        employees=[], employments=[], absences=[absence_row()], incomplete=[Stream.EMPLOYEES], read_for=["E1"]
    )

    assert {} == _keys(build(unread))
    assert ["E1/1"] == _keys(build(unread, held=["E1"]))["absence_case"]


def test_leave_is_not_sickness() -> None:
    values = _case(build(delivery(absences=[absence_row(label="Adoptie/pleegzorg")])))

    assert ("NMBRS-5", "leave", "no") == (values["classification"], values["kind"], values["safety_net"])


@pytest.mark.parametrize(
    ("label", "params"), [("", {"label": ""}), (" ", {"label": ""}), ("Griep", {}), ("Ziekte (nieuw)", {})]
)
def test_an_unknown_label_is_named_by_its_dossier_alone(label: str, params: dict[str, str]) -> None:
    wanted = build(delivery(absences=[absence_row(label=label)]))

    assert {} == wanted.records[Entity.ABSENCE_CASE]
    assert (Remark("CLASSIFICATION_UNKNOWN", Stream.ABSENCES, "E1/1", params),) == wanted.remarks


def test_labels_without_a_code_and_unlinked_ones_are_counted_and_name_nobody() -> None:
    refused = delivery(
        absences=[
            absence_row("A1", dossier="E1/1", label="Overige oorzaken"),
            absence_row("A2", dossier="E1/2", label="overige OORZAKEN"),
            absence_row("A3", dossier="E1/3", label="Ziekte door bevalling"),
            absence_row("A4", dossier="E1/4"),
        ]
    )

    wanted = build(refused)

    assert ["E1/4"] == sorted(wanted.records[Entity.ABSENCE_CASE])
    assert (
        Remark(
            "CLASSIFICATION_NOT_LINKED", Stream.ABSENCES,
            params={"label": "Ziekte door bevalling", "count": 1},
        ),
        Remark(
            "CLASSIFICATION_NOT_MAPPED", Stream.ABSENCES, params={"label": "Overige oorzaken", "count": 2}
        ),
    ) == wanted.remarks  # fmt: skip


def test_a_mapped_label_gets_its_code_and_keeps_what_it_means() -> None:
    codes = Codes(by_label={"Zwangerschapverlof": "VERLOF"}, linked=frozenset({"VERLOF"}))
    delivered = delivery(absences=[absence_row(label="zwangerschapverlof")])

    values = _case(build(delivered, classifications=codes))

    assert ("VERLOF", "leave", "no") == (values["classification"], values["kind"], values["safety_net"])


@pytest.mark.parametrize(
    ("last_day", "stands"),
    [(None, True), (date(2024, 5, 20), True), (date(2024, 5, 19), False)],
)
def test_only_absence_inside_the_history_is_compared(last_day: date | None, stands: bool) -> None:
    row = absence_row(first=date(2024, 1, 1), last_day=last_day)

    assert stands is ("E1/1" in build(delivery(absences=[row])).records[Entity.ABSENCE_CASE])


def test_a_case_we_hold_is_wanted_also_when_a_correction_puts_it_before_the_history() -> None:
    row = absence_row(first=date(2024, 1, 1), last_day=date(2024, 5, 19))

    wanted = build(delivery(absences=[row]), held=["E1"], held_cases=["E1/1"])

    assert "2024-05-19" == _case(wanted)["last_sick_day"]


def test_old_absence_with_an_odd_label_is_no_news() -> None:
    row = absence_row(first=date(2001, 1, 1), last_day=date(2001, 1, 2), label="Griep")

    assert () == build(delivery(absences=[row])).remarks


def test_what_an_end_means_is_a_setting() -> None:
    delivered = delivery(absences=[absence_row(last_day=date(2026, 3, 10))])

    ends = [_case(build(delivered, end_is_last_sick_day=last))["last_sick_day"] for last in (True, False)]

    assert ["2026-03-10", "2026-03-09"] == ends
