"""Every code that is used has a message, in both languages, that what is passed along can fill."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from app import errors as app_errors
from app.hr.delivery import Completeness, Stream
from app.hr.records import Entity
from app.models.runs import TO_LOOK_AT
from app.nmbrs import errors
from app.runs import reasons, words
from app.runs.fields import FIELDS, OF_EMPLOYEE
from app.runs.message import UNKNOWN, Actor, Level, Message, Topic
from app.runs.messages import MESSAGES
from app.runs.repository import TOPIC
from app.runs.states import EmployerStatus, RunStatus

APP = Path(__file__).resolve().parents[2] / "app"
CODE = re.compile(r"[A-Z]+(_[A-Z]+)+")
#: The modules that say something in a report. What they raise has texts of its own (problems.py). The
#: reasons of changes are put together, so they are asked for below. What was accepted only says again; what
#: is about the lines of a discovery or about mail says nothing itself.
SPEAKING = [
    file
    for folder in ("hr", "runs", "nmbrs")
    for file in sorted((APP / folder).glob("*.py"))
    if not file.name.startswith(("messages", "mail"))
    and file.name not in ("reasons.py", "accepted.py", "companies.py")
]
OF_THE_SOURCE = {code for _, code in errors.FAULTS.values()} | {
    errors.NMBRS_DOWN,
    errors.NmbrsUnreadable.code,
}
#: Told with a code that is a variable there, of which test_wanted.py shows what is passed.
PER_LABEL = {"CLASSIFICATION_NOT_LINKED", "CLASSIFICATION_NOT_MAPPED"}
REFUSALS = {name for name, value in vars(app_errors).items() if isinstance(value, type)}
#: Company names are no persons; nothing else here is a name at all.
ALLOWED = frozenset(
    {
        "nmbrs_id",
        "number",
        "name",
        "delivered",
        "agreed",
        "operation",
        "label",
        "missing",
        "known",
        "count",
        "elements",
        "other",
        "employee",  # the key of one
        "cases",  # of so few that it may point at somebody no number
        "help_desk",
    }
)
#: Every message, also that of a code which says something else of an empty label.
ALL = [
    pytest.param(code, each, id=code if each is message else f"{code}-empty")
    for code, message in MESSAGES.items()
    for each in (message, message.empty)
    if each is not None
]
EACH = pytest.mark.parametrize(("code", "message"), ALL)


# --- what the code says ---------------------------------------------------------------------------


def _constants(node: ast.AST) -> Iterator[str]:
    """The codes in a tree, but not those of a refused request."""
    if isinstance(node, ast.Call) and _named(node) in REFUSALS:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from _constants(child)


def _named(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _said(tree: ast.Module) -> Iterator[tuple[str, set[str]]]:
    """Code and names of the parameters of every line that is said with a literal code."""
    place = {"Remark": 0, "remark": 0, "add_line": 2}
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        at = place.get(_named(call))
        if at is None or len(call.args) <= at:
            continue
        code = call.args[at]
        if isinstance(code, ast.Constant):
            yield str(code.value), _passed(call, tree)


def _passed(call: ast.Call, tree: ast.Module) -> set[str]:
    if _named(call) == "remark":
        return {each.arg for each in call.keywords if each.arg}
    params = [each.value for each in call.keywords if each.arg == "params"]
    if _named(call) == "Remark":
        params += call.args[3:4]
    return _keys(params[0], tree) if params else set()


def _keys(node: ast.expr, tree: ast.Module) -> set[str]:
    """The keys of a dict that is written out, made by a function of the module, or assigned to a name."""
    if isinstance(node, ast.Dict):
        return {key.value for key in node.keys if isinstance(key, ast.Constant)}
    found: list[ast.expr] = []
    for each in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(each, ast.FunctionDef) and each.name == _named(node):
            found += [step.value for step in ast.walk(each) if isinstance(step, ast.Return) and step.value]
        if isinstance(node, ast.Name) and isinstance(each, ast.Assign | ast.AnnAssign) and each.value:
            targets = each.targets if isinstance(each, ast.Assign) else [each.target]
            if node.id in [getattr(target, "id", "") for target in targets]:
                found.append(each.value)
    assert found, f"cannot tell what is passed: {ast.unparse(node)}"
    return set.intersection(*(_keys(each, tree) for each in found))


def _parameters() -> dict[str, list[set[str]]]:
    """Every code that is used, and what it is filled from wherever that is."""
    used: dict[str, list[set[str]]] = defaultdict(list)
    for file in [*SPEAKING, APP / "engine.py"]:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        said = list(_said(tree))
        for code, keys in said:
            used[code].append(keys)
        for code in set(_constants(tree)) - {code for code, _ in said}:
            used[code].append(_passed_unseen(code))
    return used


def _passed_unseen(code: str) -> set[str]:
    """A failed read comes with its operation; the reason of a change, or of a run's end, with nothing."""
    if code in OF_THE_SOURCE:
        return {"operation"}
    return {"label", "count"} if code in PER_LABEL else set()


