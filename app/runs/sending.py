"""Sending what was decided: claim, hand over outside any transaction, record; again later if need be."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog

from app import log, models
from app.database import Database
from app.mail.letter import ABOUT_CARRIER, Carrier, Receipt
from app.runs import mail_content, mailing
from app.runs.mailing import MailState

logger = log.get(__name__)

#: Mails of other processes are seen at least this often.
LOOK_SECONDS: Final = 15.0


@dataclass(frozen=True, slots=True)
class Sending:
    """Sends the mails that are due, one after the other. `pauses`: before each further attempt of one."""

    database: Database
    carrier: Carrier
    public_url: str
    pauses: Sequence[timedelta]
    clock: Callable[[], datetime]

    def send_due(self, stopped: Callable[[], bool]) -> float:
        """Send what is due until it is `stopped`; give the seconds after which to look again.

        Where the carrier fails as a whole the others are left alone: they would fail alike.
        """
        while not stopped():
            mail = self._claim()
            if mail is None:
                break
            if self._attempt(mail) in ABOUT_CARRIER:
                return min([LOOK_SECONDS, *(pause.total_seconds() for pause in self.pauses[:1])])
        with self.database.reading() as session:
            due = mailing.next_attempt(session)
        seconds = LOOK_SECONDS if due is None else (due - self.clock()).total_seconds()
        return min(max(seconds, 0.0), LOOK_SECONDS)

    def _claim(self) -> models.Mail | None:
        now = self.clock()
        with self.database.reading() as session:  # without a turn to write, when there is nothing to do
            if not mailing.is_due(session, now):
                return None
        with self.database.transaction() as session:
            return mailing.claim(session, now, timedelta(seconds=self.carrier.longest_seconds))

    def _attempt(self, mail: models.Mail) -> str:
        """Try once, and give the code of what went wrong."""
        with structlog.contextvars.bound_contextvars(run_id=mail.run_id):
            try:
                with self.database.reading() as session:
                    letter = mail_content.write(session, mail, self.public_url)
                receipt = self.carrier.carry(letter, mail.waiting_for)
            except Exception as error:  # a bug of ours: this mail's alone
                logger.error("mail.failed", exc_info=error)
                receipt = Receipt(code=mailing.INTERNAL_ERROR, waiting=frozenset(mail.waiting_for))
            with self.database.transaction() as session:
                _tell(mailing.record(session, mail, receipt, self.pauses, self.clock()))
        return receipt.code


def _tell(mail: models.Mail) -> None:
    """One line for what came of an attempt; an error when nobody will get it."""
    told = {"kind": mail.kind, "attempts": mail.attempts, "code": mail.code}
    if mail.state == MailState.SENT:
        logger.info("mail.sent", **told, recipients=len(mail.recipients), refused=mail.refused)
    elif mail.state == MailState.FAILED:
        logger.error("mail.given_up", **told)
    else:
        logger.warning("mail.not_sent", **told, waiting=len(mail.waiting_for))


class Mailer:
    """A thread of its own for sending: a mail server that hangs holds up nothing but mail."""

    def __init__(self, sending: Sending) -> None:
        self._sending = sending
        self._stopping = threading.Event()
        self._something = threading.Event()
        self._thread = threading.Thread(target=self._send_until_stopped, name="mail", daemon=True)

    def start(self) -> None:
        """Begin with what an earlier process left."""
        self._thread.start()

    def wake(self) -> None:
        """There is something to send."""
        self._something.set()

    def stop(self, patience: float) -> None:
        """Finish the attempt under way if that is soon; one that is cut off is made again."""
        self._stopping.set()
        self._something.set()
        if self._thread.is_alive():
            self._thread.join(patience)

    def _send_until_stopped(self) -> None:
        while True:
            self._something.clear()  # before looking, so that nothing told meanwhile is lost
            if self._stopping.is_set():
                return
            try:
                seconds = self._sending.send_due(self._stopping.is_set)
            except Exception as error:
                logger.error("mail.round.failed", exc_info=error)
                seconds = LOOK_SECONDS
            self._something.wait(seconds)
