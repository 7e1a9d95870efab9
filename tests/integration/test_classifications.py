"""Absence classifications: the catalogue, and which of it an employer may receive (manual, section 5)."""

from __future__ import annotations

from app.hr.classification import LABELS
from tests.conftest import MakeKey
from tests.integration.callers import NOBODY, Api, make_employer, refusal, refused_fields


def _seven(api: Api) -> list[str]:
    items = api.get("/absence-classifications").json()["items"]
    return [item["id"] for item in items if item["source_label"]]


def test_catalogue_begins_with_the_seven_labels_of_nmbrs(api: Api) -> None:
    items = api.get("/absence-classifications").json()["items"]

    assert [known.label for known in LABELS if known.in_manual] == [item["source_label"] for item in items]
    assert all("Nmbrs" in item["name"] and item["code"].startswith("NMBRS_") for item in items)


def test_own_classification_joins_the_catalogue_without_a_label(api: Api) -> None:
    created = api.post("/absence-classifications", {"code": " ZIEK ", "name": "Ziek"})

    assert (201, "ZIEK", None) == (
        created.status_code,
        created.json()["code"],
        created.json()["source_label"],
    )
    assert created.json() in api.get("/absence-classifications").json()["items"]


def test_code_is_used_once(api: Api) -> None:
    response = api.post("/absence-classifications", {"code": "NMBRS_ZIEKTE", "name": "Ziek"})

    assert (409, "CLASSIFICATION_CODE_TAKEN") == refusal(response)
    assert "NMBRS_ZIEKTE" in response.json()["detail"]


def test_nobody_can_claim_a_label_of_nmbrs(api: Api) -> None:
    body = {"code": "X", "name": "x", "source_label": "Zwangerschapverlof"}

    assert (422, ["body.source_label"]) == refused_fields(api.post("/absence-classifications", body))


def test_option_1_links_the_seven_keeps_the_others_and_can_be_repeated(api: Api) -> None:
    employer = make_employer(api)
    own = api.made("/absence-classifications", {"code": "ZIEK", "name": "Ziek"})["id"]
    api.put(f"/employers/{employer}/classifications", {"classification_ids": [own]})

    first = api.post(f"/employers/{employer}/classifications/nmbrs")
    again = api.post(f"/employers/{employer}/classifications/nmbrs")

    assert (200, {own, *_seven(api)}) == (first.status_code, set(first.json()["classification_ids"]))
    assert ('"3"', '"3"', first.json()) == (first.headers["ETag"], again.headers["ETag"], again.json())


def test_put_replaces_what_was_linked(api: Api) -> None:
    employer = make_employer(api)
    first, second, third, *_ = _seven(api)
    path = f"/employers/{employer}/classifications"
    api.put(path, {"classification_ids": [first, second]})

    replaced = api.put(path, {"classification_ids": [third, second, second]})

    assert [second, third] == replaced.json()["classification_ids"]
    assert [] == api.put(path, {"classification_ids": []}).json()["classification_ids"]


def test_unknown_classification_changes_nothing(api: Api) -> None:
    employer = make_employer(api)
    path = f"/employers/{employer}/classifications"

    response = api.put(path, {"classification_ids": [_seven(api)[0], NOBODY]})

    assert (404, "CLASSIFICATION_NOT_FOUND") == refusal(response)
    assert [] == api.get(f"/employers/{employer}").json()["classification_ids"]


def test_old_if_match_is_refused(api: Api) -> None:
    employer = make_employer(api)
    path = f"/employers/{employer}/classifications"
    api.post(f"{path}/nmbrs")

    assert (412, "VERSION_CHANGED") == refusal(api.put(path, {"classification_ids": []}, if_match='"1"'))
    assert (412, "VERSION_CHANGED") == refusal(api.post(f"{path}/nmbrs", if_match='"1"'))


def test_foreign_employer_is_not_found(api: Api, make_key: MakeKey) -> None:
    mine, foreign = make_employer(api), make_employer(api)
    admin = api.by(make_key("admin", employers=[mine]))

    response = admin.post(f"/employers/{foreign}/classifications/nmbrs")

    assert (404, "EMPLOYER_NOT_FOUND") == refusal(response)
    assert 200 == admin.post(f"/employers/{mine}/classifications/nmbrs").status_code
