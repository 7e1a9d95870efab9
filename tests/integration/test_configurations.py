"""Configurations: what is imported, when, and what goes together (manual, sections 4 and 6)."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.database import Database
from tests.conftest import MakeKey
from tests.integration.callers import (
    NOBODY,
    Api,
    configuration_body,
    make_account,
    make_configuration,
    make_employer,
    refusal,
    refused_fields,
    store_run,
)

TICKS = ("import_departments", "import_employees", "import_absence", "import_wages")
SETTINGS = {
    "history_months": 24,
    "history_from_date": None,
    "include_future_employees": True,
    "store_bsn": False,
    "source_end_is_last_sick_day": True,
    "absence_delete_action": "pending_then_withdraw",
}


def _refused(api: Api, path: str, **fields: Any) -> tuple[int, list[str]]:
    """How a new configuration with these fields is refused."""
    return refused_fields(api.post(path, configuration_body(**fields)))


@pytest.fixture
def path(api: Api) -> str:
    """Where configurations of an account are made."""
    return f"/accounts/{make_account(api)}/configurations"


def test_import_has_the_defaults_of_the_manual(api: Api) -> None:
    account = make_account(api)

    created = api.post(f"/accounts/{account}/configurations", configuration_body(data_stream=" Stroom "))

    assert 201 == created.status_code, created.text
    configuration = created.json()
    assert {
        "account_id": account,
        "data_stream": "Stroom",
        "option": "nmbrs_employee",
        "configuration": "nmbrs_employee",
        "weekdays": [],
        "times": [],
        "mapping": "standard",
        "settings": SETTINGS,
        "archived_at": None,
    }.items() <= configuration.items()
    assert [True, True, True, False] == [configuration[tick] for tick in TICKS]
    shown = api.client.get(created.headers["Location"], headers=api.headers)
    assert ('"1"', configuration) == (shown.headers["ETag"], shown.json())


def test_discovery_has_no_ticks_and_no_settings(api: Api) -> None:
    body = configuration_body(option="nmbrs_employer_codes")

    made = api.made(f"/accounts/{make_account(api)}/configurations", body)

    assert ("nmbrs_employer_codes", {}) == (made["configuration"], made["settings"])
    assert [False] * 4 == [made[tick] for tick in TICKS]


def test_discovery_refuses_what_imports_something(api: Api, path: str) -> None:
    wrong = {"import_departments": True, "import_absence": True, "settings": {"history_months": 12}}

    for field, value in wrong.items():
        fields = {"option": "nmbrs_employer_codes", field: value}
        assert (422, [f"body.{field}"]) == _refused(api, path, **fields)


def test_tick_without_the_one_it_needs_is_refused(api: Api, path: str) -> None:
    assert (422, ["body.import_absence"]) == _refused(api, path, import_employees=False)
    assert (422, ["body.import_employees"]) == _refused(api, path, import_departments=False)


def test_departments_alone_are_fine(api: Api) -> None:
    ticks = {"import_employees": False, "import_absence": False}

    make_configuration(api, make_account(api), **ticks)


def test_what_comes_later_is_refused_with_its_reason(api: Api, path: str) -> None:
    later = {"import_wages": (True, "WAGES_NOT_AVAILABLE"), "mapping": ("custom", "MAPPING_NOT_AVAILABLE")}

    for field, (value, code) in later.items():
        response = api.post(path, configuration_body(**{field: value}))
        assert (422, code) == refusal(response)
        assert "later release" in response.json()["detail"]


def test_up_to_three_times_a_day_are_kept_in_order(api: Api, path: str) -> None:
    for times in ([], ["00:00"], ["23:59", "06:30"], ["06:30", "12:30", "18:30"]):
        made = api.made(path, configuration_body(weekdays=["friday", "monday"], times=times))
        assert (["monday", "friday"], sorted(times)) == (made["weekdays"], made["times"])


def test_schedule_that_cannot_be_is_refused(api: Api, path: str) -> None:
    impossible: list[tuple[dict[str, Any], str]] = [
        ({"times": ["06:00", "07:00", "08:00", "09:00"]}, "times"),
        ({"times": ["25:00"]}, "times.0"),
        ({"times": ["24:00"]}, "times.0"),
        ({"times": ["12:60"]}, "times.0"),
        ({"times": ["6:30"]}, "times.0"),
        ({"times": ["06:30:00"]}, "times.0"),
        ({"times": ["06:30\n"]}, "times.0"),
        ({"times": ["٠٦:٣٠"]}, "times.0"),
        ({"times": [630]}, "times.0"),
        ({"times": ["06:30", "06:30"]}, "times"),
        ({"times": "06:30"}, "times"),
        ({"weekdays": ["monday", "monday"]}, "weekdays"),
        ({"weekdays": ["maandag"]}, "weekdays.0"),
        ({"weekdays": []}, "weekdays"),
    ]

    for schedule, field in impossible:
        fields = {"weekdays": ["monday"], "times": ["06:30"], **schedule}
        assert (422, [f"body.{field}"]) == _refused(api, path, **fields)


def test_wrong_value_is_refused_by_name(api: Api, path: str) -> None:
    wrong: list[tuple[str, Any]] = [
        ("data_stream", ""),
        ("data_stream", "  "),
        ("option", "nmbrs_wages"),
        ("mail_level", "none"),
        ("mail_level", None),
        ("import_employees", "yes"),
        ("mapping", "other"),
        ("configuration", "nmbrs_employee"),
        ("settings", {"history_months": 0}),
        ("settings", {"history_months": 121}),
        ("settings", {"history_months": True}),
        ("settings", {"history_from_date": "yesterday"}),
        ("settings", {"store_bsn": 1}),
        ("settings", {"absence_delete_action": "delete"}),
        ("settings", {"wage_targets": []}),
        ("settings", None),
    ]

    for field, value in wrong:
        status, (named,) = _refused(api, path, **{field: value})
        assert (422, field) == (status, named.split(".")[1])


def test_mail_level_is_mandatory(api: Api, path: str) -> None:
    body = configuration_body()
    del body["mail_level"]

    assert (422, ["body.mail_level"]) == refused_fields(api.post(path, body))


def test_data_stream_is_used_once_per_account(api: Api) -> None:
    account = make_account(api)
    first = make_configuration(api, account, data_stream="Stroom")
    second = make_configuration(api, account, data_stream="Andere")
    make_configuration(api, make_account(api), data_stream="Stroom")
    api.post(f"/configurations/{first}/archive", if_match="*")

    refusals = [
        api.post(f"/accounts/{account}/configurations", configuration_body(data_stream="Stroom ")),
        api.patch(f"/configurations/{second}", {"data_stream": "Stroom"}, if_match="*"),
    ]

    assert [(409, "DATA_STREAM_TAKEN")] * 2 == [refusal(response) for response in refusals]


def test_simultaneous_configurations_of_one_data_stream_are_one_and_refusals(app: FastAPI, api: Api) -> None:
    path, body = f"/accounts/{make_account(api)}/configurations", configuration_body()
    barrier = threading.Barrier(4)

    def create(_: int) -> int:
        mine = Api(TestClient(app), api.headers)
        barrier.wait()
        return mine.post(path, body).status_code

    with ThreadPoolExecutor(4) as pool:
        assert [201, 409, 409, 409] == sorted(pool.map(create, range(4)))


# --- changes


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
        ({"import_wages": True}, "import_wages"),
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
