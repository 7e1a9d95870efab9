"""What a checklist says is said in both languages, of every step, with what the customer switches on."""

from __future__ import annotations

from string import Formatter

import pytest

from app.accounts.check_schemas import Sentence
from app.nmbrs.operations import PERMITTED
from app.runs.message import Actor
from app.setup.checklist import CHECKS
from app.setup.customer import instructions
from app.setup.remark import Remark
from app.setup.remarks import REMARKS
from app.setup.steps import SECTIONS, TITLES, State, StepCode

#: The manual, section 2, steps 6 and 7, in its own spelling.
COMPANY = {
    "List_GetAll", "Adress_GetCurrent", "Company_GetCurrentPeriod", "BankAccount_GetCurrent",
    "Schedule_GetCurrent", "SVW_GetCurrent",
}  # fmt: skip
EMPLOYEE = {
    "List_GetByCompany", "Department_GetAll_AllEmployeesByCompany", "Employment_GetAll_AllEmployeesByCompany",
    "Function_GetAll_AllEmployeesByCompany", "Schedule_GetAll_AllEmployeesByCompany", "Absence_GetList",
    "PersonalInfo_GetCurrent", "Address_GetListCurrent", "Contract_GetAll_AllEmployeesByCompany",
    "Salary_GetAll_AllEmployeesByCompany", "EmployeeType_GetList",
}  # fmt: skip


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("remark", REMARKS.values(), ids=REMARKS)
def test_each_remark_says_the_same_in_both_languages(remark: Remark) -> None:
    assert remark.nl != remark.en
    own = {name.replace("_nl", "_en") for name in _placeholders(remark.nl)}
    assert own == _placeholders(remark.en)
    assert bool(remark.nl_next) == bool(remark.en_next)
    assert all(text.endswith(".") for text in (remark.nl, remark.en))


@pytest.mark.parametrize("remark", REMARKS.values(), ids=REMARKS)
def test_what_is_to_do_says_how_and_what_is_not_needed_says_nothing(remark: Remark) -> None:
    assert remark.state is not State.TODO or remark.nl_next
    assert remark.state is not State.NOT_NEEDED or not remark.nl_next


def test_every_step_has_a_title_a_section_and_a_look() -> None:
    assert list(StepCode) == list(TITLES)
    assert set(StepCode) == CHECKS.keys()
    assert [title.section for title in TITLES.values()] == sorted(title.section for title in TITLES.values())
    assert {title.section for title in TITLES.values()} == SECTIONS.keys()
    assert all(title.nl != title.en for title in TITLES.values())


def test_the_customer_has_fourteen_steps_and_the_administrator_the_others() -> None:
    customers = [title for title in TITLES.values() if title.section == 2]

    assert [f"2.{number}" for number in range(1, 15)] == [title.manual for title in customers]
    assert {Actor.CUSTOMER} == {title.actor for title in customers}
    assert {Actor.ADMINISTRATOR} == {title.actor for title in TITLES.values() if title.section != 2}
    numbered = [title.manual for title in TITLES.values() if title.section > 2 and title.manual]
    assert [
        "3.1", "3.2", "3.3-3.6", "4.1", "4.2", "4.3", "4.4", "5.1", "5.2", "5.3", "6.1", "6.2", "6.3", "6.4",
    ] == numbered  # fmt: skip


def test_the_seventeen_web_services_are_those_we_call_and_those_of_the_manual() -> None:
    listed = [each for step in instructions().steps for each in step.operations]

    assert 17 == len(listed)
    assert {(each.service.removesuffix("Service"), each.name) for each in PERMITTED} == {
        (each.tab.removesuffix(" Services"), each.operation) for each in listed
    }
    as_written = {tab: set[str]() for tab in ("Company Services", "Employee Services")}
    for each in listed:
        as_written[each.tab].add(each.also_written or each.operation)
    assert {"Company Services": COMPANY, "Employee Services": EMPLOYEE} == as_written
    assert ["Address_GetCurrent"] == [each.operation for each in listed if each.also_written]
    assert [6, 7] == [number for number, step in enumerate(instructions().steps, 1) if step.operations]


def test_the_customer_is_told_the_types_and_the_five_items() -> None:
    told = instructions()

    assert ["Master Bedrijfslogin", "Master Client"] == told.template_types
    assert [
        "username", "token", "domain", "report_recipients", "authorised_employer_count",
    ] == [item.name for item in told.hand_over]  # fmt: skip
    assert ["token"] == [item.name for item in told.hand_over if not item.by_mail]


def test_the_mail_holds_all_of_it_and_no_place_for_the_token() -> None:
    told = instructions()
    body, fields = told.mail.body, [line for line in told.mail.body.splitlines() if line.endswith(":")]

    assert all(step.title.nl in body for step in told.steps)
    assert all(each.operation in body for step in told.steps for each in step.operations)
    assert "ook geschreven als Adress_GetCurrent" in body
    assert all(kind in body for kind in told.template_types)
    answers = [line.removeprefix("- ").removesuffix(":") for line in fields if line.startswith("- ")]
    assert [item.what.nl for item in told.hand_over if item.by_mail] == answers
    assert not any("token" in answer.lower() for answer in answers)
    assert "Stuur het token niet mee" in body


def test_titles_are_sentences() -> None:
    sentences: list[Sentence] = [title.sentence for title in TITLES.values()]

    assert all(text.endswith((".", ":")) for each in sentences for text in (each.nl, each.en))
