"""No file names a package index or a folder of the machine it was written on."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

SKIPPED_FOLDERS = frozenset({".git", "var", "__pycache__"})
# Spelled so that this file does not find itself.
FOREIGN = re.compile(
    r"(?<![\w.$}/])/(?:work|root|home|Users|opt|private)/\w"
    r"|(?:py[p]i\.(?:org|io)|python[h]osted|registry\.n[p]mjs|/simp[l]e/)"
    r"|--(?:extra-)?index[-]url[ =]"
)


def files(folder: Path) -> Iterator[Path]:
    """Every file that could be committed: no caches, no virtual environment."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            cache = (path / "CACHEDIR.TAG").exists() or (path / "pyvenv.cfg").exists()
            if path.name not in SKIPPED_FOLDERS and not cache:
                yield from files(path)
        elif path.name != ".env":
            yield path


def problems(folder: Path) -> list[str]:
    """File and line of everything that only fits one machine."""
    found = []
    for file in files(folder):
        text = file.read_text(encoding="utf-8", errors="ignore")
        for number, line in enumerate(text.splitlines(), start=1):
            if FOREIGN.search(line):
                found.append(f"{file.relative_to(folder)}:{number}: fits one machine only")
    return found


if __name__ == "__main__":
    sys.exit("\n".join(problems(Path())) or None)
