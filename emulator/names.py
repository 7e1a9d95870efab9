"""Words to make a believable world from. All people and companies are invented."""

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
COMMENTS = (
    "Griep, belt vrijdag terug",
    "Gebroken pols na val met de fiets",
    "Operatie gepland, herstel zes weken",
    "Heeft gesproken met de bedrijfsarts",
    "Wil niet dat collega's het weten",
)
