"""Where the numbers of new things begin. No number is handed out twice, not even after a removal."""

from typing import Final, Literal

from emulator.world import World

Kind = Literal[
    "company",
    "department",
    "job",
    "employee",
    "person",
    "hire",
    "employment",
    "absence",
    "dossier",
    "person_row",
    "job_row",
    "address",
    "contract",
    "schedule",
    "salary",
    "bank_account",
]

# The first, and by how many numbers a seed may shift it.
_FIRST: Final[dict[Kind, tuple[int, int]]] = {
    "company": (54_600, 1000),
    "department": (8_100, 100),
    "job": (9_400, 100),
    "employee": (503_000, 1000),
    "person": (1, 1),
    "hire": (1, 1),
    "employment": (301_000, 1),
    "absence": (75_000, 1),
    "dossier": (62_000, 1),
    "person_row": (690_000, 1),
    "job_row": (410_000, 1),
    "address": (880_000, 1),
    "contract": (220_000, 1),
    "schedule": (530_000, 1),
    "salary": (640_000, 1),
    "bank_account": (17_000, 1),
}


def new(world: World, kind: Kind) -> int:
    first, spread = _FIRST[kind]
    return world.new_id(kind, first + world.seed % spread)
