"""What is proven complete while an employer is read, and what the report must say about records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from app import log
from app.hr.delivery import Completeness, Remark, Stream, StreamReading
from app.nmbrs.errors import NmbrsUnreadable, PermissionMissing, ReadFailed

_log = log.get(__name__)


@dataclass
class _Tally:
    """How far one stream has come: its first failure, which only a denial outweighs."""

    state: Completeness = Completeness.COMPLETE
    operation: str = ""
    code: str = ""

    def lower(self, state: Completeness, *, operation: str, code: str) -> None:
        denied = state is Completeness.DENIED and self.state is Completeness.FAILED
        if self.state is Completeness.COMPLETE or denied:
            self.state, self.operation, self.code = state, operation, code


class Ledger:
    """Keeps the state of each stream that was asked for. A state only ever gets worse."""

    def __init__(self, streams: Iterable[Stream]) -> None:
        self._tallies = {stream: _Tally() for stream in streams}
        self.remarks: list[Remark] = []
        self._doubted: dict[Stream, set[str]] = {}

    def wants(self, stream: Stream) -> bool:
        """Whether the stream was asked for."""
        return stream in self._tallies

    def whole(self, *, but: Stream) -> bool:
        """Whether every other stream is complete so far."""
        return all(
            tally.state is Completeness.COMPLETE
            for stream, tally in self._tallies.items()
            if stream is not but
        )

    def failed(self, stream: Stream, error: ReadFailed) -> None:
        """A read for the whole stream failed."""
        refused = isinstance(error, PermissionMissing)
        self._lower(stream, Completeness.DENIED if refused else Completeness.FAILED, error)
        self.tell(error)

    def blocked(self, stream: Stream, error: ReadFailed) -> None:
        """Another read failed that this stream builds on."""
        self._lower(stream, Completeness.FAILED, error)

    def follow(self, stream: Stream, other: Stream) -> None:
        """Somebody was left out of this stream because the other one lost them."""
        lost = self._tallies[other]
        self._tallies[stream].lower(Completeness.FAILED, operation=lost.operation, code=lost.code)

    def missed(self, stream: Stream, error: ReadFailed, employee_key: str) -> bool:
        """One employee's part failed. Answers whether the operation is closed for all of them."""
        self.tell(error)
        if isinstance(error, PermissionMissing) and error.of_operation:
            self._lower(stream, Completeness.DENIED, error)
            return True
        self._lower(stream, Completeness.FAILED, error)
        self.remark(error.code, stream, employee_key, operation=error.operation)
        return False

    def remark(self, code: str, stream: Stream, reference: str = "", **params: str) -> None:
        """Say something about one record."""
        self.remarks.append(Remark(code, stream, reference, params))

    def doubt(self, stream: Stream, employee_keys: Set[str]) -> None:
        """Nothing may be concluded from what these have in the stream, whether it is complete or not."""
        if employee_keys:
            self._doubted.setdefault(stream, set()).update(employee_keys)

    def doubted(self) -> dict[Stream, frozenset[str]]:
        """Give who is doubted, by the streams in which anybody is."""
        return {stream: frozenset(keys) for stream, keys in self._doubted.items()}

    def readings(self, counts: Mapping[Stream, int]) -> dict[Stream, StreamReading]:
        """Close the books: every stream there is, asked for or not.

        Placements are whole when the departments are: one answer holds both.
        """
        tallies = dict(self._tallies)
        if Stream.DEPARTMENTS in tallies:
            tallies[Stream.PLACEMENTS] = tallies[Stream.DEPARTMENTS]
        return {
            stream: StreamReading(tally.state, tally.operation, tally.code, counts.get(stream, 0))
            if (tally := tallies.get(stream))
            else StreamReading(Completeness.SKIPPED)
            for stream in Stream
        }

    def _lower(self, stream: Stream, state: Completeness, error: ReadFailed) -> None:
        if stream in self._tallies:
            self._tallies[stream].lower(state, operation=error.operation, code=error.code)

    @staticmethod
    def tell(error: ReadFailed) -> None:
        """Log a failed read; one that we cannot read means that we must act."""
        speak = _log.error if isinstance(error, NmbrsUnreadable) else _log.warning
        speak(
            "nmbrs.read.failed",
            operation=error.operation,
            code=error.code,
            fault=error.fault,
            status=error.status,
            reason=error.reason,
        )
