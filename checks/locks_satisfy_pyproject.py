"""Both lock files fulfil `pyproject.toml` as they stand. Nothing is resolved and nothing is asked of the
network, so that a release elsewhere cannot turn this red.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

RUNTIME = Path("requirements.lock")
DEVELOPMENT = Path("requirements-dev.lock")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
MACHINES = (("linux", "Linux", "x86_64"), ("darwin", "Darwin", "arm64"), ("win32", "Windows", "AMD64"))
Environment = dict[str, str]
AN_ADDRESS = re.compile(r"://|^\s*(-i|-f|--(extra-)?index-url|--find-links|--trusted-host)\b")


@dataclass(frozen=True)
class Entry:
    """One pinned line of a lock file."""

    requirement: Requirement
    hashed: bool

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> Version:
        (pin,) = self.requirement.specifier
        return Version(pin.version)

    def applies(self, environment: Environment) -> bool:
        return _applies(self.requirement, environment)


def environments() -> Iterator[Environment]:
    """The machines a lock must serve: each Python we allow on each kind of system."""
    for python, (platform, system, machine) in product(PYTHONS, MACHINES):
        yield {
            **{name: str(value) for name, value in default_environment().items()},
            "python_version": python,
            "python_full_version": f"{python}.0",
            "sys_platform": platform,
            "platform_system": system,
            "platform_machine": machine,
            "platform_python_implementation": "CPython",
            "implementation_name": "cpython",
            "os_name": "nt" if platform == "win32" else "posix",
        }


def entries(lock: str) -> list[Entry]:
    """The pins of a lock file; a pin goes on over lines that end in a backslash."""
    found = []
    for line in lock.replace("\\\n", " ").splitlines():
        text = line.partition("#")[0].strip()
        if text and not text.startswith("-"):
            pin, *options = text.split("--hash=")
            found.append(Entry(Requirement(pin), hashed=bool(options)))
    return found


def unfulfilled(required: Iterable[str], pinned: list[Entry], lock: str) -> Iterator[str]:
    """The requirements for which some machine finds no pin, or one outside the allowed versions."""
    for requirement in map(Requirement, required):
        name = canonicalize_name(requirement.name)
        for environment in environments():
            if not _applies(requirement, environment):
                continue
            pins = [entry for entry in pinned if entry.name == name and entry.applies(environment)]
            if len(pins) != 1 or not requirement.specifier.contains(pins[0].version):
                where = f"Python {environment['python_version']} on {environment['sys_platform']}"
                yield f"{lock} does not fulfil {requirement} for {where}"
                break


def malformed(text: str, pinned: list[Entry], lock: str) -> Iterator[str]:
    """Pins without a hash, and addresses of an index."""
    yield from (f"{lock} has no hash for {entry.name}" for entry in pinned if not entry.hashed)
    yield from (
        f"{lock} names an address: {line.strip()}"
        for line in text.splitlines()
        if AN_ADDRESS.search(line.partition("#")[0])
    )


def problems(pyproject: str, runtime: str, development: str) -> list[str]:
    """What is wrong with the two lock files, one sentence each."""
    project = tomllib.loads(pyproject)
    required = project["project"]["dependencies"]
    required_in_development = [*required, *project["dependency-groups"]["dev"]]
    pinned, pinned_in_development = entries(runtime), entries(development)
    same = {str(entry.requirement) for entry in pinned_in_development}
    return [
        *unfulfilled(required, pinned, RUNTIME.name),
        *unfulfilled(required_in_development, pinned_in_development, DEVELOPMENT.name),
        *malformed(runtime, pinned, RUNTIME.name),
        *malformed(development, pinned_in_development, DEVELOPMENT.name),
        *(
            f"{DEVELOPMENT.name} does not hold {entry.requirement} as {RUNTIME.name} does"
            for entry in pinned
            if str(entry.requirement) not in same
        ),
    ]


def _applies(requirement: Requirement, environment: Environment) -> bool:
    return requirement.marker is None or requirement.marker.evaluate(environment)


if __name__ == "__main__":
    files = (Path("pyproject.toml"), RUNTIME, DEVELOPMENT)
    sys.exit("\n".join(problems(*(file.read_text(encoding="utf-8") for file in files))) or None)
