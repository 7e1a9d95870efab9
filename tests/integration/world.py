"""What the access test looks at: one employer that all but `foreign` reach, and all that belongs to it.

Every request gets things of its own where it would change them, so the order of the table is free.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from app.database import Database
from tests.conftest import MakeKey
from tests.integration.callers import (
    Api,
    account_body,
    configuration_body,
    for_group,
    make_account,
    make_configuration,
    make_employer,
    make_group,
    store_employee,
    store_run,
)

ROLES = ("admin", "operator", "reader")
SCOPES = ("all", "own", "group", "foreign")


@dataclass
class World:
    """Ids of what is there; methods make what a request uses up."""

    api: Api
    database: Database
    employer_id: str
    group_id: str
    account_id: str
    configuration_id: str
    run_id: str
    employee_id: str
    suite_employee_id: str

    def path(self, template: str) -> str:
        """The address with the ids of this world."""
        return template.format(**vars(self), key_id=self.fresh_key() if "{key_id}" in template else "")

    def fresh_account(self) -> str:
        return make_account(self.api, authorization=for_group(self.group_id))

    def fresh_configuration(self) -> str:
        return make_configuration(self.api, self.account_id)

    def fresh_suite_employee(self) -> str:
        path, suite_id = f"/employers/{self.employer_id}/employees", uuid4().hex
        self.api.made(path, {"employees": [{"suite_id": suite_id, "nmbrs_id": suite_id}]})
        return self.api.ids(path)[-1]

    def fresh_key(self) -> str:
        key: str = self.api.made("/api-keys", {"name": "x", "role": "reader"})["id"]
        return key

    def body(self, route: str) -> Any:
        """A body that is right for whoever may send it."""
        bodies: dict[str, Any] = {
            "POST /employers": {"name": "x"},
            "PATCH /employers/{employer_id}": {"name": "x"},
            "POST /employers/{employer_id}/employees": {"employees": [{"suite_id": uuid4().hex}]},
            "POST /employer-groups": {"name": "x"},
            "PATCH /employer-groups/{group_id}": {"name": "x"},
            "PUT /employer-groups/{group_id}/employers": {"employer_ids": [self.employer_id]},
            "POST /accounts": account_body(self.employer_id),
            "PATCH /accounts/{account_id}": {"name": "x"},
            "POST /accounts/{account_id}/employer-codes/assign": {
                "assignments": [{"nmbrs_id": "101", "employer_id": self.employer_id}]
            },
            "POST /absence-classifications": {"code": uuid4().hex, "name": "x"},
            "PUT /classification-mapping": {"strategy": "nmbrs", "mappings": []},
            "PUT /employers/{employer_id}/classifications": {"classification_ids": []},
            "POST /accounts/{account_id}/configurations": configuration_body(),
            "PATCH /configurations/{configuration_id}": {"mail_level": "all"},
            "POST /configurations/{configuration_id}/runs": {"mode": "preview"},
            "POST /api-keys": {"name": "x", "role": "reader"},
        }
        return bodies.get(route)


def make_world(api: Api, database: Database) -> World:
    """An employer in a group, an account for that group, and what an import of it leaves behind."""
    employer = make_employer(api, code="101")
    group = make_group(api, [employer])
    account = make_account(api, authorization=for_group(group))
    configuration = make_configuration(api, account)
    run = store_run(database, account_id=account, configuration_id=configuration)
    discovery = make_configuration(api, account, option="nmbrs_employer_codes")
    store_run(
        database, account_id=account, configuration_id=discovery, option="nmbrs_employer_codes",
        found=[(101, 1, "Testbedrijf 1")],
    )  # fmt: skip
    employee = store_employee(database, employer, run)
    world = World(api, database, employer, group, account, configuration, run, employee, "")
    world.suite_employee_id = world.fresh_suite_employee()
    return world


def make_callers(world: World, make_key: MakeKey) -> dict[tuple[str, str], Api]:
    """One caller for every role and scope."""
    foreign = make_employer(world.api)
    scopes: dict[str, dict[str, list[str]]] = {
        "all": {},
        "own": {"employers": [world.employer_id]},
        "group": {"groups": [world.group_id]},
        "foreign": {"employers": [foreign]},
    }
    return {
        (role, scope): world.api.by(make_key(role, **scopes[scope])) for role in ROLES for scope in SCOPES
    }
