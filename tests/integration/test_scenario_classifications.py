"""Scenario 12 of `domain.md` §11, and what else an import makes of a mapping (manual, section 5)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.conftest import MakeKey
from tests.nmbrs_control import Nmbrs
from tests.suite import Suite

JUNE = date.today().replace(day=1) - timedelta(days=60)  # noqa: DTZ011  (no test depends on the hour)
#: Section 5.1 of the manual, letter for letter → (the code of option 1, a code of the customer's own).
SEVEN = {
    "Ziekte": ("NMBRS_ZIEKTE", "ZIEK"),
    "Ziekte door zwangerschap (vangnet)": ("NMBRS_ZWANGERSCHAP", "ZIEK_ZWANGER"),
    "Ziekte heringetreden arbeidsgehandicapte (vangnet)": ("NMBRS_NO_RISK", "ZIEK_NORISK"),
    "Ziekte door orgaandonatie (vangnet)": ("NMBRS_ORGAANDONATIE", "ZIEK_ORGAANDONATIE"),
    "Adoptie / Pleegzorg": ("NMBRS_ADOPTIE_PLEEGZORG", "WAZO_ADOPTIE_PLEEGZORG"),
    "Ziekte door bevalling": ("NMBRS_BEVALLING", "ZIEK_BEVALLING"),
    "Geen vangnetgeval": ("NMBRS_GEEN_VANGNET", "GEEN_VANGNET"),
}
OPTION_1 = {label: nmbrs for label, (nmbrs, _) in SEVEN.items()}
OPTION_2 = {label: own for label, (_, own) in SEVEN.items()}


class Expert(Suite):
    """An administrator who may see classifications, busy with section 5."""

    def catalogue(self) -> dict[str, str]:
        """Code → id."""
        return {each["code"]: each["id"] for each in self.all("/absence-classifications")}

    def add_own_codes(self) -> None:
        for code in OPTION_2.values():
            body = {"code": code, "name": f"Naam van {code}"}
            self.ask("POST", "/absence-classifications", status=201, json=body)

    def link(self, company: int, *codes: str) -> None:
        """These, and no others."""
        known = self.catalogue()
        body = {"classification_ids": [known[code] for code in codes]}
        self.ask("PUT", f"/employers/{self.employer_ids[company]}/classifications", json=body)

    def map(self, strategy: str, codes: dict[str, str], *, status: int = 200) -> dict[str, Any]:
        pairs = [{"label": label, "code": code} for label, code in codes.items()]
        answer: dict[str, Any] = self.ask(
            "PUT", "/classification-mapping",
            status=status, json={"strategy": strategy, "mappings": pairs}, headers={"If-Match": "*"},
        )  # fmt: skip
        return answer

    def imported(self, dossiers: dict[str, int]) -> dict[str, str]:
        """Label → code of the case that was made of its dossier."""
        codes = {
            case["source_key"].rpartition("/")[2]: case["classification"] for case in self.all("/absences")
        }
        return {label: codes[str(dossier)] for label, dossier in dossiers.items() if str(dossier) in codes}

    def failures(self, run: dict[str, Any]) -> list[tuple[str, str]]:
        """Code and message of what failed."""
        lines = self.report(run)["lines"]
        return [(line["code"], line["message"]) for line in lines if line["level"] == "failure"]


@pytest.fixture
def expert(suite: Suite, make_key: MakeKey) -> Expert:
    return Expert(suite.client, make_key(permissions=["classification"]))


@pytest.fixture
def company(nmbrs: Nmbrs) -> int:
    return nmbrs.add_company("Bakkerij")


def _report_sick(nmbrs: Nmbrs, company: int, *labels: str) -> dict[str, int]:
    """Label → dossier, each of somebody else."""
    shop = nmbrs.add_department(company, "Winkel")
    return {
        label: nmbrs.report_sick(nmbrs.hire(company, department_id=shop), JUNE, dossier=label)
        for label in labels
    }


def test_12_seven_classifications_under_option_1_under_option_2_and_back(
    nmbrs: Nmbrs, expert: Expert, company: int
) -> None:
    dossiers = _report_sick(nmbrs, company, *SEVEN)
    expert.set_up({company: "Bakkerij"})
    expert.add_own_codes()

    # Option 1 with one of the seven not linked: a failure line, and the six others are there.
    expert.link(company, *(code for code in OPTION_1.values() if code != "NMBRS_BEVALLING"))
    six = expert.run()
    assert six["status"] == "partially_applied"
    [(code, message)] = expert.failures(six)
    assert code == "CLASSIFICATION_NOT_LINKED"
    assert "classificatie 'Ziekte door bevalling' is niet gekoppeld aan de werkgever" in message
    assert expert.imported(dossiers).keys() == SEVEN.keys() - {"Ziekte door bevalling"}

    # All seven linked: all seven imported.
    expert.link_classifications(expert.employer_ids[company])
    assert expert.run()["status"] == "succeeded"
    assert expert.imported(dossiers) == OPTION_1
    before = {case["id"]: case for case in expert.all("/absences")}

    # Option 2 with six of the seven mapped cannot be activated, and nothing has changed.
    six_mapped = {label: code for label, code in OPTION_2.items() if label != "Geen vangnetgeval"}
    refused = expert.map("standard", six_mapped, status=422)
    assert (refused["code"], refused["labels"]) == (
        "CLASSIFICATION_MAPPING_INCOMPLETE",
        "'Geen vangnetgeval'",
    )
    assert expert.ask("GET", "/classification-mapping")["strategy"] == "nmbrs"
    assert expert.changes(expert.run()) == []

    # With seven mapped and linked, the same cases get the customer's codes: a preview shows it first.
    mapped = expert.map("standard", OPTION_2)
    body = {"classification_ids": mapped["classification_ids"]}
    expert.ask("PUT", f"/employers/{expert.employer_ids[company]}/classifications", json=body)
    preview = expert.run(mode="preview")
    assert expert.imported(dossiers) == OPTION_1
    assert sorted(change["fields"]["classification"] for change in expert.changes(preview)) == sorted(
        [nmbrs_code, own] for nmbrs_code, own in SEVEN.values()
    )
    applied = expert.run()
    assert (applied["status"], applied["counts"]["absences"]["updated"]) == ("succeeded", 7)
    assert {(change["operation"], change["reason"]) for change in expert.changes(applied)} == {
        ("update", "ABSENCE_UPDATED")
    }
    assert expert.imported(dossiers) == OPTION_2
    assert expert.changes(expert.run()) == []

    # Only the code has changed: leave is still leave, and the safety net is what the label says.
    moved = ("classification", "updated_at")
    assert {
        case["id"]: {name: value for name, value in case.items() if name not in moved}
        for case in expert.all("/absences")
    } == {
        key: {name: value for name, value in case.items() if name not in moved}
        for key, case in before.items()
    }

    # Back to option 1, with the mapping kept for another time.
    back = expert.map("nmbrs", OPTION_2)
    expert.link_classifications(expert.employer_ids[company])
    expert.run()
    assert (back["strategy"], len(back["mappings"])) == ("nmbrs", 7)
    assert expert.imported(dossiers) == OPTION_1


def test_a_mapped_code_must_be_linked_to_the_employer_as_well(
    nmbrs: Nmbrs, expert: Expert, company: int
) -> None:
    _report_sick(nmbrs, company, "Ziekte", "Geen vangnetgeval")
    expert.set_up({company: "Bakkerij"})  # links the seven of option 1, which no longer serve
    expert.add_own_codes()
    expert.map("standard", OPTION_2)

    unlinked = expert.run()
    expert.link(company, "ZIEK", "GEEN_VANGNET")
    linked = expert.run()

    assert unlinked["status"] == "partially_applied"
    assert {(code, message.rpartition(":")[2]) for code, message in expert.failures(unlinked)} == {
        ("CLASSIFICATION_NOT_LINKED", f" classificatie '{label}' is niet gekoppeld aan de werkgever")
        for label in ("Ziekte", "Geen vangnetgeval")
    }
    assert (linked["status"], len(expert.all("/absences"))) == ("succeeded", 2)


def test_what_loses_its_code_stays_as_it_was(nmbrs: Nmbrs, expert: Expert, company: int) -> None:
    dossiers = _report_sick(nmbrs, company, "Ziekte", "Zwangerschapverlof")
    expert.set_up({company: "Bakkerij"})
    expert.add_own_codes()
    expert.map("standard", {**OPTION_2, "Zwangerschapverlof": "WAZO_ADOPTIE_PLEEGZORG"})
    expert.link(company, *OPTION_2.values())
    expert.run()
    state = expert.all("/absences")

    expert.map("standard", OPTION_2)
    runs = [expert.run() for _ in range(3)]

    assert expert.imported(dossiers) == {"Ziekte": "ZIEK", "Zwangerschapverlof": "WAZO_ADOPTIE_PLEEGZORG"}
    assert [run["status"] for run in runs] == ["partially_applied"] * 3
    assert expert.all("/absences") == state


def test_other_labels_are_imported_once_they_are_mapped_and_an_unknown_text_never(
    nmbrs: Nmbrs, expert: Expert, company: int
) -> None:
    others = {"Zwangerschapverlof": "VERLOF", "Pleegzorgverlof (WAZO)": "VERLOF", "Overige oorzaken": "ZIEK"}
    dossiers = _report_sick(nmbrs, company, *others)
    nmbrs.report_sick(nmbrs.hire(company), JUNE, dossier="zwangerschapverlof")
    nmbrs.report_sick(nmbrs.hire(company), JUNE, dossier="Griep")
    expert.set_up({company: "Bakkerij"})
    expert.add_own_codes()
    expert.ask("POST", "/absence-classifications", status=201, json={"code": "VERLOF", "name": "Verlof"})
    expert.link(company, *OPTION_2.values(), "VERLOF")

    under_option_1 = expert.run()
    expert.map("standard", OPTION_2)
    not_mapped = expert.run()
    expert.map("standard", OPTION_2 | others)
    mapped = expert.run()

    lines = expert.failures(not_mapped)
    assert sorted(code for code, _ in lines) == ["CLASSIFICATION_NOT_MAPPED"] * 3 + ["CLASSIFICATION_UNKNOWN"]
    [leave] = [message for _, message in lines if "'Zwangerschapverlof'" in message]
    assert leave.startswith("Verzuim niet verwerkt (een of meer gevallen)")
    assert expert.failures(under_option_1) == expert.failures(not_mapped)
    assert [code for code, _ in expert.failures(mapped)] == ["CLASSIFICATION_UNKNOWN"]
    assert expert.imported(dossiers) == others
    assert sorted(case["kind"] for case in expert.all("/absences")) == ["leave", "leave", "leave", "sickness"]


def test_the_mapping_is_that_of_every_employer(nmbrs: Nmbrs, expert: Expert, company: int) -> None:
    butcher = nmbrs.add_company("Slagerij")
    for each in (company, butcher):
        _report_sick(nmbrs, each, "Ziekte")
    expert.set_up({company: "Bakkerij", butcher: "Slagerij"})
    expert.add_own_codes()

    expert.map("standard", OPTION_2)
    for each in (company, butcher):
        expert.link(each, "ZIEK")
    expert.run()

    assert [case["classification"] for case in expert.all("/absences")] == ["ZIEK", "ZIEK"]
