"""Faults to order: which calls go wrong, how, how often. Nothing here knows SOAP."""

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Final, Literal, get_args

Kind = Literal[
    "deny",
    "reject",
    "refuse_company",
    "refuse_employee",
    "unknown",
    "login_failure",
    "html",
    "html_ok",
    "too_many",
    "delay",
    "reset",
    "cut",
    "empty",
    "unknown_element",
    "rename_item",
    "nil_item",
    "year_one",
    "drop_rows",
    "repeat_rows",
    "other_company",
    "swap_ids",
    "empty_rows",
    "nil_result",
    "omit_result",
    "unknown_literal",
    "unknown_operation",
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

# What replaces the answer; of several such faults only the first strikes.
NUMBERED: Final[dict[Kind, tuple[int, str]]] = {
    "deny": (1002, "Unauthorized access"),
    "reject": (1001, "Invalid Authentication"),
    "refuse_company": (2004, "Unauthorized access"),
    "refuse_employee": (2003, "Unauthorized access"),
    "unknown": (9999, "Unkown"),  # the vendor's spelling
    "login_failure": (1006, "Generic Login Security Failure"),
}
INSTEAD_OF_SOAP: Final[frozenset[Kind]] = frozenset({"html", "html_ok", "too_many", "reset"})
_REPLACING: Final = INSTEAD_OF_SOAP | NUMBERED.keys() | {"unknown_operation"}


# The download of a WSDL is aimed at by this name only; "any operation" does not mean it.
WSDL: Final = "wsdl"


@dataclass(frozen=True)
class Target:
    """One call, or what a fault aims at; None means any."""

    operation: str | None = None
    company_id: int | None = None
    employee_id: int | None = None

    def hits(self, call: "Target") -> bool:
        if call.operation == WSDL and self.operation != WSDL:
            return False
        return (
            self.operation in (None, call.operation)
            and self.company_id in (None, call.company_id)
            and self.employee_id in (None, call.employee_id)
        )


@dataclass
class Fault:
    """One ordered fault. It skips the first `after` calls it aims at and strikes `times` times."""

    kind: Kind
    target: Target
    after: int = 0
    times: int | None = None
    seconds: float | None = None
    text: str | None = None
    id: int = 0
    seen: int = 0
    struck: int = 0

    @property
    def replaces(self) -> bool:
        return self.kind in _REPLACING

    @property
    def spent(self) -> bool:
        return self.times is not None and self.struck >= self.times


class FaultBoard:
    """The faults in force, in the order in which they were ordered."""

    def __init__(self) -> None:
        self._faults: dict[int, Fault] = {}
        self._last_id = 0
        self._lock = Lock()

    def add(self, fault: Fault) -> int:
        with self._lock:
            self._last_id += 1
            fault.id = self._last_id
            self._faults[fault.id] = fault
            return fault.id

    def remove(self, fault_id: int) -> bool:
        with self._lock:
            return self._faults.pop(fault_id, None) is not None

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()

    def all(self) -> list[Fault]:
        with self._lock:
            return list(self._faults.values())

    def strike(self, call: Target) -> list[Fault]:
        """Count the call for every fault that aims at it, and return those that strike it."""
        striking: list[Fault] = []
        with self._lock:
            for fault in self._faults.values():
                if not fault.target.hits(call):
                    continue
                fault.seen += 1
                already_replaced = fault.replaces and any(each.replaces for each in striking)
                if fault.seen > fault.after and not fault.spent and not already_replaced:
                    fault.struck += 1
                    striking.append(fault)
        return striking


def first(faults: Iterable[Fault], kinds: Iterable[Kind]) -> Fault | None:
    """Find the first of the striking faults that is of one of these kinds."""
    wanted = frozenset(kinds)
    return next((fault for fault in faults if fault.kind in wanted), None)
