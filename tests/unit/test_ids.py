"""Ids sort by age, whether by chance or numbered from a seed."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

from app import models
from app.models import Numbered, numbered_id


def fresh(seed: str = "demo/local") -> Numbered:
    """Numbers the ids of a database with nothing in it."""
    return Numbered(seed, lambda kind: None)


def test_an_id_by_chance_comes_after_those_before_it_and_after_any_numbered_one() -> None:
    by_chance = [models.new_id("employers") for _ in range(1000)]
    numbered = fresh()

    assert by_chance == sorted(set(by_chance))
    assert max(numbered("employers") for _ in range(1000)) < by_chance[0]


def test_numbered_ids_are_the_same_each_time_sorted_and_right_in_form() -> None:
    first, second = fresh(), fresh()
    ids = [first("employers") for _ in range(1000)]

    assert ids == [second("employers") for _ in range(1000)]
    assert ids == sorted(set(ids))
    assert {(7, uuid.RFC_4122)} == {(uuid.UUID(each).version, uuid.UUID(each).variant) for each in ids}
    assert [numbered_id("demo/local", "employers", number) for number in (1, 2)] == ids[:2]


def test_kinds_are_numbered_apart_from_each_other() -> None:
    numbered = fresh()

    numbered("employers")

    assert numbered_id("demo/local", "accounts", 1) == numbered("accounts")


def test_threads_never_get_the_same_id() -> None:
    numbered = fresh()

    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda _: numbered("employees"), range(2000)))

    assert 2000 == len(set(ids))


def test_processes_at_the_same_time_never_get_the_same_id() -> None:
    service, command_line = fresh("demo/local"), fresh("demo/api-key")

    assert not {service("api_keys") for _ in range(100)} & {command_line("api_keys") for _ in range(100)}


def test_numbering_goes_on_after_the_last_id_there_is_of_either_sort() -> None:
    by_chance = models.new_id("employers")
    after_chance = Numbered("demo/local", lambda kind: by_chance)
    after_second = Numbered("demo/local", lambda kind: numbered_id("demo/local", kind, 2))

    assert by_chance < after_chance("employers") < after_chance("employers")
    assert numbered_id("demo/local", "employers", 3) == after_second("employers")
