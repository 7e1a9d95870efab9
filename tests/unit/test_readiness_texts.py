"""Everything that can be in an employer's way is said in both languages, with the next step."""

from __future__ import annotations

from string import Formatter

import pytest

from app.runs.message import Actor
from app.runs.messages import MESSAGES
from app.setup.obstacles import TEXTS, ObstacleCode, Text

EACH = pytest.mark.parametrize("text", TEXTS.values(), ids=[code.value for code in TEXTS])


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_code_has_a_text() -> None:
    assert set(ObstacleCode) == set(TEXTS)


@EACH
def test_both_languages_say_the_same_and_end_as_sentences(text: Text) -> None:
    assert text.nl != text.en
    assert text.nl_next != text.en_next
    assert _placeholders(text.nl) == _placeholders(text.en)
    assert set() == _placeholders(text.nl_next) | _placeholders(text.en_next)
    assert all(each.endswith(".") for each in (text.nl, text.en, text.nl_next, text.en_next))


@EACH
def test_somebody_must_act(text: Text) -> None:
    assert text.actor is not Actor.NOBODY


def test_what_a_run_would_say_has_the_code_of_the_report() -> None:
    shared = {code for code in ObstacleCode if code.value in MESSAGES}

    assert {
        ObstacleCode.UNLINKED,
        ObstacleCode.WITHOUT_CODE,
        ObstacleCode.NOT_LINKED,
        ObstacleCode.EXCLUDED,
    } == shared