def _reasons() -> set[str]:
    """Every reason that a change may have."""
    found = set()
    for entity in Entity:
        for yes in (True, False):
            found.add(reasons.of_new(entity, {"archived": yes}, again=yes))
        # What cannot be missing cannot come back.
        for back in (True, False) if entity in OF_EMPLOYEE else (False,):
            for name in FIELDS[entity]:
                for kind in ("sickness", "leave"):
                    for change in ((None, True), (True, None), (True, False), (False, True)):
                        found.add(reasons.of_change(entity, {"kind": kind}, {name: change}, back=back))
    for entity in OF_EMPLOYEE:
        found |= {reasons.of_missing(entity, operation) for operation in ("mark", "withdraw")}
    return found | {reasons.of_missing(Entity.ABSENCE_CASE, "update")}


PASSED = _parameters()
for reason in sorted(_reasons() - PASSED.keys()):
    PASSED[reason].append(set())


def _placeholders(*texts: str) -> set[str]:
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def _texts(message: Message) -> tuple[str, str, str, str]:
    return message.nl, message.en, message.nl_next, message.en_next


# --- laws -----------------------------------------------------------------------------------------


def test_every_code_that_is_used_has_a_message() -> None:
    engines_own = {"MAX_RECOVERY_ATTEMPTS_EXCEEDED"}

    assert set() == set(PASSED) - set(MESSAGES) - engines_own


def test_every_message_is_used() -> None:
    assert set() == set(MESSAGES) - set(PASSED)


def test_the_walk_sees_every_way_to_say_something() -> None:
    assert [{"missing"}] == PASSED["EMPLOYEE_INVALID"]
    assert {"operation"} in PASSED["SOURCE_UNAUTHORISED"]
    assert [{"other"}] == PASSED["EMPLOYEE_LOOKS_LIKE"]
    assert [set()] == PASSED["DEPT_RENAMED"]
    assert [set()] == PASSED["WAGE_RETURNED"]
    assert {"nmbrs_id", "number", "name", "known"} in PASSED["EMPLOYER_CODE_FOUND"]
    assert {"delivered", "agreed"} in PASSED["AUTHORISED_COUNT_DIFFERS"]
    assert {"label"} in PASSED["EMPLOYEE_TYPE_UNKNOWN"]
    assert [set()] == PASSED["PERIOD_INVALID"]
    assert set() in PASSED["PLAN_STALE"]


@EACH
def test_a_message_fills_from_what_is_passed_in_both_languages(code: str, message: Message) -> None:
    for keys in PASSED[code]:
        params: dict[str, object] = {key: 7 if key == "count" else "7" for key in keys}
        for language in ("nl", "en"):
            filled = message.text(language, params) + message.next_step(language, params)
            assert "{" not in filled
            assert UNKNOWN not in filled


@EACH
def test_both_languages_say_the_same_things(code: str, message: Message) -> None:
    nl, en, nl_next, en_next = _texts(message)

    assert bool(message.title.nl) is bool(message.title.en)
    assert bool(message.why.nl) is bool(message.why.en)
    assert nl
    assert en
    assert _placeholders(nl) == _placeholders(en)
    assert _placeholders(nl_next) == _placeholders(en_next)
    assert bool(nl_next) is bool(en_next)


@EACH
def test_whoever_must_act_is_told_what_to_do(code: str, message: Message) -> None:
    if message.level >= Level.WARNING and message.actor is not Actor.NOBODY:
        assert message.nl_next
        assert message.en_next
    if message.level < Level.WARNING:
        assert (Actor.NOBODY, "", "") == (message.actor, message.nl_next, message.en_next)


