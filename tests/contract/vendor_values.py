"""Plain values compared strictly: 1, 1.0 and True differ, and so do two moments in different zones."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def difference(expected: Any, found: Any, path: str = "") -> str:
    """The first place where two values differ, empty when they are the same."""
    if type(expected) is not type(found):
        return f"{path}: {_shown(expected)} became {_shown(found)}"
    if isinstance(expected, dict):
        if expected.keys() != found.keys():
            return f"{path}: only in one {sorted(expected.keys() ^ found.keys())}"
        return _first(difference(expected[key], found[key], f"{path}.{key}") for key in expected)
    if isinstance(expected, list):
        if len(expected) != len(found):
            return f"{path}: {len(expected)} items became {len(found)}"
        pairs = enumerate(zip(expected, found, strict=True))
        return _first(difference(*pair, f"{path}[{place}]") for place, pair in pairs)
    same = expected == found
    if isinstance(expected, datetime) and same:
        same = expected.utcoffset() == found.utcoffset()
    return "" if same else f"{path}: {_shown(expected)} became {_shown(found)}"


def _first(differences: Any) -> str:
    return next(filter(None, differences), "")


def _shown(value: Any) -> str:
    return repr(value)[:200]
