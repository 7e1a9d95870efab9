"""The command of scripts before a service that is not ready, not there, not ours, or of a later version."""

from __future__ import annotations

import json
import socket
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tests import command
from tests.integration.stub_service import DROPPED, RUN_ID, Answer, page, problem, run, serving

WAIT = ("--wait", "--timeout", "20")
OUTCOMES = {
    "succeeded": 0,
    "previewed": 0,
    "succeeded_with_warnings": 3,
    "partially_applied": 4,
    "awaiting_approval": 5,
    "failed": 6,
    "cancelled": 6,
    "rejected": 7,
    "superseded": 7,
    "skipped": 7,
}


@pytest.mark.parametrize(("status", "code"), OUTCOMES.items())
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_outcome_has_its_code_and_a_sentence(status: str, code: int, language: str) -> None:
    with serving([run("queued"), run(status, code="SOME_CODE")]) as stub:
        ended = command.run(stub.address, "c", *WAIT, language=language)

    report = f"{stub.address}/v1/runs/{RUN_ID}/report?format=html"
    assert (code, {"outcome": status, "run": RUN_ID, "report": report}) == (ended.code, ended.told)
    sentence = ended.err.splitlines()[-1]
    assert sentence.endswith(".")
    assert "{" not in sentence


def test_an_outcome_of_a_later_version_is_unknown_and_is_not_waited_for() -> None:
    with serving([run("queued"), run("teleported")]) as stub:
        ended = command.run(stub.address, "c", *WAIT)

    assert (1, "teleported") == (ended.code, ended.told["outcome"])
    assert "(teleported)" in ended.err


def test_a_state_of_a_later_version_is_waited_for_while_the_run_has_not_ended() -> None:
    with serving([run("warming_up", finished_at=None), run("succeeded")]) as stub:
        ended = command.run(stub.address, "c", *WAIT)

    assert (0, 2) == (ended.code, len(stub.asked))


# --- asking again -------------------------------------------------------------------------------


def test_a_start_whose_answer_was_lost_is_repeated_under_one_key() -> None:
    with serving([DROPPED, DROPPED, run("succeeded")]) as stub:
        ended = command.run(stub.address, "some-configuration", *WAIT)

    keys = stub.headers("Idempotency-Key")
    assert (0, 3, 1) == (ended.code, len(keys), len(set(keys)))
    assert None not in keys
    assert ["POST /v1/configurations/some-configuration/runs"] * 3 == stub.requests
    assert 1 == len({body for *_, body in stub.asked})
    assert 1 == ended.err.count("trying again")


def test_two_starts_have_keys_of_their_own() -> None:
    with serving([run("succeeded")]) as stub:
        for _ in range(2):
            command.run(stub.address, "c")

    assert 2 == len(set(stub.headers("Idempotency-Key")))


@pytest.mark.parametrize("status", [429, 503])
def test_a_service_that_is_busy_is_asked_again_when_it_says(status: int) -> None:
    busy = Answer(status, {}, {"Retry-After": "1"})
    with serving([busy, run("succeeded")]) as stub:
        began = time.monotonic()
        ended = command.run(stub.address, "c", *WAIT)

    assert (0, 2) == (ended.code, len(stub.asked))
    assert time.monotonic() - began >= 1


def test_a_moment_to_come_back_may_be_a_date() -> None:
    soon = datetime.now(UTC) + timedelta(seconds=2)
    busy = Answer(503, {}, {"Retry-After": format_datetime(soon, usegmt=True)})
    with serving([busy, run("succeeded")]) as stub:
        ended = command.run(stub.address, "c", *WAIT)

    assert 0 == ended.code
    assert datetime.now(UTC) >= soon.replace(microsecond=0)


def test_a_moment_after_the_time_is_over_is_not_waited_for() -> None:
    with serving([Answer(503, {}, {"Retry-After": "3600"})]) as stub:
        began = time.monotonic()
        ended = command.run(stub.address, "c", *WAIT)

    assert (1, 1, True) == (ended.code, len(stub.asked), time.monotonic() - began < 5)
    assert "HTTP 503" in ended.err


