"""Log lines are JSON objects with ids, and an exception leaves its type and place but not its text."""

from __future__ import annotations

import io
import json
import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog

from app import log

SURNAME = "van Kanarie-Geheim"


class Captured:
    """What was logged, as a machine reads it."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]

    def only(self) -> dict[str, Any]:
        [line] = self.lines
        return line


@pytest.fixture
def captured() -> Iterator[Captured]:
    """Logging as the service configures it, put back afterwards."""
    root = logging.getLogger()
    handlers, configured = root.handlers[:], structlog.get_config()
    levels = {logger: logger.level for logger in (root, logging.getLogger("app"))}
    lines = Captured()
    log.configure("DEBUG", lines.stream)
    yield lines
    root.handlers[:] = handlers
    for logger, level in levels.items():
        logger.setLevel(level)
    structlog.configure(**configured)
    structlog.contextvars.clear_contextvars()


def _fail() -> None:
    raise ValueError(f"employee {SURNAME} has no birth date")


def _fail_because() -> None:
    try:
        _fail()
    except ValueError as error:
        raise RuntimeError(f"while importing {SURNAME}") from error


def _own() -> None:
    log.get("app.runs").exception("run.failed")


def _own_with_error() -> None:
    log.get("app.runs").error("run.failed", exc_info=sys.exc_info()[1])


def _own_with_tuple() -> None:
    log.get("app.runs").warning("run.failed", exc_info=sys.exc_info())


def _foreign() -> None:
    logging.getLogger("some.library").exception("run.failed")


def _foreign_with_error() -> None:
    logging.getLogger("some.library").error("run.failed", exc_info=sys.exc_info()[1])


# --- form -----------------------------------------------------------------------------------------


def test_an_event_is_one_json_object_with_its_fields(captured: Captured) -> None:
    log.get("app.runs").info("run.finished", outcome="succeeded", changes=3)

    line = captured.only()
    assert line.pop("timestamp").endswith("Z")
    assert {
        "event": "run.finished",
        "outcome": "succeeded",
        "changes": 3,
        "level": "info",
        "logger": "app.runs",
    } == line


def test_a_line_of_another_library_has_the_same_form(captured: Captured) -> None:
    logging.getLogger("some.library").warning("retry %s of %d", "one", 3)

    line = captured.only()
    assert line.pop("timestamp").endswith("Z")
    assert {"event": "retry one of 3", "level": "warning", "logger": "some.library"} == line


def test_a_field_with_a_line_break_stays_on_one_line(captured: Captured) -> None:
    log.get("app.runs").info("run.finished", outcome='two\nlines "quoted"')

    assert 'two\nlines "quoted"' == captured.only()["outcome"]
    assert 1 == captured.text.count("\n")


def test_a_warning_of_python_is_a_line_too(captured: Captured) -> None:
    logging.captureWarnings(True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn("this will go", DeprecationWarning, stacklevel=1)
    finally:
        logging.captureWarnings(False)

    assert "py.warnings" == captured.only()["logger"]


# --- ids ------------------------------------------------------------------------------------------


def test_bound_ids_are_on_every_line_of_ours_and_of_others(captured: Captured) -> None:
    with structlog.contextvars.bound_contextvars(request_id="r-1", run_id="run-1"):
        log.get("app.runs").info("run.finished")
        logging.getLogger("some.library").warning("slow")
    log.get("app.runs").info("service.stopping")

    ids = [(line.get("request_id"), line.get("run_id")) for line in captured.lines]
    assert [("r-1", "run-1"), ("r-1", "run-1"), (None, None)] == ids


def test_an_id_on_the_line_itself_wins(captured: Captured) -> None:
    with structlog.contextvars.bound_contextvars(run_id="run-1"):
        log.get("app.runs").info("run.not_enqueued", run_id="run-2")

    assert "run-2" == captured.only()["run_id"]


# --- levels ---------------------------------------------------------------------------------------


def test_others_speak_only_from_warning(captured: Captured) -> None:
    logging.getLogger("some.library").info("chatter")

    assert "" == captured.text


@pytest.mark.parametrize("name", ["zeep", "httpx", "httpcore", "sqlalchemy", "uvicorn.access"])
def test_who_prints_payloads_when_verbose_is_never_verbose(captured: Captured, name: str) -> None:
    for level in (logging.DEBUG, logging.INFO):
        logging.getLogger(f"{name}.client").log(level, "the whole envelope")

    assert "" == captured.text


@pytest.mark.parametrize(("level", "expected"), [("DEBUG", 2), ("INFO", 1), ("ERROR", 0)])
def test_our_own_level_is_a_setting(captured: Captured, level: str, expected: int) -> None:
    log.configure(level, captured.stream)

    log.get("app.runs").debug("run.looked")
    log.get("app.runs").info("run.finished")

    assert expected == len(captured.lines)


def test_configuring_twice_does_not_say_everything_twice(captured: Captured) -> None:
    log.configure("INFO", captured.stream)

    log.get("app.runs").info("run.finished")

    assert 1 == len(captured.lines)


# --- exceptions -----------------------------------------------------------------------------------


@pytest.mark.parametrize("speak", [_own, _own_with_error, _own_with_tuple, _foreign, _foreign_with_error])
@pytest.mark.parametrize(("fail", "kind"), [(_fail, "ValueError"), (_fail_because, "RuntimeError")])
def test_an_exception_leaves_its_type_and_place_and_not_a_word_of_its_text(
    captured: Captured, speak: Callable[[], None], fail: Callable[[], None], kind: str
) -> None:
    try:
        fail()
    except Exception:
        speak()

    line = captured.only()
    place = f"{__name__}:{fail.__code__.co_firstlineno + (1 if fail is _fail else 4)}"
    assert (kind, place) == (line["error"], line["at"])
    assert SURNAME not in captured.text
    assert "Traceback" not in captured.text
    assert "exc_info" not in line
    assert "exception" not in line


def test_an_exception_without_a_trace_leaves_its_type(captured: Captured) -> None:
    log.get("app.runs").error("run.failed", exc_info=ValueError(SURNAME))

    line = captured.only()
    assert "ValueError" == line["error"]
    assert SURNAME not in captured.text


def test_no_exception_at_hand_is_just_an_event(captured: Captured) -> None:
    log.get("app.runs").error("run.failed", exc_info=True)

    assert "error" not in captured.only()


def test_a_group_of_exceptions_quotes_none_of_them(captured: Captured) -> None:
    try:
        raise ExceptionGroup(SURNAME, [ValueError(SURNAME)])
    except ExceptionGroup:
        log.get("app.runs").exception("run.failed")

    assert "ExceptionGroup" == captured.only()["error"]
    assert SURNAME not in captured.text
