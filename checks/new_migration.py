"""Writes the next migration from what the models say and the migrations do not. Used by `make migration`."""

from __future__ import annotations

import sys
import tempfile

from alembic import command

from app import migrations


def main(message: str) -> None:
    if not message.strip():
        sys.exit('Say what it does: make migration m="Add the end of a contract"')
    number = int(migrations.newest_revision() or "0") + 1
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/scratch.db"
        migrations.upgrade(url)
        command.revision(migrations.config(url), message, autogenerate=True, rev_id=f"{number:04d}")


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
