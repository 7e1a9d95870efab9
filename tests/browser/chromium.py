"""A Chromium to drive: the one of `CHROMIUM`, one on the PATH, or the one npm packs for machines without."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGE = "@sparticuz/chromium"
UNPACK = f"import chromium from '{PACKAGE}'; console.log(await chromium.executablePath());"
#: Without any font it crashes; its own list of folders fits the machines it was packed for.
FONTS = (
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
    "<dir>/usr/share/fonts</dir><dir>{}</dir><cachedir>{}</cachedir></fontconfig>"
)
#: Of no use to a test, and each asks somebody elsewhere.
QUIET = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
)


@dataclass(frozen=True)
class Chromium:
    """Where it is, and what its environment needs beside ours."""

    path: str
    environment: dict[str, str] = field(default_factory=dict)


def find(folder: Path) -> Chromium:
    """The first there is; `folder` keeps what npm brings."""
    named = os.environ.get("CHROMIUM")
    if named:
        assert shutil.which(named), f"CHROMIUM={named} cannot be run"
        return Chromium(named)
    for name in NAMES:
        if found := shutil.which(name):
            return Chromium(found)
    assert shutil.which("npm"), "no Chromium: install one, name one in CHROMIUM, or install npm"
    return _of_npm(folder)


def _of_npm(folder: Path) -> Chromium:
    """The package's binary with the libraries and fonts it brings for a machine that has none."""
    unpacked = folder / "unpacked"
    unpacked.mkdir(parents=True, exist_ok=True)
    if not (folder / "node_modules" / PACKAGE).exists():
        arguments = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), PACKAGE]
        subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    # It unpacks into the folder for temporary files, and its libraries only where it takes itself to be
    # in such a function.
    told = {**os.environ, "TMPDIR": str(unpacked), "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs22.x"}
    arguments = ["node", "--input-type=module", "--eval", UNPACK]
    done = subprocess.run(arguments, cwd=folder, env=told, check=True, capture_output=True, text=True)  # noqa: S603
    fonts = unpacked / "fonts.conf"
    fonts.write_text(FONTS.format(unpacked / "fonts", unpacked / "fonts-cache"), encoding="utf-8")
    brought = {"LD_LIBRARY_PATH": str(unpacked / "al2023" / "lib"), "FONTCONFIG_FILE": str(fonts)}
    return Chromium(done.stdout.strip(), brought)
