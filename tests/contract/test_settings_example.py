"""`.env.example` is complete, loads, and is refused where it must not be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import Settings
from checks import settings_are_documented

EXAMPLE = Path(__file__).resolve().parents[2] / ".env.example"


def changed(folder: Path, old: str, new: str) -> Path:
    """A copy of the example with one text replaced."""
    text = EXAMPLE.read_text(encoding="utf-8")
    assert old in text
    copy = folder / ".env.example"
    copy.write_text(text.replace(old, new), encoding="utf-8")
    return copy


def test_the_example_shows_every_setting_with_its_default() -> None:
    assert [] == settings_are_documented.problems(EXAMPLE)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("LOG_LEVEL=INFO\n", "", "LOG_LEVEL is a setting that .env.example does not show"),
        ("LOG_LEVEL=INFO\n", "LOG_LEVEL=INFO\nLOG_COLOUR=blue\n", "LOG_COLOUR is not a setting"),
        ("LOG_LEVEL=INFO\n", "LOG_LEVEL=INFO\nLOG_LEVEL=DEBUG\n", "LOG_LEVEL is there twice"),
        ("NMBRS_ATTEMPTS=4\n", "NMBRS_ATTEMPTS=5\n", "NMBRS_ATTEMPTS is not its default, 4"),
    ],
)
def test_a_setting_that_is_missing_unknown_or_different_is_told(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert [told] == settings_are_documented.problems(changed(tmp_path, old, new))


def test_a_value_that_does_not_load_is_told(tmp_path: Path) -> None:
    (told,) = settings_are_documented.problems(changed(tmp_path, "LOG_LEVEL=INFO", "LOG_LEVEL=LOUD"))

    assert told.startswith("('log_level',)")


def test_production_refuses_the_placeholders_of_the_example(tmp_path: Path) -> None:
    example = changed(tmp_path, "ENVIRONMENT=development", "ENVIRONMENT=production")

    with pytest.raises(ValidationError, match="ENCRYPTION_KEYS and HASH_KEY need values of your own"):
        Settings(_env_file=example)
