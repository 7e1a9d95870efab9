"""Who is imported and with which values, from what was delivered."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.hr.delivery import Completeness, Remark, Stream
from app.hr.records import EmployeeKind, Entity
from app.runs.fields import CONTACT, FIELDS
from app.runs.wanted import Wanted
from tests.unit.agreements import (
    whole,
)
from tests.unit.deliveries import (
    absence_row,
    build,
    delivery,
    department,
    digest,
    employee,
    employment,
    placement,
    rules,
)

UNREADABLE = [Completeness.FAILED, Completeness.DENIED, Completeness.EMPTY_BUT_WAS_NOT, Completeness.SKIPPED]


def _keys(wanted: Wanted) -> dict[str, list[str]]:
    return {entity.value: sorted(records) for entity, records in wanted.records.items() if records}


def _employee(wanted: Wanted, key: str = "E1") -> dict[str, Any]:
    return wanted.records[Entity.EMPLOYEE][key]


def _codes(wanted: Wanted) -> list[tuple[str, str]]:
    return [(remark.code, remark.reference) for remark in wanted.remarks]


# --- the whole ------------------------------------------------------------------------------------


def test_a_complete_delivery_stands_as_delivered() -> None:
    wanted = build(delivery(absences=[absence_row()]))

    assert {entity: records for entity, records in wanted.records.items() if records} == {
        Entity.DEPARTMENT: {"D1": {"code": "10", "name": "Winkel", "archived": False}},
        Entity.EMPLOYEE: {
            "E1": {
                "personnel_number": "1",
                "first_name": "Antonia",
                "call_name": "Toos",
                "initials": "A.",
                "prefix": "de",
                "last_name": "Bruin",
                "partner_prefix": None,
                "partner_last_name": None,
                "name_style": None,
                "gender": "female",
                "birth_date": "1980-02-29",
                "deceased_on": None,
                "bsn": None,
                "bsn_hash": None,
                "department_key": "D1",
            }
        },
        Entity.EMPLOYMENT: {
            "V1": {
                "employee_key": "E1",
                "start_date": "2020-01-01",
                "end_date": None,
                "initial_start_date": None,
            }
        },
        Entity.PLACEMENT: {
            "E1/D1/2020-01-01": {
                "employee_key": "E1",
                "department_key": "D1",
                "valid_from": "2020-01-01",
                "valid_to": None,
            }
        },
        Entity.ABSENCE_CASE: {
            "E1/1": {
                "employee_key": "E1",
                "classification": "NMBRS-1",
                "kind": "sickness",
                "safety_net": "unknown",
                "first_sick_day": "2026-03-02",
                "last_sick_day": None,
                "closed_on": None,
                "periods": [
                    {
                        "source_key": "A1",
                        "first_day": "2026-03-02",
                        "last_day": None,
                        "percentage": 100,
                        "reported_on": None,
                    }
                ],
            }
        },
    }
    assert () == wanted.remarks


def test_values_have_the_names_that_records_keep() -> None:
    wanted = build(whole(), contact_mode="always")

    for entity, records in wanted.records.items():
        [values] = records.values()
        assert set(FIELDS[entity]) == set(values), entity


@pytest.mark.parametrize("mode", ["never", "when_delivered"])
def test_only_contact_data_may_be_unknown_of_a_new_employee(mode: str) -> None:
    values = _employee(build(whole(), contact_mode=mode))

    assert set(CONTACT) == set(FIELDS[Entity.EMPLOYEE]) - set(values)


def test_nothing_delivered_is_nothing_wanted() -> None:
    nothing = delivery(departments=[], employees=[], employments=[], placements=[])

    wanted = build(nothing, held=["E1"])

    assert ({}, ()) == (_keys(wanted), wanted.remarks)


def test_wanted_prints_nobody() -> None:
    assert "Bruin" not in repr(build(delivery()))
    assert "digest" not in repr(rules())


# --- who is imported ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [EmployeeKind.ACTIVE, EmployeeKind.FUTURE])
def test_who_works_or_will_work_is_imported(kind: EmployeeKind) -> None:
    assert ["E1"] == _keys(build(delivery(employees=[employee(kind=kind)])))["employee"]


def test_a_leaver_nobody_imported_stays_unknown_with_all_that_is_theirs() -> None:
    left = delivery(employees=[employee(kind=EmployeeKind.LEFT)], absences=[absence_row()])

    wanted = build(left)

    assert ({}, ()) == (_keys(wanted), wanted.remarks)


def test_a_leaver_we_hold_is_kept_up_to_date() -> None:
    left = delivery(
        employees=[employee(kind=EmployeeKind.LEFT)],
        employments=[employment(end_date=date(2026, 4, 30))],
        absences=[absence_row()],
    )

    wanted = build(left, held=["E1"])

    assert {
        "employee": ["E1"],
        "employment": ["V1"],
        "placement": ["E1/D1/2020-01-01"],
        "absence_case": ["E1/1"],
        "department": ["D1"],
    } == _keys(wanted)
    assert "2026-04-30" == wanted.records[Entity.EMPLOYMENT]["V1"]["end_date"]


@pytest.mark.parametrize(
    ("records", "missing"),
    [
        ({"employees": [employee(birth_date=None)]}, "birth_date"),
        ({"employees": [employee(last_name=None)]}, "last_name"),
        ({"employees": [employee(last_name="")]}, "last_name"),
        ({"employments": []}, "employment"),
        ({"employments": [employment(of="E2")]}, "employment"),
    ],
)  # fmt: skip
def test_who_misses_something_mandatory_is_named_and_not_imported(
    records: dict[str, Any], missing: str
) -> None:
    wanted = build(delivery(**records))

    assert {} == _keys(wanted)
    assert (Remark("EMPLOYEE_INVALID", Stream.EMPLOYEES, "E1", {"missing": missing}),) == wanted.remarks


def test_what_is_missing_is_said_once_per_employee() -> None:
    nothing_right = delivery(employees=[employee(birth_date=None, last_name=None)], employments=[])

    assert [("EMPLOYEE_INVALID", "E1")] == _codes(build(nothing_right))


def test_an_invalid_employee_we_hold_is_left_alone_but_for_absence() -> None:
    wanted = build(delivery(employees=[employee(birth_date=None)], absences=[absence_row()]), held=["E1"])

    assert {"absence_case": ["E1/1"]} == _keys(wanted)
    assert [("EMPLOYEE_INVALID", "E1")] == _codes(wanted)


def test_one_invalid_employee_does_not_keep_out_another() -> None:
    nameless, complete = employee("E1", last_name=None), employee("E2")

    wanted = build(delivery(employees=[nameless, complete], employments=[employment("V2", of="E2")]))

    assert ["E2"] == _keys(wanted)["employee"]


@pytest.mark.parametrize("state", UNREADABLE)
def test_without_proof_of_employments_an_employee_without_one_is_imported(state: Completeness) -> None:
    wanted = build(delivery(employments=[], incomplete={Stream.EMPLOYMENTS: state}))

    assert {"department": ["D1"], "employee": ["E1"], "placement": ["E1/D1/2020-01-01"]} == _keys(wanted)
    assert () == wanted.remarks


def test_every_employment_of_an_employee_is_kept() -> None:
    rehired = [employment("V1", end_date=date(2022, 1, 31)), employment("V2", start_date=date(2025, 9, 1))]

    assert ["V1", "V2"] == _keys(build(delivery(employments=rehired)))["employment"]


def test_employments_and_absence_of_strangers_are_not_wanted() -> None:
    stranger = delivery(
        employments=[employment(), employment("V9", of="E9")],
        absences=[absence_row("A9", of="E9", dossier="E9/1")],
    )

    assert _keys(build(delivery())) == _keys(build(stranger))


def test_a_record_delivered_twice_is_wanted_once() -> None:
    once = delivery(absences=[absence_row()])
    twice = delivery(
        departments=[department()] * 2, employees=[employee()] * 2, employments=[employment()] * 2,
        placements=[placement()] * 2, absences=[absence_row()] * 2,
    )  # fmt: skip

    assert build(once).records == build(twice).records


# --- the BSN --------------------------------------------------------------------------------------


def test_the_bsn_is_kept_in_no_form_unless_the_configuration_says_so() -> None:
    values = _employee(build(delivery(employees=[employee(bsn="123456782")])))

    assert (None, None) == (values["bsn"], values["bsn_hash"])


def test_a_kept_bsn_comes_with_its_hash() -> None:
    values = _employee(build(delivery(employees=[employee(bsn="123456782")]), store_bsn=True))

    assert ("123456782", digest("123456782")) == (values["bsn"], values["bsn_hash"])


@pytest.mark.parametrize("bsn", [None, ""])
def test_nobody_without_a_bsn_has_a_hash_of_it(bsn: str | None) -> None:
    assert _employee(build(delivery(employees=[employee(bsn=bsn)]), store_bsn=True))["bsn_hash"] is None
