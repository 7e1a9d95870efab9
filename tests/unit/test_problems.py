"""Every refusal has its text in both languages, and is given what that text asks for.

Read from the source of `app/`: a code that no test provokes is found as well.
"""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import app
from app import errors, main, problems

SOURCE = Path(app.__file__).parent
# What Nmbrs does wrong ends a run and is told in its report: those texts are in `runs/messages.py`.
CHILDREN = {
    name
    for name, value in vars(errors).items()
    if isinstance(value, type) and issubclass(value, errors.AppError) and value is not errors.SourceError
}


@dataclass(frozen=True)
class Refusal:
    """One place in the source where a code is given to a caller."""

    place: str
    code: str
    params: frozenset[str]


def _calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Every call of a plain or dotted name in our source, with its place."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                yield f"{path.relative_to(SOURCE)}:{node.lineno}", name, node


def _refusals() -> list[Refusal]:
    found = []
    for place, name, call in _calls():
        if name in CHILDREN:
            assert call.args, f"{place}: a refusal has a code"
            code = call.args[0]
            assert isinstance(code, ast.Constant), f"{place}: the code is no literal"
            assert isinstance(code.value, str), place
            given = frozenset(keyword.arg or "**" for keyword in call.keywords)
            found.append(Refusal(place, code.value, given - {"field"}))
    return found


def _without_an_error() -> set[str]:
    """The codes of answers that no error of ours stands for: wrong paths, wrong bodies, bugs."""
    literal = {
        argument.value
        for _, name, call in _calls()
        if name == "refuse"
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    return literal | set(main.CODE_BY_STATUS.values())


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def test_every_code_has_a_text_and_every_text_a_use() -> None:
    assert {refusal.code for refusal in _refusals()} | _without_an_error() == set(problems.TEXTS)


def test_every_refusal_is_given_what_its_text_asks_for() -> None:
    missing = {
        refusal.place: _placeholders(problems.TEXTS[refusal.code][0]) - refusal.params
        for refusal in _refusals()
    }

    assert {} == {place: names for place, names in missing.items() if names}


@pytest.mark.parametrize("code", sorted(problems.TEXTS))
def test_both_languages_say_the_same_things_and_end_as_sentences(code: str) -> None:
    english, dutch = problems.TEXTS[code]

    assert english != dutch
    assert _placeholders(english) == _placeholders(dutch)
    assert english.endswith(".")
    assert dutch.endswith(".")


def test_language_is_dutch_or_else_english() -> None:
    english, dutch = problems.TEXTS["NOT_FOUND"]

    assert [dutch, english, english] == [problems.text("NOT_FOUND", each, {}) for each in ("nl", "en", "fr")]
