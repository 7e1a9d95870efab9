"""Fault numbers and statuses become errors by who must act, and errors survive the engine."""

from __future__ import annotations

import copy
import pickle

import pytest

from app.errors import SourceError
from app.nmbrs import errors
from app.nmbrs.errors import (
    CredentialsRejected,
    NmbrsDown,
    NmbrsUnavailable,
    NmbrsUnreadable,
    PermissionMissing,
    ReadFailed,
)

SAID = "Server was unable to process request. ---> {0}: Unauthorized access for Jansen"


@pytest.mark.parametrize(
    ("number", "kind", "code"),
    [
        (1001, CredentialsRejected, "CREDENTIALS_REJECTED"),
        (1002, PermissionMissing, "SOURCE_UNAUTHORISED"),
        (1003, PermissionMissing, "SOURCE_UNAUTHORISED"),
        (1004, CredentialsRejected, "CREDENTIALS_REJECTED"),
        (1006, NmbrsUnavailable, "SOURCE_UNAVAILABLE"),
        (2003, PermissionMissing, "SOURCE_UNAUTHORISED"),
        (2004, PermissionMissing, "SOURCE_UNAUTHORISED"),
        (2009, PermissionMissing, "SOURCE_UNAUTHORISED"),
        (2006, NmbrsUnreadable, "SOURCE_UNREADABLE"),
        (4711, NmbrsUnreadable, "SOURCE_UNREADABLE"),
        (9999, NmbrsUnavailable, "SOURCE_UNAVAILABLE"),
    ],
)
def test_fault_number_decides_who_must_act(number: int, kind: type, code: str) -> None:
    error = errors.from_fault("Absence_GetList", SAID.format(number), by_client=False)

    assert (kind, code, "Absence_GetList") == (type(error), error.code, error.operation)


@pytest.mark.parametrize(
    "text",
    [
        "Unable to handle request without a valid action parameter.",
        "---> Invalid combination email/password",
        "1001: without an arrow",
        "",
    ],
)
def test_fault_without_a_number_is_drift_of_the_contract(text: str) -> None:
    assert NmbrsUnreadable is type(errors.from_fault("List_GetAll", text, by_client=False))


def test_first_of_several_numbers_counts_across_lines() -> None:
    text = "Server was unable.\n--->\n 1002: Unauthorized\n---> 9999: Unkown"

    error = errors.from_fault("List_GetAll", text, by_client=False)

    assert isinstance(error, PermissionMissing)
    assert 1002 == error.fault


@pytest.mark.parametrize("number", [1001, 1002, 4711, 9999])
def test_error_never_repeats_what_nmbrs_said(number: int) -> None:
    error = errors.from_fault("Absence_GetList", SAID.format(number), by_client=False)

    said = f"{error} {error!r} {error.args} {vars(error)}"

    assert "Jansen" not in said
    assert "Unauthorized" not in said


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, CredentialsRejected),
        (403, PermissionMissing),
        (302, NmbrsUnavailable),
        (404, NmbrsUnavailable),
        (429, NmbrsUnavailable),
        (503, NmbrsUnavailable),
    ],
)
def test_status_without_soap_decides_who_must_act(status: int, kind: type) -> None:
    assert kind is type(errors.from_status("List_GetAll", status))


@pytest.mark.parametrize(
    ("fault", "closed_for_all"),
    [(1002, True), (3001, True), (2004, True), (2003, False), (1003, False)],
)
def test_only_some_refusals_close_an_operation_for_everybody(fault: int, closed_for_all: bool) -> None:
    assert closed_for_all is PermissionMissing("Absence_GetList", fault=fault).of_operation


@pytest.mark.parametrize("kind", [CredentialsRejected, NmbrsDown])
def test_error_that_ends_a_run_can_be_stored_by_the_engine(kind: type[SourceError]) -> None:
    error = kind("SOME_CODE", operation="List_GetAll")

    for again in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):  # noqa: S301  # ours
        found = type(again), again.code, again.operation, again.params
        assert (kind, "SOME_CODE", "List_GetAll", {"operation": "List_GetAll"}) == found


@pytest.mark.parametrize("kind", [PermissionMissing, NmbrsUnavailable, NmbrsUnreadable])
def test_failed_read_can_be_stored_by_the_engine(kind: type[ReadFailed]) -> None:
    error = kind("List_GetAll", fault=1, status=2, reason="Three")

    again = pickle.loads(pickle.dumps(error))  # noqa: S301  # ours

    assert (kind, str(error), vars(error)) == (type(again), str(again), vars(again))


def test_wait_that_was_asked_for_survives_as_well() -> None:
    error = NmbrsUnavailable("List_GetAll", status=429)
    error.retry_after = 7.0

    assert 7.0 == pickle.loads(pickle.dumps(error)).retry_after  # noqa: S301  # ours
