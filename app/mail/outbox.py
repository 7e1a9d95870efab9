"""Mail without a server: files in a folder, for development and for who collects them."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from pathlib import Path

from app import log
from app.mail.letter import NOT_WRITABLE, Letter, Receipt, compose, is_ascii

logger = log.get(__name__)


@dataclass(frozen=True, slots=True)
class Outbox:
    """Writes each letter as a file with the name of its Message-ID: a second time is no second file."""

    folder: Path
    sender: Address

    @property
    def longest_seconds(self) -> float:
        """A disk takes no time worth naming."""
        return 10.0

    def carry(self, letter: Letter, to: Sequence[str]) -> Receipt:
        """Write the letter, whole or not at all, for its owner alone."""
        message = compose(letter, self.sender, utf8=not all(map(is_ascii, letter.recipients)))
        name = re.sub(r"[^A-Za-z0-9.@_-]", "_", letter.message_id.strip("<>"))
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            new = self.folder / f"{name}.new"
            with open(os.open(new, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
                file.write(message.as_bytes())
                file.flush()
                os.fsync(file.fileno())
            new.replace(new.with_suffix(".eml"))
        except OSError as error:
            logger.warning("mail.outbox.not_writable", exc_info=error)
            return Receipt(code=NOT_WRITABLE, waiting=frozenset(to))
        return Receipt()
