"""Routes of the log report: of one run in four forms, and lines across runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import AfterValidator, Field

from app import models, visitors, web
from app.fields import ONE_LINE, Day, Moment, OfConfiguration, OfEmployer, RunId
from app.hr.dutch_time import AMSTERDAM
from app.runs import lines, page, report, report_views, repository, search, spreadsheet, text, views
from app.runs.message import Level
from app.runs.report_schemas import FoundLine, LevelName, ReportOut

router = APIRouter(tags=["6. Configurations and runs"])
Form = Literal["json", "html", "csv", "txt"]
_OTHER_FORMS: Final[dict[str, Any]] = {"text/html": {}, "text/csv": {}, "text/plain": {}}


def _begins(since: datetime | date) -> datetime:
    """The moment itself, or the beginning of the day in the Netherlands."""
    if not isinstance(since, datetime):
        since = datetime.combine(since, time.min, AMSTERDAM)
    try:
        return since.astimezone(UTC)
    except OverflowError:
        raise ValueError("this day does not begin in UTC") from None


Since = Annotated[Moment | Day, Field(union_mode="left_to_right"), AfterValidator(_begins)]


@router.get(
    "/runs/{run_id}/report",
    response_model=ReportOut,
    responses={**web.problems(404, 422), **visitors.RESPONSES, 200: {"content": _OTHER_FORMS}},
    summary="Read the log report",
)
def read_report(
    caller: visitors.OperatorIfHtml,
    run_id: RunId,
    session: web.SessionDep,
    database: web.DatabaseDep,
    format: Annotated[Form, Query(description="`html` is for a browser, `csv` for a spreadsheet")] = "json",
    lines_limit: Annotated[
        int, Query(ge=0, le=10_000, description="So many lines in the JSON; the CSV has all of them")
    ] = 1000,
) -> ReportOut | Response:
    """The log report of a run, always with all four levels, in the language of the account.

    It opens only with rights on all employers of the run, and names records by their id at the source.
    All forms are made of the same rows: grouped by cause, each with what to do, who must and since when;
    and line by line in JSON (the first `lines_limit`) and CSV (UTF-8 with a signature, separated by
    commas). Of a discovery the CSV is the table of section 4, column `id` first.
    """
    run = repository.get(session, caller, run_id)
    built = report.build(session, run, caller)
    if format == "csv":
        session.expunge(run)  # what is still to be written is read by other sessions
        return _download(spreadsheet.written(built, database.reading), run)
    if format == "html":
        return page.render(built)
    if format == "txt":
        return Response(text.render(built), media_type="text/plain; charset=utf-8")
    some = lines.first(lambda: nullcontext(session), run, built.language, lines_limit)
    return report_views.as_json(built, views.run(session, run, built.counts), some)


@router.get("/report-lines", responses=web.problems(404, 422), summary="Find lines across runs")
def list_report_lines(  # noqa: PLR0913  (each is a part of the request)
    caller: web.Operator,
    session: web.SessionDep,
    paging: web.PagingDep,
    code: Annotated[
        str | None,
        Query(
            min_length=1,
            max_length=200,
            pattern=ONE_LINE,
            description="Only with this message code",
            examples=["EMPLOYEE_NO_DEPARTMENT"],
        ),
    ] = None,
    level: Annotated[LevelName | None, Query(description="Only of this level", examples=["warning"])] = None,
    employer_id: OfEmployer = None,
    configuration_id: OfConfiguration = None,
    since: Annotated[
        Since | None,
        Query(
            description="Only said at or after this moment, or on or after this Dutch day",
            examples=["2026-01-01"],
        ),
    ] = None,
) -> web.Page[FoundLine]:
    """Where did this happen, and since when? The lines of all runs your key reaches, newest first.

    These are all remarks, of previews too (`mode`), and of what was changed whatever asks for attention:
    absence that is missing, withdrawn or closed. What was changed as intended (`EMPLOYEE_CREATED` and the
    like) is in `GET /v1/runs/{id}/changes` and in the CSV of the report.
    """
    if employer_id is not None:
        caller.must_reach(employer_id)
    wanted = search.Wanted(
        code=code,
        level=Level[level.upper()] if level else None,
        employer_id=employer_id,
        configuration_id=configuration_id,
        since=_begins(since) if since else None,
    )
    return search.find(session, caller, wanted, paging)


def _download(written: Iterator[str], run: models.Run) -> StreamingResponse:
    return StreamingResponse(
        written,
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="report-{run.id}.csv"'},
    )
