"""The log report as text for a screen or a terminal: run facts, counts, and lines grouped by cause."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from app.accounts.codes import ADVICE
from app.runs import companies, readings, table, verdict, words
from app.runs.causes import Cause
from app.runs.message import Actor, Both, Level
from app.runs.report import Report
from app.runs.states import Mode

SHOWN: Final = 10
_LABEL = 16
_STREAM = 24
_HEAD: Final = {
    "title": Both("LOGVERSLAG", "LOG REPORT"),
    "outcome": Both("Uitkomst", "Outcome"),
    "to_do": Both("Te doen", "To do"),
    "run": Both("Uitvoering", "Run"),
    "account": Both("Account", "Account"),
    "stream": Both("Gegevensstroom", "Data stream"),
    "time": Both("Van/tot", "From/to"),
    "employers": Both("Werkgevers", "Employers"),
}
_GAPS: Final = Both("WERKGEVERS WAARVAN NIET ALLES IS GELEZEN", "EMPLOYERS OF WHICH NOT ALL WAS READ")
_WHY: Final = Both("Oorzaak", "Cause")
_STEP: Final = Both("Actie", "Action")
_SINCE: Final = Both("Sinds", "Since")
_MORE: Final = Both("en nog {} (alle regels staan in de CSV)", "and {} more (every line is in the CSV)")
_OF: Final = Both("van", "of")
_PREVIEW: Final = Both(
    "Dit is een proefuitvoering: er is niets gewijzigd.", "This is a preview: nothing was changed."
)
_NONE: Final = Both("Er is niets gewijzigd.", "Nothing was changed.")


def render(report: Report) -> str:
    """The whole report."""
    blocks = [_head(report), _employers(report), _companies(report), _counts(report), _remark(report)]
    told = [each for each in report.causes if each.level > Level.METADATA and not _in_companies(report, each)]
    for level, group in groupby(told, key=lambda each: each.level):
        title = words.LEVELS[level].to(report.language).upper()
        blocks.append([title, *(part for each in group for part in _cause(each, report))])
    if report.discovery:
        blocks.append([getattr(ADVICE, report.language)])
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _head(report: Report) -> list[str]:
    run, language = report.run, report.language
    begun = run.started_at or run.created_at
    moments = [words.moment(each, seconds=True) for each in (begun, run.finished_at) if each]
    facts = {
        "outcome": verdict.outcome(report),
        "to_do": verdict.to_do(report),
        "run": run.id,
        "account": report.account,
        "stream": report.data_stream,
        "time": " - ".join(moments),
    }
    if report.progress.employers_total:
        done, total = report.progress.employers_done, report.progress.employers_total
        facts["employers"] = f"{done} {_OF.to(language)} {total}"
    title = _HEAD["title"].to(language)
    lines = [f"{_HEAD[name].to(language) + ':':<{_LABEL}}{fact}" for name, fact in facts.items()]
    return [title, "=" * len(title), *lines]


def _employers(report: Report) -> list[str]:
    found = [each for each in readings.told(report) if not each.fine]
    lines = [f"  {each.name}: {'; '.join([each.status, *each.gaps])}" for each in found]
    more = [f"  {_MORE.to(report.language).format(len(lines) - SHOWN)}"] if len(lines) > SHOWN else []
    return [_GAPS.to(report.language), *lines[:SHOWN], *more] if lines else []


def _companies(report: Report) -> list[str]:
    """The table of the manual, section 4, its columns under each other."""
    rows = [[head.to(report.language) for head in companies.COLUMNS], *companies.rows(report)]
    if len(rows) == 1:
        return []
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _counts(report: Report) -> list[str]:
    if not report.shown_counts:
        return []
    language = report.language
    rows = ["".join([" " * _STREAM, *(f"{name.to(language):>12}" for name in words.COUNTS.values())])]
    for stream, each in report.shown_counts.items():
        figures = "".join(f"{getattr(each, name):>12}" for name in words.COUNTS)
        rows.append(f"{words.STREAMS[stream].to(language):<{_STREAM}}{figures}")
    return rows


def _remark(report: Report) -> list[str]:
    if report.run.mode == Mode.PREVIEW:
        return [_PREVIEW.to(report.language)]
    return [_NONE.to(report.language)] if report.silent else []


def _in_companies(report: Report, cause: Cause) -> bool:
    return bool(report.companies) and cause.code == companies.CODE


def _cause(cause: Cause, report: Report) -> Iterator[str]:
    language, indent = report.language, " " * 10
    streams = " ".join(sorted(cause.group.streams))
    yield f"  {cause.group.number:>5} x {cause.message}  [{streams} {cause.code}]"
    if cause.level <= Level.NOTICE:
        return
    if cause.why:
        yield f"{indent}{_WHY.to(language)}: {cause.why}"
    if cause.group.since:
        yield f"{indent}{_SINCE.to(language)}: {words.moment(cause.group.since)}"
    found = table.of(cause, report.names, language)
    for row in found.rows[:SHOWN]:
        yield f"{indent}- {', '.join(filter(None, row))}"
    left = len(found.rows[SHOWN:]) + found.more
    if left:
        yield f"{indent}- {_MORE.to(language).format(left)}"
    if cause.next_step:
        yield f"{indent}{_STEP.to(language)}{_who(cause.actor, language)}: {cause.next_step}"
    yield from (f"{indent}  {sentence}" for sentence in cause.help_desk)


def _who(actor: Actor, language: str) -> str:
    return "" if actor is Actor.NOBODY else f" ({words.ACTORS[actor].to(language)})"
