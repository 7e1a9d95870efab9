"""A client that was generated from the contract does the job of the article, knowing nothing else of us."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from openapi_python_client import generate
from openapi_python_client.config import Config, ConfigFile, MetaType

from app.demo.article import REPORT_RECIPIENT, WEEKDAYS
from app.demo.stage import Stage
from tests.conftest import ROOT
from tests.databases import Databases
from tests.e2e.demonstration import staged

NAME = "nmbrs_client"
SET_UP, CODES = "tag3_employers_and_account", "tag4_employer_codes"
CLASSIFICATIONS, RUNS, RECORDS = "tag5_absence_classifications", "tag6_configurations_and_runs", "records"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the client is, freshly generated. The generator reads the file and asks nobody."""
    folder = tmp_path_factory.mktemp("generated")
    config = Config.from_sources(
        ConfigFile(post_hooks=[]),  # they only make the code prettier
        meta_type=MetaType.NONE,
        document_source=ROOT / "openapi" / "openapi.json",
        file_encoding="utf-8",
        overwrite=False,
        output_path=folder / NAME,
    )
    told = [f"{each.level} {each.header}: {each.detail}" for each in generate(config=config)]
    assert [] == told, "the generator does not understand a part of the contract"
    return folder


@pytest.fixture
def client(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The package, for this test alone."""
    monkeypatch.syspath_prepend(folder)
    yield import_module(NAME)
    for name in [each for each in sys.modules if each.partition(".")[0] == NAME]:
        del sys.modules[name]


@pytest.fixture
def stage(tmp_path: Path, sqlite_databases: Databases) -> Iterator[Stage]:
    """The service with nothing in it. One database will do: the client cannot see which."""
    url = sqlite_databases.empty()
    with staged(tmp_path / "demo", url) as stage:
        yield stage
    sqlite_databases.drop(url)


class Job:
    """The job of the article, section by section, in the types of the client."""

    def __init__(self, client: ModuleType, stage: Stage) -> None:
        self.models: Any = import_module(f"{NAME}.models")
        self.customer = stage.customer
        self._http = client.AuthenticatedClient(
            base_url=stage.address,
            token=stage.key,
            timeout=60,
            raise_on_unexpected_status=True,
            httpx_args={"trust_env": False},
        )

    def ask(self, group: str, route: str, *args: Any, **kwargs: Any) -> Any:
        """What a route answers, in a type of the client; a problem fails the test."""
        return self.ask_with_headers(group, route, *args, **kwargs).parsed

    def ask_with_headers(self, group: str, route: str, *args: Any, **kwargs: Any) -> Any:
        module = import_module(f"{NAME}.api.{group}.{route}")
        answer = module.sync_detailed(*args, client=self._http, **kwargs)
        assert answer.parsed is not None
        assert not isinstance(answer.parsed, self.models.Problem), answer.parsed
        return answer

    def close(self) -> None:
        self._http.get_httpx_client().close()

    def account(self) -> tuple[dict[str, str], str]:
        """Section 3: employers by name, and the account."""
        models, customer = self.models, self.customer
        employers = {
            name: self.ask(SET_UP, "create_employer", body=models.EmployerCreate(name=name)).id
            for name in customer.companies
        }
        group = self.ask(SET_UP, "create_employer_group", body=models.GroupCreate(name="Voorbeeldgroep"))
        members = models.GroupEmployers(employer_ids=list(employers.values()))
        assert (
            members.employer_ids
            == self.ask(SET_UP, "set_group_employers", group.id, body=members).employer_ids
        )
        body = models.AccountCreate(
            name="Nmbrs Voorbeeldgroep",
            username=customer.username,
            token=customer.token,
            domain=customer.domain,
            report_recipients=[REPORT_RECIPIENT],
            authorization=models.Authorization(
                scope=models.AuthorizationScope.EMPLOYER_GROUP, employer_group_id=group.id
            ),
            authorised_employer_count=len(employers),
        )
        account = self.ask(SET_UP, "create_account", body=body)
        assert self.ask(SET_UP, "check_account", account.id).ok
        return employers, account.id

    def employer_codes(self, account: str, employers: dict[str, str]) -> None:
        """Section 4: discover, assign, archive."""
        models = self.models
        body = models.ConfigurationCreate(
            data_stream="Werkgevercodes",
            option=models.ConfigurationCreateOption.NMBRS_EMPLOYER_CODES,
            mail_level=models.ConfigurationCreateMailLevel.ALL,
        )
        configuration = self.ask(RUNS, "create_configuration", account, body=body)
        assert "succeeded" == self.run(configuration.id).status.value
        found = self.ask(CODES, "show_employer_codes", account).items
        assignments = [
            models.Assignment(nmbrs_id=each.nmbrs_id, employer_id=employers[each.name]) for each in found
        ]
        assigned = self.ask(
            CODES, "assign_employer_codes", account, body=models.Assignments(assignments=assignments)
        )
        assert {"linked"} == {each.state.value for each in assigned.items}
        read = self.ask_with_headers(RUNS, "show_configuration", configuration.id)
        archived = self.ask(RUNS, "archive_configuration", configuration.id, if_match=read.headers["ETag"])
        assert archived.archived_at is not None

    def classifications(self, employers: dict[str, str]) -> None:
        """Section 5, option 1."""
        for employer in employers.values():
            linked = self.ask(CLASSIFICATIONS, "link_nmbrs_classifications", employer)
            assert 7 == len(linked.classification_ids)

    def configuration(self, account: str) -> str:
        """Section 6: the import."""
        models = self.models
        body = models.ConfigurationCreate(
            data_stream="Afdelingen, werknemers en verzuim",
            option=models.ConfigurationCreateOption.NMBRS_EMPLOYEE,
            import_wages=True,
            mail_level=models.ConfigurationCreateMailLevel.WARNINGS,
            weekdays=[models.ConfigurationCreateWeekdaysItem(day) for day in WEEKDAYS],
            times=["06:30", "12:30", "18:30"],
        )
        found: str = self.ask(RUNS, "create_configuration", account, body=body).id
        return found

    def run(self, configuration: str) -> Any:
        """Run it and wait for the outcome."""
        return self.ask(
            RUNS, "start_run", configuration, body=self.models.RunCreate(), prefer="wait=60"
        )  # fmt: skip


@pytest.fixture
def job(client: ModuleType, stage: Stage) -> Iterator[Job]:
    job = Job(client, stage)
    yield job
    job.close()


def test_a_generated_client_does_the_job_of_the_article(job: Job) -> None:
    employers, account = job.account()
    job.employer_codes(account, employers)
    job.classifications(employers)
    run = job.run(job.configuration(account))
    report = job.ask(RUNS, "read_report", run.id)
    people = job.ask(RECORDS, "list_employees", employer_id=employers[job.customer.companies[0]])

    created = {stream: counts.created for stream, counts in run.counts.additional_properties.items()}
    assert "succeeded_with_warnings" == run.status.value
    assert 0 < min(created.values())
    assert set(employers) == {each.name for each in report.employers}
    assert sum(report.levels.additional_properties.values()) == report.lines_total
    assert created["employees"] > len(people.items) > 0
