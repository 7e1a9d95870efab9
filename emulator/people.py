"""Make up persons: names, birthdays and citizen service numbers that pass the eleven-test."""

from datetime import date, timedelta
from random import Random

from emulator import names
from emulator.world import Person

_HIGHEST_BSN = 999_999_999  # numbers from here down are not issued to anyone


def passes_eleven_test(bsn: str) -> bool:
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    if len(bsn) != len(weights) or not bsn.isdigit():
        return False
    return sum(weight * int(digit) for weight, digit in zip(weights, bsn, strict=True)) % 11 == 0


def bsn_number(sequence: int) -> str:
    """Give the n-th number, counted down from the highest, that passes the eleven-test."""
    leading = _HIGHEST_BSN // 10 - sequence
    while (check := _check_digit(leading)) == 10:
        leading -= 1_000_000
    return f"{leading:08d}{check}"


def _check_digit(leading: int) -> int:
    """Ten means that no number begins with these eight digits."""
    return sum((9 - place) * int(digit) for place, digit in enumerate(f"{leading:08d}")) % 11


def person(random: Random, today: date, sequence: int) -> Person:
    """Make up one person; the same random state and sequence give the same person."""
    gender = random.choice(("male", "female"))
    first_names = names.MALE_FIRST_NAMES if gender == "male" else names.FEMALE_FIRST_NAMES
    first_name = random.choice(first_names)
    second = random.choice(first_names) if random.random() < 0.4 else ""
    prefix, last_name = random.choice(names.LAST_NAMES)
    made = Person(
        first_name=first_name,
        initials="".join(f"{name[0]}." for name in (first_name, second) if name),
        prefix=prefix,
        last_name=last_name,
        nickname=first_name[:4].rstrip("-") if random.random() < 0.3 else None,
        gender=gender,
        birthday=today - timedelta(days=random.randint(18 * 365, 66 * 365)),
        bsn=bsn_number(sequence),
        name_order=names.PLAIN_NAME_ORDER,
        marital_status=random.choice(names.MARITAL_STATUSES),
        email_work=f"medewerker{sequence}@voorbeeldgroep.example",
    )
    if made.marital_status in names.MARITAL_STATUSES[1:3]:
        made.partner_prefix, made.partner_last_name = random.choice(names.LAST_NAMES)
        made.name_order = random.choice(names.NAME_ORDERS)
    return made
