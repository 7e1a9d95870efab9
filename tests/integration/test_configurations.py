"""Configurations: what is imported, when, and what goes together (manual, sections 4 and 6)."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI

from tests.integration.callers import (
    Api,
    configuration_body,
    make_account,
    make_configuration,
    refusal,
    refused_fields,
    simultaneously,
)

TICKS = ("import_departments", "import_employees", "import_absence", "import_wages")
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
    alone = {"import_employees": False, "import_absence": False, "import_wages": True}
    assert (422, ["body.import_wages"]) == _refused(api, path, **alone)


def test_departments_exist_through_who_works_in_them(api: Api, path: str) -> None:
    ticks = {"import_employees": False, "import_absence": False}

    assert (422, ["body.import_departments"]) == _refused(api, path, **ticks)


def test_wages_come_with_the_employees(api: Api) -> None:
    configuration = make_configuration(api, make_account(api), import_wages=True, import_absence=False)

    made = api.get(f"/configurations/{configuration}").json()
    assert [True, True, False, True] == [made[tick] for tick in TICKS]


def test_settings_of_employees_are_kept_as_they_are_sent(api: Api, path: str) -> None:
    settings = {
        "contact_mode": "never",
        "include_leavers_with_absence": True,
        "absence_delete_action": "close",
        "employee_types": [
            {"description": "Stagiair", "imported_as": "active"},
            {"description": "Payroll", "imported_as": None},
        ],
    }

    made = api.made(path, configuration_body(settings=settings))

    assert {**SETTINGS, **settings} == made["settings"]


def test_what_comes_later_is_refused_with_its_reason(api: Api, path: str) -> None:
    response = api.post(path, configuration_body(mapping="custom"))

    assert (422, "MAPPING_NOT_AVAILABLE") == refusal(response)
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
        ("settings", {"history_from_date": 0}),
        ("settings", {"store_bsn": 1}),
        ("settings", {"absence_delete_action": "erase"}),
        ("settings", {"absence_delete_action": None}),
        ("settings", {"contact_mode": "sometimes"}),
        ("settings", {"contact_mode": True}),
        ("settings", {"include_leavers_with_absence": "yes"}),
        ("settings", {"employee_types": {}}),
        ("settings", {"employee_types": [{"description": "Stagiair"}]}),
        ("settings", {"employee_types": [{"description": " ", "imported_as": "active"}]}),
        ("settings", {"employee_types": [{"description": "Stagiair", "imported_as": "applicant"}]}),
        ("settings", {"wage_targets": []}),
        ("settings", None),
    ]

    for field, value in wrong:
        status, (named,) = _refused(api, path, **{field: value})
        assert (422, field) == (status, named.split(".")[1])


def test_one_employee_type_is_taken_in_one_way(api: Api, path: str) -> None:
    types = [
        {"description": text, "imported_as": kind}
        for text, kind in (("Stagiair", "active"), ("  STAGIAIR", None))
    ]

    response = api.post(path, configuration_body(settings={"employee_types": types}))

    assert (422, "EMPLOYEE_TYPE_REPEATED") == refusal(response)


def test_mail_level_is_mandatory(api: Api, path: str) -> None:
    body = configuration_body()
    del body["mail_level"]

    assert (422, ["body.mail_level"]) == refused_fields(api.post(path, body))


def test_data_stream_is_used_once_per_account(api: Api) -> None:
    account = make_account(api)
    make_configuration(api, account, data_stream="Stroom")
    second = make_configuration(api, account, data_stream="Andere")
    make_configuration(api, make_account(api), data_stream="Stroom")

    refusals = [
        api.post(f"/accounts/{account}/configurations", configuration_body(data_stream="Stroom ")),
        api.patch(f"/configurations/{second}", {"data_stream": "Stroom"}, if_match="*"),
    ]

    assert [(409, "DATA_STREAM_TAKEN")] * 2 == [refusal(response) for response in refusals]


def test_data_stream_of_an_archived_configuration_is_free_again(api: Api) -> None:
    account = make_account(api)
    archived = make_configuration(api, account, data_stream="Stroom")
    api.post(f"/configurations/{archived}/archive", if_match="*")

    again = api.post(f"/accounts/{account}/configurations", configuration_body(data_stream="Stroom"))

    assert 201 == again.status_code


def test_simultaneous_configurations_of_one_data_stream_are_one_and_refusals(
    app: FastAPI, api: Api, path: str
) -> None:
    body = configuration_body()

    answers = simultaneously(app, api, lambda mine: mine.post(path, body).status_code)

    assert [201, 409, 409, 409] == sorted(answers)
