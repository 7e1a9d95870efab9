"""What a generated world holds besides people and absence, and what is odd about a large one."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest

from emulator.generation import generate
from emulator.names import CURRENT_LABELS, DOSSIER_LABELS, OLDER_LABEL, STRANGE_LABEL
from emulator.offices import iban
from emulator.payroll_period import PayrollPeriod, before
from emulator.places import ADDRESS_KINDS
from emulator.terms import ON_CALL
from emulator.world import Absence, Company, Employee, World
from emulator.world_json import world_json

TODAY = date(2026, 11, 23)
ODD_LABELS = {OLDER_LABEL, *CURRENT_LABELS, STRANGE_LABEL}


@pytest.fixture(scope="module")
def world() -> World:
    return generate(seed=1, companies=4, employees=60, today=TODAY)


@pytest.fixture(scope="module")
def large() -> World:
    return generate(seed=1, companies=1, employees=800, today=TODAY)


def everyone(world: World) -> list[Employee]:
    return [each for company in world.companies.values() for each in company.employees.values()]


def dossiers(world: World) -> list[list[Absence]]:
    rows = sorted(
        (row for each in everyone(world) for row in each.absences),
        key=lambda row: (row.dossier_number, row.start),
    )
    return [list(group) for _, group in itertools.groupby(rows, key=lambda row: row.dossier_number)]


def twice(of: Iterable[Any]) -> bool:
    """Whether anything occurs more than once."""
    return any(count > 1 for count in Counter(of).values())


# --- every world


@pytest.mark.parametrize(
    "of",
    [
        lambda each: each.person_rows,
        lambda each: each.addresses,
        lambda each: each.job_rows,
        lambda each: each.contracts,
        lambda each: each.schedules,
        lambda each: each.salaries,
    ],
)
def test_history_has_several_rows_for_some_and_one_for_others(
    world: World, of: Callable[[Employee], list[Any]]
) -> None:
    lengths = {len(of(each)) for each in everyone(world)}

    assert {1, 2} <= lengths


@pytest.mark.parametrize(
    "of",
    [
        lambda each: each.addresses,
        lambda each: each.job_rows,
        lambda each: each.contracts,
        lambda each: each.schedules,
        lambda each: each.salaries,
    ],
)
def test_some_have_no_record_at_all(world: World, of: Callable[[Employee], list[Any]]) -> None:
    assert any(not of(each) for each in everyone(world) if each.employee_type == "Payroll")


def test_applicants_have_a_person_and_no_terms(world: World) -> None:
    applicants = [each for each in everyone(world) if "pplicant" in each.employee_type]

    assert applicants
    for each in applicants:
        assert each.person_rows
        assert [] == [*each.contracts, *each.schedules, *each.salaries, *each.job_rows]


def test_several_rows_begin_in_one_period(large: World) -> None:
    assert any(twice(row.start for row in each.person_rows) for each in everyone(large))
    assert any(twice(row.start for row in each.job_rows) for each in everyone(large))
    homes = [[a.start for a in each.addresses if a.kind == "HomeAddress"] for each in everyone(large)]
    assert any(twice(starts) for starts in homes)


def test_every_kind_of_address_occurs_and_moves_leave_an_end(world: World) -> None:
    addresses = [address for each in everyone(world) for address in each.addresses]
    ended = [address for address in addresses if address.end]

    assert set(ADDRESS_KINDS) == {address.kind for address in addresses}
    assert ended
    assert all(address.start <= address.end for address in ended if address.end)
    assert {"NL", "BE", "DE"} == {address.place.country for address in addresses}


def test_one_home_is_in_force_for_who_moved(world: World) -> None:
    for each in everyone(world):
        current = world.current_period(world.companies[each.company_id])
        homes = [a for a in each.addresses if a.kind == "HomeAddress" and a.start <= current]
        assert len([home for home in homes if home.holds_in(current)]) == bool(homes)


def test_person_in_force_is_the_person_as_he_is(world: World) -> None:
    renamed = 0
    for each in everyone(world):
        current = world.current_period(world.companies[each.company_id])
        assert each.person_in(current) is each.person
        renamed += len({row.person.partner_last_name for row in each.person_rows}) > 1

    assert renamed


def test_before_his_name_changed_a_person_was_another(world: World) -> None:
    changed = next(
        each
        for each in everyone(world)
        if len(each.person_rows) == 2 and each.person_rows[0].start < each.person_rows[1].start
    )

    assert changed.person_rows[0].person is changed.person_in(changed.person_rows[0].start)
    assert changed.person_rows[0].person is changed.person_in(PayrollPeriod(1999, 1))


def test_some_contract_is_entered_twice_under_one_id(world: World) -> None:
    entries = [[(row.id, row.created_at) for row in each.contracts] for each in everyone(world)]

    assert any(twice(number for number, _ in of) for of in entries)
    assert not any(twice(of) for of in entries)


def test_contracts_follow_each_other_within_the_employment(world: World) -> None:
    for each in everyone(world):
        for number, employment in enumerate(each.employments, start=1):
            rows = {row.id: row for row in each.contracts if row.income_relation == number}
            ends = [row.end for row in rows.values()]
            if rows:
                assert employment.start == min(row.start for row in rows.values())
                assert employment.end == ends[-1]
                assert all(end is not None for end in ends[:-1])


def test_full_timers_part_timers_and_people_on_call(world: World) -> None:
    rows = [row for each in everyone(world) for row in each.schedules]
    on_call = [row for row in rows if row.part_time == ON_CALL]

    assert {"1", "0.5", "0.80", "0"} <= {str(row.part_time) for row in rows}
    assert on_call
    assert all(set(row.hours) == {ON_CALL} for row in on_call)
    assert all(sum(row.hours) > 0 for row in rows if row.part_time)
    assert any(row.hours[:7] != row.hours[7:] for row in rows)


def test_companies_write_part_time_in_turn_as_percent_and_as_fraction(world: World) -> None:
    units = [company.part_time_unit for company in world.companies.values()]

    assert ["percent", "fraction", "percent", "fraction"] == units


def test_salaries_are_by_month_and_by_hour_with_and_without_table(world: World) -> None:
    rows = [row for each in everyone(world) for row in each.salaries]

    assert {1, 2, 3} <= {row.kind for row in rows}
    assert {True, False} == {row.place is None for row in rows}
    assert {True, False} == {row.place.step is None for row in rows if row.place}


def test_a_table_tells_the_same_amount_for_every_row_in_one_place(world: World) -> None:
    for company in world.companies.values():
        rows = [row for each in company.employees.values() for row in each.salaries if row.place]
        assert all(company.salary_tables[row.place.table].amount(row.place) > 0 for row in rows if row.place)


def test_what_companies_have_differs(world: World) -> None:
    employers = [company.employer for company in world.companies.values()]

    assert all(each.address and len(each.schedules) == 4 for each in employers)
    assert [True, False, True, True] == [each.bank_account is not None for each in employers]
    assert [True, True, False, True] == [each.social_security is not None for each in employers]


def test_account_numbers_have_the_right_check_digits() -> None:
    number = iban("0417164300")
    moved = "".join(str(int(sign, 36)) for sign in number[4:] + number[:4])

    assert 1 == int(moved) % 97
    assert 18 == len(number)


@pytest.mark.parametrize(
    ("period", "period_type", "previous"),
    [
        (PayrollPeriod(2026, 5), "Month", PayrollPeriod(2026, 4)),
        (PayrollPeriod(2026, 1), "Month", PayrollPeriod(2025, 12)),
        (PayrollPeriod(2026, 1), "Week4", PayrollPeriod(2025, 13)),
    ],
)
def test_period_before(period: PayrollPeriod, period_type: Any, previous: PayrollPeriod) -> None:
    assert previous == before(period, period_type)


# --- large worlds


def odd(company: Company) -> dict[str, bool]:
    """Which oddities a company has."""
    people = list(company.employees.values())
    dated = [row for each in people for row in (*each.schedules, *each.salaries)]
    return {
        "labels": bool(ODD_LABELS & {row.dossier for each in people for row in each.absences}),
        "parallel": any(
            not one.end or one.end >= other.start
            for each in people
            for one, other in itertools.pairwise(each.employments)
        ),
        "new id": twice(each.person.bsn for each in people),
        "no start": any(row.start is None for row in dated),
        "no creation": any(row.created_at is None for row in dated),
    }


@pytest.mark.parametrize(("size", "expected"), [(39, set[bool]()), (600, {True})])
def test_only_a_large_company_is_odd(size: int, expected: set[bool]) -> None:
    world = generate(seed=3, companies=1, employees=size, today=TODAY)

    (company,) = world.companies.values()

    assert (expected or {False}) == set(odd(company).values())


def test_the_demos_companies_are_odd_without_odd_labels(world: World) -> None:
    for company in world.companies.values():
        found = odd(company)
        assert (False, True) == (found["labels"], found["parallel"])


def test_large_world_has_every_label_and_few_of_the_odd_ones(large: World) -> None:
    cases = Counter(rows[0].dossier for rows in dossiers(large))

    assert {*DOSSIER_LABELS, *ODD_LABELS} == cases.keys()
    assert sum(cases[label] for label in ODD_LABELS) <= 800 // 40


def test_dossiers_are_interrupted_and_open_again(large: World) -> None:
    cases = dossiers(large)
    gaps = [
        rows
        for rows in cases
        if any(one.end and (other.start - one.end).days > 1 for one, other in itertools.pairwise(rows))
    ]

    assert any(rows[-1].end for rows in gaps)
    assert any(rows[-1].end is None and rows[-2].end for rows in gaps)
    assert any(len(rows) == 2 and rows[-1].percentage == 50 for rows in cases)


def test_who_returns_with_a_new_id_is_the_same_person(large: World) -> None:
    by_bsn: dict[str | None, list[Employee]] = {}
    for each in everyone(large):
        by_bsn.setdefault(each.person.bsn, []).append(each)
    returned = [people for people in by_bsn.values() if len(people) == 2]

    assert returned
    for before_, after in returned:
        assert before_.number != after.number
        assert before_.employments[-1].end is not None
        assert before_.employments[-1].end < after.employments[0].start


def test_large_world_repeats_itself_too() -> None:
    one, other = (generate(seed=9, companies=2, employees=50, today=TODAY) for _ in range(2))

    assert world_json(one) == world_json(other)