@pytest.mark.parametrize(
    "answer", [DROPPED, page(404), page(502), page(200), page(302, Location="https://elsewhere.example")]
)
def test_while_waiting_whatever_is_not_the_service_passes(answer: Answer) -> None:
    with serving([run("running"), answer, run("succeeded")]) as stub:
        ended = command.run(stub.address, "c", *WAIT)

    assert (0, 3) == (ended.code, len(stub.asked))
    assert 1 == ended.err.count("trying again")


def test_a_service_that_does_not_come_back_in_time_leaves_the_outcome_unknown() -> None:
    with serving([run("running"), DROPPED]) as stub:
        ended = command.run(stub.address, "c", "--wait", "--timeout", "2")

    assert (1, "unknown", RUN_ID) == (ended.code, ended.told["outcome"], ended.told["run"])
    assert "did not come back" in ended.err
    assert f"{stub.address}/v1/runs/{RUN_ID}/cancel" in ended.err


def test_a_run_that_takes_too_long_goes_on_and_the_log_says_how() -> None:
    with serving([run("running")]) as stub:
        ended = command.run(stub.address, "c", "--wait", "--timeout", "2")

    assert (1, "unknown") == (ended.code, ended.told["outcome"])
    assert f'curl -H "Authorization: Bearer $API_KEY" {stub.address}/v1/runs/{RUN_ID}\n' in ended.err
    assert "--timeout" in ended.err


def test_a_service_that_does_not_wait_is_asked_gently() -> None:
    with serving([run("running")]) as stub:
        command.run(stub.address, "c", "--wait", "--timeout", "3")

    assert 3 == len(stub.asked)
    assert [None, "wait=2", None] == stub.headers("Prefer")


def test_progress_is_told_when_something_moves_and_not_with_every_answer() -> None:
    answers = [run("queued", progress={}), *[run("running")] * 2, run("succeeded")]
    with serving(answers) as stub:
        ended = command.run(stub.address, "c", *WAIT)

    lines = [f"Run {RUN_ID} has started.", "queued", "running: 1 of 3 employers", "Everything was imported."]
    assert lines == ended.err.splitlines()


# --- who refuses, and who is not there ------------------------------------------------------------


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413, 422])
def test_what_the_service_refuses_is_told_in_its_own_words(status: int) -> None:
    with serving([problem(status, "SOME_CODE", "Dit mag niet. Doe dat.")]) as stub:
        ended = command.run(stub.address, "c", *WAIT, language="nl")

    assert (7, {"outcome": "refused"}) == (ended.code, ended.told)
    assert "De service weigert: Dit mag niet. Doe dat. (SOME_CODE)\n" == ended.err
    assert ["nl"] == stub.headers("Accept-Language")


def test_each_field_that_is_refused_is_named() -> None:
    refusal = problem(422, "PAYLOAD_INVALID", "See errors.")
    fields = [{"field": "body.mode", "message": "is odd"}, {"field": "path.x", "code": "SOME_CODE"}]
    with serving([Answer(422, refusal.body | {"errors": fields}, kind=refusal.kind)]) as stub:
        ended = command.run(stub.address, "c")

    assert "\n  body.mode: is odd\n  path.x: SOME_CODE (PAYLOAD_INVALID)" in ended.err


def test_a_key_that_is_revoked_while_waiting_leaves_the_outcome_unknown() -> None:
    with serving([run("running"), problem(401, "UNAUTHENTICATED", "A valid key is needed.")]) as stub:
        ended = command.run(stub.address, "c", *WAIT, "--json")

    assert (1, "unknown", RUN_ID) == (ended.code, ended.json["outcome"], ended.json["run_id"])
    assert "UNAUTHENTICATED" == ended.json["problem"]["code"]
    assert "no longer lets us follow it: A valid key is needed." in ended.err


@pytest.mark.parametrize("answer", [page(404), page(403), page(405)])
def test_a_refusal_by_others_than_the_service_is_told_as_that(answer: Answer) -> None:
    with serving([answer]) as stub:
        ended = command.run(stub.address, "c")

    assert (7, "refused") == (ended.code, ended.told["outcome"])
    assert f"behind {stub.address}: it answered {answer.status}." in ended.err
    assert "--url" in ended.err


@pytest.mark.parametrize("answer", [page(200), Answer(200, []), Answer(200, {"id": 1}), Answer(204, "")])
def test_an_answer_that_is_no_run_is_not_taken_for_one(answer: Answer) -> None:
    with serving([answer]) as stub:
        ended = command.run(stub.address, "c", *WAIT)

    assert (1, 1, "unknown") == (ended.code, len(stub.asked), ended.told["outcome"])
    assert "no service of ours" in ended.err


