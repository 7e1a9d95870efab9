"""The one mapping of labels to the catalogue (manual, section 5, option 2): reading and changing it."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import Response

from tests.integration.callers import NOBODY, Api, refusal, refused_fields, simultaneously

PATH = "/classification-mapping"
#: Section 5.1 of the manual, letter for letter, and codes of our own.
SEVEN = {
    "Ziekte": "ZIEK",
    "Ziekte door zwangerschap (vangnet)": "ZIEK_ZWANGER",
    "Ziekte heringetreden arbeidsgehandicapte (vangnet)": "ZIEK_NORISK",
    "Ziekte door orgaandonatie (vangnet)": "ZIEK_ORGAANDONATIE",
    "Adoptie / Pleegzorg": "WAZO_ADOPTIE_PLEEGZORG",
    "Ziekte door bevalling": "ZIEK_BEVALLING",
    "Geen vangnetgeval": "GEEN_VANGNET",
}


@pytest.fixture
def catalogue(api: Api) -> dict[str, str]:
    """Classifications of our own: code → id."""
    return {
        code: api.made("/absence-classifications", {"code": code, "name": f"Naam van {code}"})["id"]
        for code in SEVEN.values()
    }


def _body(codes: dict[str, str], strategy: str = "nmbrs") -> dict[str, Any]:
    return {
        "strategy": strategy,
        "mappings": [{"label": label, "code": code} for label, code in codes.items()],
    }


def _put(
    api: Api, codes: dict[str, str], strategy: str = "nmbrs", if_match: str = "*", **headers: str
) -> Response:
    return api.put(PATH, _body(codes, strategy), if_match=if_match, **headers)


def _without(label: str) -> dict[str, str]:
    return {each: code for each, code in SEVEN.items() if each != label}


def test_option_1_holds_until_somebody_chooses(api: Api) -> None:
    response = api.get(PATH)

    shown = response.json()
    assert (200, '"1"') == (response.status_code, response.headers["ETag"])
    assert ("nmbrs", [], [*SEVEN], []) == (
        shown["strategy"],
        shown["mappings"],
        shown["missing_labels"],
        shown["classification_ids"],
    )
    assert ("", "") == (shown["help_desk_text"], shown["help_desk_text_en"])


def test_a_mapping_is_prepared_while_option_1_holds(api: Api, catalogue: dict[str, str]) -> None:
    changed = _put(api, {"  adoptie/PLEEGZORG": "WAZO_ADOPTIE_PLEEGZORG", "Ziekte": "ZIEK"})

    shown = changed.json()
    assert (200, '"2"', shown) == (changed.status_code, changed.headers["ETag"], api.get(PATH).json())
    assert [
        {"label": "Ziekte", "code": "ZIEK"},
        {"label": "Adoptie / Pleegzorg", "code": "WAZO_ADOPTIE_PLEEGZORG"},
    ] == shown["mappings"]
    assert ("nmbrs", 5) == (shown["strategy"], len(shown["missing_labels"]))
    assert {catalogue["ZIEK"], catalogue["WAZO_ADOPTIE_PLEEGZORG"]} == set(shown["classification_ids"])


@pytest.mark.usefixtures("catalogue")
def test_option_2_is_chosen_with_all_seven(api: Api) -> None:
    shown = _put(api, SEVEN, "standard").json()

    assert ("standard", []) == (shown["strategy"], shown["missing_labels"])
    assert SEVEN == {pair["label"]: pair["code"] for pair in shown["mappings"]}


@pytest.mark.usefixtures("catalogue")
def test_what_is_answered_can_be_sent_again_and_changes_nothing(api: Api) -> None:
    first = _put(api, SEVEN, "standard")

    sent = {name: first.json()[name] for name in ("strategy", "mappings")}
    again = api.put(PATH, sent, if_match=first.headers["ETag"])

    assert ('"2"', first.json()) == (again.headers["ETag"], again.json())


@pytest.mark.usefixtures("catalogue")
def test_what_is_left_out_is_gone_and_a_code_may_move(api: Api) -> None:
    _put(api, SEVEN)

    shown = _put(api, {"Ziekte": "GEEN_VANGNET", "Geen vangnetgeval": "GEEN_VANGNET"}).json()

    assert {"Ziekte": "GEEN_VANGNET", "Geen vangnetgeval": "GEEN_VANGNET"} == {
        pair["label"]: pair["code"] for pair in shown["mappings"]
    }
    assert 1 == len(shown["classification_ids"])


@pytest.mark.usefixtures("catalogue")
def test_the_text_for_the_help_desk_has_the_words_of_the_manual(api: Api) -> None:
    shown = _put(api, {**SEVEN, "Zwangerschapverlof": "WAZO_ADOPTIE_PLEEGZORG"}).json()

    dutch, english = (shown[name].splitlines() for name in ("help_desk_text", "help_desk_text_en"))
    assert [
        f"{label} dient te verwijzen naar verzuimclassificatie Naam van {code} met code {code}"
        for label, code in [*SEVEN.items(), ("Zwangerschapverlof", "WAZO_ADOPTIE_PLEEGZORG")]
    ] == dutch
    assert "Ziekte must refer to absence classification Naam van ZIEK with code ZIEK" == english[0]
    assert len(dutch) == len(english)


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("label", SEVEN)
def test_option_2_with_six_of_the_seven_is_refused_and_names_the_seventh(api: Api, label: str) -> None:
    before = api.get(PATH).json()
    six = {**_without(label), "Overige oorzaken": "ZIEK"}

    dutch, english = (
        _put(api, six, "standard", accept_language=language).json()["detail"] for language in ("nl", "en")
    )
    refused = _put(api, six, "standard")

    assert (422, "CLASSIFICATION_MAPPING_INCOMPLETE") == refusal(refused)
    assert (422, ["body.mappings"]) == refused_fields(refused)
    assert [f"'{label}'" == refused.json()["labels"], f"'{label}'" in dutch, f"'{label}'" in english] == [
        True
    ] * 3
    assert before == api.get(PATH).json()


@pytest.mark.usefixtures("catalogue")
def test_option_2_stays_complete_once_it_holds(api: Api) -> None:
    _put(api, SEVEN, "standard")

    refused = _put(api, _without("Ziekte"), "standard")

    assert (422, "CLASSIFICATION_MAPPING_INCOMPLETE") == refusal(refused)
    assert "standard" == api.get(PATH).json()["strategy"]


@pytest.mark.parametrize("strategy", ["nmbrs", "standard"])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.usefixtures("catalogue")
def test_codes_that_the_catalogue_does_not_have_are_named(api: Api, strategy: str, language: str) -> None:
    codes = {**SEVEN, "Ziekte": "ONBEKEND", "Geen vangnetgeval": "ziek"}

    refused = _put(api, codes, strategy, accept_language=language)

    assert (422, "MAPPED_CODE_UNKNOWN") == refusal(refused)
    assert (422, ["body.mappings"]) == refused_fields(refused)
    assert "'ONBEKEND', 'ziek'" in refused.json()["detail"]
    assert [] == api.get(PATH).json()["mappings"]


@pytest.mark.usefixtures("catalogue")
def test_a_label_that_nmbrs_does_not_have_is_refused(api: Api) -> None:
    refused = _put(api, {**SEVEN, "Griep": "ZIEK"}, "standard")

    assert (422, "MAPPED_LABEL_UNKNOWN") == refusal(refused)
    assert "'Griep'" == refused.json()["labels"]


@pytest.mark.usefixtures("catalogue")
def test_a_label_has_one_code(api: Api) -> None:
    refused = _put(api, {"Ziekte": "ZIEK", "ZIEKTE": "GEEN_VANGNET"})

    assert (422, "MAPPED_LABEL_REPEATED") == refusal(refused)
    assert "'Ziekte'" == refused.json()["labels"]


@pytest.mark.parametrize("field", ["employer_id", "account_id", "employer_group_id"])
def test_there_is_no_mapping_per_customer_or_employer(api: Api, field: str) -> None:
    refused = api.put(PATH, _body({}) | {field: NOBODY}, if_match="*")

    assert (422, [f"body.{field}"]) == refused_fields(refused)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"strategy": "nmbrs"}, "body.mappings"),
        ({"mappings": []}, "body.strategy"),
        ({"strategy": "option 2", "mappings": []}, "body.strategy"),
        ({"strategy": "nmbrs", "mappings": [{"label": "Ziekte"}]}, "body.mappings.0.code"),
    ],
)
def test_half_a_mapping_is_refused(api: Api, body: dict[str, Any], field: str) -> None:
    assert (422, [field]) == refused_fields(api.put(PATH, body, if_match="*"))


@pytest.mark.usefixtures("catalogue")
def test_nobody_changes_what_they_have_not_read(api: Api) -> None:
    _put(api, SEVEN)

    assert (428, "IF_MATCH_REQUIRED") == refusal(api.put(PATH, _body(SEVEN)))
    assert (412, "VERSION_CHANGED") == refusal(_put(api, SEVEN, "standard", if_match='"1"'))
    assert 200 == _put(api, SEVEN, "standard", if_match='"2"').status_code


@pytest.mark.usefixtures("catalogue")
def test_of_changes_in_one_moment_one_is_made(api: Api, app: FastAPI) -> None:
    answers = simultaneously(app, api, lambda mine: _put(mine, SEVEN, "standard", if_match='"1"'))

    assert [200, 412, 412, 412] == sorted(answer.status_code for answer in answers)
    assert [] == api.get(PATH).json()["missing_labels"]
