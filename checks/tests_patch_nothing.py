"""No test replaces a part of ours: tests use real entrances and a pretended Nmbrs on a real wire."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

OURS = ("app", "emulator")
PATCHING = frozenset({"setattr", "delattr", "setitem", "delitem", "patch", "object", "dict", "multiple"})


def patches(source: str) -> Iterator[tuple[int, str]]:
    """Line and reason of everything that patches `app` or `emulator`, or could."""
    tree = ast.parse(source)
    ours = set(_names_of_ours(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom) and _imports_mock(node):
            yield node.lineno, "imports a mock library"
        if isinstance(node, ast.Call) and _is_ours(node, ours):
            yield node.lineno, "patches a part of ours"


def _imports_mock(node: ast.Import | ast.ImportFrom) -> bool:
    modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
    names = [each.name for each in node.names] if modules == ["unittest"] else []
    return any(module in ("mock", "unittest.mock") for module in modules) or "mock" in names


def _names_of_ours(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in OURS:
            yield from (each.asname or each.name for each in node.names)
        elif isinstance(node, ast.Import):
            yield from (
                each.asname or each.name.split(".")[0]
                for each in node.names
                if each.name.split(".")[0] in OURS
            )


def _is_ours(call: ast.Call, ours: set[str]) -> bool:
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in PATCHING or not call.args:
        return False
    target = call.args[0]
    if isinstance(target, ast.Constant) and isinstance(target.value, str):
        return target.value.split(".")[0] in OURS
    while isinstance(target, ast.Attribute | ast.Subscript | ast.Call):
        target = target.func if isinstance(target, ast.Call) else target.value
    return isinstance(target, ast.Name) and target.id in ours


def problems(folder: Path) -> list[str]:
    """Every place in the tests of `folder` that patches."""
    return [
        f"{file.relative_to(folder.parent)}:{line}: {reason}"
        for file in sorted(folder.rglob("*.py"))
        for line, reason in patches(file.read_text(encoding="utf-8"))
    ]


if __name__ == "__main__":
    sys.exit("\n".join(problems(Path("tests"))) or None)
