"""What an account may touch, who may see it, and that one login belongs to one account."""

from __future__ import annotations

from fastapi import FastAPI

from tests.conftest import MakeKey
from tests.integration.callers import (
    NOBODY,
    Api,
    account_body,
    for_group,
    make_account,
    make_employer,
    make_group,
    refusal,
    simultaneously,
)


def test_authorization_needs_exactly_its_own_reference(api: Api) -> None:
    expected = {
        "employer": [("AUTHORIZATION_INCOMPLETE", "employer_id")],
        "employer +group": [("AUTHORIZATION_INCOMPLETE", "employer_id")],
        "employer_group": [("AUTHORIZATION_INCOMPLETE", "employer_group_id")],
        "employer_group +employer +group": [("AUTHORIZATION_TOO_MUCH", "employer_id")],
        "all_employers +group": [("AUTHORIZATION_TOO_MUCH", "employer_group_id")],
    }

    seen = {}
    for text in expected:
        scope, *references = text.split(" ")
        authorization = {"scope": scope}
        if "+employer" in references:
            authorization["employer_id"] = NOBODY
        if "+group" in references:
            authorization["employer_group_id"] = NOBODY
        problem = api.post("/accounts", account_body(authorization=authorization)).json()
        seen[text] = [
            (error["code"], error["field"].removeprefix("body.authorization.")) for error in problem["errors"]
        ]

    assert expected == seen


def test_scope_employer_for_two_companies_is_refused_with_the_step_of_the_manual(api: Api) -> None:
    employer = make_employer(api)

    response = api.post("/accounts", account_body(employer, authorised_employer_count=2))

    assert (422, "SCOPE_TOO_NARROW") == refusal(response)
    assert "section 3, step 2" in response.json()["detail"]
    assert [] == api.ids("/accounts")


def test_group_of_one_is_fine_and_an_empty_one_is_refused(api: Api) -> None:
    one, empty = make_group(api, [make_employer(api)]), make_group(api, [])

    api.made("/accounts", account_body(authorization=for_group(one), authorised_employer_count=3))
    response = api.post("/accounts", account_body(authorization=for_group(empty)))

    assert (422, "GROUP_EMPTY") == refusal(response)


def test_unknown_employer_or_group_is_not_found(api: Api) -> None:
    employer = api.post("/accounts", account_body(NOBODY))
    group = api.post("/accounts", account_body(authorization=for_group(NOBODY)))

    assert (404, "EMPLOYER_NOT_FOUND") == refusal(employer)
    assert (404, "EMPLOYER_GROUP_NOT_FOUND") == refusal(group)


def test_scope_of_an_account_lies_inside_that_of_its_maker(api: Api, make_key: MakeKey) -> None:
    mine, foreign = make_employer(api), make_employer(api)
    mixed = make_group(api, [mine, foreign])
    admin = api.by(make_key("admin", employers=[mine]))
    mine_only = make_group(api, [mine])

    assert 201 == admin.post("/accounts", account_body(mine)).status_code
    assert 201 == admin.post("/accounts", account_body(authorization=for_group(mine_only))).status_code
    refused = {
        "foreign": admin.post("/accounts", account_body(foreign)),
        "mixed": admin.post("/accounts", account_body(authorization=for_group(mixed))),
        "all": admin.post("/accounts", account_body(authorization={"scope": "all_employers"})),
    }
    assert {
        "foreign": (404, "EMPLOYER_NOT_FOUND"),
        "mixed": (404, "EMPLOYER_GROUP_NOT_FOUND"),
        "all": (403, "UNSCOPED_ADMIN_REQUIRED"),
    } == {name: refusal(response) for name, response in refused.items()}


