"""A company whose account has every bulk operation, imported by hand on a day that stays the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from app import models
from app.nmbrs import operations
from tests.integration.by_hand import ByHand
from tests.nmbrs_control import Nmbrs

#: The last day of a period: on the next another department may count, though every answer is the same.
DAY = date(2026, 11, 30)
Json = dict[str, Any]


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


@dataclass
class Town:
    """A bakery, and the service that imports it: one sells in the shop, one bakes at the oven and is ill."""

    nmbrs: Nmbrs
    by_hand: ByHand
    company: int
    shop: int
    oven: int
    seller: int
    baker: int
    dossier: int

    @classmethod
    def begin(cls, nmbrs: Nmbrs, by_hand: ByHand) -> Town:
        nmbrs.reset(today=DAY)
        nmbrs.allow(*(each.name for each in operations.EXTRA))
        company = nmbrs.add_company("Bakkerij")
        shop, oven = (nmbrs.add_department(company, name) for name in ("Winkel", "Oven"))
        seller, baker = (
            nmbrs.hire(company, department_id=each, start_date=ago(900), complete=True)
            for each in (shop, oven)
        )
        dossier = nmbrs.report_sick(baker, ago(30), comment="never to be seen")
        by_hand.extra = tuple(each.name for each in operations.EXTRA)
        by_hand.now = datetime.combine(DAY, time(6), UTC)
        return cls(nmbrs, by_hand, company, shop, oven, seller, baker, dossier)

    def set_up(self, **fields: Any) -> None:
        self.by_hand.set_up({self.company: "Bakkerij"}, **{"import_wages": True} | fields)

    @property
    def employer_id(self) -> str:
        return self.by_hand.employer_ids[self.company]

    def run(self, configuration_id: str = "", mode: str = "apply") -> Json:
        """An hour later."""
        assert self.by_hand.now
        self.by_hand.now += timedelta(hours=1)
        return self.by_hand.run(configuration_id, mode)

    def unchanged(self) -> list[bool]:
        """Of each reading, whether it was recognised."""
        return [each.unchanged for each in self.by_hand.delivered]

    def forget(self) -> None:
        """Nothing is recognised by the next run."""
        with self.by_hand.database.transaction() as session:
            session.execute(sa.update(models.AcceptedReading).values(fingerprint=""))

    # --- what a run left behind

    def lines(self, run: Json) -> list[tuple[Any, ...]]:
        """Every line of a run, in no order, without its moment."""
        line = models.ReportLine
        with self.by_hand.database.reading() as session:
            return sorted(
                (each.employer_id or "", each.stream, each.code, each.level, each.reference, str(each.params))
                for each in session.exec(select(line).where(line.run_id == run["id"]))
            )

    def codes(self, run: Json, *, about: str = "") -> list[str]:
        return sorted(code for _, _, code, *_ in self.lines(run) if code.startswith(about))

    def streams(self, run: Json) -> list[tuple[Any, ...]]:
        """How each stream was read, and how many records of it should stand."""
        row = models.RunStream
        with self.by_hand.database.reading() as session:
            return [
                (each.employer_id, each.stream, each.state, each.operation, each.code, each.read)
                for each in session.exec(
                    select(row).where(row.run_id == run["id"]).order_by(col(row.employer_id), col(row.stream))
                )
            ]

    def counted(self, run: Json, kind: str) -> dict[str, int]:
        return {stream: each[kind] for stream, each in run["counts"].items() if each[kind]}

    def changed(self, run: Json) -> list[tuple[str, str]]:
        return [(each["entity"], each["operation"]) for each in self.by_hand.changes(run)]