@EACH
def test_lines_that_are_filled_otherwise_have_a_title_for_their_cause(code: str, message: Message) -> None:
    assert bool(_placeholders(message.nl)) is bool(message.title)
    assert set() == _placeholders(message.title.nl, message.title.en, message.why.nl, message.why.en)


@EACH
def test_what_is_said_of_an_empty_label_is_as_bad_as_of_another(code: str, message: Message) -> None:
    assert MESSAGES[code].level is message.level
    assert message.of({}) is message


@EACH
def test_a_column_of_a_cause_has_a_heading(code: str, message: Message) -> None:
    assert _placeholders(message.nl) <= words.PARAMS.keys()


def test_everybody_who_must_act_and_every_state_has_words_of_its_own() -> None:
    for words_of, those in (
        (words.ACTORS, Actor),
        (words.LEVELS, Level),
        (words.OUTCOMES, RunStatus),
        (words.EMPLOYERS, EmployerStatus),
        (words.STATES, Completeness),
        (words.STREAMS, Stream),
    ):
        assert set(those) == set(words_of)
        assert all(both.nl and both.en for both in words_of.values())


def test_somebody_must_act_on_some_message_each() -> None:
    assert set(Actor) == {message.actor for message in MESSAGES.values()}


def test_what_is_to_be_looked_at_in_the_journal_is_what_its_index_holds() -> None:
    worse = {reason for reason in _reasons() if MESSAGES[reason].level >= Level.WARNING}

    assert worse | {"ABSENCE_CLOSED"} == set(TO_LOOK_AT)


@pytest.mark.parametrize(
    ("count", "nl", "en"),
    [(1, "een of meer gevallen", "one or more cases"), (2, "een of meer gevallen", "one or more cases"),
     (3, "3 gevallen", "3 cases")],
)  # fmt: skip
def test_a_number_so_small_that_it_points_at_a_person_is_not_told(count: int, nl: str, en: str) -> None:
    for code in PER_LABEL:
        params: dict[str, object] = {"label": "Ziekte", "count": count}

        assert f"({nl})" in MESSAGES[code].text("nl", params)
        assert f"({en})" in MESSAGES[code].text("en", params)


def test_an_unmapped_label_comes_with_the_sentence_of_the_manual() -> None:
    message = MESSAGES["CLASSIFICATION_NOT_MAPPED"]
    params: dict[str, object] = {"label": "Overige oorzaken", "count": 1}

    told = message.next_step("nl", params)

    assert "Overige oorzaken dient te verwijzen naar verzuimclassificatie [X] met code [Y]" in told


def test_an_empty_label_is_for_the_customer_and_an_unknown_one_for_the_operator() -> None:
    message = MESSAGES["CLASSIFICATION_UNKNOWN"]

    assert (Actor.OPERATOR, Actor.CUSTOMER) == (message.of({}).actor, message.of({"label": ""}).actor)


@EACH
def test_no_text_can_name_a_person(code: str, message: Message) -> None:
    used = _placeholders(*_texts(message))

    assert used <= ALLOWED
    assert "name" not in used or code.startswith("EMPLOYER_")


def test_a_brace_in_what_is_passed_is_only_text() -> None:
    message = MESSAGES["EMPLOYER_CODE_FOUND"]

    text = message.text("en", {"nmbrs_id": "7", "number": "1", "name": "{nmbrs_id} & {0}", "known": ""})

    assert "{nmbrs_id} & {0}" in text


def test_a_line_of_an_earlier_version_is_told_with_what_it_has() -> None:
    assert MESSAGES["ABSENCE_INVALID"].text("en", {}).startswith("Absence row of employee ? has no valid")


def test_the_text_is_in_the_language_asked_for() -> None:
    message = MESSAGES["CLASSIFICATION_UNKNOWN"]

    assert (message.nl, message.nl_next) == (message.text("nl", {}), message.next_step("nl", {}))
    assert (message.en, message.en_next) == (message.text("en", {}), message.next_step("en", {}))


def test_every_stream_has_a_column_of_its_own_in_the_report() -> None:
    assert set(Stream) == set(TOPIC)
    assert set(Topic) - {Topic.GENERAL} == set(TOPIC.values())
