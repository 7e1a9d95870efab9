"""The absence classifications a source may name, and what each means.

Keyed by text, never by number (the vendor's numbers differ between sets). Dutch appears here as data.
Sources: the manual (R36), `nmbrs/soap.md` §5.2 for the older and current sets, `domain.md` §3.4 for
safety net and leave.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """Leave is not sickness: no recovery is expected of it and it counts in no absence figure."""

    SICKNESS = "sickness"
    LEAVE = "leave"


class SafetyNet(StrEnum):
    """Whether UWV pays. What ordinary readers may see of a classification."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Classification:
    """One label of the source. `in_manual`: one of the seven of the manual, section 5.

    `maternity`: leave that does not interrupt the sickness before and after it (domain.md §4, S4).
    """

    label: str
    kind: Kind
    safety_net: SafetyNet
    in_manual: bool = False
    maternity: bool = False


@dataclass(frozen=True, slots=True)
class Codes:
    """Which code of the catalogue a label gets (option 1 or 2), and which ones an employer may receive."""

    by_label: Mapping[str, str]
    linked: frozenset[str]


_SICK, _LEAVE = Kind.SICKNESS, Kind.LEAVE
_YES, _NO, _UNKNOWN = SafetyNet.YES, SafetyNet.NO, SafetyNet.UNKNOWN

LABELS: Final[tuple[Classification, ...]] = (
    Classification("Ziekte", _SICK, _UNKNOWN, in_manual=True),
    Classification("Ziekte door zwangerschap (vangnet)", _SICK, _YES, in_manual=True),
    Classification("Ziekte heringetreden arbeidsgehandicapte (vangnet)", _SICK, _YES, in_manual=True),
    Classification("Ziekte door orgaandonatie (vangnet)", _SICK, _YES, in_manual=True),
    Classification("Adoptie / Pleegzorg", _LEAVE, _NO, in_manual=True),
    # The label lacks "(vangnet)", the law does not (domain.md §3.4, row 6).
    Classification("Ziekte door bevalling", _SICK, _YES, in_manual=True),
    Classification("Geen vangnetgeval", _SICK, _NO, in_manual=True),
    Classification("Zwangerschapverlof", _LEAVE, _NO, maternity=True),
    Classification("Geen vangnetgeval / Ziekte", _SICK, _NO),
    Classification("Verzuim a.g.v. van zwangerschap en/of bevalling", _SICK, _YES),
    Classification("Verzuim a.g.v. van orgaandonatie", _SICK, _YES),
    Classification("WW uitkering en meer dan xx weken verzuim", _SICK, _YES),
    Classification("Uitzendkracht of oproepkracht", _SICK, _YES),
    Classification("Beëindiging dienstverband tijdens verzuim", _SICK, _YES),
    Classification("Gedeeltelijk ao verzuim binnen", _SICK, _UNKNOWN),
    Classification("Bijzonder dienstverband", _SICK, _YES),
    Classification("Overige oorzaken", _SICK, _UNKNOWN),
    Classification("Zwangerschapsverlof (WAZO)", _LEAVE, _NO, maternity=True),
    Classification("Adoptieverlof (WAZO)", _LEAVE, _NO),
    Classification("Pleegzorgverlof (WAZO)", _LEAVE, _NO),
)

#: The labels of the manual, section 5: what option 1 links, and what option 2 must map.
IN_MANUAL: Final = tuple(known.label for known in LABELS if known.in_manual)


def _normal(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"[\W_]+", " ", plain).strip()


_BY_TEXT: Final = {_normal(known.label): known for known in LABELS}


def recognise(text: str) -> Classification | None:
    """The classification a text means; case, spacing, accents and punctuation do not matter.

    `None` for an empty or unknown text: it is never taken to be ordinary sickness.
    """
    return _BY_TEXT.get(_normal(text))
