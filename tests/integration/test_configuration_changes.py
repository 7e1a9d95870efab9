"""Configurations: changed, archived, and seen by who sees their account."""

from __future__ import annotations

from typing import Any

import pytest

from app.database import Database
from tests.conftest import MakeKey
from tests.integration.callers import (
    NOBODY,
    Api,
    make_account,
    make_configuration,
    make_employer,
    refusal,
    refused_fields,
    store_run,
)

SETTINGS = {
    "history_months": 24,
    "history_from_date": None,
    "include_future_employees": True,
    "include_leavers_with_absence": False,
    "contact_mode": "when_delivered",
    "employee_types": [],
    "store_bsn": False,
    "source_end_is_last_sick_day": True,
    "absence_delete_action": "pending_then_withdraw",
    "excluded_companies": [],
}


def test_change_keeps_what_is_not_sent_also_within_the_settings(api: Api) -> None:
    configuration = make_configuration(
        api, make_account(api), weekdays=["monday"], times=["06:30"], settings={"history_months": 12}
    )

    changed = api.patch(
        f"/configurations/{configuration}",
        {"times": [], "settings": {"history_from_date": "2024-01-01"}},
        if_match='"1"',
    )

    assert (200, '"2"') == (changed.status_code, changed.headers["ETag"])
    assert (["monday"], []) == (changed.json()["weekdays"], changed.json()["times"])
    assert {**SETTINGS, "history_months": 12, "history_from_date": "2024-01-01"} == changed.json()["settings"]
    cleared = api.patch(
        f"/configurations/{configuration}", {"settings": {"history_from_date": None}}, if_match='"2"'
    )
    assert {**SETTINGS, "history_months": 12} == cleared.json()["settings"]


def test_wages_may_be_switched_on_later(api: Api) -> None:
    configuration = make_configuration(api, make_account(api))

    changed = api.patch(f"/configurations/{configuration}", {"import_wages": True}, if_match='"1"')

    assert (200, True) == (changed.status_code, changed.json()["import_wages"])


def test_employee_types_are_replaced_as_a_whole(api: Api) -> None:
    trainee = {"description": "Stagiair", "imported_as": "active"}
    agency = {"description": "Uitzendkracht", "imported_as": None}
    configuration = make_configuration(
        api, make_account(api), settings={"employee_types": [trainee], "contact_mode": "always"}
    )

    changed = api.patch(
        f"/configurations/{configuration}", {"settings": {"employee_types": [agency]}}, if_match='"1"'
    )

    settings = changed.json()["settings"]
    assert ([agency], "always") == (settings["employee_types"], settings["contact_mode"])


def test_same_values_again_leave_the_version(api: Api) -> None:
    configuration = make_configuration(api, make_account(api))
    body = {"mail_level": "warnings", "settings": {"history_months": 24}, "import_wages": False}

    assert '"1"' == api.patch(f"/configurations/{configuration}", body, if_match="*").headers["ETag"]


def test_change_needs_the_version_that_was_read(api: Api) -> None:
    configuration = make_configuration(api, make_account(api))
    path = f"/configurations/{configuration}"

    missing = api.patch(path, {"mail_level": "all"})
    api.patch(path, {"mail_level": "all"}, if_match='"1"')
    late = api.patch(path, {"mail_level": "failures"}, if_match='"1"')

    assert (428, "IF_MATCH_REQUIRED") == refusal(missing)
    assert (412, "VERSION_CHANGED") == refusal(late)
    assert "all" == api.get(path).json()["mail_level"]


def test_change_obeys_the_rules_of_a_new_configuration(api: Api) -> None:
    configuration = make_configuration(api, make_account(api))
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"option": "nmbrs_employee"}, "option"),
        ({"account_id": NOBODY}, "account_id"),
        ({"import_employees": False}, "import_absence"),
        ({"import_employees": False, "import_absence": False, "import_wages": True}, "import_wages"),
        ({"settings": {"contact_mode": None}}, "settings.contact_mode"),
        ({"settings": {"employee_types": None}}, "settings.employee_types"),
        ({"times": ["06:30"]}, "weekdays"),
        ({"mail_level": None}, "mail_level"),
        ({"settings": {"history_months": None}}, "settings.history_months"),
        ({"settings": {"guards": {}}}, "settings.guards"),
    ]

    for change, field in wrong:
        response = api.patch(f"/configurations/{configuration}", change, if_match="*")
        assert (422, [f"body.{field}"]) == refused_fields(response)


