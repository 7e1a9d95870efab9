"""Which ticks, times and settings go together. Pure: holds for a new configuration as for a changed one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from app.configurations.schemas import DISCOVERY, Settings
from app.errors import Invalid

TICKS: Final = ("import_departments", "import_employees", "import_absence", "import_wages")
NEEDS: Final = (
    ("import_employees", "import_departments"),
    ("import_wages", "import_employees"),
    ("import_absence", "import_employees"),
    ("import_departments", "import_employees"),  # they exist through who works in them (manual, R11)
)


def settings_of(stored: Mapping[str, Any]) -> Settings:
    """The settings of an import; a configuration made before there was a setting has its default."""
    return Settings.model_validate(stored)


def excluded(settings: Mapping[str, Any]) -> frozenset[str]:
    """The employer codes a configuration leaves out."""
    return frozenset(settings.get("excluded_companies", ()))


def check(values: Mapping[str, Any]) -> None:
    """Refuse a combination that cannot work, naming the field to change."""
    if values["times"] and not values["weekdays"]:
        raise Invalid("TIMES_WITHOUT_WEEKDAYS", field="body.weekdays")
    if values["option"] == DISCOVERY:
        _check_discovery(values)
        return
    for tick, needed in NEEDS:
        if values[tick] and not values[needed]:
            raise Invalid("TICK_NEEDS_ANOTHER", field=f"body.{tick}", tick=tick, needed=needed)


def _check_discovery(values: Mapping[str, Any]) -> None:
    for tick in TICKS:
        if values[tick]:
            raise Invalid("DISCOVERY_IMPORTS_NOTHING", field=f"body.{tick}")
    if values["settings"]:
        raise Invalid("DISCOVERY_IMPORTS_NOTHING", field="body.settings")
