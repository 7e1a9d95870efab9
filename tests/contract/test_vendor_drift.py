"""The description that a live Nmbrs gives of itself, hundreds of operations long, is compared with ours."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from app.nmbrs import drift, operations
from app.nmbrs.drift import Change, Difference
from tests.contract.nmbrs_wsdl import WSDL, XSD, Definition
from tests.contract.vendor_files import SERVICES, VendorFiles


def differences(definition: Definition, service: str) -> list[Difference]:
    found = drift.differences(service, etree.tostring(definition.root))
    assert found is not None, "not understood"
    return list(found)


@pytest.mark.parametrize("service", SERVICES)
def test_live_description_that_we_know_shows_no_drift(service: str, vendor: VendorFiles) -> None:
    assert [] == differences(vendor.definition(service), service)


def changed(definition: Definition, kind: str, name: str) -> Any:
    """A part of the vendor's schema to change."""
    [found] = (each for each in definition.schema.iter(f"{XSD}{kind}") if each.get("name") == name)
    return found


def test_new_renamed_and_retyped_elements_are_drift(vendor: VendorFiles) -> None:
    definition = vendor.definition("EmployeeService")
    absence = changed(definition, "complexType", "Absence").find(f"{XSD}sequence")
    fields = {each.get("name"): each for each in absence}
    fields["Percentage"].set("type", "s:decimal")
    fields["Dossier"].set("name", "DossierText")

    found = differences(definition, "EmployeeService")

    for operation, record in [
        (operations.ABSENCES, "Absence"),
        (operations.ALL_ABSENCES, "EmployeeAbsence"),
    ]:
        assert {
            Difference(operation, f"{record}.Percentage", Change.CHANGED),
            Difference(operation, f"{record}.Dossier", Change.GONE),
            Difference(operation, f"{record}.DossierText", Change.NEW),
        } <= set(found)
    assert {operations.ABSENCES, operations.ALL_ABSENCES} == {each.operation for each in found}


def test_renamed_item_of_a_list_is_drift(vendor: VendorFiles) -> None:
    """This is what v3 did to contracts once."""
    definition = vendor.definition("EmployeeService")
    items = changed(definition, "complexType", "ArrayOfEmployeeContractItemGlobal")
    items.find(f"{XSD}sequence")[0].set("name", "EmployeeContractItem")

    found = differences(definition, "EmployeeService")

    assert [(operations.CONTRACTS, Change.CHANGED)] == [(each.operation, each.change) for each in found]


def test_operation_that_is_no_longer_offered_is_drift(vendor: VendorFiles) -> None:
    definition = vendor.definition("EmployeeService")
    for each in list(definition.root.iter(f"{WSDL}operation")):
        if each.get("name") in ("Absence_GetList", operations.FUNCTIONS.name):
            each.getparent().remove(each)

    assert [Difference(operations.ABSENCES, "", Change.GONE)] == differences(definition, "EmployeeService")
