"""The generated world is believable, repeats itself from its seed, and keeps its mouth shut."""

import itertools
from collections import Counter
from datetime import date

import pytest

from emulator.generation import generate
from emulator.names import DOSSIER_LABELS
from emulator.payroll_period import PayrollPeriod, period_of, written
from emulator.people import bsn_number, passes_eleven_test
from emulator.world import DEMO_USER, Company, Employee, World
from emulator.world_json import world_json

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def world() -> World:
    return generate(seed=1, companies=4, employees=60, today=TODAY)


def visible(world: World) -> list[Company]:
    return [company for company in world.companies.values() if DEMO_USER.may_see(company)]


def everyone(world: World) -> list[Employee]:
    return [each for company in world.companies.values() for each in company.employees.values()]


def of_type(world: World, employee_type: str) -> list[Employee]:
    return [each for each in everyone(world) if each.employee_type == employee_type]


def test_same_seed_gives_the_same_world(world: World) -> None:
    again = generate(seed=1, companies=4, employees=60, today=TODAY)

    assert world_json(world) == world_json(again)


def test_other_seed_gives_another_world(world: World) -> None:
    other = generate(seed=2, companies=4, employees=60, today=TODAY)

    assert world_json(world) != world_json(other)


def test_default_world_has_three_visible_companies_one_hidden_and_enough_active_employees(
    world: World,
) -> None:
    active = [
        each
        for company in visible(world)
        for each in company.employees.values()
        if each.employee_type == "Payroll"
    ]

    assert (3, 4) == (len(visible(world)), len(world.companies))
    assert 150 <= len(active)


def test_visible_companies_have_both_period_types(world: World) -> None:
    assert {"Month", "Week4"} == {company.period_type for company in visible(world)}


def test_company_ids_have_five_or_six_digits_and_differ_from_the_numbers(world: World) -> None:
    assert all(10_000 <= number <= 999_999 for number in world.companies)
    assert all(company.id != company.number for company in world.companies.values())


def test_no_companies_give_an_empty_world() -> None:
    empty = generate(seed=1, companies=0, employees=60, today=TODAY)

    assert ({}, [DEMO_USER.username]) == (empty.companies, list(empty.users))


def test_in_a_tiny_company_everybody_is_at_work() -> None:
    tiny = generate(seed=1, companies=1, employees=3, today=TODAY)

    assert Counter({"Payroll": 3}) == Counter(each.employee_type for each in everyone(tiny))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_all_seven_labels_occur_in_what_the_demo_user_sees(seed: int) -> None:
    world = generate(seed=seed, companies=4, employees=60, today=TODAY)
    labels = {
        row.dossier
        for company in visible(world)
        for each in company.employees.values()
        for row in each.absences
    }

    assert set(DOSSIER_LABELS) == labels


def test_cases_are_open_closed_and_in_parts(world: World) -> None:
    cases: dict[int, list[tuple[int, bool]]] = {}
    for employee in everyone(world):
        for row in sorted(employee.absences, key=lambda row: row.start):
            cases.setdefault(row.dossier_number, []).append((row.percentage, row.end is None))

    assert [(100, False)] in cases.values()
    assert [(100, True)] in cases.values()
    assert [(100, False), (50, False)] in cases.values()
    assert [(100, False), (50, True)] in cases.values()


def test_absence_lies_within_the_employment_and_is_not_in_the_future(world: World) -> None:
    for employee in everyone(world):
        for row in employee.absences:
            assert employee.employments[-1].start <= row.start <= (row.end or row.start) <= TODAY
            assert row.start <= row.registered <= TODAY


def test_rows_of_one_employee_do_not_overlap(world: World) -> None:
    for employee in everyone(world):
        rows = sorted(employee.absences, key=lambda row: row.start)
        assert all(one.end is not None and one.end < other.start for one, other in itertools.pairwise(rows))


def test_some_comments_are_there_to_be_kept_secret(world: World) -> None:
    comments = {row.comment is None for each in everyone(world) for row in each.absences}

    assert {True, False} == comments


def test_leavers_have_left_and_a_leaver_is_still_absent(world: World) -> None:
    leavers = of_type(world, "Former payroll")

    assert all(each.employments[-1].end for each in leavers)
    assert any(row.end is None for each in leavers for row in each.absences)


def test_new_hires_start_in_the_future(world: World) -> None:
    starts = [each.employments[0].start for each in of_type(world, "New hire")]

    assert starts
    assert TODAY < min(starts)


def test_somebody_was_hired_again_and_kept_the_first_start(world: World) -> None:
    twice = [each for each in of_type(world, "Payroll") if len(each.employments) == 2]
    rehired = [each for each in twice if each.employments[0].end]

    assert rehired
    for employee in rehired:
        earlier, later = employee.employments
        assert earlier.end is not None
        assert earlier.start == later.initial_start < earlier.end < later.start


def test_applicants_have_neither_employment_nor_department(world: World) -> None:
    applicants = of_type(world, "Applicant")

    assert applicants
    assert not any(each.employments or each.department_rows for each in applicants)


def test_department_history_only_moves_forward(world: World) -> None:
    histories = [[row.start for row in each.department_rows] for each in everyone(world)]

    assert all(starts == sorted(starts) for starts in histories)
    assert any(len(set(starts)) > 1 for starts in histories)
    assert any(len(set(starts)) < len(starts) for starts in histories), "a correction in one period"


def test_department_rows_point_at_departments_of_the_company(world: World) -> None:
    for employee in everyone(world):
        departments = world.companies[employee.company_id].departments
        assert all(row.department_id in departments for row in employee.department_rows)


def test_every_bsn_passes_the_eleven_test_and_is_unique() -> None:
    numbers = [bsn_number(sequence) for sequence in range(25_000)]

    assert all(passes_eleven_test(number) for number in numbers)
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize(
    ("bsn", "passes"),
    [
        ("111222333", True),
        ("123456782", True),
        ("111222334", False),
        ("12345678", False),
        ("12345678x", False),
    ],
)
def test_eleven_test(bsn: str, passes: bool) -> None:
    assert passes == passes_eleven_test(bsn)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 1, 1), "2026-1-4W"),
        (date(2026, 1, 26), "2026-2-4W"),
        (date(2026, 11, 23), "2026-12-4W"),
        (date(2026, 12, 31), "2026-13-4W"),
        (date(2027, 1, 3), "2026-13-4W"),
        (date(2027, 1, 4), "2027-1-4W"),
    ],
)
def test_four_week_periods_follow_iso_weeks(day: date, text: str) -> None:
    assert text == written(period_of(day, "Week4"), "Week4")


def test_monthly_periods_follow_the_calendar() -> None:
    assert "2026-11-M" == written(PayrollPeriod(2026, 11), "Month")
    assert PayrollPeriod(2026, 12) == period_of(date(2026, 12, 31), "Month")


def test_no_repr_tells_anything(world: World) -> None:
    employee = next(each for each in everyone(world) if each.absences)
    person, row = employee.person, employee.absences[0]
    things = [world, employee, person, employee.employments[0], row, DEMO_USER, *visible(world)]
    secrets = [person.last_name, person.bsn, row.dossier, str(row.start), DEMO_USER.token]

    text = " ".join(repr(thing) for thing in things)

    assert not [secret for secret in secrets if secret and secret in text]


def test_ids_are_never_used_twice() -> None:
    world = World(seed=1, today=TODAY)

    numbers = [world.new_id("dossier", 10) for _ in range(50)]
    world.taken("dossier", numbers[-1] + 5)

    assert len(numbers) == len(set(numbers))
    assert world.new_id("dossier", 10) > numbers[-1] + 5
