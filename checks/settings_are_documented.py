"""`.env.example` names every setting and no other, loads, and shows the defaults it says it shows."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pydantic import ValidationError

from app.settings import Settings

EXAMPLE = Path(".env.example")
# What a developer needs differs from what production falls back on.
DIFFERENT_ON_PURPOSE = frozenset({"environment", "encryption_keys", "hash_key"})


def problems(example: Path) -> list[str]:
    """What is wrong with the example, one sentence each."""
    lines = [line for line in example.read_text(encoding="utf-8").splitlines() if line.strip()]
    named = [line.partition("=")[0] for line in lines if not line.startswith("#")]
    fields = [name.upper() for name in Settings.model_fields]
    found = [
        *(f"{name} is a setting that {example.name} does not show" for name in fields if name not in named),
        *(f"{name} is not a setting" for name in named if name not in fields),
        *(f"{name} is there twice" for name in sorted({each for each in named if named.count(each) > 1})),
    ]
    return found or _values(example)


def _values(example: Path) -> list[str]:
    for name in Settings.model_fields:
        os.environ.pop(name.upper(), None)
    try:
        shown = Settings(_env_file=example)
    except ValidationError as error:
        return [f"{item['loc']}: {item['msg']}" for item in error.errors()]
    return [
        f"{name.upper()} is not its default, {field.default!r}"
        for name, field in Settings.model_fields.items()
        if name not in DIFFERENT_ON_PURPOSE and getattr(shown, name) != field.default
    ]


if __name__ == "__main__":
    sys.exit("\n".join(problems(EXAMPLE)) or None)
