"""Made-up days and moments."""

from datetime import date, datetime, time, timedelta
from random import Random


def day_between(random: Random, first: date, last: date) -> date:
    return first + timedelta(days=random.randint(0, (last - first).days))


def entered(random: Random, day: date) -> datetime:
    """The moment a row was typed in: some days off, in office hours, sometimes with milliseconds."""
    moment = datetime.combine(day + timedelta(days=random.randint(-10, 5)), time(8))
    return moment + timedelta(seconds=random.randint(0, 32_000), milliseconds=random.choice((0, 337)))
