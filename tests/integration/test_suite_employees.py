"""Employees the suite already has: told, linked, accepted and taken back."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from httpx2 import Response

from tests.conftest import MakeKey
from tests.integration.callers import (
    NOBODY,
    Api,
    make_employer,
    refusal,
    refused_fields,
    simultaneously,
)


def _tell(api: Api, employer: str, employees: dict[str, str | None], **headers: str) -> Response:
    items = [{"suite_id": suite_id, "nmbrs_id": nmbrs_id} for suite_id, nmbrs_id in employees.items()]
    return api.post(f"/employers/{employer}/employees", {"employees": items}, **headers)


def _known(api: Api, employer: str, query: str = "") -> dict[str, str | None]:
    items = api.get(f"/employers/{employer}/employees{query}").json()["items"]
    return {item["suite_id"]: item["nmbrs_id"] for item in items}


def _accept(api: Api, employer: str, accepts: bool = True) -> Response:
    return api.patch(f"/employers/{employer}", {"accepts_unlinked_employees": accepts})


def test_told_employees_are_listed_where_the_answer_says(api: Api) -> None:
    employer = make_employer(api)

    told = _tell(api, employer, {" a ": None, "b": "17"})

    assert (201, f"/v1/employers/{employer}/employees") == (told.status_code, told.headers["Location"])
    assert {"employees": 2, "unlinked": 1, "accepts_unlinked_employees": False} == told.json()
    assert {"a": None, "b": "17"} == _known(api, employer)
    assert {"a": None} == _known(api, employer, "?linked=false")
    assert {"b": "17"} == _known(api, employer, "?linked=true")


def test_an_id_that_is_left_out_is_not_linked(api: Api) -> None:
    employer = make_employer(api)

    api.post(f"/employers/{employer}/employees", {"employees": [{"suite_id": "a"}]})

    assert {"a": None} == _known(api, employer)


def test_telling_the_same_again_changes_nothing(api: Api) -> None:
    employer = make_employer(api)
    path = f"/employers/{employer}/employees"
    _tell(api, employer, {"a": None, "b": "17"})
    before = api.get(path).json()

    again = _tell(api, employer, {"b": "17", "a": None})

    assert (200, 2) == (again.status_code, again.json()["employees"])
    assert before == api.get(path).json()


def test_a_later_part_adds_to_what_was_told(api: Api) -> None:
    employer = make_employer(api)

    _tell(api, employer, {"a": None})
    second = _tell(api, employer, {"b": None})

    assert (201, 2) == (second.status_code, second.json()["unlinked"])


def test_an_employee_is_linked_unlinked_and_linked_to_another(api: Api) -> None:
    employer = make_employer(api)
    _tell(api, employer, {"a": None})

    unlinked = [_tell(api, employer, {"a": each}).json()["unlinked"] for each in ("17", None, "18")]

    assert ([0, 1, 0], {"a": "18"}) == (unlinked, _known(api, employer))


def test_two_employees_may_change_places(api: Api) -> None:
    employer = make_employer(api)
    _tell(api, employer, {"a": "17", "b": "18"})

    swapped = _tell(api, employer, {"a": "18", "b": "17"})

    assert (200, {"a": "18", "b": "17"}) == (swapped.status_code, _known(api, employer))


def test_one_nmbrs_id_for_two_employees_is_refused_as_a_whole(api: Api) -> None:
    employer, other = make_employer(api), make_employer(api)
    _tell(api, employer, {"a": "17"})

    for employees in ({"b": "17", "c": None}, {"b": "18", "c": "18"}):
        response = _tell(api, employer, employees)
        assert (409, "NMBRS_ID_LINKED_TWICE") == refusal(response)
        assert response.json()["nmbrs_id"] in response.json()["detail"]
    assert {"a": "17"} == _known(api, employer)
    assert 201 == _tell(api, other, {"a": "17"}).status_code  # ids are an employer's own


def test_body_without_the_right_form_is_refused(api: Api) -> None:
    path = f"/employers/{make_employer(api)}/employees"
    wrong: list[Any] = [
        {},
        {"employees": []},
        {"employees": ["a"]},
        {"employees": [{}]},
        {"employees": [{"suite_id": ""}]},
        {"employees": [{"suite_id": None}]},
        {"employees": [{"suite_id": "a", "nmbrs_id": ""}]},
        {"employees": [{"suite_id": "a", "nmbrs_id": 17}]},
        {"employees": [{"suite_id": "nul\x00"}]},
        {"employees": [{"suite_id": "a", "name": "Jansen"}]},
        {"employees": [{"suite_id": str(each)} for each in range(5001)]},
    ]

    for body in wrong:
        assert (422, "PAYLOAD_INVALID") == refusal(api.post(path, body))


def test_an_employee_named_twice_is_refused_by_place_only(api: Api) -> None:
    employer = make_employer(api)
    body = {"employees": [{"suite_id": "a"}, {"suite_id": "b"}, {"suite_id": " a "}]}

    response = api.post(f"/employers/{employer}/employees", body)

    assert (422, ["body.employees.2.suite_id"]) == refused_fields(response)
    assert "SUITE_ID_REPEATED" == response.json()["code"]
    assert {} == _known(api, employer)


def test_thousands_are_told_in_one_request(api: Api) -> None:
    employer = make_employer(api)

    told = _tell(api, employer, {f"suite-{each}": None for each in range(5000)})
    linked = _tell(api, employer, {f"suite-{each}": str(each) for each in range(5000)})

    assert (201, 5000) == (told.status_code, told.json()["unlinked"])
    assert (200, 0) == (linked.status_code, linked.json()["unlinked"])


def test_a_repeated_request_under_one_key_does_not_unlink(api: Api) -> None:
    employer = make_employer(api)
    first = _tell(api, employer, {"a": None}, idempotency_key="k")
    _tell(api, employer, {"a": "17"})

    late = _tell(api, employer, {"a": None}, idempotency_key="k")
    other = _tell(api, employer, {"b": None}, idempotency_key="k")

    assert (201, first.json(), "true") == (
        late.status_code,
        late.json(),
        late.headers["Idempotency-Replayed"],
    )
    assert (409, "IDEMPOTENCY_KEY_REUSED") == refusal(other)
    assert {"a": "17"} == _known(api, employer)


def test_the_same_told_at_once_is_told_once(app: FastAPI, api: Api) -> None:
    employer = make_employer(api)

    answers = simultaneously(app, api, lambda mine: _tell(mine, employer, {"a": None}).status_code)

    assert [200, 200, 200, 201] == sorted(answers)
    assert {"a": None} == _known(api, employer)


def test_one_that_the_suite_no_longer_has_is_taken_back(api: Api) -> None:
    employer, other = make_employer(api), make_employer(api)
    path = f"/employers/{employer}/employees"
    _tell(api, employer, {"a": None, "b": None})
    first, _ = api.ids(path)

    foreign = api.ask("DELETE", f"/employers/{other}/employees/{first}")
    gone = api.ask("DELETE", f"{path}/{first}")
    again = api.ask("DELETE", f"{path}/{first}")

    assert (404, "SUITE_EMPLOYEE_NOT_FOUND") == refusal(foreign)
    assert 204 == gone.status_code
    assert (404, "SUITE_EMPLOYEE_NOT_FOUND") == refusal(again)
    assert {"b": None} == _known(api, employer)


def test_list_is_paged(api: Api) -> None:
    employer = make_employer(api)
    _tell(api, employer, {"a": None, "b": None, "c": "1"})
    path = f"/employers/{employer}/employees"

    first = api.get(f"{path}?limit=2").json()
    second = api.get(f"{path}?limit=2&cursor={first['next_cursor']}").json()

    assert ["a", "b", "c"] == [item["suite_id"] for item in first["items"] + second["items"]]
    assert second["next_cursor"] is None


# --- accepting them


def test_acceptance_says_who_and_when_and_is_a_change_once(api: Api, make_key: MakeKey) -> None:
    employer = make_employer(api)
    _tell(api, employer, {"a": None})
    [key] = [item["id"] for item in api.get("/api-keys").json()["items"]]
    second = api.by(make_key(employers=[employer]))

    accepted = _accept(api, employer)
    again = _accept(second, employer)

    body = accepted.json()
    assert (True, key) == (body["accepts_unlinked_employees"], body["unlinked_accepted_by"])
    assert body["unlinked_accepted_at"] == body["updated_at"]
    assert (body, '"2"') == (again.json(), again.headers["ETag"])
    assert _tell(api, employer, {"a": None}).json()["accepts_unlinked_employees"]


def test_acceptance_can_be_taken_back(api: Api) -> None:
    employer = make_employer(api)
    _accept(api, employer)

    body = _accept(api, employer, accepts=False).json()

    assert (False, None, None) == (
        body["accepts_unlinked_employees"],
        body["unlinked_accepted_at"],
        body["unlinked_accepted_by"],
    )


def test_acceptance_ends_with_the_next_one_without_a_nmbrs_id(api: Api) -> None:
    employer = make_employer(api)
    _tell(api, employer, {"a": None, "b": "17"})

    for employees, stays in (
        ({"a": None}, True),
        ({"c": "18"}, True),
        ({"a": "19"}, True),
        ({"d": None}, False),
        ({"b": None}, False),
    ):
        _accept(api, employer)
        told = _tell(api, employer, employees)
        assert stays is told.json()["accepts_unlinked_employees"], employees


def test_null_is_no_answer_to_whether_they_are_accepted(api: Api) -> None:
    employer = make_employer(api)

    response = api.patch(f"/employers/{employer}", {"accepts_unlinked_employees": None})

    assert (422, ["body.accepts_unlinked_employees"]) == refused_fields(response)


# --- who may


def test_unknown_and_foreign_employers_are_not_found(api: Api, make_key: MakeKey) -> None:
    mine, foreign = make_employer(api), make_employer(api)
    scoped = api.by(make_key(employers=[mine]))

    for employer in (foreign, NOBODY):
        assert (404, "EMPLOYER_NOT_FOUND") == refusal(_tell(scoped, employer, {"a": None}))
        assert (404, "EMPLOYER_NOT_FOUND") == refusal(scoped.get(f"/employers/{employer}/employees"))
    assert 201 == _tell(scoped, mine, {"a": None}).status_code
