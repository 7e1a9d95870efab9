"""Who may be delivered of an employer: the employee types by their text, and a list per type.

Type ids differ per environment, so only descriptions count, in English or Dutch (soap.md §5.2). What a
configuration says of a description counts above our own table; applicants are never imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

from app.hr.records import EmployeeKind
from app.nmbrs import mapping, values
from app.nmbrs.decoding import Raw
from app.nmbrs.errors import NmbrsUnreadable, PermissionMissing, ReadFailed

_TYPES: Final = "EmployeeType_GetList"
_LONGEST_LABEL: Final = 60

#: In the order in which they win when somebody is listed under two.
KINDS: Final = (EmployeeKind.ACTIVE, EmployeeKind.FUTURE, EmployeeKind.LEFT)

#: Letters and digits of the descriptions, in English and Dutch, of the kinds that we import.
_LABELS: Final[Mapping[EmployeeKind, str]] = {
    EmployeeKind.ACTIVE: """
        payroll payrollemployee
        verloond verloonde verloonden verloondemedewerker verloondewerknemer medewerkerverloond
    """,
    EmployeeKind.FUTURE: """
        newhire newhires newemployee
        nieuwemedewerker nieuwemedewerkers nieuwewerknemer nieuwindienst
    """,
    EmployeeKind.LEFT: """
        formerpayroll formerpayrollemployee formeremployee expayroll
        exverloond exverloonde exverloonden exverloondemedewerker exverloondewerknemer
        exmedewerker exwerknemer voormaligverloond voormaligverloonde voormaligeverloonde
        voormaligpayroll voormaligmedewerker voormaligwerknemer uitdienst
    """,
}
#: These we know too, and import only where a configuration says so.
_FOREIGN: Final = """
    external externalemployee extern externe externemedewerker
    formerexternal formerexternalemployee exexternal exextern exexterne exexternemedewerker
    voormaligextern voormaligexterne voormaligeexterne
"""
_KIND_OF: Final = {text: kind for kind, texts in _LABELS.items() for text in texts.split()}
_KNOWN: Final = frozenset(_FOREIGN.split())
#: Somewhere in the description of every type of people who do not work here and perhaps never will.
_APPLICANTS: Final = ("applicant", "sollicit", "rejected", "afgewezen")
#: Without a type of these nobody at work would be listed, or nobody's leaving ever be heard of. An
#: environment without one for new hires lacks nothing: they come when they are on the payroll.
_NEEDED: Final = frozenset({EmployeeKind.ACTIVE, EmployeeKind.LEFT})

#: What a configuration says of descriptions; `None` means that such people are never imported.
Told: TypeAlias = Mapping[str, EmployeeKind | None]


@dataclass(frozen=True)
class EmployeeTypes:
    """What `EmployeeType_GetList` answered, sorted by what it means to us."""

    ids: Mapping[EmployeeKind, tuple[int, ...]]
    unknown: tuple[str, ...]  #: descriptions in no table, each once
    missing: frozenset[EmployeeKind]  #: kinds we cannot do without, and nobody left out on purpose


@dataclass(frozen=True)
class Listing:
    """Who was found, and why there may be more of them."""

    kinds: Mapping[str, EmployeeKind]
    unknown_types: tuple[str, ...] = ()
    gap: ReadFailed | None = None

    def wanted(self, known: Set[str]) -> dict[str, EmployeeKind]:
        """Leave out the leavers whom nobody imported: they cost no call and are no news."""
        unknown = self.leavers() - known
        return {key: kind for key, kind in self.kinds.items() if key not in unknown}

    def leavers(self) -> Set[str]:
        """Give all who left."""
        return {key for key, kind in self.kinds.items() if kind is EmployeeKind.LEFT}


def employee_types(rows: Iterable[Raw], told: Told = MappingProxyType({})) -> EmployeeTypes:
    """Sort the types by kind. Case, spaces and hyphens of a description do not count."""
    told = {letters: kind for label, kind in told.items() if (letters := values.letters(label))}
    ids: dict[EmployeeKind, list[int]] = {kind: [] for kind in KINDS}
    unknown: dict[str, None] = {}
    settled: set[EmployeeKind | None] = set()
    for row in rows:
        label = str(row.get("Description") or "").strip()
        letters = values.letters(label)
        if any(word in letters for word in _APPLICANTS):
            continue
        kind = told.get(letters, _KIND_OF.get(letters))
        if kind and row.get("Id") is not None:
            ids[kind].append(row["Id"])
        elif kind or letters not in _KNOWN | told.keys():
            unknown[label[:_LONGEST_LABEL]] = None
            continue
        settled |= {kind, _KIND_OF.get(letters)}
    return EmployeeTypes(
        {kind: tuple(found) for kind, found in ids.items()}, tuple(unknown), _NEEDED - settled
    )


def read(
    types: Callable[[], list[Raw]],
    employees: Callable[[int], list[Raw]],
    *,
    told: Told,
    include_future: bool,
) -> Listing:
    """List everybody of the wanted types. What fails leaves a gap; the rest goes on."""
    try:
        found = employee_types(types(), told)
    except ReadFailed as error:
        return Listing({}, gap=error)
    wanted = [kind for kind in KINDS if include_future or kind is not EmployeeKind.FUTURE]
    gap: ReadFailed | None = None
    if found.missing:
        gap = NmbrsUnreadable(_TYPES, reason="KindMissing")
    kinds: dict[str, EmployeeKind] = {}
    for type_id, kind in ((each, of) for of in wanted for each in found.ids[of]):
        try:
            for row in employees(type_id):
                kinds.setdefault(mapping.employee_key(row), kind)
        except ReadFailed as error:
            gap = error
            if isinstance(error, PermissionMissing):
                break  # the other types would be refused as well
    return Listing(kinds, found.unknown, gap)