def test_account_is_seen_by_who_reaches_all_its_employers(api: Api, make_key: MakeKey) -> None:
    mine, foreign = make_employer(api), make_employer(api)
    group = make_group(api, [mine])
    of_mine = make_account(api, mine)
    of_group = make_account(api, authorization=for_group(group))
    of_mixed = make_account(api, authorization=for_group(make_group(api, [mine, foreign])))
    of_all = make_account(api, authorization={"scope": "all_employers"})
    operator = api.by(make_key("operator", employers=[mine]))

    assert [of_mine, of_group] == operator.ids("/accounts")
    for hidden in (of_mixed, of_all):
        assert (404, "ACCOUNT_NOT_FOUND") == refusal(operator.get(f"/accounts/{hidden}"))
    assert [of_mine, of_group, of_mixed, of_all] == api.ids("/accounts")

    api.put(f"/employer-groups/{group}/employers", {"employer_ids": [mine, foreign]})
    assert [of_mine] == operator.ids("/accounts")
    api.put(f"/employer-groups/{group}/employers", {"employer_ids": []})
    assert [of_mine] == operator.ids("/accounts")


def test_changed_scope_obeys_the_rules_of_a_new_one(api: Api, make_key: MakeKey) -> None:
    mine, foreign = make_employer(api), make_employer(api)
    group = make_group(api, [mine])
    account = make_account(api, mine)
    path = f"/accounts/{account}"
    admin = api.by(make_key("admin", employers=[mine]))

    too_narrow = admin.patch(path, {"authorised_employer_count": 2}, if_match="*")
    foreign_scope = admin.patch(
        path, {"authorization": {"scope": "employer", "employer_id": foreign}}, if_match="*"
    )
    every_employer = admin.patch(path, {"authorization": {"scope": "all_employers"}}, if_match="*")
    both = {"authorised_employer_count": 2, "authorization": for_group(group)}
    wider = admin.patch(path, both, if_match='"1"')
    narrow_again = admin.patch(
        path, {"authorization": {"scope": "employer", "employer_id": mine}}, if_match="*"
    )

    assert (422, "SCOPE_TOO_NARROW") == refusal(too_narrow)
    assert (404, "EMPLOYER_NOT_FOUND") == refusal(foreign_scope)
    assert (403, "UNSCOPED_ADMIN_REQUIRED") == refusal(every_employer)
    assert {"scope": "employer_group", "employer_id": None, "employer_group_id": group} == wider.json()[
        "authorization"
    ]
    assert (422, "SCOPE_TOO_NARROW") == refusal(narrow_again)


# --- one account per login


def test_second_account_with_the_same_login_is_refused_by_its_id(api: Api) -> None:
    employer = make_employer(api)
    body = account_body(employer)
    first = api.made("/accounts", body)["id"]

    response = api.post("/accounts", body | {"username": body["username"].title()})

    assert (409, "ACCOUNT_EXISTS") == refusal(response)
    assert first == response.json()["account_id"]
    assert first in response.json()["detail"]


def test_foreign_account_with_the_same_login_is_not_named(api: Api, make_key: MakeKey) -> None:
    mine = make_employer(api)
    body = account_body(make_employer(api))
    first = api.made("/accounts", body)["id"]
    admin = api.by(make_key("admin", employers=[mine]))

    response = admin.post("/accounts", body | {"authorization": {"scope": "employer", "employer_id": mine}})

    assert (409, "ACCOUNT_EXISTS") == refusal(response)
    assert first not in response.text


def test_login_of_an_archived_account_is_free(api: Api) -> None:
    body = account_body(make_employer(api))
    first = api.made("/accounts", body)["id"]
    assert 200 == api.post(f"/accounts/{first}/archive", if_match='"1"').status_code

    second = api.made("/accounts", body)["id"]

    assert [second] == api.ids("/accounts")
    assert [first, second] == api.ids("/accounts?include_archived=true")


def test_change_to_the_login_of_another_account_is_refused(api: Api) -> None:
    taken = account_body(make_employer(api))
    api.made("/accounts", taken)
    account = make_account(api)

    response = api.patch(f"/accounts/{account}", {"username": taken["username"]}, if_match="*")

    assert (409, "ACCOUNT_EXISTS") == refusal(response)


def test_simultaneous_accounts_with_one_login_are_one_and_refusals(app: FastAPI, api: Api) -> None:
    body = account_body(make_employer(api))

    answers = simultaneously(app, api, lambda mine: mine.post("/accounts", body).status_code)

    assert [201, 409, 409, 409] == sorted(answers)
