"""The fixtures every other test stands on."""

from __future__ import annotations

import socket
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from pytest_socket import SocketConnectBlockedError

from app import models
from app.database import Database
from app.settings import Settings
from tests.nmbrs_control import Nmbrs

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_each_test_has_a_migrated_database_of_its_own(database: Database) -> None:
    with database.transaction() as session:
        session.add(models.AbsenceClassification(code="X", name="X", created_at=NOW))

    with database.reading() as session:
        count = session.scalar(sa.select(sa.func.count()).select_from(models.AbsenceClassification))

    assert 8 == count


def test_another_test_sees_nothing_of_it(database: Database) -> None:
    with database.reading() as session:
        count = session.scalar(sa.select(sa.func.count()).select_from(models.AbsenceClassification))

    assert 7 == count


def test_the_settings_are_those_of_the_example_with_this_tests_database_and_nmbrs(
    settings: Settings, database_url: str, nmbrs: Nmbrs
) -> None:
    assert ("development", database_url, nmbrs.soap_url) == (
        settings.environment,
        settings.database_url,
        settings.nmbrs_soap_url,
    )


def test_nmbrs_starts_empty_and_does_as_told(nmbrs: Nmbrs) -> None:
    company = nmbrs.add_company("Testbedrijf 1")
    employee = nmbrs.hire(company, first_name="Anna")

    assert [company] == [each["id"] for each in nmbrs.visible_companies()]
    assert "Anna" == nmbrs.employee(employee)["first_name"]


def test_only_loopback_can_be_reached() -> None:
    with (
        pytest.warns(UserWarning, match="connect"),
        socket.socket() as outside,
        pytest.raises(SocketConnectBlockedError),
    ):
        outside.connect(("192.0.2.1", 80))
