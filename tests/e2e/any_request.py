"""Every kind of request that the contract allows, and many that it does not, sent by schemathesis.

Whatever is sent, the service must not fail, and must answer with what the contract says: status, media
type, headers and body. Seeded, so that a search can be repeated.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import httpx

from app import examples
from app.demo.stage import Stage

#: Of valid forms too the service refuses what cannot be true, with 404, 409, 412 or 422.
NOT_PROMISED = "positive_data_acceptance"
KEY_OF_CALLER = "revoke_api_key"
VALUES = {
    "versions": ["*", '"1"'],
    "accounts": [examples.ACCOUNT, examples.SPARE_ACCOUNT],
    "configurations": [examples.CONFIGURATION, examples.DISCOVERY],
    "employees": [examples.EMPLOYEE],
    "employers": [str(each) for each in examples.EMPLOYERS],
    "groups": [examples.GROUP],
    "runs": [examples.RUN],
}
PARAMETERS = {
    "header.If-Match": "versions",
    "path.account_id": "accounts",
    "path.configuration_id": "configurations",
    "path.employee_id": "employees",
    "path.employer_id": "employers",
    "path.group_id": "groups",
    "path.run_id": "runs",
    "query.employee_id": "employees",
    "query.employer_id": "employers",
}


@dataclass(frozen=True)
class Search:
    """One search by one caller: how many requests by chance for each route, and by which seed."""

    role: str
    examples: int
    seed: int
    phases: str = "coverage,fuzzing"
    routes: tuple[str, ...] = (f"--exclude-operation-id={KEY_OF_CALLER}",)


@dataclass(frozen=True)
class Found:
    """What a search saw. `faults` is empty or what a person reads to repeat them."""

    requests: int
    faults: str


def searches(examples_per_route: int, seed: int) -> list[Search]:
    """Every role. The route that may take the caller's own key away comes last, by a caller of its own."""
    everything = Search("admin", examples_per_route, seed)
    return [
        everything,
        *(replace(everything, role=role, phases="fuzzing") for role in ("operator", "reader")),
        replace(everything, routes=(f"--include-operation-id={KEY_OF_CALLER}",)),
    ]


def perform(search: Search, stage: Stage, folder: Path) -> Found:
    """Search the service of `stage` with a key of its own; `folder` is for what schemathesis writes."""
    folder.mkdir(parents=True)
    key = _new_key(stage, search.role)
    (folder / "schemathesis.toml").write_text(_configuration(search, key), encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - a tool of ours
        [
            sys.executable, "-m", "schemathesis.cli", "--no-color", "run", f"{stage.address}/openapi.json",
            f"--phases={search.phases}", f"--max-examples={search.examples}", *search.routes,
            "--checks=all", f"--exclude-checks={NOT_PROMISED}",
            "--generation-database=none", "--continue-on-failure", "--report=json",
            f"--report-json-path={folder / 'report.json'}",
        ],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    report = folder / "report.json"
    told = f"{search}\n{done.stdout}{done.stderr}\n{_bugs(stage)}"
    requests = json.loads(report.read_text())["test_cases"]["generated"] if report.exists() else 0
    return Found(requests, told if done.returncode else "")


def _bugs(stage: Stage) -> str:
    """What the service logged as a bug of ours: type and place, under the id that a problem tells."""
    service = stage.children[-1]
    lines = service.log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(line for line in lines if '"request.failed"' in line)


def _new_key(stage: Stage, role: str) -> str:
    body = {"name": f"search as {role}", "role": role, "permissions": ["classification", "bsn"]}
    headers = {"Authorization": f"Bearer {stage.key}"}
    made = httpx.post(f"{stage.address}/v1/api-keys", json=body, headers=headers, trust_env=False)
    return str(made.raise_for_status().json()["key"])


def _configuration(search: Search, key: str) -> str:
    lines = [
        f"seed = {search.seed}",
        "cache = { enabled = false }",
        # A key that was taken away meanwhile would find nothing. Other roles are refused a lot.
        f"warnings = {{ fail-on = {json.dumps(['missing_auth'] if search.role == 'admin' else [])} }}",
        f'headers = {{ Authorization = "Bearer {key}" }}',
        "[dictionaries]",
        *(f"{name} = {{ values = {json.dumps(values)} }}" for name, values in VALUES.items()),
        "[parameters]",
        *(
            f'"{name}" = {{ dictionary = "{values}", probability = 0.7 }}'
            for name, values in PARAMETERS.items()
        ),
    ]
    return "\n".join(lines) + "\n"
