"""The report as text: what came of it, counts, and lines by cause, in both languages, and nobody by name."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from app import models
from app.hr.delivery import Completeness, Stream
from app.runs import causes, report, text
from app.runs.causes import Cause, Example, Group, Key
from app.runs.counts import Counts
from app.runs.fields import STREAM
from app.runs.message import Level
from app.runs.messages import MESSAGES
from app.runs.report import Handled, Reading, Report
from app.runs.repository import Progress
from app.runs.states import EmployerStatus
from app.runs.table import places

STARTED = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)
NAMES = {"b": "Bakkerij (101)", "s": "Slagerij (102)"}


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


def _example(reference: str = "", employer_id: str | None = "b", **params: object) -> Example:
    since = params.pop("since", None)
    return Example(employer_id, "VZ", reference, params, since)  # type: ignore[arg-type]


def _cause(
    code: str, *examples: Example, number: int = 0, language: str = "en", empty: bool = False
) -> Cause:
    group = Group(number=number or len(examples), examples=list(examples), streams={"VZ"})
    group.employers.update(each.employer_id for each in examples)
    told = [each.since for each in examples if each.since]
    group.repeated, group.since = len(told), min(told, default=None)
    return causes.cause(Key(MESSAGES[code].level, code, empty), group, language)


def _report(
    found: Sequence[Cause] = (),
    *,
    language: str = "en",
    counts: dict[Stream, Counts] | None = None,
    employers: Sequence[Handled] = (),
    **fields: Any,
) -> Report:
    nothing = {stream: Counts() for stream in STREAM.values()}
    return Report(
        run=_run(**fields),
        account="Groep",
        data_stream="Nachtelijke import",
        language=language,
        progress=Progress(1, 1),
        counts=nothing | (counts or {}),
        employers=employers,
        causes=found,
        names=NAMES,
    )


def _text(found: Sequence[Cause] = (), **fields: Any) -> str:
    return text.render(_report(found, **fields))


def test_the_head_tells_what_came_of_it_what_to_do_and_when_in_dutch_time() -> None:
    assert (
        "LOGVERSLAG\n"
        "==========\n"
        "Uitkomst:       Geslaagd\n"
        "Te doen:        Niemand hoeft iets te doen.\n"
        "Uitvoering:     run-1\n"
        "Account:        Groep\n"
        "Gegevensstroom: Nachtelijke import\n"
        "Van/tot:        01-02-2026 00:30:00 - 01-07-2026 02:00:05\n"
        "Werkgevers:     1 van 1"
    ) == _text(language="nl").split("\n\n")[0]


def test_a_run_that_has_not_ended_has_one_moment_and_says_that_it_goes_on() -> None:
    shown = _text(finished_at=None, started_at=None, status="running")

    assert "From/to:        01-02-2026 00:30:00\n" in shown
    assert "To do:          The run goes on; this report is not complete yet.\n" in shown
    assert "Nothing was changed" not in shown


# --- counts ---------------------------------------------------------------------------------------


def _table(language: str, counts: dict[Stream, Counts]) -> list[str]:
    return _text(language=language, counts=counts).split("\n\n")[1].splitlines()


@pytest.mark.parametrize(
    ("language", "names"),
    [("nl", ["Afdelingen", "Werknemers", "Dienstverbanden", "Verzuim"]),
     ("en", ["Departments", "Employees", "Employments", "Absence"])],
)  # fmt: skip
def test_what_a_run_is_about_is_a_row_also_with_nothing_in_it(language: str, names: list[str]) -> None:
    absences = Counts(
        read=9, created=1, updated=2, ended=3, pending=4, withdrawn=5, unchanged=6, refused=7
    )  # fmt: skip

    head, *rows = _table(language, {Stream.ABSENCES: absences})

    assert names == [row.split()[0] for row in rows]
    assert 1 == len({len(row) for row in (head, *rows)}), "columns are aligned"
    assert [["0"] * 8] * 3 + [["9", "1", "2", "3", "4", "5", "6", "7"]] == [row.split()[1:] for row in rows]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_stream_of_which_there_is_something_to_tell_is_a_row(language: str) -> None:
    head, *rows = _table(language, {stream: Counts(read=1) for stream in STREAM.values()})

    assert len(STREAM) == len(rows)
    assert 1 == len({len(row) for row in (head, *rows)}), "columns are aligned"


@pytest.mark.parametrize("kind", [field.name for field in dataclasses.fields(Counts)])
def test_one_count_of_any_kind_is_enough_for_a_row(kind: str) -> None:
    rows = _table("en", {Stream.WAGES: Counts(**{kind: 1})})

    assert "Wages" in [row.split()[0] for row in rows]


def test_a_run_that_came_to_nothing_at_all_has_no_table_of_zeros() -> None:
    assert "Departments" not in _text(status="failed")
    assert "Departments" in _text(status="succeeded")


# --- what must be done ----------------------------------------------------------------------------


def _to_do(*found: Cause, **fields: Any) -> str:
    lines = _text(found, language="nl", **fields).splitlines()
    return next(line.removeprefix("Te doen:").strip() for line in lines if line.startswith("Te doen:"))


def test_one_thing_to_do_is_told_in_full() -> None:
    told = _to_do(_cause("ABSENCE_OVERLAP", _example("E1/1"), language="nl"))

    assert (
        "Aan zet: de klant. Laat de klant de dagen van dit verzuim en van het andere in Nmbrs nakijken."
        == told
    )


def test_several_things_to_do_are_counted_by_who_must() -> None:
    codes = ["CLASSIFICATION_NOT_LINKED", "ABSENCE_OVERLAP", "ABSENCE_INVALID", "INTERNAL_ERROR"]
    found = [
        _cause(code, _example("E1/1", label="Ziekte", count=1, employee="E1"), language="nl")
        for code in codes
    ]

    assert _to_do(*found) == (
        "Aan zet: de klant (2 punten), de functioneel beheerder (1 punt) en de beheerder van de koppeling"
        " (1 punt). Hieronder staat per oorzaak wat er moet gebeuren."
    )


def test_what_the_next_run_does_by_itself_is_for_nobody() -> None:
    told = _to_do(_cause("NMBRS_DOWN", _example(), language="nl"), status="failed")

    assert "Niemand hoeft iets te doen: de volgende verwerking probeert het opnieuw." == told


# --- causes ---------------------------------------------------------------------------------------


def test_nothing_to_say_is_said() -> None:
    summary = _cause("RUN_SUMMARY", _example())

    assert _text([summary], language="nl").endswith("\nEr is niets gewijzigd.\n")
    assert _text([summary], language="en").endswith("\nNothing was changed.\n")
    assert "Summary" not in _text([summary])


def test_a_preview_says_that_it_changed_nothing() -> None:
    shown = _text([_cause("ABSENCE_CREATED", number=1)], mode="preview", status="previewed")

    assert "Outcome:        Preview: nothing was changed\n" in shown
    assert "This is a preview: nothing was changed." in shown
    assert "1 x Absence created" in shown


def test_a_cause_says_why_who_must_do_what_and_since_when_under_its_level() -> None:
    found = [
        _cause("CLASSIFICATION_UNKNOWN", _example("E3/1")),
        _cause("EMPLOYEE_NO_DEPARTMENT", _example("E1"), _example("E2", "s", since=STARTED)),
        _cause("ABSENCE_CREATED", number=2),
    ]

    body = _text(found).split("\n\n", 2)[2]

    assert [
        "FAILURES",
        "1 x Absence not processed: unknown absence classification  [VZ CLASSIFICATION_UNKNOWN]",
        "Cause: The dossier has a classification that we do not know; it is never simply taken for sickness.",
        "- Bakkerij (101), E3/1",
        "Action (the operator of the connector): Ask the customer which classification was chosen in Nmbrs"
        " and tell the operator of the connector.",
        "",
        "WARNINGS",
        "2 x Employee without department: placed directly under the employer  [VZ EMPLOYEE_NO_DEPARTMENT]",
        "Cause: In Nmbrs this employee has no department today.",
        "Since: 01-02-2026 00:30",
        "- Bakkerij (101), E1",
        "- Slagerij (102), E2, 01-02-2026 00:30",
        "Action (the customer): Let the customer choose a department in Nmbrs if there should be one.",
        "",
        "NOTICES",
        "2 x Absence created  [VZ ABSENCE_CREATED]",
    ] == [line.strip() for line in body.splitlines()]


def test_lines_that_differ_in_what_they_name_are_one_cause_with_what_differs() -> None:
    operations = ["Absence_GetList", "Schedule_GetAll_AllEmployeesByCompany"]
    group = Group(
        number=2,
        examples=[
            Example("b", stream, "", {"operation": each})
            for stream, each in zip(("VZ", "RO"), operations, strict=True)
        ],
        streams={"VZ", "RO"},
    )
    found = causes.cause(Key(Level.FAILURE, "SOURCE_UNAUTHORISED", False), group, "en")

    shown = _text([found])

    assert 1 == shown.count("SOURCE_UNAUTHORISED]")
    assert "2 x No rights on a web service of Nmbrs; what we had was kept  [RO VZ SOURCE_" in shown
    assert "- Bakkerij (101), Absence, Absence_GetList\n" in shown
    assert "- Bakkerij (101), Schedules, Schedule_GetAll_AllEmployeesByCompany\n" in shown
    assert "set Absence_GetList and Schedule_GetAll_AllEmployeesByCompany to Active" in shown


def test_a_cause_of_one_line_has_the_sentence_of_that_line() -> None:
    shown = _text([_cause("CLASSIFICATION_NOT_LINKED", _example(label="Ziekte", count=3))])

    assert "Absence not processed (3 cases): classification 'Ziekte' is not linked to the employer" in shown


def test_unmapped_labels_come_with_the_text_for_the_help_desk_one_sentence_for_each() -> None:
    labels = ["Overige oorzaken", "Zwangerschapverlof"]
    examples = [_example(label=label, count=number) for number, label in enumerate(labels, start=2)]

    shown = _text([_cause("CLASSIFICATION_NOT_MAPPED", *examples, language="nl")], language="nl")

    assert "meld de Xpert Desk: de tekst hieronder." in shown
    for label in labels:
        assert f"    {label} dient te verwijzen naar verzuimclassificatie [X] met code [Y]\n" in shown
    assert "- Bakkerij (101), Overige oorzaken, een of meer gevallen\n" in shown
    assert "- Bakkerij (101), Zwangerschapverlof, 3 gevallen\n" in shown


@pytest.mark.parametrize(
    ("number", "more"), [(text.SHOWN, ""), (text.SHOWN + 1, "and 1 more"), (500, "and 490 more")]
)
def test_a_long_list_is_cut_and_says_how_much_more_there_is(number: int, more: str) -> None:
    examples = [_example(f"E{each}") for each in range(min(number, causes.EXAMPLES))]
    shown = _text([_cause("EMPLOYEE_NO_DEPARTMENT", *examples, number=number)])

    assert text.SHOWN + bool(more) == shown.count("          - ")
    assert more in shown
    assert f"{number} x Employee without department" in shown


def test_places_are_the_employers_with_most_lines_first() -> None:
    found = _cause("EMPLOYEE_NO_DEPARTMENT", _example("E1"), _example("E2", "s"), _example("E3", "s"))

    assert [("Slagerij (102)", 2), ("Bakkerij (101)", 1)] == places(found, NAMES)


def test_levels_are_counted_also_those_without_lines() -> None:
    found = [_cause("RUN_SUMMARY", _example()), _cause("ABSENCE_CREATED", number=2)]

    assert {"metadata": 1, "notice": 2, "warning": 0, "failure": 0} == causes.levels(found)


@pytest.mark.parametrize(
    ("texts", "told"),
    [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (list("abcde"), "a, b, c, d en e"),
     (list("abcdef"), "a, b, c, d en meer")],
)  # fmt: skip
def test_values_are_listed_as_a_sentence_does(texts: list[str], told: str) -> None:
    assert told == causes.listed(texts, "nl")


# --- employers ------------------------------------------------------------------------------------


def test_employers_of_which_not_all_was_read_are_told_with_stream_and_reason() -> None:
    gap = Reading(Stream.CONTRACTS, Completeness.DENIED, "Contract_GetAll", "SOURCE_UNAUTHORISED", 0)
    whole = Reading(Stream.ABSENCES, Completeness.COMPLETE, "", "", 3)
    told = Handled("b", "101", "Bakkerij", EmployerStatus.APPLIED, None, [gap, whole])
    refused = Handled("s", "102", "Slagerij", EmployerStatus.FAILED, "NMBRS_DOWN", [])

    shown = _text(employers=[told, refused], language="nl")

    assert (
        "WERKGEVERS WAARVAN NIET ALLES IS GELEZEN\n"
        "  Bakkerij (101): verwerkt; Arbeidsovereenkomsten: geen rechten (Contract_GetAll)\n"
        "  Slagerij (102): niet verwerkt: Nmbrs is niet bereikbaar; deze verwerking is gestopt\n"
    ) in shown


def test_an_employer_that_was_read_whole_is_not_told() -> None:
    fine = Handled("b", "101", "Bakkerij", EmployerStatus.APPLIED, None, [])

    assert "NOT ALL WAS READ" not in _text(employers=[fine])


def test_a_report_is_in_the_language_of_its_account() -> None:
    assert ("nl", "en") == tuple(
        report.language_of(models.Account(culture=culture)) for culture in ("nl-NL", "en-GB")
    )
