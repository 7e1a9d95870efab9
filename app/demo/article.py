"""Sections 3 to 6 of the article, in its own order and words, as calls of the public API."""

from __future__ import annotations

from typing import Any

from app.demo.api import Api
from app.demo.processes import DemoFailed
from app.demo.screen import Screen
from app.demo.stage import Customer

GOOD = frozenset({"succeeded", "succeeded_with_warnings"})
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"]
REPORT_RECIPIENT = "verzuimbeheer@voorbeeldgroep.example"


class Walk:
    """One walk through the article; each section is a method, in the article's order."""

    def __init__(self, api: Api, screen: Screen, customer: Customer) -> None:
        self._api = api
        self._screen = screen
        self._customer = customer
        self._employers: dict[str, str] = {}

    def all(self) -> str:
        """Walk every section; gives the id of the import's first run."""
        account = self.account()
        self.employer_codes(account)
        self.classifications()
        configuration = self.configuration(account)
        first = self.first_import(configuration)
        self.second_import(configuration)
        self.spare_things()
        return first

    def account(self) -> str:
        """Section 3: employers, their group, and the account."""
        customer, show = self._customer, self._screen
        show.section(3, "Aanmaken account koppeling in Xpert Suite")
        show.step(
            "3.1", "Controleer of je alle gegevens van de klant hebt ontvangen", "Check what was handed over"
        )
        show.done(
            f"{customer.username}, een token, {customer.domain}.nmbrs.nl, {REPORT_RECIPIENT},"
            f" {len(customer.companies)} werkgevers"
        )
        show.step(
            "3.2", "Maak een werkgevergroep aan en koppel deze aan de werkgevers", "Make an employer group"
        )
        for name in customer.companies:
            self._employers[name] = self._api.post("/v1/employers", {"name": name})["id"]
        group = self._api.post("/v1/employer-groups", {"name": "Voorbeeldgroep", "code": "VOORBEELD"})
        members = {"employer_ids": list(self._employers.values())}
        self._api.put(f"/v1/employer-groups/{group['id']}/employers", members)
        show.done(f"Voorbeeldgroep: {', '.join(self._employers)}")

        show.step("3.6", "Klik op nieuw account en vul de gevraagde gegevens in", "Make the account")
        account = self._api.post("/v1/accounts", self._account_body(group["id"]))
        show.done(f"{account['name']} ({account['id']})")
        show.step("+", "Controleer het account: mag het wat het moet mogen?", "Check the account")
        for sentence in self._api.post(f"/v1/accounts/{account['id']}/check")["advice"]:
            show.done(sentence["nl"])
        return str(account["id"])

    def _account_body(self, group_id: str) -> dict[str, Any]:
        return {
            "name": "Nmbrs Voorbeeldgroep",
            "account_type": "hr_system_api",
            "hr_system": "nmbrs",
            "transport": "soap",
            "username": self._customer.username,
            "token": self._customer.token,
            "domain": self._customer.domain,
            "report_recipients": [REPORT_RECIPIENT],
            "authorization": {"scope": "employer_group", "employer_group_id": group_id},
            "authorised_employer_count": len(self._employers),
        }

    def employer_codes(self, account: str) -> None:
        """Section 4: discover the employer codes and assign them."""
        show = self._screen
        show.section(4, "Werkgevercodes ophalen uit Nmbrs en bijwerken in Xpert Suite")
        show.step("4.1", "Klik bij het aangemaakte account op nieuwe configuratie", "Make a configuration")
        configuration = self._api.post(
            f"/v1/accounts/{account}/configurations",
            {"data_stream": "Werkgevercodes", "option": "nmbrs_employer_codes", "mail_level": "all"},
        )
        show.done(str(configuration["data_stream"]))
        show.step("4.2", "Er ontstaat een logverslag met de in te vullen werkgevercodes", "Fetch the codes")
        self._run(configuration["id"], "Werkgevercodes")
        found = self._api.get(f"/v1/accounts/{account}/employer-codes")["items"]
        show.table(
            ("Id", "Number", "Name", "State"),
            ((each["nmbrs_id"], each["number"], each["name"], each["state"]) for each in found),
        )
        show.step("4.3", "Vul de waarde uit de kolom Id in bij de werkgevercode", "Assign the codes")
        assignments = [
            {"nmbrs_id": each["nmbrs_id"], "employer_id": self._employers[each["name"]]} for each in found
        ]
        self._api.post(f"/v1/accounts/{account}/employer-codes/assign", {"assignments": assignments})
        show.done(f"{len(assignments)} werkgevercodes ingevuld")
        show.step("4.4", "Archiveer de gehele configuratie", "Archive the configuration")
        self._api.archive(f"/v1/configurations/{configuration['id']}")
        show.done("gearchiveerd: deze actie hoeft slechts eenmaal")

    def classifications(self) -> None:
        """Section 5, option 1: the seven whose name contains "Nmbrs"."""
        show = self._screen
        show.section(5, "Werkgevergegevens aanvullen met de verzuimclassificaties")
        show.step(
            "5.2", "Selecteer bij de werkgever(s) de 7 verzuimclassificaties", "Link the seven (option 1)"
        )
        for name, employer in self._employers.items():
            self._api.post(f"/v1/employers/{employer}/classifications/nmbrs")
            show.done(name)

    def configuration(self, account: str) -> str:
        """Section 6, first half: the configuration of the import."""
        show = self._screen
        show.section(6, "Ophalen afdelingen, werknemers en verzuim")
        show.step("6.1", "Klik bij het aangemaakte account op nieuwe configuratie", "Make a configuration")
        show.step("6.2", "Vul de gevraagde gegevens in, met dagen en een tijdstip", "With days and times")
        configuration = self._api.post(
            f"/v1/accounts/{account}/configurations",
            {
                "data_stream": "Afdelingen, werknemers en verzuim",
                "option": "nmbrs_employee",
                "import_departments": True,
                "import_employees": True,
                "import_absence": True,
                "import_wages": True,
                "mail_level": "warnings",
                "weekdays": WEEKDAYS,
                "times": ["06:30", "12:30", "18:30"],
            },
        )
        show.done(f"{configuration['data_stream']}: op werkdagen om 06:30, 12:30 en 18:30")
        return str(configuration["id"])

    def first_import(self, configuration: str) -> str:
        """Section 6, second half: run it now, and read the report."""
        show = self._screen
        show.step("6.4", "Nu Uitvoeren", "Run it now")
        run = self._run(configuration, "Import")
        show.rule("Logverslag")
        show.verbatim(self._api.text(f"/v1/runs/{run['id']}/report?format=txt"))
        return str(run["id"])

    def second_import(self, configuration: str) -> None:
        """The same again: nothing changed at Nmbrs, so nothing may change here."""
        show = self._screen
        show.step("6.4", "Nogmaals uitvoeren: er is niets gewijzigd", "Run it again: nothing changed")
        run = self._run(configuration, "Import")
        changes = self._api.get(f"/v1/runs/{run['id']}/changes")["items"]
        if changes:
            raise DemoFailed(f"the second identical run changed something: {len(changes)} changes or more")
        show.table(
            ("", "gelezen", "ongewijzigd"),
            ((stream, counts["read"], counts["unchanged"]) for stream, counts in run["counts"].items()),
        )
        show.done("0 wijzigingen")

    def spare_things(self) -> None:
        """What the examples in Swagger archive, revoke and take back, so that the rest stays as it is."""
        self._screen.rule("Om in Swagger te archiveren, in te trekken en te verwijderen")
        employer = next(iter(self._employers.values()))
        account = self._account_body("") | {
            "name": "Een eerdere koppeling",
            "username": f"eerder.{self._customer.username}",
            "authorization": {"scope": "employer", "employer_id": employer},
            "authorised_employer_count": 1,
        }
        self._screen.done(f"account {self._api.post('/v1/accounts', account)['name']}")
        key = self._api.post("/v1/api-keys", {"name": "Een sleutel over", "role": "reader"})
        self._screen.done(f"API-sleutel {key['name']}")
        told = {"employees": [{"suite_id": "2f6c0d1e", "nmbrs_id": "1230045"}]}
        self._api.post(f"/v1/employers/{employer}/employees", told)
        self._screen.done("een werknemer die Xpert Suite al had")

    def _run(self, configuration: str, title: str) -> dict[str, Any]:
        with self._screen.progress(title) as watch:
            run = self._api.run(configuration, watch)
        if run["status"] not in GOOD:
            raise DemoFailed(f"the run ended as {run['status']} ({run.get('code')})")
        return run
