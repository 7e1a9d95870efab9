"""The log report as a page for a browser and a printer: what came of it, what to do, and why."""

from __future__ import annotations

from typing import Any, Final

from fastapi.responses import HTMLResponse

from app import pages
from app.accounts.codes import ADVICE
from app.runs import bars, companies, readings, table, verdict, words
from app.runs.causes import Cause
from app.runs.message import Actor, Both, Level
from app.runs.report import Report
from app.runs.states import Mode, RunStatus

#: So many lines of a cause, or employers, are shown at once; the others are folded away.
SHOWN: Final = 10
_TONES: Final = {
    RunStatus.SUCCEEDED: ("good", "✓"),
    RunStatus.PREVIEWED: ("calm", "◌"),
    RunStatus.SUCCEEDED_WITH_WARNINGS: ("warning", "!"),
    RunStatus.PARTIALLY_APPLIED: ("warning", "!"),
    RunStatus.FAILED: ("failure", "✕"),
    RunStatus.CANCELLED: ("calm", "–"),
}
_TEXTS: Final = {
    "report": Both("Logverslag", "Log report"),
    "discovery": Both("Werkgevercodes in Nmbrs", "Employer codes at Nmbrs"),
    "to_do": Both("Wat er moet gebeuren", "What must be done"),
    "facts": Both("Over deze verwerking", "About this run"),
    "account": Both("Account", "Account"),
    "stream": Both("Gegevensstroom", "Data stream"),
    "began": Both("Begonnen", "Began"),
    "ended": Both("Klaar", "Ended"),
    "employers": Both("Werkgevers", "Employers"),
    "employer": Both("Werkgever", "Employer"),
    "run": Both("Nummer", "Id"),
    "of": Both("van", "of"),
    "back": Both("Laatste uitvoeringen", "Latest runs"),
    "preview": Both(
        "Dit is een proefuitvoering: de aantallen zeggen wat er zou gebeuren.",
        "This is a preview: the figures say what would happen.",
    ),
    "figures": Both("Wat er met de gegevens gebeurde", "What became of the records"),
    "caption": Both(
        "Elke balk is alles van één soort, en elke kleur wat ermee gebeurde. De aantallen staan ernaast;"
        " vermist en ingetrokken zit niet bij gelezen.",
        "Each bar is everything of one kind, and each colour what became of it. The figures are beside it;"
        " missing and withdrawn is not among read.",
    ),
    "records": Both("Gegevens", "Records"),
    "picture": Both("Verhouding", "Proportion"),
    "completeness": Both("Is alles gelezen?", "Was everything read?"),
    "all_complete": Both(
        "Ja: van elke verwerkte werkgever zijn alle gevraagde gegevens tot het einde gelezen.",
        "Yes: of every employer that was handled all that was asked for was read to its end.",
    ),
    "not_complete": Both(
        "Niet van iedereen. Waar iets ontbrak, is toegevoegd en gewijzigd wat er wel was, en is niets"
        " beëindigd of ingetrokken.",
        "Not of everybody. Where something was missing, what was there was added and changed, and nothing was"
        " ended or withdrawn.",
    ),
    "result": Both("Uitkomst", "Outcome"),
    "gaps": Both("Niet volledig", "Not complete"),
    "none": Both("alles volledig", "all complete"),
    "complete_ones": Both("zonder bijzonderheden", "without anything to tell"),
    "who": Both("Aan zet", "To act"),
    "why": Both("Oorzaak", "Cause"),
    "step": Both("Actie", "Action"),
    "since": Both("Sinds", "Since"),
    "repeated": Both("eerder gemeld", "said before"),
    "lines": Both("regels", "lines"),
    "more": Both("nog", "more:"),
    "left": Both("Meer regels staan in de CSV:", "More lines are in the CSV:"),
    "help_desk": Both("Tekst voor de Xpert Desk", "Text for the help desk"),
    "what": Both("Wat", "What"),
    "number": Both("Aantal", "Number"),
    "where": Both("Waar", "Where"),
    "code": Both("Code", "Code"),
    "each_line": Both("Met een sleutel staat elke regel in", "With a key every line is in"),
    "each_change": Both(
        "elke wijziging, met oude en nieuwe waarde, in", "every change, with old and new value, in"
    ),
    "nothing": Both("Er is niets gewijzigd.", "Nothing was changed."),
    "afterwards": Both("Daarna", "Afterwards"),
    "no_companies": Both("Nmbrs heeft geen enkel bedrijf geleverd.", "Nmbrs delivered not a single company."),
}


