"""Employer groups: their members, whether they take new ones, and who sees them."""

from __future__ import annotations

from httpx2 import Response

from tests.conftest import MakeKey
from tests.integration.callers import NOBODY, Api, make_employer, make_group, refusal, refused_fields


def test_new_group_is_empty_and_selectable(api: Api) -> None:
    created = api.post("/employer-groups", {"name": " Holding ", "code": "HOLDING", "notes": "a\nb"})

    assert 201 == created.status_code
    body = created.json()
    assert ("Holding", "HOLDING", "a\nb", True, []) == (
        body["name"],
        body["code"],
        body["notes"],
        body["selectable"],
        body["employer_ids"],
    )
    shown = api.client.get(created.headers["Location"], headers=api.headers)
    assert (body, '"1"') == (shown.json(), shown.headers["ETag"])


def test_names_and_codes_of_groups_may_be_equal(api: Api) -> None:
    assert make_group(api, [], code="A") != make_group(api, [], code="A")


def test_employer_may_be_in_several_groups(api: Api) -> None:
    employer = make_employer(api)

    groups = [make_group(api, [employer]), make_group(api, [employer])]

    for group in groups:
        assert [employer] == api.get(f"/employer-groups/{group}").json()["employer_ids"]


def test_put_replaces_all_members_and_moves_the_version_only_if_they_differ(api: Api) -> None:
    stays, goes, comes = make_employer(api), make_employer(api), make_employer(api)
    group = make_group(api, [stays, goes])

    replaced = api.put(f"/employer-groups/{group}/employers", {"employer_ids": [comes, stays, comes]})
    again = api.put(f"/employer-groups/{group}/employers", {"employer_ids": [stays, comes]})

    assert {stays, comes} == set(replaced.json()["employer_ids"])
    assert ('"3"', '"3"') == (replaced.headers["ETag"], again.headers["ETag"])


def test_unknown_employer_leaves_the_group_as_it_was(api: Api) -> None:
    employer = make_employer(api)
    group = make_group(api, [employer])

    response = api.put(f"/employer-groups/{group}/employers", {"employer_ids": [NOBODY]})

    assert (404, "EMPLOYER_NOT_FOUND") == refusal(response)
    assert [employer] == api.get(f"/employer-groups/{group}").json()["employer_ids"]


def test_group_that_is_not_selectable_may_shrink_but_not_grow(api: Api) -> None:
    left, right, new = make_employer(api), make_employer(api), make_employer(api)
    group = make_group(api, [left, right])
    api.patch(f"/employer-groups/{group}", {"selectable": False})

    def put(*ids: str) -> Response:
        return api.put(f"/employer-groups/{group}/employers", {"employer_ids": list(ids)})

    assert (409, "GROUP_NOT_SELECTABLE") == refusal(put(left, new))
    assert 200 == put(left).status_code
    assert (409, "GROUP_NOT_SELECTABLE") == refusal(put(left, right))
    assert 200 == api.patch(f"/employer-groups/{group}", {"selectable": True}).status_code
    assert 200 == put(left, right).status_code


def test_if_match_is_optional_but_honoured(api: Api) -> None:
    group = make_group(api, [])
    api.patch(f"/employer-groups/{group}", {"notes": "changed"})

    for late in (
        api.patch(f"/employer-groups/{group}", {"notes": "late"}, if_match='"1"'),
        api.put(f"/employer-groups/{group}/employers", {"employer_ids": []}, if_match='"1"'),
    ):
        assert (412, "VERSION_CHANGED") == refusal(late)
    assert 200 == api.patch(f"/employer-groups/{group}", {"code": None}, if_match='"2"').status_code


def test_null_is_refused_where_nothing_may_be_empty(api: Api) -> None:
    group = make_group(api, [])

    for field in ("name", "selectable"):
        response = api.patch(f"/employer-groups/{group}", {field: None})
        assert (422, [f"body.{field}"]) == refused_fields(response)


def test_body_without_the_right_form_is_refused(api: Api) -> None:
    for body in ({}, {"name": "x", "selectable": "no"}, {"name": "x", "employer_ids": []}):
        assert (422, "PAYLOAD_INVALID") == refusal(api.post("/employer-groups", body))


def test_scoped_caller_sees_groups_named_in_his_key_or_wholly_his(api: Api, make_key: MakeKey) -> None:
    mine, foreign = make_employer(api), make_employer(api)
    wholly_mine = make_group(api, [mine])
    mixed, foreign_only, empty = (
        make_group(api, [mine, foreign]),
        make_group(api, [foreign]),
        make_group(api, []),
    )

    by_employer = api.by(make_key("operator", employers=[mine]))
    by_mixed_group = api.by(make_key("operator", groups=[mixed]))
    by_empty_group = api.by(make_key("operator", groups=[empty]))

    assert [wholly_mine] == by_employer.ids("/employer-groups")
    assert [wholly_mine, mixed, foreign_only] == by_mixed_group.ids("/employer-groups")
    assert [empty] == by_empty_group.ids("/employer-groups")
    assert (404, "EMPLOYER_GROUP_NOT_FOUND") == refusal(by_employer.get(f"/employer-groups/{mixed}"))
    assert (404, "EMPLOYER_GROUP_NOT_FOUND") == refusal(by_employer.get(f"/employer-groups/{empty}"))


def test_key_of_a_group_reaches_its_members_of_the_moment(api: Api, make_key: MakeKey) -> None:
    joins = make_employer(api)
    group = make_group(api, [])
    reader = api.by(make_key("reader", groups=[group]))
    assert [] == reader.ids("/employers")

    api.put(f"/employer-groups/{group}/employers", {"employer_ids": [joins]})

    assert [joins] == reader.ids("/employers")
