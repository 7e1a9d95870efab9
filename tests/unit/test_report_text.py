"""The report as text: facts, counts, and lines by cause, in both languages, and nobody by name."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from app import models
from app.runs import text
from app.runs.fields import STREAM
from app.runs.messages import MESSAGES
from app.runs.report import Counts, Line, by_cause, levels

STARTED = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)
NAMES = {"account": "Groep", "stream": "Werknemers", "b": "Bakkerij (101)", "s": "Slagerij (102)"}


def _run(**fields: Any) -> models.Run:
    usual: dict[str, Any] = {
        "id": "run-1",
        "option": "nmbrs_employee",
        "mode": "apply",
        "status": "succeeded",
        "created_at": STARTED,
        "started_at": STARTED,
        "finished_at": datetime(2026, 7, 1, 0, 0, 5, tzinfo=UTC),
    }
    return models.Run(**(usual | fields))


def _line(code: str, reference: str = "", employer_id: str | None = "b", **params: object) -> Line:
    message = MESSAGES[code]
    return Line(
        at=STARTED,
        level=message.level,
        stream="VZ",
        code=code,
        employer_id=employer_id,
        reference=reference,
        message=message.text("en", params),
        next_step=message.next_step("en", params),
        actor=message.actor,
    )


#: Streams that are a row also when nothing was read of them.
ALWAYS = {"en": ["Departments", "Employees", "Employments", "Absence"],
          "nl": ["Afdelingen", "Werknemers", "Dienstverbanden", "Verzuim"]}  # fmt: skip


def _text(lines: Sequence[Line] = (), language: str = "en", **fields: Any) -> str:
    counts = {stream.value: Counts() for stream in STREAM.values()}
    counts |= fields.pop("counts", {})
    counts["absences"] = Counts(
        read=9, created=1, updated=2, ended=3, pending=4, withdrawn=5, unchanged=6, refused=7
    )
    return text.render(_run(**fields), NAMES, counts, lines, language)


def test_the_head_tells_what_ran_and_when_in_dutch_time() -> None:
    assert (
        "LOGVERSLAG\n"
        "==========\n"
        "Uitvoering:     run-1\n"
        "Account:        Groep\n"
        "Gegevensstroom: Werknemers\n"
        "Uitkomst:       succeeded\n"
        "Van/tot:        01-02-2026 00:30:00 - 01-07-2026 02:00:05\n"
    ) == _text(language="nl")[: _text(language="nl").index("\n\n") + 1]


def test_a_run_that_has_not_ended_has_one_moment() -> None:
    assert "From/to:        01-02-2026 00:30:00\n" in _text(finished_at=None, started_at=None)


def _table(language: str, counts: dict[str, Counts] | None = None) -> list[str]:
    return _text(language=language, counts=counts or {}).split("\n\n")[1].splitlines()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_a_run_is_about_is_a_row_under_its_columns_also_with_nothing_in_it(language: str) -> None:
    head, *rows = _table(language)

    assert ALWAYS[language] == [row.split()[0] for row in rows]
    assert 1 == len({len(row) for row in (head, *rows)}), "columns are aligned"
    assert [["0"] * 8] * 3 + [["9", "1", "2", "3", "4", "5", "6", "7"]] == [row.split()[1:] for row in rows]
    assert 8 == len(head.split())


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_stream_of_which_there_is_something_to_tell_is_a_row(language: str) -> None:
    head, *rows = _table(language, {stream.value: Counts(read=1) for stream in STREAM.values()})

    assert len(STREAM) == len({row.split()[0] for row in rows})
    assert 1 == len({len(row) for row in (head, *rows)}), "columns are aligned"


@pytest.mark.parametrize("kind", [field.name for field in dataclasses.fields(Counts)])
def test_one_count_of_any_kind_is_enough_for_a_row(kind: str) -> None:
    rows = _table("en", {"wages": Counts(**{kind: 1})})

    assert "Wages" in [row.split()[0] for row in rows]


def test_a_discovery_has_no_table() -> None:
    shown = _text([_line("EMPLOYER_CODE_FOUND", nmbrs_id="7", number="1", name="Bakkerij", known="known")],
                  option="nmbrs_employer_codes")  # fmt: skip

    assert "Absence" not in shown
    assert (
        "1 x Employer found in Nmbrs: Id 7, number 1, Bakkerij (known in Xpert Suite)"
        "  [VZ EMPLOYER_CODE_FOUND]" in shown
    )


@pytest.mark.parametrize(
    ("language", "said"), [("nl", "Er is niets gewijzigd."), ("en", "Nothing was changed.")]
)
def test_nothing_to_say_is_said(language: str, said: str) -> None:
    assert _text([_line("RUN_SUMMARY")], language).endswith(f"\n{said}\n")


def test_a_preview_says_that_it_changed_nothing() -> None:
    shown = _text([_line("ABSENCE_CREATED", "E1/1")], mode="preview")

    assert "This is a preview: nothing was changed." in shown
    assert "1 x Absence created" in shown


def test_lines_of_one_cause_stand_together_the_worst_first() -> None:
    lines = [
        _line("ABSENCE_CREATED", "E1/1"),
        _line("EMPLOYEE_NO_DEPARTMENT", "E1"),
        _line("ABSENCE_CREATED", "E2/1"),
        _line("CLASSIFICATION_UNKNOWN", "E3/1"),
        _line("EMPLOYEE_NO_DEPARTMENT", "E2"),
    ]

    body = _text(lines).split("\n\n", 2)[2]

    assert [
        "FAILURES",
        "1 x Absence not processed: unknown absence classification  [VZ CLASSIFICATION_UNKNOWN]",
        "- Bakkerij (101) E3/1",
        "Action: Ask the customer which classification was chosen in Nmbrs and tell the operator.",
        "",
        "WARNINGS",
        "2 x Employee without department: placed directly under the employer  [VZ EMPLOYEE_NO_DEPARTMENT]",
        "- Bakkerij (101) E1",
        "- Bakkerij (101) E2",
        "Action: Let the customer choose a department in Nmbrs if there should be one.",
        "",
        "NOTICES",
        "2 x Absence created  [VZ ABSENCE_CREATED]",
    ] == [line.strip() for line in body.splitlines()]


def test_a_line_without_employer_or_reference_has_no_bullet() -> None:
    shown = _text([_line("CLASSIFICATION_NOT_LINKED", "", None, label="Ziekte", count=3)])

    assert "3 absence not processed: classification 'Ziekte' is not linked to the employer" in shown
    assert "- " not in shown.split("FAILURES")[1]


def test_two_messages_of_one_code_are_two_causes() -> None:
    lines = [_line("CLASSIFICATION_NOT_LINKED", label=label, count=1) for label in ("A", "B")]

    assert 2 == _text(lines).count("[VZ CLASSIFICATION_NOT_LINKED]")


@pytest.mark.parametrize(
    ("number", "more"), [(text.SHOWN, ""), (text.SHOWN + 1, "and 1 more"), (500, "and 490 more")]
)
def test_a_long_list_is_cut_and_says_how_much_more_there_is(number: int, more: str) -> None:
    shown = _text([_line("EMPLOYEE_NO_DEPARTMENT", f"E{each}") for each in range(number)])

    assert text.SHOWN + bool(more) == shown.count("          - ")
    assert more in shown
    assert f"{number} x Employee without department" in shown


def test_metadata_is_no_cause() -> None:
    assert "Summary" not in _text([_line("RUN_SUMMARY"), _line("ABSENCE_CREATED")])


def test_levels_are_counted_also_those_without_lines() -> None:
    lines = [_line("RUN_SUMMARY"), _line("ABSENCE_CREATED"), _line("ABSENCE_UPDATED")]

    assert {"metadata": 1, "notice": 2, "warning": 0, "failure": 0} == levels(lines)


def test_causes_are_ordered_by_level_then_code() -> None:
    lines = [_line(code) for code in ("ABSENCE_UPDATED", "ABSENCE_CREATED", "ABSENCE_DELETED")]

    assert ["ABSENCE_DELETED", "ABSENCE_CREATED", "ABSENCE_UPDATED"] == [
        code for _, code, _ in by_cause(lines)
    ]
