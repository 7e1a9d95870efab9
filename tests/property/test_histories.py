"""Histories of true changes, told by a source that fails and lies, on a process that gets killed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from app.hr.delivery import Delivery, Request, Stream
from app.hr.records import Entity
from app.runs.states import EmployerStatus
from tests.databases import Databases
from tests.property import changes as true_changes
from tests.property import laws, lies, profile, truth
from tests.property.changes import Change
from tests.property.connector import Connector, State
from tests.property.finished import Finished
from tests.property.lies import Lie
from tests.property.set_up import TICKS
from tests.property.world import World

NUMBERS = st.integers(0, 255)
CHANGES = st.lists(st.tuples(st.sampled_from(true_changes.CHANGES), NUMBERS, NUMBERS), max_size=8)
LIES = st.lists(
    st.tuples(st.sampled_from(lies.LIES), st.sampled_from(lies.STREAMS), NUMBERS), min_size=1, max_size=4
)
SETTINGS = st.fixed_dictionaries(
    {
        "history_months": st.sampled_from([3, 1, 24]),
        "store_bsn": st.booleans(),
        "absence_delete_action": st.sampled_from(["pending_then_withdraw", "delete", "close", "ignore"]),
        "contact_mode": st.sampled_from(["when_delivered", "always", "never"]),
        "include_leavers_with_absence": st.booleans(),
    }
)
#: After how many statements the process is killed, or never. A run has some eighty, with changes twice that.
KILLED = st.none() | st.integers(0, 80) | st.integers(0, 160)
#: Wages and absence need the others.
TICKED = (TICKS, TICKS, TICKS[:3], (*TICKS[:2], TICKS[3]), TICKS[:2])
Told: TypeAlias = list[tuple[Lie, Stream, int]]
Changed: TypeAlias = list[tuple[Change, int, int]]
Answer: TypeAlias = Callable[[Request], Delivery]


class Histories(RuleBasedStateMachine):
    """One employer through time. Every run is held against every law."""

    def __init__(self, databases: Databases) -> None:
        super().__init__()
        self.databases = databases
        self.url = databases.migrated()
        self.connector = Connector(self.url)
        self.world = World()
        self.settings: dict[str, Any] = {}
        profile.SEEN["histories"] += 1

    def teardown(self) -> None:
        rows = self.connector.rows()
        rebuilt = laws.replay([row for row in rows if row.applied], {entity: {} for entity in self.state()})
        assert self.state() == rebuilt, "the journal does not rebuild what stands"
        self.connector.close()
        self.databases.drop(self.url)

    # --- what happens to the employer

    @initialize(numbers=st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=4), settings=SETTINGS)
    def somebody_works_there(self, numbers: list[tuple[int, int]], settings: dict[str, Any]) -> None:
        self.settings_change(settings, TICKS)
        for who, what in numbers:
            true_changes.somebody_is_hired(self.world, who, what)
            true_changes.somebody_falls_ill(self.world, len(self.world.people) - 1, what)

    @rule(settings=SETTINGS, ticked=st.sampled_from(TICKED))
    def settings_change(self, settings: dict[str, Any], ticked: tuple[str, ...]) -> None:
        self.settings = settings
        self.connector.set(**self.settings)
        self.connector.tick(**{name: name in ticked for name in TICKS})

    # --- what the connector does

    @rule(changes=st.just([]) | CHANGES, killed=KILLED)
    def the_truth_is_imported(self, changes: Changed, killed: int | None) -> None:
        self._change(changes)
        self._imported([], killed)

    @rule(days=NUMBERS, killed=KILLED)
    def only_time_passes(self, days: int, killed: int | None) -> None:
        """What is read is as it was, and may mean something else."""
        self._imported([], killed)
        self._change([(true_changes.days_pass, 0, days)])
        self._imported([], killed)

    @rule(settings=SETTINGS, killed=KILLED)
    def only_settings_change(self, settings: dict[str, Any], killed: int | None) -> None:
        self._imported([], killed)
        self.settings_change(settings, TICKS)
        self._imported([], killed)

    @rule(changes=CHANGES, told=LIES, killed=KILLED)
    def lies_are_imported(self, changes: Changed, told: Told, killed: int | None) -> None:
        self._change(changes)
        self._imported(told, killed)

    @rule(changes=CHANGES, told=LIES)
    def a_plan_is_made_again(self, changes: Changed, told: Told) -> None:
        """Another plan of the same run is stored already: only the last one counts."""
        self._change(changes)
        before, run_id = self.state(), self.connector.queue()
        self.connector.read_and_plan(run_id, self._answer([]))
        self.connector.forget_the_plan(run_id)
        self._carried_out(run_id, self._answer(told), before)

    @rule(changes=CHANGES, told=LIES)
    def the_same_is_imported_again_and_again(self, changes: Changed, told: Told) -> None:
        self._change(changes)
        first = self._imported(told)
        again = [self._import(lambda _: first.delivery) for _ in range(2)]

        marked = {(row.entity, row.key) for row in first.rows if row.operation == "mark"}
        closes = self.settings["absence_delete_action"] == "close"
        assert {(*each, self._then(each[0], closes)) for each in marked} == {
            (row.entity, row.key, row.operation) for row in again[0].rows
        }
        assert [] == again[1].rows

    @rule(changes=CHANGES, ours=st.just([]) | LIES, meanwhile=st.just([]) | CHANGES, theirs=LIES)
    def one_run_overtakes_another(
        self, changes: Changed, ours: Told, meanwhile: Changed, theirs: Told
    ) -> None:
        """The plan of one configuration is stored; before it is applied the other's run comes and goes."""
        self._change(changes)
        run_id = self.connector.queue(0)
        delivered = self.connector.read_and_plan(run_id, self._answer(ours))
        request = self.connector.requests[-1]
        self._change(meanwhile)
        other = self._imported(theirs, configuration=1)

        before = self.state()
        touched = {(row.entity, row.key) for row in other.rows}
        moved = any((row.entity, row.key) in touched for row in self.connector.rows(run_id))
        self._applied_and_finished(run_id)

        if moved:
            assert (EmployerStatus.FAILED, "PLAN_STALE") == self.connector.status(run_id)
            assert before == self.state(), "a plan on a moved base changed something"
            assert not any(row.applied for row in self.connector.rows(run_id))
        else:
            assert (EmployerStatus.APPLIED, None) == self.connector.status(run_id)
            laws.hold_whenever(self._finished(run_id, request, delivered, before), self.connector)
        profile.SEEN["overtaken"] += 1
        profile.SEEN["stale"] += moved
        self._imported([])

    # --- how

    @staticmethod
    def _then(entity: Entity, closes: bool) -> str:
        """What a second complete reading does that misses a record too."""
        return "update" if closes and entity is Entity.ABSENCE_CASE else "withdraw"

    def state(self) -> State:
        return self.connector.state()

    def _change(self, changes: Changed) -> None:
        for change, who, what in changes:
            change(self.world, who, what)
        self.connector.today = self.world.today

    def _answer(self, told: Told) -> Answer:
        def answer(request: Request) -> Delivery:
            draft = lies.truth(self.world, request)
            for lie, stream, number in told:
                lie(draft, stream, number)
            return lies.delivery(draft)

        return answer

    def _imported(self, told: Told, killed: int | None = None, configuration: int = 0) -> Finished:
        run = self._import(self._answer(told), killed, configuration)
        if not told:
            truth.stands_after(run, self.world)
        return run

    def _import(self, answer: Answer, killed: int | None = None, configuration: int = 0) -> Finished:
        before = self.state()
        run_id = self.connector.queue(configuration)
        if killed is not None:
            self.connector.kill_after(killed)
        return self._carried_out(run_id, answer, before)

    def _carried_out(self, run_id: str, answer: Answer, before: State) -> Finished:
        delivered = self.connector.read_and_plan(run_id, answer)
        self._applied_and_finished(run_id)

        assert (EmployerStatus.APPLIED, None) == self.connector.status(run_id)
        run = self._finished(run_id, self.connector.requests[-1], delivered, before)
        laws.hold(run, self.connector)
        profile.SEEN.update(runs=1, changes=len(run.rows))
        return run

    def _applied_and_finished(self, run_id: str) -> None:
        for _ in range(2):
            self.connector.apply(run_id)
        for _ in range(2):
            self.connector.finish(run_id)

    def _finished(self, run_id: str, request: Request, delivered: Delivery, before: State) -> Finished:
        rows = self.connector.rows(run_id)
        return Finished(
            run_id, request, delivered, before, self.state(), rows, dict(self.settings), self.world.today
        )


def test_no_history_and_no_lie_breaks_a_law(sqlite_databases: Databases) -> None:
    run_state_machine_as_test(lambda: Histories(sqlite_databases), settings=profile.chosen())
