"""Calls to Nmbrs with one account's credentials: an operation in, plain values out (`decoding.py`).

Whatever goes wrong with a call leaves here as an error of `errors.py`, with nothing chained to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from secrets import token_bytes
from threading import Lock
from typing import Final, TypeAlias, TypeVar

from app import log
from app.nmbrs import decoding, errors
from app.nmbrs.decoding import Raw
from app.nmbrs.errors import CredentialsRejected, NmbrsUnavailable, NmbrsUnreadable
from app.nmbrs.operations import Operation
from app.nmbrs.recorder import Recorder
from app.nmbrs.schema import Answer, Contract
from app.nmbrs.transport import Channel, Line

__all__ = ["Credentials", "Drift", "Raw", "Rejections", "Soap"]

_Result = TypeVar("_Result")
_Exchange: TypeAlias = Callable[[Callable[[Iterator[bytes]], _Result]], _Result]
_Decode: TypeAlias = Callable[[Answer, Iterator[bytes], decoding.Strangers], _Result]

_MOST_LOGGED: Final = 1000

_log = log.get(__name__)


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """Who calls. `domain` is the subdomain alone: `nlpayroll`, not `nlpayroll.nmbrs.nl`.

    `version` tells apart the same words entered again, after others: they deserve a call of their own.
    """

    username: str
    token: str
    domain: str
    version: int = 0

    def __repr__(self) -> str:
        return "<Credentials>"

    def header(self) -> dict[str, str]:
        """The header of every call, in the words of `AuthHeaderWithDomain`."""
        return {"Username": self.username, "Token": self.token, "Domain": self.domain}


class Rejections:
    """Credentials that Nmbrs rejected in this process. Holds keyed hashes, never a token."""

    def __init__(self) -> None:
        self._key = token_bytes(32)
        self._rejected: dict[bytes, str] = {}

    def add(self, credentials: Credentials, code: str) -> None:
        """Remember them for the life of the process."""
        self._rejected[self._mark(credentials)] = code

    def code(self, credentials: Credentials) -> str | None:
        """Give the message code with which these were rejected, if they were."""
        return self._rejected.get(self._mark(credentials))

    def _mark(self, credentials: Credentials) -> bytes:
        parts = (credentials.username, credentials.token, credentials.domain, str(credentials.version))
        # Lengths keep ("ab", "c") apart from ("a", "bc").
        text = "".join(f"{len(part)}:{part}" for part in parts)
        return blake2b(text.encode(), key=self._key).digest()


class Drift:
    """Elements that Nmbrs sends and our contract does not know. Thread safe.

    `logged` is shared by the whole process, so that each of them is logged once.
    """

    def __init__(self, logged: set[tuple[str, str]]) -> None:
        self._found: dict[str, set[str]] = {}
        self._logged = logged
        self._lock = Lock()

    def note(self, operation: str, elements: Iterable[str]) -> None:
        """Remember what was new in an answer."""
        for element in elements:
            with self._lock:
                self._found.setdefault(operation, set()).add(element)
            if (operation, element) not in self._logged and len(self._logged) < _MOST_LOGGED:
                self._logged.add((operation, element))
                _log.warning("nmbrs.contract.drift", operation=operation, element=element)

    def found(self) -> dict[str, tuple[str, ...]]:
        """Give them by operation."""
        with self._lock:
            return {operation: tuple(sorted(found)) for operation, found in sorted(self._found.items())}


@dataclass(frozen=True, slots=True)
class Connection:
    """What the calls of all accounts of a process share."""

    contract: Contract
    channel: Channel
    rejections: Rejections
    count: Callable[[str, str], None]  #: is told the operation and outcome of every attempt


class Soap:
    """Calls Nmbrs for one account. Safe to share between threads."""

    def __init__(self, connection: Connection, *, credentials: Credentials, line: Line, drift: Drift) -> None:
        self._shared = connection
        self._credentials = credentials
        self._line = line
        self.drift = drift
        self.recorder: Recorder | None = None  #: of a reading that may be recognised

    def fetch(self, operation: Operation, *ids: str | int) -> bool:
        """Call, and hold what comes of it for whoever asks next; tell whether that is an answer."""
        if self.recorder is None:
            return False
        keep = partial(self.recorder.keep, operation, ids)
        try:
            return self._call(operation, ids, lambda _, chunks, __: keep(chunks))
        except errors.ReadFailed as error:
            self.recorder.hold(operation, ids, error)
            return False

    def rows(
        self,
        operation: Operation,
        *ids: str | int,
        into: Callable[[Iterator[Raw]], _Result] = list,  # type: ignore[assignment]
    ) -> _Result:
        """Call for a list and hand its records to `into` while they arrive.

        `into` starts anew, on a fresh iterator, whenever the call has to be made again.
        """
        return self._call(operation, ids, lambda *answer: into(decoding.rows(*answer)))

    def record(self, operation: Operation, *ids: str | int) -> Raw | None:
        """Call for one record; `None` when there is none."""
        found: Raw | None = self._call(operation, ids, decoding.single)
        return found

    def text(self, operation: Operation, *ids: str | int) -> str | None:
        """Call for one text."""
        found: str | None = self._call(operation, ids, decoding.single)
        return found

    def probe(self, operation: Operation, *ids: str | int) -> None:
        """Call, and hang up once the answer begins: it may be asked."""
        self._call(operation, ids, lambda answer, chunks, _: decoding.begin(answer, chunks))

    def _call(
        self,
        operation: Operation,
        ids: tuple[str | int, ...],
        decode: _Decode[_Result],
    ) -> _Result:
        held = self.recorder.take(operation, ids) if self.recorder else None
        if isinstance(held, errors.ReadFailed):
            raise held
        if held is not None:
            try:
                return self._attempt(operation, decode, lambda read: read(iter(held)), counted=False)
            except NmbrsUnavailable:
                pass  # a fault that was taken for an answer, and worth a call of its own
        result: _Result = self._line.call(operation.name, lambda: self._send(operation, ids, decode))
        return result

    def _send(self, operation: Operation, ids: tuple[str | int, ...], decode: _Decode[_Result]) -> _Result:
        rejected = self._shared.rejections.code(self._credentials)
        if rejected:
            raise CredentialsRejected(rejected, operation=operation.name)
        envelope = self._shared.contract.envelope(operation, self._credentials.header(), tuple(map(int, ids)))
        recorder = self.recorder

        def recorded(answer: Answer, chunks: Iterator[bytes], strangers: decoding.Strangers) -> _Result:
            through = recorder.through(operation, ids, chunks) if recorder else chunks
            return decode(answer, through, strangers)

        exchange = partial(self._shared.channel.post, operation, envelope)
        result: _Result = self._attempt(operation, recorded, exchange)
        return result

    def _attempt(
        self,
        operation: Operation,
        decode: _Decode[_Result],
        exchange: _Exchange[_Result],
        *,
        counted: bool = True,
    ) -> _Result:
        """Make one attempt, and translate whatever comes of it. What was held is counted already."""
        answer = self._shared.contract.answer(operation)
        strangers: decoding.Strangers = set()
        failure: errors.ReadFailed | CredentialsRejected
        try:
            result = exchange(lambda chunks: decode(answer, chunks, strangers))
        except (errors.ReadFailed, CredentialsRejected) as error:
            failure = error
        except decoding.Fault as fault:
            failure = errors.from_fault(operation.name, fault.text, by_client=fault.by_client)
        except decoding.Unreadable as error:
            failure = NmbrsUnreadable(operation.name, reason=str(error))
        else:
            self.drift.note(operation.name, strangers)
            if counted:
                self._shared.count(operation.name, "answered")
            return result
        if counted:
            self._shared.count(operation.name, failure.code.lower())
        if isinstance(failure, CredentialsRejected):
            self._shared.rejections.add(self._credentials, failure.code)
        # Outside the handler, so that nothing is chained to it: the errors of parsers quote the answer.
        raise failure
