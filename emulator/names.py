"""Words to make a believable world from. All people and companies are invented."""

from typing import Final

from emulator.places import Place

MALE_FIRST_NAMES = (
    "Daan", "Bram", "Thijs", "Ruben", "Mohammed", "José", "Jürgen", "Björn", "André", "Łukasz",
    "Sjoerd", "Wouter", "Joost", "Gijs", "Hidde", "Emre", "Raphaël", "Pieter-Jan", "Koen", "Niels",
)  # fmt: skip
FEMALE_FIRST_NAMES = (
    "Zoë", "Noor", "Fleur", "Chloé", "Renée", "Aïsha", "Maud", "Sanne", "Anne-Fleur", "Brechtje",
    "Femke", "Desirée", "Małgorzata", "Eline", "Şule", "Inês", "Marije", "Thirza", "Jolijn", "Iris",
)  # fmt: skip
# (prefix, last name)
LAST_NAMES: tuple[tuple[str | None, str], ...] = (
    ("de", "Vries"), ("van den", "Berg"), (None, "Bakker"), (None, "Visser"), ("van", "Dijk"),
    (None, "Özdemir"), (None, "Yılmaz"), ("de la", "Peña"), (None, "Müller"), ("van 't", "Hof"),
    ("in 't", "Veld"), (None, "Brûlé"), (None, "González"), ("van der", "Heijden"), (None, "Smit"),
    ("ten", "Brinke"), (None, "Wiśniewska"), ("el", "Amrani"), (None, "O'Brien"), (None, "Hoekstra"),
    (None, "Thé"), ("van de", "Ven"), (None, "Jansen"), (None, "Pietersen-Bos"), ("op den", "Kamp"),
)  # fmt: skip
COMPANY_NAMES = (
    "Bakkerij De Gouden Korenaar B.V.",
    "Zorggroep Lindehof",
    "Transportbedrijf Van der Meulen B.V.",
    "Installatietechniek Noordzij B.V.",
    "Kwekerij 't Veldje V.O.F.",
    "Drukkerij Het Blauwe Vel B.V.",
    "Stichting Kinderopvang Regenboog",
    "Bouwbedrijf Steenhuis & Zn. B.V.",
    "Metaalwerken Öresund Nederland B.V.",
    "Schoonmaakbedrijf Helder B.V.",
)
DEPARTMENT_NAMES = (
    "Productie",
    "Administratie",
    "Verkoop binnendienst",
    "Verkoop buitendienst",
    "Logistiek & magazijn",
    "Personeelszaken",
    "Directie",
    "Onderhoud",
    "Klantenservice",
    "Planning",
)
JOB_NAMES = (
    "Medewerker productie",
    "Administratief medewerker",
    "Teamleider",
    "Chauffeur",
    "Monteur",
    "Planner",
    "Verkoper binnendienst",
    "Accountmanager",
    "Hoofd financiën",
    "Directeur",
    "Oproepkracht",
    "Stagiair(e)",
)
MARITAL_STATUSES = ("Ongehuwd", "Gehuwd", "Geregistreerd partnerschap", "Gescheiden")
NAME_ORDERS = ("Eigen naam", "Partnernaam", "Partnernaam - Eigen naam", "Eigen naam - Partnernaam")
PLAIN_NAME_ORDER = NAME_ORDERS[0]

ILLNESS = "Ziekte"
# The seven labels that can arrive by the connector's article; the order is the article's.
DOSSIER_LABELS = (
    ILLNESS,
    "Ziekte door zwangerschap (vangnet)",
    "Ziekte heringetreden arbeidsgehandicapte (vangnet)",
    "Ziekte door orgaandonatie (vangnet)",
    "Adoptie / Pleegzorg",
    "Ziekte door bevalling",
    "Geen vangnetgeval",
)
# The label of before 2017 that the article does not name, and those in use since (soap.md §5.2).
OLDER_LABEL: Final = "Zwangerschapverlof"
CURRENT_LABELS = (
    "Geen vangnetgeval / Ziekte",
    "Verzuim a.g.v. van zwangerschap en/of bevalling",
    "Verzuim a.g.v. van orgaandonatie",
    "WW uitkering en meer dan xx weken verzuim",
    "Uitzendkracht of oproepkracht",
    "Beëindiging dienstverband tijdens verzuim",
    "Gedeeltelijk ao verzuim binnen",
    "Bijzonder dienstverband",
    "Overige oorzaken",
    "Zwangerschapsverlof (WAZO)",
    "Adoptieverlof (WAZO)",
    "Pleegzorgverlof (WAZO)",
)
STRANGE_LABEL: Final = "Nog te beoordelen (nieuw 2026)"
COMMENTS = (
    "Griep, belt vrijdag terug",
    "Gebroken pols na val met de fiets",
    "Operatie gepland, herstel zes weken",
    "Heeft gesproken met de bedrijfsarts",
    "Wil niet dat collega's het weten",
)
STREETS = (
    "Dorpsstraat",
    "Molenweg",
    "Prins Hendrikkade",
    "'t Zand",
    "Lange Nieuwstraat",
    "Burgemeester Van Rijnlaan",
    "Plein '44",
    "Oude Rĳksweg",
)
# City, lowest four digits of its postal codes here, province.
CITIES = (
    ("Amersfoort", 3811, "Utrecht"),
    ("'s-Hertogenbosch", 5211, "Noord-Brabant"),
    ("Groningen", 9711, "Groningen"),
    ("Den Haag", 2511, "Zuid-Holland"),
    ("Súdwest-Fryslân", 8601, "Fryslân"),
    ("Zwolle", 8011, "Overijssel"),
    ("Goes", 4461, "Zeeland"),
)
PLACES_ABROAD = (
    Place("Kerkstraat", "12", "bus 3", "2000", "Antwerpen", None, "BE"),
    Place("Königsallee", "7a", None, "40212", "Düsseldorf", "Nordrhein-Westfalen", "DE"),
)
