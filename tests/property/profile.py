"""How long to search: a moment, the same every time, in `make test`; long and at random in a campaign."""

from __future__ import annotations

import os
from collections import Counter
from typing import Final

from hypothesis import HealthCheck, Phase, settings

#: What a session has tried, for the campaign's record.
SEEN: Final[Counter[str]] = Counter()

settings.register_profile(
    "short",
    max_examples=44,
    stateful_step_count=15,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
# Shrinking takes minutes, so it is for who looks into a failure. Explaining would trace every line of
# SQLAlchemy, for hours.
settings.register_profile("shrink", settings.get_profile("short"), phases=[Phase.generate, Phase.shrink])
settings.register_profile(
    "campaign",
    settings.get_profile("shrink"),
    max_examples=int(os.environ.get("CAMPAIGN_EXAMPLES", "1000")),
    stateful_step_count=25,
    derandomize=False,
)


def weeks() -> settings:
    """For histories over the wire, where each run is a hundred calls: fewer of them."""
    found = chosen()
    return settings(found, max_examples=max(3, found.max_examples // 16))


def chosen() -> settings:
    """The profile that `PROPERTY_PROFILE` names."""
    return settings.get_profile(os.environ.get("PROPERTY_PROFILE", "short"))
