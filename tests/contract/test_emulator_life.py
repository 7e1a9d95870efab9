"""What the control API does to jobs, terms, households and companies shows over SOAP as in Nmbrs."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import httpx
import pytest

from emulator.world import World
from tests.contract.emulator_reader import EXTRA, TODAY, Reader, reading

NEW_YEAR = date(2026, 1, 1)
JUNE = date(2026, 6, 1)


@pytest.fixture(scope="module")
def running() -> Iterator[Reader]:
    with reading(World(seed=1, today=TODAY)) as opened:
        yield opened


@pytest.fixture
def reader(running: Reader) -> Reader:
    running.nmbrs.reset()
    running.nmbrs.allow(*EXTRA)
    return running


@pytest.fixture
def company(reader: Reader) -> int:
    return reader.nmbrs.add_company("Testbedrijf 1")


def hire(reader: Reader, company: int, **fields: object) -> int:
    return reader.nmbrs.hire(company, **{"start_date": NEW_YEAR, **fields})


# --- departments and jobs


def test_emptied_department_keeps_its_history_and_nobody(reader: Reader, company: int) -> None:
    old, new = (reader.nmbrs.add_department(company, name) for name in ("Oud", "Nieuw"))
    stays, moves = hire(reader, company, department_id=new), hire(reader, company, department_id=old)
    gone_already = hire(reader, company, department_id=old)
    reader.nmbrs.change_employee(gone_already, department_id=new)

    moved = reader.nmbrs.empty_department(old, new, year=2026, period=9)

    found = reader.bulk("Department", company)
    assert [moves] == moved
    assert [(old, 1), (new, 9)] == sorted((row.Id, row.StartPeriod) for row in found[moves])
    assert [new] == [row.Id for row in found[stays]]


def test_job_is_taken_at_hire_and_changed_and_renamed(reader: Reader, company: int) -> None:
    first, second = (reader.nmbrs.add_job(company, name) for name in ("Bakker", "Chef"))
    employee = hire(reader, company, job_id=first)

    reader.nmbrs.change_employee(employee, job_id=second, year=2026, period=6)
    reader.nmbrs.change_job(second, description="Chef-kok")

    rows = reader.bulk("Function", company)[employee]
    assert [("Bakker", 1), ("Chef-kok", 6)] == sorted((row.Description, row.StartPeriod) for row in rows)


def test_who_is_nowhere_has_a_row_with_number_nought(reader: Reader, company: int) -> None:
    department, job = reader.nmbrs.add_department(company, "Zorg"), reader.nmbrs.add_job(company, "Bakker")
    employee = hire(reader, company, department_id=department, job_id=job)

    reader.nmbrs.change_employee(employee, department_id=None, job_id=None, year=2026, period=6)

    for kind, unit in (("Department", department), ("Function", job)):
        there, nowhere = sorted(reader.bulk(kind, company)[employee], key=lambda row: row.StartPeriod)
        assert (unit, 10) == (there.Id, there.Code)
        assert (0, 0, None, 6) == (nowhere.Id, nowhere.Code, nowhere.Description, nowhere.StartPeriod)


# --- households


def test_who_moves_leaves_an_address_that_ended(reader: Reader, company: int) -> None:
    employee = hire(reader, company)
    reader.nmbrs.move_house(employee, street="Oudstraat", year=2026, period=1)

    reader.nmbrs.move_house(employee, street="Nieuwstraat", year=2026, period=7)
    reader.nmbrs.move_house(employee, kind="PostAddress", street="Postbus", house_number="1")

    rows = {row.Street: row for row in reader.bulk("Address", company)[employee]}
    assert (2026, 6) == (rows["Oudstraat"].EndYear, rows["Oudstraat"].EndPeriod)
    assert rows["Nieuwstraat"].EndYear is None
    current = reader.employee("Address_GetListCurrent", employee)
    assert {"Nieuwstraat": True, "Postbus": False} == {row.Street: row.Default for row in current}


def test_second_move_in_a_period_replaces_the_first(reader: Reader, company: int) -> None:
    employee = hire(reader, company)

    reader.nmbrs.move_house(employee, street="Verkeerd")
    right = reader.nmbrs.move_house(employee, street="Goed")

    assert ["Goed"] == [row.Street for row in reader.bulk("Address", company)[employee]]
    reader.nmbrs.remove_address(right)
    assert {} == reader.bulk("Address", company)


def test_new_name_counts_from_a_period_and_leaves_the_old_row(reader: Reader, company: int) -> None:
    employee = hire(reader, company, first_name="Noor", last_name="Test")

    reader.nmbrs.change_employee(employee, partner_last_name="Anders", year=2026, period=8)
    reader.nmbrs.change_employee(employee, nickname="Noortje", year=2026, period=8)

    rows = reader.bulk("PersonalInfo", company)[employee]
    by_period = {row.StartPeriod: (row.PartnerLastName, row.Nickname) for row in rows}
    assert {1: (None, None), 8: ("Anders", "Noortje")} == by_period
    assert "Anders" == reader.employee("PersonalInfo_GetCurrent", employee).PartnerLastName


def test_current_person_is_that_of_the_companys_period(reader: Reader, company: int) -> None:
    employee = hire(reader, company, last_name="Test")
    reader.nmbrs.change_employee(employee, last_name="Later", year=2026, period=10)

    reader.nmbrs.change_company(company, current_period={"year": 2026, "period": 9})
    lagging = reader.employee("PersonalInfo_GetCurrent", employee).LastName
    reader.nmbrs.change_company(company, current_period=None)

    assert "Test" == lagging
    assert "Later" == reader.employee("PersonalInfo_GetCurrent", employee).LastName


def test_unrecorded_person_is_known_and_not_in_the_bulk_answer(reader: Reader, company: int) -> None:
    employee = hire(reader, company, recorded=False, last_name="Onvermeld")

    assert {} == reader.bulk("PersonalInfo", company)
    reader.nmbrs.change_employee(employee, nickname="Toch")
    person = reader.employee("PersonalInfo_GetCurrent", employee)
    assert ("Onvermeld", "Toch") == (person.LastName, person.Nickname)


# --- terms


def test_contract_is_renewed_and_entered_once_more(reader: Reader, company: int) -> None:
    employee = hire(reader, company)
    first = reader.nmbrs.renew_contract(employee, NEW_YEAR, hours_per_week=Decimal("28.5"))
    second = reader.nmbrs.renew_contract(employee, JUNE, written=True)

    reader.nmbrs.renew_contract(employee, JUNE, contract_id=second, end=date(2027, 5, 31))

    rows = reader.bulk("Contract", company)[employee]
    entries = {(row.ContractID, row.EndDate and row.EndDate.date(), row.Indefinite) for row in rows}
    assert {
        (first, date(2026, 5, 31), True),
        (second, None, True),
        (second, date(2027, 5, 31), False),
    } == entries
    assert 3 == len({row.CreationDate for row in rows})


def test_schedule_changes_in_the_companys_unit(reader: Reader, company: int) -> None:
    employee = hire(reader, company)
    reader.nmbrs.reschedule(employee, NEW_YEAR)

    reader.nmbrs.reschedule(employee, JUNE, part_time=Decimal("0.6"))
    percent = reader.bulk("Schedule", company)[employee]
    reader.nmbrs.change_company(company, part_time_unit="fraction")
    fraction = reader.bulk("Schedule", company)[employee]

    assert {Decimal(100), Decimal(60)} == {row.ParttimePercentage for row in percent}
    assert {Decimal(1), Decimal("0.6")} == {row.ParttimePercentage for row in fraction}
    (later,) = (row for row in percent if row.StartDate.date() == JUNE)
    assert [8, 8, 8, 0, 0] == [
        later[f"Hours{day}2"] for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    ]


def test_schedule_may_have_hours_of_its_own_and_no_start(reader: Reader, company: int) -> None:
    employee = hire(reader, company)

    reader.nmbrs.reschedule(employee, None, part_time=Decimal(0), hours=[0] * 7)

    (row,) = reader.bulk("Schedule", company)[employee]
    assert datetime(1, 1, 1) == row.StartDate  # noqa: DTZ001  (the vendor's times have no zone)
    assert (0, 0) == (row.ParttimePercentage, row.HoursMonday2)


def test_raise_is_a_new_row(reader: Reader, company: int) -> None:
    employee = hire(reader, company)
    reader.nmbrs.raise_salary(employee, NEW_YEAR, amount=Decimal("2500.50"), kind=2)

    reader.nmbrs.raise_salary(employee, JUNE)
    mistake = reader.nmbrs.raise_salary(employee, JUNE, amount=1)
    reader.nmbrs.take_back("salaries", mistake)

    rows = reader.bulk("Salary", company)[employee]
    assert {(Decimal("2500.50"), 2), (Decimal("2575.52"), 2)} == {(row.Value, row.Type) for row in rows}


def test_table_increase_changes_every_row_and_adds_none(reader: Reader, company: int) -> None:
    table = reader.nmbrs.add_salary_table(company, {"A": {"1": 2000, "2": "2100.25"}, "B": 3000})
    one, other = hire(reader, company), hire(reader, company)
    reader.nmbrs.raise_salary(one, NEW_YEAR, table=table, scale="A", step="1")
    reader.nmbrs.raise_salary(one, JUNE)
    reader.nmbrs.raise_salary(other, NEW_YEAR, scale="B")

    reader.nmbrs.increase_salary_table(company, table, 10)

    found = reader.bulk("Salary", company)
    steps = {(row.SalaryTable.Trede.Step, row.Value) for row in found[one]}
    assert {("1", Decimal("2200.00")), ("2", Decimal("2310.28"))} == steps
    (row,) = found[other]
    assert (Decimal("3300.00"), None) == (row.Value, row.SalaryTable.Trede)
    amounts = [each["amount"] for each in reader.nmbrs.employee(other)["salaries"]]
    assert ["3300.00"] == amounts


def test_complete_hire_has_everything(reader: Reader, company: int) -> None:
    job = reader.nmbrs.add_job(company, "Bakker")

    shown = [reader.nmbrs.employee(hire(reader, company, complete=True)) for _ in range(8)]
    bare = reader.nmbrs.employee(hire(reader, company))

    subjects = ("contracts", "schedules", "salaries", "addresses", "jobs")
    assert all(any(each[subject] for each in shown) for subject in subjects)
    assert {job} == {row["job_id"] for each in shown for row in each["jobs"]}
    assert all(len(each["personal_info"]) == 1 for each in shown)
    assert [[]] * 5 == [bare[subject] for subject in subjects]


def test_employments_may_run_beside_each_other(reader: Reader, company: int) -> None:
    employee = hire(reader, company)

    reader.nmbrs.rehire(employee, JUNE, parallel=True)

    rows = reader.bulk("Employment", company)[employee]
    assert {(NEW_YEAR, None), (JUNE, None)} == {(row.StartDate.date(), row.EndDate) for row in rows}


# --- the company


def test_company_is_told_or_lacks_what_it_has(reader: Reader) -> None:
    told = reader.nmbrs.add_company(
        "Verteld B.V.", address={"street": "Kade", "house_number": "1"}, bank_account={"iban": "NL00XPRT01"}
    )
    lacking = reader.nmbrs.add_company(
        "Kaal B.V.", address=None, bank_account=None, full_time_day=None, social_security=False
    )
    reader.nmbrs.change_company(told, full_time_day=Decimal("7.5"))

    assert "Kade" == reader.company("Address_GetCurrent", told).Street
    assert "NL00XPRT01" == reader.company("BankAccount_GetCurrent", told).IBAN
    assert Decimal("7.5") == reader.company("Schedule_GetCurrent", told).FulltimeScheduleOne.HoursFriday
    assert reader.company("SVW_GetCurrent", told).Sector.Code
    for operation in ("Address", "BankAccount", "Schedule", "SVW"):
        assert reader.company(f"{operation}_GetCurrent", lacking) is None


# --- what cannot be


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/departments/1/empty", {"into": 1}),
        ("PATCH", "/jobs/1", {"code": 1}),
        ("POST", "/employees/1/addresses", {}),
        ("DELETE", "/addresses/1", None),
        ("POST", "/employees/1/contracts", {"start": "2026-01-01"}),
        ("POST", "/employees/1/schedules", {"start": "2026-01-01"}),
        ("POST", "/employees/1/salaries", {"start": "2026-01-01"}),
        ("DELETE", "/terms/contracts/1", None),
        ("GET", "/users/nobody", None),
    ],
)
def test_what_is_not_there_is_not_found(
    reader: Reader, method: str, path: str, body: dict[str, object] | None
) -> None:
    assert 404 == httpx.request(method, f"{reader.nmbrs.address}/control{path}", json=body).status_code


def test_what_does_not_fit_is_refused(reader: Reader, company: int) -> None:
    employee = hire(reader, company)
    department = reader.nmbrs.add_department(company, "Afdeling")

    for refused in (
        lambda: reader.nmbrs.empty_department(department, 1),
        lambda: reader.nmbrs.change_employee(employee, job_id=1),
        lambda: reader.nmbrs.raise_salary(employee, JUNE, scale="Z"),
        lambda: reader.nmbrs.renew_contract(employee, JUNE, contract_id=1),
        lambda: reader.nmbrs.reschedule(employee, JUNE, hours=[8] * 9),
        lambda: reader.nmbrs.increase_salary_table(company, 1, 2),
    ):
        with pytest.raises(AssertionError, match="refused"):
            refused()
