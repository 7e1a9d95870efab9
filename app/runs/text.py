"""The log report as text for a screen or a terminal: run facts, counts, and lines grouped by cause."""

from __future__ import annotations

from collections.abc import Sequence

from app import models
from app.hr.dutch_time import AMSTERDAM
from app.runs.message import Level
from app.runs.report import Counts, Line, by_cause

SHOWN = 10

_ALWAYS_SHOWN = ("departments", "employees", "employments", "absences")

_LEVELS = {
    "nl": {
        Level.FAILURE: "UITVAL", Level.WARNING: "WAARSCHUWINGEN",
        Level.NOTICE: "MELDINGEN", Level.METADATA: "METADATA",
    },
    "en": {
        Level.FAILURE: "FAILURES", Level.WARNING: "WARNINGS",
        Level.NOTICE: "NOTICES", Level.METADATA: "METADATA",
    },
}  # fmt: skip
_WORDS = {
    "nl": {
        "title": "LOGVERSLAG", "run": "Uitvoering", "account": "Account", "stream": "Gegevensstroom",
        "outcome": "Uitkomst", "time": "Van/tot", "employers": "Werkgevers", "gaps": "Niet volledig gelezen",
        "more": "en nog {count}", "step": "Actie", "none": "Er is niets gewijzigd.",
        "preview": "Dit is een proefuitvoering: er is niets gewijzigd.",
        "columns": "gelezen nieuw gewijzigd beëindigd vermist ingetrokken ongewijzigd uitval",
        "employer": "Werkgever", "departments": "Afdelingen", "employees": "Werknemers",
        "employments": "Dienstverbanden", "contracts": "Contracten", "placements": "Plaatsingen",
        "jobs": "Functies", "schedules": "Roosters", "addresses": "Adressen", "wages": "Lonen",
        "absences": "Verzuim",
    },
    "en": {
        "title": "LOG REPORT", "run": "Run", "account": "Account", "stream": "Data stream",
        "outcome": "Outcome", "time": "From/to", "employers": "Employers", "gaps": "Not read completely",
        "more": "and {count} more", "step": "Action", "none": "Nothing was changed.",
        "preview": "This is a preview: nothing was changed.",
        "columns": "read new changed ended missing withdrawn unchanged refused",
        "employer": "Employer", "departments": "Departments", "employees": "Employees",
        "employments": "Employments", "contracts": "Contracts", "placements": "Placements",
        "jobs": "Jobs", "schedules": "Schedules", "addresses": "Addresses", "wages": "Wages",
        "absences": "Absence",
    },
}  # fmt: skip


def render(
    run: models.Run,
    names: dict[str, str],
    counts: dict[str, Counts],
    lines: Sequence[Line],
    language: str,
) -> str:
    """The whole report. `names`: `account`, `stream`, and employer ids to their names and codes."""
    words = _WORDS[language]
    parts = [*_head(run, names, words)]
    if run.option == "nmbrs_employee":
        parts += ["", *_table(counts, words)]
    if run.mode == "preview":
        parts += ["", words["preview"]]
    elif run.option == "nmbrs_employee" and not any(line.level > Level.METADATA for line in lines):
        parts += ["", words["none"]]
    current = None
    for (level, code, message), group in by_cause(lines).items():
        if level is Level.METADATA:
            continue
        if level is not current:
            parts += ["", _LEVELS[language][level]]
            current = level
        parts += _cause(code, message, group, names, words)
    return "\n".join(parts) + "\n"


def _head(run: models.Run, names: dict[str, str], words: dict[str, str]) -> list[str]:
    begun = run.started_at or run.created_at
    moments = [
        moment.astimezone(AMSTERDAM).strftime("%d-%m-%Y %H:%M:%S")
        for moment in (begun, run.finished_at)
        if moment
    ]
    title = words["title"]
    return [
        title,
        "=" * len(title),
        f"{words['run'] + ':':<16}{run.id}",
        f"{words['account'] + ':':<16}{names['account']}",
        f"{words['stream'] + ':':<16}{names['stream']}",
        f"{words['outcome'] + ':':<16}{run.status}",
        f"{words['time'] + ':':<16}{' - '.join(moments)}",
    ]


def _table(counts: dict[str, Counts], words: dict[str, str]) -> list[str]:
    head = words["columns"].split()
    fields = ("read", "created", "updated", "ended", "pending", "withdrawn", "unchanged", "refused")
    rows = ["".join([" " * 16, *(f"{name:>12}" for name in head)])]
    for stream, each in counts.items():
        if each == Counts() and stream not in _ALWAYS_SHOWN:
            continue
        rows.append("".join([f"{words[stream]:<16}", *(f"{getattr(each, name):>12}" for name in fields)]))
    return rows


def _cause(
    code: str, message: str, group: list[Line], names: dict[str, str], words: dict[str, str]
) -> list[str]:
    parts = [f"  {len(group):>5} x {message}  [{group[0].stream} {code}]"]
    if group[0].level >= Level.WARNING:
        for line in group[:SHOWN]:
            about = " ".join(filter(None, [names.get(line.employer_id or "", ""), line.reference]))
            if about:
                parts.append(f"          - {about}")
        if len(group) > SHOWN:
            parts.append("          - " + words["more"].format(count=len(group) - SHOWN))
        if group[0].next_step:
            parts.append(f"          {words['step']}: {group[0].next_step}")
    return parts
