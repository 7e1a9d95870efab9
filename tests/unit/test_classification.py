"""Each of the twenty labels is recognised however it is written, and nothing else is."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.hr.classification import LABELS, Classification, Kind, SafetyNet, recognise

SICK, LEAVE = Kind.SICKNESS, Kind.LEAVE
#: The leave that does not interrupt the sickness before and after it (domain.md §4, S4).
MATERNITY = {"Zwangerschapverlof", "Zwangerschapsverlof (WAZO)"}
YES, NO, UNKNOWN = SafetyNet.YES, SafetyNet.NO, SafetyNet.UNKNOWN


def _without_accents(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


@pytest.mark.parametrize(
    ("text", "kind", "safety_net", "in_manual"),
    [
        # The seven of the manual (R36); kind and safety net: domain.md §3.4.
        ("Ziekte", SICK, UNKNOWN, True),
        ("Ziekte door zwangerschap (vangnet)", SICK, YES, True),
        ("Ziekte heringetreden arbeidsgehandicapte (vangnet)", SICK, YES, True),
        ("Ziekte door orgaandonatie (vangnet)", SICK, YES, True),
        ("Adoptie / Pleegzorg", LEAVE, NO, True),
        ("Ziekte door bevalling", SICK, YES, True),
        ("Geen vangnetgeval", SICK, NO, True),
        # The older one and the twelve of the current set (soap.md §5.2).
        ("Zwangerschapverlof", LEAVE, NO, False),
        ("Geen vangnetgeval / Ziekte", SICK, NO, False),
        ("Verzuim a.g.v. van zwangerschap en/of bevalling", SICK, YES, False),
        ("Verzuim a.g.v. van orgaandonatie", SICK, YES, False),
        ("WW uitkering en meer dan xx weken verzuim", SICK, YES, False),
        ("Uitzendkracht of oproepkracht", SICK, YES, False),
        ("Beëindiging dienstverband tijdens verzuim", SICK, YES, False),
        ("Gedeeltelijk ao verzuim binnen", SICK, UNKNOWN, False),
        ("Bijzonder dienstverband", SICK, YES, False),
        ("Overige oorzaken", SICK, UNKNOWN, False),
        ("Zwangerschapsverlof (WAZO)", LEAVE, NO, False),
        ("Adoptieverlof (WAZO)", LEAVE, NO, False),
        ("Pleegzorgverlof (WAZO)", LEAVE, NO, False),
    ],
)
def test_label_means_this(text: str, kind: Kind, safety_net: SafetyNet, in_manual: bool) -> None:
    maternity = text in MATERNITY

    assert Classification(text, kind, safety_net, in_manual, maternity) == recognise(text)


def test_there_are_twenty_labels_of_which_seven_are_in_the_manual() -> None:
    assert (20, 7) == (len(LABELS), sum(label.in_manual for label in LABELS))


@pytest.mark.parametrize(
    "written",
    [
        str.upper,
        str.lower,
        str.swapcase,
        lambda text: f"  {text}\n",
        lambda text: text.replace(" ", "  "),
        lambda text: text.replace(" ", "\N{NO-BREAK SPACE}"),
        lambda text: text.replace(" / ", "/"),
        lambda text: text.replace("(", "").replace(")", ""),
        lambda text: unicodedata.normalize("NFD", text),
        _without_accents,
    ],
)  # fmt: skip
def test_case_spacing_accents_and_punctuation_do_not_matter(written: Callable[[str], str]) -> None:
    assert list(LABELS) == [recognise(written(label.label)) for label in LABELS]


@pytest.mark.parametrize("text", ["", " ", "\t\n", "()", "/", "…", "\N{NO-BREAK SPACE}"])
def test_an_empty_text_means_nothing(text: str) -> None:
    assert recognise(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Griep",
        "Ziek",
        "Ziekte door",
        "Ziekte door zwangerschap",
        "vangnet",
        "Wel vangnetgeval",
        "1",
        "Ziekte 1",
        "Ziektes",
    ],
)  # fmt: skip
def test_an_unknown_text_is_never_taken_for_ordinary_sickness(text: str) -> None:
    assert recognise(text) is None


@given(st.text(max_size=60))
def test_whatever_is_recognised_is_a_label_in_another_writing(text: str) -> None:
    found = recognise(text)

    letters = "".join(filter(str.isalnum, _without_accents(text.casefold())))
    known = {"".join(filter(str.isalnum, _without_accents(each.label.casefold()))) for each in LABELS}
    assert found is None or letters in known


def test_no_two_labels_are_told_apart_by_writing_alone() -> None:
    assert len(LABELS) == len({label.label for label in LABELS})
    assert list(LABELS) == [recognise(label.label) for label in LABELS]
