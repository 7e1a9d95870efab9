"""Wrong keys are slowed down for the address they come from, and for no other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.login import brake
from app.login.brake import Brake

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"


def used_up(host: str = HERE) -> Brake:
    made = Brake()
    assert [0] * brake.AT_ONCE == [made.take(host, NOW) for _ in range(brake.AT_ONCE)]
    return made


def test_after_ten_wrong_keys_an_address_waits_and_another_does_not() -> None:
    made = used_up()

    assert (6, 0) == (made.take(HERE, NOW), made.take(ELSEWHERE, NOW))


def test_every_six_seconds_one_more_may_be_tried() -> None:
    made = used_up()
    later = NOW + timedelta(seconds=6)

    assert (6, 0, 6) == (made.take(HERE, NOW), made.take(HERE, later), made.take(HERE, later))


def test_being_told_to_wait_does_not_make_the_wait_longer() -> None:
    made = used_up()
    for _ in range(100):
        made.take(HERE, NOW)

    assert 0 == made.take(HERE, NOW + timedelta(seconds=6))


def test_right_keys_cost_nothing() -> None:
    made = Brake()

    for _ in range(100):
        assert 0 == made.take(HERE, NOW)
        made.give_back(HERE)


def test_all_addresses_of_one_network_count_as_one() -> None:
    assert 6 == used_up("2001:db8::1").take("2001:db8::ffff", NOW)
    assert 0 == used_up("2001:db8::1").take("2001:db8:0:1::1", NOW)
    assert 6 == used_up("::ffff:192.0.2.1").take(HERE, NOW)


def test_however_many_addresses_try_the_memory_is_bounded_and_who_owes_most_is_remembered() -> None:
    made = used_up()

    for number in range(brake.REMEMBERED + 5):
        made.take(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", NOW)

    assert brake.REMEMBERED >= len(made._paid_at)
    assert 6 == made.take(HERE, NOW)


def test_a_machine_without_an_address_is_an_address_too() -> None:
    assert 6 == used_up("").take("", NOW)
