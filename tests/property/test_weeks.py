"""A company lives for weeks in the pretended Nmbrs, with a run after each day: what stands is what is so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, get_args

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from app.hr.records import Entity
from app.nmbrs import operations
from tests.databases import Databases
from tests.nmbrs_control import Nmbrs
from tests.property import life, profile
from tests.property.importer import Importer, Records
from tests.property.life import Life

MONDAY = date(2026, 3, 2)
NUMBERS = st.integers(0, 255)
HAPPENINGS = st.lists(st.tuples(st.sampled_from(life.EVENTS), NUMBERS, NUMBERS), min_size=1, max_size=4)
#: Calls that go wrong so that anybody can see it.
FAILURES = (
    "deny", "refuse_company", "unknown", "html", "html_ok", "too_many", "reset", "cut", "empty",
    "rename_item", "nil_item", "unknown_operation", "login_failure", "nil_result", "omit_result",
)  # fmt: skip
#: Answers that look sound and are not.
LIES = ("drop_rows", "repeat_rows", "swap_ids", "empty_rows", "other_company", "year_one", "unknown_element")
CALLS = (*(each.name for each in operations.PERMITTED), *(each.name for each in operations.EXTRA))


class Weeks(RuleBasedStateMachine):
    """One company through time; each day its import is held against a fresh one of the same world."""

    def __init__(self, nmbrs: Nmbrs, databases: Databases) -> None:
        super().__init__()
        self.nmbrs, self.databases = nmbrs, databases
        self.life = Life.begin(nmbrs, MONDAY)
        self.urls: list[str] = []
        self.extra = False
        self.importer: Importer | None = None
        profile.SEEN["histories"] += 1

    def teardown(self) -> None:
        if self.importer is not None:
            self.importer.close()
        for url in self.urls:
            self.databases.drop(url)

    @initialize(extra=st.booleans(), staff=st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=4))
    def somebody_works_there(self, extra: bool, staff: list[tuple[int, int]]) -> None:
        self.extra = extra
        if extra:
            self.nmbrs.allow(*(each.name for each in operations.EXTRA))
        for who, what in staff:
            self.life.happen(life.somebody_is_hired, who, what)
        self.importer = self._importer()
        self._imported()

    @rule(happenings=HAPPENINGS, days=st.integers(0, 20))
    def days_pass(self, happenings: list[Any], days: int) -> None:
        self._live(happenings, days)
        self._imported()

    @rule(happenings=HAPPENINGS, kind=st.sampled_from(FAILURES), call=st.sampled_from(CALLS), after=NUMBERS)
    def calls_go_wrong(self, happenings: list[Any], kind: str, call: str, after: int) -> None:
        """However often: nothing goes that is there."""
        self._live(happenings, 1)
        self.nmbrs.fault(kind, operation=call, after=after % 3)
        self._run()
        self.nmbrs.lift_faults()
        self._nothing_true_is_withdrawn()

    @rule(happenings=HAPPENINGS, kind=st.sampled_from(LIES), call=st.sampled_from(CALLS))
    def an_answer_lies_once(self, happenings: list[Any], kind: str, call: str) -> None:
        """A lie that cannot be told from the truth is forgiven by the run after it."""
        self._live(happenings, 1)
        self.nmbrs.fault(kind, operation=call)
        self._run()
        self.nmbrs.lift_faults()
        self._nothing_true_is_withdrawn()
        self._imported()

    # --- how

    def _importer(self) -> Importer:
        self.urls.append(self.databases.migrated())
        return Importer(self.urls[-1], self.nmbrs.soap_url, self.life.company, extra=self.extra)

    def _live(self, happenings: list[Any], days: int) -> None:
        self.life.today += timedelta(days=days)
        self.nmbrs.set_today(self.life.today)
        for event, who, what in happenings:
            self.life.happen(event, who, what)

    def _run(self) -> str:
        assert self.importer is not None
        run_id = self.importer.run(self.life.today)
        told, applied = self.importer.counted(run_id)
        assert told == applied, "the report does not count the journal"
        profile.SEEN["runs"] += 1
        return run_id

    def _imported(self) -> None:
        assert self.importer is not None
        run_id = self._run()
        assert self.importer.status(run_id) in ("succeeded", "succeeded_with_warnings", "partially_applied")
        ours, _ = self.importer.records()
        left, today = self.life.left(), self.life.today
        assert _current(ours, left, today) == _current(self._fresh(), left, today)
        self._nothing_true_is_withdrawn()

    def _nothing_true_is_withdrawn(self) -> None:
        assert self.importer is not None
        _, withdrawn = self.importer.records()
        fresh = self._fresh()
        for entity, records in withdrawn.items():
            assert not records.keys() & fresh[entity].keys(), "withdrawn, and still in the world"

    def _fresh(self) -> Records:
        """What somebody would have who began today."""
        importer = self._importer()
        importer.run(self.life.today)
        records, _ = importer.records()
        importer.close()
        self.databases.drop(self.urls.pop())
        return records


def _current(records: Records, left: set[str], today: date) -> Records:
    """Without what a beginner does not have: archived departments, leavers, past amounts of a table."""
    current: Records = {}
    for entity, found in records.items():
        owner = "employee_key" if entity is not Entity.EMPLOYEE else None
        current[entity] = {
            key: dict(values)
            for key, values in found.items()
            if not values.get("archived") and (values.get(owner) if owner else key) not in left
        }
    for values in current[Entity.WAGE].values():
        if values["scale"] is not None and values["valid_to"] and values["valid_to"] < today.isoformat():
            values["amount"] = "of then"
    return current


def test_a_life_of_weeks_stands_as_a_fresh_import_of_it(emulator: Nmbrs, sqlite_databases: Databases) -> None:
    run_state_machine_as_test(lambda: Weeks(emulator, sqlite_databases), settings=profile.weeks())


def test_every_fault_there_is_was_thought_of() -> None:
    from emulator.faults import Kind

    assert {*FAILURES, *LIES, "reject", "refuse_employee", "delay", "unknown_literal"} == {*get_args(Kind)}
