"""What of a live description is drift: also how a call is asked for, and never because of odd types."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import app.nmbrs
from app.nmbrs import drift, operations
from app.nmbrs.drift import Change

OURS = (Path(app.nmbrs.__file__).parent / "contract" / "EmployeeService.wsdl").read_text("utf-8")
SERVICE = operations.EMPLOYEE


def found(text: str) -> set[tuple[str, str, Change]] | None:
    differences = drift.differences(SERVICE, text.encode())
    if differences is None:
        return None
    return {(each.operation.name, each.element, each.change) for each in differences}


def test_our_own_description_does_not_differ() -> None:
    assert set() == found(OURS)


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        (
            lambda text: text.replace('name="CompanyID"', 'name="CompanyId"'),
            (operations.DEPARTMENTS.name, "(parameters)", Change.CHANGED),
        ),
        (lambda text: text.replace("/v3/", "/v4/"), (operations.PERSON.name, "(namespace)", Change.CHANGED)),
        (
            lambda text: text.replace("AuthHeaderWithDomain", "AuthHeaderOfAnotherKind"),
            (operations.PERSON.name, "(header)", Change.CHANGED),
        ),
        (
            lambda text: text.replace(
                '<s:element name="End" type="s:dateTime" minOccurs="1"',
                '<s:element name="End" type="s:dateTime" minOccurs="0"',
            ),
            (operations.ABSENCES.name, "Absence.End", Change.CHANGED),
        ),
        (
            lambda text: text.replace(
                '<s:element name="EmployeeType" type="tns:EmployeeType"',
                '<s:element name="EmployeeType" type="s:string"',
            ),
            (operations.EMPLOYEE_TYPES.name, "", Change.CHANGED),
        ),
        (
            lambda text: text.replace('name="Percentage" type="s:int"', 'name="Percentage" type="s:string"'),
            (operations.ABSENCES.name, "Absence.Percentage", Change.CHANGED),
        ),
        (
            lambda text: text.replace('<s:element name="Dossier" ', '<s:element name="Category" '),
            (operations.ABSENCES.name, "Absence.Dossier", Change.GONE),
        ),
        (
            lambda text: text.replace('<s:element name="Dossier" ', '<s:element name="Category" '),
            (operations.ABSENCES.name, "Absence.Category", Change.NEW),
        ),
    ],
    ids=["parameter", "namespace", "header", "optional date", "items", "type", "gone", "new"],
)
def test_change_is_found_where_it_is(
    change: Callable[[str], str], difference: tuple[str, str, Change]
) -> None:
    changed = change(OURS)

    assert changed != OURS
    assert difference in (found(changed) or set())


def test_type_that_contains_itself_is_a_change_and_no_end_of_us() -> None:
    inner = '<s:element name="Id" type="s:int" minOccurs="1" maxOccurs="1"/>'
    itself = '<s:element name="Self" type="tns:Department_V2" minOccurs="0" maxOccurs="1"/>'
    begin = OURS.index('<s:complexType name="Department_V2">')
    text = OURS[:begin] + OURS[begin:].replace(inner, itself + inner, 1)

    assert {name for name, _, _ in found(text) or set()} <= {operations.DEPARTMENTS.name}


@pytest.mark.parametrize("text", ["<a/>", "no xml", "", "<html><body/></html>", OURS[:5000]])
def test_what_is_no_description_is_not_compared(text: str) -> None:
    assert found(text) is None


def test_description_is_not_followed_to_a_file(tmp_path: Path) -> None:
    """A `schemaLocation` is not even looked at: what it names need not be a file that ends."""
    elsewhere = tmp_path / "types.xsd"
    elsewhere.write_text('<s:schema xmlns:s="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:x"/>')
    location = f'<s:import namespace="urn:x" schemaLocation="{elsewhere}"/>'
    marker = 'targetNamespace="https://api.nmbrs.nl/soap/v3/EmployeeService">\n      <s:element'
    text = OURS.replace(marker, marker.replace("\n      <s:element", f"\n      {location}<s:element"), 1)

    assert text != OURS
    assert found(text) is None
