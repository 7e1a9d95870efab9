"""What a look at one step gave."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app import models


class Found:
    """A remark of `remarks.py`, what fills its texts, and the employers for which the step is to do."""

    def __init__(self, remark: str, employers: Iterable[models.Employer] = (), **filled: Any) -> None:
        self.remark = remark
        self.employers = tuple(employers)
        self.filled = filled
