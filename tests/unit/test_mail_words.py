"""Everything a report can say can be said in a mail, in both languages, and says less there."""

from __future__ import annotations

from string import Formatter

import pytest

from app.mail import letter
from app.runs import mail_codes, mail_words, mailing
from app.runs.message import VALUES, WORDS, Actor, Level
from app.runs.messages import MESSAGES
from app.runs.states import OPEN, RunStatus

#: What a mail may be told with, each with something to tell.
PARAMS: dict[str, object] = {
    "operation": "Absence_GetList", "missing": "birth_date", "delivered": 2, "agreed": 3, "count": 7,
}  # fmt: skip


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", MESSAGES)
def test_every_message_has_words_for_a_mail_without_what_a_mail_may_not_tell(code: str) -> None:
    for language in ("nl", "en"):
        assert mail_words.sentence(code, language, PARAMS)
        step = mail_words.next_step(code, language, PARAMS)
        assert bool(step) == bool(MESSAGES[code].next_step("nl", {**PARAMS, "label": "x"}))


def test_a_mail_is_told_with_nothing_but_numbers_and_words_of_ours() -> None:
    assert mail_words.TOLD | {mail_words.ADDED_UP} == PARAMS.keys()
    assert "missing" in WORDS
    assert "birth_date" in VALUES


@pytest.mark.parametrize("code", mail_words.WORDINGS)
def test_own_words_stand_only_where_the_report_tells_more(code: str) -> None:
    message = MESSAGES[code]

    told = _names(message.nl + message.en + message.nl_next + message.en_next)

    assert told - PARAMS.keys()


def test_the_frame_has_words_for_whatever_a_run_can_be() -> None:
    nl, en = mail_words.FRAME["nl"], mail_words.FRAME["en"]
    outcomes = {status.value for status in RunStatus if status not in OPEN}

    assert nl.keys() == en.keys()
    assert {name: _names(nl[name]) for name in nl} == {name: _names(en[name]) for name in en}
    assert {f"lead_{each}" for each in outcomes} <= nl.keys()
    for language in ("nl", "en"):
        assert outcomes == mail_words.OUTCOMES[language].keys()
        assert set(Level) == mail_words.LEVELS[language].keys()
        assert set(Actor) == mail_words.ACTORS[language].keys()


def test_every_code_of_a_mail_is_told_in_both_languages() -> None:
    codes = {
        *(value for name, value in vars(letter).items() if name.isupper() and isinstance(value, str)),
        mailing.BELOW_MAIL_LEVEL, mailing.NO_RECIPIENTS, mailing.INTERNAL_ERROR,
    }  # fmt: skip

    assert codes == mail_codes.REASONS.keys()
    for reason in mail_codes.REASONS.values():
        assert reason.text("nl") != reason.text("en")
        assert bool(reason.nl_next) == bool(reason.en_next)
