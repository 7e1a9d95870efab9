"""Mail that a server refuses, for now or for good: tried again or not, and always to be seen."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import pytest

from app.settings import Settings
from tests.integration.mailed import (
    ANNA,
    BAS,
    Postman,
    about,
    always_mailed,
    counted_mails,
    readiness,
    with_mail,
)
from tests.mail_server import MailServer, serving
from tests.suite import Suite


@pytest.fixture
def server() -> Iterator[MailServer]:
    server = MailServer()
    with serving(server):
        yield server


@pytest.fixture
def settings(settings: Settings, server: MailServer) -> Settings:
    return with_mail(settings, server)


@pytest.fixture
def postman(suite: Suite, server: MailServer, bakery: int) -> Postman:
    always_mailed(suite, bakery)
    return Postman(suite, server)


def test_what_is_refused_for_now_is_sent_again_as_the_same_mail(postman: Postman) -> None:
    postman.server.answers = {"MAIL": ["451 not now"], "DATA": ["451 not now"]}

    run, mail = postman.run()

    told = postman.mail_of(run)
    assert mail is not None
    assert mail.to == [ANNA, BAS]
    assert about(told, "state", "attempts", "code", "refused", "next_attempt_at") == (
        "sent",
        3,
        None,
        0,
        None,
    )
    assert told["sent_at"] >= run["finished_at"]
    assert (len(postman.server.received), postman.server.attempts) == (1, 3)
    assert counted_mails(postman.suite) == {"sent": 1}
    assert readiness(postman.suite) == (200, "ok", "ok")


def test_who_is_refused_for_now_gets_it_later_and_the_others_no_second_time(postman: Postman) -> None:
    postman.server.answers = {BAS: ["451 greylisted"]}

    run = postman.suite.run()

    told = postman.mail_of(run)
    assert [mail.to for mail in postman.server.received] == [[ANNA], [BAS]]
    assert len({mail.message["Message-ID"] for mail in postman.server.received}) == 1
    assert {str(mail.message["To"]) for mail in postman.server.received} == {f"{ANNA}, {BAS}"}
    assert about(told, "state", "attempts", "code", "refused") == ("sent", 2, None, 0)


def test_one_refused_recipient_stops_nobody_else_and_shows(postman: Postman) -> None:
    postman.server.answers = {BAS: [f"550 {BAS} is no user here"]}

    run, mail = postman.run()

    told = postman.suite.report(run)["run"]["mail"]
    assert mail is not None
    assert mail.to == [ANNA]
    assert about(told, "state", "attempts", "code", "recipients", "refused") == (
        "sent", 1, "RECIPIENT_REFUSED", 2, 1,
    )  # fmt: skip
    assert "Controleer de ontvangers" in told["message"]
    assert BAS not in str(told)


@pytest.mark.parametrize(
    ("answers", "code"),
    [({ANNA: ["550 no"], BAS: ["551 no"]}, "RECIPIENT_REFUSED"), ({"DATA": ["554 no"]}, "SMTP_REFUSED")],
)
def test_what_is_refused_for_good_is_not_tried_again(
    postman: Postman, answers: dict[str, list[str]], code: str
) -> None:
    postman.server.answers = deepcopy(answers)

    run, mail = postman.run()

    told = postman.mail_of(run)
    assert mail is None
    assert about(told, "state", "attempts", "code", "refused", "sent_at") == ("failed", 1, code, 2, None)
    assert readiness(postman.suite) == (200, "ok", "1 given up in the last day")
    assert counted_mails(postman.suite) == {"failed": 1}


def test_a_mail_is_given_up_after_its_last_pause(postman: Postman) -> None:
    postman.server.answers = {"DATA": ["451 not now"] * 9}

    run = postman.suite.run()

    told = postman.mail_of(run)
    assert about(told, "state", "attempts", "code", "refused") == ("failed", 4, "SMTP_TRY_LATER", 2)
    assert postman.server.attempts == 4
