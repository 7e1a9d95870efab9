"""Sending step by step, with a clock and a carrier in hand: attempts, pauses, and who sends what."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.database import Database
from app.mail.letter import Letter, Receipt
from app.runs.sending import Sending
from tests.integration.by_hand import ByHand
from tests.integration.mailed import PUBLIC_URL, about

Json = dict[str, Any]
UNREACHABLE = Receipt("SMTP_UNREACHABLE", waiting=frozenset(["verslag@voorbeeldgroep.example"]))


class _Lost(BaseException):
    """The process is gone."""


class _Hands:
    """Takes letters as a test says, one answer after the other; without one it has taken the letter."""

    longest_seconds = 30.0

    def __init__(self, *answers: Receipt | BaseException) -> None:
        self.answers = list(answers)
        self.letters: list[Letter] = []

    def carry(self, letter: Letter, _to: object) -> Receipt:
        self.letters.append(letter)
        answer = self.answers.pop(0) if self.answers else Receipt()
        if isinstance(answer, BaseException):
            raise answer
        return answer


class _Clock:
    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


def _sending(database: Database, hands: _Hands, clock: _Clock) -> Sending:
    pauses = [timedelta(minutes=minutes) for minutes in (1, 5, 15)]
    return Sending(database, hands, PUBLIC_URL, pauses, clock)


def _waiting(by_hand: ByHand, bakery: int, runs: int = 1) -> list[Json]:
    by_hand.set_up({bakery: "Bakkerij"}, mail_level="all_with_metadata")
    return [by_hand.run() for _ in range(runs)]


def _mail(by_hand: ByHand, run: Json) -> Json:
    mail: Json = by_hand.ask("GET", f"/runs/{run['id']}")["mail"]
    return mail


def test_a_mail_of_which_nothing_was_heard_is_sent_again_under_its_message_id(
    by_hand: ByHand, database: Database, bakery: int
) -> None:
    [run] = _waiting(by_hand, bakery)
    clock, hands = _Clock(), _Hands(_Lost())
    sending = _sending(database, hands, clock)
    with pytest.raises(_Lost):
        sending.send_due(lambda: False)

    left = _mail(by_hand, run)
    sending.send_due(lambda: False)  # another process, at the same time
    clock.now += timedelta(seconds=31)
    sending.send_due(lambda: False)

    assert about(left, "state", "attempts") == ("queued", 1)
    assert about(_mail(by_hand, run), "state", "attempts") == ("sent", 2)
    assert [letter.message_id for letter in hands.letters] == [f"<{run['id']}.report@connector.example>"] * 2
    assert hands.letters[0].text == hands.letters[1].text


def test_pauses_grow_and_the_last_is_the_end(by_hand: ByHand, database: Database, bakery: int) -> None:
    [run] = _waiting(by_hand, bakery)
    clock = _Clock()
    sending = _sending(
        database,
        _Hands(*[UNREACHABLE] * 9),
        clock,
    )
    told = []

    for minutes in (0, 1, 5, 15, 60):
        clock.now += timedelta(minutes=minutes)
        sending.send_due(lambda: False)
        told.append(about(_mail(by_hand, run), "state", "attempts"))

    assert told == [("queued", 1), ("queued", 2), ("queued", 3), ("failed", 4), ("failed", 4)]


def test_while_no_mail_gets_through_the_others_keep_their_attempts(
    by_hand: ByHand, database: Database, bakery: int
) -> None:
    runs = _waiting(by_hand, bakery, runs=3)
    hands = _Hands(UNREACHABLE)
    sending = _sending(database, hands, _Clock())

    seconds = sending.send_due(lambda: False)
    at_first = [about(_mail(by_hand, run), "state", "attempts") for run in runs]
    sending.send_due(lambda: False)

    assert 0 < seconds <= 15
    assert at_first == [("queued", 1), ("queued", 0), ("queued", 0)]
    assert [_mail(by_hand, run)["state"] for run in runs] == ["queued", "sent", "sent"]


def test_a_mail_that_breaks_our_code_stops_no_other(by_hand: ByHand, database: Database, bakery: int) -> None:
    runs = _waiting(by_hand, bakery, runs=2)

    _sending(database, _Hands(RuntimeError("a bug")), _Clock()).send_due(lambda: False)

    assert [about(_mail(by_hand, run), "state", "code") for run in runs] == [
        ("queued", "INTERNAL_ERROR"), ("sent", None),
    ]  # fmt: skip


def test_two_senders_send_no_mail_twice(by_hand: ByHand, database: Database, bakery: int) -> None:
    _waiting(by_hand, bakery, runs=6)
    hands, clock = _Hands(), _Clock()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(_sending(database, hands, clock).send_due, lambda: False) for _ in range(2)]:
            done.result()

    sent = [letter.message_id for letter in hands.letters]
    assert (len(sent), len(set(sent))) == (6, 6)


def test_no_transaction_is_open_while_a_letter_is_under_way(
    by_hand: ByHand, database: Database, bakery: int
) -> None:
    _waiting(by_hand, bakery)

    class Writing(_Hands):
        def carry(self, letter: Letter, to: object) -> Receipt:
            with database.transaction() as session:  # would wait for ever behind another writer
                session.execute(sa.text("UPDATE mails SET code = code"))
            return super().carry(letter, to)

    hands = Writing()
    _sending(database, hands, _Clock()).send_due(lambda: False)

    assert len(hands.letters) == 1


def test_a_technical_failure_is_mailed_whatever_the_lines_say(
    by_hand: ByHand, database: Database, bakery: int
) -> None:
    by_hand.set_up({bakery: "Bakkerij"}, mail_level="failures")
    run_id = by_hand.queue()
    with database.transaction() as session:
        session.execute(sa.text("UPDATE runs SET code = 'NMBRS_DOWN'"))

    by_hand.steps.finish(run_id)

    run = by_hand.ask("GET", f"/runs/{run_id}")
    assert by_hand.codes(run) == []
    assert about(run["mail"], "state", "kind") == ("queued", "technical")


def test_a_finish_that_is_repeated_decides_once(by_hand: ByHand, bakery: int) -> None:
    by_hand.set_up({bakery: "Bakkerij"}, mail_level="all")

    run = by_hand.go(by_hand.queue(), times=2)

    with by_hand.database.reading() as session:
        assert session.execute(sa.text("SELECT run_id, state FROM mails")).all() == [(run["id"], "queued")]