def render(report: Report) -> HTMLResponse:
    """The whole report as a page."""
    language = report.language
    tone, sign = _TONES.get(RunStatus(report.run.status), ("calm", "…"))
    texts = {name: both.to(language) for name, both in _TEXTS.items()}
    begun = words.moment(report.run.started_at or report.run.created_at)
    return pages.page(
        "report.html",
        language=language,
        title=f"{texts['report']} {report.data_stream} {begun}",
        t=texts,
        run=report.run,
        preview=report.run.mode == Mode.PREVIEW and not report.discovery,
        discovery=report.discovery,
        tone=tone,
        sign=sign,
        outcome=verdict.outcome(report),
        to_do=verdict.to_do(report),
        facts=_facts(report, texts),
        columns=[(name, both.to(language)) for name, both in words.COUNTS.items()],
        legend=[(kind, words.COUNTS[kind].to(language)) for kind in bars.KINDS],
        streams=_streams(report),
        width=bars.WIDTH,
        employers=_employers(report),
        shown=SHOWN,
        sections=_sections(report),
        notices=_notices(report),
        companies=_companies(report),
        advice=getattr(ADVICE, language),
        silent=report.silent,
    )


def _facts(report: Report, texts: dict[str, str]) -> list[tuple[str, str]]:
    run = report.run
    facts = [
        (texts["account"], report.account),
        (texts["stream"], report.data_stream),
        (texts["began"], words.moment(run.started_at or run.created_at, seconds=True)),
    ]
    if run.finished_at:
        facts.append((texts["ended"], words.moment(run.finished_at, seconds=True)))
    if report.progress.employers_total:
        done, total = report.progress.employers_done, report.progress.employers_total
        facts.append((texts["employers"], f"{done} {texts['of']} {total}"))
    return [*facts, (texts["run"], run.id)]


def _streams(report: Report) -> list[dict[str, Any]]:
    return [
        {
            "name": words.STREAMS[stream].to(report.language),
            "parts": bars.parts(each),
            "figures": [
                (name, number, words.whole(number, report.language))
                for name in words.COUNTS
                for number in [getattr(each, name)]
            ],
        }
        for stream, each in report.shown_counts.items()
    ]


def _employers(report: Report) -> dict[str, list[readings.Told]]:
    """Those of whom something is to be told, and the others."""
    found: dict[str, list[readings.Told]] = {"told": [], "fine": []}
    for each in readings.told(report):
        found["fine" if each.fine else "told"].append(each)
    return found


def _sections(report: Report) -> list[dict[str, Any]]:
    """Failures and warnings, each cause in full."""
    sections = []
    for level in (Level.FAILURE, Level.WARNING):
        found = [_cause(each, report) for each in report.causes if each.level is level]
        if found:
            tone = "failure" if level is Level.FAILURE else "warning"
            sections.append({"title": words.LEVELS[level].to(report.language), "tone": tone, "causes": found})
    return sections


def _cause(cause: Cause, report: Report) -> dict[str, Any]:
    language, group = report.language, cause.group
    found = table.of(cause, report.names, language)
    return {
        "cause": cause,
        "number": words.whole(group.number, language),
        "who": "" if cause.actor is Actor.NOBODY else words.ACTORS[cause.actor].to(language),
        "streams": [words.topic(each, language) for each in sorted(group.streams)],
        "since": words.moment(group.since) if group.since else "",
        "some": group.repeated if group.repeated < group.number else 0,
        "table": found,
        "left": words.whole(found.more, language) if found.more else "",
        "places": _places(cause, report) if not found.rows or found.more else [],
    }


def _places(cause: Cause, report: Report) -> list[str]:
    language = report.language
    return [
        f"{name}: {words.whole(number, language)}" if number > 1 else name
        for name, number in table.places(cause, report.names)
    ]


def _notices(report: Report) -> dict[str, Any]:
    """What was done as intended: a row per cause."""
    found = [
        {
            "cause": each,
            "number": words.whole(each.group.number, report.language),
            "since": words.moment(each.group.since) if each.group.since else "",
            "places": _places(each, report),
        }
        for each in report.causes
        if each.level is Level.NOTICE and not (report.companies and each.code == companies.CODE)
    ]
    return {"title": words.LEVELS[Level.NOTICE].to(report.language), "causes": found}


def _companies(report: Report) -> dict[str, Any]:
    columns = [column.to(report.language) for column in companies.COLUMNS]
    return {"columns": columns, "rows": companies.rows(report)}
