"""No file names a package index or a folder of the machine it was written on."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

# Spelled so that this file does not find itself.
FOREIGN = re.compile(
    r"(?<![\w.$}/])/(?:work|root|home|Users|opt|private)/\w"
    r"|(?:py[p]i\.(?:org|io)|python[h]osted|registry\.n[p]mjs|/simp[l]e/)"
    r"|--(?:extra-)?index[-]url[ =]"
)


def files(folder: Path, ignored: frozenset[str]) -> Iterator[Path]:
    """Every file that could be committed: nothing ignored, no virtual environment of any name."""
    for path in sorted(folder.iterdir()):
        if any(fnmatch(path.name, pattern) for pattern in ignored):
            continue
        if not path.is_dir():
            yield path
        elif not (path / "pyvenv.cfg").exists():
            yield from files(path, ignored)


def names_ignored(folder: Path) -> frozenset[str]:
    """The names in `.gitignore`, which all hold at any depth, and git's own folder."""
    listed = folder / ".gitignore"
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []
    return frozenset({".git", *(line.rstrip("/") for line in lines if line.strip())})


def problems(folder: Path) -> list[str]:
    """File and line of everything that only fits one machine."""
    found = []
    for file in files(folder, names_ignored(folder)):
        text = file.read_text(encoding="utf-8", errors="ignore")
        for number, line in enumerate(text.splitlines(), start=1):
            if FOREIGN.search(line):
                found.append(f"{file.relative_to(folder)}:{number}: fits one machine only")
    return found


if __name__ == "__main__":
    sys.exit("\n".join(problems(Path())) or None)
