"""Whether everything but absence is as it was: told by keyed hashes of the answers, before any is decoded.

Only where each stream comes in one answer; employee by employee there is nothing to gain. Answers about
absence are never hashed.
"""

from __future__ import annotations

from typing import Final

from app.hr.delivery import Request, Stream
from app.nmbrs import operations
from app.nmbrs.reading import Reading
from app.nmbrs.recorder import Recorder
from app.nmbrs.soap import Soap

#: The one answer in which a stream comes.
_BULK: Final = {
    Stream.DEPARTMENTS: operations.DEPARTMENTS,
    Stream.JOBS: operations.FUNCTIONS,
    Stream.EMPLOYMENTS: operations.EMPLOYMENTS,
    Stream.CONTRACTS: operations.CONTRACTS,
    Stream.SCHEDULES: operations.SCHEDULES,
    Stream.WAGES: operations.SALARIES,
    Stream.EMPLOYEES: operations.ALL_PERSONS,
    Stream.ADDRESSES: operations.ALL_ADDRESSES,
}


def begin(soap: Soap, request: Request) -> None:
    """Hash what is read from now on, if it is to be recognised."""
    if request.recognition is not None:
        soap.recorder = Recorder(request.recognition)


def unchanged(reading: Reading) -> bool:
    """Fetch all answers and tell whether they are those of then. What was fetched is not asked again."""
    asked, recorder = reading.request.recognition, reading.soap.recorder
    if asked is None or recorder is None or not asked.accepted or not _comes_at_once(reading):
        return False
    for stream, operation in _BULK.items():
        wanted = reading.ledger.wants(stream)
        if wanted and not reading.ask(reading.soap.fetch, operation, reading.request.company_key):
            return False  # what came of it is told where somebody asks for it
    return fingerprint(reading) == asked.accepted


def fingerprint(reading: Reading) -> str:
    """What this reading will be recognised by; empty if it is not whole, or too large to be worth it."""
    recorder = reading.soap.recorder
    if recorder is None or not reading.ledger.whole(but=Stream.ABSENCES):
        return ""
    people = [f"{key} {kind}" for key, kind in sorted(reading.wanted().items())]
    return recorder.fingerprint(people)


def _comes_at_once(reading: Reading) -> bool:
    bulk = [operation for stream, operation in _BULK.items() if reading.ledger.wants(stream)]
    known = reading.payroll is not None and reading.found.gap is None and bool(reading.found.kinds)
    extra = [each.name for each in bulk if each in operations.EXTRA]
    return known and all(name in reading.terms.extra for name in extra)
