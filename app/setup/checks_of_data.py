"""How the steps around employers and imports stand: sections 1, 4, 5 and 6 of the manual."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from app import models
from app.configurations.schemas import DAYS
from app.runs import words
from app.runs.states import OPEN, RunStatus
from app.setup import obstacles, readiness
from app.setup.found import Found
from app.setup.standing import Standing
from app.setup.steps import StepCode

_DAYS_NL: Final = dict(
    zip(DAYS, ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"), strict=True)
)


def _with(known: Standing, *wanted: obstacles.ObstacleCode) -> list[models.Employer]:
    """The employers that have one of these in their way; without any named, those that are not ready."""
    return [
        employer
        for employer, found in zip(known.employers, known.readiness, strict=True)
        if any(item.code in wanted or not wanted for item in found.items)
    ]


def _counted(remark: str, known: Standing, left: list[models.Employer], **filled: object) -> Found:
    return Found(remark, left, open=len(left), all=len(known.employers), **filled)


def _precondition(known: Standing) -> Found:
    left = _with(known, obstacles.ObstacleCode.UNLINKED)
    return _counted("somebody_unlinked" if left else "nobody_unlinked", known, left)


# --- section 4


def _uncoded(known: Standing) -> list[models.Employer]:
    return [each for each in known.employers if each.employer_code is None]


def _discovery_needless(known: Standing) -> Found | None:
    """For one employer alone (R30), and where somebody entered the codes already."""
    if known.account.scope == "employer":
        return Found("discovery_needless")
    if known.employers and not known.discovering and not _uncoded(known):
        return Found("coded_already")
    return None


def _discovery_in_use(known: Standing) -> models.Configuration | None:
    return next((each for each in reversed(known.discovering) if each.archived_at is None), None)


def _discovery_configuration(known: Standing) -> Found:
    """One that was archived before it found anything counts as none."""
    if known.discovering and (known.discovery is not None or _discovery_in_use(known)):
        return Found("discovery_made", stream=known.discovering[-1].data_stream)
    return _discovery_needless(known) or Found("discovery_unmade")


def _discovery_run(known: Standing) -> Found:
    if known.discovery is not None:
        return Found("discovered", delivered=len(known.discovery.items))
    if needless := _discovery_needless(known):
        return needless
    runnable = _discovery_in_use(known)
    if runnable is None:
        return Found("undiscoverable")
    return Found("undiscovered", configuration_id=runnable.id)


def _employer_codes(known: Standing) -> Found:
    left = _uncoded(known)
    if known.account.scope == "employer" and left:
        return Found("discovery_needless")
    if not known.employers:
        return Found("nobody_to_import")
    return _counted("uncoded" if left else "coded", known, left)


def _discovery_ended(known: Standing) -> Found:
    """R35: it is done once."""
    timed = [each for each in known.discovering if each.archived_at is None and each.times]
    if not known.discovering:
        return _discovery_needless(known) or Found("discovery_to_come")
    if known.discovery is None:
        return Found("discovery_to_come")
    if timed:
        return Found("discovery_goes_on", stream=timed[0].data_stream, configuration_id=timed[0].id)
    return Found("discovery_over")


# --- section 5


def _classification_option(known: Standing) -> Found:
    return Found("option_2" if known.mapping.strategy == "standard" else "option_1")


def _linked(known: Standing, strategy: str, unlinked: str) -> Found:
    if known.mapping.strategy != strategy:
        return Found("other_option")
    if known.importing and not any(each.import_absence for each in known.importing):
        return Found("no_absence")
    if not known.employers:
        return Found("nobody_to_import")
    left = _with(known, obstacles.ObstacleCode.NOT_LINKED)
    return _counted(unlinked if left else "linked", known, left)


def _option_1(known: Standing) -> Found:
    return _linked(known, "nmbrs", "unlinked_1")


def _option_2(known: Standing) -> Found:
    return _linked(known, "standard", "unlinked_2")


# --- section 6


def _import_configuration(known: Standing) -> Found:
    if not known.importing:
        return Found("import_unmade")
    return Found("import_made", stream=", ".join(each.data_stream for each in known.importing))


def _ticks_and_times(known: Standing) -> Found:
    """Of the first that has no time yet, or else of the first."""
    if not known.importing:
        return Found("import_first")
    row = next((each for each in known.importing if not each.times), known.importing[0])
    ticked = [words for tick, words in readiness.STREAMS.items() if getattr(row, tick)]
    times = ", ".join(row.times)
    return Found(
        "timed" if row.times else "untimed",
        configuration_id=row.id,
        ticks_nl=f"{row.data_stream}: {', '.join(dutch for dutch, _ in ticked)}",
        ticks_en=f"{row.data_stream}: {', '.join(english for _, english in ticked)}",
        times_nl=f"{', '.join(_DAYS_NL[day] for day in row.weekdays)} om {times}",
        times_en=f"{', '.join(row.weekdays)} at {times}",
    )


def _wages(known: Standing) -> Found:
    return Found("wages_as_they_are" if any(each.import_wages for each in known.importing) else "no_wages")


def _employers_ready(known: Standing) -> Found:
    if not known.employers:
        return Found("nobody_to_import")
    left = _with(known)
    codes = {item.code.value for found in known.readiness for item in found.items}
    return _counted("not_ready" if left else "ready", known, left, codes=", ".join(sorted(codes)))


def _first_run(known: Standing) -> Found:
    run = known.last_import
    if run is None and not known.importing:
        return Found("no_import_yet")
    if run is None:
        return Found("never_run", configuration_id=known.importing[0].id)
    if run.status in OPEN:
        return Found("running", run_id=run.id)
    remark = {
        RunStatus.SUCCEEDED: "run_well",
        RunStatus.SUCCEEDED_WITH_WARNINGS: "run_with_warnings",
    }.get(RunStatus(run.status), "run_badly")
    outcome, code = words.OUTCOMES[RunStatus(run.status)], f" ({run.code})" if run.code else ""
    return Found(
        remark,
        run_id=run.id,
        configuration_id=_to_run_again(known, run),
        outcome_nl=outcome.nl + code,
        outcome_en=outcome.en + code,
    )


def _to_run_again(known: Standing, run: models.Run) -> str:
    """The configuration of the run, or another if that is out of use."""
    usable = [each.id for each in known.importing]
    return run.configuration_id if run.configuration_id in usable else next(iter(usable), "<id>")


CHECKS: Final[Mapping[StepCode, Callable[[Standing], Found]]] = {
    StepCode.PRECONDITION: _precondition,
    StepCode.DISCOVERY_CONFIGURATION: _discovery_configuration,
    StepCode.DISCOVERY_RUN: _discovery_run,
    StepCode.EMPLOYER_CODES: _employer_codes,
    StepCode.DISCOVERY_ENDED: _discovery_ended,
    StepCode.CLASSIFICATION_OPTION: _classification_option,
    StepCode.CLASSIFICATIONS_LINKED: _option_1,
    StepCode.CLASSIFICATION_MAPPING: _option_2,
    StepCode.IMPORT_CONFIGURATION: _import_configuration,
    StepCode.TICKS_AND_TIMES: _ticks_and_times,
    StepCode.WAGES: _wages,
    StepCode.EMPLOYERS_READY: _employers_ready,
    StepCode.FIRST_RUN: _first_run,
}