def test_a_redirect_is_not_followed_with_the_key() -> None:
    with serving([run("succeeded")]) as other, serving([page(308, Location=other.address)]) as stub:
        ended = command.run(stub.address, "c", *WAIT)

    assert (1, []) == (ended.code, other.asked)
    assert f"points elsewhere, to {other.address}." in ended.err


def test_where_nobody_listens_nothing_has_started() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    ended = command.run(f"http://127.0.0.1:{port}", "c", "--timeout", "1")

    assert (1, {"outcome": "unknown"}) == (ended.code, ended.told)
    assert "Connection refused); nothing has started. Check --url" in ended.err


def test_where_a_start_got_no_answer_it_is_not_certain() -> None:
    with serving([DROPPED]) as stub:
        ended = command.run(stub.address, "c", "--timeout", "1")

    assert 1 == ended.code
    assert "not certain whether a run has started" in ended.err


# --- wrong use ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["nmbrs.example.com", "ftp://nmbrs.example.com", "https://", "http://a:b@c", "http://c:x", "http://c?d"],
)
def test_an_address_that_is_none_is_wrong_use(address: str) -> None:
    ended = command.run(address, "c")

    assert (2, "") == (ended.code, ended.out)
    assert "--url" in ended.err


@pytest.mark.parametrize("key", ["", " \n", "two words", "SECRET\nX-Other: 1", "SECRÉT"])
def test_what_is_no_key_is_wrong_use_and_is_not_repeated(key: str) -> None:
    ended = command.run("http://127.0.0.1:9", "c", key=key)

    assert (2, "") == (ended.code, ended.out)
    assert "API_KEY" in ended.err
    assert "SECR" not in ended.err


@pytest.mark.parametrize("options", [("--mode", "erase"), ("--timeout", "0"), ("--key", "x")])
def test_an_option_there_is_not_is_wrong_use(options: tuple[str, ...]) -> None:
    assert 2 == command.run("http://127.0.0.1:9", "c", *options).code


def test_the_key_goes_to_the_service_alone() -> None:
    with serving([run("failed", code="SOME_CODE")]) as stub:
        ended = command.run(f"{stub.address}/", "c", *WAIT, "--json", key="THE-KEY\n")

    assert ["Bearer THE-KEY"] == stub.headers("Authorization")
    assert "THE-KEY" not in ended.out + ended.err


@pytest.mark.parametrize("ending", ["", "/", "/v1", "/v1/", "/docs"])
def test_the_address_may_be_what_people_copy(ending: str) -> None:
    with serving([run("succeeded")]) as stub:
        ended = command.run(f"{stub.address}/behind/a/proxy{ending}", "a b/c")

    assert 0 == ended.code
    assert ["POST /behind/a/proxy/v1/configurations/a%20b%2Fc/runs"] == stub.requests


@pytest.mark.parametrize("mode", ["apply", "preview"])
def test_the_mode_is_passed_on(mode: str) -> None:
    with serving([run("queued")]) as stub:
        ended = command.run(stub.address, "c", "--mode", mode)

    assert (0, f"{RUN_ID}\n", 1) == (ended.code, ended.out, len(stub.asked))
    assert {"mode": mode} == json.loads(stub.asked[0][3])


def test_machines_get_one_object_however_it_ends() -> None:
    with serving([run("partially_applied")]) as stub:
        partial = command.run(stub.address, "c", *WAIT, "--json").json
    with serving([problem(409, "RUN_OPEN", "A run is open.")]) as stub:
        refused = command.run(stub.address, "c", "--json").json
    with serving([run("queued")]) as stub:
        started = command.run(stub.address, "c", "--json").json

    names = {"exit_code", "outcome", "message", "run_id", "report", "run", "problem"}
    assert all(names == each.keys() for each in (partial, refused, started))
    assert (4, "partially_applied", RUN_ID) == (
        partial["exit_code"],
        partial["outcome"],
        partial["run"]["id"],
    )
    assert (7, None, "RUN_OPEN") == (refused["exit_code"], refused["run"], refused["problem"]["code"])
    assert (0, "started", RUN_ID) == (started["exit_code"], started["outcome"], started["run_id"])
