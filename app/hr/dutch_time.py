"""What day it is where every date of a record is meant."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")


def today(now: datetime) -> date:
    """The day it is in the Netherlands; `now` is aware."""
    return now.astimezone(AMSTERDAM).date()