def test_discovery_stays_without_ticks_and_settings(api: Api) -> None:
    configuration = make_configuration(api, make_account(api), option="nmbrs_employer_codes")
    path = f"/configurations/{configuration}"

    for change in ({"import_departments": True}, {"settings": {"store_bsn": True}}):
        response = api.patch(path, change, if_match="*")
        assert (422, "DISCOVERY_IMPORTS_NOTHING") == refusal(response)
    assert 200 == api.patch(path, {"mail_level": "all", "settings": {}}, if_match="*").status_code


# --- archiving


def test_archived_configuration_is_out_of_the_lists_and_refuses_changes(api: Api) -> None:
    account = make_account(api)
    configuration = make_configuration(api, account)

    archived = api.post(f"/configurations/{configuration}/archive", if_match='"1"')
    again = api.post(f"/configurations/{configuration}/archive", if_match='"1"')

    assert (200, '"2"', 200, archived.json()) == (
        archived.status_code,
        archived.headers["ETag"],
        again.status_code,
        again.json(),
    )
    change = api.patch(f"/configurations/{configuration}", {"times": []}, if_match="*")
    assert (409, "CONFIGURATION_ARCHIVED") == refusal(change)
    for path in ("/configurations", f"/accounts/{account}/configurations"):
        assert [] == api.ids(path)
        assert [configuration] == api.ids(f"{path}?include_archived=true")


def test_archiving_needs_the_version_that_was_read(api: Api) -> None:
    path = f"/configurations/{make_configuration(api, make_account(api))}/archive"

    assert (428, "IF_MATCH_REQUIRED") == refusal(api.post(path))
    assert (412, "VERSION_CHANGED") == refusal(api.post(path, if_match='"7"'))


@pytest.mark.parametrize("status", ["queued", "running"])
def test_configuration_at_work_is_not_archived(api: Api, database: Database, status: str) -> None:
    account = make_account(api)
    busy, idle = make_configuration(api, account), make_configuration(api, account)
    run = store_run(database, account_id=account, configuration_id=busy, status=status)

    response = api.post(f"/configurations/{busy}/archive", if_match="*")

    assert (409, "RUN_OPEN") == refusal(response)
    assert run == response.json()["run_id"]
    assert 200 == api.post(f"/configurations/{idle}/archive", if_match="*").status_code


def test_configuration_of_an_archived_account_stays_as_it_is(api: Api) -> None:
    account = make_account(api)
    configuration = make_configuration(api, account)
    api.post(f"/accounts/{account}/archive", if_match="*")

    response = api.patch(f"/configurations/{configuration}", {"times": []}, if_match="*")

    assert (409, "ACCOUNT_ARCHIVED") == refusal(response)


# --- who sees it


def test_configuration_is_seen_by_who_sees_its_account(api: Api, make_key: MakeKey) -> None:
    mine = make_employer(api)
    account, foreign_account = make_account(api, mine), make_account(api)
    configuration = make_configuration(api, account)
    foreign = make_configuration(api, foreign_account)
    operator = api.by(make_key("operator", employers=[mine]))

    assert [configuration] == operator.ids("/configurations")
    assert [configuration] == operator.ids(f"/accounts/{account}/configurations")
    assert (404, "CONFIGURATION_NOT_FOUND") == refusal(operator.get(f"/configurations/{foreign}"))
    assert (404, "ACCOUNT_NOT_FOUND") == refusal(operator.get(f"/accounts/{foreign_account}/configurations"))
    assert [configuration, foreign] == api.ids("/configurations")
