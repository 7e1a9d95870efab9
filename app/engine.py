"""Durable execution: the only module that knows DBOS. Workflows, queues, the sweep; implements RunStarter.

A run is a workflow with the run's id; each employer is a child on a queue partitioned by account. A
step hands only ids to the next, so nothing personal is in the engine's database. Pitfalls: docs/adr/0005.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import structlog
from dbos import (
    DBOS,
    DBOSConfig,
    DBOSPortableJSONSerializer,
    SetEnqueueOptions,
    SetWorkflowID,
)

from app import log, models
from app.accounts import credentials, permissions
from app.database import Database, driver_url, make_engine
from app.mail.address import host_of
from app.metrics import Metrics
from app.nmbrs.source import Nmbrs
from app.runs import mailing, repository
from app.runs.execute import Execution
from app.runs.mailing import MailState
from app.runs.protocols import Source
from app.runs.sending import Mailer
from app.security import Cipher
from app.settings import Settings

logger = log.get(__name__)

#: Ours, and constant: DBOS's own would strand every queued run at each upgrade.
APPLICATION_VERSION = "1"
RUNS, EMPLOYERS = "runs", "employers"
POLL = 0.1
OPEN_CHILD = ["ENQUEUED", "PENDING", "DELAYED"]
#: `SUCCESS` with an open run: our database was restored to before its end.
ENDED = ("SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
#: Per process. A parent only waits, so its place costs a thread and no more.
RUNS_AT_ONCE = 32
RECOVERY_ATTEMPTS = 5
SWEEP_SECONDS = 15.0
SHUTDOWN_SECONDS = 10
#: A letter under way is soon handed over; one to a server that hangs is cut off and sent again.
LETTER_SECONDS = 5


class Engine:
    """DBOS with our workflows. One per process, launched and destroyed by the application's lifespan."""

    def __init__(
        self,
        *,
        settings: Settings,
        database: Database,
        cipher: Cipher,
        nmbrs: Nmbrs,
        mailer: Mailer,
        metrics: Metrics,
    ) -> None:
        self._settings = settings
        self._database = database
        self._cipher = cipher
        self._nmbrs = nmbrs
        self._metrics = metrics
        self._execution = Execution(
            database=database,
            cipher=cipher,
            open_source=self._open_source,
            clock=_now,
            checkpoint=self._checkpoint,
            mail_host=host_of(settings.public_url),
        )
        self._mailer = mailer
        self._engine: Any = None
        self._stop = threading.Event()
        self._sweeper: threading.Thread | None = None
        self._at_work = 0
        self._counting = threading.Lock()
        self._run: Callable[[str], None]

    @property
    def running(self) -> bool:
        """Whether workflows can start now."""
        return self._sweeper is not None and self._sweeper.is_alive()

    def launch(self) -> None:
        """Start DBOS: recover what a crash interrupted, and sweep up runs without a workflow."""
        url = driver_url(self._settings.engine_url())
        self._engine = make_engine(url, own_begin=False)
        config: DBOSConfig = {
            "name": "xpert-nmbrs",
            "system_database_url": url,
            "system_database_engine": self._engine,
            "application_version": APPLICATION_VERSION,
            "executor_id": self._settings.executor_id,
            "serializer": DBOSPortableJSONSerializer(),
            "log_level": "WARNING",
            "max_executor_threads": 64,
        }
        DBOS(config=config)
        self._register()
        DBOS.launch()
        DBOS.register_queue(
            RUNS, worker_concurrency=RUNS_AT_ONCE, polling_interval_sec=POLL, on_conflict="always_update"
        )
        DBOS.register_queue(
            EMPLOYERS,
            worker_concurrency=RUNS_AT_ONCE,
            partition_concurrency=self._settings.employers_at_once,
            polling_interval_sec=POLL,
            on_conflict="always_update",
        )
        self._metrics.open_runs.set_function(self._count_open)
        for state in MailState:
            self._metrics.mails.labels(state).set_function(partial(self._count_mails, state))
        self._sweeper = threading.Thread(target=self._sweep_until_stopped, name="sweep", daemon=True)
        self._sweeper.start()
        self._mailer.start()

    def destroy(self) -> None:
        """Stop taking work, give running steps a moment, and leave the rest for the next start."""
        self._stop.set()
        if self._sweeper is not None:
            self._sweeper.join()
            self._sweeper = None
        self._mailer.stop(LETTER_SECONDS)
        # DBOS waits a whole second before it looks; with nothing at work there is nothing to wait for.
        patience = SHUTDOWN_SECONDS if self._at_work else 0
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=patience)
        if self._engine is not None:
            self._engine.dispose()

    def start(self, run_id: str) -> None:
        """Enqueue the workflow of a committed run. It has the run's id, so twice is once.

        A failure is only logged: the run row is there, and the sweep will enqueue it.
        """
        try:
            with SetWorkflowID(run_id):
                DBOS.enqueue_workflow(RUNS, self._run, run_id)
        except Exception as error:
            logger.error("run.not_enqueued", run_id=run_id, exc_info=error)

    # --- workflows --------------------------------------------------------------------------------

    def _register(self) -> None:
        """Give DBOS our functions under names that never change, whatever they are called here."""
        execution = self._execution
        prepare = DBOS.step(name="prepare")(self._bound(execution.prepare))
        read_and_plan = DBOS.step(name="read_and_plan")(self._bound(execution.read_and_plan))
        apply = DBOS.step(name="apply")(self._bound(execution.apply))
        break_off = DBOS.step(name="break_off")(self._bound(execution.break_off))
        finish = DBOS.step(name="finish")(self._bound(self._finish))
        wait = DBOS.step(name="wait_for_employers")(self._bound(self._wait))

        def run_employer(run_id: str, employer_id: str) -> None:
            try:
                read_and_plan(run_id, employer_id)
                apply(run_id, employer_id)
            except Exception as error:  # a bug of ours: this employer's alone
                logger.error("run.employer.failed", run_id=run_id, employer_id=employer_id, exc_info=error)
                break_off(run_id, employer_id)

        employer = DBOS.workflow(name="employer", max_recovery_attempts=RECOVERY_ATTEMPTS)(run_employer)

        def run_all(run_id: str) -> None:
            try:
                prepared = prepare(run_id)
                for employer_id in prepared["employer_ids"]:
                    with (
                        SetWorkflowID(f"{run_id}:{employer_id}"),
                        SetEnqueueOptions(queue_partition_key=prepared["account_id"]),
                    ):
                        DBOS.enqueue_workflow(EMPLOYERS, employer, run_id, employer_id)
                if prepared["employer_ids"]:
                    wait(run_id)
            except Exception as error:
                logger.error("run.failed", run_id=run_id, exc_info=error)
                finish(run_id, "INTERNAL_ERROR")
            else:
                finish(run_id, "")

        self._run = DBOS.workflow(name="run", max_recovery_attempts=RECOVERY_ATTEMPTS)(run_all)

    def _wait(self, run_id: str) -> None:
        """Wait until no child is left. Polls our engine's rows: a thread per child would be too many."""
        while DBOS.list_workflows(
            parent_workflow_id=run_id, status=OPEN_CHILD, load_input=False, load_output=False, limit=1
        ):
            self._stop.wait(POLL)
            self._checkpoint()

    def _checkpoint(self) -> None:
        """Leave a step half way when the process goes down: the next start repeats it."""
        if self._stop.is_set():
            raise _Stopping

    def _bound(self, step: Callable[..., Any]) -> Callable[..., Any]:
        """A plain function around a method, with the run's id on every log line while it works.

        DBOS stores what a step raises, and a database's refusal quotes the row: only its type gets there.
        """

        def call(run_id: str, *rest: str) -> Any:
            with self._counting:
                self._at_work += 1
            try:
                with structlog.contextvars.bound_contextvars(run_id=run_id):
                    try:
                        return step(run_id, *rest)
                    except Exception as error:
                        logger.error("run.step.failed", step=step.__name__, exc_info=error)
                        raise _StepFailed(type(error).__name__) from None
            finally:
                with self._counting:
                    self._at_work -= 1

        call.__qualname__ = step.__qualname__
        return call

    def _finish(self, run_id: str, code: str) -> None:
        outcome = self._execution.finish(run_id, code=code or None)
        self._mailer.wake()
        self._metrics.runs.labels(outcome).inc()
        logger.info("run.finished", outcome=outcome)

    # --- runs without a workflow ------------------------------------------------------------------

    def sweep(self) -> None:
        """Bring open runs and workflows together again.

        A queued run whose request died between commit and enqueue has no workflow: it gets one. A run
        whose workflow has ended without it can never end by itself: it is closed, so that its
        configuration may run again.
        """
        with self._database.reading() as session:
            waiting = repository.open_runs(session)
        for run_id in waiting:
            workflow = DBOS.get_workflow_status(run_id)
            if workflow is None:
                self.start(run_id)
            elif workflow.status in ENDED:
                self._finish(run_id, "INTERNAL_ERROR")

    def _count_open(self) -> float:
        with self._database.reading() as session:
            return float(len(repository.open_runs(session)))

    def _sweep_until_stopped(self) -> None:
        while True:
            try:
                self.sweep()
            except Exception as error:
                logger.error("sweep.failed", exc_info=error)
            if self._stop.wait(SWEEP_SECONDS):
                return

    def _count_mails(self, state: MailState) -> float:
        with self._database.reading() as session:
            return float(mailing.count(session, state))

    def _open_source(self, account: models.Account, *, today: date) -> Source:
        with self._database.reading() as session:
            extra = permissions.extra_operations(session, account.id)
        return self._nmbrs.source(credentials.of(account, self._cipher), today=today, extra=extra)


class _StepFailed(Exception):
    """A step broke on a bug; the log has its place in our code."""


class _Stopping(BaseException):
    """The process is going down: leave the workflow as it is, to be taken up again."""


def _now() -> datetime:
    return datetime.now(UTC)
