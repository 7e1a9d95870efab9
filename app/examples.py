"""What the examples of the contract name: the objects that the demo makes on a fresh database.

Ids follow from the demo's seed (`ID_SEED`), so the contract is the same for everybody.
"""

from __future__ import annotations

from typing import Final

from pydantic import JsonValue

from app.models import numbered_id
from app.settings import DEMO_SEED, Settings


def _id(kind: str, number: int) -> str:
    return numbered_id(f"{DEMO_SEED}/{Settings.model_fields['executor_id'].default}", kind, number)


#: The demo's first employer, which everything else is about.
EMPLOYER: Final = _id("employers", 1)
EMPLOYERS: Final[list[JsonValue]] = [EMPLOYER, _id("employers", 2), _id("employers", 3)]
EMPLOYER_CODE: Final = "54601"
GROUP: Final = _id("employer_groups", 1)
ACCOUNT: Final = _id("accounts", 1)
#: For what ends a thing: an account, a key, and an employee told of, which nothing else needs.
SPARE_ACCOUNT: Final = _id("accounts", 2)
SPARE_KEY: Final = _id("api_keys", 2)  # the first is the demo's own
SUITE_EMPLOYEE: Final = _id("suite_employees", 1)
#: The seven of Nmbrs, which the first migration makes.
CLASSIFICATIONS: Final[list[JsonValue]] = [f"01990000-0000-7000-8000-{number:012}" for number in range(1, 8)]
#: The discovery of employer codes, which the demo archives as the manual says; the import and its first run.
DISCOVERY: Final = _id("configurations", 1)
CONFIGURATION: Final = _id("configurations", 2)
RUN: Final = _id("runs", 2)
EMPLOYEE: Final = _id("employees", 1)
